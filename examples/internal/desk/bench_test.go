package desk

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

// benchClients is the size of the register that the pages are timed against.
const benchClients = 100_000

// busy is a desk with a large register and one page of waiting cases. All benchmarks share it.
var busy = sync.OnceValues(func() (*office, []store.RecordID) {
	o := desked(nil)
	w := matchtest.New(7, benchClients)
	ctx := o.context()
	if _, err := o.desk.systems["hpa2"].ImportClients(ctx, host, registerOf(w), nil); err != nil {
		panic(err)
	}
	var ids []store.RecordID
	for c := range w.Cases(pageSize, matchtest.Everyday()) {
		rc, err := o.desk.systems["hpa2"].Receive(ctx, intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: c.ID, Person: c.Person})
		if err != nil {
			panic(err)
		}
		ids = append(ids, rc.ID)
	}
	return o, ids
})

// BenchmarkList renders a page of 25 waiting cases, each with its strongest match.
func BenchmarkList(b *testing.B) {
	o, _ := busy()
	serveAll(b, o, func(int) string { return "/lobby/hpa2" })
}

// BenchmarkReview renders the review of one case after the other.
func BenchmarkReview(b *testing.B) {
	o, ids := busy()
	serveAll(b, o, func(i int) string { return recordPath("hpa2", ids[i%len(ids)]) + "/review" })
}

// BenchmarkDashboard renders the first page of an officer.
func BenchmarkDashboard(b *testing.B) {
	o, _ := busy()
	serveAll(b, o, func(int) string { return "/dashboard" })
}

// BenchmarkCompare renders the comparison with the strongest match of one case.
func BenchmarkCompare(b *testing.B) {
	o, ids := busy()
	for _, id := range ids {
		v, err := o.desk.systems["hpa2"].Review(o.context(), accounts[0].Actor, id)
		if err == nil && len(v.Clients) > 0 {
			serveAll(b, o, func(int) string { return recordPath("hpa2", id) + "/compare/" + string(v.Clients[0].Client.ID) })
			return
		}
	}
	b.Fatal("nobody to compare")
}

func serveAll(b *testing.B, o *office, path func(int) string) {
	w := httptest.NewRecorder()
	at := httptest.NewRequest(http.MethodPost, "/login", nil)
	at.Host = "127.0.0.1"
	o.desk.sessions.start(w, at, accounts[0], nil)
	cookie := w.Result().Cookies()[0]
	var took []time.Duration
	size, before := 0, cpu()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, path(len(took)), nil)
		r.Host = "127.0.0.1"
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		start := time.Now()
		o.handler.ServeHTTP(w, r)
		took = append(took, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatalf("%s: %d", path(len(took)), w.Code)
		}
		size = w.Body.Len()
	}
	b.ReportMetric((cpu()-before).Seconds()*1000/float64(len(took)), "cpu-ms")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(size)/1000, "kB")
}
