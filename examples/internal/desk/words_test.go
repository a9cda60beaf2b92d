package desk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestTimesAreInWords(t *testing.T) {
	require.Equal(t, "4 June 2026 at 12:32pm", when(noon), "in British time")
	for utc, said := range map[string]string{
		"2026-03-29T00:59:00Z": "29 March 2026 at 12:59am", "2026-03-29T01:00:00Z": "29 March 2026 at 2:00am", // summer time begins
		"2026-10-24T23:59:00Z": "25 October 2026 at 12:59am", "2026-10-25T00:00:00Z": "25 October 2026 at 1:00am BST", // and ends
		"2026-10-25T00:59:59Z": "25 October 2026 at 1:59am BST", "2026-10-25T01:00:00Z": "25 October 2026 at 1:00am GMT", "2026-10-25T02:00:00Z": "25 October 2026 at 2:00am",
		"2026-06-30T23:30:00Z": "1 July 2026 at 12:30am",
	} {
		at, err := time.Parse(time.RFC3339, utc)
		require.NoError(t, err)
		require.Equal(t, said, when(at), utc)
	}
	require.Equal(t, "not recorded", when(time.Time{}))
	require.Equal(t, "less than a minute", span(59*time.Second))
	require.Equal(t, "1 minute", span(time.Minute))
	require.Equal(t, "47 hours", span(47*time.Hour+59*time.Minute))
	require.Equal(t, "2 days", span(48*time.Hour))
}

func TestEveryChannelAndStateOfTheDeskHasWords(t *testing.T) {
	due := open(t).desk.options().DueIn
	for _, s := range tabs {
		require.NotEmpty(t, channelsOf(s), s)
		for _, c := range channelsOf(s) {
			require.Contains(t, channelWords, c)
			require.NotZero(t, due[c], "%s is never overdue", c)
			if c == store.ChannelOfficerTyped { // which both have
				continue
			}
			require.Equal(t, s, systemOf(c))
		}
	}
	require.Len(t, stateWords, len(store.Undecided())+len(store.Decided()))
	for _, s := range slices.Concat(store.Undecided(), store.Decided()) {
		require.Contains(t, stateWords, s)
	}
}

func TestAProbabilityNeverReadsAsCertain(t *testing.T) {
	for p, want := range map[float64]string{
		1: "over 99.9%", .9996: "over 99.9%", .9949: "99.5%", .9899: "99%", .5: "50%", .012: "1%", .004: "0.4%", .0001: "under 0.1%", 0: "under 0.1%",
	} {
		require.Equal(t, want, percent(p), "%v", p)
	}
}

func TestASharePutsRareThingsAsOneIn(t *testing.T) {
	for p, want := range map[float64]string{.8: "80%", .01: "1%", .001: "1 in 1,000", 6.4e-6: "1 in 160,000", 0: "never"} {
		require.Equal(t, want, share(p), "%v", p)
	}
}

func TestCountsAgreeWithTheirNouns(t *testing.T) {
	require.Equal(t, "1 case", count(1, "case", "cases"))
	require.Equal(t, "0 cases", count(0, "case", "cases"))
	require.Equal(t, "20,192 clients", count(20192, "client", "clients"))
}

func TestTheSameValueIsTheSameHoweverItIsWritten(t *testing.T) {
	a := matching.Person{Given: "José", Family: "O'Brien", Born: "14/09/1973", NINO: "qq 12 34 56 c", Phones: []string{"07700 900123"},
		Emails: []string{"A.Person@Example.org"}, Postcodes: []string{"ls12ab"}}
	b := matching.Person{Given: "JOSE", Family: "OBrien", Born: "1973-09-14", NINO: "QQ123456C", Phones: []string{"020 7946 0000", "+44 7700 900123"},
		Emails: []string{"a.person@example.org"}, Postcodes: []string{"LS2 9JT"}}
	want := map[string]string{"First name": "Same", "Date of birth": "Same", "National Insurance number": "Not usable",
		"Phone number": "One is the same", "Email address": "Same", "Postcode": "Different", "Middle names": "Neither given"}
	found := 0
	for _, r := range compareRows(a, b, nil) {
		if w, ok := want[r.Field]; ok {
			found++
			require.Equal(t, w, r.Level, r.Field)
			require.Equal(t, w == "Different", r.Differs, r.Field)
		}
	}
	require.Len(t, want, found)
}

