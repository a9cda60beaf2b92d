package normalise

import "strings"

// String prints "FAMILY-FAMILY, GIVEN MIDDLE (AKA CALLED) (AKA FAMILY, GIVEN) (NEE
// FORMER)", which [ParseFullName] reads back. An apostrophe ends a particle that
// the letters alone do not give away: AL'AHMAD.
func (n Name) String() string {
	switch {
	case n.Quality == Invalid:
		return "0" // any word would be a name
	case !n.Quality.Usable():
		return n.Quality.word()
	}
	var b strings.Builder
	writeFamily(&b, n.Family, n.Bare)
	b.WriteString(", ")
	b.WriteString(strings.Join(n.Given[:n.Middle], "-"))
	for _, m := range n.Given[n.Middle:] {
		b.WriteByte(' ')
		b.WriteString(m)
	}
	for _, o := range n.Also {
		b.WriteString(" (AKA ")
		writeFamily(&b, o.Family, o.Bare)
		if len(o.Family) > 0 || len(o.Given) > 1 {
			b.WriteString(", ")
		}
		b.WriteString(strings.Join(o.Given, " "))
		b.WriteByte(')')
	}
	for i, f := range n.Former {
		b.WriteString(" (NEE ")
		writeFamily(&b, f, n.FormerBare[i])
		b.WriteByte(')')
	}
	return b.String()
}

// writeFamily prints the parts of a family name.
func writeFamily(b *strings.Builder, parts, bare []string) {
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('-')
		}
		if from := len(p) - len(bare[i]); from != bareFrom(p) {
			b.WriteString(p[:from])
			b.WriteByte('\'')
			p = bare[i]
		}
		b.WriteString(p)
	}
}
