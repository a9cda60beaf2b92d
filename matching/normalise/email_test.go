package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAddressIsReadAsPeopleWriteIt(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		quality  Quality
	}{
		"an address":                          {"jo@example.com", "jo@example.com", Valid},
		"case does not matter":                {"Jo.Bloggs@Example.COM", "jo.bloggs@example.com", Valid},
		"a plus-tag goes":                     {"jo+council@example.com", "jo@example.com", Valid},
		"a plus alone is an address":          {"+@example.com", "+@example.com", Valid},
		"dots count":                          {"j.o@example.com", "j.o@example.com", Valid},
		"Google ignores dots":                 {"j.o.bloggs+x@gmail.com", "jobloggs@gmail.com", Valid},
		"googlemail is gmail":                 {"jo.bloggs@googlemail.com", "jobloggs@gmail.com", Valid},
		"mailto":                              {"mailto:jo@example.com", "jo@example.com", Valid},
		"a link that was copied":              {"mailto:jo%40example.com?subject=Housing", "jo@example.com", Valid},
		"after its label":                     {"email=jo@example.com", "jo@example.com", Valid},
		"commas for both dots":                {"jo@example,co,uk", "jo@example.co.uk", Valid},
		"in the braces of an export":          {"{jo@example.com}", "jo@example.com", Valid},
		"as a site":                           {"www.jo@example.com", "jo@example.com", Valid},
		"at in words":                         {"jo(at)example(dot)com", "jo@example.com", Valid},
		"at in braces":                        {"jo{at}example{dot}com", "jo@example.com", Valid},
		"an at sign in brackets":              {"jo[@]example.com", "jo@example.com", Valid},
		"as it is said":                       {"jo dot ray at example dot com", "jo.ray@example.com", Valid},
		"said, at a provider":                 {"jo at hotmail.com", "jo@hotmail.com", Valid},
		"said, after a label":                 {"email is jo_ray at example.com", "jo_ray@example.com", Valid},
		"said, with signs":                    {"jo underscore ray at example dot com", "jo_ray@example.com", Valid},
		"said, with a dash":                   {"jo dash ray at example dot com", "jo-ray@example.com", Valid},
		"an a in brackets":                    {"jo(a)example.com", "jo@example.com", Valid},
		"a phone before it":                   {"07700 900123 jo@example.com", "jo@example.com", Valid},
		"a short number before it":            {"jo 1985 ray@example.com", "invalid", Invalid},
		"in quotes of an editor":              {"“jo@example.com”", "jo@example.com", Valid},
		"a top level in another script":       {"jo@example.xn--p1ai", "jo@example.xn--p1ai", Valid},
		"a phone run on":                      {"jo@example.com07700900123", "invalid", Invalid},
		"a name before it":                    {"jo ray at example.com", "invalid", Invalid},
		"a place of work":                     {"works at example.com", "invalid", Invalid},
		"a place of work, and how long":       {"part-time at example.com", "invalid", Invalid},
		"a place on the web":                  {"see me at www.example.com", "invalid", Invalid},
		"nothing, in words":                   {"none at present", "not known", Placeholder},
		"Google ignores dots, misspelled":     {"j.o.bloggs@gmail.con", "jobloggs@gmail.con", Valid},
		"no at a provider":                    {"no@gmail.com", "not known", Placeholder},
		"a given name that looks like none":   {"ditto@example.com", "ditto@example.com", Valid},
		"a display name":                      {"Jo Bloggs <jo@example.com>", "jo@example.com", Valid},
		"a label":                             {"email: jo@example.com", "jo@example.com", Valid},
		"a remark":                            {"jo@example.com (work)", "jo@example.com", Valid},
		"two addresses":                       {"jo@example.com; ann@example.org", "jo@example.com", Valid},
		"two addresses with a comma":          {"jo@example.com,ann@example.org", "jo@example.com", Valid},
		"two addresses with a slash":          {"jo@example.com / ann@example.org", "jo@example.com", Valid},
		"spaces about the at":                 {"jo @ example.com", "jo@example.com", Valid},
		"a space about a dot":                 {"jo@example. com", "jo@example.com", Valid},
		"a comma for a dot":                   {"jo@example,com", "jo@example.com", Valid},
		"a full stop at the end":              {"jo@example.com.", "jo@example.com", Valid},
		"quotes about it":                     {"'jo@example.com'", "jo@example.com", Valid},
		"an apostrophe in it":                 {"o'brien@example.com", "o'brien@example.com", Valid},
		"a domain of many parts":              {"jo@mail.housing.example.gov.uk", "jo@mail.housing.example.gov.uk", Valid},
		"another script":                      {"Йо@example.com", "йо@example.com", Valid},
		"full-width characters":               {"ｊｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "jo@example.com", Valid},
		"an invisible character in it":        {"jo\u200b@example.com", "jo@example.com", Valid},
		"cut at the door":                     {"jo@example.com " + strings.Repeat("x", MaxBytes), "jo@example.com", Partial},
		"nothing":                             {" ", "", Absent},
		"a form's example":                    {"email@email.com", "not known", Placeholder},
		"none":                                {"None", "not known", Placeholder},
		"n/a":                                 {"N/A", "not known", Placeholder},
		"noemail at anything":                 {"noemail@example.com", "not known", Placeholder},
		"no.email at anything":                {"No.Email@council.example.org", "not known", Placeholder},
		"unknown at anything":                 {"unknown@example.com", "not known", Placeholder},
		"not known at anything":               {"notknown@example.com", "not known", Placeholder},
		"none at none":                        {"none@none.com", "not known", Placeholder},
		"test at test":                        {"test@test.com", "not known", Placeholder},
		"a at a":                              {"a@a.com", "not known", Placeholder},
		"anybody at test":                     {"jo@test.com", "not known", Placeholder},
		"the example domains are for samples": {"a@example.com", "a@example.com", Valid},
		"no at":                               {"jo.example.com", "invalid", Invalid},
		"no dot in the domain":                {"jo@example", "invalid", Invalid},
		"no user":                             {"@example.com", "invalid", Invalid},
		"a dot typed twice":                   {"jo@example..com", "jo@example.com", Valid},
		"an at sign typed twice":              {"jo@@example.com", "jo@example.com", Valid},
		"a dot after the at sign":             {"jo@.example.com", "jo@example.com", Valid},
		"an apostrophe of an editor":          {"o’brien@example.com", "o'brien@example.com", Valid},
		"a link with a text":                  {"mailto:jo@example.com?body=Hello", "jo@example.com", Valid},
		"as a site, with its scheme":          {"http://jo@example.com", "jo@example.com", Valid},
		"in doubt":                            {"?jo@example.com", "jo@example.com", Valid},
		"in a list":                           {"-jo@example.com", "jo@example.com", Valid},
		"signs within it":                     {"jo!ray#1&x?@example.com", "jo!ray#1&x?@example.com", Valid},
		"a label that ends in a dash":         {"jo@example-.com", "invalid", Invalid},
		"an address by number":                {"jo@192.0.2.1", "invalid", Invalid},
		"a top level of one letter":           {"jo@example.c", "invalid", Invalid},
		"a user too long":                     {strings.Repeat("x", 65) + "@example.com", "invalid", Invalid},
		"too long":                            {"jo@" + strings.Repeat("x.", 130) + "com", "invalid", Invalid},
		"a web page":                          {"www.example.com/jo", "invalid", Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			e := ParseEmail(c.in)
			require.Equal(t, c.want, e.String())
			require.Equal(t, c.quality, e.Quality)
			if e.Quality.Usable() {
				require.Equal(t, e.Address, e.User+"@"+e.Domain)
			} else {
				require.Equal(t, Email{Quality: e.Quality}, retoldEmail(e))
			}
			requireWhy(t, e.Quality, e.Why)
		})
	}
}