func TestSeveralValuesAreTheSameWhereAllAre(t *testing.T) {
	for _, c := range []struct {
		field        string
		ours, theirs []string
		want         string
	}{
		{"postcodes", []string{"SE1 7HS", "SE2 2LU"}, []string{"se22lu", "SE1 7HS"}, "Same"},
		{"postcodes", []string{"SE1 7HS", "SE2 2LU"}, []string{"SE1 7HS"}, "One is the same"},
		{"phones", []string{"07700 900123 / 07700 900124"}, []string{"07700900124", "+447700900123"}, "Same"},
		{"phones", []string{"hello"}, []string{"none"}, "Not usable"},
		{"phones", []string{"hello", "07700 900123"}, []string{"07700 900123"}, "Same"},
		{"other-born", []string{"14/09/1973"}, []string{"14 September 1973"}, "Same"},
		{"gender", []string{"F"}, []string{"female"}, "Same"},
		{"gender", []string{"F"}, []string{"male"}, "Different"},
		{"known-as", []string{"Bob"}, nil, "Missing on one side"},
		{"nino", nil, nil, "Neither given"},
	} {
		require.Equal(t, c.want, aspects[c.field].compare(c.ours, c.theirs).Level, "%s: %v and %v", c.field, c.ours, c.theirs)
	}
}

func TestWhereValuesDifferMatchingSaysHowMuch(t *testing.T) {
	o := open(t)
	o.client("C1", matching.Person{Given: "JACQUELINE", Family: "Quarmby", Born: "14/09/1973", Postcodes: []string{"LS6 3QX"}, Phones: []string{"07700 900461"}})
	amira, path := o.held(matching.Person{Given: "Jackie", Family: "Quarmby", Born: "15/09/1973", Postcodes: []string{"BN1 4AA"}, Phones: []string{"07700 900461"}})
	page := amira.page(path + "/compare/C1")
	row := func(field string) string {
		_, rest, ok := strings.Cut(page, `<th scope="row">`+field+"</th>")
		require.True(t, ok, field)
		before, _, _ := strings.Cut(page, `<th scope="row">`+field+"</th>")
		rest, _, _ = strings.Cut(rest, "</tr>")
		return before[strings.LastIndex(before, "<tr"):] + rest
	}
	require.Contains(t, row("First name"), "another form of the forename")
	require.NotContains(t, row("First name"), "differ")
	require.Contains(t, row("Postcode"), `class="differ"`)
	require.Contains(t, row("Phone number"), "Same")
	require.NotContains(t, row("Date of birth"), "Different", "one day apart has a name of its own")
}

func TestWhereAnotherValueIsTheSameTheComparisonSaysWhich(t *testing.T) {
	equal := []matching.Evidence{{Field: "postcode", Level: "equal", Text: "equal", Bits: 9}, {Field: "date of birth", Level: "equal", Text: "equal", Bits: 12}}
	level := func(field string, ours, theirs matching.Person) string {
		for _, c := range compareRows(ours, theirs, equal) {
			if c.Field == field {
				require.False(t, c.Differs)
				return c.Level
			}
		}
		return ""
	}
	here, moved := matching.Person{Postcodes: []string{"SO4 8UW"}}, matching.Person{Postcodes: []string{"SE2 4WP"}, PreviousPostcodes: []string{"so48uw"}}
	require.Equal(t, "Among the client’s previous postcodes", level("Postcode", here, moved))
	require.Equal(t, "Among the previous postcodes of the case", level("Postcode", moved, here))
	require.Equal(t, "In the previous postcodes alone", level("Postcode", moved, matching.Person{Postcodes: []string{"BN1 4AA"}, PreviousPostcodes: []string{"SO4 8UW"}}))
	require.Equal(t, "Among the client’s other dates of birth", level("Date of birth", matching.Person{Born: "14/09/1973"}, matching.Person{Born: "14/09/1974", OtherBorn: []string{"1973-09-14"}}))
	require.Equal(t, "among the client’s previous postcodes", where(equal[0], here, moved))
	gone := matching.Person{PreviousPostcodes: []string{"SO4 8UW"}}
	require.Equal(t, "Among the previous postcodes of the case", level("Postcode", gone, here), "and not missing on one side")
	require.Empty(t, where(equal[0], here, here), "it stands side by side")
	require.Equal(t, "Equal", level("Postcode", here, matching.Person{Postcodes: []string{"BN1 4AA"}}), "as matching says")
}

func TestASentenceBeginsWithACapitalOfAnyScript(t *testing.T) {
	for text, want := range map[string]string{"": "", "partner": "Partner", "épouse": "Épouse", "сын": "Сын", "ابن": "ابن", "1st child": "1st child", "\xff": "\xff"} {
		require.Equal(t, want, capital(text))
	}
}
