package channel

import "sellerdesk/internal/place"

// LabelCountry is a destination as China Post's labels name it (facts, sections 2.2 and 6.2).
type LabelCountry struct {
	Country        place.Country
	NameEN         string
	NameCN         string
	SortNumber     string // printed behind the country code; empty for most
	RegisteredZone int    // zone of registered packets, 1 to 11; 0 is unknown
	OrdinaryZone   int    // zone of ordinary packets, 1 to 8; 0 is unknown
}

// SortCode is what the middle cell of the label shows, such as "RU21".
func (c LabelCountry) SortCode() string { return string(c.Country) + c.SortNumber }
