package shipping

import (
	"slices"
	"time"

	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// unreplaced are the parcels that were closed before they left, oldest first, of
// which chosen pieces went into nothing since. A new parcel takes their place.
func unreplaced(parcels []parcel.Parcel, notices []notice.Notice, chosen []order.Pieces) []parcel.Parcel {
	var gone []given
	for _, p := range parcels {
		if p.GaveBack() && !holds(notices, notice.ID(p.Notice)) {
			gone = append(gone, given{p, counts(p.Pieces())})
		}
	}
	for _, p := range parcels {
		takeFrom(gone, p.CreatedAt, p.ID, p.Pieces())
	}
	for _, n := range offline(notices, parcels) {
		takeFrom(gone, n.DeclaredAt, 0, n.Pieces)
	}
	var open []parcel.Parcel
	for _, g := range gone {
		if slices.ContainsFunc(chosen, func(c order.Pieces) bool { return g.left[c.Line] > 0 }) {
			open = append(open, g.parcel)
		}
	}
	return open
}

// given is a closed parcel with how many of its pieces are not in another one, by line.
type given struct {
	parcel parcel.Parcel
	left   map[order.LineID]int
}

func counts(pieces []order.Pieces) map[order.LineID]int {
	byLine := map[order.LineID]int{}
	for _, p := range pieces {
		byLine[p.Line] += p.Quantity
	}
	return byLine
}

// takeFrom notes what was shipped at a moment: first what the newest of the
// parcels closed until then gave back. by is the parcel it went into; 0: none of ours.
func takeFrom(gone []given, at time.Time, by parcel.ID, pieces []order.Pieces) {
	for _, piece := range pieces {
		for i := len(gone) - 1; i >= 0; i-- {
			g := gone[i]
			if at.Before(g.parcel.ClosedAt) || by != 0 && by <= g.parcel.ID {
				continue
			}
			taken := min(piece.Quantity, g.left[piece.Line])
			g.left[piece.Line] -= taken
			piece.Quantity -= taken
		}
	}
}

// holds reports whether a notice with that id holds its pieces.
func holds(notices []notice.Notice, id notice.ID) bool {
	return slices.ContainsFunc(notices, func(n notice.Notice) bool { return n.ID == id && n.Valid() })
}

// offline are the notices of no parcel.
func offline(notices []notice.Notice, parcels []parcel.Parcel) []notice.Notice {
	return slices.DeleteFunc(slices.Clone(notices), func(n notice.Notice) bool {
		return slices.ContainsFunc(parcels, func(p parcel.Parcel) bool { return notice.ID(p.Notice) == n.ID })
	})
}
