package similarity

// Phonetic returns a key of how a name sounds in English, so that spellings of
// one sound agree: SMITH and SMYTH, CATHERINE and KATHRYN, SIOBHAN and SHIVAUN.
// It is made for names met in the United Kingdom, with the Irish, Welsh, Polish
// and Romanian spellings among them.
//
// The input is one folded word, upper-case A–Z; other characters are skipped,
// and without a letter the key is "". The key is at most 8 letters: the
// consonants heard, B D F G H J K L M N P R S T W and X for sh and ch, with A for
// a vowel at the beginning. Vowels inside are dropped, hence JOHN and JANE have
// one key: it finds candidates and is weak evidence.
func Phonetic(s string) string {
	w := word{s: s}
	w.opening()
	for w.i < len(w.s) && w.n < len(w.key) {
		switch c := w.s[w.i]; c {
		case 'A', 'E', 'I', 'O', 'U', 'Y':
			if w.n == 0 {
				w.say('A', 0)
			}
			w.last = 0
			w.pass(1)
		case 'B', 'M':
			w.labial(c)
		case 'C':
			w.hearC()
		case 'D':
			w.hearD()
		case 'G':
			w.hearG()
		case 'H', 'W':
			w.breath(c)
		case 'S', 'Z', 'T':
			w.hiss(c)
		default:
			w.plain(c)
		}
	}
	return string(w.key[:w.n])
}

// opening takes letters that are silent, or sound otherwise, only at the beginning.
func (w *word) opening() {
	switch {
	case w.begins("KN", "GN", "PN", "PS", "PT", "WR"):
		w.pass(1)
	case w.begins("SIO", "SIA", "SIU", "SEAN", "SEAM", "SINEA"):
		w.say('X', 1)
	case w.begins("X"):
		w.say('S', 1)
	case w.begins("MAC") && len(w.s) > 4:
		w.say('M', 2)
	case w.begins("MC"):
		w.say('M', 1)
		w.say('K', 1)
		if w.at(0) == 'H' {
			w.pass(1)
		}
	case w.begins("LLWY", "LLEW", "LLY"):
		w.say('L', 2)
	}
}

// labial takes a B or M, which in Irish an H turns into a V: SIOBHAN, NIAMH, CAOIMHE.
func (w *word) labial(c byte) {
	before := w.at(-1)
	switch {
	case c == 'B' && before == 'M' && w.at(1) == 0: // LAMB
		w.pass(1)
	case w.at(1) == 'H' && before != 0 && (w.at(2) == 0 || before == 'I' || c == 'M' && w.at(2) == 'E' || c == 'B' && before == 'O' && w.at(-2) == 'I'):
		w.say('F', 2)
	case w.at(1) == 'H' && c == 'B': // aspirate: ABHISHEK
		w.say('B', 2)
	default:
		w.say(c, 1)
	}
}

func (w *word) hearC() {
	switch {
	case w.is("CZ"):
		w.say('X', 2)
	case w.is("CH"):
		switch {
		case w.is("CHR"), w.is("CHL"), w.is("CHN"), w.is("CHAEL") && w.at(-1) == 'I', w.is("CHO") && w.at(-1) == 'I', w.at(-2) == 'Z' && w.at(-1) == 'A':
			w.say('K', 2)
		default:
			w.say('X', 2)
		}
	case w.is("CK"), w.is("CQ"):
		w.say('K', 2)
	case w.is("CIA") && w.i > 0: // ALICIA
		w.say('X', 2)
	case front(w.at(1)):
		w.say('S', 1)
	default:
		w.say('K', 1)
	}
}

func (w *word) hearD() {
	switch {
	case w.is("DG") && front(w.at(2)), w.is("DJ"):
		w.say('J', 2)
	case w.is("DHBH"): // MEADHBH
		w.pass(2)
	case w.is("DH"):
		w.say('D', 2)
	default:
		w.say('D', 1)
	}
}

func (w *word) hearG() {
	switch {
	case w.is("GH"):
		if before := w.at(-1); vowel(before) && (!vowel(w.at(2)) || before == 'U' || before == 'I' || w.i > 2) {
			w.pass(2) // WRIGHT, LEIGH, VAUGHAN, GALLAGHER; not MEGHAN
			return
		}
		w.say('G', 2) // GHULAM, SINGH
	case w.is("GG"):
		w.say('G', 2)
	case w.is("GN") && w.at(2) == 0:
		w.pass(1)
	case w.is("GI") && w.i == 0:
		switch w.at(2) {
		case 'A', 'O', 'N', 'U', 'S':
			w.say('J', 1)
		case 'L':
			if w.at(3) == 'E' {
				w.say('J', 1)
				return
			}
			fallthrough
		default:
			w.say('G', 1) // GIBSON, GILL
		}
	case front(w.at(1)):
		w.say('J', 1)
	default:
		w.say('G', 1)
	}
}

// breath takes an H or W, which are heard at the beginning only.
func (w *word) breath(c byte) {
	switch {
	case w.n == 0 && w.is("WH"):
		w.say('W', 2)
	case w.n == 0:
		w.say(c, 1)
	default:
		w.pass(1)
	}
}

// hiss takes an S, Z or T, with the letters that make another sound of it.
func (w *word) hiss(c byte) {
	switch {
	case w.is("SCHO"): // SCHOFIELD
		w.say('S', 1)
		w.say('K', 2)
	case w.is("SCH"), w.is("TCH"), w.is("SZCZ"):
		w.say('X', 3)
		if c == 'S' && w.at(0) == 'Z' {
			w.pass(1)
		}
	case w.is("SH"), w.is("SZ"), w.is("ZH"):
		w.say('X', 2)
	case w.is("SC") && front(w.at(2)):
		w.say('S', 2)
	case w.is("TH"):
		w.say('T', 2)
	case c == 'T':
		w.say('T', 1)
	default:
		w.say('S', 1)
	}
}

// plain takes a consonant that sounds the same nearly everywhere.
func (w *word) plain(c byte) {
	h := 1
	if w.at(1) == 'H' {
		h = 2
	}
	switch c {
	case 'P':
		switch {
		case h == 2:
			w.say('F', 2)
		case w.at(1) == 'F', w.at(-1) == 'M' && w.at(1) == 'S': // THOMPSON
			w.pass(1)
		default:
			w.say('P', 1)
		}
	case 'F', 'V':
		w.say('F', 1)
	case 'K':
		w.say('K', h)
	case 'Q':
		w.say('K', 1)
	case 'X':
		w.say('K', 1)
		w.say('S', 0)
	case 'J', 'L', 'N', 'R':
		w.say(c, h)
	default:
		w.pass(1) // not a letter
	}
}
