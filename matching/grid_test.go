package matching_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// The grid asks of every field, whatever else is known: equal is worth no less
// than one slip, a slip no less than another value, equal no less than nothing,
// and nothing no less than another value; in weight, in probability, and when two
// clients who differ in that alone stand side by side.

// gridField is a field, the ways in which it may agree, and which of them is worth
// no less than which.
type gridField struct {
	name   string
	ways   []gridWay
	claims [][2]string // the better first
}

// gridWay makes a field of a person agree in one way with the person of the grid.
type gridWay struct {
	name string
	set  func(p *matching.Person)
}

// gridPerson is somebody of whom everything is known, and other values that agree
// with theirs in part or not at all.
type gridPerson struct {
	name                            string
	self                            matching.Person
	slip, short, other              string // of the forename
	familySlip, familyOther         string
	middleOther                     string
	bornSlip, bornSwapped, bornNear string
	bornDecade, bornDecades         string
	bornFar, year                   string
	ninoSlip, ninoNext, ninoOther   string
	unitSlip, sector, unitOther     string
	phoneSlip, phoneOther           string
	mailSlip, mailUser, mailOther   string
	otherGender                     string
}

func gridPeople() []gridPerson {
	details := gridPerson{
		ninoSlip: "AB 12 84 57 A", ninoNext: "AB 12 34 58 A", ninoOther: "JG 80 11 20 C",
		unitSlip: "LS8 4AB", sector: "LS8 4QT", unitOther: "BD3 8QH", phoneSlip: "07700 910803", phoneOther: "07911 555123",
	}
	self := matching.Person{NINO: "AB 12 34 57 A", Postcodes: []string{"LS8 4AA"}, Phones: []string{"07700 900803"}}
	rare := details
	rare.name, rare.self = "a rare name", self
	rare.self.Given, rare.self.Middle, rare.self.Family, rare.self.Gender = "Daniel", "Rhys", "Frostwick", "male"
	rare.self.Born, rare.self.Emails = "07/03/1988", []string{"dan.frostwick@example.com"}
	rare.slip, rare.short, rare.other, rare.familySlip, rare.familyOther, rare.middleOther = "Danieel", "Dan", "Chloe", "Frostwikc", "Okonkwo", "Peter"
	rare.bornSlip, rare.bornSwapped, rare.bornNear, rare.bornFar, rare.year = "06/03/1988", "03/07/1988", "19/11/1990", "25/10/1958", "1988"
	rare.bornDecade, rare.bornDecades = "07/03/1978", "07/03/1968"
	rare.mailSlip, rare.mailUser, rare.mailOther, rare.otherGender = "dan.frostwik@example.com", "dan.frostwick@example.org", "zq7@example.net", "female"
	common := details
	common.name, common.self = "a common name, born on 1 January", self
	common.self.Given, common.self.Middle, common.self.Family, common.self.Gender = "James", "Robert", "Smith", "M"
	common.self.Born, common.self.Emails = "01/01/1990", []string{"jsmith90@example.com"}
	common.slip, common.short, common.other, common.familySlip, common.familyOther, common.middleOther = "Jamees", "Jim", "Fatima", "Smithh", "Okonkwo", "William"
	common.bornSlip, common.bornSwapped, common.bornNear, common.bornFar, common.year = "02/01/1990", "01/01/1990", "14/08/1992", "30/06/1961", "1990"
	common.bornDecade, common.bornDecades = "01/01/1989", "01/01/1988" // of two guesses at the year none is a slip
	common.mailSlip, common.mailUser, common.mailOther, common.otherGender = "jsmith9@example.com", "jsmith90@example.org", "zq7@example.net", "F"
	return []gridPerson{rare, common}
}

var usualClaims = [][2]string{{"equal", "slip"}, {"slip", "differs"}, {"equal", "absent"}, {"absent", "differs"}}

