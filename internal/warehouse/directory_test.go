package warehouse_test

import (
	"errors"
	"testing"
	"time"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/warehouse"
)

// tuesday is Tuesday 2026-11-17, 10:00 in China.
var tuesday = time.Date(2026, 11, 17, 2, 0, 0, 0, time.UTC)

// shipped returns the warehouses that ship with the program.
func shipped(t testing.TB) *warehouse.Directory {
	t.Helper()
	d, err := catalogue.Warehouses()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := warehouse.NewDirectory(d)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTheAddressDecidesAboutCollectionAndWarehouse(t *testing.T) {
	dir := shipped(t)
	tests := []struct {
		name                     string
		channel                  channel.Code
		province, city, district string
		inRange                  bool
		want                     string
	}{
		{"city of the list", "CPAM", "浙江省", "杭州市", "西湖区", true, "CPAM_WLB_CPAMHZ"},
		{"city in a county's place", "CPAM", "浙江省", "金华市", "婺城区", true, "CPAM_WLB_CPAMJH"},
		{"county of a city", "CPAM", "浙江省", "金华市", "义乌市", true, "CPAM_WLB_CPAMYW"},
		{"county written as a city", "CPAM", "浙江省", "义乌市", "", true, "CPAM_WLB_CPAMYW"},
		{"in English", "CPAM", "Zhejiang Province", "Yiwu City", "", true, "CPAM_WLB_CPAMYW"},
		{"one of two cities of one English name", "CPAM", "Jiangsu", "Taizhou", "", true, "CPAM_TZ"},
		{"the other of them", "CPAM", "Zhejiang", "Taizhou", "", true, "CPAM_TZ1"},
		{"district in range, city not", "UPSE", "广东省", "深圳市", "宝安区", true, "UPSE_SZ"},
		{"city with a district out of range", "UPSE", "广东省", "深圳市", "南山区", false, "UPSE_SZ"},
		{"a district of that name elsewhere", "UPSE", "北京市", "北京市", "宝安区", false, "UPSE_QD"},
		{"outside, same province", "UPSE", "河南省", "郑州市", "金水区", false, "UPSE_XC"},
		{"outside, another province", "YANWEN_AM", "黑龙江省", "哈尔滨市", "南岗区", false, "YANWEN_WLB_YANWENBJ"},
		{"outside, autonomous region", "YANWEN_AM", "广西壮族自治区", "桂林市", "", false, "YANWEN_WLB_YANWENGZ"},
		{"everywhere", "EMS_ZX_ZX_US", "西藏自治区", "拉萨市", "城关区", true, "EMS_ZX_ZX_US_CD"},
		{"Cainiao line in a city of its codes", "CAINIAO_STANDARD", "福建省", "泉州市", "石狮市", true, "CAINIAO_STANDARD_FPXSS"},
		{"Cainiao line outside them", "CAINIAO_STANDARD", "四川省", "成都市", "", false, "CAINIAO_STANDARD_FPXGZ"},
		{"unknown address", "CAINIAO_STANDARD", "", "Atlantis", "", false, "CAINIAO_STANDARD_YANWENYW"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := warehouse.Pickup{Channel: tt.channel, Province: tt.province, City: tt.city, District: tt.district}
			m, err := dir.Match(p, tuesday)
			if err != nil {
				t.Fatal(err)
			}
			if m.InRange != tt.inRange || m.Warehouse.Code != tt.want {
				t.Errorf("in range %v, warehouse %s (%s), want %v, %s", m.InRange, m.Warehouse.Code, m.Warehouse.City, tt.inRange, tt.want)
			}
			if m.InRange == m.Next.From.IsZero() {
				t.Errorf("next collection is %v although in range is %v", m.Next, m.InRange)
			}
		})
	}
}

func TestAChannelWithoutWarehousesIsAnError(t *testing.T) {
	_, err := shipped(t).Match(warehouse.Pickup{Channel: "PIGEON"}, tuesday)
	if !errors.Is(err, warehouse.ErrNoWarehouse) {
		t.Errorf("error = %v, want %v", err, warehouse.ErrNoWarehouse)
	}
}

func TestWarehousesAreFoundByCode(t *testing.T) {
	dir := shipped(t)
	w, err := dir.Warehouse("CAINIAO_STANDARD_YANWENYW")
	if err != nil || w.Channel != channel.Standard || w.City != "义乌" {
		t.Errorf("warehouse = %+v, %v", w, err)
	}
	if _, err := dir.Warehouse("NOWHERE"); !errors.Is(err, warehouse.ErrNotFound) {
		t.Errorf("an unknown code is reported as %v", err)
	}
	if n := len(dir.Warehouses(channel.ChinaPostRegistered)); n != 88 {
		t.Errorf("China Post has %d warehouses, want 88", n)
	}
}

func TestCollectionCitiesOfAChannelAreListed(t *testing.T) {
	dir := shipped(t)
	if cities, everywhere := dir.Cities(channel.EPacket); !everywhere || cities != nil {
		t.Errorf("ePacket collects everywhere: %v, in %v", everywhere, cities)
	}
	cities, everywhere := dir.Cities(channel.SpecialLineYW)
	if everywhere || len(cities) != 16 || cities[0].EN != "Beijing" || cities[3].Prefecture != "广州" {
		t.Errorf("Special Line-YW collects in %v", cities)
	}
	if cities, everywhere := dir.Cities("DHL"); everywhere || len(cities) != 0 {
		t.Errorf("an unknown channel collects in %v", cities)
	}
}

func TestRowsThatNameUnknownCitiesAreRefused(t *testing.T) {
	zhejiang := []warehouse.Province{{CN: "浙江", EN: "Zhejiang"}}
	tests := []struct {
		name string
		data warehouse.Data
	}{
		{"warehouse", warehouse.Data{Warehouses: []warehouse.Warehouse{{City: "杭州"}}}},
		{"area", warehouse.Data{Areas: []warehouse.Area{{City: "杭州"}}}},
		{"city", warehouse.Data{Provinces: zhejiang, Cities: []warehouse.City{{CN: "广州", Province: "广东"}}}},
	}
	for _, tt := range tests {
		if _, err := warehouse.NewDirectory(tt.data); !errors.Is(err, warehouse.ErrUnknownCity) {
			t.Errorf("%s: error = %v, want %v", tt.name, err, warehouse.ErrUnknownCity)
		}
	}
	everywhere := warehouse.Data{Areas: []warehouse.Area{{City: warehouse.Everywhere}}}
	if _, err := warehouse.NewDirectory(everywhere); err != nil {
		t.Errorf("everywhere is taken for a city: %v", err)
	}
}

func BenchmarkMatch(b *testing.B) {
	dir := shipped(b)
	p := warehouse.Pickup{Channel: "CPAM", Province: "黑龙江省", City: "哈尔滨市", District: "南岗区"}
	for b.Loop() {
		if _, err := dir.Match(p, tuesday); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEveryWarehouseIsInACityThatIsNamedInBothLanguages(t *testing.T) {
	d, err := catalogue.Warehouses()
	if err != nil {
		t.Fatal(err)
	}
	dir := shipped(t)
	for _, w := range d.Warehouses {
		if city := dir.CityOf(w); city.CN != w.City || city.EN == "" || city.EN == w.NameEN {
			t.Errorf("%s is in %+v", w.Code, city)
		}
	}
}
