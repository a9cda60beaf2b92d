package normalise

import (
	"slices"
	"strings"
	"unicode"
)

// postcodeMarks are the signs that part one postcode, or one part of an address,
// from the next.
const postcodeMarks = "/,;|&"

// readPostcodes finds the codes in a text: one, or one in each of its pieces, or
// several among the words of a piece.
func readPostcodes(t string) []Postcode {
	if p, ok := onePostcode(t); ok {
		return []Postcode{p}
	}
	var out []Postcode
	address := false // a piece has other words
	for rest := t; rest != ""; {
		var piece string
		piece, rest = nextPiece(rest, postcodeMarks+":=")                                            // also after a label
		if piece == "" || len(out) > 0 && strings.EqualFold(piece, "UK") || calendarYear(piece, t) { // the country after a code; else unknown
			continue
		}
		p, ok := onePostcode(piece)
		found := []Postcode{p}
		if noArea := ok && p.Why == ReasonArea; !ok || noArea || isArea(p) {
			if in := within(piece); len(in) > 0 || !noArea { // the O of c/o M1 1AE is none of an area
				found = in
			}
		}
		address = address || len(found) == 0
		out = append(out, found...)
	}
	if address && slices.ContainsFunc(out, func(p Postcode) bool { return p.Unit != "" }) { // "B2, Park House, Leeds LS1 2AB"
		out = slices.DeleteFunc(out, func(p Postcode) bool { return p.Unit == "" && p.Quality == Partial })
	}
	switch {
	case len(out) > 0:
		return out
	case strings.ContainsAny(t, hidingSigns):
		return []Postcode{noPostcode(ReasonMasked)}
	}
	return []Postcode{noPostcode(ReasonForm)}
}

// calendarYear reports whether a piece of a text t is a year or begins with one, 2024 or 2019-2024, and
// not all of the text, which may be a code of another country.
func calendarYear(piece, t string) bool {
	first, _, _ := strings.Cut(strings.Trim(piece, "() "), "-")
	year, ok := number(strings.TrimSpace(first))
	return ok && year >= 1900 && year < 2100 && len(piece) < len(t)
}

// isArea reports whether no more than an area was read. Among other words its letter or
// two are rather a word.
func isArea(p Postcode) bool { return p.Area != "" && p.District == "" && p.Area != "BFPO" }

// onePostcode reads a text that is one code, part of one, or a stand-in for one.
func onePostcode(t string) (Postcode, bool) {
	var buf [40]byte
	c, whole := compact(buf[:], t)
	if !whole {
		return Postcode{}, false
	}
	if reserved(c) {
		if p, ok := pseudo(c); ok {
			return p, true
		}
	}
	if digitsIn(c) == 0 || isDigit(c[0]) {
		if p, ok := pseudo(c); ok { // no address
			return p, true
		}
		if why, ok := nothing(t); ok {
			return Postcode{Pseudo: NotKnown, Quality: Placeholder, Why: why}, true
		}
	}
	if p, ok := maskedPostcode(t); ok {
		return p, true
	}
	if len(c) <= 8 {
		if p, ok := crown(c); ok {
			return p, true
		}
		if p, ok := unit(c); ok && !wordWithin(c, t) {
			return p, true
		}
		if irishOrCanadian(c) && !strings.ContainsAny(t, postcodeMarks) { // not E1 6AN / E2
			return noPostcode(ReasonForeign), true
		}
		if p, ok := partialPostcode(t); ok {
			return p, true
		}
	}
	if p, ok := pseudo(c); ok {
		return p, true
	}
	return noPostcode(ReasonForeign), foreignPostcode(c, t)
}

// wordWithin reports whether the inward half of c, a code in the text t, begins with a letter
// in the middle of a word, or is a word: "Woods" is no W0 0DS, "LS8 work" no LS8W 0RK, and
// "LS1 ish" no LS1 1SH.
func wordWithin(c []byte, t string) bool {
	space := strings.LastIndexByte(t, ' ')
	switch rest := t[space+1:]; {
	case strings.HasSuffix(t, "ish"), space > 0 && space == strings.IndexByte(t, ' ') && kindsOf(rest)&standsIn != 0: // LS1 n/k
		return true
	case isDigit(c[len(c)-3]):
		return false
	case space == len(t)-4:
		return rest[1] >= 'a' && isLetter(t[0]) && t[:space] == strings.ToUpper(t[:space])
	}
	return space < len(t)-4 && (space >= 0 || digitsIn(c) == 0)
}

// hidingSigns stand for characters that are hidden.
const hidingSigns = "*?_#"

