package tariffs

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
)

// errNoPart is the answer to an address that names no part of a channel.
var errNoPart = errs.New(errs.NotFound, "tariffs_no_part")

// partForm is the form of a part of a channel that the address names.
func (h *handler) partForm(c echo.Context) error { return h.openPart(c, c.Param("part")) }

// changePart changes a part of a channel that the address names.
func (h *handler) changePart(c echo.Context) error { return h.savePart(c, c.Param("part")) }

// edit reads what every form says about a change.
func (h *handler) edit(c echo.Context, f *form.Form) tariffimport.Edit {
	v := h.pages.Visitor(c)
	return tariffimport.Edit{
		Store: v.Store.ID, Person: v.Person.ID, From: day(f), Source: f.Required("source", longestSource),
		Seen: channel.VersionID(f.Int("seen", 0, 1<<62)),
	}
}

// changed goes on after a change and says what it was; one to what holds already made no version.
func (h *handler) changed(c echo.Context, made tariffimport.Change, key string, pairs ...any) error {
	if made.Number == "" {
		return h.pages.Done(c, link.Tariffs(), "tariffs_changed_nothing")
	}
	return h.pages.Done(c, link.Tariffs(), key, append(pairs, "From", string(made.From))...)
}

// part is the form of a part of the channel that the address names, as it is today.
func (h *handler) part(c echo.Context, part string) (views.ChannelEditing, error) {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	o, err := h.Service.Overview(ctx, store)
	if err != nil {
		return views.ChannelEditing{}, err
	}
	code := channel.Code(c.Param("code"))
	i := slices.IndexFunc(o.Channels, func(one channel.Channel) bool { return one.Code == code })
	if i < 0 {
		return views.ChannelEditing{}, channel.ErrNotFound.With("Channel", string(code))
	}
	of := o.Channels[i]
	p := views.ChannelEditing{Channel: of, Part: part}
	kind := tariffimport.Areas
	if part != views.Cities {
		kind = tariffimport.KindOf[channel.Part(part)]
	}
	p.Coming = o.Coming(kind, string(code))
	p.Seen, p.Action, p.Back, p.Origin = o.Seen, c.Request().URL.Path, link.Channel(string(code)), of.Origin
	if err := h.fill(c, &p, part); err != nil {
		return views.ChannelEditing{}, err
	}
	return p, nil
}

// fill sets what the form of a part shows at first, and where that comes from.
func (h *handler) fill(c echo.Context, p *views.ChannelEditing, part string) error {
	ctx, from := c.Request().Context(), h.tomorrow(c)
	switch part {
	case string(channel.FiguresPart):
		p.Now = views.FillFigures(p.Channel, from)
	case string(channel.GoodsPart):
		p.Now = views.FillGoods(ctx, p.Channel, from)
	case string(channel.ReachPart):
		p.Now = views.FillReach(ctx, p.Channel, from)
	case string(channel.CollectionPart):
		p.Now = views.FillCollection(p.Channel, from)
	case views.Cities:
		return h.fillCities(c, p)
	default:
		return errNoPart
	}
	p.Origin, p.Sample = p.Channel.PartOrigin(channel.Part(part))
	return nil
}

func (h *handler) fillCities(c echo.Context, p *views.ChannelEditing) error {
	ctx := c.Request().Context()
	directory, err := h.Warehouses.Directory(ctx, h.pages.Store(c))
	if err != nil {
		return err
	}
	cities, everywhere := directory.Cities(p.Channel.Code)
	p.Now = views.FillCities(ctx, cities, everywhere, h.tomorrow(c))
	if areas := directory.Areas(p.Channel.Code); len(areas) > 0 {
		p.Origin, p.Sample = areas[0].Origin, areas[0].Sample
	}
	return nil
}

