package ui_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/views/ui"
)

var now = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

// seen is a context of a visitor in Shanghai who reads the given language.
func seen(lang account.Language) context.Context {
	return ui.WithLook(context.Background(), ui.Look{
		Lang: string(lang), Zone: time.FixedZone("", 8*60*60), Theme: account.Dark, Now: now,
		Asset: func(name string) string { return "/static/" + name + "?v=1" },
	})
}

// drawn is a component as HTML.
func drawn(t *testing.T, ctx context.Context, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func frame() ui.Frame {
	return ui.Frame{
		Title: "My <Orders>", Section: ui.Transaction, Item: ui.AllOrders, Path: "/transaction/orders?q=a&b", Query: `"x`,
		Flash: ui.Flash{Text: "Saved."}, Unread: 3,
		Person: ui.Person{
			Name: "Li Wei", Email: "owner@demo.test", Role: "Owner", Store: "Shop & Co",
			Others: []ui.Store{{ID: "2", Name: "Second"}}, Clock: now,
		},
	}
}

// content is something inside a page.
var content = templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
	_, err := fmt.Fprint(w, "<p>content</p>")
	return err
})

func TestTheFrameInBothLanguages(t *testing.T) {
	for _, lang := range account.Languages {
		ctx := templ.WithChildren(seen(lang), content)
		golden.HTML(t, "frame."+string(lang)+".html", drawn(t, ctx, ui.Page(frame())))
	}
}

func TestAVisitorWhoIsNotSignedInSeesNoMenu(t *testing.T) {
	html := drawn(t, seen(account.English), ui.Page(ui.Frame{Title: "Sign in", Path: "/login"}))
	for _, unwanted := range []string{"Transaction", "Messages", "search", "Sign out", "aside"} {
		if strings.Contains(html, unwanted) {
			t.Errorf("the frame holds %q", unwanted)
		}
	}
	if !strings.Contains(html, "中文") {
		t.Error("the language cannot be changed")
	}
}

func TestTheFramePleasesTheContentSecurityPolicy(t *testing.T) {
	html := drawn(t, seen(account.English), ui.Page(frame()))
	for _, pattern := range []string{`\sstyle=`, `<style`, `\son[a-z]+=`, `hx-on`, `<script>`, `javascript:`} {
		if found := regexp.MustCompile(pattern).FindString(html); found != "" {
			t.Errorf("the frame holds %q", found)
		}
	}
}

func TestEveryIDOfTheFrameIsThereOnce(t *testing.T) {
	seenIDs := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(drawn(t, seen(account.English), ui.Page(frame())), -1) {
		if seenIDs[m[1]] {
			t.Errorf("id %q is there twice", m[1])
		}
		seenIDs[m[1]] = true
	}
}