func (g *gridPerson) fields() []gridField {
	name := func(name, given, family string) gridWay {
		return gridWay{name, func(p *matching.Person) { p.Given, p.Family = given, family }}
	}
	text := func(at func(*matching.Person) *string) func(name, value string) gridWay {
		return func(name, value string) gridWay {
			return gridWay{name, func(p *matching.Person) { *at(p) = value }}
		}
	}
	list := func(at func(*matching.Person) *[]string) func(name, value string) gridWay {
		return func(name, value string) gridWay {
			return gridWay{name, func(p *matching.Person) {
				if *at(p) = nil; value != "" {
					*at(p) = []string{value}
				}
			}}
		}
	}
	middle := text(func(p *matching.Person) *string { return &p.Middle })
	born := text(func(p *matching.Person) *string { return &p.Born })
	nino := text(func(p *matching.Person) *string { return &p.NINO })
	gender := text(func(p *matching.Person) *string { return &p.Gender })
	unit := list(func(p *matching.Person) *[]string { return &p.Postcodes })
	phone := list(func(p *matching.Person) *[]string { return &p.Phones })
	mail := list(func(p *matching.Person) *[]string { return &p.Emails })
	s := &g.self
	with := func(more ...[2]string) [][2]string { return append(slices.Clone(usualClaims), more...) }
	return []gridField{
		{"name", []gridWay{name("equal", s.Given, s.Family), name("forename mistyped", g.slip, s.Family), name("short form", g.short, s.Family),
			name("initial", s.Given[:1], s.Family), name("other forename", g.other, s.Family), name("surname mistyped", s.Given, g.familySlip),
			name("other surname", s.Given, g.familyOther), name("no forename", "", s.Family), name("no surname", s.Given, ""),
			name("other forename, surname mistyped", g.other, g.familySlip), name("absent", "", ""), name("differs", g.other, g.familyOther)},
			[][2]string{{"equal", "forename mistyped"}, {"forename mistyped", "other forename"}, {"equal", "short form"}, {"short form", "other forename"},
				{"equal", "initial"}, {"initial", "other forename"}, {"equal", "surname mistyped"}, {"surname mistyped", "other surname"},
				{"equal", "no forename"}, {"no forename", "other forename"}, {"equal", "no surname"}, {"no surname", "other surname"},
				{"other forename", "other forename, surname mistyped"}, {"other forename, surname mistyped", "differs"}, {"other forename", "differs"},
				{"other surname", "differs"}, {"equal", "absent"}, {"absent", "differs"}}},
		{"middle name", []gridWay{middle("equal", s.Middle), middle("initial", s.Middle[:1]), middle("absent", ""), middle("differs", g.middleOther)},
			[][2]string{{"equal", "initial"}, {"initial", "differs"}, {"equal", "absent"}, {"absent", "differs"}}},
		{"date of birth", []gridWay{born("equal", s.Born), born("slip", g.bornSlip), born("swapped", g.bornSwapped), born("year alone", g.year),
			born("decade mistyped", g.bornDecade), born("decades mistyped", g.bornDecades), born("absent", ""), born("near", g.bornNear), born("differs", g.bornFar)},
			with([2]string{"equal", "swapped"}, [2]string{"swapped", "differs"}, [2]string{"equal", "year alone"}, [2]string{"year alone", "differs"},
				[2]string{"equal", "decade mistyped"},
				[2]string{"decade mistyped", "decades mistyped"}, [2]string{"decades mistyped", "differs"}, [2]string{"slip", "near"}, [2]string{"absent", "near"})},
		{"NI number", []gridWay{nino("equal", s.NINO), nino("slip", g.ninoSlip), nino("last digit", g.ninoNext), nino("absent", ""), nino("differs", g.ninoOther)},
			with([2]string{"equal", "last digit"})},
		{"postcode", []gridWay{unit("equal", s.Postcodes[0]), unit("slip", g.unitSlip), unit("sector", g.sector), unit("absent", ""), unit("differs", g.unitOther)},
			with([2]string{"equal", "sector"}, [2]string{"sector", "differs"})},
		{"phone", []gridWay{phone("equal", s.Phones[0]), phone("slip", g.phoneSlip), phone("absent", ""), phone("differs", g.phoneOther)}, with()},
		{"e-mail", []gridWay{mail("equal", s.Emails[0]), mail("slip", g.mailSlip), mail("other provider", g.mailUser), mail("absent", ""), mail("differs", g.mailOther)},
			with([2]string{"equal", "other provider"}, [2]string{"other provider", "differs"})},
		{"gender", []gridWay{gender("equal", s.Gender), gender("absent", ""), gender("differs", g.otherGender)},
			[][2]string{{"equal", "absent"}, {"absent", "differs"}}},
	}
}

// gridStep says how many of the settings of the other fields are tried: one in so
// many. With 1 all are, which takes minutes.
var gridStep = flag.Int("grid.step", 211, "try one in so many settings of the grid")

// gridBreak is one claim that does not hold.
type gridBreak struct {
	field, in, what string
	better, worse   string
	by              float64 // bits of log-odds or of weight
	known           string
}

func (b gridBreak) String() string {
	return fmt.Sprintf("%s: %s below %s in %s by %.2f (%s), where %s", b.field, b.better, b.worse, b.what, b.by, b.in, b.known)
}

// grid tries the claims of every field and collects those that do not hold.
type grid struct {
	person gridPerson
	fields []gridField
	breaks []gridBreak
	tried  map[string]int
}

// settings yields one way of every field but one, for one in gridStep of all settings. A
// step that shares no factor with the numbers of ways, as a prime above 11, lets all ways
// meet.
func (g *grid) settings(except int, yield func(ways []int)) {
	total := 1
	for f := range g.fields {
		if f != except {
			total *= len(g.fields[f].ways)
		}
	}
	ways := make([]int, len(g.fields))
	for i := 0; i < total; i += *gridStep {
		left := i
		for f := range g.fields {
			if f != except {
				ways[f] = left % len(g.fields[f].ways)
				left /= len(g.fields[f].ways)
			}
		}
		yield(ways)
	}
}