// savePart changes a part of a channel from a day on.
func (h *handler) savePart(c echo.Context, part string) error {
	p, err := h.part(c, part)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	change, err := h.change(c, f, p)
	if err != nil {
		return err
	}
	e := h.edit(c, f)
	if f.OK() {
		made, err := change(e)
		if err == nil {
			return h.changed(c, made, "tariffs_changed_"+part, "Channel", p.Channel)
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showPart(c, p, f.View(), f.Status())
}

// change reads the form of a part and returns what makes the change.
func (h *handler) change(c echo.Context, f *form.Form, p views.ChannelEditing) (func(tariffimport.Edit) (tariffimport.Change, error), error) {
	ctx, to, code := c.Request().Context(), p.Channel, p.Channel.Code
	switch p.Part {
	case string(channel.FiguresPart):
		to = readFigures(f, to).In(to)
	case string(channel.GoodsPart):
		to.Goods = readGoods(f)
	case string(channel.ReachPart):
		to.Reach = channel.Reach{Suspended: countries(f, "suspended"), Countries: countries(f, "countries")}
	case string(channel.CollectionPart):
		to.Collection = chosenWays(f)
	case views.Cities:
		directory, err := h.Warehouses.Directory(ctx, h.pages.Store(c))
		if err != nil {
			return nil, err
		}
		cities := cities(f, directory)
		return func(e tariffimport.Edit) (tariffimport.Change, error) {
			return h.Service.ChangeAreas(ctx, e, code, cities)
		}, nil
	}
	return func(e tariffimport.Edit) (tariffimport.Change, error) {
		return h.Service.ChangeChannel(ctx, e, code, channel.Part(p.Part), to)
	}, nil
}

// readGoods reads which goods are taken and where. Countries of goods that are not taken to
// selected ones do not count, but must be right.
func readGoods(f *form.Form) channel.Goods {
	g := channel.Goods{SafetySheet: f.Bool("safety_sheet")}
	for _, k := range channel.Categories {
		only := countries(f, string(k)+"_to")
		switch form.OneOf(f, string(k), views.Takings) {
		case views.Everywhere:
			g.Accepted = append(g.Accepted, k)
		case views.Selected:
			g.Accepted = append(g.Accepted, k)
			if g.To == nil {
				g.To = map[channel.Category][]place.Country{}
			}
			g.To[k] = only
		case views.Refused:
		}
	}
	return g
}

// longestList is the longest list of names, in characters; mostNamed is how many unknown ones are named.
const (
	longestList = 8000
	mostNamed   = 5
)

// countries reads a list of countries, each by its name in either language or its code.
func countries(f *form.Form, name string) []place.Country {
	var all []place.Country
	var unknown []string
	for _, word := range list(f.Lines(name, longestList), ";；,，、\n") {
		c, err := place.ParseCountry(word)
		switch {
		case err != nil:
			unknown = append(unknown, word)
		case !slices.Contains(all, c):
			all = append(all, c)
		}
	}
	if len(unknown) > 0 {
		f.Problem(name, "tariffs_unknown_countries", "Names", strings.Join(unknown[:min(mostNamed, len(unknown))], ", "))
	}
	return all
}

// list are the words of a text, without blanks around them.
func list(text, separators string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// chosenWays reads the ways to the warehouse that are ticked.
func chosenWays(f *form.Form) []channel.CollectionMode {
	var all []channel.CollectionMode
	for _, text := range f.Values("collection") {
		m, err := channel.ParseCollectionMode(text)
		if err != nil {
			f.Fail("collection", err)
			continue
		}
		all = append(all, m)
	}
	return all
}

// cities reads a list of cities, one a line.
func cities(f *form.Form, d *warehouse.Directory) []warehouse.City {
	lines := list(f.Lines("cities", longestList), "\n;；")
	if f.Bool("everywhere") {
		return []warehouse.City{{CN: warehouse.Everywhere}}
	}
	var all []warehouse.City
	for _, line := range lines {
		city, err := d.Find(line)
		if err != nil {
			f.Problem("cities", "tariffs_unknown_city", "City", line)
			return nil
		}
		all = append(all, city)
	}
	return all
}