func TestMomentsAreShownInTheStoresZone(t *testing.T) {
	moment := time.Date(2026, 11, 20, 18, 5, 0, 0, time.UTC)
	en, zh := seen(account.English), seen(account.Chinese)
	for got, want := range map[string]string{
		ui.DateTime(en, moment):                         "21 Nov 2026, 02:05",
		ui.DateTime(zh, moment):                         "2026-11-21 02:05",
		ui.DateTime(en, time.Time{}):                    "–",
		ui.T(en, "ui_rehearsal", "Time", moment):        "Rehearsal store. Its clock shows 21 Nov 2026, 02:05.",
		drawn(t, en, ui.Time(moment)):                   `<time datetime="2026-11-20T18:05:00Z">21 Nov 2026, 02:05</time>`,
		drawn(t, en, ui.Deadline(now.Add(time.Minute))): `<time datetime="2026-11-20T06:01:00Z" title="20 Nov 2026, 14:01">1 min left</time>`,
		ui.DateTime(context.Background(), moment):       "20 Nov 2026, 18:05",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSpansAreShownInTheirTwoLargestUnits(t *testing.T) {
	tests := []struct {
		after  time.Duration
		en, zh string
	}{
		{30 * time.Second, "less than a minute left", "剩余 不到 1 分钟"},
		{5*time.Minute + 59*time.Second, "5 min left", "剩余 5 分钟"},
		{time.Hour, "1 h left", "剩余 1 小时"},
		{6*time.Hour + 12*time.Minute, "6 h 12 min left", "剩余 6 小时 12 分钟"},
		{24 * time.Hour, "1 d left", "剩余 1 天"},
		{51*time.Hour + 40*time.Minute, "2 d 3 h left", "剩余 2 天 3 小时"},
		{-90 * time.Minute, "1 h 30 min ago", "1 小时 30 分钟前"},
	}
	for _, tt := range tests {
		if got := ui.Relative(seen(account.English), now.Add(tt.after)); got != tt.en {
			t.Errorf("%v: got %q, want %q", tt.after, got, tt.en)
		}
		if got := ui.Relative(seen(account.Chinese), now.Add(tt.after)); got != tt.zh {
			t.Errorf("%v: got %q, want %q", tt.after, got, tt.zh)
		}
	}
}

func TestNumbersHaveTheirThousandsApart(t *testing.T) {
	ctx := seen(account.English)
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -999: "-999"} {
		if got := ui.Number(ctx, n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 9999: "9,999", 10000: "9,999+", 20000: "9,999+"} {
		if got := ui.Count(ctx, n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPartsSayWhatTheyMean(t *testing.T) {
	ctx := seen(account.English)
	for got, want := range map[string]string{
		drawn(t, ctx, ui.Money(money.Of(1250, money.USD))): `<span class="mono">US $12.50</span>`,
		drawn(t, ctx, ui.Mono("8017440293165502")):         `<span class="mono number"><span>8017</span><span>4402</span><span>9316</span><span>5502</span></span>`,
		drawn(t, ctx, ui.Badge(ui.Bad, "Closed")):          `<span class="badge bg-red-lt">Closed</span>`,
		drawn(t, ctx, ui.Icon("check")):                    `<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/img/icons.svg?v=1#check"></use></svg>`,
		drawn(t, ctx, ui.Country("BR")):                    `<span class="country"><span class="flag flag-xs flag-country-br" aria-hidden="true"></span> Brazil</span>`,
		ui.CountryName(seen(account.Chinese), "BR"):        "巴西",
		drawn(t, ctx, ui.Pager("", "")):                    "",
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPartsOfAPage(t *testing.T) {
	parts := templ.Join(
		ui.Steps(2, "Shipping", "Create Logistics Order", "Done"),
		ui.Tabs("Status", []ui.Tab{{Text: "All", URL: "/a", Current: true, Count: "12"}, {Text: "Closed", URL: "/b"}}),
		ui.Pager("/prev", "/next"),
		ui.Empty("No orders", "Nothing matches the filter."),
		ui.Confirm(ui.Confirmation{
			Button: "Cancel", Question: "Really?", Yes: "Yes, cancel", Action: "/cancel", Danger: true,
			Fields: []ui.Hidden{{Name: "lp", Value: "LP1"}},
		}),
		ui.Note(ui.Warning),
		ui.Heading(frame()),
	)
	for _, lang := range account.Languages {
		golden.HTML(t, "parts."+string(lang)+".html", drawn(t, seen(lang), parts))
	}
}

func TestErrorsAreSentences(t *testing.T) {
	ctx := seen(account.English)
	var fields errs.Fields
	fields.Add("name", "form_too_long", "Max", 40)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("read: %w", place.ErrCountry.With("Text", "Atlantis")), "“Atlantis” is not a country."},
		{fmt.Errorf("save: %w", fields), "At most 40 characters."},
		{errors.New("disk full"), "Something went wrong on our side. Please try again in a moment."},
		{money.ErrMixed, "Something went wrong on our side. Please try again in a moment."},
		{errs.New(errs.Conflict, "ui_rehearsal").With("Time", now), "Rehearsal store. Its clock shows 20 Nov 2026, 14:00."},
	} {
		if got := ui.ErrorText(ctx, tt.err); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
