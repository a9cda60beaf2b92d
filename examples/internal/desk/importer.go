package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/store"
)

// imports are the uploads of this process, each with how far it is.
type imports struct {
	mu   sync.Mutex
	jobs []*importJob
}

// importJob is one upload. Its problems name lines and reasons, never what a
// line says.
type importJob struct {
	mu       sync.Mutex
	Clients  bool
	file     string // its name, for what Problems says
	Rows     int    // read so far
	Taken    int    // of these, written by the lobby
	Known    int    // of these, unchanged: the lobby has them already
	Bytes    int64
	Total    int64
	Notes    []string // columns that are not read, and what else was not as usual
	Problems []string
	Failed   int    // rows left out
	Stopped  string // why nothing more was read; empty at the end of the file
	Started  time.Time
	Ended    time.Time
	cancel   context.CancelFunc // stops reading; what is in stays
}

// maxProblems is how many bad rows are listed; the rest is counted.
const maxProblems = 50

// uploadBody is the form of an upload.
type uploadBody struct {
	Columns, Channels string
	Kind              string // of what is in the file, as a form that was refused said
}

func (d *desk) showImport(r *request) (view, error) { return d.importPage(r, nil) }

func (d *desk) importPage(r *request, p *problem) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	return view{page: "import", Title: "Import", Current: "Import", Problem: p, Body: uploadBody{strings.Join(people.Columns(), ", "), channelNames(), r.PostFormValue("kind")}}, nil
}

// startImport takes an upload, and imports it while a page shows how far it is.
func (d *desk) startImport(r *request) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	f, h, err := r.FormFile("file")
	kind := r.PostFormValue("kind")
	var tooLarge *http.MaxBytesError
	none := errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart)
	switch {
	case errors.As(err, &tooLarge):
		return d.importPage(r, wrong("file", fmt.Sprintf("The file is larger than the %d MB that are read at once. Nothing was read: split it, each part with the header.", maxUpload>>20)))
	case err != nil && !none: // half a file would look like a whole one
		return d.importPage(r, wrong("file", "The file did not arrive whole. Nothing was read: choose it again."))
	}
	var fs []fault
	if kind != "clients" && kind != "cases" {
		fs = append(fs, fault{"k1", "Choose what is in the file. Nothing was read."})
	}
	if none {
		fs = append(fs, fault{"file", "Choose a CSV file. Nothing was read."})
	}
	if p := faulty(fs...); p != nil {
		return d.importPage(r, p)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	job := &importJob{Clients: kind == "clients", Total: h.Size, Started: d.now(), cancel: cancel}
	d.imports.mu.Lock()
	d.imports.jobs = append(d.imports.jobs, job)
	id := len(d.imports.jobs) - 1
	d.imports.mu.Unlock()
	go func() {
		defer cancel()
		defer f.Close()
		d.load(ctx, job, "upload.csv", f)
	}()
	return to("/import/" + strconv.Itoa(id))
}

// load puts the people of a file into the register or into the lobby.
func (d *desk) load(ctx context.Context, job *importJob, name string, f io.Reader) {
	defer func() {
		job.mu.Lock()
		job.Ended = d.now()
		job.mu.Unlock()
	}()
	job.file = name
	in, err := people.NewReader(name, &metered{f, job})
	if err != nil {
		job.stop(err)
		return
	}
	take := d.takeCase
	if job.Clients {
		take = d.takeClients()
	}
	var unused people.Unused
	for row, err := range in.Rows() {
		var bad *people.BadRow
		switch {
		case errors.As(err, &bad):
			job.count()
			job.problem(err)
			continue
		case ctx.Err() != nil:
			err = errCancelled
		case err == nil:
			job.count()
			unused.Add(row)
			err = take(context.WithoutCancel(ctx), job, row) // what was read before is in
		}
		if err != nil {
			job.stop(err)
			break
		}
	}
	if err := take(context.WithoutCancel(ctx), job, people.Row{}); job.Stopped == "" && err != nil {
		job.stop(err)
	}
	job.note(append(in.Notes(), unused.Notes(name)...))
}

