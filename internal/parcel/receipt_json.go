package parcel

import (
	"encoding/json"
	"slices"
	"strconv"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
)

// plain is a receipt without its own way to be stored.
type plain Receipt

// storedReceipt is a receipt as it is stored: one order is excluded from many
// plans by the same few sentences, which are written once.
type storedReceipt struct {
	plain
	Plans []storedPlan
	Rules []Sentence `json:",omitempty"`
}

// storedPlan is a plan with its rules: places among those of the receipt. The
// first receipts had the rules themselves.
type storedPlan struct {
	Channel  channel.Code
	Price    money.Money       `json:",omitzero"`
	Excluded []json.RawMessage `json:",omitempty"`
}

// MarshalJSON writes each rule once.
func (r Receipt) MarshalJSON() ([]byte, error) {
	s := storedReceipt{plain: plain(r)}
	var texts []string
	for _, p := range r.Plans {
		plan := storedPlan{Channel: p.Channel, Price: p.Price}
		for _, rule := range p.Excluded {
			text, err := json.Marshal(rule)
			if err != nil {
				return nil, err
			}
			i := slices.Index(texts, string(text))
			if i < 0 {
				i, texts, s.Rules = len(texts), append(texts, string(text)), append(s.Rules, rule)
			}
			plan.Excluded = append(plan.Excluded, json.RawMessage(strconv.Itoa(i)))
		}
		s.Plans = append(s.Plans, plan)
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads a receipt of any version.
func (r *Receipt) UnmarshalJSON(text []byte) error {
	var s storedReceipt
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	*r = Receipt(s.plain)
	r.Plans = nil
	for _, p := range s.Plans {
		plan := ReceiptPlan{Channel: p.Channel, Price: p.Price}
		for _, raw := range p.Excluded {
			rule, err := s.rule(raw)
			if err != nil {
				return err
			}
			plan.Excluded = append(plan.Excluded, rule)
		}
		r.Plans = append(r.Plans, plan)
	}
	return nil
}

// rule is the rule at a place, or the rule itself.
func (s storedReceipt) rule(raw json.RawMessage) (rule Sentence, err error) {
	var place int
	if json.Unmarshal(raw, &place) == nil && place >= 0 && place < len(s.Rules) {
		return s.Rules[place], nil
	}
	return rule, json.Unmarshal(raw, &rule)
}
