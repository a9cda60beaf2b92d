package desk

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// ranked is a match with one piece of evidence. Matches of the same bits have equal evidence.
func ranked(id string, p float64, group int, bits float64) lobby.ClientMatch {
	return lobby.ClientMatch{Client: store.Client{ID: store.ClientID(id)}, Match: matching.Match{
		ID: id, Probability: p, Rating: matching.RatingOf(p), Group: group, Evidence: []matching.Evidence{{Field: "name", Level: "equal", Bits: bits}},
	}}
}

// drawn writes bands as [cards (of rows)]: "[A][B(C)]".
func drawn(bs []band) (s string) {
	for _, b := range bs {
		s += "["
		for _, c := range b.Cards {
			s += string(c.Rows[0].ID)
			if c.Several() {
				s += "("
				for _, m := range c.Rows[1:] {
					s += string(m.ID)
				}
				s += ")"
			}
		}
		s += "]"
	}
	return s
}

func TestEqualEvidenceStandsTogetherAndIsNeverFoldedAwayInPart(t *testing.T) {
	for name, c := range map[string]struct {
		clients       []lobby.ClientMatch
		shown, folded string
	}{
		"nobody":                           {nil, "", ""},
		"one very weak":                    {[]lobby.ClientMatch{ranked("A", .01, 0, 5)}, "[A]", ""},
		"a strong one and a very weak one": {[]lobby.ClientMatch{ranked("A", .95, 0, 20), ranked("B", .01, 0, 5)}, "[A]", "[B]"},
		"all very weak and equal":          {[]lobby.ClientMatch{ranked("A", .02, 0, 5), ranked("B", .02, 0, 5), ranked("C", .02, 0, 5)}, "[ABC]", ""},
		"very weak, one a little better":   {[]lobby.ClientMatch{ranked("A", .03, 0, 6), ranked("B", .02, 0, 5), ranked("C", .02, 0, 5)}, "[A]", "[BC]"},
		"duplicates of equal evidence with one that is none": {
			[]lobby.ClientMatch{ranked("A", .4, 1, 9), ranked("B", .4, 1, 9), ranked("C", .2, 0, 8), ranked("D", .05, 0, 9)}, "[A(B)D][C]", ""},
		"a twin in a card as good as somebody outside it": {
			[]lobby.ClientMatch{ranked("A", .9, 1, 12), ranked("B", .5, 1, 9), ranked("C", .04, 0, 9), ranked("D", .01, 0, 3)}, "[A(B)C]", "[D]"},
		"two groups": {
			[]lobby.ClientMatch{ranked("A", .5, 2, 12), ranked("B", .45, 1, 11), ranked("C", .4, 2, 10), ranked("D", .3, 1, 9)}, "[A(C)][B(D)]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			shown, folded := bands(cards(matching.Person{}, c.clients, "hpa2", false))
			require.Equal(t, c.shown, drawn(shown))
			require.Equal(t, c.folded, drawn(folded))
			rows := 0
			for _, b := range append(shown, folded...) {
				rows += b.Rows
				require.Equal(t, b.Rows > len(b.Cards[0].Rows), b.Equal)
			}
			require.Equal(t, len(c.clients), rows, "everybody is somewhere, once")
		})
	}
}

func TestAHostelFullOfEqualsIsShownAsOne(t *testing.T) {
	for _, n := range []int{2, 11, 13, 30, 50, 60} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			o := open(t)
			for i := range n {
				o.client(store.ClientID(fmt.Sprintf("M%02d", (i*37)%61)), matching.Person{Given: "Ivo", Family: "Dragan", Born: "17/05/1990"})
			}
			for i := range 3 {
				o.client(store.ClientID(fmt.Sprint("O", i)), matching.Person{Given: "Ivo", Family: "Dragan", Born: fmt.Sprint("04/02/", 1950+i)})
			}
			page := o.as("amira").reviewed(matching.Person{Given: "Ivo", Family: "Dragan", Born: "17/05/1990"})
			before, _, _ := strings.Cut(listOf(page), "very weak match")
			listed := min(n, 50)
			require.Equal(t, listed, strings.Count(before, ", client M"), "all of them before the fold")
			if n > 50 {
				require.Contains(t, page, "clients of these are not listed, as the others are at least as likely.")
				require.Contains(t, page, "were not compared with one another")
			}
		})
	}
}

// listOf is the page of a review without the picture at its end.
func listOf(page string) string { list, _, _ := strings.Cut(page, `id="drawn"`); return list }

func TestRowsOfOnePersonAreOneCardWithOneBar(t *testing.T) {
	o := open(t)
	o.client("D1", person())
	o.client("D2", person())
	page := o.as("amira").reviewed(person())
	require.Contains(t, page, "2 clients who may be one person</h2>")
	require.Contains(t, page, "May be the same person as client D2.")
	require.Contains(t, page, "May be the same person as client D1.")
	require.Equal(t, 1, strings.Count(page, `class="likely"`))
	require.Equal(t, 1, strings.Count(listOf(page), "Very strong, over 99.9%"), "said once, not once for each")
	require.NotContains(t, page, "They compete", "one person does not compete with itself")
	require.Equal(t, 2, strings.Count(page, ">Assign to this client<"))
}