func TestEveryAddressInATextIsRead(t *testing.T) {
	two := []string{"jo@example.com", "ann@example.org"}
	for in, want := range map[string][]string{
		"":                                                   nil,
		"jo@example.com":                                     two[:1],
		"jo@example.com; ann@example.org":                    two,
		"jo@example.com;ann@example.org":                     two,
		"jo@example.com, ann@example.org":                    two,
		"jo@example.com,ann@example.org":                     two,
		"jo@example.com / ann@example.org":                   two,
		"jo@example.com/ann@example.org":                     two,
		"jo@example.com|ann@example.org":                     two,
		"jo@example.com ann@example.org":                     two,
		"jo@example.com\nann@example.org":                    two,
		"jo@example.com\r\nann@example.org\r\n":              two,
		"jo@example.com or ann@example.org":                  two,
		"jo@example.com and ann@example.org":                 two,
		"jo@example.com & ann@example.org":                   two,
		"jo@example.com - ann@example.org":                   two,
		"work: jo@example.com home: ann@example.org":         two,
		"jo@example.com (work) ann@example.org (home)":       two,
		"Jo <jo@example.com>, Ann Quarmby <ann@example.org>": two,
		"jo@example.com&ann@example.org":                     two,
		"jo@example.com#mailto:ann@example.org#":             two,
		"mailto:jo@example.com?cc=ann@example.org":           two,
		"1. jo@example.com 2. ann@example.org":               two,
		"jo@example.com. Please write":                       two[:1],
		"jo@example.com: at work":                            two[:1],
		"E-mail address is jo@example.com.":                  two[:1],
		"Quarmby, jo@example.com":                            two[:1],
		"noemail@none.com; jo@example.com":                   {"not known: placeholder", "jo@example.com"},
		"jo@example.com; nonsense@":                          {"jo@example.com", "invalid: form"},
		"jo@example.com or ann quarmby@example.org":          {"jo@example.com", "invalid: space"},
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, toldEmails(in)) })
	}
	require.Equal(t, "jo@example.com", ParseEmail("noemail@none.com; jo@example.com").Address, "the best is given")
}

