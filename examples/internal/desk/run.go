// Package desk is an officer's desk over the lobby: a small web application
// that shows everything the library can do. It answers on this machine only,
// needs no network, and starts with made-up people.
package desk

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// Opener opens the store that keeps a desk's people in a file.
type Opener func(file string) (store.Store, error)

// Main is the whole of a desk's command: it serves until it is interrupted.
// Without an opener the desk has no -db flag to speak of, and forgets
// everything on exit.
func Main(open Opener) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr, open); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "desk:", err)
		}
		os.Exit(1)
	}
}

// run serves the desk until the context ends.
func run(ctx context.Context, args []string, out, errs io.Writer, open Opener) error {
	fs := flag.NewFlagSet("desk", flag.ContinueOnError)
	fs.SetOutput(errs)
	addr := fs.String("addr", "127.0.0.1:8080", "address to answer on; of this machine only")
	clients := fs.String("clients", "", "CSV file of clients to start with, in the place of the made-up ones")
	cases := fs.String("cases", "", "CSV file of cases to put into the lobby")
	db := fs.String("db", "", "file that keeps everything over a restart")
	if err := fs.Parse(args); err != nil {
		return err
	}
	s, err := opened(open, *db)
	if err != nil {
		return err
	}
	if c, ok := s.(io.Closer); ok {
		defer c.Close()
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	d := newDesk(s, matching.UK(nil), log, time.Now)
	if err := d.start(ctx, out, *clients, *cases); err != nil {
		return err
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	if ip := l.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		_ = l.Close()
		return fmt.Errorf("%s is not an address of this machine alone", *addr)
	}
	greet(out, l.Addr(), *db)
	return serve(ctx, l, d.routes())
}

// opened is the store of the desk: the file, or memory.
func opened(open Opener, file string) (store.Store, error) {
	switch {
	case file == "":
		return new(memory.Store), nil
	case open == nil:
		return nil, errors.New("this desk keeps nothing in a file; the one that does is in the adapter's module: go run ./examples/adapter/desk -db " + file)
	}
	return open(file)
}

// serve answers until the context ends, then lets what is under way finish.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return srv.Shutdown(last)
}

// start fills the store, unless somebody is in it already.
func (d *desk) start(ctx context.Context, out io.Writer, clients, cases string) error {
	for _, f := range []struct {
		name    string
		clients bool
	}{{clients, true}, {cases, false}} {
		if f.name == "" {
			continue
		}
		if err := d.loadFile(ctx, out, f.name, f.clients); err != nil {
			return err
		}
	}
	if clients != "" || cases != "" {
		return nil
	}
	page, err := d.store.Clients(ctx, store.ClientQuery{Authority: authority, Limit: 1})
	if err != nil || page.Len() > 0 {
		return err
	}
	return d.fill(ctx)
}

// loadFile loads one file, telling how far it is.
func (d *desk) loadFile(ctx context.Context, out io.Writer, name string, clients bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	job := &importJob{Clients: clients, Total: st.Size(), Started: d.now()}
	done := make(chan struct{})
	go func() { d.load(ctx, job, name, f); close(done) }()
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-tick.C:
			b := job.body(d.now())
			fmt.Fprintf(out, "%s: %s rows, %.0f%%, about %s left\n", b.What, thousands(b.Rows), 100*b.Share, b.Left)
		case <-done:
			tick.Stop()
			b := job.body(d.now())
			for _, p := range slices.Concat(b.Problems, b.Notes) {
				fmt.Fprintln(out, p)
			}
			fmt.Fprintf(out, "%s: %s rows read, %s imported, %s left out, in %s\n", b.What, thousands(b.Rows), thousands(b.Taken), thousands(b.Failed), b.Took)
			if err := ctx.Err(); err != nil || b.Stopped == "" {
				return err
			}
			return errors.New(b.Stopped)
		}
	}
}

// greet says where the desk is, who may log in and what to try.
func greet(out io.Writer, addr net.Addr, db string) {
	fmt.Fprintf(out, "The desk is open at http://%s\n\nLog in as\n", addr)
	for _, a := range accounts {
		fmt.Fprintf(out, "  %-15s %s\n", a.Name, a.Job)
	}
	fmt.Fprint(out, `
Try
  As Amira: open a case, choose “Assign lobby case”, review the matches, decide.
  As Ben, at the same time in another browser: open the same case, see who has it.
  As Carys: take it over, look at the reports.
  As Devon: add a client, tick a task, start support; then find the client as Amira under HRS.
`)
	kept := "and all is forgotten on exit"
	if db != "" {
		kept = "and is kept in " + db
	}
	fmt.Fprintf(out, "\nEverybody is made up. Nothing leaves this machine, %s. Stop with Ctrl-C.\n", kept)
}