func TestTwinsAreNamed(t *testing.T) {
	o := open(t)
	require.NoError(t, o.desk.fill(t.Context()))
	home := matching.Person{Family: "Begum", Born: "05/09/2001", Phones: []string{"07700900801"}, Postcodes: []string{"LS8 4AA"}}
	aisha, alisha := home, home
	aisha.Given, alisha.Given = "Aisha", "Alisha"
	o.client("TW1", aisha)
	o.client("TW2", alisha)
	page := o.as("amira").reviewed(alisha)
	require.Contains(t, page, "2 clients who may be one person, or relatives such as twins")
	require.Contains(t, page, "May be the same person as client TW2.")
	require.Regexp(t, `This person may be a relative of Aisha Begum instead, for example a twin: \d+%\.`, page)
	require.Equal(t, 1, strings.Count(page, `class="likely"`))
}

func TestARelativeIsNamedWithItsChance(t *testing.T) {
	for _, c := range []struct {
		related float64
		cut     bool
		want    string
	}{
		{0, false, ""}, {.049, false, ""}, {.05, false, ": 5%."}, {.16, false, ": 16%."}, {.9957, false, ": 99.6%."}, {.5, true, ": at least 50%."},
	} {
		m := ranked("K1", .8, 0, 9)
		m.Client.Person, m.Related = matching.Person{Given: "Mohammed", Family: "Khan"}, c.related
		got := match(matching.Person{}, m, "hpa2", c.cut).Relative
		require.Equal(t, c.want == "", got == "", "%v", c.related)
		if c.want != "" {
			require.Contains(t, got, "may be a relative of Mohammed Khan instead")
			require.Contains(t, got, c.want)
			require.NotContains(t, got, "twin", "born at other times")
		}
	}
}

func TestWhoIsFoundByAnotherNameIsListedWithIt(t *testing.T) {
	o := open(t)
	o.client("C1", matching.Person{Given: "Mary", Family: "Carlby", FormerFamily: []string{"Smith"}, Born: "08/01/1976"})
	amira := o.as("amira")
	for _, page := range []string{amira.searched(url.Values{"family": {"Smith"}}), amira.reviewed(matching.Person{Family: "Smith"})} {
		require.Contains(t, page, "Mary Carlby")
		require.Contains(t, page, "Also <bdi>Smith</bdi>")
	}
}

func TestThePictureAndTheTableOfAComparisonHaveOneTotal(t *testing.T) {
	o := open(t)
	require.NoError(t, o.desk.fill(t.Context()))
	o.client("D1", person())
	o.client("D2", person())
	amira, path := o.held(person())
	page := html.UnescapeString(amira.page(path + "/compare/D1"))
	total := regexp.MustCompile(`In all</th><td></td><td class="number" colspan="2">[+-](\d+\.\d)`).FindStringSubmatch(page)
	require.NotNil(t, total)
	svg, table, _ := strings.Cut(page[strings.Index(page, `<figure class="picture">`):], "</figure>")
	require.Contains(t, strings.ToLower(svg), "in all")
	require.Contains(t, svg, total[1])
	sum := 0.
	for _, n := range regexp.MustCompile(`<td class="number">([+-]\d+\.\d)</td>`).FindAllStringSubmatch(table, -1) {
		bits, err := strconv.ParseFloat(n[1], 64)
		require.NoError(t, err)
		sum += bits
	}
	require.Contains(t, page, "Before looking")
	all, err := strconv.ParseFloat(total[1], 64)
	require.NoError(t, err)
	require.InDelta(t, all, sum, .6, "the rows add up, but for rounding")
	require.NotContains(t, table, "nothing to compare")
}

func TestReasonsAreInWordsAndBitsOnRequest(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	page := o.as("amira").reviewed(person())
	said, _, _ := strings.Cut(page, `<details class="bits">`)
	require.Contains(t, said, "Date of birth: equal")
	require.Regexp(t, `makes it about [\d,]+ times likelier`, said)
	require.NotContains(t, said, "bits")
	require.Regexp(t, `<summary>In numbers</summary><ul><li>Name: [^<]+: (\+|&#43;)\d+\.\d bits</li>`, page)
}

func TestTheOthersOfALargeCardAreCounted(t *testing.T) {
	for n, want := range map[int]string{
		1: "", 2: "May be the same person as client C1.", 3: "May be the same person as clients C1 and C2.",
		4: "May be the same person as clients C1, C2 and C3.", 5: "May be the same person as 4 other clients.", 30: "May be the same person as 29 other clients.",
	} {
		var clients []lobby.ClientMatch
		for i := range n {
			clients = append(clients, ranked(fmt.Sprint("C", i), .9, 1, 9))
		}
		all := cards(matching.Person{}, clients, "hpa2", false)
		require.Len(t, all, 1)
		require.Equal(t, want, all[0].Rows[0].Same)
		require.Equal(t, want, rowOf(all, "C0").Same)
		require.Zero(t, rowOf(all, "C99"))
	}
}

func TestTheConfirmationsSayWhatTheListSays(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	for i := range 7 {
		o.client(store.ClientID(fmt.Sprint("D", i)), person())
	}
	for _, page := range []string{"/compare/D3", "/assign/D3"} {
		require.Contains(t, amira.page(path+page), "May be the same person as 6 other clients.")
	}
	create := amira.page(path + "/create")
	require.Equal(t, 5, strings.Count(create, "Very strong, "))
	require.Contains(t, create, "And 2 others of <a")
	require.NotContains(t, create, "Nobody was looked for")

	_, path = o.held(matching.Person{Postcodes: []string{"LS6"}})
	create = amira.page(path + "/create")
	require.Contains(t, create, "Nobody was looked for: too little is known.")
	require.NotContains(t, create, "%")
}