func toldEmails(s string) []string {
	return toldAll(ParseEmails(s), func(e Email) Reason { return e.Why })
}

func TestAnAddressThatIsNotUsedSaysWhy(t *testing.T) {
	for want, typed := range map[Reason][]string{
		"": {"jo@example.com", "anna.quarmby @gmail.com", "jo@example. co. uk", "jo@example .com", "Anna Quarmby <anna@example.com>", "email jo@example.com", "e-bost: jo@example.com", "E jo@example.com",
			"JG103457D jo@example.com", "DOB 05/09/1985 jo@example.com", "jo (dot) q (at) example (dot) com", "jo@example。com"},
		ReasonSpace: {"anna quarmby@gmail.com", "mo farouk 1979@gmail.com", "jane tims 1979@gmail.com", "anna quarmby @ gmail.com", "anna. quarmby@gmail.com", "anna .quarmby@gmail.com", "anna . quarmby@gmail.com", "anna _ quarmby@gmail.com",
			"anna@gmail com", "anna@hot mail.com", "anna@example.co uk", "anna@example.org uk", "see <anna quarmby@example.com>", "anna e quarmby@gmail.com", "jo050985 quarmby@gmail.com", "email: anna quarmby@example.com", "a b@example.com", "Anna\tQuarmby@example.com"},
		ReasonForm:        {"jo.example.com", "jo@example", "jo@ann@example.com", "jo@..com", "anna,quarmby@gmail.com", "@example.com", "jo@", "www.example.com/jo", "ask at desk"},
		ReasonPlaceholder: {"none", "-", "noemail@example.com", "a@a.com"},
		ReasonMasked:      {"jo...@gmail.com", "jo.ra…@example.com", "j***@gmail.com", "j•••@gmail.com", "***@***.com", "jo@g****.com", "j*****1@example.org", "*****"},
		ReasonLength:      {"jo@" + strings.Repeat("x.", 130) + "com", "jo@example.com" + strings.Repeat(" ", MaxBytes)},
	} {
		for _, in := range typed {
			e := ParseEmail(in)
			require.Equal(t, want, e.Why, in)
			if want != ReasonLength {
				require.Equal(t, want == "", e.Quality.Usable(), in)
			}
		}
	}
}

func TestMisspelledDomainsNameTheProviderMeant(t *testing.T) {
	for domain, want := range map[string]string{
		"gmial.com": "gmail.com", "gamil.com": "gmail.com", "gmai.com": "gmail.com", "gmaill.com": "gmail.com", "gmail.con": "gmail.com", "gmail.co": "gmail.com",
		"gmail.cm": "gmail.com", "gmsil.com": "gmail.com", "gmail.co.uk": "gmail.com",
		"hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com", "hotmal.co.uk": "hotmail.co.uk", "hotmail.co.ik": "hotmail.co.uk", "hotmail.uk": "hotmail.co.uk",
		"outlok.com": "outlook.com", "outllook.com": "outlook.com", "yaho.com": "yahoo.com", "yahooo.co.uk": "yahoo.co.uk", "yahoo.uk": "yahoo.co.uk",
		"iclod.com": "icloud.com", "iclould.com": "icloud.com", "btinternt.com": "btinternet.com", "googlemial.com": "googlemail.com",
	} {
		e := ParseEmail("jo@" + domain)
		require.Equal(t, want, e.Misspelled, domain)
		require.Equal(t, domain, e.Domain, "what was typed is kept")
		require.Equal(t, Valid, e.Quality)
	}
	for _, domain := range []string{"gmail.com", "ymail.com", "mail.com", "email.com", "cloud.com", "live.com", "live.co.uk", "hotmail.fr", "yahoo.ca", "yahoo.co.in",
		"example.com", "leeds.gov.uk", "sky.com", "aol.com", "me.com", "gmx.com", "nhs.net"} {
		require.Empty(t, ParseEmail("jo@"+domain).Misspelled, domain)
	}
}

func ExampleParseEmail() {
	fmt.Println(ParseEmail("Jo Bloggs <Jo+Housing@Example.org>"))
	fmt.Println(ParseEmail("jo@gmial.com").Misspelled)
	fmt.Println(ParseEmail("noemail@example.com").Quality)
	// Output:
	// jo@example.org
	// gmail.com
	// placeholder
}
