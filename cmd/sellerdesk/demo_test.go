package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/testing/program"
)

// TestTheDemoIsWholeHoweverOftenItsMakingIsKilled kills the program at several
// moments while it makes the demo, and while it makes it anew, and starts it again.
func TestTheDemoIsWholeHoweverOftenItsMakingIsKilled(t *testing.T) {
	t.Parallel()
	program.Build(t)
	data := t.TempDir()
	kill(t, data, "--demo", makingFolder, 0)
	kill(t, data, "--demo", makingFolder, 700*time.Millisecond)
	kill(t, data, "--demo", madeFolder, 0)
	first := restarted(t, data)
	if first["orders"] != "403" {
		t.Errorf("the demo has %s orders", first["orders"])
	}
	kill(t, data, "--demo-reset", makingFolder, 400*time.Millisecond)
	if diff := cmp.Diff(first, restarted(t, data)); diff != "" {
		t.Errorf("a demo that was nearly made anew has other rows:\n%s", diff)
	}
}

// kill starts the program with a flag of serve and kills it some time after a folder has appeared in the data.
func kill(t *testing.T, data, flag, folder string, later time.Duration) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(data, makingFolder)); err != nil { // what the last one left is not what this one makes
		t.Fatal(err)
	}
	p := exec.Command(program.Build(t), "serve", "--data", data, "--addr", "localhost:0", flag)
	p.Env = program.Environment()
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); !exists(filepath.Join(data, folder)); time.Sleep(100 * time.Microsecond) {
		if time.Now().After(end) {
			t.Errorf("%s: there is no folder %q", flag, folder)
			break
		}
	}
	time.Sleep(later)
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.Wait() // its error is that it was killed
	if exists(filepath.Join(data, demoMarker)) && flag == "--demo" {
		t.Errorf("killed %v after there was a folder %q, the demo was in its place already", later, folder)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// restarted starts the program on a demo, looks around, and returns how many rows
// of a kind both databases have.
func restarted(t *testing.T, data string) (rows map[string]string) {
	t.Helper()
	p := program.Start(t, data, "--demo")
	p.Browser(t).Get("/login").Submit(t, "Enter as shipper@demo.test").Has(t, 200, "My Orders", "Yiwu Bright Goods")
	p.Stop(t)
	if exists(filepath.Join(data, makingFolder)) || exists(filepath.Join(data, madeFolder)) {
		t.Error("something is left of its making")
	}
	rows = map[string]string{}
	t.Run("rows", func(t *testing.T) { // closes the databases at its end
		l := openLedgers(t, data)
		for _, table := range []string{"stores", "people", "products", "orders", "order_lines", "parcels", "notices", "payments"} {
			rows[table] = l.texts(l.product, "SELECT count(*) FROM "+table)[0]
		}
		rows["network"] = l.texts(l.rehearsal, "SELECT count(*) FROM network_parcels")[0]
	})
	return rows
}

// TestWhatWasMadeIsPutInPlaceWhereverThatBrokeOff stands a whole folder, made, and
// what a program leaves that is killed between its steps.
func TestWhatWasMadeIsPutInPlaceWhereverThatBrokeOff(t *testing.T) {
	old, whole := t.TempDir(), t.TempDir()
	done(t, old, "", "store", "create", "--name", "Old Goods", "--owner", owner)
	done(t, whole, "", "store", "create", "--name", "Made Goods", "--owner", owner)
	for broken, files := range map[string][]string{
		"before the first file":    nil,
		"between the files":        {rehearsalFile},
		"after the files":          {rehearsalFile, productFile},
		"with the folder marked":   {rehearsalFile, productFile, demoMarker},
		"over a folder half gone":  {makingFolder + "/" + productFile},
		"while a file was written": {rehearsalFile, productFile + ".part"},
	} {
		t.Run(broken, func(t *testing.T) {
			data := t.TempDir()
			for _, name := range []string{rehearsalFile, productFile} {
				copyFile(t, filepath.Join(old, name), filepath.Join(data, name))
				copyFile(t, filepath.Join(whole, name), filepath.Join(data, madeFolder, name))
			}
			for _, name := range files {
				copyFile(t, filepath.Join(whole, filepath.Base(strings.TrimSuffix(name, ".part"))), filepath.Join(data, name))
			}
			if names := storeNames(t, data); !slices.Equal(names, []string{"Made Goods"}) {
				t.Errorf("there are the stores %v", names)
			}
			if exists(filepath.Join(data, madeFolder)) || exists(filepath.Join(data, makingFolder)) || !exists(filepath.Join(data, demoMarker)) {
				t.Error("the folder is not that of a demo")
			}
		})
	}
}

// copyFile copies a file; one that is not there becomes an empty one.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// storeNames are the names of the stores that the program finds in a folder.
func storeNames(t *testing.T, data string) (names []string) {
	t.Helper()
	t.Run("stores", func(t *testing.T) { // closes the databases at its end
		stores, err := opened(t, data).stores.Stores(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stores {
			names = append(names, s.Name)
		}
	})
	return names
}

func TestADemoIsNotMadeAnewWhileAProgramServesIt(t *testing.T) {
	data := newStore(t)
	if err := os.WriteFile(filepath.Join(data, demoMarker), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, data)
	if _, problem := command(t, data, "", "serve", "--addr", "localhost:0", "--demo-reset"); !strings.Contains(problem, "in use") {
		t.Errorf("the program says %q", problem)
	}
	s.signIn(owner, password)
}

func TestWhatWasRestoredIsNoDemoAnyMore(t *testing.T) {
	data, backup := newStore(t), filepath.Join(t.TempDir(), "backup")
	if err := os.WriteFile(filepath.Join(data, demoMarker), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"backup", backup}, {"restore", backup}} {
		if _, problem := command(t, data, "", words...); problem != "" {
			t.Fatalf("%v says %q", words, problem)
		}
	}
	if exists(filepath.Join(data, demoMarker)) {
		t.Error("--demo-reset would replace what was restored")
	}
}
