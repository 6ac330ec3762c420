package label

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
)

// collected are parcels that go the same way: from one door to one warehouse.
type collected struct {
	warehouse string
	mode      parcel.CollectionMode
	from      place.Address
}

// ways are how parcels get to a warehouse, as its people read it.
var ways = map[parcel.CollectionMode]string{
	parcel.DoorPickup: "上门揽收 Door-to-door collection",
	parcel.Domestic:   "国内快递 Domestic express",
	parcel.HandIn:     "自送仓库 Brought to the warehouse",
	parcel.Arranged:   "约定揽收 Collection as arranged",
}

// handOver arranges a hand-over list for every way that parcels go, one behind the other.
func (p *papers) handOver() ([]Sheet, error) {
	groups := map[collected][]parcel.Parcel{}
	var order []collected
	for _, one := range p.parcels {
		way := collected{one.Warehouse, one.Collection.Mode, one.Documents.Pickup}
		if groups[way] == nil {
			order = append(order, way)
		}
		groups[way] = append(groups[way], one)
	}
	slices.SortStableFunc(order, func(a, b collected) int {
		return cmp.Or(cmp.Compare(a.warehouse, b.warehouse), cmp.Compare(a.mode, b.mode))
	})
	var sheets []Sheet
	for _, way := range order {
		some, err := HandOverList(p.handed(way, groups[way]))
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, some...)
	}
	return sheets, nil
}

func (p *papers) handed(way collected, parcels []parcel.Parcel) HandOver {
	h := HandOver{
		Store: p.shop.Name, At: p.at, From: collectedAt(way.from), Warehouse: way.warehouse,
		Way: ways[way.mode], Domestic: way.mode == parcel.Domestic,
	}
	if w, err := p.directory.Warehouse(way.warehouse); err == nil {
		h.Warehouse = join(" · ", w.NameCN, w.NameEN, w.Code)
		h.To = []string{w.AddressCN, join(" ", w.Contact.Name, w.Contact.Phone), w.Hours.Opens.String() + " – " + w.Hours.Closes.String()}
	}
	for _, one := range parcels {
		name := string(one.Channel)
		if ch, err := p.tariffs.Channel(one.Channel, channel.DateOf(one.CreatedAt)); err == nil {
			name = cmp.Or(ch.NameCN, name)
		}
		h.Parcels = append(h.Parcels, Handed{
			LP: string(one.Number), Waybill: one.Waybill, Channel: name, Country: string(one.Documents.To.Country),
			Domestic: domestic(one.Collection), Pieces: pieces(one), Weight: one.Declared,
		})
	}
	return h
}

// collectedAt are the lines of a Chinese address: from the province to the street, then who.
func collectedAt(a place.Address) []string {
	return []string{a.Province + a.City + a.District + a.Street, join(" ", a.Name, a.AnyPhone())}
}

// domestic is the company of domestic express with its number.
func domestic(c parcel.Collection) string {
	if c.Mode != parcel.Domestic {
		return ""
	}
	company, err := warehouse.FindCompany(c.Company)
	if err != nil || c.Company == warehouse.OtherCompany {
		return join(" ", cmp.Or(c.Note, c.Company), c.Number)
	}
	return join(" ", i18n.T(i18n.Chinese, company.Key()), c.Number)
}

// pieces are all pieces in a parcel.
func pieces(p parcel.Parcel) (n int) {
	for _, g := range p.Goods {
		n += g.Quantity
	}
	return n
}
