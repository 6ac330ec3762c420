package account

import "slices"

// Role is what a person is in a store.
type Role string

// The roles.
const (
	Viewer  Role = "viewer"
	Shipper Role = "shipper"
	Finance Role = "finance"
	Owner   Role = "owner"
)

// Roles lists every role, from the least to the most.
var Roles = []Role{Viewer, Shipper, Finance, Owner}

// Key is the key of the role's message.
func (r Role) Key() string { return "account_role_" + string(r) }

// Permission is something a role allows.
type Permission string

// The permissions.
const (
	View          Permission = "view"           // to read, with buyers' addresses shortened
	ReadAddresses Permission = "read_addresses" // to read them in full, and to export
	Ship          Permission = "ship"           // orders, parcels, labels, notices, messages, products
	Pay           Permission = "pay"            // payments, the deduction account, claims
	Rehearse      Permission = "rehearse"       // to move the clock and the world of a rehearsal store
	Manage        Permission = "manage"         // addresses, staff, tariffs, settings of the store
)

// Permissions lists every permission.
var Permissions = []Permission{View, ReadAddresses, Ship, Pay, Rehearse, Manage}

// allowed is what each role may do (decisions, section 7).
var allowed = map[Role][]Permission{
	Viewer:  {View},
	Shipper: {View, ReadAddresses, Ship, Rehearse},
	Finance: {View, ReadAddresses, Pay, Rehearse},
	Owner:   {View, ReadAddresses, Ship, Pay, Rehearse, Manage},
}

// May reports whether the role allows p.
func (r Role) May(p Permission) bool { return slices.Contains(allowed[r], p) }
