package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Limits of connections. Without them slow clients hold connections for ever.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = time.Minute // an upload of 22 MiB over a slow line
	writeTimeout  = 2 * time.Minute
	idleTimeout   = 2 * time.Minute
	maxHeader     = 1 << 20
	graceTime     = 15 * time.Second // for requests under way when the program ends
)

// Serve answers requests until ctx ends, and then lets those under way finish.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	return serve(ctx, l, server(h))
}

func server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           headAsGet(h),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
	}
}

// headAsGet lets a page answer HEAD as it answers GET, for monitors and link
// checkers: the server, which knows what was asked, keeps the body back.
func headAsGet(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			get := *r
			get.Method = http.MethodGet
			r = &get
		}
		h.ServeHTTP(w, r)
	})
}

func serve(ctx context.Context, l net.Listener, s *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	err := s.Shutdown(grace)
	if serr := <-failed; !errors.Is(serr, http.ErrServerClosed) {
		err = errors.Join(err, serr)
	}
	if err != nil {
		return fmt.Errorf("shut down: %w", err)
	}
	return nil
}
