package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/db"
	"sellerdesk/internal/testing/program"
)

func TestAnEmptyFolderBecomesAStoreToSignInTo(t *testing.T) {
	data := newStore(t)
	s := serve(t, data)
	b := s.browser()
	b.Get("/healthz").Has(t, 200, "ok")
	b.Get("/transaction/orders").Has(t, 200, "Sign in").Lacks(t, "Demo accounts")
	b = s.signIn(owner, password)
	b.Get("/").Has(t, 200, "My Orders", "Bright Goods")
	b.Get("/nowhere").Has(t, 404)
	b.Get("/static/css/app.css").Has(t, 200)
	if strings.Contains(s.said.String(), owner) {
		t.Error("the log names the person who signed in")
	}
}

func TestTheBuiltProgramServesAnEmptyFolder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "not", "there", "yet")
	p := program.Start(t, data)
	b := p.Browser(t)
	b.Get("/healthz").Has(t, 200, "ok")
	b.Get("/").Has(t, 200, "Sign in")
	p.Stop(t)
	for _, name := range []string{productFile, rehearsalFile, keyFile} {
		if _, err := os.Stat(filepath.Join(data, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestTheBuiltProgramShowsItsDemo(t *testing.T) {
	t.Parallel()
	p := program.Start(t, t.TempDir(), "--demo")
	b := p.Browser(t)
	b.Get("/login").Has(t, 200, "Demo accounts", "owner@demo.test", "owner@second.test", "ship-it-once")
	b.Get("/login").Submit(t, "Enter as shipper@demo.test").Has(t, 200, "My Orders", "Yiwu Bright Goods")
	p.Stop(t)
}

func TestTheDemoIsMadeOnceAndAnewOnlyWhenAsked(t *testing.T) {
	if testing.Short() {
		t.Skip("25 days of a store are lived twice")
	}
	t.Parallel()
	data := t.TempDir()
	first := serve(t, data, "--demo")
	if said := first.said.String(); !strings.Contains(said, "owner@demo.test") || !strings.Contains(said, "ship-it-once") {
		t.Errorf("the accounts are not named:\n%s", said)
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(first.URL, "http://"), ":")
	if said := first.said.String(); !strings.Contains(said, "open http://localhost:"+port+" and") {
		t.Errorf("port %s, which was free, is not named:\n%s", port, said)
	}
	session := first.signIn("owner@demo.test", "ship-it-once").Cookie("session")
	first.stop()

	again := serve(t, data, "--demo")
	b := again.browser()
	b.SetCookie(&http.Cookie{Name: "session", Value: session})
	b.Get("/").Has(t, 200, "My Orders")
	again.stop()

	anew := serve(t, data, "--demo-reset")
	b = anew.browser()
	b.SetCookie(&http.Cookie{Name: "session", Value: session})
	b.Get("/").Has(t, 200, "Sign in")
}

func TestDataThatIsNoDemoIsNotReset(t *testing.T) {
	data := newStore(t)
	if _, problem := command(t, data, "", "serve", "--demo-reset"); !strings.Contains(problem, "data that is no demo") {
		t.Errorf("the program says %q", problem)
	}
	serve(t, data).signIn(owner, password)
}

func TestRequestsUnderWayAreFinishedWhenTheProgramEnds(t *testing.T) {
	s := serve(t, newStore(t))
	address := strings.TrimPrefix(s.URL, "http://")
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	form := "email=" + owner + "&password=" + strings.ReplaceAll(password, " ", "+")
	fmt.Fprintf(c, "POST /login HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n"+
		"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n", address, len(form))
	answers := bufio.NewReader(c)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("the program says %q, %v", line, err)
	}
	s.end() // the request is under way
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		other, err := net.Dial("tcp", address)
		if err != nil {
			break // nobody new is let in
		}
		other.Close()
		if time.Now().After(deadline) {
			t.Fatal("the program still lets people in")
		}
	}
	io.WriteString(c, form)
	answers.ReadString('\n') // the end of the first answer
	r, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusSeeOther || len(r.Cookies()) == 0 {
		t.Errorf("status %d with cookies %v", r.StatusCode, r.Cookies())
	}
}

func TestSessionsSurviveARestart(t *testing.T) {
	data := newStore(t)
	s := serve(t, data)
	session := s.signIn(owner, password).Cookie("session")
	key, err := os.ReadFile(filepath.Join(data, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	s.stop()

	b := serve(t, data).browser()
	b.SetCookie(&http.Cookie{Name: "session", Value: session})
	b.Get("/").Has(t, 200, "My Orders")
	if after, err := os.ReadFile(filepath.Join(data, keyFile)); err != nil || string(after) != string(key) {
		t.Errorf("the key changed, %v", err)
	}
	if info, err := os.Stat(filepath.Join(data, keyFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestAnotherSessionKeyEndsAllSessions(t *testing.T) {
	data := newStore(t)
	s := serve(t, data)
	session := s.signIn(owner, password).Cookie("session")
	s.stop()
	b := serve(t, data, "--session-key", strings.Repeat("another key ", 3)).browser()
	b.SetCookie(&http.Cookie{Name: "session", Value: session})
	b.Get("/").Has(t, 200, "Sign in")
}

func TestANewPasswordEndsSessionsWhileTheProgramServes(t *testing.T) {
	data := newStore(t)
	s := serve(t, data)
	b := s.signIn(owner, password)
	done(t, data, "ten other cups\n", "person", "password", owner)
	b.Get("/").Has(t, 200, "Sign in")
	s.signIn(owner, "ten other cups")
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	for _, name := range []string{productFile, rehearsalFile} {
		t.Run(name, func(t *testing.T) {
			data := newStore(t)
			d, err := db.Open(t.Context(), filepath.Join(data, name))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.Exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`); err != nil {
				t.Fatal(err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			_, problem := command(t, data, "", "serve", "--addr", "localhost:0")
			if !strings.Contains(problem, "written by a newer program") || !strings.Contains(problem, "99,999") {
				t.Errorf("the program says %q", problem)
			}
		})
	}
}

func TestABackupMadeWhileServingIsReadBack(t *testing.T) {
	data, copies, other := newStore(t), t.TempDir(), filepath.Join(t.TempDir(), "other")
	s := serve(t, data)
	s.signIn(owner, password)
	done(t, data, "", "backup", copies)

	if _, problem := command(t, data, "", "restore", copies); !strings.Contains(problem, "in use") {
		t.Errorf("restored under a program that runs: %q", problem)
	}
	done(t, other, "", "restore", copies)
	serve(t, other).signIn(owner, password).Get("/").Has(t, 200, "Bright Goods")

	done(t, data, "ten other cups\n", "person", "password", owner) // after the backup
	s.stop()
	done(t, data, "", "restore", copies)
	serve(t, data).signIn(owner, password)
}

func TestWhatIsWrongOnTheCommandLineIsExplained(t *testing.T) {
	data := newStore(t)
	busy, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"unknown command":      {[]string{"sreve"}, "sreve"},
		"unknown setting":      {[]string{"serve", "--adr", "x"}, "--adr"},
		"short key":            {[]string{"serve", "--session-key", "short"}, "at least 32 characters"},
		"site without scheme":  {[]string{"serve", "--base-url", "desk.example.com"}, "write it like https://desk.example.com"},
		"proxy without range":  {[]string{"serve", "--trusted-proxies", "anywhere"}, "write it like 10.0.0.0/8"},
		"address in use":       {[]string{"serve", "--addr", busy.Addr().String()}, "address already in use"},
		"no address":           {[]string{"serve", "--addr", "here"}, "listen"},
		"owner without e-mail": {[]string{"store", "create", "--name", "A", "--owner", "li"}, "Enter an e-mail address"},
		"store without name":   {[]string{"store", "create", "--name", " ", "--owner", owner}, "Enter a name"},
		"unknown person":       {[]string{"person", "password", "wang@example.com"}, "Nobody here has this account"},
		"short password":       {[]string{"person", "password", owner}, "at least"},
		"no backup":            {[]string{"restore", t.TempDir()}, "is no backup"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problem := command(t, data, "short\n", tt.args...)
			if !strings.Contains(problem, tt.want) {
				t.Errorf("the program says %q, want %q", problem, tt.want)
			}
			if strings.Contains(problem, "goroutine") || strings.Contains(problem, "%!") {
				t.Errorf("that is no sentence: %q", problem)
			}
		})
	}
	if _, problem := command(t, t.TempDir(), "", "backup", t.TempDir()); !strings.Contains(problem, "no database to back up") {
		t.Errorf("backup of nothing: %q", problem)
	}
}

func TestACommandEndsWhenItsContextDoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := run(ctx, []string{"--data", t.TempDir(), "serve", "--addr", "localhost:0"},
		streams{strings.NewReader(""), io.Discard, io.Discard}, func(net.Addr) {})
	if err != nil && !strings.Contains(err.Error(), "context canceled") {
		t.Errorf("the program ended with %v", err)
	}
}
