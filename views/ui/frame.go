package ui

import (
	"time"

	"sellerdesk/internal/account"
)

// Frame is what every page shows around its content.
type Frame struct {
	Title   string // heading of the page, in the visitor's language
	Section Section
	Item    Item
	Path    string // address of the page, to come back to after a change of language
	Query   string // what the search box holds
	Flash   Flash
	Person  Person // zero for a visitor who is not signed in
	Unread  int    // unread in-site messages
	Arrears bool   // freight has been due too long: nothing can be submitted
}

// Person is the signed-in visitor in the frame.
type Person struct {
	Name   string
	Email  string
	Role   string       // word for the role in the current store
	Rights account.Role // the role, which decides what the left column offers
	Store  string       // name of the current store
	Others []Store
	Clock  time.Time // the store's clock where it is not the wall clock; zero for a live store
}

// SignedIn reports whether somebody is signed in.
func (p Person) SignedIn() bool { return p.Email != "" }

// Store is a store the person may change to.
type Store struct {
	ID   string
	Name string
}

// Flash is the message about what was just done. The zero value is no message.
type Flash struct {
	Text    string
	Failure bool
}