// told returns the person with every field agreeing in the given way.
func (g *grid) told(ways []int, field, way int) matching.Person {
	p := g.person.self
	for f := range g.fields {
		if f == field {
			g.fields[f].ways[way].set(&p)
		} else {
			g.fields[f].ways[ways[f]].set(&p)
		}
	}
	if p.Given == "" { // nobody gives a middle name alone
		p.Middle = ""
	}
	return p
}

// rank ranks clients of a register of 20,000 whose other people count for how
// common a value is, and are no rivals.
func (g *grid) rank(asker matching.Person, clients ...matching.Person) []matching.Match {
	c := others()
	pool := matching.Pool{Size: len(c.people) + len(clients)}
	for _, k := range askedOf(c.matcher, asker) {
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: len(c.index[k]) + 1})
	}
	for i, p := range clients {
		pool.Clients = append(pool.Clients, candidateOf(c.matcher, clientID(i), p))
	}
	return rankOf(c.matcher, asker, pool).Clients
}

func (g *grid) field(field int) {
	f := &g.fields[field]
	index := map[string]int{}
	for i, w := range f.ways {
		index[w.name] = i
	}
	g.settings(field, func(ways []int) {
		self := g.person.self
		client, asker := make([]matching.Match, len(f.ways)), make([]matching.Match, len(f.ways))
		for i := range f.ways {
			p := g.told(ways, field, i)
			client[i], asker[i] = g.rank(self, p)[0], g.rank(p, self)[0]
		}
		for _, claim := range f.claims {
			better, worse := index[claim[0]], index[claim[1]]
			if g.told(ways, field, better).Middle != g.told(ways, field, worse).Middle && f.name != "middle name" {
				continue // with the given name the middle name is gone as well: two fields vary
			}
			g.tried[f.name]++
			g.compare(field, ways, claim, "the client varies", client[better], client[worse])
			g.compare(field, ways, claim, "the asker varies", asker[better], asker[worse])
			// The better one has the later id: a tie would put it second.
			if side := g.rank(self, g.told(ways, field, worse), g.told(ways, field, better)); side[0].ID == clientID(0) &&
				(side[0].Probability > side[1].Probability+rounding || side[0].Weight > side[1].Weight) {
				g.broken(field, ways, claim, "side by side", "order", logOdds(side[0].Probability)-logOdds(side[1].Probability))
			}
		}
	})
}

const rounding = 1e-9 // of a probability

func (g *grid) compare(field int, ways []int, claim [2]string, in string, better, worse matching.Match) {
	if better.Weight < worse.Weight {
		g.broken(field, ways, claim, in, "weight", worse.Weight-better.Weight)
	}
	if better.Probability < worse.Probability-rounding {
		g.broken(field, ways, claim, in, "probability", logOdds(worse.Probability)-logOdds(better.Probability))
	}
}

func logOdds(p float64) float64 { return fellegisunter.Bits(min(max(p, 1e-12), 1-1e-12)) }

func (g *grid) broken(field int, ways []int, claim [2]string, in, what string, by float64) {
	var known []string
	for f := range g.fields {
		if f != field {
			known = append(known, g.fields[f].name+" "+g.fields[f].ways[ways[f]].name)
		}
	}
	g.breaks = append(g.breaks, gridBreak{g.fields[field].name, in, what, claim[0], claim[1], by, strings.Join(known, ", ")})
}

// report counts what is broken by field, and lists the ten worst kinds.
func (g *grid) report() string {
	count := map[string]map[string]int{}
	for _, b := range g.breaks {
		if count[b.field] == nil {
			count[b.field] = map[string]int{}
		}
		count[b.field][b.what]++
	}
	var s strings.Builder
	for _, f := range g.fields {
		fmt.Fprintf(&s, "%s: %d claims", f.name, g.tried[f.name])
		for _, what := range slices.Sorted(maps.Keys(count[f.name])) {
			fmt.Fprintf(&s, ", %d broken in %s", count[f.name][what], what)
		}
		s.WriteString("\n")
	}
	slices.SortStableFunc(g.breaks, func(a, b gridBreak) int { return cmp.Compare(b.by, a.by) })
	listed := map[gridBreak]bool{}
	for _, b := range g.breaks {
		if kind := (gridBreak{field: b.field, what: b.what, better: b.better, worse: b.worse}); !listed[kind] && len(listed) < 10 {
			listed[kind] = true
			fmt.Fprintln(&s, b)
		}
	}
	return s.String()
}

// I20 of the invariants, over all fields: a client of whom more agrees is never
// worth less.
func TestReview_MoreAgreementIsNeverWorthLess(t *testing.T) {
	for _, p := range gridPeople() {
		t.Run(p.name, func(t *testing.T) {
			g := grid{person: p, fields: p.fields(), tried: map[string]int{}}
			for f := range g.fields {
				g.field(f)
			}
			var broken []string
			if len(g.breaks) > 0 {
				broken = []string{fmt.Sprint(len(g.breaks), " claims are broken")}
			}
			report(t, broken, "\n"+g.report())
		})
	}
}
