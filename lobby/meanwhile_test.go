package lobby_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// otherEnds are pairs whose end may be another: the documentation of the first says so.
var otherEnds = map[[2]string]string{
	{"create", "put clients"}:       "a host's client that comes between the search and the write is found by nobody",
	{"link member", "erase client"}: "an erasure that is called again finishes what was written beside it",

	// That a case was sent twice stays told, though nothing is left of who was in both.
	{"receive twice the same", "erase client"}: "of two that are alike one forgets",
	{"erase client", "receive twice the same"}: "of two that are alike one forgets",
}

var fleeting = regexp.MustCompile(`\b(id-\d{8}|REF-\d{8}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z|(Version|Seen):\d+)\b`)

// outcome is what is stored in the end, but for ids that were made, times, versions and
// the trail, and what the two who were at work were answered.
func outcome(t *testing.T, s scene, one, two error) string {
	records, clients := rowsOf(t, s.store)
	for _, r := range records {
		require.NoError(t, s.Audit(t.Context(), auditor, r.ID))
	}
	rows := slices.Concat(dumps(records, keysOfRecord), dumps(clients, keysOfClient))
	for i, row := range rows {
		rows[i] = fleeting.ReplaceAllString(row, "-")
	}
	slices.Sort(rows)
	return lobby.KindCode(one) + "/" + lobby.KindCode(two) + "\n" + strings.Join(rows, "\n")
}

// TestI02_WhatHappensMeanwhileHappensBeforeOrAfter has somebody else do something before
// each call of the store that an operation makes: with -short a decision in the midst of
// anything, and without it anything in the midst of anything. The end, and what the two are
// answered, is as if they had worked one after the other.
func TestI02_WhatHappensMeanwhileHappensBeforeOrAfter(t *testing.T) {
	decides := func(name string) bool { return slices.Contains([]string{"assign", "create", "remove"}, name) }
	for first := range writes {
		t.Run(first, func(t *testing.T) {
			t.Parallel()
			for second := range writes {
				if first == second || otherEnds[[2]string{first, second}] != "" || testing.Short() && !decides(second) {
					continue
				}
				serial := func(one, two string, turned bool) string {
					s, _ := faultScene(t)
					a := writes[one](t.Context(), s)
					b := writes[two](t.Context(), s)
					if turned {
						a, b = b, a
					}
					return outcome(t, s, a, b)
				}
				ends := []string{serial(first, second, false), serial(second, first, true)}
				for call := 1; ; call++ {
					s, f := faultScene(t)
					var a, b error
					f.arm(call, call, false)
					f.meanwhile = func() { b = writes[second](t.Context(), s) }
					a = writes[first](t.Context(), s)
					if f.meanwhile != nil {
						break // it makes no more calls
					}
					end := outcome(t, s, a, b)
					require.Contains(t, ends, end, "%s before call %d of %s", second, call, first)
				}
			}
		})
	}
}
