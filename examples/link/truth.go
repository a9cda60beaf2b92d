package main

import (
	"os"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/table"
)

// truth holds, for every case, the clients that are the person: none, one, or
// several where the register has somebody twice.
type truth map[string]map[string]bool

// known is the share of the cases that are clients, with one case either way
// added so that it is never 0 or 1.
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
	r, err := table.NewReader(file, f)
	if err != nil {
		return nil, err
	}
	one, all := slices.Index(r.Columns, "case_id"), slices.Index(r.Columns, "client_ids")
	if one < 0 || all < 0 {
		return nil, r.Refuse("no columns case_id and client_ids")
	}
	t := truth{}
	for row, err := range r.Rows() {
		switch {
		case err == nil:
			t[strings.TrimSpace(row.Fields[one])] = set(row.Fields[all])
		case !c.complainIfBad(err):
			return nil, err
		}
	}
	return t, nil
}

// set is what a value separated by semicolons holds.
func set(values string) map[string]bool {
	s := map[string]bool{}
	for v := range strings.SplitSeq(values, ";") {
		if v = strings.TrimSpace(v); v != "" {
			s[v] = true
		}
	}
	return s
}
