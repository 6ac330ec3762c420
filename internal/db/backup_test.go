package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"sellerdesk/internal/db"
)

// pair adds two rows in one transaction: a copy that is whole has an even number of rows.
func pair(ctx context.Context, d *db.DB, i int) error {
	return d.InTx(ctx, func(ctx context.Context) error {
		if err := add(ctx, d, fmt.Sprint(i, strings.Repeat("x", 500))); err != nil {
			return err
		}
		return add(ctx, d, fmt.Sprint(-i, strings.Repeat("x", 500)))
	})
}

func TestABackupWhileOthersWriteIsConsistent(t *testing.T) {
	d, path := open(t)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 1; ctx.Err() == nil; i++ {
			if err := pair(t.Context(), d, i); err != nil {
				t.Error(err)
			}
		}
	})
	defer wg.Wait()
	defer stop()
	last := 0
	for i := range 5 {
		to := filepath.Join(filepath.Dir(path), "copy"+strconv.Itoa(i))
		if err := d.Backup(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		n := len(notes(t, t.Context(), reopen(t, to)))
		if n%2 != 0 || n < last {
			t.Errorf("copy %d has %d rows, the one before %d", i, n, last)
		}
		last = n
	}
}

func TestABackupIsOneFileThatReplacesTheLast(t *testing.T) {
	d, path := open(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	mustAdd(t, t.Context(), d, "a")
	if err := d.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, t.Context(), d, "b")
	if err := d.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(filepath.Dir(to)); err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
	if got := notes(t, t.Context(), reopen(t, to)); len(got) != 2 {
		t.Errorf("the copy has %v", got)
	}
	if path == to {
		t.Fatal("the copy is the original")
	}
}

func TestACancelledBackupLeavesTheLastOne(t *testing.T) {
	d, _ := open(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Backup(ctx, to); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if files, err := os.ReadDir(filepath.Dir(to)); err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
}

func TestRestoreBringsBackWhatWasBackedUp(t *testing.T) {
	d, path := open(t)
	backup := filepath.Join(t.TempDir(), "copy.db")
	mustAdd(t, t.Context(), d, "a")
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, t.Context(), d, "b")

	if err := db.Restore(t.Context(), backup, path); !errors.Is(err, db.ErrInUse) {
		t.Errorf("over an open database: %v, want ErrInUse", err)
	}
	mustAdd(t, t.Context(), d, "c")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Restore(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	if got := notes(t, t.Context(), reopen(t, path)); !slices.Equal(got, []string{"a"}) {
		t.Errorf("restored %v", got)
	}
}

func TestRestoreReplacesADamagedDatabaseAndItsLog(t *testing.T) {
	d, path := open(t)
	backup := filepath.Join(t.TempDir(), "copy.db")
	mustAdd(t, t.Context(), d, "a")
	if err := d.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, path + "-wal"} {
		if err := os.WriteFile(name, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Restore(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	if got := notes(t, t.Context(), reopen(t, path)); !slices.Equal(got, []string{"a"}) {
		t.Errorf("restored %v", got)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	d, path := open(t)
	mustAdd(t, t.Context(), d, "a")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, backup := range []string{text, text + ".missing"} {
		if err := db.Restore(t.Context(), backup, path); err == nil {
			t.Errorf("%s was restored", filepath.Base(backup))
		}
	}
	if got := notes(t, t.Context(), reopen(t, path)); !slices.Equal(got, []string{"a"}) {
		t.Errorf("afterwards %v", got)
	}
}

// TestKilled is the program that TestAKilledProgramKeepsWhatItAcknowledged kills.
func TestKilled(t *testing.T) {
	path := os.Getenv("SELLERDESK_TEST_KILLED")
	if path == "" {
		t.Skip("runs in a process of its own")
	}
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; ; i++ {
		if err := pair(t.Context(), d, i); err != nil {
			t.Fatal(err)
		}
		fmt.Println("pair", i)
	}
}

func TestAKilledProgramKeepsWhatItAcknowledged(t *testing.T) {
	d, path := open(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$", "-test.v")
	child.Env = append(os.Environ(), "SELLERDESK_TEST_KILLED="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := 0
	for acknowledged < 100 {
		var i int
		if _, err := fmt.Fscanf(out, "pair %d\n", &i); err == nil {
			acknowledged = i
		}
	}
	child.Process.Kill()
	child.Wait()

	n := len(notes(t, t.Context(), reopen(t, path)))
	if n%2 != 0 || n < 2*acknowledged {
		t.Errorf("%d rows, %d pairs were acknowledged", n, acknowledged)
	}
}
