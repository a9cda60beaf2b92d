package matchtest

import (
	"strconv"
	"strings"
)

// localCodes is the number of postcodes in the authority's own area, and
// hostels the number of shared addresses.
const (
	localCodes = 60_000
	hostels    = 40
	workers    = 60
)

// The postcode areas, and the letters of the inward half: C, I, K, M, O and V
// never stand there (Royal Mail).
var areas = strings.Fields(`AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
	FK FY G GL GU HA HD HG HP HR HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL
	PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO`)

const inward = "ABDEFGHJLNPQRSTUWXYZ"

// places is the geography of one world.
type places struct {
	seed    uint64
	area    string
	code    string // dialling code of the area's landlines
	hostels ranked[hostel]
}

type hostel struct{ postcode, phone string }

func placesOf(seed uint64) places {
	d := throw(seed, building, 0)
	p := places{seed: seed, area: among(&d, areas...), code: "01" + strconv.Itoa(d.between(200, 999))}
	all := make([]hostel, hostels)
	for i := range all {
		all[i] = hostel{p.local(d.central(localCodes)), "01632 960" + digits(i*23+d.below(20), 3)}
	}
	p.hostels = rank(all, 2)
	return p
}

// local returns one of the authority's postcodes; the low ones are the town.
func (p places) local(k int) string {
	unit := (mixed(p.seed^uint64(k/300)) + uint64(k%300)*7) & (1<<62 - 1) % uint64(len(inward)*len(inward))
	return postcode(p.area+strconv.Itoa(1+k/3000), k/300%10, int(unit))
}

// home returns where somebody lives: mostly in the authority's own area.
func (p places) home(d *dice) string {
	if d.chance(.88) {
		return p.local(d.central(localCodes))
	}
	area := among(d, areas...)
	district := strconv.Itoa(d.between(1, 24))
	if area == "EC" || area == "WC" {
		district = strconv.Itoa(d.between(1, 4)) + string("AMNPRVY"[d.below(7)])
	}
	return postcode(area+district, d.below(10), d.below(len(inward)*len(inward)))
}

func postcode(outward string, sector, unit int) string {
	b := make([]byte, 0, 8)
	b = append(b, outward...)
	return string(append(b, ' ', byte('0'+sector), inward[unit/len(inward)], inward[unit%len(inward)]))
}

// phone returns a mobile number, now and then a landline of the area.
func (p places) phone(d *dice) string {
	if d.chance(.06) {
		return p.code + digits(d.below(1_000_000), 6)
	}
	return "07" + string("345789"[d.below(6)]) + digits(d.below(100_000_000), 8)
}

// worker returns the contact details of a support worker, who gives them on
// behalf of many.
func (p places) worker(d *dice) (email, phone string) {
	k := d.central(workers)
	own := throw(p.seed, working, k)
	name := strings.ToLower(among(&own, "Sam", "Jo", "Alex", "Chris", "Pat", "Kim", "Lee", "Ash", "Robin", "Terry"))
	house := among(&own, "support.example.org", "outreach.example.net", "housinghelp.example.org")
	return name + "." + strconv.Itoa(k) + "@" + house, "07700 900" + digits(own.below(1000), 3)
}

// ninoLetters are those that a National Insurance number may begin with; of
// pairs of them, a few are not issued (HMRC, NIM39110).
const ninoLetters = "ABCEGHJKLMNOPRSTWXYZ"

func nino(d *dice) string {
	for {
		prefix := string([]byte{ninoLetters[d.below(len(ninoLetters))], ninoLetters[d.below(len(ninoLetters))]})
		switch {
		case prefix[1] == 'O':
		case strings.Contains("BG GB KN NK NT TN ZZ CR FY MW NC PP PZ PY", prefix):
		default:
			return prefix + digits(d.below(1_000_000), 6) + string("ABCD"[d.below(4)])
		}
	}
}

// digits writes n with leading zeros.
func digits(n, width int) string {
	b := [10]byte{}
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[:width])
}
