package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var paging = group{"paging", []check{
	{
		name: "records come in the order of arrival, ties by id",
		why:  "the lobby is a list, oldest first; two officers who look must see the same one",
		run: func(t tb, s *subject) {
			want := queue(t, s)
			for _, limit := range []int{1, 2, 3, 7, len(want) - 1, len(want), len(want) + 1} {
				got := s.scan(t, store.Query{Authority: here, Limit: limit})
				require.Equal(t, want, ids(got, recordID), "in pages of %d", limit)
			}
		},
	},
	{
		name: "a page is full while there are more",
		why:  "fewer than Limit means that there are no more: a short page would end every scan early",
		run: func(t tb, s *subject) {
			want := queue(t, s)
			for limit := range len(want) {
				q := store.Query{Authority: here, Limit: limit + 1}
				require.Len(t, s.page(t, q), q.Limit)
			}
		},
	},
	{
		name: "a cursor is a place, not a row",
		why:  "the record that a page ended with may be gone when the next is asked for",
		run: func(t tb, s *subject) {
			for _, i := range []int{1, 3, 5} {
				r := aRecord(store.RecordID(fmt.Sprint(i)))
				r.Received = minute(i)
				s.given(t, records(write(0, r)))
			}
			for _, c := range []struct {
				after store.Cursor
				want  []store.RecordID
			}{
				{store.Cursor{}, list("1", "3", "5")},
				{store.Cursor{Received: minute(0), ID: "x"}, list("1", "3", "5")},
				{store.Cursor{ID: "x"}, list("1", "3", "5")},
				{store.Cursor{Received: minute(2), ID: "x"}, list("3", "5")},
				{store.Cursor{Received: minute(3)}, list("3", "5")},
				{store.Cursor{Received: minute(3), ID: "2"}, list("3", "5")},
				{store.Cursor{Received: minute(3), ID: "3"}, list("5")},
				{store.Cursor{Received: minute(3), ID: "4"}, list("5")},
				{store.Cursor{Received: minute(9), ID: "x"}, nil},
				{store.Cursor{Received: minute(3), ID: store.RecordID(strings.Repeat("2", 2*store.MaxID))}, list("3", "5")},
				{store.Cursor{Received: minute(3), ID: store.RecordID(strings.Repeat("4", 2*store.MaxID))}, list("5")},
			} {
				q := store.Query{Authority: here, After: c.after, Limit: 9}
				require.Equal(t, c.want, list(ids(s.page(t, q), recordID)...), "after %v", c.after)
			}
		},
	},
	{
		name: "a scan meets every lasting record once while others come and go",
		why:  "intake does not stop because an officer turns a page",
		run: func(t tb, s *subject) {
			requireSteady(t, s)
		},
	},
	{
		name: "a record keeps its place when it changes",
		why:  "the order is that of arrival: a claim or a new version moves nobody up or down",
		run: func(t tb, s *subject) {
			want := queue(t, s)
			r := s.record(t, here, want[len(want)/2])
			r.Updated, r.State = minute(500), store.StateClaimed
			s.given(t, records(write(r.Version, r)))
			for limit := 4; limit < 7; limit++ {
				require.Equal(t, want, ids(s.scan(t, store.Query{Authority: here, Limit: limit}), recordID))
			}
		},
	},
	{
		name: "a record that was removed is first in the order",
		why:  "a tombstone has no time of arrival: its place is that of the zero time, and there is no second one",
		run: func(t tb, s *subject) {
			want := queue(t, s)
			for _, i := range []int{len(want) - 1, 4} {
				r := s.record(t, here, want[i])
				s.given(t, records(write(r.Version, tombstone(r))))
			}
			first := []store.RecordID{want[4], want[len(want)-1]}
			slices.Sort(first)
			want = slices.Concat(first, want[:4], want[5:len(want)-1])
			require.Equal(t, want, ids(s.scan(t, store.Query{Authority: here, Limit: 5}), recordID))
		},
	},
	{
		name: "a page may be as long as the contract allows",
		why:  "the lobby counts on MaxPage",
		run: func(t tb, s *subject) {
			var b store.Batch
			for i := range store.MaxPage + 1 {
				r := store.Record{Authority: here, ID: store.RecordID(fmt.Sprintf("%04d", i)), State: store.StateWaiting, Received: morning}
				r.System, r.Channel, r.Provider, r.Claim = "hpa2", "web", "provider-1", &store.Claim{Officer: "officer-1"}
				b.Records = append(b.Records, write(0, r))
			}
			s.given(t, records(b.Records...))
			require.Len(t, s.page(t, store.Query{Authority: here, Limit: store.MaxPage}), store.MaxPage)
			require.Len(t, s.scan(t, store.Query{Authority: here, Limit: store.MaxPage}), store.MaxPage+1)
			for _, q := range []store.Query{
				{System: "hpa2"}, {States: []store.State{store.StateWaiting}}, {Channels: []store.Channel{"web"}},
				{Holder: "officer-1"}, {Provider: "provider-1"}, {ReceivedFrom: morning}, {ReceivedBefore: minute(1)},
			} {
				q.Authority, q.Limit = here, store.MaxPage
				require.Len(t, s.page(t, q), store.MaxPage, "records by %+v", q)
			}
			require.Empty(t, s.page(t, store.Query{Authority: here, States: store.Decided(), Limit: store.MaxPage}), "none is decided")
		},
	},
	{
		name: "a record is found behind however many that are not asked for",
		why:  "an engine that answers as soon as it has looked at so many rows, or bytes, has not come to the end: an officer's list of one case is empty, and the case waits",
		run: func(t tb, s *subject) {
			const many = 1020
			officer := &store.Claim{Officer: "officer-1"}
			last := store.Record{Authority: here, ID: "last", System: "hrs", State: store.StateClaimed, Channel: "web", Provider: "provider-1", Claim: officer, Received: minute(many)}
			all := []recordChange{write(0, last)}
			for i := range many {
				all = append(all, write(0, store.Record{Authority: here, ID: store.RecordID(numbered(i)), System: "hpa2", State: store.StateWaiting, Received: minute(i)}))
			}
			s.given(t, records(all...))
			for _, q := range []store.Query{
				{System: "hrs"}, {States: []store.State{store.StateClaimed}}, {Channels: []store.Channel{"web"}}, {Holder: "officer-1"}, {Provider: "provider-1"}, {ReceivedFrom: minute(many)},
			} {
				q.Authority, q.Limit = here, 1
				require.Equal(t, list("last"), ids(s.page(t, q), recordID), "records by %+v", q)
			}
		},
	},
}}

