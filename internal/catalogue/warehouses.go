package catalogue

import (
	"strconv"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/warehouse"
)

// Warehouses returns warehouses, collection areas, cities and holidays that ship with the program.
func Warehouses() (warehouse.Data, error) {
	var p problems
	d := warehouse.Data{
		Warehouses: do(&p, readWarehouses),
		Areas:      do(&p, readAreas),
		Cities:     do(&p, readCities),
		Provinces:  do(&p, readProvinces),
		Holidays:   do(&p, readHolidays),
	}
	return d, p.err()
}

func readWarehouses() ([]warehouse.Warehouse, error) {
	return rows("warehouses.tsv", func(l line, p *problems) warehouse.Warehouse {
		return warehouse.Warehouse{
			Code:      l.text("code"),
			Channel:   channel.Code(l.text("channel")),
			City:      l.text("city"),
			NameCN:    l.text("name_cn"),
			NameEN:    l.text("name_en"),
			AddressCN: l.text("address_cn"),
			Contact:   warehouse.Contact{Name: l.text("contact"), Phone: l.text("phone")},
			Hours: warehouse.Hours{
				Opens:  read(p, warehouse.ParseTimeOfDay, l.text("opens")),
				Closes: read(p, warehouse.ParseTimeOfDay, l.text("closes")),
				CutOff: read(p, warehouse.ParseTimeOfDay, l.text("cut_off")),
			},
			FreeFrom: read(p, strconv.Atoi, l.text("free_from")),
			Origin:   l.origin(p),
		}
	})
}

func readAreas() ([]warehouse.Area, error) {
	return rows("areas.tsv", func(l line, p *problems) warehouse.Area {
		return warehouse.Area{Channel: channel.Code(l.text("channel")), City: l.text("city"), Origin: l.origin(p)}
	})
}

func readCities() ([]warehouse.City, error) {
	return rows("cities.tsv", func(l line, _ *problems) warehouse.City {
		return warehouse.City{CN: l.text("cn"), EN: l.text("en"), Prefecture: l.text("prefecture"), Province: l.text("province")}
	})
}

func readProvinces() ([]warehouse.Province, error) {
	return rows("provinces.tsv", func(l line, p *problems) warehouse.Province {
		return warehouse.Province{
			CN:        l.text("cn"),
			EN:        l.text("en"),
			Latitude:  read(p, strconv.Atoi, l.text("latitude")),
			Longitude: read(p, strconv.Atoi, l.text("longitude")),
		}
	})
}

func readHolidays() ([]warehouse.Holiday, error) {
	return rows("holidays.tsv", func(l line, p *problems) warehouse.Holiday {
		return warehouse.Holiday{Date: read(p, channel.ParseDate, l.text("date")), Origin: l.origin(p)}
	})
}
