package sample

import (
	"sellerdesk/internal/address"
	"sellerdesk/internal/place"
)

// Address returns the preferred sender address of store 1, in English.
func Address(change ...func(*address.Address)) address.Address {
	return with(address.Address{
		Store:     1,
		Kind:      address.Sender,
		Preferred: true,
		Address: place.Address{
			Name: "Li Wei", Street: "No. 88 Chouzhou North Road", District: "Yiwu", City: "Jinhua", Province: "Zhejiang",
			Country: place.China, Postal: "322000", Mobile: "13800000000", Email: "ship@example.com",
		},
		Version: 1,
	}, change)
}

// Pickup returns the preferred pick-up address of store 1, in Chinese.
func Pickup(change ...func(*address.Address)) address.Address {
	a := Address(func(a *address.Address) {
		a.Kind = address.Pickup
		a.Name, a.Street = "李伟", "稠州北路88号3楼"
		a.District, a.City, a.Province = "义乌市", "金华市", "浙江省"
	})
	return with(a, change)
}
