package label

import (
	"bytes"
	"testing"

	"github.com/signintech/gopdf"

	"sellerdesk/internal/parcel"
)

// unpacked is a document of one test page with its streams unpacked.
func unpacked(t *testing.T) []byte {
	t.Helper()
	p, err := NewPrinter()
	if err != nil {
		t.Fatal(err)
	}
	s, err := testSheet(parcel.OwnSize)
	if err != nil {
		t.Fatal(err)
	}
	document := &gopdf.GoPdf{}
	document.Start(gopdf.Config{Unit: gopdf.UnitMM})
	document.SetNoCompression()
	if err := p.useFonts(document, []Sheet{s}); err != nil {
		t.Fatal(err)
	}
	if err := rolls(parcel.OwnSize)(document, []Sheet{s}); err != nil {
		t.Fatal(err)
	}
	data, err := document.GetBytesPdfReturnErr()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAPackedDocumentHasTheSameObjectsInItsTable(t *testing.T) {
	before := unpacked(t)
	after, err := squeeze(before)
	if err != nil {
		t.Fatal(err)
	}
	if len(after) > len(before)*9/10 {
		t.Errorf("%d bytes were %d", len(after), len(before))
	}
	was, trailer, err := objectsOf(before)
	if err != nil {
		t.Fatal(err)
	}
	is, kept, err := objectsOf(after)
	if err != nil || len(is) != len(was) || !bytes.Equal(trailer, kept) {
		t.Fatalf("%d objects were %d, %v; the trailer %q was %q", len(is), len(was), err, kept, trailer)
	}
	for i := range is[:len(is)-1] {
		a, _, _ := bytes.Cut(before[was[i]:], []byte("\n"))
		b, _, _ := bytes.Cut(after[is[i]:], []byte("\n"))
		if !bytes.Equal(a, b) {
			t.Errorf("object %q is %q", a, b)
		}
	}
}

func TestWhatIsNoDocumentIsNotPacked(t *testing.T) {
	whole := unpacked(t)
	for name, data := range map[string][]byte{
		"nothing": nil, "its beginning": whole[:len(whole)/2], "another table": []byte("startxref\n5\n"), "no number": []byte("startxref\nx\n"),
	} {
		if _, err := squeeze(data); err == nil {
			t.Errorf("%s was packed", name)
		}
	}
}
