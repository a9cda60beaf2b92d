package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/examples/internal/table"
)

// truth holds, for every case, the clients that are the person: none, one, or
// several where the register has somebody twice.
type truth map[string]map[string]bool

// known is the share of the cases that are clients. One case that is and one that is not are
// added, so that it is never 0 or 1.
func (t truth) known() float64 {
	known := 1.
	for _, clients := range t {
		if len(clients) > 0 {
			known++
		}
	}
	return known / float64(len(t)+2)
}

func readTruth(file string, c *console) (truth, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r, err := table.Find(file, f, func(column string) bool { return slices.Contains(truthColumns[:], column) })
	if errors.Is(err, table.ErrHeader) {
		return nil, fmt.Errorf("%w; its columns are %s", err, strings.Join(truthColumns[:], " and "))
	}
	if err != nil {
		return nil, err
	}
	defer func() { c.note(r.Notes()) }() // after the rows, and if they fail
	var at [len(truthColumns)]int
	for i, want := range truthColumns {
		if at[i] = slices.Index(r.Columns, want); at[i] < 0 || slices.Contains(r.Columns[at[i]+1:], want) {
			return nil, r.Refuse("not one column " + want)
		}
	}
	t, lines := truth{}, map[string]int{}
	for row, err := range r.Rows() {
		if err == nil {
			id := strings.TrimSpace(row.Fields[at[0]])
			switch first, again := lines[id]; {
			case id == "":
				err = r.Bad(row.Line, "case_id: missing")
			case again:
				err = r.Bad(row.Line, fmt.Sprintf("case_id: the same as on line %d", first))
			default:
				t[id], lines[id] = set(row.Fields[at[1]]), row.Line
			}
		}
		switch {
		case errors.Is(err, table.ErrNoRow):
			c.lack("%v: no figure can be given", err)
		case err != nil && !c.complainIfBad(err):
			return nil, err
		}
	}
	return t, nil
}

// truthColumns are the columns of the truth: a case, and the clients who are its person.
var truthColumns = [...]string{"case_id", "client_ids"}

// set splits a cell at semicolons.
func set(values string) map[string]bool {
	s := map[string]bool{}
	for v := range strings.SplitSeq(values, ";") {
		if v = strings.TrimSpace(v); v != "" {
			s[v] = true
		}
	}
	return s
}

// fits tells how many cases are in only one of the truth and the file, and how many clients of
// the truth are not in the register. Figures are of the cases that are in both, and such clients
// count as not found.
func (t truth) fits(in input, s settings, c *console) {
	cases, clients := idsOf(in.cases), idsOf(in.clients)
	elsewhere, named := 0, map[string]bool{}
	for id, is := range t {
		if !cases[id] {
			elsewhere++
			continue
		}
		maps.Copy(named, is)
	}
	untold := len(cases) - (len(t) - elsewhere)
	absent := 0
	for id := range named {
		if !clients[id] {
			absent++
		}
	}
	for _, n := range []struct {
		count int
		says  string
	}{
		{elsewhere, fmt.Sprintf("cases that are not in %s, and not in the figures", s.cases)},
		{untold, fmt.Sprintf("cases of %s are not told of, and not in the figures", s.cases)},
		{absent, fmt.Sprintf("clients that are not in %s, and count as not found", s.clients)},
	} {
		if n.count > 0 {
			c.say("%s: %d %s", s.truth, n.count, n.says)
		}
	}
}

func idsOf(rows []people.Row) map[string]bool {
	ids := make(map[string]bool, len(rows))
	for _, r := range rows {
		ids[r.ID] = true
	}
	return ids
}
