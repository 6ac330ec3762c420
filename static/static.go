// Package static holds the files browsers load beside the pages: style sheets,
// scripts, pictures, and the libraries of others they build on.
//
// The libraries lie unchanged in vendor/NAME-VERSION with their licence and the
// SHA-256 sums of every file; a test compares them.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"
)

// Files is the folder as the site serves it under Prefix. The pictures of the
// README in img/readme are not part of it.
//
//go:embed css js img/*.svg img/icons.LICENSE vendor
var Files embed.FS

// Prefix is where the site serves Files.
const Prefix = "/static/"

// Path is the URL of a file, such as "/static/css/app.css?v=1f0c96a2" for
// "css/app.css". The version is part of the content's hash: a browser may keep
// the answer for ever, because changed content has another URL. The path of a
// file that does not exist carries no version.
func Path(name string) string {
	if v, ok := versions()[name]; ok {
		return Prefix + name + "?v=" + v
	}
	return Prefix + name
}

// versions are the first eight hexadecimal digits of every file's SHA-256.
var versions = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	// Reading what is part of the program cannot fail.
	_ = fs.WalkDir(Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := Files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		found[name] = hex.EncodeToString(sum[:4])
		return nil
	})
	return found
})
