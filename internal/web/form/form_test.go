package form_test

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/web/form"
)

// submitted is the form that the given fields make; pairs are names and texts.
func submitted(t *testing.T, pairs ...string) *form.Form {
	t.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	f, err := form.Read(request(echo.MIMEApplicationForm, values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func request(contentType, body string) echo.Context {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set(echo.HeaderContentType, contentType)
	return echo.New().NewContext(r, httptest.NewRecorder())
}

// codes are the problems of a form, as "field: code".
func codes(f *form.Form) []string {
	var out []string
	for _, p := range f.View().Problems {
		out = append(out, p.Field+": "+p.Code)
	}
	return out
}

func expect(t *testing.T, f *form.Form, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, codes(f)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestFieldsBecomeValues(t *testing.T) {
	f := submitted(t, "name", "  Li Wei ", "quantity", "3", "price", "12.5", "weight", "0.246", "length", "20.5",
		"agreed", "yes", "kind", "b", "remark", "one\r\ntwo", "from", "2026-11-20", "row", "1", "row", "2")
	got := []any{f.Required("name", 40), f.Int("quantity", 1, 9), f.Money("price", money.USD), f.Kilograms("weight"),
		f.Centimetres("length"), f.Bool("agreed"), f.Bool("other"),
		form.OneOf(f, "kind", []string{"a", "b"}), f.Lines("remark", 20), f.Values("row"),
		f.Day("from", time.FixedZone("", 8*3600)), f.Day("to", time.UTC), f.Text("missing", 5)}
	want := []any{"Li Wei", int64(3), money.Of(1250, money.USD), measure.Weight(246), int64(205), true, false,
		"b", "one\ntwo", []string{"1", "2"}, time.Date(2026, 11, 19, 16, 0, 0, 0, time.UTC), time.Time{}, ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	expect(t, f)
	if f.Status() != http.StatusOK {
		t.Errorf("status = %d", f.Status())
	}
}

func TestEveryWrongFieldHasItsProblem(t *testing.T) {
	f := submitted(t, "long", "123456", "bell", "a\ab", "bytes", "\xff", "quantity", "12", "huge", "99999999999999999999",
		"word", "three", "price", "-1", "cents", "1.234", "kind", "c", "from", "20.11.2026")
	f.Text("long", 5)
	f.Text("bell", 5)
	f.Text("bytes", 5)
	f.Required("name", 5)
	f.Int("quantity", 1, 9)
	f.Int("huge", 1, 9)
	f.Int("word", 1, 9)
	f.Int("nothing", 1, 9)
	f.Money("price", money.USD)
	f.Money("cents", money.USD)
	f.Kilograms("weight")
	form.OneOf(f, "kind", []string{"a", "b"})
	form.OneOf(f, "choice", []string{"a", "b"})
	f.Day("from", time.UTC)
	expect(t, f, "long: form_too_long", "bell: form_unprintable", "bytes: form_unprintable", "name: form_required",
		"quantity: form_out_of_range", "huge: form_out_of_range", "word: form_bad_number", "nothing: form_required",
		"price: money_bad_amount", "cents: money_bad_amount", "weight: form_required", "kind: form_bad_choice",
		"choice: form_required", "from: form_bad_date")
	if f.Status() != http.StatusUnprocessableEntity {
		t.Errorf("status = %d, want 422", f.Status())
	}
	if got := f.View().Value("word"); got != "three" {
		t.Errorf("the form shows %q instead of what was typed", got)
	}
}

func TestLengthsAreCountedInCharacters(t *testing.T) {
	f := submitted(t, "name", "速卖通卖家")
	if got := f.Text("name", 5); got != "速卖通卖家" || !f.OK() {
		t.Errorf("Text = %q, %v", got, codes(f))
	}
}

func TestAPasswordIsNeverShownAgain(t *testing.T) {
	f := submitted(t, "password", " secret ", "long", strings.Repeat("x", 300))
	if got := f.Secret("password", 200); got != " secret " {
		t.Errorf("Secret = %q", got)
	}
	f.Secret("long", 200)
	f.Secret("none", 200)
	expect(t, f, "long: form_too_long", "none: form_required")
	if f.View().Value("password") != "" || f.View().Value("long") != "" {
		t.Error("the form still holds a password")
	}
}

func TestRowsComeInTheOrderOfTheirNumbers(t *testing.T) {
	f := submitted(t, "lines.10.quantity", "1", "lines.2.quantity", "2", "lines.2.sku", "A", "lines.x.sku", "B",
		"lines.-1.sku", "C", "lines.03.sku", "D", "lines.4", "E", "other.1.sku", "F")
	if diff := cmp.Diff([]string{"lines.2.", "lines.10."}, f.Rows("lines")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestTooManyRowsAreRefused(t *testing.T) {
	var pairs []string
	for i := range 501 {
		pairs = append(pairs, fmt.Sprintf("lines.%d.sku", i), "A")
	}
	f := submitted(t, pairs...)
	if rows := f.Rows("lines"); rows != nil {
		t.Errorf("%d rows were read", len(rows))
	}
	expect(t, f, ": form_too_many_rows")
}

func TestTooManyFieldsAreRefused(t *testing.T) {
	_, err := form.Read(request(echo.MIMEApplicationForm, strings.Repeat("a=&", 5001)))
	if !errors.Is(err, form.ErrTooMany) {
		t.Errorf("error = %v, want %v", err, form.ErrTooMany)
	}
}

func TestABrokenFormIsAWrongRequest(t *testing.T) {
	for _, c := range []echo.Context{
		request(echo.MIMEApplicationForm, "a=%zz"),
		request(echo.MIMEMultipartForm+"; boundary=x", "--y"),
	} {
		if _, err := form.Read(c); errs.KindOf(err) != errs.Invalid {
			t.Errorf("error = %v, want a wrong request", err)
		}
	}
}

func TestWhatAServiceRefusesComesBackInTheForm(t *testing.T) {
	var fields errs.Fields
	fields.Add("city", "place_required")
	tests := []struct {
		name   string
		err    error
		taken  bool
		status int
		want   []string
	}{
		{"problems of fields", fmt.Errorf("create: %w", fields), true, 422, []string{"city: place_required"}},
		{"wrong input", errs.New(errs.Invalid, "pkg_bad"), true, 422, []string{": pkg_bad"}},
		{"a conflict", errs.New(errs.Conflict, "pkg_changed"), true, 409, []string{": pkg_changed"}},
		{"somebody else's", errs.New(errs.NotFound, "pkg_none"), false, 200, nil},
		{"a fault of ours", errors.New("disk full"), false, 200, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := submitted(t)
			if got := f.Refuse(tt.err); got != tt.taken {
				t.Errorf("Refuse = %v, want %v", got, tt.taken)
			}
			expect(t, f, tt.want...)
			if f.Status() != tt.status {
				t.Errorf("status = %d, want %d", f.Status(), tt.status)
			}
		})
	}
}

func TestAFilterIsReadFromTheAddress(t *testing.T) {
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/?q=+a1+&status=paid", nil), httptest.NewRecorder())
	f, err := form.Query(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Text("q", 10) + "/" + form.OneOf(f, "status", []string{"", "paid"}); got != "a1/paid" {
		t.Errorf("got %q", got)
	}
}

// upload is a request with a file of the given size in the field "file".
func upload(t *testing.T, size int) *form.Form {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "orders.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(bytes.Repeat([]byte("x"), size)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := form.Read(request(w.FormDataContentType(), body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFileComesWithItsName(t *testing.T) {
	got, err := upload(t, 1000).File("file", 1000)
	if err != nil || got.Name != "orders.csv" || len(got.Content) != 1000 {
		t.Errorf("File = %s, %d bytes, %v", got.Name, len(got.Content), err)
	}
}

func TestAFileIsLimitedAndRequired(t *testing.T) {
	large := upload(t, 3<<20)
	if _, err := large.File("file", 2<<20); err != nil {
		t.Fatal(err)
	}
	expect(t, large, "file: form_file_too_large")
	for _, f := range []*form.Form{submitted(t, "file", "x"), upload(t, 1)} {
		if _, err := f.File("another", 10); err != nil {
			t.Fatal(err)
		}
		expect(t, f, "another: form_no_file")
	}
}
