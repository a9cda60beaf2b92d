package postgres

import (
	"cmp"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// write is one statement of a commit.
type write struct {
	text string
	args []any
	ours bool // only in a transaction of our own
}

// writes are the statements of a commit, in one order for all commits: records, then the
// tally, then clients; of each the changes, then the insertions; of those by id; and then
// what is of events. So of two that want the same rows one waits for the other, and they
// do not deadlock.
type writes []write

func (w *writes) add(text string, args ...any) { *w = append(*w, write{text: text, args: args}) }

// keep adds upkeep, which a transaction of the host's leaves to others: it may stay
// open, and may look at the tables as they were some time ago.
func (w *writes) keep(text string, args ...any) { *w = append(*w, write{text, args, true}) }

func writesOf(b store.Batch) (writes, error) {
	var w writes
	if err := w.records(b); err != nil {
		return nil, err
	}
	if err := w.clients(b); err != nil {
		return nil, err
	}
	w.events(b)
	return w, nil
}

func (w *writes) records(b store.Batch) error {
	for _, c := range ordered(b.Records) {
		args, err := recordArgs(c.Expect, *c.Next)
		if err != nil {
			return err
		}
		w.add(either(c.Expect, insertRecord, updateRecord), args...)
	}
	return nil
}

func (w *writes) clients(b store.Batch) error {
	a := string(b.Authority)
	tally := tally{}
	var rows, freed writes
	for _, c := range ordered(b.Clients) {
		if c.Was != nil {
			tally.count(countedBy(*c.Was), -1)
			tally.count(departed(*c.Was, *c.Next), 1)
		}
		args, counted, err := clientArgs(c.Expect, *c.Next)
		if err != nil {
			return err
		}
		tally.count(counted, 1)
		if c.Expect > 0 && len(b.Clients) > 1 {
			freed.add(freeReference, a, string(c.ID), int64(c.Expect))
		}
		rows.add(either(c.Expect, insertClient, updateClient), args...)
	}
	*w = append(*w, tally.writes(a)...)
	*w = append(append(*w, freed...), rows...)
	return nil
}

// either returns the statement for a row that is new or not.
func either(expect store.Version, insert, update string) string {
	if expect == 0 {
		return insert
	}
	return update
}

// ordered returns changes, then insertions, each by id.
func ordered[ID cmp.Ordered, Row any](changes []store.Change[ID, Row]) []store.Change[ID, Row] {
	return slices.SortedFunc(slices.Values(changes), func(x, y store.Change[ID, Row]) int {
		return cmp.Or(cmp.Compare(min(y.Expect, 1), min(x.Expect, 1)), cmp.Compare(x.ID, y.ID))
	})
}
