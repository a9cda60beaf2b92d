package storetest

import (
	"context"
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var gathering = group{"gathering", []check{
	{
		name:  "what is gathered is what a search finds, and the rows are those of the people found",
		why:   "a review shows the rows that came along as if it had read them: another person's, or one that was not found, is a match with nobody's evidence",
		needs: gathers,
		run: func(t tb, s *subject) {
			for i, name := range []string{"B", "a", "b", "é", "€", "\ue000", "😀", "large", "decided", "other"} {
				r, c := aRecord(store.RecordID(name)), aClient(store.ClientID(name))
				r.Keys, c.Keys = keys(1, matching.Key(10+i%3), counted), keys(1, matching.Key(10+i%3), counted)
				r.Profile, c.Profile = matching.Profile("record "+name), matching.Profile("client\x00"+name)
				r.Received, c.Reference = minute(i), "reference of "+name
				switch name {
				case "large":
					large, largeClient := largest(r.ID)
					r.Details, c.Cases = large.Details, largeClient.Cases
				case "decided":
					r.State = store.StateAssigned
				case "other":
					r.Keys, c.Keys = keys(99), keys(99)
				}
				s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
				r.Person.Given, c.Person.Given = "theirs", "theirs"
				s.given(t, in(there, store.Batch{Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}}))
			}
			everybody := store.IDs{Records: []store.RecordID{"absent", "other", "decided"}, Clients: []store.ClientID{"absent", "other"}}
			for _, asked := range [][]matching.Key{keys(1), keys(10, 11, 12, counted), keys(11, 11, 99), keys(12, 1), keys(77), {}} {
				for _, limit := range []int{0, 2, 3, 50} {
					pool := s.pool(t, here, limit, asked...)
					got, came := s.gather(t, limit, asked...)
					requireGathered(t, limit, pool, got)
					s.requireCame(t, here, came, pool, everybody)
				}
			}
		},
	},
	{
		name:  "what came along stays as it was when it was found",
		why:   "rows of now beside the profiles of before are two people under one name",
		needs: gathers,
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			r.Keys, c.Keys = keys(1), keys(1)
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			pool, came := s.gather(t, 9, 1)
			all := store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}}
			s.requireCame(t, here, came, pool, store.IDs{})
			before := came(all)
			next, nextClient := r, c
			next.Person.Given, nextClient.Person.Given = "another", "another"
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(1, next)}, Clients: []clientChange{writeClient(1, nextClient)}})
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(2, tombstone(next))}, Clients: []clientChange{writeClient(2, store.Client{Authority: here, ID: "c", Erased: true})}})
			requireSame(t, before, came(all), "rows that came along, once others are in their place")
			for i := range before.Records {
				before.Records[i].Person.Given, before.Records[i].Details[0] = "spoilt", '!'
			}
			for i := range before.Clients {
				before.Clients[i].Person.Given, before.Clients[i].Cases[0].ID = "spoilt", "spoilt"
			}
			for _, err := range together(8, func(int) error {
				rows := came(all)
				for _, r := range rows.Records {
					if r.Person.Given == "spoilt" || r.Details[0] == '!' {
						return fmt.Errorf("a record that came along shares memory with another reader's")
					}
				}
				for _, c := range rows.Clients {
					if c.Person.Given == "spoilt" || c.Cases[0].ID == "spoilt" {
						return fmt.Errorf("a client who came along shares memory with another reader's")
					}
				}
				return nil
			}) {
				require.NoError(t, err)
			}
		},
	},
	{
		name:  "what is gathered in a storm is of one instant",
		why:   "whoever changes between the search and the rows is rated as one person and shown as another",
		needs: gathers,
		run: func(t tb, s *subject) {
			const each = 4
			var everybody store.IDs
			for i := range 4 * each {
				c := store.Client{Authority: here, ID: store.ClientID(fmt.Sprint(i)), Keys: keys(1)}
				s.given(t, clients(writeClient(0, c)))
				everybody.Clients = append(everybody.Clients, c.ID)
			}
			watched(t, 4, s.rounds(64), func(ctx context.Context, worker, round int) error {
				c, err := clientOf(ctx, s, here, store.ClientID(fmt.Sprint(worker*each+round%each)))
				if err != nil {
					return err
				}
				c.Profile = matching.Profile(fmt.Sprint(round))
				return s.Commit(ctx, clients(writeClient(c.Version, c)))
			}, func() error {
				pool, came, err := s.search(t.Context(), here, 50, keys(1))
				if err != nil {
					return err
				}
				rows := came(everybody)
				for _, p := range pool.Clients {
					if c, along := rows.Client(store.ClientID(p.ID)); along && c.Profile != p.Profile {
						return fmt.Errorf("client %s is found with the profile of one version, and at version %d has another", p.ID, c.Version)
					}
				}
				return nil
			})
		},
	},
	{
		name:  "what is told with a search is written before it answers, as a commit writes it, and once",
		why:   "who looked at somebody is known from nowhere else, and a list of who did that lacks one is worse than none",
		needs: gathers,
		run: func(t tb, s *subject) {
			s.given(t, clients(writeClient(0, store.Client{Authority: here, ID: "c", Keys: keys(1)})))
			sees := s
			if s.handle != nil {
				sees = s.also(t, s.handle)
			}
			var all []store.Event
			told := func(n int) (es []store.Event) {
				for range n {
					e := anEvent(store.EventID(fmt.Sprintf("%03d", len(all))))
					e.Authority, e.Record, e.Client = there, "r", "c"
					if len(all)%2 == 1 { // a search that is of no record
						e.Record, e.Client = "", ""
					}
					es, all = append(es, e), append(all, e)
				}
				return es
			}
			log := store.EventQuery{Authority: there, Limit: 100}
			tell := func(limit int, ks []matching.Key, es ...store.Event) {
				t.Helper()
				want := s.pool(t, here, limit, ks...)
				got, _, err := s.search(t.Context(), here, limit, ks, es...)
				require.NoError(t, err)
				requireGathered(t, limit, want, got)
				requireSame(t, all, sees.eventPage(t, log), "what was told with a search, through another handle")
			}
			for _, n := range []int{1, 0, 3, min(20, s.most())} {
				tell(9, keys(1), told(n)...)
			}
			tell(9, keys(77), told(1)...)
			tell(9, nil, told(1)...)
			tell(0, keys(1), told(1)...)
			changed := all[3]
			changed.Kind = "another"
			tell(9, keys(1), changed)
			unacked := log
			unacked.Unacked = "mail"
			requireSame(t, all, s.eventPage(t, unacked), "what was told, as a consumer polls it")
			require.Empty(t, s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), "nothing is told of the authority that is searched")
			for what, spoil := range map[string]func(*store.Event){
				"of no id":                func(e *store.Event) { e.ID = "" },
				"of another authority":    func(e *store.Event) { e.Authority = here },
				"with text that is not":   func(e *store.Event) { e.Code = "caf\xe9" },
				"that is told twice over": func(e *store.Event) { e.ID = "new" },
			} {
				good, bad := anEvent("new"), anEvent("new-too")
				good.Authority, bad.Authority = there, there
				spoil(&bad)
				_, _, err := s.search(t.Context(), here, 9, keys(1), good, bad)
				require.ErrorIs(t, err, store.ErrInvalid, "an event %s", what)
			}
			unseen := anEvent("unseen")
			unseen.Authority = there
			_, _, err := s.search(t.Context(), here, -1, keys(1), unseen)
			require.ErrorIs(t, err, store.ErrInvalid, "a limit of -1")
			_, _, err = s.search(t.Context(), "", 9, keys(1), unseen)
			require.ErrorIs(t, err, store.ErrInvalid, "no authority")
			requireSame(t, all, sees.eventPage(t, log), "after lists that are malformed, and questions that are refused: nobody has looked")
			require.Empty(t, s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), "nor of a malformed list")

			s.commit(t, in(there, acks("mail", all[0].ID)))
			tell(9, keys(1), told(2)...)
			requireSame(t, all[1:], s.eventPage(t, unacked), "what was told once the consumer had begun to acknowledge")
			_, _, err = s.search(t.Context(), here, 9, keys(1), anEvent("of here"))
			require.NoError(t, err, "told under the authority that is searched")
			requireSame(t, []store.Event{anEvent("of here")}, s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), "told under the authority that is searched")

			const each = 4
			looked := store.EventQuery{Authority: there, Record: "looked at by many", Limit: store.MaxPage}
			requireAll(t, together(workers, func(i int) error {
				for n := range each {
					e := store.Event{Authority: there, ID: store.EventID(fmt.Sprintf("%02d-%d", i, n)), At: minute(i), Record: looked.Record}
					if _, _, err := s.search(t.Context(), here, 9, keys(1), e); err != nil {
						return err
					}
				}
				return nil
			}))
			require.Equal(t, workers*each, len(sees.eventPage(t, looked)), "what many told who looked at once")
		},
	},
}}