// errCancelled ends an import that somebody stopped.
var errCancelled = errors.New("stopped by the person who started it; what was read before is in")

// cancelImport stops an import.
func (d *desk) cancelImport(r *request) (view, error) {
	job, err := d.importJob(r)
	if err != nil {
		return view{}, err
	}
	job.cancel()
	return to("/import/" + r.PathValue("job"))
}

// importJob is the upload that an address names.
func (d *desk) importJob(r *request) (*importJob, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return nil, err
	}
	n, err := number(r.PathValue("job"))
	d.imports.mu.Lock()
	defer d.imports.mu.Unlock()
	if err != nil || n < 0 || n >= len(d.imports.jobs) {
		return nil, errNoPage
	}
	return d.imports.jobs[n], nil
}

// takeCase puts a row into the lobby. The empty row that ends a file does nothing.
func (d *desk) takeCase(ctx context.Context, job *importJob, row people.Row) error {
	if row.ID == "" {
		return nil
	}
	rc, err := d.arrive(ctx, row)
	switch {
	case err != nil:
		job.refused(row, err)
		return ctx.Err()
	case rc.Duplicate && rc.Differs:
		job.problem(&people.BadRow{File: job.file, Line: row.Line, Reason: "id: is there already with other details, and stays as it was"})
	case rc.Duplicate:
		job.knew(1)
	default:
		job.took(1)
	}
	return nil
}

// takeClients returns what puts rows into the register, 500 at a time. The empty row that
// ends a file puts in what is left.
func (d *desk) takeClients() func(context.Context, *importJob, people.Row) error {
	var rows []people.Row
	var batch []lobby.ClientUpdate
	return func(ctx context.Context, job *importJob, row people.Row) error {
		switch {
		case row.Channel != "": // an import makes no client of somebody who waits for a decision
			job.problem(&people.BadRow{File: job.file, Line: row.Line, Reason: "channel: is given, as it is for a case and not for a client"})
			return nil
		case row.ID != "":
			rows = append(rows, row)
			batch = append(batch, lobby.ClientUpdate{ID: store.ClientID(row.ID), Person: &row.Person})
		}
		if len(batch) == 0 || row.ID != "" && len(batch) < 500 {
			return nil
		}
		res, _ := d.systems[tabs[0]].PutClients(ctx, host, batch)
		for _, bad := range res.Failed {
			job.refused(rows[bad.Index], bad.Err)
		}
		job.took(res.Inserted + res.Replaced)
		job.knew(res.Unchanged)
		rows, batch = rows[:0], batch[:0]
		return res.Stopped
	}
}

// arrive receives one row of a file into the system of its channel.
func (d *desk) arrive(ctx context.Context, row people.Row) (lobby.Receipt, error) {
	c := channelTyped(row.Channel)
	s := systemOf(c)
	if s == "" {
		return lobby.Receipt{}, &lobby.Error{Kind: lobby.ErrChannel} // the cell may hold a name: it is not quoted
	}
	return d.systems[s].Receive(ctx, intake, lobby.Arrival{Channel: c, Key: row.ID, Person: row.Person})
}

// channelTyped is the channel that a file names, by its code or in the words of the pages.
func channelTyped(text string) store.Channel {
	for _, c := range store.Channels() {
		if f := normalise.Fold(text); f == normalise.Fold(string(c)) || f == normalise.Fold(channel(c)) {
			return c
		}
	}
	return ""
}

// channelNames lists the channels by which cases come, in the words of the pages.
func channelNames() string {
	var names []string
	for _, c := range store.Channels() {
		if systemOf(c) != "" {
			names = append(names, channel(c))
		}
	}
	return strings.Join(names, ", ")
}

// systemOf is the system in whose lobby a channel's cases wait, the first of several.
func systemOf(c store.Channel) store.System {
	for _, s := range tabs {
		if slices.Contains(channelsOf(s), c) {
			return s
		}
	}
	return ""
}

// intake is the machine that files arrive by.
var intake = lobby.Actor{ID: "import", Authority: authority, Role: lobby.IntakeMachine}

