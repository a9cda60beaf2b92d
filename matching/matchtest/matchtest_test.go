package matchtest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// fields writes everything of a person, in one order.
func fields(p matching.Person) string {
	return strings.Join([]string{p.Given, p.Middle, p.Family, strings.Join(p.FormerFamily, ";"), p.Born, p.NINO,
		strings.Join(p.Emails, ";"), strings.Join(p.Phones, ";"), strings.Join(p.Postcodes, ";"),
		strings.Join(p.PreviousPostcodes, ";")}, "|")
}

func digest(w *matchtest.World, cases int) string {
	h := sha256.New()
	for c := range w.Clients() {
		_, _ = fmt.Fprintln(h, c.ID, c.Human, c.Home, fields(c.Person))
	}
	for c := range w.Cases(cases, matchtest.Everyday()) {
		_, _ = fmt.Fprintln(h, c.ID, c.Clients, c.Related, c.As, fields(c.Person))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// The hash is the promise that a seed means the same people everywhere and for
// good. If it has to change, every figure measured with the package changes too.
func TestOneSeedIsTheSamePeopleEverywhere(t *testing.T) {
	require.Equal(t, "962249e17e74e636bf11dd1f453281c8785b1485b20ea226f4d0dd213137cfb2", digest(matchtest.New(1, 5000), 2000))
	require.NotEqual(t, digest(matchtest.New(1, 500), 200), digest(matchtest.New(2, 500), 200))
}

func TestClientsDoNotDependOnWhatIsAskedFirst(t *testing.T) {
	w, larger := matchtest.New(7, 301), matchtest.New(7, 1000)
	for i, c := range slices.Backward(slices.Collect(w.Clients())) {
		require.Equal(t, c, w.Client(i))
		require.Equal(t, c, larger.Client(i), "a larger world begins with the people of a smaller one")
		require.Equal(t, matchtest.ClientID(i), c.ID)
	}
	short := slices.Collect(w.Cases(20, matchtest.Everyday()))
	require.Equal(t, short, slices.Collect(w.Cases(40, matchtest.Everyday()))[:20])
	require.Equal(t, w.Case(5, matchtest.Hard()), w.Case(5, matchtest.Hard()))
}

func TestAnIteratorStopsWhenAsked(t *testing.T) {
	w, seen := matchtest.New(1, 100), 0
	for range w.Clients() {
		seen++
		break
	}
	for range w.Cases(100, matchtest.Everyday()) {
		seen++
		break
	}
	require.Equal(t, 2, seen)
}

func TestAnEmptyRegisterStillHasStrangers(t *testing.T) {
	w := matchtest.New(3, 0)
	require.Empty(t, slices.Collect(w.Clients()))
	for c := range w.Cases(50, matchtest.Everyday()) {
		require.False(t, c.Known())
		require.Empty(t, c.Related)
	}
	require.Panics(t, func() { w.Client(0) })
}

func TestTheRegisterIsLikeARealOne(t *testing.T) {
	const n = 40_000
	share := map[string]float64{}
	surnames, homes := map[string]int{}, map[int]int{}
	postcodes := map[string]int{}
	for c := range matchtest.New(1, n).Clients() {
		p := c.Person
		usable := func(what string, values ...string) {
			for _, v := range values {
				if v != "" && !placeholder(v) {
					share[what] += 1. / n
					return
				}
			}
		}
		usable("given", p.Given)
		usable("born", p.Born)
		usable("nino", p.NINO)
		usable("email", p.Emails...)
		usable("phone", p.Phones...)
		usable("postcode", p.Postcodes...)
		if strings.HasSuffix(p.Born, "-01-01") && !placeholder(p.Born) {
			share["january"] += 1. / n
		}
		surnames[strings.ToUpper(p.Family)]++
		homes[c.Home]++
		for _, code := range p.Postcodes {
			postcodes[code]++
		}
		if c.ID != matchtest.ClientID(c.Human) {
			share["duplicate"] += 1. / n
		}
	}
	for _, size := range homes {
		if size > 1 {
			share["household"] += float64(size) / n
		}
	}
	for name, want := range map[string][2]float64{
		"given": {.99, 1}, "born": {.94, .98}, "nino": {.73, .77}, "email": {.68, .72}, "phone": {.83, .87}, "postcode": {.91, .95},
		"january": {.02, .06}, "household": {.08, .18}, "duplicate": {.005, .015},
	} {
		require.GreaterOrEqual(t, share[name], want[0], name)
		require.LessOrEqual(t, share[name], want[1], name)
	}
	common := slices.Max(slices.Collect(maps.Values(surnames)))
	require.InDelta(t, .013, float64(common)/n, .006, "the commonest family name")
	require.Greater(t, len(surnames), 5000, "and a long tail of rare ones")
	shared := 0
	for code, people := range postcodes {
		if people >= n/1000 && !placeholder(code) {
			shared += people
		}
	}
	require.InDelta(t, .015, float64(shared)/n, .01, "hostels")
}

func placeholder(v string) bool {
	return slices.Contains([]string{"1900-01-01", "01/01/1900", "QQ123456C", "QQ 12 34 56 C", "N/K", "unknown"}, v) ||
		strings.Contains(strings.ToUpper(v), "NFA") || strings.Contains(strings.ToLower(v), "abode") ||
		strings.Contains(strings.ToUpper(v), "ZZ99")
}

func TestTheTruthIsTold(t *testing.T) {
	w := matchtest.New(5, 4000)
	humans := map[int][]string{}
	for c := range w.Clients() {
		humans[c.Human] = append(humans[c.Human], c.ID)
	}
	known, related, strangers := 0, 0, 0
	for c := range w.Cases(4000, matchtest.Everyday()) {
		switch {
		case c.Known():
			known++
			var i int
			_, err := fmt.Sscanf(c.Clients[0], "C%d", &i)
			require.NoError(t, err)
			require.Equal(t, humans[w.Client(i-1).Human], c.Clients, "all the duplicates of one human, and nobody else")
			require.Empty(t, c.Related)
		case c.Related != "":
			related++
			require.NotEmpty(t, c.As)
		default:
			strangers++
		}
	}
	require.InDelta(t, 1800, known, 150)
	require.InDelta(t, 400, related, 80)
	require.Equal(t, 4000, known+related+strangers)
}

func TestWithoutErrorsAPersonTellsTheTruthTidily(t *testing.T) {
	w := matchtest.New(9, 500)
	for i := range w.Len() {
		p := w.Case(i, matchtest.Errors{}).Person
		require.NotEmpty(t, p.Given)
		require.NotEmpty(t, p.Family)
		require.Regexp(t, `^(19|20)\d\d-\d\d-\d\d$`, p.Born)
		_, err := time.Parse(time.DateOnly, p.Born)
		require.NoError(t, err)
		require.Regexp(t, `^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$`, p.NINO)
		require.Len(t, p.Emails, 1)
		require.Regexp(t, `^[a-z._0-9]+@[a-z.]+$`, p.Emails[0])
		require.Regexp(t, `^0\d{4} ?\d{6}$`, p.Phones[0])
		require.Regexp(t, `^([A-Z]{1,2}\d{1,2}[A-Z]? \d[ABD-HJLNP-UW-Z]{2}|NFA|no fixed abode|ZZ99 3VZ)$`, p.Postcodes[0])
	}
}

func TestEachErrorDoesWhatItSays(t *testing.T) {
	w := matchtest.New(11, 400)
	differ := func(e matchtest.Errors, field func(matching.Person) string) float64 {
		n := 0
		for i := range w.Len() {
			if field(w.Case(i, e).Person) != field(w.Case(i, matchtest.Errors{}).Person) {
				n++
			}
		}
		return float64(n) / float64(w.Len())
	}
	first := func(s []string) string { return strings.Join(s[:min(1, len(s))], "") }
	given := func(p matching.Person) string { return p.Given }
	family := func(p matching.Person) string { return p.Family }
	born := func(p matching.Person) string { return p.Born }
	number := func(p matching.Person) string { return p.NINO }
	mail := func(p matching.Person) string { return first(p.Emails) }
	phone := func(p matching.Person) string { return first(p.Phones) }
	code := func(p matching.Person) string { return first(p.Postcodes) }
	for name, c := range map[string]struct {
		errors matchtest.Errors
		field  func(matching.Person) string
		least  float64
	}{
		"a slip in the forename":   {matchtest.Errors{GivenSlip: 1}, given, .95},
		"a slip in a family name":  {matchtest.Errors{FamilySlip: 1}, family, .95},
		"a nickname":               {matchtest.Errors{Nickname: 1}, given, .3},
		"another spelling":         {matchtest.Errors{Spelling: 1}, given, .1},
		"names swapped":            {matchtest.Errors{NamesSwapped: 1}, given, .97},
		"a new family name":        {matchtest.Errors{NewFamily: 1}, family, .9},
		"day and month swapped":    {matchtest.Errors{BornSwapped: 1}, born, .25},
		"a slip in the birth date": {matchtest.Errors{BornSlip: 1}, born, 1},
		"a placeholder for birth":  {matchtest.Errors{BornPlaceholder: 1}, born, 1},
		"a slip in the number":     {matchtest.Errors{NINOSlip: 1}, number, 1},
		"no suffix":                {matchtest.Errors{NoSuffix: 1}, number, 1},
		"a new e-mail":             {matchtest.Errors{NewEmail: 1}, mail, .9},
		"a slip in the e-mail":     {matchtest.Errors{EmailSlip: 1}, mail, .97},
		"a new phone":              {matchtest.Errors{NewPhone: 1}, phone, .99},
		"a slip in the phone":      {matchtest.Errors{PhoneSlip: 1}, phone, 1},
		"a support worker":         {matchtest.Errors{Worker: 1}, phone, 1},
		"moved":                    {matchtest.Errors{Moved: 1}, code, .9},
		"a slip in the postcode":   {matchtest.Errors{PostcodeSlip: 1}, code, .9},
		"no fixed abode":           {matchtest.Errors{NoAbode: 1}, code, .9},
	} {
		require.GreaterOrEqual(t, differ(c.errors, c.field), c.least, name)
	}
	gone := matchtest.Errors{NoGiven: 1, NoMiddle: 1, NoFormer: 1, NoBorn: 1, NoNINO: 1, NoEmail: 1, NoPhone: 1, NoPostcode: 1, NoPrevious: 1}
	for i := range w.Len() {
		p := w.Case(i, gone).Person
		require.Equal(t, "||"+p.Family+"|||||||", fields(p), "only a family name is left")
	}
}

func TestRelativesHaveInCommonWhatFamiliesDo(t *testing.T) {
	w := matchtest.New(13, 600)
	found := map[matchtest.Relation]int{}
	for i := range w.Len() {
		self := w.Case(i, matchtest.Errors{}).Person
		for _, r := range []matchtest.Relation{matchtest.Partner, matchtest.Child, matchtest.Sibling, matchtest.Twin, matchtest.Namesake} {
			c, ok := w.Relative(i, r, matchtest.Errors{})
			if !ok {
				continue
			}
			found[r]++
			require.False(t, c.Known())
			require.Equal(t, matchtest.ClientID(i), c.Related)
			switch r {
			case matchtest.Twin:
				require.Equal(t, self.Born, c.Person.Born)
				require.NotEqual(t, self.Given, c.Person.Given)
			case matchtest.Namesake:
				require.Equal(t, self.Given+self.Family, c.Person.Given+c.Person.Family)
				require.Greater(t, c.Person.Born, self.Born)
			default:
				require.NotEqual(t, self.Given, c.Person.Given)
			}
		}
	}
	require.Equal(t, 600, found[matchtest.Twin])
	require.Greater(t, found[matchtest.Partner], 500)
	require.Greater(t, found[matchtest.Child], 100)
	require.Greater(t, found[matchtest.Namesake], 50)
}

func BenchmarkClients(b *testing.B) {
	for b.Loop() {
		for c := range matchtest.New(1, 100_000).Clients() {
			_, _ = io.Discard.Write([]byte(c.ID))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/client")
}
