package storetest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// What a person and a search have in everyday use, and more than most have.
const (
	personKeys = 64  // of which a half are only counted
	blockSize  = 400 // people of one block, which is below a search's limit
	blockLimit = 500
)

var sizes = group{"sizes", []check{
	{
		name: "a person's worth of keys is kept, and asked",
		why:  "a person has two dozen keys and may have three: a store that writes or follows the first of them only misses people, and thinks names rare that are not",
		run: func(t tb, s *subject) {
			var b store.Batch
			for i := range 3 {
				c, r := aClient(store.ClientID(fmt.Sprint("c", i))), aRecord(store.RecordID(fmt.Sprint("r", i)))
				c.Keys, r.Keys = person(i), person(i)
				b.Clients, b.Records = append(b.Clients, writeClient(0, c)), append(b.Records, write(0, r))
			}
			b.Authority = here
			s.given(t, b)
			for i := range 3 {
				for _, k := range person(i) {
					requireKnown(t, s, k, i, slices.Contains(everybodys, k))
				}
				asked := person(i)
				rand.New(rand.NewPCG(1, uint64(i))).Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
				pool := s.pool(t, here, blockLimit, asked...)
				require.Len(t, pool.Clients, 3)
				for _, n := range pool.Counts {
					require.Equal(t, map[bool]int{true: 3, false: 1}[slices.Contains(everybodys, n.Key)], n.Clients, "carriers of key %d", n.Key)
				}
				pool = s.pool(t, here, 2, asked...)
				require.Contains(t, ids(pool.Clients, personID), fmt.Sprint("c", i), "found by keys of their own, one of everybody's being asked besides")
				require.Contains(t, ids(pool.Records, personID), fmt.Sprint("r", i), "found by keys of their own, one of everybody's being asked besides")
			}
			requireSize(t, s, here, 3)
		},
	},
	{
		name: "as many keys as a person has are followed",
		why:  "the one key that two people share may be the last that is asked",
		run: func(t tb, s *subject) {
			var all []clientChange
			var asked []matching.Key
			for i := range personKeys {
				c := aClient(store.ClientID(fmt.Sprintf("%02d", i)))
				c.Keys = keys(matching.Key(1000 + i))
				all, asked = append(all, writeClient(0, c)), append(asked, c.Keys...)
			}
			s.given(t, clients(all...))
			for range 2 {
				pool := s.pool(t, here, blockLimit, asked...)
				require.Len(t, pool.Clients, personKeys)
				for _, n := range pool.Counts {
					require.Equal(t, 1, n.Clients, "carriers of key %d", n.Key)
				}
				slices.Reverse(asked)
			}
		},
	},
	{
		name: "a household's worth of keys is kept, and asked",
		why:  "a record is found by whoever lives with the person: eight people have some hundreds of keys",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			for i := range 8 * personKeys {
				r.Keys = append(r.Keys, matching.Key(1000+i))
			}
			c.Keys = r.Keys
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			limits := []int{1 << 15, 1 << 16, math.MaxInt32, math.MaxInt} // of which none is a small number, however many bits hold it
			for i, asked := range [][]matching.Key{r.Keys[:1], r.Keys[len(r.Keys)-1:], r.Keys, append(keys(1, 2, 3), r.Keys...)} {
				pool := s.pool(t, here, limits[i], asked...)
				require.Equal(t, []string{"c"}, ids(pool.Clients, personID), "of %d keys", len(asked))
				require.Equal(t, []string{"r"}, ids(pool.Records, personID), "of %d keys", len(asked))
				require.Len(t, pool.Counts, len(asked))
				for _, n := range pool.Counts {
					require.Equal(t, min(1, int(n.Key)/1000), n.Clients, "carriers of key %d", n.Key)
				}
			}
		},
	},
	{
		name: "a crowd is found whole",
		why:  "three common keys find a thousand people in a large council: whoever is beyond a page, a list of parameters or a thousand is found nowhere",
		run: func(t tb, s *subject) {
			var want []string
			var cs []clientChange
			var rs []recordChange
			for i := range 3 * blockSize {
				id := fmt.Sprintf("%04d %s", i*7919%(3*blockSize), strings.Repeat("x", store.MaxID-5))
				c := store.Client{Authority: here, ID: store.ClientID(id), Keys: keys(matching.Key(1+i%3), 4, counted), Profile: profile("c", id)}
				r := store.Record{Authority: here, ID: store.RecordID(id), State: store.StateWaiting, Received: morning, Keys: keys(matching.Key(1+i%3), 4), Profile: profile("r", id)}
				want, cs, rs = append(want, id), append(cs, writeClient(0, c)), append(rs, write(0, r))
			}
			s.given(t, clients(cs...))
			s.given(t, records(rs...))
			slices.Sort(want)
			whole := func(pool matching.Pool) {
				t.Helper()
				for what, found := range map[string][]matching.Candidate{"c": pool.Clients, "r": pool.Records} {
					require.Equal(t, len(want), len(found), "how many are found")
					for i, id := range want {
						require.Equal(t, id, found[i].ID)
						require.Equal(t, profile(what, id), found[i].Profile, "the profile of %.4s", id)
					}
				}
			}
			pool := s.pool(t, here, blockLimit, 1, 2, 3, counted)
			whole(pool)
			if _, can := s.raw.(store.Gatherer); can {
				along, _ := s.gather(t, blockLimit, 1, 2, 3, counted)
				whole(along)
			}
			for i := range 3 {
				require.Equal(t, matching.KeyCount{Key: matching.Key(1 + i), Clients: blockSize}, pool.Counts[i], "a block that is below the limit")
			}
			require.InDelta(t, 3*blockSize, pool.Counts[3].Clients, 3*blockSize/10)
			pool = s.pool(t, here, 3*blockSize, 4)
			whole(pool)
			require.Equal(t, matching.KeyCount{Key: 4, Clients: 3 * blockSize}, pool.Counts[0], "a block of as many as the limit")
		},
	},
	{
		name: "a list of the largest rows is whole",
		why:  "a page that ends at so many bytes ends the lobby's list, and whoever is behind it waits unseen",
		run: func(t tb, s *subject) {
			n := store.MaxPage
			if testing.Short() {
				n /= 8
			}
			b := store.Batch{Authority: here}
			var asked store.IDs
			for i := range n {
				r, c := largest(store.RecordID(fmt.Sprintf("%04d", i)))
				if i%2 == 0 {
					asked.Records = append(asked.Records, r.ID)
				} else {
					asked.Clients = append(asked.Clients, c.ID)
				}
				b.Records, b.Clients = append(b.Records, write(0, r)), append(b.Clients, writeClient(0, c))
			}
			s.given(t, b)
			page := s.page(t, store.Query{Authority: here, Limit: store.MaxPage})
			require.Equal(t, n, len(page), "records of a page")
			requireLargest(t, page[n-1])
			register := s.clientPage(t, store.ClientQuery{Authority: here, Limit: store.MaxPage})
			require.Equal(t, n, len(register), "clients of a page")
			require.Equal(t, 8, len(s.page(t, store.Query{Authority: here, Limit: 8})), "records of a short page")
			found := s.rows(t, here, asked)
			require.Equal(t, len(asked.Records), len(found.Records), "records read at once")
			require.Equal(t, len(asked.Clients), len(found.Clients), "clients read at once")
		},
	},
	{
		name: "a batch of the largest rows is applied",
		why:  "what is within the limits of the contract must be written: the lobby does not know of others",
		run: func(t tb, s *subject) {
			var b store.Batch
			for i := range s.most() {
				_, c := largest(store.RecordID(fmt.Sprintf("%02d", i)))
				c.Keys = person(i)
				b.Clients = append(b.Clients, writeClient(0, c))
			}
			b.Authority = here
			s.commit(t, b)
			requireSize(t, s, here, s.most())
			for i := range b.Clients {
				b.Clients[i].Expect, b.Clients[i].Next.Keys = 1, person(i+1)
			}
			s.commit(t, b)
			requireSize(t, s, here, s.most())
			require.Equal(t, s.most(), s.pool(t, here, 1, counted).Counts[0].Clients, "a key that all of them have")
			for _, c := range b.Clients[:2] {
				s.holdsClient(t, 2, *c.Next)
			}
		},
	},
	{
		name: "a page of events may be as long as the contract allows",
		why:  "fewer than Limit means that there are no more: a short page ends the trail, and the outbox",
		run: func(t tb, s *subject) {
			told(t, s, store.MaxPage+1)
			require.Equal(t, store.MaxPage, len(s.eventPage(t, store.EventQuery{Authority: here, Limit: store.MaxPage})))
			for _, q := range []store.EventQuery{{Record: "r"}, {Client: "c"}, {System: "hpa2"}, {Record: "r", Client: "c", System: "hpa2"}} {
				for _, q.Unacked = range []store.Consumer{"", "mail"} {
					q.Authority, q.Limit = here, store.MaxPage
					require.Equal(t, store.MaxPage, len(s.eventPage(t, q)), "events by %+v", q)
				}
			}
		},
	},
	{
		name: "what was told stays told, however much follows",
		why:  "the trail is evidence for years, and an acknowledgement that is dropped is a letter sent again",
		run: func(t tb, s *subject) {
			const many = 1300
			told(t, s, many)
			var all []store.EventID
			for i := range many {
				all = append(all, numbered(i))
			}
			s.given(t, acks("mail", all...))
			last := anEvent("last")
			last.At, last.System, last.Record, last.Client = minute(many), "hrs", "of another", "another"
			s.given(t, events(last))
			for _, q := range []store.EventQuery{{System: "hrs"}, {Record: "of another"}, {Client: "another"}, {Unacked: "mail"}, {Unacked: "web", System: "hrs"}} {
				q.Authority, q.Limit = here, 1
				requireSame(t, []store.Event{last}, s.eventPage(t, q), "the last event, behind however many that are not asked for, by %+v", q)
			}
			s.given(t, retire("last"))
			for what, q := range map[string]store.EventQuery{"an authority": {}, "a record": {Record: "r"}, "a client": {Client: "c"}, "the unread": {Unacked: "web"}} {
				q.Authority, q.Limit = here, store.MaxPage
				all := s.allEvents(t, q)
				require.Equal(t, many, len(all), "events of %s", what)
				require.Equal(t, numbered(0), all[0].ID)
			}
			require.Empty(t, s.allEvents(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: store.MaxPage}), "acknowledged events are to be read again")
			s.given(t, acks("late", numbered(many-1)))
			require.Equal(t, many-1, len(s.allEvents(t, store.EventQuery{Authority: here, Unacked: "late", Limit: store.MaxPage})), "events to be read by who acknowledges the last first")
			s.given(t, events(store.Event{Authority: here, ID: numbered(0), At: minute(9000), Kind: "told again"}))
			require.Equal(t, many, len(s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage})), "an old event that is told again")
			s.given(t, events(store.Event{Authority: here, ID: "of an earlier time", At: minute(-1)}))
			require.Equal(t, many, len(s.allEvents(t, store.EventQuery{Authority: here, Unacked: "late", Limit: store.MaxPage})), "what comes late to who has more to read than a page")
			require.Equal(t, many+1, len(s.allEvents(t, store.EventQuery{Authority: here, Unacked: "web", Limit: store.MaxPage})), "what comes late to who has read nothing")
			heard := store.Batch{Authority: here}
			for i := range 40 {
				heard.Acks = append(heard.Acks, store.Ack{Consumer: store.Consumer(fmt.Sprint("one of forty ", i)), Event: numbered(0)})
			}
			s.given(t, heard)
			for _, k := range heard.Acks {
				require.Equal(t, many, len(s.allEvents(t, store.EventQuery{Authority: here, Unacked: k.Consumer, Limit: store.MaxPage})), "what %s has yet to read, of an event that forty have read", k.Consumer)
			}
		},
	},
	{
		name: "what is kept does not age",
		why:  "a record may wait for months: nothing that was written goes with time",
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			s.given(t, events(anEvent("unread")))
			s.given(t, clients(referred(0, "a", "HRS-1")))
			if !testing.Short() {
				time.Sleep(1500 * time.Millisecond)
			}
			s.holds(t, 1, *furnished().Records[0].Next)
			s.holdsClient(t, 1, *furnished().Clients[0].Next)
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "unread")
			requireUnacked(t, s, store.EventQuery{}, "e", "unread")
			requireSize(t, s, here, 2)
			require.Len(t, s.pool(t, here, 9, 1).Clients, 1)
			require.Len(t, s.page(t, store.Query{Authority: here, Limit: 9}), 1)
			s.refuse(t, furnished(), "written a while ago")
			s.refuse(t, clients(referred(0, "b", "HRS-1")), "a reference that was taken a while ago")
		},
	},
	{
		name: "rows and events of every age come in order",
		why:  "an order of text, or of numbers that end in 1970, puts the oldest last",
		run: func(t tb, s *subject) {
			var want []store.RecordID
			ages := ages()
			for i := range ages {
				at := ages[i*7%len(ages)]
				id := fmt.Sprintf("%02d", i)
				e := anEvent(store.EventID(id))
				e.At = at
				r := aRecord(store.RecordID(id))
				r.Received = at
				s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Events: []store.Event{e}})
			}
			for _, at := range ages {
				i := slices.IndexFunc(ages, func(o time.Time) bool { return o.Equal(at) })
				for j := range ages {
					if j*7%len(ages) == i {
						want = append(want, store.RecordID(fmt.Sprintf("%02d", j)))
					}
				}
			}
			for limit := 1; limit < 5; limit++ {
				require.Equal(t, want, ids(s.scan(t, store.Query{Authority: here, Limit: limit}), recordID))
				trail := s.allEvents(t, store.EventQuery{Authority: here, Limit: limit})
				require.Equal(t, want, ids(trail, func(e store.Event) store.RecordID { return store.RecordID(e.ID) }))
			}
			for i, at := range ages[1:] {
				at = at.In(time.FixedZone("", 3600*(i%5-2))) // an instant is the same wherever it is told
				from := s.scan(t, store.Query{Authority: here, ReceivedFrom: at, Limit: 9})
				before := s.scan(t, store.Query{Authority: here, ReceivedBefore: at, Limit: 9})
				require.Equal(t, want[i+1:], ids(from, recordID), "from %v on", at)
				require.Equal(t, want[:i+1], ids(before, recordID), "before %v", at)
				after := s.scan(t, store.Query{Authority: here, After: store.Cursor{Received: at}, Limit: 9})
				require.Equal(t, want[i+1:], ids(after, recordID), "after the place of %v", at)
				trail := s.allEvents(t, store.EventQuery{Authority: here, After: store.EventCursor{At: at}, Limit: 9})
				require.Equal(t, want[i+1:], ids(trail, func(e store.Event) store.RecordID { return store.RecordID(e.ID) }), "events after the place of %v", at)
			}
		},
	},
}}

