package desk

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// hears opens a stream and returns its lines of data.
func (b *browser) hears(server *httptest.Server, path string) (lines <-chan string, stop func()) {
	b.o.t.Helper()
	ctx, cancel := context.WithCancel(b.o.t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path, nil)
	require.NoError(b.o.t, err)
	r.Host = deskHost
	r.AddCookie(b.cookie)
	res, err := server.Client().Do(r)
	require.NoError(b.o.t, err)
	require.Equal(b.o.t, http.StatusOK, res.StatusCode)
	require.Contains(b.o.t, res.Header.Get("Content-Type"), "text/event-stream")
	said := make(chan string, 16)
	go func() {
		defer close(said)
		defer res.Body.Close()
		for in := bufio.NewScanner(res.Body); in.Scan(); {
			if strings.HasPrefix(in.Text(), "data: ") || strings.HasPrefix(in.Text(), "event: ") {
				said <- in.Text()
			}
		}
	}()
	return said, cancel
}

func TestAnOpenPageHearsOfWhatOthersDo(t *testing.T) {
	o := open(t)
	o.desk.live.every = time.Millisecond
	server := httptest.NewServer(o.handler)
	defer server.Close()
	id := o.arrives(person())
	path := recordPath("hpa2", id)
	amira, ben := o.as("amira"), o.as("ben")
	stream := strings.ReplaceAll(between(t, ben.page(path), `data-live="`, `"`), "&amp;", "&")
	said, stop := ben.hears(server, stream)
	defer stop()

	amira.post(path+"/claim", nil)
	require.Contains(t, <-said, "Lobby case assigned by Amira Osei")
	late, stopLate := ben.hears(server, stream)
	require.Contains(t, <-late, "Lobby case assigned by Amira Osei", "whoever comes late misses nothing")
	stopLate()
	amira.post(path+"/release", nil)
	require.Contains(t, <-said, "Put back into the lobby")
	amira.post(path+"/claim", nil)
	require.Contains(t, <-said, "Lobby case assigned")
	page := amira.page(path + "/remove")
	amira.post(path+"/remove", url.Values{"token": {token(t, page)}, "reason": {"spam"}, "confirm": {reference(id)}})
	require.Equal(t, "data: Lobby case removed.", <-said, "and nothing of the person")

	ben.post("/logout", nil)
	require.Equal(t, "event: ended", <-said, "a stream ends with its log-in")
}

func TestStreamsAreRefusedToWhoMayNotReadAndBounded(t *testing.T) {
	o := open(t)
	path := recordPath("hpa2", o.arrives(person()))
	require.Equal(t, http.StatusNotFound, o.as("devon").get(path+"/live?since=1").StatusCode, "the other system's case")
	require.Equal(t, http.StatusSeeOther, o.as("").get(path+"/live?since=1").StatusCode)
	require.Equal(t, http.StatusBadRequest, o.as("amira").get(path+"/live?since=x").StatusCode)
	require.Equal(t, http.StatusNotFound, o.as("amira").get("/lobby/hpa2/nobody/live?since=1").StatusCode)

	server := httptest.NewServer(o.handler)
	defer server.Close()
	amira := o.as("amira")
	for range maxStreams {
		_, stop := amira.hears(server, path+"/live?since=1")
		defer stop()
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path+"/live?since=1", nil)
	require.NoError(t, err)
	r.Host = deskHost
	r.AddCookie(amira.cookie)
	res, err := server.Client().Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	require.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
	o.desk.live.end()
}

func TestAStreamDoesNotKeepALogInAlive(t *testing.T) {
	o := open(t)
	now := noon
	o.desk.sessions.now = func() time.Time { return now }
	amira := o.as("amira")
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = deskHost
	r.AddCookie(amira.cookie)
	now = now.Add(sessionIdle - time.Minute)
	require.True(t, o.desk.sessions.alive(r))
	now = now.Add(2 * time.Minute)
	require.False(t, o.desk.sessions.alive(r))
	require.Equal(t, http.StatusSeeOther, amira.get("/lobby/hpa2").StatusCode)
}

func TestAnOpenListHearsWhatCameAndWhatWasTaken(t *testing.T) {
	o := open(t)
	o.desk.live.every = time.Millisecond
	server := httptest.NewServer(o.handler)
	defer server.Close()
	var first store.RecordID
	require.NoError(t, o.desk.past(store.HPA2, noon.Add(-time.Hour), func(s *lobby.Service) error {
		rc, err := s.Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person()})
		first = rc.ID
		return err
	}))
	ben, devon := o.as("ben"), o.as("devon")
	page := ben.page("/lobby/hpa2")
	said, stop := ben.hears(server, strings.ReplaceAll(between(t, page, `data-live="`, `"`), "&amp;", "&"))
	defer stop()
	theirs, stopTheirs := devon.hears(server, strings.ReplaceAll(between(t, devon.page("/lobby/hrs"), `data-live="`, `"`), "&amp;", "&"))
	defer stopTheirs()

	o.as("amira").post(recordPath("hpa2", first)+"/claim", nil)
	require.Equal(t, "data: 1 case has changed. The latest: Lobby case assigned by Amira Osei, "+reference(first)+".", <-said)
	o.arrives(person())
	require.Contains(t, <-said, "data: 1 new case, and 1 other has changed.", "what is the page's is not told again")

	_, err := o.desk.systems[store.HRS].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelPartner, Provider: "another", Person: person()})
	require.NoError(t, err)
	devon.added(url.Values{"family": {"Quayle"}})
	require.Equal(t, "data: 1 new case.", <-theirs, "of a provider's own")
	require.Equal(t, http.StatusForbidden, o.as("elin").get("/lobby/hpa2/live?since=2026-06-04T10:00:00Z").StatusCode)
	require.Equal(t, http.StatusBadRequest, ben.get("/lobby/hpa2/live?since=x").StatusCode)
	require.Equal(t, http.StatusNotFound, ben.get("/lobby/none/live?since=x").StatusCode)
}
