package sheet_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/sheet"
)

// changed is the small Excel file with one part replaced or added.
func changed(t testing.TB, part, content string) []byte {
	t.Helper()
	p := excel("<row><c><v>1</v></c></row>")
	p[part] = content
	return zipped(t, p)
}

// without is the small Excel file without one part.
func without(t testing.TB, part string) []byte {
	t.Helper()
	p := excel("")
	delete(p, part)
	return zipped(t, p)
}

func wrapped(stream string) []byte {
	out := append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...)
	for _, r := range stream {
		out = append(out, byte(r), 0)
	}
	return out
}

// readers are the two ways to read a file.
var readers = map[string]func(string, []byte) (sheet.Table, error){
	"Read":     sheet.Read,
	"ReadForm": func(name string, data []byte) (sheet.Table, error) { return sheet.ReadForm(name, data, isHeader) },
}

func TestFilesThatCannotBeReadAreRefusedWithTheReason(t *testing.T) {
	good := changed(t, "docProps/app.xml", "")
	tests := []struct {
		name, file string
		data       []byte
		want       error
	}{
		{"nothing", "a.csv", nil, sheet.ErrEmpty},
		{"blank lines", "a.csv", []byte(" \n,,\n"), sheet.ErrEmpty},
		{"no rows", "a.xlsx", zipped(t, excel("")), sheet.ErrEmpty},
		{"only hidden sheets", "a.xlsx", changed(t, "xl/workbook.xml", `<workbook><sheets><sheet state="veryHidden"/></sheets></workbook>`), sheet.ErrEmpty},
		{"Excel 97", "a.xls", wrapped("Workbook"), sheet.ErrOldExcel},
		{"Excel 97 with another name", "a.xlsx", wrapped("Workbook"), sheet.ErrOldExcel},
		{"password", "a.xlsx", wrapped("EncryptedPackage"), sheet.ErrPassword},
		{"macros", "a.xlsx", changed(t, "xl/vbaProject.bin", "x"), sheet.ErrMacros},
		{"macros by name", "a.xlsm", good, sheet.ErrMacros},
		{"csv called xlsx", "a.xlsx", []byte("a,b\n"), sheet.ErrExtension},
		{"xlsx called csv", "a.csv", good, sheet.ErrExtension},
		{"xlsx called xls", "a.xls", good, sheet.ErrExtension},
		{"a picture", "a.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), sheet.ErrNotTable},
		{"a web page called xls", "a.xls", []byte("\n<HTML><table><tr><td>1"), sheet.ErrNotTable},
		{"a PDF", "a.csv", []byte("%PDF-1.7\n"), sheet.ErrNotTable},
		{"binary in UTF-16", "a.csv", []byte("\xFF\xFE\x00\x00a\x00"), sheet.ErrNotTable},
		{"another zip", "a.xlsx", zipped(t, parts{"a.txt": "a"}), sheet.ErrNotTable},
		{"cut Excel file", "a.xlsx", good[:len(good)/2], sheet.ErrDamaged},
		{"cut UTF-8", "a.csv", []byte("订单,a\n买家,\xE5\x8D"), sheet.ErrDamaged},
		{"cut UTF-8 behind a mark", "a.csv", []byte("\xEF\xBB\xBFa,\xE5"), sheet.ErrDamaged},
		{"cut UTF-16", "a.csv", []byte("\xFF\xFEa\x00,"), sheet.ErrDamaged},
		{"cut within quotes", "a.csv", []byte("a,b\n1,\"2\n"), sheet.ErrQuotes},
		{"quotes within a text", "a.csv", []byte("a,b\n1,5\" lamp\n"), sheet.ErrQuotes},
		{"half a UTF-16 pair", "a.csv", []byte("\xFF\xFE\x00\xD8a\x00"), sheet.ErrEncoding},
		{"unknown encoding", "a.csv", []byte("caf\xE9,\xFF\n"), sheet.ErrEncoding},
		{"no relations", "a.xlsx", without(t, "xl/_rels/workbook.xml.rels"), sheet.ErrDamaged},
		{"no sheet", "a.xlsx", without(t, "xl/worksheets/sheet1.xml"), sheet.ErrDamaged},
		{"cut XML", "a.xlsx", changed(t, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"), sheet.ErrDamaged},
		{"tags that do not fit", "a.xlsx", changed(t, "xl/worksheets/sheet1.xml", "<worksheet><sheetData></row></worksheet>"), sheet.ErrDamaged},
		{"prefixes that do not fit", "a.xlsx", changed(t, "xl/worksheets/sheet1.xml", "<a:worksheet></b:worksheet>"), sheet.ErrDamaged},
		{"an end without a beginning", "a.xlsx", changed(t, "xl/worksheets/sheet1.xml", "</worksheet>"), sheet.ErrDamaged},
		{"rows out of order", "a.xlsx", zipped(t, excel(`<row r="2"/><row r="1"/>`)), sheet.ErrDamaged},
		{"rows without number", "a.xlsx", zipped(t, excel(`<row r="-2"/>`)), sheet.ErrDamaged},
		{"cells out of order", "a.xlsx", zipped(t, excel(`<row><c r="B1"/><c r="A1"/></row>`)), sheet.ErrDamaged},
		{"cells without place", "a.xlsx", zipped(t, excel(`<row><c r="7"/></row>`)), sheet.ErrDamaged},
		{"shared text that is not there", "a.xlsx", zipped(t, excel(`<row><c t="s"><v>7</v></c></row>`)), sheet.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, read := range readers {
				_, err := read(tt.file, tt.data)
				if !errors.Is(err, tt.want) || errs.KindOf(err) != errs.Invalid {
					t.Errorf("%s: error = %v, want %v", name, err, tt.want)
				}
			}
		})
	}
}

// bomb is a zip with one huge part that compresses to little.
func bomb(t testing.TB, part, begin, repeat string, size int) []byte {
	return changed(t, part, begin+strings.Repeat(repeat, size/len(repeat)))
}

func TestHostileFilesAreRefusedSoonAndWithLittleMemory(t *testing.T) {
	const sheet1, shared = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"5 million nested tags in 16 KB", bomb(t, sheet1, "", "<a>", 15_000_000), sheet.ErrUnsafe},
		{"a million nested tags in a part that is not read", bomb(t, "xl/theme/theme1.xml", "", "<a>", 3_000_000), nil},
		{"nested tags in styles", bomb(t, "xl/styles.xml", "", "<a>", 3_000_000), sheet.ErrUnsafe},
		{"a long number format in 60,000 styles", changed(t, "xl/styles.xml", `<s><numFmts><numFmt numFmtId="164" formatCode="`+strings.Repeat("0", 1_000_000)+`"/></numFmts><cellXfs>`+strings.Repeat(`<xf numFmtId="164"/>`, 60_000)+`</cellXfs></s>`), nil},
		{"70,000 styles", changed(t, "xl/styles.xml", "<s><cellXfs>"+strings.Repeat("<xf/>", 70_000)+"</cellXfs></s>"), sheet.ErrUnsafe},
		{"a bomb of blanks", bomb(t, sheet1, "<worksheet>", " ", 2<<20), sheet.ErrUnsafe},
		{"two million tags side by side", bomb(t, sheet1, "<worksheet>", "<a/>", 9<<20), sheet.ErrUnsafe},
		{"a bomb of empty cells", bomb(t, sheet1, "<worksheet><sheetData><row>", "<c/>", 1<<20), sheet.ErrColumns},
		{"a bomb of empty rows", bomb(t, sheet1, "<worksheet><sheetData>", "<row/>", 7<<20), sheet.ErrRows},
		{"a million columns", zipped(t, excel(`<row><c r="BDWGN1"><v>1</v></c></row>`)), sheet.ErrColumns},
		{"300 columns", zipped(t, excel("<row>"+strings.Repeat("<c><v>1</v></c>", 300)+"</row>")), sheet.ErrColumns},
		{"rows beyond Excel", zipped(t, excel(`<row r="99999999"><c><v>1</v></c></row>`)), sheet.ErrRows},
		{"60,000 rows", bomb(t, sheet1, "<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 60_000*26), sheet.ErrRows},
		{"600,000 cells", bomb(t, sheet1, "<worksheet><sheetData>", "<row>"+strings.Repeat("<c><v>1</v></c>", 200)+"</row>", 600_000*16), sheet.ErrCells},
		{"a shared text of 4 MiB", bomb(t, shared, "<sst><si><t>", "a", 4<<20), sheet.ErrUnsafe},
		{"a shared text of 40,000 characters", changed(t, sheet1, `<worksheet><sheetData><row><c t="inlineStr"><is><t>`+strings.Repeat("长", 40_000)+`</t></is></c></row></sheetData></worksheet>`), sheet.ErrCellLength},
		{"2 GB of shared texts", endless(t, shared, "<sst>", "<si><t>"+strings.Repeat("a", 32_000)+"</t></si>"), sheet.ErrUnsafe},
		{"2 GB of cells", endless(t, sheet1, "<worksheet><sheetData>", "<row><c><v>1</v></c></row>"), sheet.ErrRows},
		{"a billion laughs", changed(t, shared, laughs()), sheet.ErrUnsafe},
		{"60,000 merged areas", changed(t, sheet1, "<worksheet><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:B2"/>`, 60_000)+"</mergeCells></worksheet>"), sheet.ErrUnsafe},
		{"merged areas over everything", changed(t, sheet1, "<worksheet><sheetData>"+strings.Repeat("<row><c><v>1</v></c></row>", 1_000)+"</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 1_000)+"</mergeCells></worksheet>"), sheet.ErrCells},
		{"600,000 shared texts", bomb(t, shared, "<sst>", "<si/>", 3_000_000), sheet.ErrCells},
		{"long texts shared by many cells", sharedOften(t), sheet.ErrTooLarge},
		{"entities", changed(t, sheet1, `<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`), sheet.ErrUnsafe},
		{"an undeclared entity", changed(t, sheet1, `<worksheet>&b;</worksheet>`), sheet.ErrDamaged},
		{"a million attributes", changed(t, sheet1, "<worksheet"+strings.Repeat(` a="b"`, 1_000_000)+"/>"), sheet.ErrUnsafe},
		{"20,000 parts", manyParts(t), sheet.ErrUnsafe},
		{"a part twice", twice(t), sheet.ErrUnsafe},
		{"csv of a million columns", bytes.Repeat([]byte("a,"), 1_000_000), sheet.ErrColumns},
		{"csv of a million rows", bytes.Repeat([]byte("a,b\n"), 1_000_000), sheet.ErrRows},
		{"csv of line breaks", bytes.Repeat([]byte("\n"), 4<<20), sheet.ErrEmpty},
		{"csv of one long cell", append([]byte("a,b\n1,"), bytes.Repeat([]byte("a"), 4<<20)...), sheet.ErrCellLength},
		{"csv of quotes", bytes.Repeat([]byte(`"`), 4<<20), sheet.ErrCellLength},
		{"csv of open quotes", bytes.Repeat([]byte(`"`), 4<<20+1), sheet.ErrQuotes},
		{"21 MiB", make([]byte, 21<<20), sheet.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name := "orders.xlsx"
			if !bytes.HasPrefix(tt.data, []byte("PK")) {
				name = "orders.csv"
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := sheet.ReadForm(name, tt.data, isHeader)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
			if took > time.Minute { // half a second on an idle machine, much more on a busy one with the race detector
				t.Errorf("took %v", took)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 600 {
				t.Errorf("took %d MiB in all", used)
			}
		})
	}
}

// endless is a file with one part of more than 2 GB: what it repeats is compressed once, and
// so is the file. The first repetition differs from all others, which refer to the one before.
func endless(t testing.TB, part, begin, repeat string) []byte {
	t.Helper()
	chunk := strings.Repeat(repeat, 1+(1<<20)/len(repeat))
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	cuts := make([]int, 3)
	for i, text := range []string{begin, chunk, chunk} {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		cuts[i] = packed.Len()
	}
	again := packed.Bytes()[cuts[1]:cuts[2]]
	stream := append(bytes.Clone(packed.Bytes()), bytes.Repeat(again, 2_048)...)
	return withRaw(t, part, stream, uint64(len(begin)+2_050*len(chunk)))
}

// withRaw is the small Excel file with a part that is compressed already.
func withRaw(t testing.TB, part string, stream []byte, size uint64) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range excel("<row><c><v>1</v></c></row>") {
		header := &zip.FileHeader{
			Name: name, CRC32: crc32.ChecksumIEEE([]byte(content)),
			CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
		}
		if name == part {
			header = &zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(stream)), UncompressedSize64: size}
			content = string(stream)
		}
		w, err := z.CreateRaw(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// laughs declares entities that hold each other ten times, which would be a billion words.
func laughs() string {
	text := `<!DOCTYPE x [<!ENTITY l0 "ha">`
	for i := range 9 {
		text += fmt.Sprintf(`<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	return text + `]><sst><si><t>&l9;</t></si></sst>`
}

func TestFiveMillionNestedTagsFitInto16KB(t *testing.T) {
	if n := len(bomb(t, "xl/worksheets/sheet1.xml", "", "<a>", 15_000_000)); n > 18<<10 {
		t.Errorf("the file has %d bytes", n)
	}
}

// The budget of bytes is spent by long texts, which cost few tags.
func TestMoreThan64MiBUnpackedAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 64 MiB")
	}
	text := "<a>" + strings.Repeat(" ", 1_000_000) + "</a>"
	data := bomb(t, "xl/worksheets/sheet1.xml", "<worksheet>", text, 70<<20)
	if _, err := sheet.Read("a.xlsx", data); !errors.Is(err, sheet.ErrUnsafe) {
		t.Errorf("error = %v, want %v", err, sheet.ErrUnsafe)
	}
}

// sharedOften has one text of 32 KB in 3,000 cells: 94 MiB of table from a file of a few KB.
func sharedOften(t testing.TB) []byte {
	p := excel(strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 3_000))
	p["xl/sharedStrings.xml"] = "<sst><si><t>" + strings.Repeat("a", 32_000) + "</t></si></sst>"
	return zipped(t, p)
}

func manyParts(t testing.TB) []byte {
	p := excel("")
	for i := range 20_000 {
		p[fmt.Sprint("xl/media/", i)] = ""
	}
	return zipped(t, p)
}

func twice(t testing.TB) []byte {
	p := excel("")
	p["XL\\workbook.xml"] = p["xl/workbook.xml"]
	return zipped(t, p)
}

func TestCompressedNonsenseIsDamage(t *testing.T) {
	data := changed(t, "xl/workbook.xml", strings.Repeat("<workbook/>", 50))
	i := bytes.Index(data, []byte("xl/workbook.xml")) + 20
	copy(data[i:], "\xFF\xFF\xFF\xFF\xFF\xFF")
	if _, err := io.ReadAll(flate.NewReader(bytes.NewReader(data[i:]))); err == nil {
		t.Fatal("the nonsense can be unpacked")
	}
	if _, err := sheet.Read("a.xlsx", data); !errors.Is(err, sheet.ErrDamaged) {
		t.Errorf("error = %v, want %v", err, sheet.ErrDamaged)
	}
}
