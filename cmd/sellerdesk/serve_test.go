package main

import (
	"net"
	"testing"
)

func TestTheAddressOfTheSiteIsWhereABrowserReachesIt(t *testing.T) {
	listening := &net.TCPAddr{IP: net.IPv4zero, Port: 41234}
	for addr, want := range map[string]string{
		"localhost:0":    "http://localhost:41234",
		"127.0.0.1:8080": "http://127.0.0.1:41234",
		"[::1]:0":        "http://[::1]:41234",
		":0":             "http://localhost:41234",
	} {
		got, err := (&serveCommand{Addr: addr}).base(listening)
		if err != nil || got.String() != want {
			t.Errorf("%s: %v, %v, want %s", addr, got, err, want)
		}
	}
	set, err := (&serveCommand{Addr: "localhost:0", BaseURL: "https://desk.example.com"}).base(listening)
	if err != nil || set.String() != "https://desk.example.com" {
		t.Errorf("what is set is %v, %v", set, err)
	}
}

func TestAnAddressWithoutHostOrSchemeIsRefused(t *testing.T) {
	for _, base := range []string{"desk.example.com", "ftp://desk.example.com", "http://", "https:/desk", "%"} {
		if u, err := (&serveCommand{BaseURL: base}).base(&net.TCPAddr{}); err == nil {
			t.Errorf("%q is taken as %v", base, u)
		}
	}
}