func (j *importJob) count() { j.mu.Lock(); j.Rows++; j.mu.Unlock() }

func (j *importJob) took(n int) { j.mu.Lock(); j.Taken += n; j.mu.Unlock() }

func (j *importJob) knew(n int) { j.mu.Lock(); j.Known += n; j.mu.Unlock() }

func (j *importJob) note(notes []string) { j.mu.Lock(); j.Notes = notes; j.mu.Unlock() }

func (j *importJob) stop(err error) { j.mu.Lock(); j.Stopped = err.Error(); j.mu.Unlock() }

func (j *importJob) problem(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.Failed++
	if len(j.Problems) < maxProblems {
		j.Problems = append(j.Problems, err.Error())
	}
}

// refused notes a row that the lobby did not take, by its line and column and never by what
// stands there.
func (j *importJob) refused(row people.Row, err error) {
	j.problem(&people.BadRow{File: j.file, Line: row.Line, Reason: refusal(err)})
}

func refusal(err error) string {
	var e *lobby.Error
	switch {
	case !errors.As(err, &e):
		return "not taken"
	case errors.Is(err, lobby.ErrChannel) || e.Field == "channel":
		return "channel: missing, or none of " + channelNames()
	case e.Field == "arrival":
		return "nothing is said of the person"
	case errors.Is(err, lobby.ErrRemoved):
		return "was removed, and does not come back"
	case e.Code == "too-many":
		return e.Field + ": more values than the lobby accepts"
	case e.Field != "":
		return e.Field + ": " + e.Kind.Error()
	}
	return e.Kind.Error()
}

// metered counts the bytes that are read.
type metered struct {
	r   io.Reader
	job *importJob
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.job.mu.Lock()
	m.job.Bytes += int64(n)
	m.job.mu.Unlock()
	return n, err
}

// importBody is how far an upload is.
type importBody struct {
	What     string
	Rows     int
	Taken    int
	Known    int
	Share    float64
	Done     bool
	Pace     string
	Path     string
	Took     string
	Notes    []string
	Problems []string
	Failed   int
	Stopped  string
}

// Outcome says in words how an upload ended: one that left anything out does not
// end like a whole one.
func (b importBody) Outcome() string {
	switch {
	case b.Taken == 0 && b.Known == 0:
		return "Nothing was imported"
	case b.Stopped != "":
		return "Stopped before the end"
	case b.Failed > 0:
		return "Imported in part"
	}
	if b.Taken == 0 {
		return "Everything was there already"
	}
	return "Finished"
}

// Whole reports whether nothing was left out.
func (b importBody) Whole() bool { return b.Stopped == "" && b.Failed == 0 && b.Taken+b.Known > 0 }

// importing shows how far an upload is.
func (d *desk) importing(r *request) (view, error) {
	job, err := d.importJob(r)
	if err != nil {
		return view{}, err
	}
	b := job.body(d.now())
	b.Path = "/import/" + r.PathValue("job")
	v := view{page: "importing", Title: "Import", Current: "Import", Body: b}
	switch {
	case !b.Done:
		v.GoesOn = true
	case b.Stopped != "":
		v.Problem, v.status = &problem{Title: "There is a problem", Lines: []string{b.Stopped}}, http.StatusOK
	}
	return v, nil
}

func (j *importJob) body(now time.Time) importBody {
	j.mu.Lock()
	defer j.mu.Unlock()
	b := importBody{What: "Cases", Rows: j.Rows, Taken: j.Taken, Known: j.Known, Done: !j.Ended.IsZero(),
		Notes: j.Notes, Problems: j.Problems, Failed: j.Failed, Stopped: j.Stopped}
	if j.Clients {
		b.What = "Clients"
	}
	if j.Total > 0 {
		b.Share = float64(j.Bytes) / float64(j.Total)
	}
	if b.Done {
		b.Took = took(j.Ended.Sub(j.Started))
	} else {
		b.Pace = pace(now.Sub(j.Started), j.Rows, "rows", b.Share)
	}
	return b
}
