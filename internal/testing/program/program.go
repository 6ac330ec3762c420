// Package program builds the program and runs it as its owner does: as a
// process of its own, with a data folder, reached over the network.
package program

import (
	"bufio"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sellerdesk/internal/testing/browser"
)

// patience is how long the program may take to start or to end. It starts in
// less than a second; a busy machine may need more.
const patience = time.Minute

// built is the program, compiled by the first test that needs it.
var built struct {
	sync.Mutex
	folder, path string
	err          error
}

// Build compiles the program and returns the path of the file. It is done once
// for a package of tests, which calls Clean when they have run. With -short the test
// is skipped: it takes long, and what it looks at runs in a process of its own.
func Build(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a program of its own takes long")
	}
	built.Lock()
	defer built.Unlock()
	if built.path == "" && built.err == nil {
		built.folder, built.path, built.err = compile()
	}
	if built.err != nil {
		t.Fatalf("build the program: %v", built.err)
	}
	return built.path
}

func compile() (folder, path string, err error) {
	if folder, err = os.MkdirTemp("", "sellerdesk"); err != nil {
		return "", "", err
	}
	path = filepath.Join(folder, "sellerdesk")
	if said, err := exec.Command("go", "build", "-o", path, "sellerdesk/cmd/sellerdesk").CombinedOutput(); err != nil {
		return folder, "", errors.Join(err, errors.New(string(said)))
	}
	return folder, path, nil
}

// Clean removes what Build made.
func Clean() {
	built.Lock()
	defer built.Unlock()
	if built.folder != "" {
		_ = os.RemoveAll(built.folder) // a folder for temporary files
	}
}

// Process is the program while it serves a data folder.
type Process struct {
	URL string // of the site, without a slash at the end

	command *exec.Cmd
	ended   chan struct{} // closed when the process has ended
	err     error         // how it ended
	said    output
}

// Start starts the built program on a data folder and waits until it serves.
// args are more flags of serve. The process is killed when the test ends.
func Start(t testing.TB, data string, args ...string) *Process {
	t.Helper()
	p := &Process{ended: make(chan struct{})}
	p.command = exec.Command(Build(t), append([]string{"serve", "--data", data, "--addr", "localhost:0"}, args...)...)
	p.command.Env = Environment()
	heard := make(chan string, 1)
	said, err := p.command.StderrPipe()
	if err == nil {
		err = p.command.Start()
	}
	if err != nil {
		t.Fatalf("start the program: %v", err)
	}
	go p.watch(said, heard)
	t.Cleanup(func() { p.Kill() })
	select {
	case address := <-heard:
		p.URL = "http://" + address
	case <-p.ended:
		t.Fatalf("the program ended at once: %v\n%s", p.err, p.Said())
	case <-time.After(patience):
		t.Fatalf("the program does not serve after %v\n%s", patience, p.Said())
	}
	return p
}

// serving is the line of the log that names the address.
var serving = regexp.MustCompile(`msg=serving address=(\S+)`)

// watch reads what the program says until it ends.
func (p *Process) watch(from io.Reader, heard chan<- string) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.said.add(lines.Text())
		if m := serving.FindStringSubmatch(lines.Text()); m != nil {
			heard <- m[1]
		}
	}
	p.err = p.command.Wait()
	close(p.ended)
}

// Kill ends the process at once, as a power cut would, and waits until it is gone.
func (p *Process) Kill() {
	_ = p.command.Process.Kill() // it may have ended by itself
	<-p.ended
}

// Stop asks the process to end, and fails the test if it does not end well.
func (p *Process) Stop(t testing.TB) {
	t.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("stop the program: %v", err)
	}
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Fatalf("the program did not end after %v\n%s", patience, p.Said())
	}
	if p.err != nil {
		t.Errorf("the program ended with %v\n%s", p.err, p.Said())
	}
}

// Said is what the program has logged so far.
func (p *Process) Said() string { return p.said.String() }

// Browser is a visitor of the program without a window.
func (p *Process) Browser(t testing.TB) *browser.Browser { return Browser(t, p.URL) }

// Browser is a visitor without a window of the site at an address, over the
// network. A site that does not answer is a page with status 502.
func Browser(t testing.TB, address string) *browser.Browser {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	wire := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(wire.CloseIdleConnections)
	return browser.At(&httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(u); r.Out.Host = u.Host },
		Transport:    wire,
		ErrorLog:     log.New(io.Discard, "", 0), // an answer that breaks off when the site is killed
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}, address)
}

// Environment is the environment of the test without settings of the program.
func Environment() []string {
	var kept []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "SELLERDESK_") {
			kept = append(kept, v)
		}
	}
	return kept
}

// output is what a process says, while it says it.
type output struct {
	sync.Mutex
	text strings.Builder
}

func (o *output) add(line string) {
	o.Lock()
	defer o.Unlock()
	o.text.WriteString(line + "\n")
}

func (o *output) String() string {
	o.Lock()
	defer o.Unlock()
	return o.text.String()
}
