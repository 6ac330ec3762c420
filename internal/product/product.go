// Package product holds what a store sells: products with their variants,
// stock, weight and size, and what is declared for them at customs.
package product

import (
	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// ID identifies a product inside the application.
type ID int64

// VariantID identifies a variant inside the application.
type VariantID int64

// Errors this package reports.
var (
	ErrNotFound  = errs.New(errs.NotFound, "product_not_found")
	ErrChanged   = errs.New(errs.Conflict, "product_changed")
	ErrDuplicate = errs.New(errs.Conflict, "product_sku_exists")
)

// Product is an article with what is declared for it.
type Product struct {
	ID       ID
	Store    account.StoreID
	Title    string
	Category channel.Category
	NameCN   string // declaration name, 1 to 20 characters
	NameEN   string // declaration name, 1 to 60 characters
	HSCode   string // may be empty
	Version  int
	Variants []Variant
}

// Variant is one form of a product, the thing that lies on a shelf.
type Variant struct {
	ID         VariantID
	Product    ID
	SKU        string
	Attributes string // such as "Colour: White · Plug: EU"
	Stock      Stock
	Weight     measure.Weight // of one piece; 0 is unknown
	Size       measure.Size   // of one piece; zero is unknown
	Value      money.Money    // declared value of one piece, USD; zero is unknown
	Version    int
}

// Stock is how many pieces are on hand, and how many of them paid orders wait for.
type Stock struct {
	Known    bool // false: nobody counted
	OnHand   int
	Reserved int
}

// Item is a variant together with what its product says about it.
type Item struct {
	Variant
	Title    string
	Category channel.Category
	NameCN   string
	NameEN   string
	HSCode   string
}

// Declaration limits of the networks (facts, section 3), in characters.
const (
	MaxNameCN = 20
	MaxNameEN = 60
)
