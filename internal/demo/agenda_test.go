package demo

import (
	"context"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
)

func TestTheAgendaIsInTheOrderOfTime(t *testing.T) {
	var a agenda
	for _, what := range []string{"3 c", "1 a", "3 d", "2 b", "1 e"} {
		hours := time.Duration(what[0] - '0')
		a.note(Moment.Add(hours*time.Hour), what, func(context.Context) error { return nil })
	}
	var order []string
	for _, task := range a {
		order = append(order, task.what)
	}
	if got, want := strings.Join(order, ", "), "1 a, 1 e, 2 b, 3 c, 3 d"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestPeopleWorkFromNineToSevenAndNotOnSundays(t *testing.T) {
	for from, want := range map[string]string{
		"2026-11-20 14:00": "2026-11-20 14:00",
		"2026-11-20 08:30": "2026-11-20 09:30",
		"2026-11-20 18:59": "2026-11-20 18:59",
		"2026-11-20 19:20": "2026-11-21 09:20",
		"2026-11-21 20:00": "2026-11-23 09:00", // Saturday evening
		"2026-11-22 10:00": "2026-11-23 10:00", // Sunday
		"2026-11-30 23:00": "2026-12-01 09:00",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", from, yiwu)
		if err != nil {
			t.Fatal(err)
		}
		if got := working(at).In(yiwu).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}

func TestEverySKUOfTheTableIsThereOnce(t *testing.T) {
	all, err := articles(account.StoreID(1))
	if err != nil {
		t.Fatal(err)
	}
	seen, categories := map[string]bool{}, map[channel.Category]bool{}
	for _, a := range all {
		categories[a.Category] = true
		if problems := a.Check(); len(problems) > 0 || a.price.Minor <= a.Variants[0].Value.Minor {
			t.Errorf("%s for %s: %v", a.Title, a.price, problems)
		}
		for _, v := range a.Variants {
			if seen[v.SKU] {
				t.Errorf("%s is there twice", v.SKU)
			}
			seen[v.SKU] = true
		}
	}
	for _, c := range channel.Categories {
		if !categories[c] && c != channel.OtherSpecial {
			t.Errorf("nothing is %s", c)
		}
	}
}

func TestAWrongRowOfTheTableIsFound(t *testing.T) {
	right := rows(goodsTable)[0]
	if _, err := readArticle(1, right); err != nil {
		t.Fatal(err)
	}
	for column, bad := range map[int]string{1: "toys", 2: "heavy", 3: "10x10", 4: "cheap", 5: "1.234"} {
		wrong := append([]string(nil), right...)
		wrong[column] = bad
		if _, err := readArticle(1, wrong); err == nil {
			t.Errorf("%q is taken for a column", bad)
		}
	}
	if _, err := readArticle(1, right[:5]); err == nil {
		t.Error("half a row is taken")
	}
}
