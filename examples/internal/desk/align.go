package desk

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// stretch is a run of letters that are all the same on both sides, or all differ.
type stretch struct {
	Text    string
	Differs bool
}

// maxAligned is the most letters of a text that is set letter under letter.
const maxAligned = 60

// gap fills the place of a letter that only the other side has.
const gap = "·"

// aligned sets two texts letter under letter, by the fewest changes that make one of
// the other (Needleman and Wunsch 1970, each change costing one). It returns nothing
// where they are too long, or have less than half their letters in common: such a
// picture says nothing.
func aligned(a, b string) (ours, theirs []stretch) {
	x, y := lettersOf(a), lettersOf(b)
	if len(x) == 0 || len(y) == 0 || len(x) > maxAligned || len(y) > maxAligned || strings.EqualFold(a, b) {
		return nil, nil
	}
	pairs, same := pairsOf(x, y)
	if 2*same < max(len(x), len(y)) {
		return nil, nil
	}
	for _, p := range pairs {
		ours, theirs = grown(ours, p.ours, !p.same), grown(theirs, p.theirs, !p.same)
	}
	return ours, theirs
}

// lettersOf splits a text into letters, each with its accents, whether these were typed as
// one character or several: an accent alone would be drawn over the letter before it.
func lettersOf(s string) (ls []string) {
	for _, r := range norm.NFC.String(s) {
		if n := len(ls); n > 0 && unicode.IsMark(r) {
			ls[n-1] += string(r)
			continue
		}
		ls = append(ls, string(r))
	}
	return ls
}

// grown appends a letter, to the last stretch if both agree or both differ.
func grown(rs []stretch, letter string, differs bool) []stretch {
	if n := len(rs); n > 0 && rs[n-1].Differs == differs {
		rs[n-1].Text += letter
		return rs
	}
	return append(rs, stretch{letter, differs})
}

// pair is a letter beside a letter, as each was typed.
type pair struct {
	ours, theirs string
	same         bool
}

// pairsOf is the alignment, and how many letters are the same in it, whatever their case.
func pairsOf(x, y []string) (pairs []pair, same int) {
	eq := func(i, j int) bool { return strings.EqualFold(x[i], y[j]) }
	cost := make([][]int, len(x)+1)
	for i := range cost {
		cost[i] = make([]int, len(y)+1)
		for j := range cost[i] {
			switch {
			case i == 0 || j == 0:
				cost[i][j] = i + j
			case eq(i-1, j-1):
				cost[i][j] = cost[i-1][j-1]
			default:
				cost[i][j] = 1 + min(cost[i-1][j-1], cost[i-1][j], cost[i][j-1])
			}
		}
	}
	for i, j := len(x), len(y); i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && eq(i-1, j-1):
			i, j, same = i-1, j-1, same+1
			pairs = append(pairs, pair{x[i], y[j], true})
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+1:
			i, j = i-1, j-1
			pairs = append(pairs, pair{x[i], y[j], false})
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
			pairs = append(pairs, pair{x[i], gap, false})
		default:
			j--
			pairs = append(pairs, pair{gap, y[j], false})
		}
	}
	slices.Reverse(pairs)
	return pairs, same
}
