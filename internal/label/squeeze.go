package label

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strconv"
	"sync"
)

// squeeze packs the streams of a finished document that are plain, on all
// processors. The PDF library can pack pages itself, but only one after the other
// and each with a new packer: that takes as long as all the rest.
func squeeze(document []byte) ([]byte, error) {
	offsets, trailer, err := objectsOf(document)
	if err != nil {
		return nil, err
	}
	objects, problems := make([][]byte, len(offsets)-1), make([]error, len(offsets)-1)
	packers := sync.Pool{New: func() any { return new(packer) }}
	onAllProcessors(len(objects), func(i int) {
		p := packers.Get().(*packer)
		defer packers.Put(p)
		objects[i], problems[i] = p.pack(document[offsets[i]:offsets[i+1]])
	})
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return assemble(document[:offsets[0]], objects, trailer), nil
}

// errDocument means that a document is not built as the PDF library builds them.
var errDocument = errors.New("a document without its table of objects")

// objectsOf reads the table at the end of a document: where its objects begin and
// the last ends, and what follows the table.
func objectsOf(document []byte) (offsets []int, trailer []byte, err error) {
	const word = "startxref\n"
	at := bytes.LastIndex(document, []byte(word))
	if at < 0 {
		return nil, nil, errDocument
	}
	digits, _, _ := bytes.Cut(document[at+len(word):], []byte("\n"))
	start, err := strconv.Atoi(string(digits))
	if err != nil || start > at {
		return nil, nil, errDocument
	}
	table, rest, found := bytes.Cut(document[start:at], []byte("trailer\n"))
	lines := bytes.Split(bytes.TrimSuffix(table, []byte("\n")), []byte("\n"))
	if !found || len(lines) < 4 { // "xref", how many, the free one, and at least one
		return nil, nil, errDocument
	}
	for _, line := range lines[3:] {
		offset, err := strconv.Atoi(string(bytes.Fields(line)[0]))
		if err != nil {
			return nil, nil, errDocument
		}
		offsets = append(offsets, offset)
	}
	return append(offsets, start), rest, nil
}

// packer packs streams one after the other.
type packer struct {
	writer *zlib.Writer
	packed bytes.Buffer
}

// pack returns an object with its stream packed; one without a plain stream stays as it is.
func (p *packer) pack(object []byte) ([]byte, error) {
	head, body, found := bytes.Cut(object, []byte(">>\nstream\n"))
	name, length, plain := bytes.Cut(head, []byte("<<\n/Length "))
	if !found || !plain {
		return object, nil
	}
	n, err := strconv.Atoi(string(bytes.TrimSuffix(length, []byte("\n"))))
	if err != nil || n > len(body) {
		return object, nil // its dictionary says more than a length
	}
	p.packed.Reset()
	if p.writer == nil {
		if p.writer, err = zlib.NewWriterLevel(&p.packed, zlib.BestSpeed); err != nil {
			return nil, fmt.Errorf("pack document: %w", err)
		}
	} else {
		p.writer.Reset(&p.packed)
	}
	if _, err := p.writer.Write(body[:n]); err != nil {
		return nil, fmt.Errorf("pack document: %w", err)
	}
	if err := p.writer.Close(); err != nil {
		return nil, fmt.Errorf("pack document: %w", err)
	}
	return fmt.Appendf(nil, "%s<<\n/Filter/FlateDecode/Length %d\n>>\nstream\n%s\nendstream\nendobj\n\n", name, p.packed.Len(), p.packed.Bytes()), nil
}

// assemble is a document of objects, with the table that says where each begins.
func assemble(head []byte, objects [][]byte, trailer []byte) []byte {
	size := len(head) + len(trailer) + 200
	for _, o := range objects {
		size += len(o) + len("0000000000 00000 n \n")
	}
	out := append(make([]byte, 0, size), head...)
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range objects {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = append(out, o...)
	}
	start := len(out)
	out = append(append(out, table...), "trailer\n"...)
	return fmt.Appendf(append(out, trailer...), "startxref\n%d\n%%%%EOF\n", start)
}
