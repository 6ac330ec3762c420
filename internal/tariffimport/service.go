package tariffimport

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Records are the stored catalogue with the changes of owners, and their uploads.
type Records interface {
	// Tariffs returns the rows a store sees, its own and those of the installation.
	Tariffs(ctx context.Context, store account.StoreID) (tariff.Data, error)
	// Warehouses returns the rows about warehouses a store sees, its own and those of the installation.
	Warehouses(ctx context.Context, store account.StoreID) (warehouse.Data, error)
	// AddChange adds a version with its rows and gives it an id and a number. Call it in a transaction.
	AddChange(ctx context.Context, c Change, rows Rows) (Change, error)
	// Changes returns what owners of the store changed, the newest first.
	Changes(ctx context.Context, store account.StoreID) ([]Change, error)
	// Withdraw notes when a change was withdrawn: its rows count no more.
	Withdraw(ctx context.Context, c Change) error
}

// Uploads are the stored files.
type Uploads interface {
	Insert(ctx context.Context, u Upload, content []byte) (ID, error)
	Get(ctx context.Context, store account.StoreID, id ID) (Upload, error)
	Content(ctx context.Context, store account.StoreID, id ID) ([]byte, error)
	// Recent returns the newest uploads, the newest first.
	Recent(ctx context.Context, store account.StoreID, limit int) ([]Upload, error)
}

