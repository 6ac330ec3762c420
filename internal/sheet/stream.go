package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
)

// Kinds of files that are written.
const (
	XLSX = "xlsx"
	CSV  = "csv"
)

// ContentType is the media type of a kind of file.
func ContentType(kind string) string {
	if kind == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// Stream writes a table as a file in parts: put together in their order they are the file.
// Neither the table nor the file is ever in memory as a whole. What was written is known from
// Done, which can be stored: whoever goes on with a file need not be who began it.
//
// The first row is the header. Every cell is text and none a formula, but for amounts in
// the columns that are Numeric.
type Stream struct {
	Kind    string // XLSX or CSV
	Name    string // of the sheet
	Numeric []bool // by column; columns beyond are text
	Done    Done
}

// Done is what was written of a Stream.
type Done struct {
	Rows   int    `json:"rows"`
	Size   uint64 `json:"size,omitempty"`   // of the sheet in bytes
	Packed uint64 `json:"packed,omitempty"` // of the sheet in the file
	Sum    uint32 `json:"sum,omitempty"`
}

// Add returns the next part of the file, with some rows.
func (s *Stream) Add(rows [][]string) ([]byte, error) {
	var part bytes.Buffer
	first := s.Done.Rows == 0
	if s.Kind == CSV {
		if first {
			part.WriteString(utf8Mark)
		}
		s.Done.Rows += len(rows)
		err := writeCSVRows(&part, rows)
		return part.Bytes(), err
	}
	if first {
		head, _, err := s.around()
		if err != nil {
			return nil, err
		}
		part.Write(head)
	}
	err := s.pack(&part, false, func(w *bufio.Writer) error {
		if first {
			writeOpening(w, rows)
		}
		for _, row := range rows {
			if err := s.writeRow(w, row); err != nil {
				return err
			}
		}
		return nil
	})
	return part.Bytes(), err
}

// End returns the last part of the file; a csv file has none.
func (s *Stream) End() ([]byte, error) {
	if s.Kind == CSV {
		return nil, nil
	}
	var part bytes.Buffer
	err := s.pack(&part, true, func(w *bufio.Writer) error {
		_, err := w.WriteString(`</sheetData></worksheet>`)
		return err
	})
	if err != nil {
		return nil, err
	}
	_, tail, err := s.around()
	part.Write(tail)
	return part.Bytes(), err
}

// pack compresses a part of the sheet so that the next one can be put behind it.
func (s *Stream) pack(to *bytes.Buffer, last bool, write func(*bufio.Writer) error) error {
	before := to.Len()
	packer, err := flate.NewWriter(to, flate.BestSpeed)
	if err != nil {
		return err
	}
	counted := &counter{done: &s.Done}
	w := bufio.NewWriter(io.MultiWriter(packer, counted))
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	end := packer.Flush
	if last {
		end = packer.Close
	}
	err = end()
	s.Done.Packed += uint64(to.Len() - before)
	return err
}

// counter keeps the size and the sum of what is written through it.
type counter struct{ done *Done }

func (c *counter) Write(p []byte) (int, error) {
	c.done.Size += uint64(len(p))
	c.done.Sum = crc32.Update(c.done.Sum, crc32.IEEETable, p)
	return len(p), nil
}

// around is what stands in the file before the packed sheet and behind it. The first does
// not depend on what was written. The packed sheet itself is stepped over.
func (s *Stream) around() (head, tail []byte, err error) {
	var kept keeper
	z := zip.NewWriter(&kept)
	if err := writeWorkbook(z, sheetName(s.Name)); err != nil {
		return nil, nil, err
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: sheetPart, Method: zip.Deflate, Flags: sizesFollow,
		CRC32: s.Done.Sum, UncompressedSize64: s.Done.Size, CompressedSize64: s.Done.Packed,
	})
	if err == nil {
		err = z.Flush()
	}
	if err != nil {
		return nil, nil, err
	}
	head = bytes.Clone(kept.Bytes())
	kept.Reset()
	kept.skip = true
	if _, err := io.CopyN(w, zeros{}, int64(s.Done.Packed)); err != nil {
		return nil, nil, err
	}
	if err := z.Flush(); err != nil {
		return nil, nil, err
	}
	kept.skip = false
	err = z.Close()
	return head, kept.Bytes(), err
}

// sizesFollow is the mark of a part whose sizes stand behind it.
const sizesFollow = 0x8

// keeper keeps what is written, unless it is to skip it.
type keeper struct {
	bytes.Buffer
	skip bool
}

func (k *keeper) Write(p []byte) (int, error) {
	if k.skip {
		return len(p), nil
	}
	return k.Buffer.Write(p)
}

// zeros stand for what was written before.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
