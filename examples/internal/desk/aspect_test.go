package desk

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// knownBy is a person of whom one field is known.
func knownBy(name string, values ...string) (p matching.Person) {
	for _, f := range p.Fields() {
		switch {
		case f.Name != name:
		case f.Text != nil:
			*f.Text = values[0]
		default:
			*f.List = values
		}
	}
	return p
}

// anyway is a form with the tick that keeps values which matching does not use.
func anyway(form url.Values) url.Values {
	form = maps.Clone(form)
	form.Set("anyway", "yes")
	return form
}

func TestEveryFieldOfAPersonIsShownAndAskedFor(t *testing.T) {
	var whole matching.Person
	form := url.Values{}
	labels := map[string]bool{}
	for _, f := range whole.Fields() {
		a, known := aspects[f.Name]
		require.True(t, known, f.Name)
		require.NotEmpty(t, a.label, f.Name)
		require.NotNil(t, a.read, f.Name)
		require.False(t, labels[a.label], a.label)
		labels[a.label] = true
		form.Set(a.inputName(f), " one "+f.Name+" ")
		if f.Text != nil {
			*f.Text = "one " + f.Name
		} else {
			form.Set(a.inputName(f), "one "+f.Name+"; ; two")
			*f.List = []string{"one " + f.Name, "two"}
		}
	}
	require.Len(t, aspects, len(whole.Fields()), "and nothing else is")
	require.Len(t, form, len(whole.Fields()), "each by an input of its own")

	r := httptest.NewRequest(http.MethodPost, "/add", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	require.NoError(t, r.ParseForm())
	require.Equal(t, whole, personOf(r.PostForm))
	in := personForm(whole, nil)
	require.Len(t, append(in.Usual, in.Seldom...), len(whole.Fields()))
	require.True(t, in.Open, "what is filled in is not folded away")
	require.False(t, personForm(person(), nil).Open)

	o := open(t)
	o.client("C1", whole)
	devon, amira := o.as("devon"), o.as("amira")
	add, client := devon.page("/add"), amira.page("/client/hpa2/C1")
	record := devon.page(devon.post("/add", anyway(form)).Header.Get("Location"))
	for _, f := range whole.Fields() {
		require.Contains(t, add, `name="`+aspects[f.Name].inputName(f)+`"`)
		for _, page := range []string{client, record} {
			require.Contains(t, page, "<dt>"+aspects[f.Name].label+"</dt>")
			for _, v := range f.Values() {
				require.Contains(t, page, v)
			}
		}
	}
}

func TestWhatIsSeldomKnownIsListedWhereItIs(t *testing.T) {
	for _, f := range personFacts(matching.Person{}) {
		require.NotContains(t, []string{"Known as", "Gender", "Other dates of birth", "Previous postcodes"}, f.Name)
	}
	fs := personFacts(matching.Person{KnownAs: []string{"Bob"}})
	require.Contains(t, fs, fact{Name: "Known as", Lines: []line{{Text: "Bob"}}})
}

// Each text, and what is said of it.
var remarks = map[string]map[string]string{
	"given":         {"Ann": "", "Baby": "Used in part: stands in for a value", "1234": "Not used for matching: not understood", "J": ""},
	"middle":        {"Rose": "", "N/A": "Not used for matching: stands in for a value"},
	"family":        {"O’Brien": "", "NOT ENTERED": "Not used for matching: stands in for a value", "Mr": "Not used for matching: stands in for a value"},
	"known-as":      {"Bob": "", "unknown": "Not used for matching: stands in for a value", "Mr": "Not used for matching: not understood"},
	"former-family": {"Jones": "", "???": "Not used for matching: stands in for a value"},
	"born": {
		"14/09/1973": "", "01/01/1900": "Not used for matching: stands in for a value", "99/99/2020": "Not used for matching: no such value",
		"hello": "Not used for matching: not understood", "1990": "Used in part", "3/2050": "Not used for matching: in the future",
	},
	"other-born": {"1973-09-14": "", "not known": "Not used for matching: stands in for a value", "14 Sept 1973": ""},
	"gender":     {"female": "", "M": "", "hello": "Not used for matching: not understood"},
	"nino": {
		"PW 48 21 93 B": "", "QQ123456C": "Not used for matching: stands in for a value", "hello": "Not used for matching: not understood",
		"PW482193B, QQ123456C": "1 value of it is not used for matching: stands in for a value",
	},
	"emails": {
		"a@example.org": "", "a@gmail.con": "Check the spelling: gmail.com?", "none": "Not used for matching: stands in for a value",
		"x": "Not used for matching: not understood", "a@b.org; c@gmial.com": "Check the spelling: gmail.com?",
	},
	"phones": {
		"07700 900123": "", "0000": "Not used for matching: stands in for a value", "hello": "Not used for matching: not understood",
		"07700 900123 / 07700 9": "1 value of it is not used for matching: not understood", "0113 496 0123 ext 5": "",
	},
	"previous-phones": {"07700 900123": "", "n/a": "Not used for matching: stands in for a value"},
	"postcodes": {
		"LS6 3QX": "", "NFA": "Not used for matching: no fixed abode", "ZZ99 3WZ": "Not used for matching: not known",
		"hello": "Not used for matching: not understood", "LX1 1AA": "Not used for matching: in an area that does not exist",
	},
	"previous-postcodes": {"LS6 3QX": "", "ZZ99 3VZ": "Not used for matching: no fixed abode"},
}

func TestEveryValueThatIsNotUsedSaysSoAndWhy(t *testing.T) {
	var p matching.Person
	uk := matching.UK(nil)
	for _, f := range p.Fields() {
		require.NotEmpty(t, remarks[f.Name], f.Name)
		for text, want := range remarks[f.Name] {
			t.Run(f.Name+" "+text, func(t *testing.T) {
				require.Equal(t, want, aspects[f.Name].remark(text))
				used := uk.Prepare(knownBy(f.Name, text)).Profile != uk.Prepare(matching.Person{}).Profile
				require.Equal(t, used, !strings.HasPrefix(want, "Not used"), "the matcher says otherwise")
			})
		}
	}
}

func TestSeveralValuesAreEachForItself(t *testing.T) {
	for _, name := range []string{"phones", "emails", "postcodes", "previous-phones", "previous-postcodes", "known-as", "former-family", "other-born"} {
		t.Run(name, func(t *testing.T) {
			good, bad := "", ""
			for text, remark := range remarks[name] {
				switch {
				case remark == "":
					good = text
				case strings.HasPrefix(remark, "Not used"):
					bad = text
				}
			}
			var lines []line
			for _, f := range personFacts(knownBy(name, bad, good, bad)) {
				if f.Name == aspects[name].label {
					for _, l := range f.Lines {
						lines = append(lines, line{Text: l.Text, Remark: l.Remark})
					}
				}
			}
			words := plain
			if aspects[name].dated {
				words = dateWords
			}
			require.Equal(t, []line{{Text: words(bad), Remark: remarks[name][bad]}, {Text: words(good)}, {Text: words(bad), Remark: remarks[name][bad]}}, lines)
		})
	}
}

func TestARecordSaysWhichOfItsValuesAreNotUsed(t *testing.T) {
	o := open(t)
	page := o.as("amira").page(recordPath("hpa2", o.arrives(matching.Person{Given: "Ann", Family: "NOT ENTERED", Phones: []string{"0000", "07700 900123"}})))
	require.Contains(t, page, `<bdi>NOT ENTERED</bdi> <span class="tag warn">Not used for matching: stands in for a value</span>`)
	require.Contains(t, page, `<bdi>0000</bdi> <span class="tag warn">Not used for matching: stands in for a value</span><br><bdi>07700 900123</bdi></dd>`)
	require.Contains(t, page, "</span><bdi>Ann NOT ENTERED</bdi></h1>")
	require.Contains(t, o.as("amira").page(recordPath("hpa2", o.arrives(matching.Person{Phones: []string{"07700 900124"}}))), "</span><bdi>Name not given</bdi></h1>")
}
