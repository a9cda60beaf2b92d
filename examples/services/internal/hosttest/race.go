package hosttest

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Race is many clients at two instances of a service, which are killed meanwhile.
type Race struct {
	Clients   int // at each instance
	Referrals int
	Kills     int
	// Known is how many clients there are before the race. Referral n is about one of them
	// if n mod 5 is 0 or 1, and about somebody new otherwise. Known has to share no factor
	// with 5, so that the race comes to each of them.
	Known int
	// Sender is the account that sends the referrals. Arrival returns the path to which it
	// sends referral n, and the body.
	Sender  string
	Arrival func(n int, person any) (path string, body any)
}

// FullRace sets the sizes of the race that a release has to pass, or smaller ones with -short.
func FullRace(r Race) Race {
	r.Clients, r.Referrals, r.Kills, r.Known = 32, 1000, 10, 41
	if testing.Short() {
		r.Clients, r.Referrals, r.Kills, r.Known = 4, 100, 2, 7
	}
	return r
}

// person is whom referral n is about: one of those known, or somebody new.
func (r Race) person(n int) (known bool, person map[string]any) {
	if n%5 < 2 {
		return true, made(n % r.Known)
	}
	return false, made(n + 10_000)
}

// made makes up person n, always the same.
func made(n int) map[string]any {
	return map[string]any{"given": "Given" + letters(n), "family": "Family" + letters(n*7+3), "born": fmt.Sprintf("%d-%02d-%02d", 1950+n%50, 1+n%12, 1+n%28)}
}

// letters makes a name of a number.
func letters(n int) (s string) {
	for range 4 {
		s += string(rune('a' + n%26))
		n = n/26 + n%7
	}
	return s
}

// answers are the outcomes that clients were told, by referral.
type answers struct {
	mu   sync.Mutex
	kind map[int]string
}

// add refuses an outcome other than the one that was told before.
func (a *answers) add(n int, kind string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if before, ok := a.kind[n]; ok && before != kind {
		return fmt.Errorf("referral %d is %s, and was %s", n, kind, before)
	}
	a.kind[n] = kind
	return nil
}

// Run holds the race and returns how many referrals were assigned, created and removed.
// Every referral is given to two clients at different times: both send it, and both try to
// decide it.
func (r Race) Run(t *testing.T, program, url string, d *Document) map[string]int {
	t.Helper()
	instances := []*Instance{Start(t, program, url), Start(t, program, url)}
	bases := []string{"http://" + instances[0].Address, "http://" + instances[1].Address}
	r.prepare(t, url, d, bases)
	work := make(chan int)
	var done atomic.Int64
	all := &answers{kind: map[int]string{}}
	failed := make(chan error, 4*r.Clients)
	var group sync.WaitGroup
	for n := range 2 * r.Clients {
		mine := []string{bases[n%2], bases[1-n%2]} // its own first, the other if that is dead
		group.Go(func() {
			if err := r.client(d, fmt.Sprintf("officer-%d", n), mine, work, all, &done); err != nil {
				failed <- err
				for range work { // lets the others end
				}
			}
		})
	}
	group.Go(func() {
		for n := 1; n <= r.Kills; n++ {
			for done.Load() < int64(2*r.Referrals*n/(r.Kills+1)) && len(failed) == 0 {
				time.Sleep(5 * time.Millisecond)
			}
			if err := instances[n%2].Kill(); err != nil {
				failed <- err
			}
		}
	})
	for n := range 2 * r.Referrals {
		work <- n % r.Referrals
	}
	close(work)
	group.Wait()
	close(failed)
	for err := range failed {
		require.NoError(t, err)
	}
	require.Len(t, all.kind, r.Referrals)
	kinds := map[string]int{}
	for _, k := range all.kind {
		kinds[k]++
	}
	return kinds
}

// prepare adds the accounts of the officers and the clients who are known before.
func (r Race) prepare(t *testing.T, url string, d *Document, bases []string) {
	t.Helper()
	for n := range 2 * r.Clients {
		Exec(t, url, fmt.Sprintf(`INSERT INTO account (id, role, rights) VALUES ('officer-%d', 'officer', 1)`, n))
	}
	host, err := LogIn(d, "officer-0", bases...)
	require.NoError(t, err)
	for n := range r.Known {
		status, err := host.Do("PUT", fmt.Sprintf("/clients/K-%d", n), map[string]any{"person": made(n)}, nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusNoContent, status)
	}
}

