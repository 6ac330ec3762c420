// Package importing holds the templates of Import Orders.
package importing
