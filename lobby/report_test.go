package lobby_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// at does something at a time.
func (w *world) at(when time.Time, do func()) {
	w.t.Helper()
	w.clock.now = when.Add(-time.Second)
	do()
}

func TestReportTellsHowLongClaimsAndDecisionsTake(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	ctx := t.Context()
	later := start.Add(1000 * time.Hour)
	var ids []store.RecordID
	for i := range 5 {
		a := lobby.Arrival{Channel: store.ChannelPartner, Key: fmt.Sprint(i)}
		if i%2 == 0 {
			a.Provider = "haven"
		}
		w.at(start.Add(time.Hour), func() { ids = append(ids, w.receive(shelter, a)) })
	}
	claim := func(by lobby.Actor, i, hours int) {
		w.at(start.Add(time.Duration(1+hours)*time.Hour), func() {
			_, err := w.Claim(ctx, by, ids[i])
			require.NoError(t, err)
		})
	}
	claim(amy, 0, 2)
	claim(amy, 1, 4)
	claim(ben, 2, 6)
	claim(ben, 3, 8)
	// Hands change, and the first claim stays the first.
	require.NoError(t, w.Release(ctx, ben, ids[2]))
	claim(amy, 2, 20)
	require.NoError(t, w.Reassign(ctx, lena, ids[3], "amy"))
	for i, id := range ids[:3] {
		v := w.look(amy, id)
		w.at(start.Add(time.Duration(1+30*(i+1))*time.Hour), func() {
			_, err := w.Create(ctx, amy, id, v.Token)
			require.NoError(t, err)
		})
		r := w.row(id)
		w.clock.now = later
		require.Equal(t, time.Duration(30*(i+1))*time.Hour, r.Decision.At.Sub(r.Received), "the clock is read once")
	}
	r, err := w.Report(ctx, lena, lobby.Period{})
	require.NoError(t, err)
	h := func(hours int) time.Duration { return time.Duration(hours) * time.Hour }
	spread := func(n, p50, p90 int) lobby.Spread {
		return lobby.Spread{Count: n, Median: h(p50), P90: h(p90), P99: h(p90), Longest: h(p90)}
	}
	all := lobby.Counts{Received: 5, Undecided: 2, Created: 3, Claim: spread(4, 4, 8), Decision: spread(3, 60, 90)}
	require.Equal(t, all, r.Counts)
	require.Equal(t, []lobby.ChannelReport{{Channel: store.ChannelPartner, Counts: all}}, r.Channels)
	require.Equal(t, []lobby.ProviderReport{{Provider: "haven", Counts: lobby.Counts{
		Received: 3, Undecided: 1, Created: 2, Claim: spread(2, 2, 6), Decision: spread(2, 30, 90)}}}, r.Providers)
	require.Equal(t, []lobby.OfficerReport{{Officer: "amy", Counts: lobby.Counts{
		Received: 4, Undecided: 1, Created: 3, Claim: spread(4, 4, 8), Decision: spread(3, 60, 90)}}}, r.Officers)

	// An erased client's records are counted as before.
	c := w.row(ids[0]).Decision.Client
	require.NoError(t, w.EraseClient(ctx, dora, c))
	again, err := w.Report(ctx, lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, all, again.Counts)
	require.Equal(t, r.Officers, again.Officers)
}

func TestSpreadIsByNearestRank(t *testing.T) {
	for _, n := range []int{1, 2, 9, 10, 11, 99, 100, 101, 199, 200, 1000} {
		var ds []time.Duration
		for i := range n {
			ds = append(ds, time.Duration(n-i)) // 1 to n, the longest first
		}
		got := lobby.SpreadOf(ds)
		for percent, d := range map[int]time.Duration{50: got.Median, 90: got.P90, 99: got.P99} {
			// The least that so many in a hundred do not exceed.
			require.GreaterOrEqual(t, int(d)*100, percent*n, "%d of %d", percent, n)
			require.Less(t, int(d-1)*100, percent*n, "%d of %d", percent, n)
		}
		require.Equal(t, lobby.Spread{Count: n, Median: got.Median, P90: got.P90, P99: got.P99, Longest: time.Duration(n)}, got)
	}
	require.Zero(t, lobby.SpreadOf(nil))
}