// everybodys are the keys that all people have.
var everybodys = keys(1, counted)

// person are the keys of somebody, sorted: everybody's, and their own.
func person(i int) []matching.Key {
	ks := slices.Clone(everybodys)
	for n := range (personKeys - 2) / 2 {
		own := matching.Key(1000*(i+1) + n)
		ks = append(ks, own, own|1<<63)
	}
	slices.Sort(ks)
	return ks
}

// requireKnown fails unless a key finds whoever carries it, if it is followed, and
// says how many they are.
func requireKnown(t tb, s *subject, k matching.Key, i int, everybodys bool) {
	t.Helper()
	pool := s.pool(t, here, blockLimit, k)
	want := []string{fmt.Sprint("c", i)}
	if everybodys {
		want = []string{"c0", "c1", "c2"}
	}
	require.Equal(t, len(want), pool.Counts[0].Clients, "carriers of key %d", k)
	if k.CountOnly() {
		want = want[:0]
	}
	require.Equal(t, want, ids(pool.Clients, personID), "found by key %d", k)
	require.Equal(t, len(want), len(pool.Records), "found by key %d", k)
}

// profile is as long as a profile is, and nobody else's.
func profile(kind, id string) matching.Profile {
	return matching.Profile(kind + id[:4] + strings.Repeat("\x00\xff", 100))
}

