package similarity

// OneEdit reports whether a and b are one edit apart: for ASCII, whether [OSA] is 1. It
// is faster than computing the distance. It compares bytes, so beyond ASCII it misses
// edits of a whole character, but reports none that is not there.
func OneEdit(a, b string) bool {
	switch len(a) - len(b) {
	case 0:
		return oneReplaced(a, b)
	case 1:
		return oneLonger(a, b)
	case -1:
		return oneLonger(b, a)
	}
	return false
}

// oneReplaced reports whether two texts of the same length differ in exactly one byte, or
// by two neighbours swapped.
func oneReplaced(a, b string) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return false
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// oneLonger reports whether removing one byte of long gives short.
func oneLonger(long, short string) bool {
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	return long[i+1:] == short[i:]
}
