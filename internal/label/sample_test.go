package label_test

import (
	"bytes"
	"sync"
	"testing"

	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// seller is a sender in China, with Latin letters as the networks want them.
var seller = label.Party{
	Address: place.Address{Name: "Li Wei", Street: "Room 1203, Building 5, No. 88 Keji South Road", District: "Nanshan",
		City: "Shenzhen", Province: "Guangdong", Country: "CN", Postal: "518057", Mobile: "+86 138 0013 8000"},
	Country: label.Names{English: "China", Chinese: "中国"},
}

// recipients are buyers whose names need different letters.
var recipients = map[string]label.Party{
	"latin": {
		Address: place.Address{Name: "Łukasz Świętosławski", Street: "ul. Żółkiewskiego 17 m. 4", City: "Łódź",
			Province: "Łódzkie", Country: "PL", Postal: "90-001", Phone: "+48 601 234 567"},
		Country: label.Names{English: "Poland", Chinese: "波兰"},
	},
	"cyrillic": {
		Address: place.Address{Name: "Щербакова Наталья Юрьевна", Street: "ул. Большая Полянка, д. 7, кв. 45", City: "Москва",
			Province: "Московская область", Country: "RU", Postal: "119180", Mobile: "+7 916 123-45-67"},
		Country: label.Names{English: "Russian Federation", Chinese: "俄罗斯"},
	},
	"chinese": {
		Address: place.Address{Name: "陳美玲", Street: "信義路五段7號 37樓", District: "信義區", City: "臺北市",
			Province: "臺灣", Country: "TW", Postal: "110", Mobile: "+886 912 345 678"},
		Country: label.Names{English: "Taiwan, China", Chinese: "中国台湾"},
	},
	"arabic": {
		Address: place.Address{Name: "محمد بن عبد الله", Street: "شارع الملك فهد 12", City: "الرياض",
			Province: "الرياض", Country: "SA", Postal: "12271", Mobile: "+966 50 123 4567"},
		Country: label.Names{English: "Saudi Arabia", Chinese: "沙特阿拉伯"},
	},
	"long": {
		Address: place.Address{Name: "Maria da Conceição Fernandes de Albuquerque Cavalcanti Rodrigues de Oliveira e Silva Neto Junior",
			Street:   "Avenida Presidente Juscelino Kubitschek de Oliveira, 12345, Bloco C, Apartamento 1701",
			District: "Vila Nova Conceicao", City: "São José do Vale do Rio Preto da Serra Negra",
			Province: "Rio de Janeiro e Região Metropolitana", Country: "BR", Postal: "04543-011", Mobile: "+55 11 98765-4321"},
		Country: label.Names{English: "Brazil", Chinese: "巴西"},
	},
}

// items are declared goods that are worth 12.50 dollars together.
var items = []label.Item{
	{Name: label.Names{English: "Silicone phone case", Chinese: "硅胶手机壳"}, Quantity: 2, Weight: 96, Value: money.Of(750, money.USD)},
	{Name: label.Names{English: "USB-C charging cable", Chinese: "数据线"}, Quantity: 1, Weight: 150, Value: money.Of(500, money.USD)},
}

// sorts are the countries' codes with the numbers by which China Post sorts parcels.
var sorts = map[place.Country]string{"PL": "PL40", "RU": "RU21", "TW": "TW", "SA": "SA", "BR": "BR24"}

// content is a label to the recipient of a name, in a format.
func content(format label.Format, to string, changes ...func(*label.Content)) label.Content {
	c := label.Content{
		Format: format, Channel: "CPAM", Service: label.Names{English: "China Post Registered Air Mail", Chinese: "中国邮政挂号小包"},
		Registered: true, Waybill: "RB123456785CN", LP: "LP00143017183663", Order: "8012345678901234",
		Sort: sorts[recipients[to].Address.Country], Zone: "11", Warehouse: "中邮广州仓", ReturnUnit: "广州国际邮件互换局 510000",
		From: seller, To: recipients[to], Items: items, Gross: 246, Total: money.Of(1250, money.USD),
		Goods: "普货 General goods", Picks: []label.Pick{{SKU: "CASE-IP15-BLK", Quantity: 2}, {SKU: "CABLE-C-1M", Quantity: 1}},
		Date: "2026-01-31",
	}
	if format == label.Tall {
		c.Channel, c.Service = "CAINIAO_STANDARD", label.Names{English: "AliExpress Standard Shipping", Chinese: "无忧物流-标准"}
		c.Waybill, c.Sorting = "LP00143017183663CN", "RU-MOW-21"
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

// newPrinter reads the fonts once for all tests, as the program does.
var newPrinter = sync.OnceValues(label.NewPrinter)

// printer is a printer with its fonts.
func printer(t testing.TB) *label.Printer {
	t.Helper()
	p, err := newPrinter()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pdf is the document with the labels of contents.
func pdf(t testing.TB, contents ...label.Content) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t).PDF(&b, parcel.OwnSize, 1, contents...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
