package page

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"
)

// WorthPacking is the size in bytes from which packing an answer saves anything.
const WorthPacking = 1024

// Gzip packs content at a level from gzip.BestSpeed to gzip.BestCompression.
// Answers hold nothing secret of another visitor and no tokens, so the length
// of a packed one betrays nothing.
func Gzip(content []byte, level int) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		return nil, fmt.Errorf("pack answer: %w", err)
	}
	if _, err := w.Write(content); err != nil {
		return nil, fmt.Errorf("pack answer: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack answer: %w", err)
	}
	return b.Bytes(), nil
}

// TakesGzip reports whether the browser can unpack gzip, and notes in the
// answer's headers that the answer depends on it.
func TakesGzip(c echo.Context) bool {
	c.Response().Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	for coding := range strings.SplitSeq(c.Request().Header.Get(echo.HeaderAcceptEncoding), ",") {
		name, parameter, _ := strings.Cut(coding, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			quality, given := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
			return !given || strings.Trim(quality, "0.") != ""
		}
	}
	return false
}
