package catalogue

import (
	"strconv"

	"sellerdesk/internal/channel"
)

func readCountries() ([]channel.LabelCountry, error) {
	return rows("countries.tsv", func(l line, p *problems) channel.LabelCountry {
		return channel.LabelCountry{
			Country:        read(p, country, l.text("country")),
			NameEN:         l.text("name_en"),
			NameCN:         l.text("name_cn"),
			SortNumber:     l.text("sort_number"),
			RegisteredZone: read(p, strconv.Atoi, l.text("registered_zone")),
			OrdinaryZone:   read(p, strconv.Atoi, l.text("ordinary_zone")),
		}
	})
}
