package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// A page that is open hears of what happens to its case, by server-sent events (WHATWG
// HTML, section 9.2). A stream looks at the case itself every now and then, so that it
// tells of every change, whoever made it and by whatever way. It tells ids and codes in
// words, and nothing of a person.

// live counts the open streams, and ends them.
type live struct {
	every  time.Duration // between two looks
	mu     sync.Mutex
	open   map[store.ActorID]int
	closed chan struct{} // closed when the desk ends
	once   sync.Once
}

// maxStreams is the most open streams of one account: one for each page that somebody looks
// at. A page in the background closes its own.
const maxStreams = 12

func newLive() *live {
	return &live{every: time.Second, open: map[store.ActorID]int{}, closed: make(chan struct{})}
}

// end ends all streams: a desk that closes does not wait for them.
func (l *live) end() { l.once.Do(func() { close(l.closed) }) }

// enter counts a stream, or reports false if the account has too many.
func (l *live) enter(who store.ActorID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[who] >= maxStreams {
		return false
	}
	l.open[who]++
	return true
}

func (l *live) leave(who store.ActorID) { l.mu.Lock(); l.open[who]--; l.mu.Unlock() }

// livePath is the address of the stream of a case, from the version that a page shows on.
func livePath(rec store.Record) string {
	return fmt.Sprintf("%s/live?since=%d", recordPath(rec.System, rec.ID), rec.Version)
}

// liveCase is the stream of one case.
func (d *desk) liveCase(r *request) (view, error) {
	since, err := strconv.ParseInt(r.URL.Query().Get("since"), 10, 64)
	if err != nil || since < 0 {
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "since"}
	}
	if _, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id()); err != nil && !errors.Is(err, lobby.ErrRemoved) {
		return view{}, err
	}
	version := store.Version(since)
	return d.stream(r, func() (what string, err error) {
		what, version, err = d.news(r, version)
		return what, err
	})
}

// stream asks for news again and again and sends it, until the reader goes, the log-in ends
// or the desk closes.
func (d *desk) stream(r *request, news func() (string, error)) (view, error) {
	if !d.live.enter(r.actor().ID) {
		return view{}, &lobby.Error{Kind: lobby.ErrBusy}
	}
	defer d.live.leave(r.actor().ID)
	s := stream{r.w, http.NewResponseController(r.w)}
	r.w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead { // it has no body to stream
		return view{sent: true}, nil
	}
	err := s.send(": open\n\n")
	for tick := time.NewTicker(d.live.every); err == nil; {
		what, failed := news()
		switch {
		case failed != nil || !d.sessions.alive(r.Request):
			_ = s.send("event: ended\ndata: \n\n")
			return view{sent: true}, nil
		case what != "":
			err = s.send("data: " + strings.ReplaceAll(what, "\n", " ") + "\n\n")
		default:
			err = s.send(":\n\n")
		}
		select {
		case <-tick.C:
		case <-r.Context().Done():
			err = r.Context().Err()
		case <-d.live.closed:
			return view{sent: true}, nil
		}
	}
	return view{sent: true}, nil
}

// news is the latest that happened to a case after a version, in words, and the version that
// was told. After the removal of the case that is -1: there is nothing to come.
func (d *desk) news(r *request, since store.Version) (string, store.Version, error) {
	rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id())
	if errors.Is(err, lobby.ErrRemoved) {
		if since < 0 {
			return "", since, nil
		}
		return "Lobby case removed.", -1, nil
	}
	if err != nil || since < 0 || rec.Version <= since {
		return "", since, err
	}
	es, err := d.told(r, rec.ID)
	if err != nil {
		return "", since, err
	}
	if len(es) == 0 || es[len(es)-1].Version <= since {
		return "", rec.Version, nil
	}
	m := momentOf(es[len(es)-1], r.actor())
	return fmt.Sprintf("%s by %s, %s.", m.Title, m.By, when(m.At)), rec.Version, nil
}

// stream is an open answer.
type stream struct {
	w http.ResponseWriter
	c *http.ResponseController
}

// send writes at once, to whoever still reads.
func (s stream) send(text string) error {
	if err := s.c.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.c.Flush()
}

// stopping has the streams and the background work end once a context is done.
func (d *desk) stopping(ctx context.Context) {
	context.AfterFunc(ctx, d.live.end)
	context.AfterFunc(ctx, d.works.stop)
}
