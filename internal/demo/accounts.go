package demo

import "sellerdesk/internal/account"

// Account is somebody as whom a visitor of the demo can sign in.
type Account struct {
	Name     string
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
		{"Li Wei", "owner@demo.test", password, FirstStore, account.Owner},
		{"Wang Fang", "shipper@demo.test", password, FirstStore, account.Shipper},
		{"Zhang Min", "finance@demo.test", password, FirstStore, account.Finance},
		{"Chen Jie", "viewer@demo.test", password, FirstStore, account.Viewer},
		{"Zhao Lei", "owner@second.test", password, SecondStore, account.Owner},
	}
}
