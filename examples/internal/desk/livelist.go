package desk

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// liveListPath is the address of the stream of a lobby, from the time a page was made on.
func liveListPath(s store.System, since time.Time) string {
	return "/lobby/" + string(s) + "/live" + query(url.Values{"since": {since.UTC().Format(time.RFC3339Nano)}})
}

// behind is how late an event may become visible: it bears the time at which its writer
// began, and another may have finished meanwhile. So each poll looks that far back again.
const behind = 2 * time.Second

// changes is what happened in a lobby since a page of it was made.
type changes struct {
	since, from time.Time // when the page was made; from when on to look for events
	seen        map[store.EventID]bool
	arrived     map[store.RecordID]bool
	changed     map[store.RecordID]bool
	latest      string
}

// liveList is the stream of a lobby: how many cases came, and how many others changed.
func (d *desk) liveList(r *request) (view, error) {
	since, err := time.Parse(time.RFC3339Nano, r.URL.Query().Get("since"))
	if err != nil || since.After(d.now().Add(behind)) {
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "since"}
	}
	if oldest := d.now().Add(-sessionLife); since.Before(oldest) {
		since = oldest // no page is older than a log-in
	}
	if _, err := d.lists[r.system()].Waiting(r.Context(), r.actor(), lobby.Filter{Limit: 1}); err != nil {
		return view{}, err
	}
	c := changes{since: since, from: since, seen: map[store.EventID]bool{}, arrived: map[store.RecordID]bool{}, changed: map[store.RecordID]bool{}}
	return d.stream(r, func() (string, error) { return d.newsOfList(r, &c) })
}

// newsOfList says what is new, or nothing.
func (d *desk) newsOfList(r *request, c *changes) (string, error) {
	more, before := false, d.now()
	q := store.EventQuery{Authority: authority, System: r.system(), After: store.EventCursor{At: c.from}, Limit: store.MaxPage}
	for {
		es, err := d.store.Events(r.Context(), q)
		if err != nil {
			return "", err
		}
		for _, e := range es {
			q.After = store.EventCursor{At: e.At, ID: e.ID}
			if e.Record == "" || c.seen[e.ID] || e.At.Before(c.since) {
				continue
			}
			c.seen[e.ID] = true
			more = d.count(r, c, e) || more
		}
		if len(es) < q.Limit {
			break
		}
	}
	if from := before.Add(-behind); from.After(c.from) {
		c.from = from
	}
	if !more {
		return "", nil
	}
	return c.words(), nil
}

// count takes an event into account, if the reader may see its case.
func (d *desk) count(r *request, c *changes, e store.Event) bool {
	if _, err := d.lists[r.system()].Record(r.Context(), r.actor(), e.Record); err != nil && !errors.Is(err, lobby.ErrRemoved) {
		return false
	}
	if !toldTo(r.actor(), e) {
		return false
	}
	if e.Kind == lobby.KindReceived {
		c.arrived[e.Record] = true
	} else if !c.arrived[e.Record] {
		c.changed[e.Record] = true
	}
	m := momentOf(e, r.actor())
	c.latest = fmt.Sprintf("%s by %s, %s", m.Title, m.By, reference(e.Record))
	return true
}

// words says what is new in one sentence: ids and codes, and nothing of a person.
func (c *changes) words() string {
	n, others := len(c.arrived), len(c.changed)
	switch {
	case others == 0:
		return count(n, "new case.", "new cases.")
	case n == 0:
		return fmt.Sprintf("%s. The latest: %s.", count(others, "case has changed", "cases have changed"), c.latest)
	}
	return fmt.Sprintf("%s, and %s. The latest: %s.", count(n, "new case", "new cases"), count(others, "other has changed", "others have changed"), c.latest)
}
