package e2e_test

import (
	"testing"

	"sellerdesk/internal/i18n"
	"sellerdesk/views/link"
)

// TestAnOwnerChangesARuleFromADay tells of an owner who was told by phone when the
// warehouse in Yiwu closes, and of every other form by which a rule is changed.
func TestAnOwnerChangesARuleFromADay(t *testing.T) {
	t.Parallel()
	for _, l := range sizes() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, demo(t), l)
			s.signIn("owner@demo.test")
			for name, address := range ruleForms() {
				s.Goto(address)
				s.page("rules-" + name)
			}
			words := func(key string, pairs ...any) string { return i18n.T(l.lang.site, key, pairs...) }
			s.Goto(link.WarehouseChange("YANWEN_WLB_YANWENYW"))
			s.Fill(words("tariffs_field_closes"), "19:30")
			s.Fill(words("tariffs_field_phone"), "call me")
			s.Fill(words("tariffs_field_source"), "Phone call of 20 November")
			s.Click(words("tariffs_save"))
			s.See(words("tariffimport_phone"))
			s.page("rules-warehouse-refused")
			s.Fill(words("tariffs_field_phone"), "0579-85410000")
			s.Click(words("tariffs_save"))
			s.See("own.1", words("tariffimport_state_coming"), words("tariffimport_kind_terms"), "燕文义乌仓")
			s.page("rules-tariffs-changed")
			s.Goto(link.WarehouseChange("YANWEN_WLB_YANWENYW"))
			s.See("own.1")
			s.page("rules-warehouse-to-come")
		})
	}
}

// ruleForms are the pages that show rules and those that change them, by name.
func ruleForms() map[string]string {
	return map[string]string{
		"channel":      link.Channel("CPAM"),
		"restrictions": link.Restrictions(),
		"collection":   link.CollectionRules("channel", "YANWEN_AM"),
		"figures":      link.ChannelChange("CPAM"),
		"goods":        link.ChannelPart("CAINIAO_STANDARD", "goods"),
		"reach":        link.ChannelPart("CPAM", "reach"),
		"ways":         link.ChannelPart("CPAM", "collection"),
		"cities":       link.ChannelPart("YANWEN_AM", "cities"),
		"warehouse":    link.WarehouseChange("YANWEN_WLB_YANWENYW"),
		"holidays":     link.Holidays(),
		"order-rule":   link.OrderRule("country", "RU"),
		"waiting":      link.WaitingTimes(),
	}
}
