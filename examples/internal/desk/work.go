package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// works are pieces of background work, under way or ended, the latest last.
type works struct {
	mu  sync.Mutex
	all []*work
}

// work is a piece of background work, which takes longer than an answer may: how far it is,
// what came of it, and how it is stopped.
type work struct {
	id, name string
	of       string    // what was chosen to be worked on; empty if there is no choice
	unit     [2]string // what is counted: one, many
	back     link
	who      store.ActorID
	cancel   context.CancelFunc

	mu             sync.Mutex
	done, total    int // total is 0 while nobody knows
	started, ended time.Time
	result         result
	err            error

	confirming sync.Mutex
	went       string // the page that its confirmation led to; empty before that
}

// result is what came of work, as far as it got.
type result struct {
	Said  string
	Table *workTable
	Ask   *confirmation
}

// workTable is a result in numbers.
type workTable struct {
	Caption string
	Heads   []string
	Rows    [][]string // the first cell of each names the row
}

// confirmation asks to type something before work begins that cannot be taken back.
type confirmation struct {
	Question       string
	Typed          string // what is to be typed
	Label, Warning string
	Button         string
	begin          func(*request) (view, error)
}

// task does the work. It calls step with how much is done, and returns what came of it even
// with an error.
type task func(ctx context.Context, step func(done int)) (result, error)

// maxWorks is how many are kept; what has ended longest ago goes first.
const maxWorks = 50

// begin starts work and opens its page. If the reader has the same work under way, it opens
// that: two at a time are no faster.
func (d *desk) begin(r *request, w *work, do task) (view, error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	w.id, w.who, w.started, w.cancel = random()[:12], r.actor().ID, d.now(), cancel
	d.works.mu.Lock()
	defer d.works.mu.Unlock()
	for _, o := range d.works.all {
		if o.name == w.name && o.of == w.of && o.who == w.who && !o.over() {
			cancel()
			return to("/job/" + o.id)
		}
	}
	if i := slices.IndexFunc(d.works.all, (*work).over); i >= 0 && len(d.works.all) >= maxWorks {
		d.works.all = slices.Delete(d.works.all, i, i+1)
	}
	d.works.all = append(d.works.all, w)
	go func() {
		defer cancel()
		res, err := do(ctx, w.step)
		w.mu.Lock()
		w.result, w.err, w.ended = res, err, d.now()
		w.mu.Unlock()
	}()
	return to("/job/" + w.id)
}

// stop ends all work: a desk that closes does not wait for it.
func (ws *works) stop() {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, w := range ws.all {
		w.cancel()
	}
}

func (w *work) step(done int) { w.mu.Lock(); w.done = done; w.mu.Unlock() }

func (w *work) over() bool { w.mu.Lock(); defer w.mu.Unlock(); return !w.ended.IsZero() }

// workBody is how far some work is, or what came of it.
type workBody struct {
	result
	Name, Of, Far, Pace, Stopped, Took string
	Path                               string
	Share                              float64
	Known, Done                        bool  // the total is known; the work has ended
	Confirm                            input // where something is asked
	Back                               link
}

func (w *work) body(now time.Time) workBody {
	w.mu.Lock()
	defer w.mu.Unlock()
	b := workBody{result: w.result, Name: w.name, Of: w.of, Path: "/job/" + w.id, Back: w.back, Done: !w.ended.IsZero(), Far: count(w.done, w.unit[0], w.unit[1]), Known: w.total > 0}
	if b.Known {
		b.Share = min(1, float64(w.done)/float64(w.total))
		b.Far = thousands(w.done) + " of " + count(w.total, w.unit[0], w.unit[1])
	}
	if b.Done {
		b.Took = took(w.ended.Sub(w.started))
		b.Stopped = stoppedWords(w.err)
	} else {
		b.Pace = pace(now.Sub(w.started), w.done, w.unit[1], b.Share)
	}
	return b
}

// pace says how fast something goes, and how long it will go on.
func pace(going time.Duration, done int, unit string, share float64) (said string) {
	if going >= time.Second && done > 0 {
		said = comma(thousands(int(float64(done)/going.Seconds())) + " " + unit + " a second")
	}
	if share > 0 {
		said += comma(left(time.Duration(float64(going) * (1 - share) / share)))
	}
	return said
}

// stoppedWords says why nothing more was done. The error has ids and codes only.
func stoppedWords(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return "Stopped before the end. What was done before is done."
	case errors.Is(err, lobby.ErrBusy):
		return "Others changed the same again and again. Start it again: it goes on with what is left."
	}
	return "It could not go on: " + err.Error()
}

// workOf is the work that an address names, for whoever started it.
func (d *desk) workOf(r *request) (*work, error) {
	d.works.mu.Lock()
	defer d.works.mu.Unlock()
	for _, w := range d.works.all {
		if w.id == r.PathValue("job") && w.who == r.actor().ID {
			return w, nil
		}
	}
	return nil, errNoPage
}

func (d *desk) showWork(r *request) (view, error) { return d.workPage(r, nil) }

// workPage shows how far some work is, or what came of it.
func (d *desk) workPage(r *request, p *problem) (view, error) {
	w, err := d.workOf(r)
	if err != nil {
		return view{}, err
	}
	b := w.body(d.now())
	if b.Ask != nil {
		b.Confirm = newInput(p, "confirm", "confirm", b.Ask.Label, "It is "+b.Ask.Typed, r.PostFormValue("confirm"))
		b.Confirm.Short = true
	}
	return view{page: "work", Title: w.name, Current: w.back.Text, Back: &w.back, Problem: p, GoesOn: !b.Done, Body: b}, nil
}

func (d *desk) cancelWork(r *request) (view, error) {
	w, err := d.workOf(r)
	if err != nil {
		return view{}, err
	}
	w.cancel()
	return to("/job/" + w.id)
}

// confirmWork begins what the result asks about. When it is confirmed again, it leads to the
// page of the first time.
func (d *desk) confirmWork(r *request) (view, error) {
	w, err := d.workOf(r)
	if err != nil {
		return view{}, err
	}
	ask := w.body(d.now()).Ask
	switch {
	case ask == nil:
		return to("/job/" + w.id)
	case digits(r.PostFormValue("confirm")) != digits(ask.Typed):
		return d.workPage(r, wrong("confirm", "Type "+ask.Typed+" to confirm. Nothing was done."))
	}
	w.confirming.Lock()
	defer w.confirming.Unlock()
	if w.went != "" {
		return to(w.went)
	}
	v, err := ask.begin(r)
	w.went = v.To
	return v, err
}

// digits removes what numbers are grouped with.
func digits(s string) string { return strings.NewReplacer(",", "", " ", "").Replace(s) }
