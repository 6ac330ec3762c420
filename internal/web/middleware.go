package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
)

// address is where requests come from: the connection, or what trusted proxies say.
func address(proxies []netip.Prefix) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		p = p.Masked()
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP:   p.Addr().AsSlice(),
			Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// requestID gives each request a name for the logs. What a client calls its request is not taken over.
func requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, rand.Text())
		return next(c)
	}
}

// access logs each request without personal data: the route's pattern instead of the address.
func access(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			if err := next(c); err != nil {
				c.Error(err)
			}
			log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request",
				slog.String("method", c.Request().Method),
				slog.String("route", c.Path()),
				slog.Int("status", c.Response().Status),
				slog.Int64("ms", time.Since(start).Milliseconds()),
				slog.String("request_id", c.Response().Header().Get(echo.HeaderXRequestID)))
			return nil
		}
	}
}

// recovery turns a panic into an error with the place where it happened.
func recovery(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if r == http.ErrAbortHandler {
				panic(r)
			}
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}()
		return next(c)
	}
}

// secure sets the headers that tell browsers what a page of the site may do.
func secure(https bool, formTargets []string) echo.MiddlewareFunc {
	policy := strings.Join([]string{
		"default-src 'self'", "img-src 'self' data:", "style-src 'self'", "script-src 'self'", "object-src 'none'",
		"frame-ancestors 'none'", "base-uri 'none'",
		strings.TrimSpace("form-action 'self' " + strings.Join(formTargets, " ")),
	}, "; ")
	headers := map[string]string{
		echo.HeaderContentSecurityPolicy: policy,
		echo.HeaderXContentTypeOptions:   "nosniff",
		echo.HeaderXFrameOptions:         "DENY",
		echo.HeaderReferrerPolicy:        "same-origin",
		"Permissions-Policy":             "camera=(), geolocation=(), microphone=(), payment=()",
		"Cross-Origin-Opener-Policy":     "same-origin",
	}
	if https {
		headers[echo.HeaderStrictTransportSecurity] = "max-age=31536000"
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			for name, value := range headers {
				c.Response().Header().Set(name, value)
			}
			return next(c)
		}
	}
}

var errCrossSite = errs.New(errs.Forbidden, "error_cross_site")

// sameOrigin refuses forms that another website sends.
func sameOrigin(origins []string) (echo.MiddlewareFunc, error) {
	protection := http.NewCrossOriginProtection()
	for _, o := range origins {
		if err := protection.AddTrustedOrigin(o); err != nil {
			return nil, fmt.Errorf("trusted origin: %w", err)
		}
	}
	protection.AddInsecureBypassPattern("POST " + noticePath) // a gateway's notice is believed for its signature
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if protection.Check(c.Request()) != nil {
				return errCrossSite
			}
			return next(c)
		}
	}, nil
}
