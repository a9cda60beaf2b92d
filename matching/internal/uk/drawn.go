package uk

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
)

// compareDrawnTogether compares two names of which one has words written as one that are
// written apart in the other. Is reports whether that is so and all words fit.
func compareDrawnTogether(a, b *Name) (o fs.Outcome, is bool) {
	switch {
	case a.sameLetters(b):
		if w := a.one(); w != nil {
			return fs.Outcome{Level: nameOnly, Frequency: w.share}, true
		}
		if b.one() != nil {
			return fs.Outcome{Level: nameOnly, Frequency: a.Full}, true
		}
		return fs.Outcome{Level: nameReordered, Frequency: a.Full}, true
	case a.areGivenOf(b):
		return fs.Outcome{Level: nameForenameAlone, Frequency: a.Full}, true
	case b.areGivenOf(a):
		return fs.Outcome{Level: nameForenameAlone, Frequency: a.tells().share}, true
	}
	return fs.Outcome{}, false
}

// asOne writes words as one.
func asOne(words []*word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
	}
	return b.String()
}

// sameLetters reports whether two names are the same letters in the same order, in more
// words on one side: Habibullah and Habib Ullah, Haile Gebreselassie and Haile Gebre
// Selassie. It is false if the side with more words has initials.
func (n *Name) sameLetters(b *Name) bool {
	if n.length != b.length {
		return false
	}
	var bufN, bufB [maxWords]*word
	few, many := n.all(&bufN), b.all(&bufB)
	if len(few) > len(many) {
		few, many = many, few
	}
	if len(few) == len(many) || len(few) == 0 || whole(many) < len(many) {
		return false
	}
	for _, w := range few {
		for rest := w.text; rest != ""; many = many[1:] {
			var ok bool
			if rest, ok = strings.CutPrefix(rest, many[0].text); !ok {
				return false
			}
		}
	}
	return true
}

// asGiven returns the last given name and the family name as one word, if that given
// name is seldom used alone: whoever is Abdul Karim on one form may be Abdulkarim, with
// another family name, on the next. Else "".
func (n *Name) asGiven() string {
	if len(n.Given) == 0 || len(n.Family) == 0 || len(n.Family[0].parts) > 0 {
		return ""
	}
	last := &n.Given[len(n.Given)-1]
	if names.WeakAt(last.text) != names.First {
		return ""
	}
	return clip(last.text + n.Family[0].text)
}

// areGivenOf reports whether n's names, written as one, are b's given name, beside which
// b has a family name.
func (n *Name) areGivenOf(b *Name) bool {
	if len(n.Given) == 0 || len(b.Given) == 0 || len(b.Family) == 0 {
		return false
	}
	text, last := b.tells().text, n.Given[len(n.Given)-1].text
	if len(last) < 3 || !strings.HasPrefix(text, last[:3]) { // most are told by this
		return false
	}
	given := n.asGiven()
	return given != "" && (text == given || text == otherArticle(given))
}

// otherArticle returns a name in Abdul- with the article written as it sounds before its
// name of God, or as it is spelt: ABDURRAHMAN of ABDULRAHMAN, and the other way round. Else
// "".
func otherArticle(given string) string {
	rest, ok := strings.CutPrefix(given, "ABDU")
	if !ok || len(rest) < 4 || strings.IndexByte("DNRSTZ", rest[1]) < 0 {
		return ""
	}
	switch rest[0] {
	case 'L':
		return "ABDU" + rest[1:2] + rest[1:]
	case rest[1]:
		return "ABDUL" + rest[1:]
	}
	return ""
}

// ledByFamily reports whether n's family name stands first, and the two words after it are
// b's given name: Kim Min Jun, in whatever fields, and Minjun Kim.
func (n *Name) ledByFamily(b *Name) bool {
	if len(n.Given) != 2 || len(n.Family) == 0 || len(b.Given) == 0 || len(b.Family) == 0 || !sameName(&n.Given[0], &b.Family[0].word) {
		return false
	}
	rest, ok := strings.CutPrefix(b.Given[0].text, n.Given[1].text)
	return ok && rest == n.Family[0].text
}
