package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
)

// What the parts of an Excel file may hold that are read. The largest tables within
// the limits of Read need about a half of each.
const (
	maxUnpacked = 64 << 20  // bytes, all parts together
	maxTokens   = 4_000_000 // tags and texts, all parts together
	maxToken    = 1 << 20   // bytes of one tag or text
	maxDepth    = 32        // of nested tags; a sheet has 8
)

// budget is what is left of the limits of one file.
type budget struct {
	bytes  int
	tokens int
}

// walker steps through the XML of one part within the budget of its file.
type walker struct {
	source *bufio.Reader
	budget *budget
	since  int // bytes since the last token
	xml    *xml.Decoder
	path   []string   // local names of the tags around
	open   []xml.Name // the same tags as they are spelled, with their prefixes
	closed bool       // the last token was the end of the innermost tag
}

func newWalker(r io.Reader, b *budget) *walker {
	w := &walker{source: bufio.NewReader(r), budget: b}
	w.xml = xml.NewDecoder(w)
	return w
}

// ReadByte hands the XML decoder its next byte, as long as the budget lasts.
func (w *walker) ReadByte() (byte, error) {
	w.budget.bytes--
	w.since++
	if w.budget.bytes < 0 || w.since > maxToken {
		return 0, ErrUnsafe
	}
	return w.source.ReadByte()
}

// Read exists because the decoder asks for an io.Reader; it reads by ReadByte.
func (w *walker) Read(p []byte) (int, error) {
	return 0, errors.ErrUnsupported
}

// next returns the next token, and io.EOF behind the last. A start tag is on the path
// already, an end tag still is. Prefixes are not looked up, as every part has one namespace
// that counts: that the tags fit together is seen here, because RawToken does not look.
func (w *walker) next() (xml.Token, error) {
	if w.closed {
		w.path, w.open = w.path[:len(w.path)-1], w.open[:len(w.open)-1]
	}
	w.since, w.closed = 0, false
	w.budget.tokens--
	if w.budget.tokens < 0 {
		return nil, ErrUnsafe
	}
	token, err := w.xml.RawToken()
	switch {
	case err == io.EOF && len(w.open) > 0:
		return nil, ErrDamaged
	case err != nil:
		return nil, w.broken(err)
	}
	return token, w.step(token)
}

// step follows a token into a tag or out of it.
func (w *walker) step(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if len(w.path) == maxDepth {
			return ErrUnsafe
		}
		w.path, w.open = append(w.path, t.Name.Local), append(w.open, t.Name)
	case xml.EndElement:
		if len(w.open) == 0 || w.open[len(w.open)-1] != t.Name {
			return ErrDamaged
		}
		w.closed = true
	case xml.Directive: // declares entities, which Excel never does
		return ErrUnsafe
	}
	return nil
}

// broken turns faults of the XML and of the zip into ErrDamaged.
func (w *walker) broken(err error) error {
	if err == io.EOF || errors.Is(err, ErrUnsafe) {
		return err
	}
	return ErrDamaged
}

// within reports whether the innermost tag has the given name.
func (w *walker) within(name string) bool {
	return len(w.path) > 0 && w.path[len(w.path)-1] == name
}

// attribute returns the value of an attribute, whatever its prefix; one that declares a prefix is none.
func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}
