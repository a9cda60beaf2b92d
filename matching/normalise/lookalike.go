package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// drawnAsLatin are letters of Cyrillic and Greek, each before the Latin letter that is drawn
// the same: what a keyboard of two layouts leaves in a Latin word.
const drawnAsLatin = "АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSаaеeоoрpсcуyхxіiјjѕs" + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοo"

var lookalikes = func() map[rune]rune {
	all := map[rune]rune{}
	letters := []rune(drawnAsLatin)
	for i := 0; i < len(letters); i += 2 {
		all[letters[i]] = letters[i+1]
	}
	return all
}()

// inOneScript writes in Latin letters every word of Latin letters and of others that are
// drawn the same. A word without a Latin letter stays: nobody sees which it is.
func inOneScript(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return lookalikes[r] != 0 }) {
		return s
	}
	var b strings.Builder
	for rest := s; rest != ""; {
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		switch {
		case n < 0:
			n = len(rest)
		case n == 0:
			_, n = utf8.DecodeRuneInString(rest)
		}
		b.WriteString(latinWord(rest[:n]))
		rest = rest[n:]
	}
	return b.String()
}

func latinWord(w string) string {
	latin := false
	for _, r := range w {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case lookalikes[r] == 0:
			return w
		}
	}
	if !latin {
		return w
	}
	return strings.Map(func(r rune) rune {
		if l := lookalikes[r]; l != 0 {
			return l
		}
		return r
	}, w)
}