// gather asks for candidates of here and their rows.
func (s *subject) gather(t tb, limit int, ks ...matching.Key) (matching.Pool, store.Gathered) {
	t.Helper()
	pool, came, err := s.search(t.Context(), here, limit, ks)
	require.NoError(t, err)
	return pool, came
}

// search asks for candidates and their rows, and tells who looks, as a careful caller does.
func (s *subject) search(ctx context.Context, a store.Authority, limit int, ks []matching.Key, told ...store.Event) (pool matching.Pool, came store.Gathered, err error) {
	pool, err = again(ctx, func() (matching.Pool, error) {
		pool, rows, err := s.raw.(store.Gatherer).Gather(ctx, a, ks, limit, told...)
		came = rows
		return pool, err
	})
	return pool, came, err
}

// requireGathered fails unless two pools of the same instant are alike, as far as
// the contract has them be: a count over the limit may be anything that is over it.
func requireGathered(t tb, limit int, want, got matching.Pool) {
	t.Helper()
	for i, w := range want.Counts {
		if i < len(got.Counts) && !w.Key.CountOnly() && w.Clients > limit && got.Counts[i].Clients > limit {
			want.Counts[i].Clients = got.Counts[i].Clients
		}
	}
	requireSame(t, want.Size, got.Size, "the register's size")
	requireSame(t, want.Counts, got.Counts, "counts")
	requireSame(t, want.Clients, got.Clients, "clients")
	requireSame(t, want.Records, got.Records, "records")
}

