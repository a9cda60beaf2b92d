package desk

import "strings"

// stretch is a part of a text that is the same on both sides, or is not.
type stretch struct {
	Text    string
	Differs bool
}

// maxAligned bounds the texts that are set letter under letter.
const maxAligned = 60

// gap stands where the other side has a letter more.
const gap = '·'

// aligned sets two texts letter under letter, by the fewest changes that make one of
// the other (Needleman and Wunsch 1970, each change costing one). It returns nothing
// where they are too long, or have less than half their letters in common: such a
// picture says nothing.
func aligned(a, b string) (ours, theirs []stretch) {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 || len(x) > maxAligned || len(y) > maxAligned || strings.EqualFold(a, b) {
		return nil, nil
	}
	pairs, same := pairsOf(x, y)
	if 2*same < max(len(x), len(y)) {
		return nil, nil
	}
	for _, p := range pairs {
		ours, theirs = grown(ours, p[0], p[0] != p[1]), grown(theirs, p[1], p[0] != p[1])
	}
	return ours, theirs
}

// grown is a text with one letter more.
func grown(rs []stretch, letter rune, differs bool) []stretch {
	if n := len(rs); n > 0 && rs[n-1].Differs == differs {
		rs[n-1].Text += string(letter)
		return rs
	}
	return append(rs, stretch{string(letter), differs})
}

// pairsOf is the alignment, and how many letters are the same in it. Capitals differ
// from small letters in nothing.
func pairsOf(x, y []rune) (pairs [][2]rune, same int) {
	eq := func(i, j int) bool { return strings.EqualFold(string(x[i]), string(y[j])) }
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
			pairs = append(pairs, [2]rune{x[i], x[i]})
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+1:
			i, j = i-1, j-1
			pairs = append(pairs, [2]rune{x[i], y[j]})
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
			pairs = append(pairs, [2]rune{x[i], gap})
		default:
			j--
			pairs = append(pairs, [2]rune{gap, y[j]})
		}
	}
	for i, j := 0, len(pairs)-1; i < j; i, j = i+1, j-1 {
		pairs[i], pairs[j] = pairs[j], pairs[i]
	}
	return pairs, same
}
