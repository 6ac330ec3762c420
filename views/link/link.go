// Package link holds every URL of the site as a function, so that an address is
// spelled in one place. Routes carry numbers people know, not ids.
package link

import (
	"net/url"
	"path"
	"strings"
)

// To returns a path of escaped segments: To("transaction", "orders", number).
func To(segments ...string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(s))
	}
	return b.String()
}

// With returns address with a query of names and values; empty values are left out.
func With(address string, pairs ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Add(pairs[i], pairs[i+1])
		}
	}
	if len(query) == 0 {
		return address
	}
	return address + "?" + query.Encode()
}

// Local returns address if it is a page of this site, and otherwise the first page.
// It keeps a return address that came from outside from leading anywhere else.
func Local(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Scheme != "", u.Host != "", u.User != nil, u.Opaque != "":
		return Home()
	case !strings.HasPrefix(address, "/"), strings.ContainsAny(address, "\\\r\n\t"):
		return Home()
	case strings.HasPrefix(path.Clean(u.Path), "//"), strings.HasPrefix(address, "//"):
		return Home()
	}
	return u.String()
}