// client sends and decides referrals until there is no more work.
func (r Race) client(d *Document, account string, bases []string, work <-chan int, all *answers, done *atomic.Int64) error {
	sender, err := LogIn(d, r.Sender, bases...)
	if err != nil {
		return err
	}
	officer, err := LogIn(d, account, bases...)
	if err != nil {
		return err
	}
	for n := range work {
		if err := r.one(sender, officer, n, all); err != nil {
			return fmt.Errorf("referral %d: %w", n, err)
		}
		done.Add(1)
	}
	return nil
}

// one sends a referral and decides it, unless another officer does.
func (r Race) one(sender, officer *Client, n int, all *answers) error {
	known, person := r.person(n)
	path, body := r.Arrival(n, person)
	var in struct{ Record string }
	switch status, err := sender.Do("POST", path, body, &in); {
	case err != nil:
		return err
	case status == http.StatusGone: // removed meanwhile: it was decided
		return nil
	case status != http.StatusCreated && status != http.StatusOK:
		return fmt.Errorf("%s answers %d", path, status)
	}
	at := "/lobby/" + in.Record
	for range 1000 {
		switch status, err := officer.Do("POST", at+"/claim", nil, nil); {
		case err != nil:
			return err
		case status == http.StatusConflict || status == http.StatusGone: // another officer's, or decided
			return nil
		case status != http.StatusOK:
			return fmt.Errorf("claim answers %d", status)
		}
		var v struct {
			Token   string
			Matches []struct{ Client string }
		}
		if status, err := officer.Do("GET", at+"/review", nil, &v); err != nil || status != http.StatusOK {
			return fmt.Errorf("review answers %d: %w", status, err)
		}
		verb, ask := "create", map[string]any{"token": v.Token}
		switch {
		case known && (len(v.Matches) == 0 || v.Matches[0].Client != fmt.Sprintf("K-%d", n%r.Known)):
			return fmt.Errorf("a known client is not the first of %d", len(v.Matches))
		case known:
			verb, ask["client"] = "assign", v.Matches[0].Client
		case n%5 == 4:
			verb, ask["reason"], ask["confirm"] = "remove", "test", in.Record
		}
		var d struct{ Kind string }
		switch status, err := officer.Do("POST", at+"/"+verb, ask, &d); {
		case err != nil:
			return err
		case status == http.StatusOK:
			return all.add(n, d.Kind)
		case status != http.StatusConflict: // stale: look again
			return fmt.Errorf("%s answers %d", verb, status)
		}
	}
	return fmt.Errorf("it is never decided")
}

// Kept requires that the database has what both services promise of the decisions of a race.
func (r Race) Kept(t *testing.T, url string, kinds map[string]int) {
	t.Helper()
	require.Equal(t, r.Referrals, kinds["assigned"]+kinds["created"]+kinds["removed"])
	require.Equal(t, r.Referrals*2/5, kinds["assigned"])
	require.Equal(t, r.Referrals/5, kinds["removed"])

	count := func(query string) int { return Count(t, url, query) }
	require.Equal(t, r.Referrals, count(`SELECT count(*) FROM lobby_record WHERE authority NOT LIKE '%/relay'`), "each arrived once")
	require.Equal(t, kinds["assigned"]+kinds["created"], count(`SELECT count(*) FROM casework WHERE record <> ''`), "each decision has its case")
	require.Equal(t, kinds["assigned"]+kinds["created"], count(`SELECT count(DISTINCT record) FROM casework WHERE record <> ''`), "and one alone")
	require.Equal(t, r.Known+kinds["created"], count(`SELECT count(*) FROM client c JOIN lobby_client l ON l.id = c.id`), "the host's clients are the lobby's")
	require.Equal(t, r.Known+kinds["created"], count(`SELECT count(*) FROM lobby_client`))
	require.Eventually(t, func() bool { return count(`SELECT count(*) FROM mail`) == 2*r.Referrals }, 10*time.Minute, 100*time.Millisecond,
		"each arrival and each decision is mailed")
	require.Zero(t, count(`SELECT count(*) FROM mail WHERE body ILIKE '%family%' OR body ILIKE '%given%'`))
}
