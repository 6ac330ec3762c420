// Package products holds the pages of what a store sells: the list of products
// and the form of one product with its variants.
package products
