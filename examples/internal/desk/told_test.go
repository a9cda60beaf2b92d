package desk

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// searched is the page of a search, from its results on.
func (b *browser) searched(form url.Values) string {
	b.o.t.Helper()
	page := b.page(b.post("/search", form).Header.Get("Location"))
	return page[strings.Index(page, "</form></details>"):]
}

// reviewed receives and takes a case, and returns the page of its matches.
func (b *browser) reviewed(p matching.Person) string {
	b.o.t.Helper()
	path := recordPath("hpa2", b.o.arrives(p))
	b.post(path+"/claim", nil)
	return b.page(path + "/review")
}

// smiths are 22 clients called Smith, two of them called Ann, and one born in 1950.
func (o *office) smiths() {
	for i := range 22 {
		p := matching.Person{Given: fmt.Sprintf("%c%s", 'A'+i, "lex"), Family: "Smith", Born: fmt.Sprint("13/06/", 1970+i)}
		if i < 2 {
			p.Given = "Ann"
		}
		if i == 7 {
			p.Born = "14/02/1950"
		}
		o.client(store.ClientID(fmt.Sprintf("S%02d", i)), p)
	}
}

func TestANameAloneListsWhoIsCalledSo(t *testing.T) {
	o := open(t)
	o.smiths()
	amira := o.as("amira")
	for name, c := range map[string]struct {
		form url.Values
		says string
		rows int
	}{
		"a last name":            {url.Values{"family": {"Smith"}}, "22 clients are called Smith. Narrow the list down with another detail, or browse it.", 22},
		"in any spelling":        {url.Values{"family": {" SMITH "}}, "22 clients are called SMITH.", 22},
		"and a year of birth":    {url.Values{"family": {"Smith"}, "born": {"1950"}}, "22 clients are called Smith. Those whose date of birth fits come first.", 22},
		"a first name":           {url.Values{"given": {"Ann"}}, "2 clients are called Ann. Narrow the list down with another detail, or browse it.", 2},
		"a first name of one":    {url.Values{"given": {"Klex"}}, "1 client is called Klex.", 1},
		"a name of nobody":       {url.Values{"family": {"Zzyzx"}}, "None of the 22 clients is called Zzyzx. They may be there under another spelling", 0},
		"how a last name begins": {url.Values{"family": {"Smit"}}, "Nobody is called Smit. 22 clients have a name that begins so, or is much like it.", 22},
		"too short a beginning":  {url.Values{"family": {"Sm"}}, "That is too little to look for anybody.", 0},
		"what they are known as": {url.Values{"known-as": {"Ann"}}, "2 clients are called Ann. Narrow", 2},
		"known as and a year":    {url.Values{"known-as": {"Ann"}, "born": {"1971"}}, "2 clients are called Ann. Those whose date", 2},
		"known by nobody's name": {url.Values{"known-as": {"Zzyzx"}}, "None of the 22 clients is called Zzyzx.", 0},
		"a middle name":          {url.Values{"middle": {"Klex"}}, "1 client is called Klex.", 1},
		"a former last name":     {url.Values{"former-family": {"Smith"}}, "22 clients are called Smith.", 22},
		"with a worthless date":  {url.Values{"family": {"Smith"}, "born": {"01/01/1900"}}, "22 clients are called Smith.", 22},
	} {
		t.Run(name, func(t *testing.T) {
			page := amira.searched(c.form)
			require.Contains(t, page, c.says)
			require.Equal(t, c.rows, strings.Count(page, `href="/client/hpa2/S`))
			require.NotContains(t, page, "%", "a list to browse rates nobody")
			require.NotContains(t, page, "<svg")
		})
	}
	page := amira.searched(url.Values{"family": {"Smith"}, "born": {"1950"}})
	require.Equal(t, strings.Index(page, `href="/client/hpa2/S`), strings.Index(page, `href="/client/hpa2/S07`), "whose year fits is the first")

	page = amira.reviewed(matching.Person{Family: "Smith"})
	require.Contains(t, page, "22 clients are called Smith.")
	require.Contains(t, page, "These 22 fit equally well")
	require.Contains(t, page, "Nothing that is known tells them apart.")
	require.Equal(t, 22, strings.Count(page, `<h3 id="c-S`))
	require.Equal(t, 22, strings.Count(page, `class="compare"`))
	require.Equal(t, 1, strings.Count(page, "surname equal, no forename to compare, <"), "why they fit is said once")
	require.NotContains(t, page, "very weak match", "equal evidence is not folded away")
}

func TestWhereNobodyWasLookedForThereIsNoPercentageAndNoBar(t *testing.T) {
	o := open(t)
	o.smiths()
	amira := o.as("amira")
	for name, p := range map[string]matching.Person{
		"nothing": {}, "an outward postcode": {Postcodes: []string{"LS6"}}, "a year of birth": {Born: "1990"},
		"a gender": {Gender: "f"}, "what is not understood": {Phones: []string{"hello"}, NINO: "hello"}, "stand-ins": {Family: "NOT ENTERED", Born: "01/01/1900"},
	} {
		t.Run(name, func(t *testing.T) {
			page := amira.reviewed(p)
			require.Contains(t, page, "Too little is known to look for anybody.")
			require.Contains(t, page, "Nobody was looked for, so there is no telling whether this person is a client.")
			form := url.Values{}
			for _, f := range p.Fields() {
				form.Set(aspects[f.Name].inputName(f), strings.Join(f.Values(), ";"))
			}
			if name == "nothing" { // which is a fault of the form
				require.Contains(t, body(t, amira.post("/search", form)), "Fill in at least one detail")
				form.Set("postcode", "LS")
			}
			found := amira.searched(form)
			require.Contains(t, found, "That is too little to look for anybody.")
			for _, page := range []string{page, found} {
				require.NotContains(t, page, "%")
				require.NotContains(t, page, "<svg")
			}
		})
	}
	list := amira.page("/lobby/hpa2")
	require.Contains(t, list, "Too little known")
	require.NotContains(t, list, "None likely")
}

