package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// alike are two lobby cases whose ids end in the same eight characters.
func (o *office) alike(names ...string) (ids []store.RecordID) {
	o.t.Helper()
	for _, name := range names {
		opts := o.desk.options()
		opts.NewID = func() string { return name + "-71786D89" }
		rc, err := lobby.New(o.desk.store, o.desk.matcher, policies[0], &opts).Receive(o.t.Context(), intake,
			lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: name, Family: "Alike"}})
		require.NoError(o.t, err)
		ids = append(ids, rc.ID)
	}
	return ids
}

func TestAReferenceOfSeveralOpensNeitherUnasked(t *testing.T) {
	o := open(t)
	ids := o.alike("Ada", "Bo")
	for _, typed := range []string{"71786D89", "case 71786d89", "７１７８６D89"} {
		res := o.as("amira").post("/search", url.Values{"reference": {typed}})
		require.Equal(t, http.StatusOK, res.StatusCode, typed)
		page := body(t, res)
		require.Contains(t, page, "Several have that reference")
		require.Contains(t, page, recordPath("hpa2", ids[0]))
		require.Contains(t, page, recordPath("hpa2", ids[1]))
		require.Contains(t, page, ">Lobby case "+string(ids[1])+"</td>")
		require.NotContains(t, page, "<details open", "nor does another form stand before them")

		res = o.as("priya").post("/subject", url.Values{"reference": {typed}})
		require.Contains(t, res.Header.Get("Content-Type"), "text/html", "nobody's data is sent for another's")
		page = body(t, res)
		require.Contains(t, page, "Nothing was downloaded")
		require.Contains(t, page, `value="`+string(ids[1])+`"`)
	}
	res := o.as("amira").post("/search", url.Values{"reference": {string(ids[1])}})
	require.Equal(t, recordPath("hpa2", ids[1]), res.Header.Get("Location"), "the whole of it means one")
	res = o.as("priya").post("/subject", url.Values{"reference": {string(ids[1])}})
	require.Contains(t, res.Header.Get("Content-Type"), "application/json")
	data := body(t, res)
	require.Contains(t, data, `"Bo"`)
	require.NotContains(t, data, `"Ada"`)
}

func TestAClientAndACaseOfOneReferenceAreBothListed(t *testing.T) {
	o := open(t)
	o.client("K7", matching.Person{Given: "Cleo", Family: "Client", Born: "1980-02-02"})
	_, err := o.desk.systems["hpa2"].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "K7", Person: matching.Person{Given: "Cas", Family: "Case"}})
	require.NoError(t, err)
	priya := o.as("priya")
	page := body(t, priya.post("/subject", url.Values{"reference": {"k7"}}))
	require.Contains(t, page, "Cas Case")
	require.Contains(t, page, "Cleo Client")
	data := body(t, priya.post("/subject", url.Values{"reference": {"K7"}, "kind": {"client"}}))
	require.Contains(t, data, `"Cleo"`)
	require.NotContains(t, data, `"Cas"`)
}

func TestWhatConfirmsIsTypedAsPeopleTypeIt(t *testing.T) {
	o := open(t)
	amira, priya := o.as("amira"), o.as("priya")
	for _, write := range []func(ref string) string{
		strings.ToLower, func(ref string) string { return " " + ref[:4] + " " + ref[4:] }, func(ref string) string { return "Reference " + ref },
		func(ref string) string { return ref + "." }, func(ref string) string { return "“" + ref + "”" }, func(ref string) string { return "(" + ref + ")" },
		func(ref string) string { return "'" + ref }, // as a spreadsheet has it
	} {
		path := recordPath("hpa2", o.arrives(person()))
		amira.post(path+"/claim", nil)
		form := url.Values{"token": {token(t, amira.page(path+"/remove"))}, "reason": {"spam"}, "confirm": {write(reference(store.RecordID(lastOf(path))))}}
		require.Equal(t, path+"/done", amira.post(path+"/remove", form).Header.Get("Location"), form.Get("confirm"))
	}
	for typed, want := range map[string]int{"C-100000": 400, "c1000000": 303} {
		o.client("C1000000", person())
		require.Equal(t, want, priya.post("/client/hpa2/C1000000/erase", url.Values{"confirm": {typed}}).StatusCode, typed)
		o = open(t)
		priya = o.as("priya")
	}
}

func TestOneBoxReadsAPersonAsPeopleTypeOne(t *testing.T) {
	for typed, want := range map[string]matching.Person{
		"Katie Sunbrook": {Given: "Katie", Family: "Sunbrook"}, "Sunbrook, Katie": {Given: "Katie", Family: "Sunbrook"}, "Sunbrook,Katie": {Given: "Katie", Family: "Sunbrook"},
		"Katie Ann Sunbrook": {Given: "Katie Ann", Family: "Sunbrook"}, "O'Brien": {Family: "O'Brien"}, "Sunbrook,": {Family: "Sunbrook"}, "Abu-Bakr al-Amin": {Given: "Abu-Bakr", Family: "al-Amin"},
		"ann@example.org": {Emails: []string{"ann@example.org"}}, "ga 33 44 51 b": {NINO: "ga 33 44 51 b"}, "28.9.1975": {Born: "28.9.1975"}, "1 May 1980": {Born: "1 May 1980"},
		"07700 900123": {Phones: []string{"07700 900123"}}, "se24wp": {Postcodes: []string{"se24wp"}},
		"71786D89": {}, "71786089": {}, "C0001316": {}, "H00003": {}, "E8": {}, "1980": {}, "HB/2024/17": {}, "2026-001": {},
	} {
		require.Equal(t, want, personTyped(typed), typed)
	}
	o := open(t)
	p := person()
	p.Emails, p.Phones = []string{"ann71@example.org"}, []string{"07700 900123"}
	o.client("C1", p)
	amira := o.as("amira")
	for _, typed := range []string{"ann71@example.org", "+44 7700 900123"} {
		page := amira.page(amira.post("/search", url.Values{"reference": {typed}}).Header.Get("Location"))
		require.Contains(t, page, "/client/hpa2/C1", "%s is no reference", typed)
	}
	require.Equal(t, http.StatusBadRequest, amira.post("/search", url.Values{"reference": {"C0001316"}}).StatusCode)
}

func TestASearchSaysWhichOfItsValuesAreNotUsed(t *testing.T) {
	amira := open(t).as("amira")
	page := amira.page(amira.post("/search", url.Values{"family": {"Holt"}, "born": {"99/99/2020"}, "phone": {"07700 900123"}}).Header.Get("Location"))
	require.Equal(t, 1, strings.Count(page, "Not used for matching"))
	require.Contains(t, page, `<bdi>99/99/2020</bdi> <span class="tag warn">Not used for matching: no such value</span></strong>`)
}
