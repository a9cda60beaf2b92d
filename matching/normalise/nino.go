package normalise

import "strings"

// ParseNINO reads a National Insurance number: the first in the text that is
// whole, or else that can be used, or else the first. See [ParseNINOs].
func ParseNINO(s string) NINO {
	if len(s) <= MaxBytes {
		if t, ok := valuesText(s); !ok {
			return NINO{}
		} else if n, ok := oneNINO(t); ok {
			return n
		}
	}
	return best(ParseNINOs(s), func(n NINO) Quality { return n.Quality })
}

// ParseNINOs reads every National Insurance number in a text, in the order typed,
// in any spacing, punctuation and case, with a label before it or not; those that
// cannot be used too. Up to two slips of O for 0, I for 1, or 0 for O are put right by
// their position, but not among other words. The number of somebody else (partner's …), one
// after "not", and one of another kind without a suffix (passport …), is not read. An absent text has none.
//
// The number is unique without its suffix, so a missing or impossible suffix leaves
// it [Partial]. Prefixes that are never issued make it [Invalid]; administrative
// and temporary numbers, examples and stand-ins are [Placeholder] with their class,
// stem and suffix set where they have one. The rules are those of HMRC's National
// Insurance Manual, NIM39110.
func ParseNINOs(s string) []NINO {
	t, ok := valuesText(s)
	if !ok {
		return nil
	}
	out := readNINOs(t)
	for i := range out {
		told(&out[i].Quality, &out[i].Why, s)
	}
	return out
}

func noNINO(q Quality, why Reason) NINO { return NINO{Quality: q, Why: why} }

// readNINOs finds the numbers in a text: one, or one in each of its pieces, or
// several among the words of a piece.
func readNINOs(t string) []NINO {
	if n, ok := oneNINO(t); ok {
		return []NINO{n}
	}
	var out []NINO
	for rest := t; rest != ""; {
		var piece string
		piece, rest = nextPiece(rest, "/,;|&")
		if n, ok := oneNINO(piece); piece != "" && ok {
			out = append(out, n)
		} else {
			out = append(out, ninosWithin(piece)...)
		}
	}
	if len(out) == 0 {
		out = append(out, noNINO(Invalid, ReasonForm))
	}
	return out
}

// oneNINO reads a text that is one number, or stands in its place.
func oneNINO(t string) (NINO, bool) {
	var buf [40]byte
	c, whole := compact(buf[:], t)
	if !whole {
		return NINO{}, false
	}
	if why, ok := nothing(t); ok {
		return noNINO(Placeholder, why), true
	}
	c = unlabelled(c)
	if hiddenNINO(c, t) {
		return noNINO(Invalid, ReasonMasked), true
	}
	if len(c) != 8 && len(c) != 9 {
		return NINO{}, false
	}
	n := classify(c)
	return n, n.Why != ReasonForm
}

// hiddenNINO reports whether some characters of a number are hidden: JG ** ** 57 D, or JG
// XX XX 57 D.
func hiddenNINO(c []byte, t string) bool {
	if i := strings.IndexAny(t, hidingSigns); i >= 0 && len(c) < 8 {
		return digitsIn(c) >= 2 || len(c) >= 2 && digitsIn(c) == 0 && len(c) <= 3
	}
	if len(c) != 8 && len(c) != 9 {
		return false
	}
	hidden := strings.Count(string(c[2:8]), "X")
	return hidden >= 2 && hidden+digitsIn(c[2:8]) == 6
}

func digitsIn(c []byte) (n int) {
	for _, b := range c {
		if isDigit(b) {
			n++
		}
	}
	return n
}

// ninosWithin looks for numbers among other words. Each must be whole words, and nothing is
// repaired. A number of somebody else (partner's, a bracket "(wife)" after it), or without a
// suffix and told to be of another kind (passport, ref), is none.
func ninosWithin(t string) (out []NINO) {
	words := strings.Fields(t)
	said := kinds(0) // of the words since the last number
	for i := 0; i < len(words); {
		n, size := ninoAt(words[i:])
		if size == 0 {
			said |= saysOf(words, i)
			i++
			continue
		}
		i += size
		another := said&(otherNumber|thisNumber) == otherNumber && n.Suffix == ""
		if said&relative == 0 && !another && !denied(words[:i-size]) && !(i < len(words) && ofAnother(words, i)) && wrongly(strings.Join(words[i:], " ")) == 0 {
			out = append(out, n)
		}
		said = 0
	}
	return out
}

// denied reports whether words end in one that says that the number after them is not the right one:
// not, wrong NI number.
func denied(words []string) bool {
	for i := len(words) - 1; i >= 0; i-- {
		w := strings.Trim(words[i], "(:.")
		if kindsOf(w)&thisNumber == 0 && !isAny(w, "NUMBER NO POSTCODE AT") {
			return isAny(w, "NOT WRONG INCORRECT")
		}
	}
	return false
}

// ofAnother reports whether a bracket, a dash or a last word at i says that the number before it is of
// somebody else: (his wife), (wife of Bob), - wife's, is wife's. It does not if it holds a number of its own (partner JG …)
// or says that there is none (wife has none).
func ofAnother(words []string, i int) bool {
	switch last := len(words) - 1; {
	case i < last && words[i] == "-", i+1 == last && isAny(words[i], "is"):
		i++
	case words[i][0] != '(' && (i < last || !strings.Contains(words[i], "'")): // partner's
		return false
	}
	digits, all := 0, kinds(0)
	for k := i; k < len(words) && (k == i || !strings.HasSuffix(words[k-1], ")")); k++ {
		digits, all = digits+digitsIn([]byte(words[k])), all|kindsOf(words[k])
	}
	if i+1 < len(words) && lookUp(strings.TrimLeft(words[i], "(")).kind == fillerWord {
		i++ // his
	}
	return saysOf(words, i)&relative != 0 && digits < minDigits && all&(decisive|standsIn) == 0
}

