package storetest

import (
	"fmt"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var filters = group{"filters", []check{
	{
		name: "each filter selects what it says",
		why:  "an officer's list is a filter: what it leaves out nobody works on",
		run: func(t tb, s *subject) {
			all := varied(t, s)
			for name, q := range map[string]store.Query{
				"lists of nothing":  {States: []store.State{}, Channels: []store.Channel{}},
				"no channel":        {Channels: []store.Channel{""}},
				"a channel or none": {Channels: []store.Channel{"", store.ChannelDutyToRefer}},
				"many states":       {States: append(unheardOf[store.State](), store.StateClaimed)},
				"until it began":    {ReceivedFrom: minute(5), ReceivedBefore: minute(2)},
				"a system":          {System: "hpa2"},
				"a state":           {States: []store.State{store.StateClaimed}},
				"several states":    {States: []store.State{store.StateWaiting, store.StateRemoved, "unheard of"}},
				"a channel":         {Channels: []store.Channel{store.ChannelDutyToRefer}},
				"several channels":  {Channels: []store.Channel{store.ChannelThirdParty, store.ChannelDutyToRefer}},
				"a state twice":     {States: []store.State{store.StateClaimed, store.StateWaiting, store.StateClaimed}},
				"one state, twice":  {States: []store.State{store.StateClaimed, store.StateClaimed}},
				"a channel twice":   {Channels: []store.Channel{store.ChannelDutyToRefer, store.ChannelDutyToRefer}},
				"many channels":     {Channels: append(unheardOf[store.Channel](), store.ChannelThirdParty)},
				"two that decided":  {States: []store.State{store.StateAssigned, store.StateCreated}},
				"a holder":          {Holder: "officer-1"},
				"a provider":        {Provider: "provider-1"},
				"from a time on":    {ReceivedFrom: minute(4)},
				"before a time":     {ReceivedBefore: minute(4)},
				"between two times": {ReceivedFrom: minute(2), ReceivedBefore: minute(5)},
				"from a time on, after a place before it":     {ReceivedFrom: minute(4), After: store.Cursor{Received: minute(1), ID: "30"}},
				"before a time, after a place that is not":    {ReceivedBefore: minute(4), After: store.Cursor{Received: minute(5), ID: "30"}},
				"between two times, after a place in between": {ReceivedFrom: minute(2), ReceivedBefore: minute(5), After: store.Cursor{Received: minute(3), ID: "30"}},
				"no time at all":  {ReceivedFrom: minute(4), ReceivedBefore: minute(4)},
				"nobody's holder": {Holder: "officer-9"},
				"another case":    {Holder: "Officer-1"},
			} {
				requireFiltered(t, s, all, q, name)
			}
		},
	},
	{
		name: "filters narrow one another",
		why:  "fields of a query that are set must all hold, whichever index a store follows",
		run: func(t tb, s *subject) {
			all := varied(t, s)
			for set := range 1 << 7 {
				var q store.Query
				if set&1 != 0 {
					q.System = "hrs"
				}
				if set&2 != 0 {
					q.States = []store.State{store.StateClaimed, store.StateAssigned, store.StateCreated}
				}
				if set&4 != 0 {
					q.Channels = []store.Channel{store.ChannelDutyToRefer, store.ChannelSelfReferral}
				}
				if set&8 != 0 {
					q.Holder = "officer-2"
				}
				if set&16 != 0 {
					q.Provider = "provider-1"
				}
				if set&32 != 0 {
					q.ReceivedFrom = minute(1)
				}
				if set&64 != 0 {
					q.ReceivedBefore = minute(6)
				}
				requireFiltered(t, s, all, q, fmt.Sprintf("filters %07b", set))
			}
		},
	},
	{
		name: "a record is found by what it is now",
		why:  "a claimed record that is still listed as waiting is claimed twice, and a removed one is in no list of a channel or a provider",
		run: func(t tb, s *subject) {
			r := aRecord("r")
			r.System, r.Channel, r.Provider, r.Claim = "hpa2", store.ChannelSelfReferral, "provider-1", nil
			s.given(t, records(write(0, r)))
			requireListed(t, s, true, store.Query{System: "hpa2"}, store.Query{States: []store.State{store.StateWaiting}}, store.Query{Provider: "provider-1"})

			r.System, r.State, r.Channel, r.Provider, r.Claim = "hrs", store.StateClaimed, store.ChannelPartner, "provider-2", &store.Claim{Officer: "officer-1"}
			r.Received = minute(5)
			s.given(t, records(write(1, r)))
			now := []store.Query{
				{System: "hrs"}, {States: []store.State{store.StateClaimed}}, {Channels: []store.Channel{store.ChannelPartner}},
				{Provider: "provider-2"}, {Holder: "officer-1"}, {ReceivedFrom: minute(5)},
			}
			requireListed(t, s, true, now...)
			requireListed(t, s, false,
				store.Query{System: "hpa2"}, store.Query{States: []store.State{store.StateWaiting}}, store.Query{Channels: []store.Channel{store.ChannelSelfReferral}},
				store.Query{Provider: "provider-1"}, store.Query{ReceivedBefore: minute(5)})

			version := store.Version(2)
			for _, one := range []struct {
				change      func()
				before, now store.Query
			}{
				{func() { r.System = "other" }, store.Query{System: "hrs"}, store.Query{System: "other"}},
				{func() { r.State = store.StateAssigned }, store.Query{States: []store.State{store.StateClaimed}}, store.Query{States: []store.State{store.StateAssigned}}},
				{func() { r.Channel = "other" }, store.Query{Channels: []store.Channel{store.ChannelPartner}}, store.Query{Channels: []store.Channel{"other"}}},
				{func() { r.Provider = "provider-3" }, store.Query{Provider: "provider-2"}, store.Query{Provider: "provider-3"}},
				{func() { r.Claim = &store.Claim{Officer: "officer-2"} }, store.Query{Holder: "officer-1"}, store.Query{Holder: "officer-2"}},
				{func() { r.Received = minute(7) }, store.Query{ReceivedBefore: minute(6)}, store.Query{ReceivedFrom: minute(6)}},
				{func() { r.Received = minute(3) }, store.Query{ReceivedFrom: minute(6)}, store.Query{ReceivedBefore: minute(6)}},
				{func() { r.State, r.Claim = store.StateWaiting, nil }, store.Query{Holder: "officer-2"}, store.Query{States: []store.State{store.StateWaiting}}},
				{func() { r.State, r.Claim = store.StateClaimed, &store.Claim{Officer: "officer-2"} }, store.Query{States: []store.State{store.StateWaiting}}, store.Query{Holder: "officer-2"}},
				{func() { r.System, r.Channel = "", "" }, store.Query{Channels: []store.Channel{"other"}}, store.Query{Channels: []store.Channel{""}}},
			} {
				requireListed(t, s, true, one.before)
				one.change()
				s.given(t, records(write(version, r)))
				version++
				requireListed(t, s, false, one.before)
				requireListed(t, s, true, one.now)
			}

			s.given(t, records(write(version, tombstone(r))))
			requireListed(t, s, false, now[1:]...)
			requireListed(t, s, false, store.Query{System: "other"}, store.Query{Holder: "officer-2"}, store.Query{Provider: "provider-3"})
			requireListed(t, s, true, store.Query{States: []store.State{store.StateRemoved}})
		},
	},
	{
		name: "a query of no shape is refused",
		why:  "a page of no rows or of too many is a mistake of the caller, which the query's Check tells",
		run: func(t tb, s *subject) {
			_, err := s.Rows(t.Context(), here, store.IDs{Records: make([]store.RecordID, store.MaxPage), Clients: make([]store.ClientID, 1)})
			require.ErrorIs(t, err, store.ErrInvalid, "more rows than are read at once")
			for _, limit := range []int{-1, 0, store.MaxPage + 1} {
				_, err := s.Records(t.Context(), store.Query{Authority: here, Limit: limit})
				require.ErrorIs(t, err, store.ErrInvalid, "%d records", limit)
				_, err = s.Events(t.Context(), store.EventQuery{Authority: here, Limit: limit})
				require.ErrorIs(t, err, store.ErrInvalid, "%d events", limit)
				_, err = s.Clients(t.Context(), store.ClientQuery{Authority: here, Limit: limit})
				require.ErrorIs(t, err, store.ErrInvalid, "%d clients", limit)
			}
		},
	},
}}

// unheardOf are more names than one query of some engines takes.
func unheardOf[Name ~string]() (all []Name) {
	for i := range 100 {
		all = append(all, Name(fmt.Sprint("unheard of ", i)))
	}
	return all
}

// varied stores records that differ in everything that a query can ask for, and
// returns them in the order of arrival.
func varied(t tb, s *subject) []store.Record {
	t.Helper()
	states := slices.Concat(store.Undecided(), store.Decided())
	channels := []store.Channel{store.ChannelSelfReferral, store.ChannelDutyToRefer, store.ChannelThirdParty}
	var all []store.Record
	for i := range 60 {
		r := aRecord(store.RecordID(fmt.Sprintf("%02d", i*37%60)))
		r.System = []store.System{"hpa2", "hrs"}[i%2]
		r.State = states[i%5]
		r.Channel, r.Received = channels[i%3], minute(i/3%8)
		if r.State == store.StateRemoved {
			r.Channel, r.Received = "", time.Time{}
		}
		r.Provider = store.ProviderID([]string{"", "provider-1", "provider-2"}[i/2%3])
		r.Claim = nil
		if o := i / 4 % 3; o > 0 {
			r.Claim = &store.Claim{Officer: store.ActorID(fmt.Sprintf("officer-%d", o))}
		}
		all = append(all, r)
	}
	var arriving []recordChange
	for _, r := range all {
		arriving = append(arriving, write(0, r))
	}
	s.given(t, records(arriving...))
	slices.SortFunc(all, byArrival)
	return all
}

// selects says in the plainest way whether a query asks for a record.
func selects(q store.Query, r store.Record) bool {
	return (q.System == "" || q.System == r.System) &&
		(len(q.States) == 0 || slices.Contains(q.States, r.State)) &&
		(len(q.Channels) == 0 || slices.Contains(q.Channels, r.Channel)) &&
		(q.Holder == "" || r.Claim != nil && q.Holder == r.Claim.Officer) &&
		(q.Provider == "" || q.Provider == r.Provider) &&
		(q.ReceivedFrom.IsZero() || !r.Received.Before(q.ReceivedFrom)) &&
		(q.ReceivedBefore.IsZero() || r.Received.Before(q.ReceivedBefore))
}

func requireFiltered(t tb, s *subject, all []store.Record, q store.Query, what string) {
	t.Helper()
	var want []store.RecordID
	for _, r := range all {
		if selects(q, r) && (store.Cursor{Received: r.Received, ID: r.ID}).Compare(q.After) > 0 {
			want = append(want, r.ID)
		}
	}
	q.Authority, q.Limit = here, 7
	require.Equal(t, want, list(ids(s.scan(t, q), recordID)...), what)
}

func requireListed(t tb, s *subject, listed bool, qs ...store.Query) {
	t.Helper()
	for _, q := range qs {
		q.Authority, q.Limit = here, 9
		require.Equal(t, listed, len(s.page(t, q)) == 1, "listed by %+v", q)
	}
}