func TestNotOnTheRegisterIsToldApartFromMissed(t *testing.T) {
	o := open(t)
	o.smiths()
	amira := o.as("amira")
	p := matching.Person{Given: "Zzy", Phones: []string{"07700 900999"}}
	for _, page := range []string{amira.reviewed(p), amira.searched(url.Values{"given": {p.Given}, "phone": p.Phones})} {
		require.Contains(t, page, "This search found none of the 22 clients.")
		require.Regexp(t, `<strong>9\d%</strong>: not on the register`, page)
		require.Regexp(t, `<strong>\d%</strong>: on the register, but not listed here: this search may have missed them`, page)
		require.Contains(t, page, `class="absent"`)
		require.Contains(t, page, `class="missed"`)
		require.NotContains(t, page, `class="likely"`, "none is never drawn as a match")
	}
	require.NotContains(t, amira.page("/lobby/hpa2"), "<meter", "a browser draws a full one in green")
}

func TestValuesTooCommonToFollowAreNamedWithTheirNumber(t *testing.T) {
	all := []matching.Common{
		{Field: "surname", Clients: 5230, Truncated: true}, {Field: "forename", Clients: 12}, {Field: "postcode", Clients: 640, Truncated: true},
		{Field: "phone", Clients: 300, Truncated: true}, {Field: "e-mail", Clients: 300, Truncated: true}, {Field: "shoe size", Clients: 1000, Truncated: true},
		{Field: "forename and surname", Clients: 210, Truncated: true}, {Field: "date of birth", Clients: 500, Truncated: true},
	}
	p := matching.Person{Family: "Smith"}
	require.Equal(t, []string{
		"At least 5,230 clients are called Smith.", "At least 640 clients have this postcode.", "At least 300 clients have this phone number.", "At least 300 clients have this email address.",
		"At least 1,000 clients have the same shoe size.", "At least 210 clients have this first and last name.", "At least 500 clients have this date of birth.",
	}, tooCommon(p, all))
	require.Empty(t, tooCommon(p, []matching.Common{{Field: "surname", Clients: 22}}), "these were followed")
}

func TestWhatWasTooCommonShowsOnThePages(t *testing.T) {
	o := open(t)
	set := o.desk.options()
	set.CandidateLimit = 20
	o.desk.systems["hpa2"] = lobby.New(o.desk.store, o.desk.matcher, lobby.HPA2(), &set)
	o.smiths()
	carys, amira := o.as("carys"), o.as("amira")
	for _, page := range []string{carys.searched(url.Values{"family": {"Smith"}}), carys.reviewed(matching.Person{Family: "Smith"})} {
		require.Regexp(t, "<li>At least 2[12] clients are called Smith.</li>", page)
		require.Regexp(t, "(?i)too little", page)
		require.NotContains(t, page, "%")
		require.NotContains(t, page, "None of the 22 clients")
	}
	page := carys.searched(url.Values{"family": {"Smith"}, "born": {"1950"}})
	require.Contains(t, page, "1 of 22 clients shares something with this person.")
	require.NotContains(t, page, "1 client is called Smith")
	require.Contains(t, amira.searched(url.Values{"family": {"Smith"}}), "<li>At least 20 clients are called Smith.</li>")
}

func TestOfCutProbabilitiesOnlyTheLeastIsSaid(t *testing.T) {
	for p, want := range map[float64]string{0: "under 10%", .1: "at least 10%", .5: "at least 50%", .9: "at least 90%", .99: "at least 99%"} {
		require.Equal(t, want, chance(p, true))
	}
	require.Equal(t, "94%", chance(.94, false))

	o := open(t)
	_, err := o.desk.systems["hpa2"].PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "R1", Person: new(person()), Restricted: new(true)}})
	require.NoError(t, err)
	page := o.as("amira").reviewed(person())
	require.Contains(t, page, "1 restricted record: ask a manager. You cannot see it here.")
	require.Contains(t, page, `<span class="rating">at least 99%</span>`)
	require.Contains(t, page, "<strong>under 10%</strong>: not on the register")
	require.Contains(t, page, "<strong>at least 99%</strong>: on the register, but not listed here")
	require.NotContains(t, page, "R1")
}

func TestEvidenceIsWorthSomethingInPlainWords(t *testing.T) {
	for bits, want := range map[float64]string{
		0: "makes next to no difference", .5: "makes next to no difference", -.5: "makes next to no difference",
		1: "makes it about 2 times likelier", 3: "makes it about 8 times likelier", -2: "makes it about 4 times less likely",
		3.24: "makes it about 9 times likelier", 3.28: "makes it about 10 times likelier", 10: "makes it about 1,000 times likelier",
		-10: "makes it about 1,000 times less likely", 13.3: "makes it about 10,000 times likelier", 19: "makes it about 500,000 times likelier",
		25: "makes it more than a million times likelier", -40: "makes it more than a million times less likely",
	} {
		require.Equal(t, want, worth(bits), "%v bits", bits)
	}
}
