package similarity

// Pattern is one string prepared for comparison with many. Comparing does not
// allocate as long as both strings are ASCII of at most 64 bytes. The zero value
// is the empty string. A Pattern is 1 KiB: keep one for what is searched, not
// for everything it is compared with.
type Pattern struct {
	text  string
	masks [128]uint64 // for each ASCII character, the positions at which it stands
	short bool
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
		for i := range len(p.text) {
			p.masks[p.text[i]&0x7f] = 0
		}
	}
	p.text, p.short = s, short(s)
	if p.short {
		for i := range len(s) {
			p.masks[s[i]&0x7f] |= 1 << i
		}
	}
}

// String returns the string that p was made of.
func (p *Pattern) String() string { return p.text }

// Jaro returns the [Jaro] similarity of the pattern and s.
func (p *Pattern) Jaro(s string) float64 {
	if p.text == "" || s == "" {
		return 0
	}
	if !p.short || !short(s) {
		return jaroRunes([]rune(p.text), []rune(s))
	}
	return p.jaroWord(s)
}

// JaroWinkler returns the [JaroWinkler] similarity of the pattern and s.
func (p *Pattern) JaroWinkler(s string) float64 {
	return boost(p.Jaro(s), p.text, s)
}

// OSA returns the [OSA] distance of the pattern and s.
func (p *Pattern) OSA(s string) int {
	if !p.short || !short(s) {
		return osaRunes([]rune(p.text), []rune(s))
	}
	return p.osaWord(s)
}
