package shipping

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/shipping"
)

// posted is a form of step 2 with the choice it belongs to.
type posted struct {
	request
	typed  *form.Form
	filled domain.Form
}

func (h *handler) readPosted(c echo.Context) (posted, error) {
	r, err := h.read(c)
	if err != nil {
		return posted{}, err
	}
	f, err := form.Read(c)
	if err != nil {
		return posted{}, err
	}
	pieces := r.choice.Pieces
	if len(pieces) == 0 {
		pieces = r.order.FreePieces()
	}
	p := posted{request: r, typed: f, filled: readForm(f, r.order, pieces)}
	return p, nil
}

// submit makes the logistics order; with the button "check" it only looks at the form again.
func (h *handler) submit(c echo.Context) error {
	p, err := h.readPosted(c)
	switch {
	case err != nil:
		return err
	case !p.form.OK():
		return h.pages.Refused(c, link.Shipping(string(p.order.Number)), p.form.View().Problems)
	}
	shown, err := domain.DecodeOffer(p.typed.View().Value("offer"))
	switch {
	case p.typed.Bool("check") || !p.typed.OK():
		return h.again(c, p, shown, nil)
	case err != nil:
		return h.again(c, p, shown, err)
	}
	by := history.Somebody(h.pages.Visitor(c).Person.ID)
	sub, err := h.shipping.Submit(c.Request().Context(), h.pages.Store(c), by, p.order.Number, p.choice, p.filled, shown)
	if err != nil {
		return h.again(c, p, shown, err)
	}
	return h.submitted(c, sub)
}

// submitted leads on to the logistics order, with what became of it.
func (h *handler) submitted(c echo.Context, s domain.Submission) error {
	number := string(s.Parcel.Number)
	switch {
	case !s.Parcel.Open():
		return h.pages.Refused(c, link.Parcel(number), errs.New(errs.Conflict, "ship_refused").With("Number", number))
	case s.Waiting:
		return h.pages.Done(c, link.Parcel(number), "ship_waiting", "Number", number)
	}
	return h.pages.Done(c, link.Parcel(number), "ship_created", "Number", number, "Waybill", s.Parcel.Waybill)
}

// again shows step 2 with what was typed: to look at the checks, or because a
// Submit of what was shown was refused.
func (h *handler) again(c echo.Context, p posted, offered domain.Offer, refused error) error {
	if url, elsewhere := leads(refused, p.order.Number); elsewhere {
		return h.pages.Refused(c, url, refused)
	}
	if k := errs.KindOf(refused); refused != nil && k != errs.Invalid && k != errs.Conflict {
		return refused
	}
	d, err := h.shipping.Draft(c.Request().Context(), h.pages.Store(c), p.order.Number, p.choice, &p.filled)
	if url, elsewhere := leads(err, p.order.Number); elsewhere && isPart(c) {
		c.Response().Header().Set("HX-Redirect", url)
		return c.NoContent(http.StatusNoContent)
	} else if elsewhere {
		return h.pages.Refused(c, url, err)
	}
	if err != nil {
		return err
	}
	addProblems(p.typed, d.Problems)
	shown := views.CreatePage{Draft: d}
	if offered.ID != "" {
		shown.Changes = d.Changes(offered)
	}
	if errs.KindOf(refused) == errs.Conflict {
		shown.Refused = refused
	} else {
		explain(p.typed, refused)
	}
	shown.Form = p.typed.View()
	return h.showDraft(c, p.status(shown), shown)
}

// status is 200 for a look at the checks, 409 where the state of things stood
// against a Submit, 422 where the form did.
func (p posted) status(shown views.CreatePage) int {
	switch {
	case p.typed.Bool("check"):
		return http.StatusOK
	case shown.Refused != nil:
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}

// explain adds what was wrong with the input and is no field of the declaration:
// a reason that is missing, or an offer that was damaged.
func explain(f *form.Form, refused error) {
	var e *errs.Error
	if !errors.As(refused, &e) {
		return
	}
	field := ""
	if errors.Is(refused, domain.ErrReason) {
		field = views.ReasonField(fmt.Sprint(e.Args["Check"]))
	}
	f.Fail(field, e)
}

// isPart reports whether a script asks for a part of the page.
func isPart(c echo.Context) bool { return c.Request().Header.Get("HX-Request") == "true" }

// leads is where a refusal leads when this form is no use any more: to the
// logistics order that has the one chance, or to step 1.
func leads(err error, n order.Number) (url string, elsewhere bool) {
	var e *errs.Error
	switch {
	case errors.Is(err, domain.ErrOneChance) && errors.As(err, &e):
		return link.Parcel(fmt.Sprint(e.Args["Number"])), true
	case errors.Is(err, domain.ErrNotShippable), errors.Is(err, order.ErrTaken), errors.Is(err, domain.ErrNoPlan):
		return link.Shipping(string(n)), true
	}
	return "", false
}

// addProblems adds what the domain found wrong to the fields that could be read.
func addProblems(f *form.Form, found errs.Fields) {
	wrong := map[string]bool{}
	for _, p := range f.View().Problems {
		wrong[p.Field] = true
	}
	var more errs.Fields
	for _, p := range found {
		if !wrong[p.Field] {
			more = append(more, p)
		}
	}
	if len(more) > 0 {
		f.Refuse(more)
	}
}
