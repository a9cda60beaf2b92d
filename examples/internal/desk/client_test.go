package desk

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// office is a desk under test: its pages, its log and a clock that stands still.
type office struct {
	t       *testing.T
	desk    *desk
	handler http.Handler
	log     *journal
}

// journal is a log that may be written from several goroutines.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) { j.mu.Lock(); defer j.mu.Unlock(); return j.b.Write(p) }
func (j *journal) String() string              { j.mu.Lock(); defer j.mu.Unlock(); return j.b.String() }

var noon = time.Date(2026, 6, 4, 11, 32, 0, 0, time.UTC)

func open(t *testing.T) *office {
	t.Helper()
	return desked(t)
}

func desked(t *testing.T) *office { return over(t, new(memory.Store)) }

// over is an office on a store in which there may be somebody already.
func over(t *testing.T, s store.Store) *office {
	log := &journal{}
	d := newDesk(s, matching.UK(nil), slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})), func() time.Time { return noon })
	return &office{t: t, desk: d, handler: d.routes(), log: log}
}

func (o *office) context() context.Context {
	if o.t == nil {
		return context.Background()
	}
	return o.t.Context()
}

// person has a marker in every field.
func person() matching.Person {
	return matching.Person{
		Given: "Zebulon", Middle: "Quill", Family: "Markerfield", Born: "1987-03-09", NINO: "QQ 65 43 21 A",
		Emails: []string{"zebulon.markerfield@example.org"}, Phones: []string{"07700 900461"}, Postcodes: []string{"LS6 3QX"},
	}
}

// markers are what must never show where it does not belong.
var markers = []string{"Zebulon", "Quill", "Markerfield", "1987-03-09", "65 43 21", "07700 900461", "LS6 3QX"}

// client puts a client into the register.
func (o *office) client(id store.ClientID, p matching.Person, cases ...store.Case) {
	o.t.Helper()
	_, err := o.desk.systems["hpa2"].PutClients(o.t.Context(), host, []lobby.ClientUpdate{{ID: id, Person: &p, Cases: cases}})
	require.NoError(o.t, err)
}

// arrives receives a self-referral.
func (o *office) arrives(p matching.Person) store.RecordID {
	o.t.Helper()
	rc, err := o.desk.systems["hpa2"].Receive(o.t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: p, Details: []byte("Somebody asks for help.")})
	require.NoError(o.t, err)
	return rc.ID
}

// taken has Amira take the case of a path.
func (o *office) taken(path string) (amira *browser) {
	o.t.Helper()
	amira = o.as("amira")
	require.Equal(o.t, http.StatusSeeOther, amira.post(path+"/claim", nil).StatusCode)
	return amira
}

// held receives a case about a person and has Amira take it.
func (o *office) held(p matching.Person) (amira *browser, path string) {
	o.t.Helper()
	path = recordPath("hpa2", o.arrives(p))
	return o.taken(path), path
}

// browser makes requests with the log-in of one account.
type browser struct {
	o      *office
	cookie *http.Cookie
	header http.Header // added to every request
}

func (o *office) as(key string) *browser {
	o.t.Helper()
	b := &browser{o: o}
	if key != "" {
		res := b.post("/login", url.Values{"account": {key}})
		require.Equal(o.t, http.StatusSeeOther, res.StatusCode)
		b.cookie = res.Cookies()[len(res.Cookies())-1]
	}
	return b
}

// deskHost is where browsers find the desk.
const deskHost = "127.0.0.1:8080"

func (b *browser) do(r *http.Request) *http.Response {
	r.Host = deskHost
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	for k, v := range b.header {
		r.Header[k] = v
		if k == "Host" {
			r.Host = v[0]
		}
	}
	w := httptest.NewRecorder()
	b.o.handler.ServeHTTP(w, r)
	return w.Result()
}

func (b *browser) get(path string) *http.Response {
	return b.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *browser) post(path string, form url.Values) *http.Response {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// page gets a page, and requires that it is there.
func (b *browser) page(path string) string {
	b.o.t.Helper()
	res := b.get(path)
	require.Equal(b.o.t, http.StatusOK, res.StatusCode, path)
	return body(b.o.t, res)
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(b)
}

// token is the token in the form of a confirmation page.
func token(t *testing.T, page string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `name="token" value="`)
	require.True(t, ok, "no form with a token")
	v, _, _ := strings.Cut(rest, `"`)
	return v
}