// Memory is what is kept of the catalogue in memory, such as the tariffs by which parcels are quoted.
type Memory interface {
	// Forget makes what is asked of a store next read its rows anew.
	Forget(store account.StoreID)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service changes the tariffs and rules of stores.
type Service struct {
	// Table reads the rows of an Excel or csv file.
	Table     func(name string, content []byte) ([]Line, error)
	Records   Records
	Uploads   Uploads
	Snapshots []Memory
	History   *history.Log
	Clock     account.Clock
	Tx        Transactor
}

// Check is what a file would change from a day on.
type Check struct {
	File
	Day         channel.Date
	Seen        channel.VersionID // newest version it was compared with
	Differences []Difference      // of the lanes in the file, by channel, country and weight; none while there are problems
	Changed     int               // lanes whose price is not the same
	Unserved    []Lane            // of the file, to which the channel does not go
	Made        Change            // the version the file became; its Version is 0 if none yet
}

// Today is the day it is in China by the store's clock.
func (s *Service) Today(store account.StoreID) channel.Date {
	return channel.DateOf(s.Clock.Now(store))
}

// Upload keeps a file that can be read as a table of prices. Nothing is changed before Apply.
func (s *Service) Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (ID, error) {
	lines, err := s.Table(name, content)
	if err != nil {
		return 0, err
	}
	d, err := s.Records.Tariffs(ctx, store)
	if err != nil {
		return 0, err
	}
	if _, err := Read(lines, named(d.Channels, s.Today(store))); err != nil {
		return 0, err
	}
	sum := sha256.Sum256(content)
	id, err := s.Uploads.Insert(ctx, Upload{
		Store: store, Person: by, Name: fileName(name), Sum: hex.EncodeToString(sum[:]), At: s.Clock.Now(store),
	}, content)
	if err != nil {
		return 0, fmt.Errorf("keep upload: %w", err)
	}
	return id, nil
}

// longestName is how much of a file's name is kept, in characters.
const longestName = 200

// fileName is the name of a file without the folders some browsers put before it.
func fileName(name string) string {
	name = clean(name[strings.LastIndexAny(name, `/\`)+1:])
	if utf8.RuneCountInString(name) > longestName {
		name = string([]rune(name)[:longestName])
	}
	return name
}

// Check reads an upload and compares it with the tariffs that hold on a day. Nothing is
// written. A file that became a version already is compared with what held before it,
// on the day from which it counts.
func (s *Service) Check(ctx context.Context, store account.StoreID, id ID, day channel.Date) (Check, error) {
	lines, err := s.lines(ctx, store, id)
	if err != nil {
		return Check{}, err
	}
	made, err := s.applied(ctx, store, id)
	if err != nil {
		return Check{}, err
	}
	d, err := s.Records.Tariffs(ctx, store)
	if err != nil {
		return Check{}, err
	}
	if made.Version != 0 {
		day = made.From
		d.Prices = slices.DeleteFunc(d.Prices, func(p tariff.Price) bool { return p.Own && p.Version >= made.Version })
	}
	c, err := check(lines, d, day)
	c.Made = made
	return c, err
}

// lines are the rows of an upload.
func (s *Service) lines(ctx context.Context, store account.StoreID, id ID) ([]Line, error) {
	u, err := s.Uploads.Get(ctx, store, id)
	if err != nil {
		return nil, err
	}
	content, err := s.Uploads.Content(ctx, store, id)
	if err != nil {
		return nil, err
	}
	lines, err := s.Table(u.Name, content)
	if err != nil {
		return nil, fmt.Errorf("read upload %d again: %w", id, err)
	}
	return lines, nil
}

func check(lines []Line, d tariff.Data, day channel.Date) (Check, error) {
	file, err := Read(lines, named(d.Channels, day))
	if err != nil {
		return Check{}, err
	}
	c := Check{File: file, Day: day, Seen: newest(d.Versions)}
	after := table{}
	for _, p := range file.Prices {
		after[laneOf(p)] = p
	}
	c.Differences = compare(onDay(day, d.Prices), after, after.sorted())
	c.Changed = len(changed(c.Differences))
	c.Unserved = unserved(channelsOn(d.Channels, day), after.sorted())
	return c, nil
}

// unserved are the lanes to which their channel does not go, suspended or not. To China no international channel goes.
func unserved(channels []channel.Channel, lanes []Lane) []Lane {
	reach := map[channel.Code]channel.Reach{}
	for _, c := range channels {
		reach[c.Code] = c.Reach
	}
	return slices.DeleteFunc(lanes, func(l Lane) bool {
		return l.Country == tariff.AnyCountry || l.Country != place.China && reach[l.Channel].Includes(l.Country)
	})
}

// changed are the lanes with a difference.
func changed(differences []Difference) map[Lane]bool {
	lanes := map[Lane]bool{}
	for _, d := range differences {
		if d.Trend() != Same {
			lanes[d.Lane] = true
		}
	}
	return lanes
}

func newest(versions []tariff.Version) (id channel.VersionID) {
	for _, v := range versions {
		id = max(id, v.ID)
	}
	return id
}

// named finds channels that there are on a day, by their code or their name in either language.
func named(channels []channel.Channel, day channel.Date) func(string) (channel.Code, bool) {
	codes := map[string]channel.Code{}
	for _, c := range channels {
		if c.From > day {
			continue
		}
		for _, name := range []string{string(c.Code), c.NameEN, c.NameCN} {
			codes[bare(name)] = c.Code
		}
	}
	return func(name string) (channel.Code, bool) {
		code, known := codes[bare(name)]
		return code, known
	}
}

// bare is a name as it is compared: without case and blanks.
func bare(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// Apply makes a version of an upload that counts from a day on, today or later. seen is the
// newest version the check was shown with. The lanes that change are stored, all or none.
// Applying an upload again returns the version it made.
func (s *Service) Apply(ctx context.Context, store account.StoreID, by account.PersonID, id ID, day channel.Date, seen channel.VersionID) (Change, error) {
	u, err := s.Uploads.Get(ctx, store, id)
	if err != nil {
		return Change{}, err
	}
	lines, err := s.lines(ctx, store, id)
	if err != nil {
		return Change{}, err
	}
	made, err := s.change(ctx, store, func(ctx context.Context) (Change, error) {
		made, err := s.applied(ctx, store, id)
		switch {
		case err != nil:
			return made, err
		case made.Withdrawn():
			return made, ErrWithdrew.With("Number", made.Number)
		case made.Version != 0:
			return made, nil
		}
		return s.apply(ctx, Change{
			Store: store, Kind: Prices, From: day, Person: by, Upload: id, About: u.Name, At: s.Clock.Now(store),
		}, lines, seen)
	})
	if err == nil && made.From != day {
		err = ErrApplied.With("Number", made.Number, "From", string(made.From))
	}
	return made, err
}

// applied is the version that an upload made; its Version is 0 if it made none.
func (s *Service) applied(ctx context.Context, store account.StoreID, id ID) (Change, error) {
	changes, err := s.Records.Changes(ctx, store)
	i := slices.IndexFunc(changes, func(c Change) bool { return c.Upload == id })
	if err != nil || i < 0 {
		return Change{}, err
	}
	return changes[i], nil
}

// apply stores the lanes of a file that change.
func (s *Service) apply(ctx context.Context, c Change, lines []Line, seen channel.VersionID) (Change, error) {
	d, err := s.Records.Tariffs(ctx, c.Store)
	if err != nil {
		return Change{}, err
	}
	found, err := check(lines, d, c.From)
	switch {
	case err != nil:
		return Change{}, err
	case c.From < s.Today(c.Store):
		return Change{}, errPast
	case len(found.Problems) > 0:
		return Change{}, ErrRefused.With("Count", len(found.Problems))
	case found.Seen != seen:
		return Change{}, ErrChanged
	case found.Changed == 0:
		return Change{}, ErrNothing
	}
	lanes := changed(found.Differences)
	prices := slices.DeleteFunc(found.Prices, func(p tariff.Price) bool { return !lanes[laneOf(p)] })
	for i := range prices {
		prices[i].Origin = channel.Origin{From: c.From, Source: c.About}
	}
	c.Rows = len(prices)
	return s.add(ctx, c, Rows{Tariffs: tariff.Data{Prices: prices}}, "tariffimport_history_prices", nil, nil)
}

// add stores a change with its rows, and writes its history.
func (s *Service) add(ctx context.Context, c Change, rows Rows, action string, before, after history.Values) (Change, error) {
	c, err := s.Records.AddChange(ctx, c, rows)
	if err != nil {
		return Change{}, err
	}
	return c, s.History.Record(ctx, history.Entry{
		Store: c.Store, Subject: history.About(history.Tariff, c.Version), Actor: history.Somebody(c.Person), Action: action,
		Args:   history.Values{"Number": c.Number, "From": string(c.From), "About": c.About, "Count": strconv.Itoa(c.Rows)},
		Before: before, After: after,
	})
}
