package page

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/views/ui"
)

// flashLife is how long a message waits for the page after the redirect.
const flashLife = time.Minute

// longestFlash is the length of a message in characters, so that it fits into a cookie.
const longestFlash = 500

func (p *Pages) flashName() string { return cookieName("flash", p.Secure) }

// Done answers a form that was carried out: the visitor goes on to url, where a
// message says what was done.
func (p *Pages) Done(c echo.Context, url, key string, pairs ...any) error {
	p.setFlash(c, ui.Flash{Text: ui.T(c.Request().Context(), key, pairs...)})
	return c.Redirect(http.StatusSeeOther, url)
}

// Refused answers a form that could not be carried out: the visitor goes back to
// url, where a message says why. A fault of ours, somebody else's object and
// what the role does not allow keep their error pages.
func (p *Pages) Refused(c echo.Context, url string, err error) error {
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict, errs.TooMany, errs.Unavailable:
		p.setFlash(c, ui.Flash{Text: ui.ErrorText(c.Request().Context(), err), Failure: true})
		return c.Redirect(http.StatusSeeOther, url)
	}
	return err
}

// setFlash keeps the message in a signed cookie: the page that shows it writes nothing.
func (p *Pages) setFlash(c echo.Context, f ui.Flash) {
	if text := []rune(f.Text); len(text) > longestFlash {
		f.Text = string(text[:longestFlash]) + "…"
	}
	value, err := p.codec.Encode(p.flashName(), f)
	if err != nil {
		return // the page after the redirect shows the state of things without it
	}
	c.SetCookie(signedCookie(p.flashName(), value, flashLife, p.Secure))
}

// takeFlash returns the message that waits for the visitor, and removes it.
func (p *Pages) takeFlash(c echo.Context) ui.Flash {
	k, err := c.Cookie(p.flashName())
	if err != nil {
		return ui.Flash{}
	}
	c.SetCookie(signedCookie(p.flashName(), "", -1, p.Secure))
	var f ui.Flash
	if p.codec.Decode(p.flashName(), k.Value, &f) != nil {
		return ui.Flash{}
	}
	return f
}
