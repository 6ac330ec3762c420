// Package importing serves the pages of Import Orders: the upload of an order export, and
// the check of its rows with what became of them.
package importing
