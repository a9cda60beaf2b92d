package normalise

// ParseNINO reads a National Insurance number in any spacing, punctuation and
// case, with a label before it or not. O and 0, I and 1 are put right by their
// position. The number is unique without its suffix, so a missing or impossible
// suffix leaves it [Partial].
//
// Prefixes that are never issued make it [Invalid]; administrative and temporary
// numbers, examples and stand-ins are [Placeholder] with their class set where
// they have one. The rules are those of HMRC's National Insurance Manual, NIM39110.
func ParseNINO(s string) NINO {
	t, ok := readable(s)
	if !ok {
		return NINO{}
	}
	var buf [40]byte
	c, whole := compact(buf[:], t)
	if whole && standIn(c) {
		return NINO{Quality: Placeholder}
	}
	c = unlabelled(c)
	if len(c) != 8 && len(c) != 9 || !whole {
		return NINO{Quality: Invalid}
	}
	n := classify(c)
	n.Quality = atBest(n.Quality, s)
	return n
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
	if isTRN(c) {
		return NINO{Stem: string(c), Class: NINOTemporary, Quality: Placeholder}
	}
	for i := range c[:8] {
		c[i] = repair(c[i], i < 2)
	}
	for i, b := range c[:8] {
		if i < 2 && !isLetter(b) || i >= 2 && !isDigit(b) {
			return NINO{Quality: Invalid}
		}
	}
	n := NINO{Class: classOf(string(c[:2]), c[2:8]), Quality: Partial}
	switch {
	case repeated(c[2:8]) && n.Class <= NINOOrdinary:
		return NINO{Quality: Placeholder}
	case n.Class == NINONone || len(c) == 9 && !isLetter(c[8]):
		return NINO{Quality: Invalid}
	case n.Class != NINOOrdinary:
		n.Suffix, n.Quality = string(c[8:]), Placeholder
	case len(c) == 9 && c[8] <= 'D':
		n.Suffix, n.Quality = string(c[8:]), Valid
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

// isTRN reports the form 11 A1 11 11 of a temporary reference number.
func isTRN(c []byte) bool {
	if len(c) != 8 || !isLetter(c[2]) || c[2] == 'O' || c[2] == 'I' {
		return false
	}
	for i, b := range c {
		if i != 2 && !isDigit(b) {
			return false
		}
	}
	return true
}

// classOf tells what a prefix and six digits are.
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
	case "AA", "AB":
		if string(digits) == "123456" {
			return NINOExample
		}
	}
	if neverIssued(prefix[0]) || neverIssued(prefix[1]) || prefix[1] == 'O' {
		return NINONone
	}
	return NINOOrdinary
}

func neverIssued(letter byte) bool {
	switch letter {
	case 'D', 'F', 'I', 'Q', 'U', 'V':
		return true
	}
	return false
}
