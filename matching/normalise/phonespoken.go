package normalise

import "strings"

// spokenDigits writes in digits a number that is dictated, "oh seven seven double-oh nine …", and
// a space for whatever else stands in the text. It returns the text as it is if that has the
// digits of a number and doubles none, or if what is dictated has too few.
func spokenDigits(t string) string {
	figures := digitsIn([]byte(t)) >= minDigits
	if figures && !strings.Contains(t, "ble") && !strings.Contains(t, "BLE") { // double, triple, treble
		return t
	}
	var d []byte
	doubled := false
	for rest, times := t, 1; rest != ""; {
		word, n := spokenWord(rest)
		if word == "" {
			n = 1
			word = rest[:1]
		}
		rest = rest[n:]
		switch digit, ok := digitSpoken(word); {
		case ok:
			for ; times > 1; times-- {
				d, doubled = append(d, digit), true
			}
			d = append(d, digit)
		case word == "DOUBLE":
			times = 2
		case word == "TRIPLE", word == "TREBLE":
			times = 3
		case word != " " && word != "-":
			d = append(d, ' ')
		}
	}
	if digitsIn(d) < minDigits || !doubled && figures {
		return t
	}
	return string(d)
}

// digitSpoken returns the digit that a word, or a digit, stands for.
func digitSpoken(word string) (byte, bool) {
	switch w := lookUp(word); {
	case len(word) == 1 && isDigit(word[0]):
		return word[0], true
	case word == "O", word == "NOUGHT":
		return '0', true
	default:
		return byte('0' + w.month), w.kind == numberWord && w.month <= 9
	}
}
