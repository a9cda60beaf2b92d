package normalise

import "strings"

// BirthOrder returns which of the children of one birth is meant, 1 to 6, where that
// stands in place of a given name: 2 for "Twin 2", "2nd twin", "Baby girl B" and "Twin two
// of Ann". It is 0 where a name is given or no number is.
func BirthOrder(given string) (order int) {
	child := false
	for _, w := range strings.Fields(Fold(given)) {
		word, n := strings.TrimRight(w, "123456"), nth[w]
		switch {
		case w == "OF" && child:
			return order
		case lexicon[word]&newborn != 0:
			child, n = true, nth[w[len(word):]]
		case n == 0:
			return 0 // a name
		}
		if n != 0 && order != 0 {
			return 0
		}
		order = max(order, n)
	}
	if !child {
		return 0
	}
	return order
}

// nth reads a number as children of one birth are counted by.
var nth = func() map[string]int {
	all := map[string]int{}
	for i, words := range [...]string{"1 1ST ONE FIRST A I", "2 2ND TWO SECOND B II", "3 3RD THREE THIRD C III", "4 4TH FOUR FOURTH D IV", "5 5TH FIVE FIFTH E", "6 6TH SIX SIXTH F"} {
		for _, w := range strings.Fields(words) {
			all[w] = i + 1
		}
	}
	return all
}()
