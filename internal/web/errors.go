package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// statusOf maps kinds of errors to status codes.
var statusOf = map[errs.Kind]int{
	errs.Internal:     http.StatusInternalServerError,
	errs.Invalid:      http.StatusBadRequest,
	errs.NotFound:     http.StatusNotFound,
	errs.Conflict:     http.StatusConflict,
	errs.Unauthorized: http.StatusUnauthorized,
	errs.Forbidden:    http.StatusForbidden,
	errs.TooMany:      http.StatusTooManyRequests,
	errs.Unavailable:  http.StatusServiceUnavailable,
}

// titleOf is the heading of the error page.
var titleOf = map[int]string{
	http.StatusInternalServerError:   "error_title_internal",
	http.StatusBadRequest:            "error_title_invalid",
	http.StatusNotFound:              "error_title_not_found",
	http.StatusConflict:              "error_title_conflict",
	http.StatusForbidden:             "error_title_forbidden",
	http.StatusTooManyRequests:       "error_title_too_many",
	http.StatusServiceUnavailable:    "error_title_unavailable",
	http.StatusRequestEntityTooLarge: "error_title_invalid",
	http.StatusMethodNotAllowed:      "error_title_invalid",
}

// errorPage answers a request whose handler failed. It is the only place that
// decides on a status code for an error, and the only one that logs it.
func errorPage(log *slog.Logger, pages *page.Pages) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		ctx := c.Request().Context()
		status, err := judge(err)
		switch {
		case status == http.StatusUnauthorized:
			toSignIn(c)
			return
		case status == http.StatusInternalServerError && !errors.Is(err, context.Canceled):
			log.ErrorContext(ctx, "request failed", "error", err, "method", c.Request().Method, "route", c.Path(),
				"request_id", c.Response().Header().Get(echo.HeaderXRequestID))
		}
		err = show(c, pages, status, err)
		if err != nil && !errors.Is(err, context.Canceled) { // somebody who went away needs no page
			log.ErrorContext(ctx, "error page failed", "error", err)
		}
		if err != nil {
			_ = c.NoContent(status)
		}
	}
}

// judge is the status for an error, and the error with a message for people.
func judge(err error) (int, error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge, errs.New(errs.Invalid, "error_too_large")
	}
	var he *echo.HTTPError // from Echo itself: no such route, wrong method
	if !errors.As(err, &he) {
		return statusOf[errs.KindOf(err)], err
	}
	switch {
	case he.Code == http.StatusNotFound:
		return he.Code, errNotFound
	case he.Code == http.StatusMethodNotAllowed:
		return he.Code, errs.New(errs.Invalid, "error_method")
	case he.Code < http.StatusInternalServerError:
		return http.StatusBadRequest, errs.New(errs.Invalid, "error_bad_request")
	}
	return http.StatusInternalServerError, err
}

// toSignIn leads somebody who is not signed in to the sign-in page, and back
// afterwards to the page that was asked for.
func toSignIn(c echo.Context) {
	next := ""
	if c.Request().Method == http.MethodGet {
		next = c.Request().URL.RequestURI()
	}
	if c.Request().Header.Get("HX-Request") == "true" {
		c.Response().Header().Set("HX-Redirect", link.Login(""))
		_ = c.NoContent(http.StatusNoContent)
		return
	}
	_ = c.Redirect(http.StatusSeeOther, link.Login(next))
}

func show(c echo.Context, pages *page.Pages, status int, err error) error {
	f, ferr := pages.Frame(c, "", "", titleOf[status])
	if ferr != nil {
		return ferr
	}
	return pages.Render(c, status, ui.Error(f, ui.ErrorText(c.Request().Context(), err)))
}
