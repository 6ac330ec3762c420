package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// open serves a handler on a port of its own until the test ends.
func open(t *testing.T, h http.Handler, change ...func(*http.Server)) (address string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := server(h)
	for _, c := range change {
		c(s)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, l, s) }()
	stop = func() error {
		cancel()
		err, ok := <-ended
		if ok {
			close(ended)
		}
		return err
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String(), stop
}

// dial connects to the site.
func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

var hello = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	io.WriteString(w, "hello")
})

func TestConnectionsHaveLimits(t *testing.T) {
	s := server(hello)
	for name, limit := range map[string]time.Duration{
		"headers": s.ReadHeaderTimeout, "read": s.ReadTimeout, "write": s.WriteTimeout, "idle": s.IdleTimeout,
	} {
		if limit <= 0 || limit > 5*time.Minute {
			t.Errorf("%s: limit %v", name, limit)
		}
	}
	if s.MaxHeaderBytes != 1<<20 {
		t.Errorf("headers may have %d bytes", s.MaxHeaderBytes)
	}
}

func TestSlowClientsDoNotHoldConnections(t *testing.T) {
	const patience = 200 * time.Millisecond
	address, _ := open(t, hello, func(s *http.Server) { s.ReadHeaderTimeout, s.ReadTimeout = patience, 2*patience })
	for name, said := range map[string]string{
		"nothing":        "",
		"half a header":  "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
		"half of a form": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na=b",
	} {
		t.Run(name, func(t *testing.T) {
			conn := dial(t, address)
			fmt.Fprint(conn, said)
			start := time.Now()
			if _, err := io.Copy(io.Discard, conn); errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the connection was held: %v", err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("the connection was held for %v", took)
			}
		})
	}
}

func TestOthersAreServedWhileClientsAreSlow(t *testing.T) {
	address, _ := open(t, hello, func(s *http.Server) { s.ReadHeaderTimeout = time.Second })
	for range 200 {
		fmt.Fprint(dial(t, address), "GET / HTTP/1.1\r\nX-Slow: ")
	}
	r, err := http.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if b, err := io.ReadAll(r.Body); err != nil || string(b) != "hello" {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestHeadIsAnsweredAsGetWithoutABody(t *testing.T) {
	address, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "4")
		fmt.Fprintf(w, "%s.", r.Method)
	}))
	conn := dial(t, address)
	answers := bufio.NewReader(conn)
	for method, want := range map[string]string{"HEAD": "", "GET": "GET."} {
		for range 2 { // the connection can be used again
			fmt.Fprintf(conn, "%s / HTTP/1.1\r\nHost: x\r\n\r\n", method)
			r, err := http.ReadResponse(answers, &http.Request{Method: method})
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(r.Body)
			if err != nil || string(body) != want || r.StatusCode != 200 || r.ContentLength != 4 {
				t.Errorf("%s is answered %d with %q of %d, %v", method, r.StatusCode, body, r.ContentLength, err)
			}
		}
	}
}

func TestHeadersOfAnySizeAreRefused(t *testing.T) {
	address, _ := open(t, hello)
	conn := dial(t, address)
	go fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Large: %s\r\n\r\n", strings.Repeat("a", 2<<20))
	r, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return // the connection was closed while the header still came
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d, want 431", r.StatusCode)
	}
}

func TestRequestsUnderWayAreFinishedAtTheEnd(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	address, stop := open(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		io.WriteString(w, "finished")
	}))
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + address)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("the request ended with %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("the port is still open")
	}
}

func TestAPortThatFailsIsReported(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := Serve(t.Context(), l, hello); err == nil || !strings.HasPrefix(err.Error(), "serve: ") {
		t.Errorf("error = %v", err)
	}
}
