package market

import (
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
)

func TestEverySKUOfTheTableIsThereOnce(t *testing.T) {
	all, err := Articles(account.StoreID(1))
	if err != nil {
		t.Fatal(err)
	}
	seen, categories := map[string]bool{}, map[channel.Category]bool{}
	for _, a := range all {
		categories[a.Category] = true
		if problems := a.Check(); len(problems) > 0 || a.Price.Minor <= a.Variants[0].Value.Minor {
			t.Errorf("%s for %s: %v", a.Title, a.Price, problems)
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
