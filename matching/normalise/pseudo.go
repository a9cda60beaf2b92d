package normalise

import (
	"bytes"
	"slices"
	"strings"
)

// String returns the kind in words that [ParsePostcode] reads.
func (p Pseudo) String() string {
	return [...]string{"", "no fixed abode", "not known", "abroad", "elsewhere in the UK"}[min(p, Elsewhere)]
}

// pseudo reads codes and words that stand in a postcode's place. The ZZ99 codes
// are those of the NHS Postcode Directory and Hospital Episode Statistics; NF1 1NF
// and NF1 1FA are written in criminal justice systems.
func pseudo(c []byte) (Postcode, bool) {
	kind := NotPseudo
	switch s := string(c); {
	case strings.HasPrefix(s, "ZZ99"):
		kind = zz99(s[4:])
	case isAny(s, "NF11NF NF11FA NFA NOADDRESS"), digitsIn(c) == 0 && noAbode(c):
		kind = NoFixedAbode
	case isAny(s, "ABROAD OVERSEAS FOREIGN OUTSIDEUK NOTINUK NONUK"):
		kind = Abroad
	case s == "ELSEWHEREINTHEUK":
		kind = Elsewhere
	case isAny(s, "NOPOSTCODE X ZZZSECUR"): // the NHS writes ZZZSECUR for an address that it withholds
		kind = NotKnown
	}
	return Postcode{Pseudo: kind, Quality: Placeholder, Why: ReasonPlaceholder}, kind != NotPseudo
}

// reserved reports whether a code may be a pseudo-code in the shape of a postcode: it begins
// with ZZ or NF, which are no areas.
func reserved(c []byte) bool {
	return len(c) > 2 && (c[0] == 'Z' && c[1] == 'Z' || c[0] == 'N' && c[1] == 'F')
}

// noAbodeWithin reports whether words in a longer text say that there is no address.
func noAbodeWithin(t string) bool {
	var buf [MaxBytes]byte
	if c, _ := compact(buf[:], t); noAbode(c) {
		return true
	}
	const nfa = "NFA" // a word of its own: 12 Glanfa is an address
	return strings.EqualFold(t[:min(len(nfa)+1, len(t))], nfa+" ") || strings.EqualFold(t[max(len(t)-len(nfa)-1, 0):], " "+nfa)
}

// noAbode reports whether a text without its spaces says that there is no address, in English
// or in Welsh.
func noAbode(c []byte) bool {
	for _, words := range [...]string{"NOFIXEDA", "NOFIXABODE", "NOABODE", "NOCURRENTADDRESS", "NOPERMANENTADDRESS", "HOMELESS", "ROUGHSLEEP", "SLEEPINGROUGH",
		"SOFASURF", "COUCHSURF", "DIGARTREF", "HEBGARTREF"} {
		if before, after, ok := bytes.Cut(c, []byte(words)); ok {
			return !bytes.HasPrefix(after, []byte("NESS")) && !bytes.HasSuffix(before, []byte("NOT")) // homelessness team, not homeless
		}
	}
	return bytes.Contains(c, []byte("INGIN")) && (bytes.HasSuffix(c, []byte("CAR")) || bytes.HasSuffix(c, []byte("TENT"))) // living in a car, not in Cardiff
}

// sample reports whether a code was typed to get past a form: AB1 2CD, AB12 3CD, or one with
// an area that does not exist and the same letter throughout, or a first letter that no
// area has (QQ1 1QQ).
func sample(out []byte, letters int, in [3]byte) bool {
	switch string(out) + string(in[:]) {
	case "AB12CD", "AB123CD":
		return true
	}
	switch {
	case area(out[:letters]):
		return false
	case out[0] == 'Q', out[0] == 'V', out[0] == 'X':
		return true
	}
	return !slices.ContainsFunc(append(append([]byte{}, out...), in[:]...), func(b byte) bool { return isLetter(b) && b != out[0] })
}

// zz99 reads the second half of a pseudo-code.
func zz99(in string) Pseudo {
	switch in = in[:min(len(in), 3)]; in { // a place may follow
	case "3VZ":
		return NoFixedAbode
	case "", "3WZ":
		return NotKnown
	case "3CZ", "3GZ", "1WZ", "2WZ": // England, Wales, Scotland, Northern Ireland
		return Elsewhere
	}
	if in[len(in)-1] != 'Z' { // a slip: every code ends in Z
		return NotKnown
	}
	return Abroad
}

// area reports whether a postcode area of these letters exists.
func area(c []byte) bool {
	switch {
	case len(c) == 1 && isLetter(c[0]):
		return areas[c[0]-'A']&noSecond != 0
	case len(c) == 2 && isLetter(c[0]) && isLetter(c[1]):
		return areas[c[0]-'A']>>(c[1]-'A')&1 != 0
	}
	return false
}

// areas are those of Great Britain and Northern Ireland, the Crown dependencies,
// Gibraltar, the Forces' BF and the non-geographic BX: by the first letter, a bit for
// each second one, and one for none.
var areas = func() (by [26]uint32) {
	for _, area := range strings.Fields(`AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL
		DN DT DY E EC EH EN EX FK FY G GL GU GX GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW
		KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM
		S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR
		WS WV YO ZE`) {
		second := uint32(noSecond)
		if len(area) > 1 {
			second = 1 << (area[1] - 'A')
		}
		by[area[0]-'A'] |= second
	}
	return by
}()

const noSecond = 1 << 26
