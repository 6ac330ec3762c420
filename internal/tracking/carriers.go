package tracking

import (
	"errors"
	"slices"

	"sellerdesk/internal/errs"
)

// ErrCarrier reports a carrier that cannot be named in a shipping notice.
var ErrCarrier = errs.New(errs.Invalid, "tracking_unknown_carrier")

// CarrierCode is the name of a carrier in stored notices and Excel sheets.
// Where AliExpress has a service code for the carrier it is that code.
type CarrierCode string

// Other is the carrier whose tracking website the seller names in the notice.
const Other CarrierCode = "Other"

// Carrier is one that a seller may name in a shipping notice of an offline order.
type Carrier struct {
	Code    CarrierCode
	Name    string // English, as the carrier writes it
	NameCN  string
	Formats []Format // what its numbers look like; none: any number
	Website string   // where the carrier itself answers; empty: the seller names it
}

// carriers are those whose tracking the platform recognises: postal operators,
// the integrators, SF Express and EMS (facts, section 0, row 15).
// Addresses are the carriers' own tracking pages.
var carriers = []Carrier{
	{"CHINA_POST", "China Post", "中国邮政", []Format{Postal}, "https://yjcx.ems.com.cn/qps/yjcx"},
	{"EMS", "EMS", "EMS", []Format{EMS}, "https://www.ems.com.cn/"},
	{"SF", "SF Express", "顺丰速运", []Format{SF}, "https://www.sf-international.com/"},
	{"UPS", "UPS", "UPS", []Format{UPS}, "https://www.ups.com/track"},
	{"DHL", "DHL Express", "DHL", []Format{DHLExpress}, "https://www.dhl.com/en/express/tracking.html"},
	{"FEDEX", "FedEx", "联邦快递", []Format{FedExExpress, FedExGround}, "https://www.fedex.com/fedextrack/"},
	{"TNT", "TNT", "TNT", []Format{TNT}, "https://www.tnt.com/express/en_gc/site/tracking.html"},
	{"TOLL", "TOLL/DPEX", "拓领/DPEX", []Format{TOLL}, "https://www.mytoll.com/"},
	{"ARAMEX", "Aramex", "Aramex", []Format{Aramex}, "https://www.aramex.com/track"},
	{"YANWEN", "Yanwen", "燕文物流", []Format{Yanwen}, "https://track.yw56.com.cn/"},
	{"YUNEXPRESS", "YunExpress", "云途物流", []Format{YunExpress}, "https://www.yuntrack.com/"},
	{"RUSTON", "Ruston", "俄速通", []Format{Ruston}, "https://www.ruston.cc/"},
	{"CAINIAO", "Cainiao", "菜鸟", []Format{Cainiao, LogisticsOrder, Postal}, "https://global.cainiao.com/"},
	{"USPS", "USPS", "美国邮政", []Format{USPS, Postal}, "https://tools.usps.com/go/TrackConfirmAction_input"},
	{"ROYAL_MAIL", "Royal Mail", "英国皇家邮政", []Format{Postal}, "https://www.royalmail.com/track-your-item"},
	{"RUSSIAN_POST", "Russian Post", "俄罗斯邮政", []Format{Postal}, "https://www.pochta.ru/tracking"},
	{"DEUTSCHE_POST", "Deutsche Post", "德国邮政", []Format{Postal}, "https://www.deutschepost.de/de/s/sendungsverfolgung.html"},
	{"LA_POSTE", "La Poste", "法国邮政", []Format{Postal}, "https://www.laposte.fr/outils/suivre-vos-envois"},
	{"CORREOS", "Correos", "西班牙邮政", []Format{Postal}, "https://www.correos.es/es/en/tools/tracker/items"},
	{"POSTNL", "PostNL", "荷兰邮政", []Format{Postal}, "https://postnl.post/"},
	{"POSTI", "Posti", "芬兰邮政", []Format{Postal}, "https://www.posti.fi/en/tracking"},
	{"OMNIVA", "Omniva", "爱沙尼亚邮政", []Format{Postal}, "https://www.omniva.ee/en/track/"},
	{"POST_NORD", "PostNord", "北欧邮政", []Format{Postal}, "https://www.postnord.se/en/our-tools/track-and-trace"},
	{"SWISS_POST", "Swiss Post", "瑞士邮政", []Format{Postal}, "https://service.post.ch/ekp-web/ui/list"},
	{"BPOST", "bpost", "比利时邮政", []Format{Postal}, "https://track.bpost.cloud/"},
	{"SINGPOST", "Singapore Post", "新加坡邮政", []Format{Postal}, "https://www.singpost.com/track-items"},
	{"HONGKONG_POST", "Hongkong Post", "香港邮政", []Format{Postal}, "https://www.hongkongpost.hk/en/mail_tracking/index.html"},
	{"JAPAN_POST", "Japan Post", "日本邮政", []Format{Postal}, "https://trackings.post.japanpost.jp/services/srv/search/"},
	{"KOREA_POST", "Korea Post", "韩国邮政", []Format{Postal}, "https://service.epost.go.kr/iservice/"},
	{"AUSTRALIA_POST", "Australia Post", "澳大利亚邮政", []Format{Postal}, "https://auspost.com.au/mypost/track/"},
	{"CANADA_POST", "Canada Post", "加拿大邮政", []Format{Postal}, "https://www.canadapost-postescanada.ca/track-reperage/en"},
	{Other, "Seller's Shipping Method", "卖家自定义", nil, ""},
}

// Carriers returns the carriers a seller may name, Other last.
func Carriers() []Carrier { return slices.Clone(carriers) }

// CarrierOf returns the carrier with a code, or ErrCarrier.
func CarrierOf(code CarrierCode) (Carrier, error) {
	for _, c := range carriers {
		if c.Code == code {
			return c, nil
		}
	}
	return Carrier{}, ErrCarrier.With("Carrier", string(code))
}

// Check reports what is wrong with a normalised number of this carrier. Of
// several formats the problem of the one it nearly fits is reported: a wrong
// check digit says more than a wrong shape.
func (c Carrier) Check(number string) error {
	var nearest error
	for _, f := range c.Formats {
		err := Check(f, number)
		if err == nil {
			return nil
		}
		if nearest == nil || errors.Is(nearest, ErrShape) {
			nearest = err
		}
	}
	return nearest
}