func TestReportCSVIsSafeForSpreadsheets(t *testing.T) {
	hostile := []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\u00a0=1", " =1", "'=1", "\uff1d1", "|x", "%x", "a,b", `a"b`, "plain", "O'Neill", "a=b"}
	r := lobby.Report{Waiting: lobby.SpreadOf([]time.Duration{90 * time.Second}), Overdue: 1, Unreadable: 2,
		Counts: lobby.Counts{Received: 7, Undecided: 1, Assigned: 2, Created: 3, Withdrawn: 4, AutoClosed: 5, Claim: lobby.SpreadOf([]time.Duration{1499 * time.Millisecond})}}
	for _, id := range hostile {
		r.Channels = append(r.Channels, lobby.ChannelReport{Channel: store.Channel(id)})
		r.Providers = append(r.Providers, lobby.ProviderReport{Provider: store.ProviderID(id)})
		r.Officers = append(r.Officers, lobby.OfficerReport{Officer: store.ActorID(id), Counts: lobby.Counts{Received: 1}})
	}
	var b strings.Builder
	require.NoError(t, r.WriteCSV(&b))
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 2+3*len(hostile))
	require.Equal(t, "all,,7,1,2,3,4,5,1,1,1,1,1,0,,,,,1,90,90,90,90,1,2", strings.Join(rows[1], ","))
	require.Equal(t, "officer,plain,1", strings.Join(rows[2+2*len(hostile)+12][:3], ","))
	for i, row := range rows[2:] {
		require.Len(t, row, len(rows[0]))
		id := hostile[i%len(hostile)]
		require.Contains(t, []string{id, "'" + id}, row[1], "no id is lost")
		for _, cell := range row {
			begin := strings.TrimSpace(cell)
			require.False(t, begin != "" && strings.ContainsAny(begin[:1], "=+-@|%") || strings.HasPrefix(begin, "\uff1d"), cell)
		}
	}
	require.NotContains(t, b.String(), "'plain")
	require.Equal(t, len(rows), strings.Count(b.String(), "\r\n"), "lines end as RFC 4180 has it")
	require.NotContains(t, b.String(), "'O'Neill")
}

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAReportThatIsNotWrittenSaysSo(t *testing.T) {
	require.Error(t, lobby.Report{}.WriteCSV(full{}))
}

func TestWhatArrivesLaterThanNowIsOfNoAge(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	w.clock.move(-time.Hour)
	r, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, lobby.Spread{Count: 1}, r.Waiting)
}

func TestOverdueIsWhatIsUndecidedPastItsDueTime(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn = map[store.Channel]time.Duration{store.ChannelSelfReferral: time.Hour, store.ChannelThirdParty: 9 * time.Hour}
	})
	for _, channel := range []store.Channel{store.ChannelSelfReferral, store.ChannelSelfReferral, store.ChannelThirdParty, store.ChannelDutyToRefer} {
		w.receive(portal, lobby.Arrival{Channel: channel})
	}
	overdue := func() int {
		r, err := w.Report(t.Context(), lena, lobby.Period{})
		require.NoError(t, err)
		require.Equal(t, 4, r.Waiting.Count)
		return r.Overdue
	}
	require.Zero(t, overdue())
	w.clock.move(2 * time.Hour)
	require.Equal(t, 2, overdue())
}

func TestReportCountsByNearestRank(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var ids []store.RecordID
	for i := range 12 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: matching.Person{NINO: fmt.Sprint(i)}}))
		require.Equal(t, start.Add(time.Duration(i+1)*time.Second), w.row(ids[i]).Received)
	}
	for i, id := range ids[:10] {
		w.held(amy, id)
		decidedAt := w.row(id).Received.Add(time.Duration(i+1) * time.Hour)
		w.clock.now = decidedAt.Add(-3 * time.Second) // a review reads the clock, so does its being written down, and a decision
		_, err := w.Create(t.Context(), amy, id, w.look(amy, id).Token)
		require.NoError(t, err)
		require.Equal(t, decidedAt, w.row(id).Decision.At)
	}
	w.clock.now = start.Add(100 * time.Hour)
	r, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	decision := lobby.Spread{Count: 10, Median: 5 * time.Hour, P90: 9 * time.Hour, P99: 10 * time.Hour, Longest: 10 * time.Hour}
	require.Equal(t, decision, r.Decision)
	require.Equal(t, 10, r.Claim.Count)
	require.Equal(t, []lobby.ChannelReport{{Channel: store.ChannelDutyToRefer, Counts: lobby.Counts{
		Received: 12, Undecided: 2, Created: 10, Claim: r.Claim, Decision: decision}}}, r.Channels)
	require.Equal(t, 2, r.Waiting.Count)
	require.Equal(t, 100*time.Hour+time.Second-11*time.Second, r.Waiting.Longest)

	r, err = w.Report(t.Context(), lena, lobby.Period{From: start.Add(2 * time.Second), Before: start.Add(4 * time.Second)})
	require.NoError(t, err)
	require.Equal(t, 2, r.Channels[0].Received)
	r, err = w.Report(t.Context(), lena, lobby.Period{From: start.Add(time.Hour * 1000)})
	require.NoError(t, err)
	require.Empty(t, r.Channels)
}

func TestB4_AReportCountsWhatWasWithdrawn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 3 {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		if i > 0 {
			require.NoError(t, w.Withdraw(t.Context(), portal, id, "other"))
		}
	}
	r, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, 2, r.Channels[0].Withdrawn)
}
