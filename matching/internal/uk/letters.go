package uk

import "github.com/caselobby/caselobby/matching/similarity"

// LettersApart counts the edits between the names of two people: from every word of the
// name with fewer words to the nearest word of the other, whichever field they stand in.
func (n *Name) LettersApart(o *Name) (slips int) {
	var memory [2][maxWords]*word
	fewer, more := n.all(&memory[0]), o.all(&memory[1])
	if len(fewer) > len(more) {
		fewer, more = more, fewer
	}
	for _, w := range fewer {
		nearest := len(w.text) // as if it had no counterpart
		for _, v := range more {
			nearest = min(nearest, similarity.OSA(w.text, v.text))
		}
		slips += nearest
	}
	return slips
}
