package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/web"
)

// serveCommand serves the site.
type serveCommand struct {
	Addr           string         `env:"SELLERDESK_ADDR" default:"localhost:8080" help:"Address to listen on."`
	BaseURL        string         `env:"SELLERDESK_BASE_URL" help:"Address of the site as browsers see it; https makes cookies secure. Default: http:// and the address."`
	SessionKey     string         `env:"SELLERDESK_SESSION_KEY" help:"At least 32 characters that sign cookies. Default: made once and kept in the data folder."`
	TrustedProxies []string       `env:"SELLERDESK_TRUSTED_PROXIES" help:"Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8."`
	Demo           bool           `help:"Make two stores with sample data on the first start, and show their accounts on the sign-in page."`
	Alipay         alipaySettings `embed:"" prefix:"alipay-" envprefix:"SELLERDESK_ALIPAY_"`
	International  alipaySettings `embed:"" prefix:"alipay-international-" envprefix:"SELLERDESK_ALIPAY_INTERNATIONAL_"`
	DemoReset      bool           `help:"Make the sample data anew, in a data folder that only ever held a demo."`
}

// Run serves the site until the context ends.
func (s *serveCommand) Run(ctx context.Context, line *commandLine, io streams, ready func(net.Addr)) (err error) {
	log := slog.New(slog.NewTextHandler(io.err, nil))
	listener, err := net.Listen("tcp", s.Addr) // before all else: no demo is made for a program that cannot serve
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer listener.Close() // a second time after web.Serve, which changes nothing
	if s.Demo || s.DemoReset {
		if err := ensureDemo(ctx, line.Data, s.DemoReset, log); err != nil {
			return err
		}
	}
	data, err := openDatabases(ctx, line.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	app, err := build(ctx, data, log)
	if err != nil {
		return err
	}
	settings, err := s.settings(line.Data, listener.Addr())
	if err != nil {
		return err
	}
	site, err := app.site(settings)
	if err != nil {
		return err
	}
	if s.Demo || s.DemoReset {
		printAccounts(io, settings.base.String())
	}
	log.InfoContext(ctx, "serving", "address", listener.Addr().String())
	ready(listener.Addr())
	return app.work(ctx, func(ctx context.Context) error { return web.Serve(ctx, listener, site) })
}

// work runs the worker beside the site, until ctx ends or the disk fails.
func (a *app) work(ctx context.Context, serve func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	wg.Go(func() {
		select {
		case <-ctx.Done():
		case <-a.data.product.Failed():
			stop(errDisk)
		case <-a.data.rehearsal.Failed():
			stop(errDisk)
		}
	})
	working, rest := context.WithCancel(context.WithoutCancel(ctx))
	defer rest()
	wg.Go(func() { a.worker.Run(working) })
	err := serve(ctx)
	rest() // requests have ended: now the worker may
	stop(nil)
	wg.Wait()
	err = errors.Join(err, a.clocks.Stop(context.WithoutCancel(ctx)))
	if errors.Is(context.Cause(ctx), errDisk) {
		return errors.Join(errDisk, err)
	}
	return err
}

var errDisk = errors.New("the disk failed or a database is damaged: what was acknowledged is stored; check the disk and start again")

// siteSettings are the settings of the site, as values.
type siteSettings struct {
	base     *url.URL
	key      []byte
	proxies  []netip.Prefix
	accounts []demo.Account

	merchants []alipay.Merchant // apps at Alipay, for live stores
}

func (s *serveCommand) settings(folder string, listening net.Addr) (siteSettings, error) {
	base, err := s.base(listening)
	if err != nil {
		return siteSettings{}, err
	}
	settings := siteSettings{base: base}
	for _, text := range s.TrustedProxies {
		network, err := parseNetwork(strings.TrimSpace(text))
		if err != nil {
			return siteSettings{}, fmt.Errorf("%q is no network of proxies: write it like 10.0.0.0/8", text)
		}
		settings.proxies = append(settings.proxies, network)
	}
	if s.Demo || s.DemoReset {
		settings.accounts = demo.Accounts()
	}
	if settings.merchants, err = s.merchants(base); err != nil {
		return siteSettings{}, err
	}
	settings.key, err = sessionKey(folder, s.SessionKey)
	return settings, err
}

// base is the address of the site as browsers see it: as set, or where it listens.
func (s *serveCommand) base(listening net.Addr) (*url.URL, error) {
	base := s.BaseURL
	if base == "" {
		base = "http://" + taken(s.Addr, listening)
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is no address of a site: write it like https://desk.example.com", base)
	}
	return u, nil
}

// taken is an address to listen on as a browser reaches it: with the port that
// was taken, for port 0 is any that is free.
func taken(addr string, listening net.Addr) string {
	host, _, err := net.SplitHostPort(addr)
	_, port, listeningErr := net.SplitHostPort(listening.String())
	if err != nil || listeningErr != nil {
		return addr
	}
	return net.JoinHostPort(cmp.Or(host, "localhost"), port)
}

// parseNetwork reads a network, or one address.
func parseNetwork(text string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	return netip.ParsePrefix(text)
}

// printAccounts tells at the terminal as whom a visitor of the demo can sign in.
func printAccounts(io streams, base string) {
	fmt.Fprintf(io.out, "Sellerdesk demo: open %s and sign in with\n", base)
	for _, a := range demo.Accounts() {
		fmt.Fprintf(io.out, "  %-20s %s  (%s, %s)\n", a.Email, a.Password, a.Store, a.Role)
	}
}
