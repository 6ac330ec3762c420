package order_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/sample"
)

func TestOrderNumbersHave14To16Digits(t *testing.T) {
	for text, want := range map[string]order.Number{
		"8012345678901234":      "8012345678901234",
		" 8012 3456 7890 1234 ": "8012345678901234",
		"80123456789012":        "80123456789012",
		"8012345678901":         "",
		"80123456789012345":     "",
		"80123456789O1234":      "",
		"":                      "",
		"８０１２３４５６７８９０１２３４": "",
	} {
		got, err := order.ParseNumber(text)
		if got != want || (want == "") != errors.Is(err, order.ErrNumber) {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}

func TestWordsOfPagesAreRead(t *testing.T) {
	for _, tab := range order.Tabs {
		if got, err := order.ParseTab(string(tab)); got != tab || err != nil {
			t.Errorf("%s: %s, %v", tab, got, err)
		}
	}
	for _, w := range append([]order.Waiting{order.WaitingNone}, order.Waitings...) {
		if got, err := order.ParseWaiting(string(w)); got != w || err != nil {
			t.Errorf("%s: %s, %v", w, got, err)
		}
	}
	_, tab := order.ParseTab("lost")
	_, waiting := order.ParseWaiting("lost")
	for _, err := range []error{tab, waiting} {
		if errs.KindOf(err) != errs.Invalid {
			t.Errorf("an unknown word: %v", err)
		}
	}
}

func TestPiecesAreTakenOnce(t *testing.T) {
	tests := []struct {
		name   string
		pieces []order.Pieces
		want   error
	}{
		{"some", []order.Pieces{{Line: 1, Quantity: 1}}, nil},
		{"all", []order.Pieces{{Line: 1, Quantity: 2}, {Line: 2, Quantity: 1}}, nil},
		{"more than there are", []order.Pieces{{Line: 1, Quantity: 3}}, order.ErrTaken},
		{"twice the same", []order.Pieces{{Line: 2, Quantity: 1}, {Line: 2, Quantity: 1}}, order.ErrTaken},
		{"none", []order.Pieces{{Line: 1, Quantity: 0}}, order.ErrTaken},
		{"fewer than none", []order.Pieces{{Line: 1, Quantity: -1}}, order.ErrTaken},
		{"another order's", []order.Pieces{{Line: 9, Quantity: 1}}, order.ErrTaken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := sample.Order()
			if err := o.Take(tt.pieces); !errors.Is(err, tt.want) {
				t.Errorf("taken: %v, want %v", err, tt.want)
			}
		})
	}
}

func TestOnlyWhatWasTakenIsGivenBack(t *testing.T) {
	o := sample.Order()
	take(t, &o, order.Pieces{Line: 1, Quantity: 1})
	if err := o.Give([]order.Pieces{{Line: 1, Quantity: 2}}); !errors.Is(err, order.ErrTaken) {
		t.Errorf("more than taken: %v", err)
	}
	if err := o.Give([]order.Pieces{{Line: 1, Quantity: 1}}); err != nil || o.ToShip() != 3 {
		t.Errorf("given back: %v, %d to ship", err, o.ToShip())
	}
}

func TestRefundedPiecesAreNotShipped(t *testing.T) {
	o := sample.Order()
	if err := o.Refund([]order.Pieces{{Line: 1, Quantity: 1}}); err != nil {
		t.Fatal(err)
	}
	want := []order.Pieces{{Line: 1, Quantity: 1}, {Line: 2, Quantity: 1}}
	if diff := cmp.Diff(want, o.FreePieces()); diff != "" || o.ToShip() != 2 {
		t.Errorf("%d to ship (-want +got):\n%s", o.ToShip(), diff)
	}
	for _, pieces := range [][]order.Pieces{{{Line: 1, Quantity: 2}}, {{Line: 9, Quantity: 1}}, {{Line: 2, Quantity: 0}}} {
		if err := o.Refund(pieces); !errors.Is(err, order.ErrTaken) {
			t.Errorf("refund of %v: %v", pieces, err)
		}
	}
}

func TestPiecesOfAReceivedOrderAreShippedAgainOnlyWhenTheyCameBack(t *testing.T) {
	o := sample.Order()
	take(t, &o, o.FreePieces()...)
	happen(t, &o, order.AllNoticed, sample.Moment)
	if o.ToShip() != 0 {
		t.Errorf("everything is on its way, yet %d to ship", o.ToShip())
	}
	if err := o.Give([]order.Pieces{{Line: 1, Quantity: 2}}); err != nil || o.ToShip() != 2 {
		t.Errorf("the parcel never left: %v, %d to ship", err, o.ToShip())
	}
	happen(t, &o, order.BuyerConfirmed, sample.Moment)
	if o.ToShip() != 0 {
		t.Errorf("the buyer confirmed, yet %d to ship", o.ToShip())
	}
}

func TestLinesAreFoundByID(t *testing.T) {
	o := sample.Order()
	if l, ok := o.Line(2); !ok || l.SKU != "CAB-1" {
		t.Errorf("line 2 is %+v, %v", l, ok)
	}
	if _, ok := o.Line(9); ok {
		t.Error("line 9 is there")
	}
	if got := o.Quantity(); got != 3 {
		t.Errorf("%d pieces, want 3", got)
	}
}

// Whatever is tried, no piece is in two places, and none gets lost.
func TestNoPieceIsInTwoPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sample.Order()
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			pieces := []order.Pieces{{
				Line:     order.LineID(rapid.IntRange(1, 3).Draw(t, "line")),
				Quantity: rapid.IntRange(-1, 3).Draw(t, "quantity"),
			}}
			change := rapid.SampledFrom([]func([]order.Pieces) error{o.Take, o.Give, o.Refund}).Draw(t, "change")
			_ = change(pieces)
			for _, l := range o.Lines {
				if l.Taken < 0 || l.Refunded < 0 || l.Free() < 0 || l.Free()+l.Taken+l.Refunded != l.Quantity {
					t.Fatalf("line %+v", l)
				}
			}
		}
	})
}
