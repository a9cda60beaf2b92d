package storetest

import (
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/caselobby/caselobby/store"
)

var versions = group{"versions", []check{
	{
		name: "a row is stored at the version after the one expected",
		why:  "versions are how the lobby knows that nothing happened since it read; whatever Version the given row holds means nothing",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			for expect := range store.Version(3) {
				r.Version, c.Version = 77, 0
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(expect, r)}, Clients: []clientChange{writeClient(expect, c)}})
				s.holds(t, expect+1, r)
				s.holdsClient(t, expect+1, c)
			}
		},
	},
	{
		name: "a version goes on where a byte would begin again",
		why:  "a record whose tasks are worked on for months is written hundreds of times; of two writes that expect one version the later would undo the earlier",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			const writes = 260
			for expect := range store.Version(writes) {
				r.Head, c.From = fmt.Sprint(expect), store.RecordID(fmt.Sprint(expect))
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(expect, r)}, Clients: []clientChange{writeClient(expect, c)}})
			}
			s.holds(t, writes, r) // as it is, and not as it was when it was last put together
			s.holdsClient(t, writes, c)
			for _, expect := range []store.Version{0, writes % 128, writes % 256} {
				s.refuse(t, records(write(expect, r)), "written at a version that a byte cannot tell from the record's")
				s.refuse(t, clients(writeClient(expect, c)), "written at a version that a byte cannot tell from the client's")
			}
		},
	},
	{
		name: "a version that is not the row's is refused",
		why:  "whoever writes on stale facts would undo what they never saw",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			for expect := range store.Version(2) {
				s.commit(t, records(write(expect, r)))
				s.commit(t, clients(writeClient(expect, c)))
			}
			other, another := r, c
			other.Head, another.From = "other", "other"
			for _, expect := range []store.Version{0, 1, 3, 1<<16 + 2, 1<<32 + 2, 1 << 40, math.MaxInt64} {
				s.refuse(t, records(write(expect, other)), "written at a version that is not the record's")
				s.refuse(t, clients(writeClient(expect, another)), "written at a version that is not the client's")
			}
			for expect := range store.Version(2) {
				s.refuse(t, records(write(expect, r)), "the same write again")
				s.refuse(t, clients(writeClient(expect, c)), "the same write again")
			}
			s.holds(t, 2, r)
			s.holdsClient(t, 2, c)
		},
	},
	{
		name: "writing what is not there is refused",
		why:  "a version of a row that never was is a mistake, not a first write",
		run: func(t tb, s *subject) {
			s.refuse(t, records(write(1, aRecord("r"))), "written at version 1 with no such record")
			s.refuse(t, clients(writeClient(1, aClient("c"))), "written at version 1 with no such client")
			s.noRecord(t, here, "r")
			s.noClient(t, here, "c")
		},
	},
	{
		name: "a row that does not change still gains a version",
		why:  "there are databases that report no row written when the new row equals the old, which must not look like a conflict",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			for expect := range store.Version(3) {
				r.Version, c.Version = expect, expect
				s.commit(t, records(write(expect, r)))
				s.commit(t, clients(writeClient(expect, c)))
			}
			s.holds(t, 3, r)
			s.holdsClient(t, 3, c)
		},
	},
	{
		name: "a write replaces the whole row",
		why:  "a part left over from the row before is a fact that nobody wrote: a claim after its release, a name after its removal",
		run: func(t tb, s *subject) {
			r, c := hollow()
			timeless, undated := aRecord("r"), aClient("c")
			everyTime(&timeless, time.Time{})
			everyTime(&undated, time.Time{})
			for i, by := range []struct {
				r store.Record
				c store.Client
			}{{store.Record{Authority: here, ID: "r"}, store.Client{Authority: here, ID: "c"}}, {r, c}, {timeless, undated}} {
				v := store.Version(2 * i)
				s.given(t, store.Batch{Authority: here, Records: []recordChange{write(v, aRecord("r"))}, Clients: []clientChange{writeClient(v, aClient("c"))}})
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(v+1, by.r)}, Clients: []clientChange{writeClient(v+1, by.c)}})
				s.holds(t, v+2, by.r)
				s.holdsClient(t, v+2, by.c)
			}
		},
	},
	{
		name: "a list is replaced whole, by a shorter one and by one in another order",
		why:  "who has left a household, and a number that was crossed out, is gone; lists that are written over place by place leave their ends behind",
		run: func(t tb, s *subject) {
			asItWas := func(reflect.Value) {}
			for expect, change := range []func(list reflect.Value){asItWas, cut(0, 2), asItWas, turn, cut(1, 2), asItWas, cut(2, 3)} {
				r, c := aRecord("r"), aClient("c")
				for _, row := range []any{&r, &c} {
					for list := range lists(row) {
						change(list)
					}
				}
				at := store.Version(expect)
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(at, r)}, Clients: []clientChange{writeClient(at, c)}})
				s.holds(t, at+1, r)
				s.holdsClient(t, at+1, c)
			}
		},
	},
	{
		name: "a row that is removed, erased or merged keeps its id",
		why:  "a sender who repeats a key is told that the case was removed; under an id that is free again it would come back",
		run: func(t tb, s *subject) {
			r := tombstone(aRecord("r"))
			s.given(t, records(write(0, r)))
			s.refuse(t, records(write(0, aRecord("r"))), "a new record under the id of one that is removed")
			s.holds(t, 1, r)
			erased, merged := store.Client{Authority: here, ID: "erased", Erased: true}, store.Client{Authority: here, ID: "merged", MergedInto: "other"}
			for _, c := range []store.Client{erased, merged} {
				s.given(t, clients(writeClient(0, c)))
				s.refuse(t, clients(writeClient(0, aClient(c.ID))), "a new client under the id of one that is "+string(c.ID))
				s.holdsClient(t, 1, c)
			}
		},
	},
}}
