package catalogue

import "sellerdesk/internal/channel"

func readCountries() ([]channel.LabelCountry, error) {
	t, err := readTable("countries.tsv")
	if err != nil {
		return nil, err
	}
	var out []channel.LabelCountry
	err = t.each(func(l line, p *problems) {
		out = append(out, channel.LabelCountry{
			Country:        read(p, country, l.text("country")),
			NameEN:         l.text("name_en"),
			NameCN:         l.text("name_cn"),
			SortNumber:     l.text("sort_number"),
			RegisteredZone: int(read(p, whole, l.text("registered_zone"))),
			OrdinaryZone:   int(read(p, whole, l.text("ordinary_zone"))),
		})
	})
	return out, err
}
