package link

// ShipRules is the list of the rules that choose the channels of a batch.
func ShipRules() string { return "/transaction/batch-shipping/rules" }

// NewShipRule is the form for another rule.
func NewShipRule() string { return ShipRules() + "/new" }

// ShipRule is the form of a rule.
func ShipRule(number string) string { return To("transaction", "batch-shipping", "rules", number) }

// ShipRuleMove puts a rule one place further up or down (POST).
func ShipRuleMove(number string) string { return ShipRule(number) + "/move" }

// ShipRuleRemove takes a rule away (POST).
func ShipRuleRemove(number string) string { return ShipRule(number) + "/remove" }

// ShipRulesTrial tells what the rules would do with the newest orders; pairs are names and
// values of its filter.
func ShipRulesTrial(pairs ...string) string { return With(ShipRules()+"/trial", pairs...) }