// largest are a record and a client of nearly MaxRow.
func largest(id store.RecordID) (store.Record, store.Client) {
	r, c := aRecord(id), aClient(store.ClientID(id))
	const room = store.MaxRow*3/4 - 10<<10 // bytes are a third longer as text
	r.Details = []byte(strings.Repeat(string(id), room/len(id)))
	c.Cases[0].Details = r.Details
	return r, c
}

func requireLargest(t tb, got store.Record) {
	t.Helper()
	want, _ := largest(got.ID)
	want.Version = 1
	requireSame(t, want, got, "record %q", got.ID)
}

// told tells n events of one record and one client.
func told(t tb, s *subject, n int) {
	t.Helper()
	var some []store.Event
	for i := range n {
		some = append(some, store.Event{Authority: here, ID: numbered(i), At: minute(i), Kind: "told", System: "hpa2", Record: "r", Client: "c", Version: store.Version(i + 1)})
	}
	s.given(t, events(some...))
}

func numbered(i int) store.EventID { return store.EventID(fmt.Sprintf("%05d", i)) }

// ages are times in their order, some of which differ by a microsecond.
func ages() []time.Time {
	at := time.Date(2026, 3, 29, 1, 30, 5, 0, time.UTC)
	return []time.Time{
		{}, time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), time.Date(999, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(1582, 10, 4, 0, 0, 0, 0, time.UTC), time.Date(1582, 10, 15, 0, 0, 0, 0, time.UTC),
		time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC), time.Unix(0, 0).UTC(), time.Unix(0, 1000).UTC(),
		at, at.Add(time.Microsecond), at.Add(10 * time.Microsecond), at.Add(100 * time.Millisecond), at.Add(100*time.Millisecond + time.Microsecond), at.Add(time.Second),
		time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), time.Date(2262, 4, 12, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
	}
}
