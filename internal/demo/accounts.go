package demo

import "sellerdesk/internal/account"

// Account is somebody as whom a visitor of the demo can sign in.
type Account struct {
	Email    string
	Password string
	Store    string
	Role     account.Role
}

// Names of the stores of the demo.
const (
	FirstStore  = "Yiwu Bright Goods"
	SecondStore = "Second Shop"
)

// password is the password of everybody in the demo.
const password = "ship-it-once"

// Accounts lists everybody in the demo: the roles of the first store, and the owner of the second.
func Accounts() []Account {
	return []Account{
		{"owner@demo.test", password, FirstStore, account.Owner},
		{"shipper@demo.test", password, FirstStore, account.Shipper},
		{"finance@demo.test", password, FirstStore, account.Finance},
		{"viewer@demo.test", password, FirstStore, account.Viewer},
		{"owner@second.test", password, SecondStore, account.Owner},
	}
}
