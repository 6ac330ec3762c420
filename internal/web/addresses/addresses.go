// Package addresses holds the pages of the Address Book: sender, pick-up and
// return addresses of a store.
package addresses
