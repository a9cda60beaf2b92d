package storetest

import (
	"fmt"
	"math"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// counted is a key that is counted and never followed.
const counted matching.Key = 1<<63 | 1

var candidates = group{"candidates", []check{
	{
		name: "everyone who shares a key is returned once, ordered by id",
		why:  "whoever is left out is a duplicate in the making; whoever comes twice takes probability from themselves",
		run: func(t tb, s *subject) {
			for _, name := range append(unordered[string](), "other") {
				c, r := aClient(store.ClientID(name)), aRecord(store.RecordID(name))
				c.Keys, r.Keys = keys(1, 2, 3), keys(2, 3, 4)
				switch name {
				case "other":
					c.Keys, r.Keys = keys(5), keys(6)
				case "b":
					c.Profile, r.Profile = "", ""
				}
				s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			}
			pool := s.pool(t, here, 100, 1, 2, 3, 4)
			want := slices.Sorted(slices.Values(unordered[string]()))
			require.Equal(t, want, ids(pool.Clients, personID))
			require.Equal(t, want, ids(pool.Records, personID))
			requireProfile(t, aClient("a").Profile, pool.Clients, "a", "a client's profile")
			requireProfile(t, aRecord("a").Profile, pool.Records, "a", "a record's profile")
			requireProfile(t, "", pool.Clients, "b", "a client's profile, which is empty")
			requireProfile(t, "", pool.Records, "b", "a record's profile, which is empty")
			require.Empty(t, s.pool(t, here, 100, 4).Clients)
			require.Empty(t, s.pool(t, here, 100, 1).Records)
			require.Empty(t, s.pool(t, here, 100, 7).Clients)
			require.Empty(t, s.pool(t, here, 100).Clients)
		},
	},
	{
		name: "counts come in the order asked, and are of clients",
		why:  "how common a value is decides what agreeing on it is worth",
		run: func(t tb, s *subject) {
			for i := range 5 {
				c, r := aClient(store.ClientID(fmt.Sprint(i))), aRecord(store.RecordID(fmt.Sprint(i)))
				c.Keys, r.Keys = keys(1, matching.Key(10+i)), keys(1, 2)
				s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			}
			want := []matching.KeyCount{{Key: 12, Clients: 1}, {Key: 2}, {Key: 1, Clients: 5}, {Key: 99}}
			require.Equal(t, want, s.pool(t, here, 100, 12, 2, 1, 99).Counts)
		},
	},
	{
		name: "a key that is only counted is never followed",
		why:  "everybody called Smith is evidence to weigh, not a list to read",
		run: func(t tb, s *subject) {
			for i := range 5 {
				c, r := aClient(store.ClientID(fmt.Sprint(i))), aRecord(store.RecordID(fmt.Sprint(i)))
				c.Keys, r.Keys = keys(counted, math.MaxUint64), keys(counted)
				if i == 0 {
					c.Keys, r.Keys = keys(1, counted, math.MaxUint64), keys(1, counted)
				}
				s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			}
			pool := s.pool(t, here, 2, counted, math.MaxUint64, 1)
			require.Equal(t, []string{"0"}, ids(pool.Clients, personID))
			require.Equal(t, []string{"0"}, ids(pool.Records, personID))
			for i := range 2 {
				require.Equal(t, 5, pool.Counts[i].Clients, "what is only counted is counted whatever the limit")
				require.False(t, pool.Counts[i].Truncated, "nobody is missing because of a key that nobody follows")
			}
			require.Equal(t, 5, s.pool(t, here, 5, counted).Counts[0].Clients)
			require.Equal(t, 5, s.pool(t, here, 0, counted).Counts[0].Clients)
		},
	},
	{
		name: "a block up to the limit is followed, and counted exactly",
		why:  "an officer who sees no sign of a cut must be able to trust the list",
		run: func(t tb, s *subject) {
			crowd(t, s, 6, 0)
			for _, limit := range []int{6, 7, math.MaxInt32, math.MaxInt} {
				pool := s.pool(t, here, limit, 1)
				require.Equal(t, []matching.KeyCount{{Key: 1, Clients: 6}}, pool.Counts)
				require.Len(t, pool.Clients, 6)
			}
		},
	},
	{
		name: "a block over the limit is followed or says that it was truncated",
		why:  "a list that is silently short reads as nobody else shares this",
		run: func(t tb, s *subject) {
			crowd(t, s, 6, 0)
			for limit := 1; limit < 6; limit++ {
				pool := s.pool(t, here, limit, 1, 2)
				requireCutOrWhole(t, pool.Counts[0].Truncated, pool.Clients, 6)
				require.Greater(t, pool.Counts[0].Clients, limit)
				require.Equal(t, matching.KeyCount{Key: 2, Clients: 1}, pool.Counts[1])
				require.Contains(t, ids(pool.Clients, personID), "0", "whoever shares a smaller block too is there")
			}
		},
	},
	{
		name: "a limit of 0 finds nobody, and says of whom there are",
		why:  "0 is a limit and not the lack of one: whoever only asks how common something is reads no list",
		run: func(t tb, s *subject) {
			crowd(t, s, 3, 0)
			r := aRecord("r")
			r.Keys = keys(5, counted)
			s.given(t, records(write(0, r)))
			pool := s.pool(t, here, 0, 1, 5, 9, counted)
			require.Empty(t, pool.Clients)
			require.Empty(t, pool.Records)
			require.True(t, pool.Counts[0].Truncated, "there are clients")
			require.Positive(t, pool.Counts[0].Clients)
			require.Equal(t, []matching.KeyCount{{Key: 5, Truncated: true}, {Key: 9}, {Key: counted}}, pool.Counts[1:])
		},
	},
	{
		name: "a block of records over the limit is followed or says that it was truncated",
		why:  "the limit holds for records as for clients, each on its own",
		run: func(t tb, s *subject) {
			crowd(t, s, 2, 6)
			pool := s.pool(t, here, 5, 1, 2)
			requireCutOrWhole(t, pool.Counts[0].Truncated, pool.Records, 6)
			require.Equal(t, 2, pool.Counts[0].Clients)
			require.Len(t, pool.Clients, 2, "the clients of a key that few enough of them carry are all there")
			require.Contains(t, ids(pool.Records, personID), "0")
			require.False(t, pool.Counts[1].Truncated)
			pool = s.pool(t, here, 6, 1)
			require.False(t, pool.Counts[0].Truncated)
			require.Len(t, pool.Records, 6)
		},
	},
	{
		name: "keys follow every change of a row",
		why:  "a client who moved is found by the new address, and no longer by the old",
		run: func(t tb, s *subject) {
			c, r := aClient("c"), aRecord("r")
			c.Keys, r.Keys = keys(1, 2, counted), keys(1, 2)
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			c.Keys, r.Keys = keys(2, 3, counted|2), keys(2, 3)
			c.Profile, r.Profile = "client\x00\xff", "record\x00\xff"
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(1, c)}, Records: []recordChange{write(1, r)}})
			requireFound(t, s, 1, false)
			requireFound(t, s, 2, true)
			requireFound(t, s, 3, true)
			pool := s.pool(t, here, 9, 3, counted, counted|2)
			require.Equal(t, []int{1, 0, 1}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }), "carriers, once keys have changed")
			requireProfile(t, c.Profile, pool.Clients, "c", "a client's profile")
			requireProfile(t, r.Profile, pool.Records, "r", "a record's profile")
			at := store.Version(2)
			for _, other := range []matching.Profile{"again", "", "at last"} {
				c.Profile, r.Profile = other, other
				s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(at, c)}, Records: []recordChange{write(at, r)}})
				pool = s.pool(t, here, 9, 3)
				requireProfile(t, other, pool.Clients, "c", "a profile of the same keys")
				requireProfile(t, other, pool.Records, "r", "a profile of the same keys")
				at++
			}
			c.Keys, r.Keys = nil, nil
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(at, c)}, Records: []recordChange{write(at, r)}})
			for k := range matching.Key(4) {
				requireFound(t, s, k, false)
			}
			for _, gone := range []store.Client{{ID: "unknown"}, {ID: "erased", Erased: true}, {ID: "merged", MergedInto: "c"}, {ID: "restricted", Restricted: true}} {
				there := store.Client{Authority: here, ID: gone.ID, Keys: keys(4, counted|3)}
				s.given(t, clients(writeClient(0, there)))
				gone.Authority = here
				s.given(t, clients(writeClient(1, gone)))
				pool := s.pool(t, here, 9, 4, counted|3)
				require.Empty(t, pool.Clients, "found by the keys of before, and now %s", gone.ID)
				require.Equal(t, []int{0, 0}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }), "carriers of the keys of before, of one who is now %s", gone.ID)
			}
		},
	},
	{
		name: "a decided record is no candidate, whatever keys it holds",
		why:  "it has become a client, or is gone: to find it beside its client would be to find one person twice",
		run: func(t tb, s *subject) {
			for i, state := range slices.Concat(store.Undecided(), store.Decided()) {
				r := aRecord(store.RecordID(state))
				r.Keys = keys(1)
				s.given(t, records(write(0, r)))
				r.State = state
				if i%2 == 0 && state.Decided() {
					r.Keys = nil
				}
				s.given(t, records(write(1, r)))
			}
			require.Equal(t, []string{"claimed", "waiting"}, ids(s.pool(t, here, 9, 1).Records, personID))
			released := s.record(t, here, "claimed")
			released.State = store.StateWaiting
			s.given(t, records(write(2, released)))
			require.Equal(t, []string{"claimed", "waiting"}, ids(s.pool(t, here, 9, 1).Records, personID), "once it waits again")
			fresh := aRecord("decided at once")
			fresh.State, fresh.Keys = store.StateCreated, keys(1)
			s.given(t, records(write(0, fresh)))
			s.holds(t, 1, fresh)
			require.Len(t, s.pool(t, here, 9, 1).Records, 2)
			fresh.State = store.StateWaiting
			s.given(t, records(write(1, fresh)))
			require.Len(t, s.pool(t, here, 9, 1).Records, 3, "and one that waits again is one")
			for i, state := range []store.State{"parked", ""} {
				later := aRecord(store.RecordID(fmt.Sprint("later ", i)))
				later.State, later.Keys = state, keys(6)
				s.given(t, records(write(0, later)))
				require.Len(t, s.pool(t, here, 9, 6).Records, i+1, "a record in a state that none of today's is decided by")
			}
			require.Len(t, s.page(t, store.Query{Authority: here, States: []store.State{"parked"}, Limit: 9}), 1, "and is listed by it")
		},
	},
	{
		name: "a tombstone leaves no key and no candidate",
		why:  "removal is permanent: nobody may be found by what was removed",
		run: func(t tb, s *subject) {
			c, r := aClient("c"), aRecord("r")
			c.Keys, r.Keys = keys(1, counted), keys(1, counted)
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			requireFound(t, s, 1, true)
			erased := store.Client{Authority: here, ID: "c", Erased: true}
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(1, erased)}, Records: []recordChange{write(1, tombstone(r))}})
			requireFound(t, s, 1, false)
			for _, carrier := range s.pool(t, here, 9, 1, counted).Counts {
				require.Equal(t, matching.KeyCount{Key: carrier.Key}, carrier)
			}
			s.holds(t, 2, tombstone(r))
			s.holdsClient(t, 2, erased)
		},
	},
	{
		name: "the register is counted",
		why:  "how many clients somebody may be is the prior of every rating: those merged or erased, who carry no key, are not among them",
		run: func(t tb, s *subject) {
			requireSize(t, s, here, 0)
			for i := range 20 {
				c := aClient(store.ClientID(fmt.Sprint(i)))
				c.Keys = keys(1, counted)[i%2:]
				s.given(t, clients(writeClient(0, c)))
			}
			keyed, bare, r := aClient("0"), aClient("bare"), aRecord("r")
			keyed.Keys, r.Keys = keys(1, 2, 3), keys(1)
			s.given(t, in(there, clients(writeClient(0, keyed))))
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, bare)}})
			requireSize(t, s, here, 20)
			erased := store.Client{Authority: here, ID: "0", Erased: true}
			again := aClient("1")
			again.Keys = keys(4)
			s.given(t, clients(writeClient(1, erased), writeClient(1, again)))
			requireSize(t, s, here, 19)
			requireSize(t, s, there, 1)
			s.given(t, clients(writeClient(2, erased)))
			bare.Restricted = true
			s.given(t, clients(writeClient(1, bare)))
			requireSize(t, s, here, 19)
			bare.Keys = keys(5)
			s.given(t, clients(writeClient(2, bare)))
			requireSize(t, s, here, 20)
		},
	},
	{
		name: "large numbers are within a tenth of the truth",
		why:  "a register that is thought small, or a name that is thought rare, makes strangers into very strong matches; one that is thought large hides a match",
		run: func(t tb, s *subject) {
			there, sizes := 0, []int{97, 997, 1000, 1300}
			if s.rounds(100) >= 100 {
				sizes = append(sizes, 11_500) // search engines count to ten thousand
			}
			for _, many := range sizes {
				fewer := crowded(t, s, there, many)
				there = many
				for _, limit := range []int{0, 1, 100, 2000} {
					pool := s.pool(t, here, limit, counted, 2, counted|2)
					requireAbout(t, many, pool.Size, "the register's size")
					requireAbout(t, many, pool.Counts[0].Clients, "a key that is only counted")
					require.Zero(t, pool.Counts[1].Clients)
					requireAbout(t, fewer, pool.Counts[2].Clients, "another key that is only counted")
				}
				requireAbout(t, many, s.pool(t, here, 1).Size, "the register's size, without a key")
			}
			require.NotEmpty(t, s.client(t, here, "0").Keys, "the first of all of them is there still")
		},
	},
	{
		name: "a key asked twice is answered twice, and a key carried twice is carried once",
		why:  "two values of a person may make one key: nobody is more than one person for it, and counts stand in the order asked",
		run: func(t tb, s *subject) {
			c, r := aClient("c"), aRecord("r")
			c.Keys, r.Keys = keys(1, 1, 2, counted, counted), keys(1, 1, 2)
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Records: []recordChange{write(0, r)}})
			pool := s.pool(t, here, 1, 1, counted, 1, 1, counted, 3, 2, 3)
			want := []int{1, 1, 1, 1, 1, 0, 1, 0}
			require.Equal(t, want, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }))
			require.False(t, pool.Truncated(), "one person is not over a limit of one")
			require.Equal(t, []string{"c"}, ids(pool.Clients, personID))
			require.Equal(t, []string{"r"}, ids(pool.Records, personID))
			require.Equal(t, 1, pool.Size)
			pool = s.pool(t, here, 0, 1, counted)
			requireCutOrWhole(t, pool.Counts[0].Truncated, pool.Clients, 1)
			requireCutOrWhole(t, pool.Counts[0].Truncated, pool.Records, 1)
			require.Equal(t, 1, pool.Counts[1].Clients)
			c.Keys, r.Keys = keys(2, counted), keys(2, 2)
			s.given(t, store.Batch{Authority: here, Clients: []clientChange{writeClient(1, c)}, Records: []recordChange{write(1, r)}})
			pool = s.pool(t, here, 1, 1, counted, 2)
			require.Equal(t, []int{0, 1, 1}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }))
		},
	},
	{
		name: "keys are 64 bits wide",
		why:  "a key that loses its highest bit, its sign or its last digits joins people who share nothing",
		run: func(t tb, s *subject) {
			wide := keys(0, 1, 1<<32, 1<<32+1, 1<<53, 1<<53+1, 1<<62, 1<<63-1)
			for i, k := range wide {
				c := aClient(store.ClientID(fmt.Sprintf("%02d", i)))
				c.Keys = keys(k)
				s.given(t, clients(writeClient(0, c)))
			}
			for i, k := range wide {
				require.Equal(t, []string{fmt.Sprintf("%02d", i)}, ids(s.pool(t, here, 9, k).Clients, personID), "key %d", k)
				require.Zero(t, s.pool(t, here, 9, k|1<<63).Counts[0].Clients, "key %d and its highest bit", k)
			}
			require.Len(t, s.pool(t, here, 9, wide...).Clients, len(wide))
		},
	},
}}
