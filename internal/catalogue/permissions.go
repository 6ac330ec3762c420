package catalogue

import (
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// permissionsFile is permissions.toml, whose first lines explain it.
type permissionsFile struct {
	From       string            `toml:"from"`
	Source     string            `toml:"source"`
	Permission []permissionEntry `toml:"permission"`
}

type permissionEntry struct {
	Countries string           `toml:"countries"`
	Allow     []allowanceEntry `toml:"allow"`
}

type allowanceEntry struct {
	UpTo     string `toml:"up_to"`
	Tiers    string `toml:"tiers"`
	Channels string `toml:"channels"`
	Special  string `toml:"special"`
}

func readPermissions() ([]tariff.Permission, error) {
	var file permissionsFile
	if err := readTOML("permissions.toml", &file); err != nil {
		return nil, err
	}
	var p problems
	origin := read(&p, since(file.Source, false), file.From)
	var out []tariff.Permission
	for _, e := range file.Permission {
		var allowances []tariff.Allowance
		for _, a := range e.Allow {
			allowances = append(allowances, a.allowance(&p))
		}
		for _, c := range readAll(&p, country, e.Countries) {
			out = append(out, tariff.Permission{Country: c, Allowances: allowances, Origin: origin})
		}
	}
	return out, p.err()
}

func (e allowanceEntry) allowance(p *problems) tariff.Allowance {
	return tariff.Allowance{
		UpTo:         read(p, amount(money.USD), e.UpTo),
		Tiers:        readAll(p, channel.ParseTier, e.Tiers),
		Channels:     readAll(p, code, e.Channels),
		SpecialTiers: readAll(p, channel.ParseTier, e.Special),
	}
}

// code reads the code of a channel, which need not be in the catalogue yet.
func code(s string) (channel.Code, error) { return channel.Code(s), nil }