// queue stores records in no order, several of them at one time, and returns
// their ids in the order of arrival.
func queue(t tb, s *subject) []store.RecordID {
	t.Helper()
	var all []store.Record
	for i, name := range unordered[store.RecordID]() {
		for day := range 2 {
			r := aRecord(name + store.RecordID(fmt.Sprint(day)))
			r.Received = minute((2-i/5)*7 - day)
			all = append(all, r)
		}
	}
	for _, r := range all {
		s.given(t, records(write(0, r)))
	}
	slices.SortFunc(all, byArrival)
	return ids(all, recordID)
}

func byArrival(a, b store.Record) int {
	return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID))
}

// longScan is more pages than a scan of a few rows has, beside which some come and go.
const longScan = 60

// requireSteady scans while, between any two pages, a record arrives before,
// one after and one amid those that stay, and the earlier newcomers are decided.
func requireSteady(t tb, s *subject) {
	t.Helper()
	var want []store.RecordID
	for i := range 12 {
		r := aRecord(store.RecordID(fmt.Sprintf("lasting-%02d", i)))
		r.Received = minute(i / 3 * 10)
		s.given(t, records(write(0, r)))
		want = append(want, r.ID)
	}
	round := 0
	churn := func() {
		round++
		require.Less(t, round, longScan, "the scan does not end")
		var b store.Batch
		for _, at := range []int{-5, 0, 10, 15, 20, 99} {
			r := aRecord(store.RecordID(fmt.Sprintf("m-%d-%d", at, round)))
			r.Received = minute(at)
			b.Records = append(b.Records, write(0, r))
			if round > 1 {
				r.ID, r.State = store.RecordID(fmt.Sprintf("m-%d-%d", at, round-1)), store.StateAssigned
				b.Records = append(b.Records, write(1, r))
			}
		}
		s.given(t, records(b.Records...))
	}
	seen := make(map[store.RecordID]int)
	var got []store.RecordID
	for _, r := range s.scan(t, store.Query{Authority: here, Limit: 2, States: []store.State{store.StateWaiting}}, churn) {
		seen[r.ID]++
		require.Equal(t, 1, seen[r.ID], "record %s appears again", r.ID)
		if _, lasting := slices.BinarySearch(want, r.ID); lasting {
			got = append(got, r.ID)
		}
	}
	require.Equal(t, want, got)
}

// list is nil if there are no ids.
func list(ids ...store.RecordID) []store.RecordID {
	if len(ids) == 0 {
		return nil
	}
	return ids
}
