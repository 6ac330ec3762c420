package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/program"
)

func TestMain(m *testing.M) {
	for _, v := range os.Environ() { // settings of whoever runs the tests are not theirs
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "SELLERDESK_") {
			os.Unsetenv(name)
		}
	}
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

const (
	owner    = "li@example.com"
	password = "nine small cups"
)

// command carries out one command on a data folder and returns what it says;
// its error is what somebody at the terminal reads.
func command(t *testing.T, data, typed string, args ...string) (said, problem string) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"--data", data}, args...),
		streams{strings.NewReader(typed), &out, &bytes.Buffer{}}, func(net.Addr) {})
	if err != nil {
		return out.String(), sentence(err)
	}
	return out.String(), ""
}

// done is command where nothing may go wrong.
func done(t *testing.T, data, typed string, args ...string) string {
	t.Helper()
	said, problem := command(t, data, typed, args...)
	if problem != "" {
		t.Fatalf("sellerdesk %s: %s", strings.Join(args, " "), problem)
	}
	return said
}

// newStore makes a data folder with one store, whose owner has a password.
func newStore(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	done(t, data, "", "store", "create", "--name", "Bright Goods", "--owner", owner)
	done(t, data, password+"\n", "person", "password", owner)
	return data
}

// site is the program serving within the test.
type site struct {
	URL string

	t     *testing.T
	end   context.CancelFunc
	ended chan error
	said  *lines
}

// serve serves a data folder until the test ends, or stop is called.
func serve(t *testing.T, data string, args ...string) *site {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &site{t: t, end: cancel, ended: make(chan error, 1), said: &lines{}}
	ready := make(chan string, 1)
	go func() {
		line := append([]string{"--data", data, "serve", "--addr", "localhost:0"}, args...)
		s.ended <- run(ctx, line, streams{strings.NewReader(""), s.said, s.said}, func(a net.Addr) { ready <- a.String() })
	}()
	select {
	case address := <-ready:
		s.URL = "http://" + address
	case err := <-s.ended:
		cancel()
		t.Fatalf("serve: %v\n%s", err, s.said)
	}
	t.Cleanup(s.stop)
	return s
}

// stop ends the program and fails the test if it does not end well. It may be called twice.
func (s *site) stop() {
	s.t.Helper()
	if s.end == nil {
		return
	}
	s.end()
	s.end = nil
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v\n%s", err, s.said)
		}
	case <-time.After(time.Minute):
		s.t.Fatalf("the program does not end\n%s", s.said)
	}
}

// browser is a visitor nobody knows.
func (s *site) browser() *browser.Browser {
	s.t.Helper()
	return program.Browser(s.t, s.URL)
}

// signIn is a visitor who has signed in.
func (s *site) signIn(email, password string) *browser.Browser {
	s.t.Helper()
	b := s.browser()
	b.Get("/login").Submit(s.t, "Sign in", "email", email, "password", password).Has(s.t, 200, "My Orders")
	return b
}

// lines are what the program says, while it says it.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
