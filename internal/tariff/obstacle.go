package tariff

import "slices"

// Obstacle is the rule that stands most in the way of a parcel.
type Obstacle struct {
	Rule  Rule // as the channel states it whose bound is the widest
	Plans int  // how many plans it excludes
}

// MainObstacle returns the rule that excludes most of the plans of a quote of which none is available,
// the gravest where several do. Channels that do not go to the country at all could take no parcel there,
// so what they break counts only when no other channel is left.
func MainObstacle(plans []Plan) (Obstacle, bool) {
	if slices.ContainsFunc(plans, Plan.Available) {
		return Obstacle{}, false
	}
	if there := slices.DeleteFunc(slices.Clone(plans), Plan.elsewhere); len(there) > 0 {
		plans = there
	}
	met := map[RuleCode]Obstacle{}
	for _, p := range plans {
		for _, r := range p.Excluded {
			o, again := met[r.Code]
			if !again || r.wider(o.Rule) {
				o.Rule = r
			}
			o.Plans++
			met[r.Code] = o
		}
	}
	var most Obstacle
	for _, code := range RuleCodes {
		if o := met[code]; o.Plans > most.Plans {
			most = o
		}
	}
	return most, most.Plans > 0
}

// elsewhere reports whether the channel does not go to the country, whatever the parcel.
func (p Plan) elsewhere() bool {
	return slices.ContainsFunc(p.Excluded, func(r Rule) bool {
		return r.Code == Suspended || r.Code == NotServed || r.Code == NoPrice
	})
}

// wider reports whether the bound of a rule takes more parcels than that of another of the same code.
func (r Rule) wider(o Rule) bool {
	if r.Code == TooLight {
		return r.WeightLimit < o.WeightLimit
	}
	return r.WeightLimit > o.WeightLimit || r.LengthLimit > o.LengthLimit || r.ValueLimit.Minor > o.ValueLimit.Minor
}
