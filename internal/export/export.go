// Package export writes orders, logistics orders and the freight ledger as tables
// in the language of whoever asks for them: few rows at once, many as a job that
// writes its file part by part.
//
// What a row says is decided here; how a file holds it is the business of the
// tables. An exported table of orders has the columns that the import of orders reads.
package export

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/job"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Errors this package reports.
var (
	ErrFormat  = errs.New(errs.Invalid, "export_format")   // a kind of file that is not written
	ErrNothing = errs.New(errs.Conflict, "export_nothing") // no rows
)

// Format is a kind of file.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Formats lists every format.
var Formats = []Format{XLSX, CSV}

// Key is the key of the format's name.
func (f Format) Key() string { return "export_format_" + string(f) }

// ParseFormat reads a format; without any it is Excel.
func ParseFormat(s string) (Format, error) {
	switch f := Format(s); {
	case s == "":
		return XLSX, nil
	case slices.Contains(Formats, f):
		return f, nil
	}
	return "", ErrFormat.With("Text", s)
}

// AtOnce is how many orders or parcels are written while somebody waits, and ReportAtOnce how
// many rows of the ledger; more are written by a job.
const (
	AtOnce       = 1_000
	ReportAtOnce = 10_000
)

// How much one step of a job writes.
const (
	rowsAtOnce    = 1_000  // orders or parcels
	daysAtOnce    = 31     // of a report, fewer when they have many rows
	entriesAtOnce = 10_000 // rows of the ledger after which a step ends
)

// MostRows is how many rows a file has at most; what goes beyond is in another file.
const MostRows = 1_000_000

// Options say how a table is written.
type Options struct {
	Format   Format
	Language account.Language
	Zone     string // of the times, by its IANA name
	Name     string // of the file, without its ending
}

// File is a whole table.
type File struct {
	Name, Type string
	Content    []byte
}

// Table is a file that is written in parts.
type Table interface {
	Add(rows [][]string) ([]byte, error)
	// End returns the last part, which may be empty.
	End() ([]byte, error)
	// Rows is how many rows were written.
	Rows() int
	// State is what a table that goes on with the file needs to know; it is never empty.
	State() (string, error)
}

// Tables begin files, or go on with one from its state. Columns that are numeric hold amounts.
type Tables interface {
	Table(f Format, sheet string, numeric []bool, state string) (Table, error)
	Type(f Format) string
}

// Files keep what a job has written.
type Files interface {
	Begun(ctx context.Context, store account.StoreID, id job.ID) (job.Begun, error)
	AddPart(ctx context.Context, store account.StoreID, id job.ID, f job.Begun, content []byte) error
}

// Orders are the stored orders.
type Orders interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID]order.Order, error)
}

// Parcels are the stored parcels.
type Parcels interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]parcel.Parcel, error)
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error)
}

// Notices are the stored shipping notices.
type Notices interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []notice.ID) (map[notice.ID]notice.Notice, error)
}

// Ledger is the freight ledger.
type Ledger interface {
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
	// Statement returns every row of a store's days, oldest day first.
	Statement(ctx context.Context, store account.StoreID, p freight.Period) ([]freight.Entry, error)
	// Entries counts the rows of a store's days, up to a limit.
	Entries(ctx context.Context, store account.StoreID, p freight.Period, limit int) (int, error)
}

// Tariffs know the channels by name.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses know the warehouses by name.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Words returns a message in a language.
type Words func(lang account.Language, key string, pairs ...any) string

// Service writes tables.
type Service struct {
	Orders     Orders
	Parcels    Parcels
	Notices    Notices
	Ledger     Ledger
	Tariffs    Tariffs
	Warehouses Warehouses
	Words      Words
	Tables     Tables
	Files      Files
	Jobs       *job.Service
	Clock      account.Clock
	Tx         job.Transactor
}

// source is one of the tables.
type source struct {
	sheet   string // key of its name
	columns []column
	most    int // items of one step
	// rows are those of the first items, and of how many: at least one.
	rows func(ctx context.Context, w *writer, items []job.Item) (rows [][]string, used int, err error)
}

// column is one of a table's columns.
type column struct {
	key    string
	amount bool // it holds numbers to count with
}

func (s *Service) source(k job.Kind) source {
	switch k {
	case job.ExportParcels:
		return source{"export_parcels", parcelColumns, rowsAtOnce, s.parcelRows}
	case job.FreightReport:
		return source{"statistics_sheet", freightColumns, daysAtOnce, s.freightRows}
	default:
		return source{"export_orders", orderColumns, rowsAtOnce, s.orderRows}
	}
}