// requireCame fails unless the rows that came along are those of candidates, and of
// nobody besides.
func (s *subject) requireCame(t tb, a store.Authority, came store.Gathered, pool matching.Pool, besides store.IDs) {
	t.Helper()
	var found store.IDs
	for _, c := range pool.Clients {
		found.Clients = append(found.Clients, store.ClientID(c.ID))
	}
	for _, r := range pool.Records {
		found.Records = append(found.Records, store.RecordID(r.ID))
	}
	all := store.IDs{Records: slices.Concat(found.Records, besides.Records, found.Records), Clients: slices.Concat(besides.Clients, found.Clients, found.Clients)}
	rows, read := came(all), s.rows(t, a, found)
	requireSame(t, rows, came(all), "rows that came along, asked for again")
	requireAllRead(t, rows)
	require.True(t, slices.IsSorted(ids(rows.Records, recordID)) && slices.IsSorted(ids(rows.Clients, clientID)), "rows that came along are not in order")
	for _, r := range rows.Records {
		want, there := read.Record(r.ID)
		require.True(t, there && slices.Contains(found.Records, r.ID), "record %q came along, and was not found", r.ID)
		requireSame(t, want, r, "record %q", r.ID)
	}
	for _, c := range rows.Clients {
		want, there := read.Client(c.ID)
		require.True(t, there && slices.Contains(found.Clients, c.ID), "client %q came along, and was not found", c.ID)
		if len(c.Keys) == 0 { // the store left them out, as it may
			c.Keys = want.Keys
		}
		requireSame(t, want, c, "client %q", c.ID)
	}
	require.Len(t, slices.Compact(ids(rows.Records, recordID)), len(rows.Records), "a record came along twice")
	require.Len(t, slices.Compact(ids(rows.Clients, clientID)), len(rows.Clients), "a client came along twice")
	requireSame(t, store.Rows{}, came(store.IDs{}), "rows, none of which was asked for")
}
