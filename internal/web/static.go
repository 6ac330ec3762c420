package web

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/web/page"
)

// files serves the files for browsers. An address with a version is kept for ever:
// changed content has another one.
type files struct {
	root fs.FS

	mu     sync.Mutex
	packed map[string][]byte // gzip, by name; made when first asked for
}

func newFiles(root fs.FS) *files { return &files{root: root, packed: map[string][]byte{}} }

func (f *files) serve(c echo.Context) error {
	name := c.Param("*")
	if !fs.ValidPath(name) {
		return errNotFound
	}
	content, err := fs.ReadFile(f.root, name)
	if err != nil {
		return errNotFound
	}
	cache := "no-cache"
	if c.QueryParam("v") != "" {
		cache = "public, max-age=31536000, immutable"
	}
	c.Response().Header().Set(echo.HeaderCacheControl, cache)
	if kind, ok := texts[path.Ext(name)]; ok {
		return f.text(c, name, kind, content)
	}
	http.ServeContent(c.Response(), c.Request(), name, time.Time{}, bytes.NewReader(content))
	return nil
}

// texts are the kinds of files that packing makes smaller; fonts and pictures are packed already.
var texts = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// text answers with a file of text, packed where the browser can unpack it.
func (f *files) text(c echo.Context, name, kind string, content []byte) error {
	if !page.TakesGzip(c) || len(content) < page.WorthPacking {
		return c.Blob(http.StatusOK, kind, content)
	}
	packed, err := f.pack(name, content)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentEncoding, "gzip")
	return c.Blob(http.StatusOK, kind, packed)
}

// pack packs a file as tightly as possible, once for all visitors.
func (f *files) pack(name string, content []byte) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if packed, ok := f.packed[name]; ok {
		return packed, nil
	}
	packed, err := page.Gzip(content, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	f.packed[name] = packed
	return packed, nil
}
