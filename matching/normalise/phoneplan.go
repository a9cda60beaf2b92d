package normalise

import (
	"strconv"
	"strings"
)

// countries lists the country codes in use, each with the prefix that is dialled
// before a number within the country only, if there is one, and the fewest and the
// most digits that a number has after it: "353:0:7-10" is Ireland. Italy (39) keeps
// its 0, so it has none.
//
// Derived from the metadata of libphonenumber 9.0.42 (© The Libphonenumber Authors,
// Apache License 2.0): national prefix, and possible lengths of fixed-line, mobile,
// personal and internet numbers. Added: 379, reserved for Vatican City; Mexico's 1
// and 01 and Lithuania's 8, dialled until 2019 and 2024; the 80 of Belarus.
const countries = `1:1:10 7:8:10 20:0:8-10 27:0:5-9 30:10 31:0:9-11 32:0:8-9 33:0:9 34:9 36:06:8-9 39:6-12 40:0:6-9 41:0:9 43:0:4-13
44:0:9-10 45:8 46:0:7-9 47:8 48:7-9 49:0:5-15 51:0:8-9 52:01|1:10 53:0:6-10 54:0:10-11 55:0:10-11 56:9 57:0:8-10 58:0:10
60:0:8-10 61:0:9 62:0:7-12 63:0:6-10 64:0:8-10 65:8 66:0:8-9 81:0:9-10 82:0:5-11 84:0:9-10 86:0:7-11
90:0:10 91:0:10 92:0:9-10 93:0:9 94:0:9 95:0:6-10 98:0:6-10 211:0:9 212:0:9 213:0:8-9 216:8 218:0:9
220:7-9 221:9 222:8 223:8 224:8-9 225:10 226:8 227:8 228:8 229:8-10 230:7-8 231:0:7-9 232:0:8 233:0:9 234:0:10 235:8 236:8 237:9 238:7 239:7
240:9 241:7-8 242:9 243:0:7-10 244:9 245:7-9 246:7 247:5 248:7 249:0:9 250:0:8-9 251:0:9 252:0:6-9 253:8 254:0:7-9 255:0:9 256:0:9 257:8 258:8-9
260:0:9 261:0:9 262:0:9 263:0:7-10 264:0:8-9 265:0:7-9 266:8 267:7-8 268:8 269:7 290:4-5 291:0:7 297:7 298:6 299:6
350:8 351:9 352:4-11 353:0:7-10 354:7-9 355:0:8-9 356:8 357:8 358:0:5-10 359:0:6-9 370:0|8:8 371:8 372:7-8 373:0:8 374:0:8 375:80|8|0:9 376:6-9
377:0:8-9 378:8-10 379:6-12 380:0:9 381:0:7-12 382:0:8 383:0:8-12 385:0:8-9 386:0:8 387:0:8-9 389:0:8 420:9 421:0:6-9 423:0:7-9
500:5 501:7 502:8 503:8 504:8 505:8 506:8 507:7-8 508:0:6-9 509:8 590:0:9 591:0:8 592:7 593:0:8-9 594:0:9 595:0:7-9 596:0:9 597:6-7 598:0:8 599:7-8
670:7-8 672:6 673:7 674:7 675:7-8 676:5-7 677:5-7 678:5-7 679:7 680:7 681:6 682:5 683:4-7 685:5-10 686:0:5-8 687:6 688:5-7 689:8 690:4-7 691:7 692:1:7
800:8 808:8 850:0:8-10 852:8 853:8 855:0:8-9 856:0:8-10 870:9-12 878:12 880:0:6-10 881:9-10 882:7-12 883:8-12 886:0:8-11 888:11
960:7 961:0:7-8 962:0:8-9 963:0:8-9 964:0:8-10 965:8 966:0:9 967:0:7-9 968:8 970:0:8-9 971:0:8-9 972:0:8-12 973:8 974:8 975:7-8 976:0:8-10 977:0:8-10 979:9
992:9 993:8:8 994:0:9 995:0:9 996:0:9 998:9`

// country is one entry of countries.
type country struct {
	trunks   []string
	min, max int
}

var countryOf = func() map[string]country {
	m := map[string]country{}
	for _, line := range strings.Fields(countries) {
		f := strings.Split(line, ":")
		var c country
		if len(f) == 3 {
			c.trunks = strings.Split(f[1], "|")
		}
		from, to, ok := strings.Cut(f[len(f)-1], "-")
		if !ok {
			to = from
		}
		c.min, _ = strconv.Atoi(from)
		c.max, _ = strconv.Atoi(to)
		m[f[0]] = c
	}
	return m
}()

// countryCode returns the country code at the start of d; 0 if there is none. No
// code is the start of another.
func countryCode(d []byte) (n int, c country) {
	for n = 1; n <= 3 && n < len(d); n++ {
		if c, ok := countryOf[string(d[:n])]; ok {
			return n, c
		}
	}
	return 0, country{}
}

// foreign judges a number that says it is international. The lengths in countries decide
// whether a prefix is dropped, but reject no number, as numbering plans grow.
func foreign(d []byte) Phone {
	n, c := countryCode(d)
	switch {
	case len(d) < 7 || len(d) > 15 && len(c.abroad(string(d[n:])))+n > 15:
		return noPhone(Invalid, ReasonForm)
	case n == 0:
		return noPhone(Invalid, ReasonRange)
	}
	rest := c.abroad(string(d[n:]))
	if madeUpAbroad(d, rest) {
		return noPhone(Placeholder, ReasonPlaceholder)
	}
	return Phone{National: string(d[:n]) + rest, Foreign: true, Quality: Valid}
}

// madeUpAbroad reports whether the digits, country code and all, are the keyboard's top row,
// or those after a prefix one digit over and over.
func madeUpAbroad(d []byte, rest string) bool {
	return runOfDigits(string(d)) || string(d) == "12345678910" || len(rest) > 6 && repeated([]byte(rest[2:]))
}

// strayPlus reports whether ten digits after a + are rather a British number whose 0 was
// mistyped: they begin like one, and are too few or too many for the country whose code
// they begin with, as +7700 900123 is for Russia.
func strayPlus(d []byte) bool {
	n, c := countryCode(d)
	rest := len(c.abroad(string(d[n:])))
	return n > 0 && (rest < c.min || rest > c.max) && strings.IndexByte("127", d[0]) >= 0
}

// foreignBare judges a number without its +, of which lead digits stand together at
// the beginning: the country's code, or more. Here the length must fit.
func foreignBare(d []byte, lead int) Phone {
	n, c := countryCode(d)
	if n == 0 || lead != n && lead != 5 && lead < 9 {
		return noPhone(Invalid, ReasonForm)
	}
	rest := c.abroad(string(d[n:]))
	switch {
	case len(rest) < c.min || len(rest) > c.max || n+len(rest) < 11:
		return noPhone(Invalid, ReasonForm)
	case madeUpAbroad(d, rest):
		return noPhone(Placeholder, ReasonPlaceholder)
	}
	return Phone{National: string(d[:n]) + rest, Foreign: true, Quality: Partial}
}

// abroad returns a national number as it is dialled from abroad: without the prefix, if
// what is left is as long as a number there. A prefix of 8 or 1 goes only if the number is
// too long with it.
func (c country) abroad(n string) string {
	for _, trunk := range c.trunks {
		rest, ok := strings.CutPrefix(n, trunk)
		if ok && len(rest) >= c.min && len(rest) <= c.max && (trunk[0] == '0' || len(n) > c.max) {
			return c.abroad(rest)
		}
	}
	return n
}
