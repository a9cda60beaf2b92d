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
	"strings"
	"syscall"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// Opener opens the store that keeps a desk's people in a file.
type Opener func(file string) (store.Store, error)

// Main is the whole of a desk's command: it serves until it is interrupted or
// told to end, and then lets what is under way finish. Without an opener the desk
// has no -db flag, and forgets everything on exit.
func Main(open Opener) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr, open)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "desk:", err)
		os.Exit(1)
	}
}

// startup is what the command line says.
type startup struct{ addr, clients, cases, db string }

// command reads the command line.
func command(args []string, errs io.Writer, keeps bool) (s startup, err error) {
	fs := flag.NewFlagSet("desk", flag.ContinueOnError)
	fs.SetOutput(errs)
	fs.StringVar(&s.addr, "addr", "127.0.0.1:8080", "address to answer on; of this machine only")
	fs.StringVar(&s.clients, "clients", "", "CSV file of clients to start with, in the place of the made-up ones")
	fs.StringVar(&s.cases, "cases", "", "CSV file of cases to put into the lobby")
	if keeps {
		fs.StringVar(&s.db, "db", "", "file that keeps everything over a restart")
	} else if slices.ContainsFunc(args, func(a string) bool { name, _, _ := strings.Cut(a, "="); return name == "-db" || name == "--db" }) {
		return s, errors.New("this desk keeps nothing in a file; the one that does is in the adapter's module: go run ./examples/adapter/desk -db desk.db")
	}
	if err := fs.Parse(args); err != nil {
		return s, err
	}
	if fs.NArg() > 0 { // whoever left a flag out would take the made-up people for their own
		return s, fmt.Errorf("%q is no flag: a file of clients is given as -clients FILE, and one of cases as -cases FILE", fs.Arg(0))
	}
	return s, nil
}

// run serves the desk until the context ends. The address is taken before anything
// is read, so that nobody waits for what cannot be shown.
func run(ctx context.Context, args []string, out, errs io.Writer, open Opener) error {
	c, err := command(args, errs, open != nil)
	if err != nil {
		return err
	}
	l, err := listen(c.addr)
	if err != nil {
		return err
	}
	defer l.Close()
	var s store.Store = new(memory.Store)
	if c.db != "" {
		if s, err = open(c.db); err != nil {
			return err
		}
	}
	if f, ok := s.(io.Closer); ok {
		defer f.Close()
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	d := newDesk(s, matching.UK(nil), log, time.Now)
	switch err := d.start(ctx, out, c); {
	case ctx.Err() != nil && c.db != "":
		return fmt.Errorf("stopped before it was open: %s holds a part of what was to be put in", c.db)
	case ctx.Err() != nil:
		return errors.New("stopped before it was open")
	case err != nil:
		return err
	}
	d.greet(out, l.Addr(), c.db)
	d.stopping(ctx)
	return serve(ctx, l, d.routes())
}

// listen takes an address of this machine alone.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another program answers on %s: choose another address with -addr, such as -addr 127.0.0.1:8081", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("nobody can be answered on %q: choose an address with -addr, such as -addr 127.0.0.1:8081 (%w)", addr, err)
	}
	if ip := l.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		_ = l.Close()
		return nil, fmt.Errorf("%q is not an address of this machine alone", addr)
	}
	return l, nil
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

// start fills the store with what files hold, or with made-up people unless somebody
// is in it already.
func (d *desk) start(ctx context.Context, out io.Writer, c startup) error {
	if err := errors.Join(d.cases.fill(ctx, d.store), d.named.fill(ctx, d.store)); err != nil {
		return err
	}
	if c.clients != "" {
		if err := d.loadFile(ctx, out, c.clients, true); err != nil {
			return err
		}
	}
	if c.cases != "" {
		if err := d.loadFile(ctx, out, c.cases, false); err != nil {
			return err
		}
	}
	if c.clients != "" || c.cases != "" {
		return nil
	}
	page, err := d.store.Clients(ctx, store.ClientQuery{Authority: authority, Limit: 1})
	if err != nil || page.Len() > 0 {
		return err
	}
	d.madeUp = true
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
			fmt.Fprintf(out, "%s: %s rows, %.0f%%%s\n", b.What, thousands(b.Rows), 100*b.Share, b.Pace)
		case <-done:
			tick.Stop()
			b := job.body(d.now())
			for _, p := range slices.Concat(b.Problems, b.Notes) {
				fmt.Fprintln(out, p)
			}
			fmt.Fprintf(out, "%s: %s read, %s imported, %s there already, %s left out, in %s\n", b.What, count(b.Rows, "row", "rows"), thousands(b.Taken), thousands(b.Known), thousands(b.Failed), b.Took)
			switch err := ctx.Err(); {
			case err != nil:
				return err
			case b.Stopped != "":
				return errors.New(b.Stopped)
			case b.Taken+b.Known == 0:
				return fmt.Errorf("%s: no row could be used", name)
			}
			return nil
		}
	}
}

// tries is something for each role to do first.
var tries = map[lobby.Role]string{
	lobby.Officer:        "open a case, choose “Assign lobby case”, review the matches, decide.",
	lobby.Lead:           "take a case over, look at the reports, import a register.",
	lobby.ProviderUser:   "add a client, tick a task, start support; then find the client as an officer under HRS.",
	lobby.DataProtection: "download all that is held on a person, by the reference of a client.",
	lobby.Auditor:        "open Audit, follow one record, see whether its chain is intact.",
}

// greet says where the desk is, who may log in and what to try.
func (d *desk) greet(out io.Writer, addr net.Addr, db string) {
	fmt.Fprintf(out, "The desk is open at http://%s\n\nLog in as\n", addr)
	for _, a := range accounts {
		fmt.Fprintf(out, "  %-15s %s\n", a.Name, a.Job)
	}
	fmt.Fprint(out, "\nTry\n")
	said := map[lobby.Role]bool{}
	for _, a := range accounts {
		try := tries[a.Actor.Role]
		if said[a.Actor.Role] {
			try = "at the same time in another browser, open a case that a colleague has: see who has it."
		}
		said[a.Actor.Role] = true
		fmt.Fprintf(out, "  As %s: %s\n", strings.Fields(a.Name)[0], try)
	}
	kept := "all is forgotten on exit"
	if db != "" {
		kept = "all is kept in " + db
	}
	who := ""
	if d.madeUp {
		who = "Everybody is made up. "
	}
	fmt.Fprintf(out, "\n%sNothing leaves this machine, and %s. Stop with Ctrl-C.\n", who, kept)
}