// maskedPostcode reads what stands before hidden characters. If no space stands between,
// an outward half may be cut short, so that only its area is known: LS1* may be LS12.
func maskedPostcode(t string) (Postcode, bool) {
	i := strings.IndexAny(t, hidingSigns)
	switch {
	case i < 0:
		return Postcode{}, false
	case i == 0: // ?S8 4AA may be LS8 4AA, but nothing stands before LS8 4AA
		return noPostcode(ReasonMasked), len(t) > 2 && isLetter(upper(t[1])) && isDigit(t[2])
	}
	if t[i] == '_' { // between two halves it stands for a space: LS8_4AA
		if p, ok := onePostcode(t[:i] + " " + t[i+1:]); ok && p.Unit != "" && !p.Repaired {
			return p, true
		}
	}
	p, ok := onePostcode(t[:i])
	if !ok || !p.Quality.Usable() || p.Unit != "" && strings.ContainsFunc(t[i:], func(r rune) bool { return r < 0x80 && isWord(upper(byte(r))) }) {
		return Postcode{}, false
	}
	if p.Unit != "" {
		return p, true
	}
	if p.Sector == "" && t[i-1] != ' ' {
		if p.District == "" && len(p.Area) == 1 {
			return noPostcode(ReasonMasked), true
		}
		p = Postcode{Area: p.Area, Quality: Partial}
	}
	p.Why = ReasonMasked
	return p, true
}

// within looks for whole codes in an address: in two words or in one. As "A1 2nd
// floor" has the shape too, the area must exist, nothing may be repaired but in capitals
// at the end of other words (London E1 OAA), and an inward half such as 2ND counts only at
// the end. A text of outward halves, and of no word but of where they are, has several of
// those.
func within(t string) (out []Postcode) {
	words := strings.Fields(t)
	halves, only, near, places := []Postcode(nil), true, false, false
	cased := strings.ContainsFunc(t, unicode.IsLower)
	for i := 0; i < len(words); {
		n := 0
		for _, size := range [...]int{2, 1} {
			if i+size > len(words) {
				continue
			}
			code := words[i : i+size]
			last := i+size == len(words) || words[i+size][0] == '('
			if p, ok := unitIn(code, last, last && cased && size == 2 && slipped(code[0], code[1])); ok {
				if n = size; !denied(words[:i]) && wrongly(strings.Join(words[i+n:], " ")) == 0 {
					out = append(out, p)
				}
				break
			}
		}
		if n == 0 {
			n = 1
			where, ofRoads := whereabouts(words[i])
			near = near || ofRoads
			if p, ok := onePostcode(words[i]); !where && (ok || len(halves) > 0 && (len(words[i]) < 4 || !isLetter(words[i][0])) || !town(words[i])) {
				halves, only = append(halves, p), only && ok && p.District != "" && !denied(words[:i])
			} else if !where {
				places = true
			}
		}
		i += n
	}
	for i := range halves {
		motorway, block := near && halves[i].Area == "M", places && len(halves[i].Area) < 2 // Park House B2
		only = only && !motorway && !block
	}
	if len(halves) > 0 && only {
		return append(out, halves...)
	}
	if noAbodeWithin(t) {
		out = append([]Postcode{{Pseudo: NoFixedAbode, Quality: Placeholder, Why: ReasonPlaceholder}}, out...)
	}
	return out
}

// whereabouts reports whether a word beside an outward half says no more than that it is
// there: "LS1 area", "near LS1", "London SE1". Some are said of roads too: near the M1.
func whereabouts(w string) (where, ofRoads bool) {
	word := strings.Trim(w, "(),.-")
	if isAny(word, "AROUND NEAR NEARBY AT THE LONDON") {
		return true, true
	}
	return word == "" || isAny(word, "AREA IN DISTRICT ISH APPROX SOMEWHERE REST SURE ST CENTRAL NORTH SOUTH EAST WEST BIRMINGHAM GLASGOW LIVERPOOL MANCHESTER SHEFFIELD") ||
		kindsOf(w)&(standsIn|decisive|formWord) != 0, false // LS1 tbc, LS1 not known
}

// slipped reports whether the halves of a code, in capitals, have a letter O or I where a digit
// belongs.
func slipped(out, in string) bool {
	return !strings.ContainsFunc(out+in, unicode.IsLower) && (strings.TrimRight(out, "IO") != out || strings.TrimLeft(in, "IO") != in)
}

// town reports whether a word may be the name of a place, beside an outward half of two letters:
// Leeds LS1.
func town(w string) bool {
	return len(w) > 2 && isLetter(upper(w[0])) && digitsIn([]byte(w)) == 0 && kindsOf(w)&numbered == 0
}

// unitIn reads one or two words of an address as a code. Repaired says whether it may have a slip.
func unitIn(words []string, last, repaired bool) (Postcode, bool) {
	var buf [7]byte
	n := 0
	for _, w := range words {
		if strings.ContainsAny(strings.TrimRight(w, hidingSigns), hidingSigns) {
			return Postcode{}, false
		}
		c, whole := compact(buf[n:], w)
		if !whole {
			return Postcode{}, false
		}
		n += len(c)
	}
	c := buf[:n]
	if len(c) < 5 || len(words) == 2 && !last && ordinalEnding(string(c[len(c)-2:])) {
		return Postcode{}, false
	}
	p, ok := crown(c)
	if !ok {
		p, ok = unit(c)
	}
	return p, ok && (p.Unit != "" || p.Area == "BFPO" && p.District != "") && (repaired || !p.Repaired)
}
