package normalise

// standIn reports whether a text, reduced to its upper-case letters and digits,
// is one of the things people type where they have nothing to say.
func standIn(compact []byte) bool {
	if len(compact) == 0 || repeated(compact) && len(compact) > 2 {
		return true
	}
	switch string(compact) {
	case "UNKNOWN", "UNKOWN", "UNKNOW", "UNK", "UK", "NOTKNOWN", "NK", "NKN", "DK", "DONTKNOW", "DOESNOTKNOW", "NOTSURE", "UNSURE",
		"NA", "NOTAVAILABLE", "NOTAPPLICABLE", "NOTAPP", "NONE", "NO", "NIL", "NULL", "NOTHING", "NOTFOUND", "UNDEFINED",
		"TBC", "TBA", "TBD", "TOBECONFIRMED", "TOBEADVISED", "PENDING", "AWAITED", "AWAITING", "APPLIEDFOR",
		"NOTGIVEN", "NOTPROVIDED", "NOTDISCLOSED", "NOTSTATED", "NOTRECORDED", "NOTENTERED", "NOTSUPPLIED", "NOTSPECIFIED", "NOTHELD",
		"NODATA", "NOINFORMATION", "NOINFO", "NODETAILS", "MISSING", "BLANK", "EMPTY", "DEFAULT", "DUMMY",
		"REFUSED", "REFUSEDTOSAY", "DECLINED", "WITHHELD", "PREFERNOTTOSAY", "DOESNOTHAVEONE", "DOESNOTHAVE", "HASNONE",
		"TEST", "TESTING", "TESTTEST", "XX", "ASDF", "ASDFG", "QWERTY", "SAMEASABOVE", "ASABOVE", "SEENOTES":
		return true
	}
	return false
}

// repeated reports whether all bytes are the same.
func repeated(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return true
}

// compact writes the upper-case letters and digits of plain or cleaned ASCII
// text to buf and returns as many as fit, and whether all did.
func compact(buf []byte, s string) ([]byte, bool) {
	n := 0
	for i := range len(s) {
		c := upper(s[i])
		if !isWord(c) {
			continue
		}
		if n == len(buf) {
			return buf, false
		}
		buf[n] = c
		n++
	}
	return buf[:n], true
}

// readable cleans s, and folds it only where it is not plain ASCII already; ok is
// false where nothing was given.
func readable(s string) (t string, ok bool) {
	s = Clean(s)
	if isASCII(s) {
		return s, s != ""
	}
	return plain(s), true
}

// word prints a value without content; it reads back as the same quality.
func (q Quality) word() string {
	switch q {
	case Placeholder:
		return "not known"
	case Invalid:
		return "invalid"
	}
	return ""
}
