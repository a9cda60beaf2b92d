package normalise

import "strings"

// standIn reports whether a text, reduced to its upper-case letters and digits,
// is one of the things people type where they have nothing to say.
func standIn(compact []byte) bool {
	return empty(compact) || lexicon[string(compact)]&standsIn != 0
}

// empty reports whether a text is nothing, or one character three times or more.
func empty(compact []byte) bool { return len(compact) == 0 || len(compact) > 2 && repeated(compact) }

// excused reports whether a text says in words of its own that there is no value: "declined to
// answer", "see case notes", "no phone at present". Or a machine says so: #REF!, \N.
func excused(t string) bool {
	if strings.EqualFold(t, `\N`) || len(t) > 2 && t[0] == '#' && strings.IndexByte("!?", t[len(t)-1]) >= 0 {
		return true
	}
	all, words := kinds(0), 0
	for t != "" {
		var buf [16]byte
		n := 0
		for n < len(t) && (isWord(upper(t[n])) || t[n] == '\'' || n == 1 && (t[n] == '/' || t[n] == '-')) { // N/A, e-mail
			n++
		}
		c, whole := compact(buf[:], t[:n])
		is := lexicon[string(c)]
		if len(c) > 0 {
			if words++; !whole || is&(decisive|formWord|excuse|standsIn) == 0 {
				return false
			}
		}
		all |= is
		t = t[min(n+1, len(t)):]
	}
	return all&standsIn != 0 || all&(decisive|excuse) != 0 && words > 1
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

// word is what a value of this quality without parts prints. It reads back as the same
// quality.
func (q Quality) word() string {
	switch q {
	case Placeholder:
		return "not known"
	case Invalid:
		return "invalid"
	}
	return ""
}