// saysOf returns what the word at i, beside a number, says whose it is, or of which kind.
func saysOf(words []string, i int) kinds {
	before, after := "", ""
	if i > 0 {
		before = words[i-1]
	}
	if i+1 < len(words) {
		after = words[i+1]
	}
	is := kindsOf(words[i])
	switch {
	case nobodyElse(before, after):
		is &^= relative
	case is&another != 0 && (is&yetName == 0 || upper(words[i][0]) != words[i][0]), is.ofApplicant() && (otherThan(before) || isAny(strings.Trim(after, ":)"), "2 3 4")): // next of kin, a child's; not Ann Child
		is |= relative
	}
	return is
}

// ninoAt reads the longest number of whole words that words begins with.
func ninoAt(words []string) (best NINO, size int) {
	var buf [9]byte
	n := 0
	for i, w := range words {
		c, whole := compact(buf[n:], w)
		if n += len(c); !whole {
			break
		}
		if len(c) > 0 && n >= 8 && ninoForm(buf[:n]) {
			if b := classify(buf[:n]); b.Class != NINONone {
				best, size = b, i+1
			}
		}
	}
	return best, size
}

// ninoForm reports whether c is two letters, six digits and perhaps a letter.
func ninoForm(c []byte) bool {
	return isLetter(c[0]) && isLetter(c[1]) && digitsIn(c[2:8]) == 6 && (len(c) == 8 || isLetter(c[8]))
}

// String prints the number without spaces, "QQ123456C"; a value that identifies
// nobody prints as such.
func (n NINO) String() string {
	if n.Class == NINONone {
		return n.Quality.word()
	}
	return n.Stem + n.Suffix
}

// unlabelled drops the words that people put before the number.
func unlabelled(c []byte) []byte {
	if len(c) <= 9 {
		return c
	}
	for _, label := range [...]string{"NATIONALINSURANCENUMBER", "NATIONALINSURANCENO", "NATIONALINSURANCE", "NINUMBER", "NINO", "NI"} {
		if n := len(c) - len(label); (n == 8 || n == 9) && string(c[:len(label)]) == label {
			return c[len(label):]
		}
	}
	return c
}

// classify reads eight or nine letters and digits.
func classify(c []byte) NINO {
	if len(c) == 8 && isLetter(c[2]) && c[2] != 'O' && c[2] != 'I' && digitsIn(c) == 7 { // 11 A1 11 11, a temporary reference
		return NINO{Stem: string(c), Class: NINOTemporary, Quality: Placeholder, Why: ReasonAdmin}
	}
	repairs := 0
	for i, b := range c[:8] {
		if i == 0 && b == '0' || i >= 2 { // no second letter is O, none is I
			c[i] = repair(b, i == 0)
		}
		if i >= 2 && !isDigit(c[i]) && drawnLike(c[i]) != 0 {
			c[i] = drawnLike(c[i])
		}
		if c[i] != b {
			repairs++
		}
		if i < 2 && !isLetter(c[i]) || i >= 2 && !isDigit(c[i]) || repairs > 2 {
			return noNINO(Invalid, ReasonForm)
		}
	}
	n := NINO{Class: classOf(string(c[:2]), c[2:8]), Quality: Partial}
	switch {
	case repeated(c[2:8]) && n.Class <= NINOOrdinary:
		return noNINO(Placeholder, ReasonPlaceholder)
	case len(c) == 9 && !isLetter(c[8]):
		return noNINO(Invalid, ReasonForm)
	case n.Class == NINONone:
		return noNINO(Invalid, ReasonUnissued)
	case n.Class != NINOOrdinary:
		n.Suffix, n.Quality, n.Why = string(c[8:]), Placeholder, ReasonPlaceholder
		if n.Class == NINOAdministrative {
			n.Why = ReasonAdmin
		}
	case len(c) == 9 && c[8] <= 'D':
		n.Suffix, n.Quality = string(c[8:]), Valid
	case len(c) == 9:
		n.Why = ReasonPart
	}
	n.Stem = string(c[:8])
	return n
}

// repair puts right the letters and digits that are mistaken for one another.
func repair(b byte, letter bool) byte {
	switch {
	case letter && b == '0':
		return 'O'
	case letter && b == '1':
		return 'I'
	case !letter && b == 'O':
		return '0'
	case !letter && b == 'I':
		return '1'
	}
	return b
}

// classOf returns the class of a prefix and six digits.
func classOf(prefix string, digits []byte) NINOClass {
	switch prefix {
	case "TN":
		return NINOTemporary
	case "QQ":
		return NINOExample
	case "OO", "CR", "FY", "MW", "NC", "PP", "PY", "PZ":
		return NINOAdministrative
	case "BG", "GB", "KN", "NK", "NT", "ZZ":
		return NINONone
	}
	if string(digits) == "123456" && (prefix[0] == prefix[1] || prefix == "AB") {
		return NINOExample
	}
	if neverIssued(prefix[0]) || neverIssued(prefix[1]) || prefix[1] == 'O' {
		return NINONone
	}
	return NINOOrdinary
}

func neverIssued(letter byte) bool {
	return strings.IndexByte("DFIQUV", letter) >= 0
}