// Works are the kinds of jobs this package does.
func (s *Service) Works() map[job.Kind]job.Work {
	works := map[job.Kind]job.Work{}
	for _, k := range []job.Kind{job.ExportOrders, job.ExportParcels, job.FreightReport} {
		works[k] = job.Work{Most: s.source(k).most, Do: s.write, Finish: s.finish}
	}
	return works
}

// Start begins a job that writes what items name.
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, k job.Kind, o Options, items []job.Item) (job.ID, error) {
	argument, err := json.Marshal(o)
	if err != nil {
		return 0, fmt.Errorf("options of an export: %w", err)
	}
	return s.Jobs.Start(ctx, store, by, k, string(argument), items)
}

// Whole writes what items name as one file, at once.
func (s *Service) Whole(ctx context.Context, store account.StoreID, k job.Kind, o Options, items []job.Item) (File, error) {
	from := s.source(k)
	w, err := s.writer(ctx, store, o)
	if err != nil {
		return File{}, err
	}
	t, err := s.Tables.Table(o.Format, w.t(from.sheet), from.numeric(), "")
	if err != nil {
		return File{}, err
	}
	file := File{Name: o.Name + "." + string(o.Format), Type: s.Tables.Type(o.Format)}
	rows := [][]string{w.heads(from.columns)}
	for len(items) > 0 {
		some, used, err := from.rows(ctx, w, items[:min(len(items), from.most)])
		if err != nil {
			return File{}, err
		}
		rows, items = append(rows, some...), items[used:]
	}
	part, err := t.Add(rows)
	if err != nil {
		return File{}, err
	}
	end, err := t.End()
	file.Content = append(part, end...)
	return file, err
}

func (f source) numeric() []bool {
	numeric := make([]bool, len(f.columns))
	for i, c := range f.columns {
		numeric[i] = c.amount
	}
	return numeric
}

// write does a step of a job: the rows of some items are the next part of its file.
func (s *Service) write(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
	w, err := s.resume(ctx, j)
	if err != nil {
		return err
	}
	rows, used, err := w.from.rows(ctx, w, items)
	if err != nil {
		return err
	}
	for n, i := range items[:used] {
		items[n] = i.Ended(nil)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.add(ctx, j, w, rows); err != nil {
			return err
		}
		return keep(ctx, items[:used]...)
	})
}

// resume goes on with the file that a job has begun, or begins it.
func (s *Service) resume(ctx context.Context, j job.Job) (*writer, error) {
	var o Options
	if err := json.Unmarshal([]byte(j.Argument), &o); err != nil {
		return nil, fmt.Errorf("options of an export: %w", err)
	}
	w, err := s.writer(ctx, j.Store, o)
	if err != nil {
		return nil, err
	}
	w.from = s.source(j.Kind)
	if w.file, err = s.Files.Begun(ctx, j.Store, j.ID); err != nil {
		return nil, err
	}
	w.table, err = s.Tables.Table(o.Format, w.t(w.from.sheet), w.from.numeric(), w.file.State)
	return w, err
}

// add stores rows as the next part of the file; a file that is full is ended before.
func (s *Service) add(ctx context.Context, j job.Job, w *writer, rows [][]string) (err error) {
	if w.table.Rows()+len(rows) > MostRows {
		if err := s.end(ctx, j, w); err != nil {
			return err
		}
		w.file = job.Begun{}
		if w.table, err = s.Tables.Table(w.Format, w.t(w.from.sheet), w.from.numeric(), ""); err != nil {
			return err
		}
	}
	if w.file.Position == 0 {
		rows = append([][]string{w.heads(w.from.columns)}, rows...)
		w.file.Name, w.file.Type = fmt.Sprintf("%s-%d.%s", w.Name, j.ID, w.Format), s.Tables.Type(w.Format)
	}
	part, err := w.table.Add(rows)
	if err != nil {
		return err
	}
	if w.file.State, err = w.table.State(); err != nil {
		return err
	}
	return s.Files.AddPart(ctx, j.Store, j.ID, w.file, part)
}

// finish ends the file of a job.
func (s *Service) finish(ctx context.Context, j job.Job) error {
	w, err := s.resume(ctx, j)
	if err != nil {
		return err
	}
	return s.end(ctx, j, w)
}

func (s *Service) end(ctx context.Context, j job.Job, w *writer) error {
	part, err := w.table.End()
	if err != nil {
		return err
	}
	w.file.State = ""
	return s.Files.AddPart(ctx, j.Store, j.ID, w.file, part)
}

// timeForm is how moments are written: what spreadsheets sort, and the import reads.
const timeForm = "2006-01-02 15:04"

// at writes a moment; none is empty.
func (w *writer) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(w.zone).Format(timeForm)
}
