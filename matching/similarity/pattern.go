package similarity

// Pattern is one string prepared for comparison with many. Comparing does not
// allocate as long as both strings are ASCII of at most 64 bytes. The zero value
// is the empty string. A Pattern is 1 KiB: keep one for what is searched, not
// for everything it is compared with.
type Pattern struct {
	text  string
	masks masks[uint64]
	short bool // the masks are those of the text
}

// Prepare returns the pattern of s.
func Prepare(s string) *Pattern {
	p := new(Pattern)
	p.Set(s)
	return p
}

// Set makes p the pattern of s, reusing its memory.
func (p *Pattern) Set(s string) {
	if p.short {
		p.masks.remove(p.text)
	}
	p.text, p.short = s, short(s)
	if p.short {
		p.masks.add(s)
	}
}

// String returns the string that p was made of.
func (p *Pattern) String() string { return p.text }

// Jaro returns the [Jaro] similarity of the pattern and s.
func (p *Pattern) Jaro(s string) float64 {
	if p.short && len(s) <= wordSize {
		if j, ok := p.masks.jaro(len(p.text), s); ok {
			return j
		}
	}
	return jaroRunes([]rune(p.text), []rune(s))
}

// JaroWinkler returns the [JaroWinkler] similarity of the pattern and s.
func (p *Pattern) JaroWinkler(s string) float64 {
	return boost(p.Jaro(s), p.text, s)
}

// OSA returns the [OSA] distance of the pattern and s.
func (p *Pattern) OSA(s string) int {
	if p.short && len(s) <= wordSize {
		if d, ok := p.masks.osa(len(p.text), s); ok {
			return d
		}
	}
	return osaRunes([]rune(p.text), []rune(s))
}
