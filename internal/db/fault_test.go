package db

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/mattn/go-sqlite3"

	"sellerdesk/internal/errs"
)

func TestAFaultOfTheDiskEndsTheProgram(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	select {
	case <-d.Failed():
		t.Fatal("failed before anything happened")
	default:
	}
	for range 2 {
		fault := sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrFsync}
		if err := d.translate(t.Context(), fault); errs.KindOf(err) != errs.Internal {
			t.Errorf("error %v", err)
		}
	}
	<-d.Failed()
}

func TestALockedFileIsBusy(t *testing.T) {
	d := &DB{}
	for _, code := range []sqlite3.ErrNo{sqlite3.ErrBusy, sqlite3.ErrLocked} {
		if err := d.translate(t.Context(), sqlite3.Error{Code: code}); !errors.Is(err, ErrBusy) {
			t.Errorf("error %v", err)
		}
	}
}
