package people

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/caselobby/caselobby/matching/normalise"
)

// column is what a field is called in files: the name that is written, and others that are
// read. Case, spaces and punctuation do not matter, see [fold].
type column struct {
	name   string
	others []string
}

// columns has the column of every field, by the field's name in package matching. A name that
// may as well mean something else ("second name", "address") is in no list: it is not read, and
// the notes say so.
var columns = map[string]column{
	"id": {"id", []string{"identifier", "unique id", "record id", "client id", "case id", "person id", "customer id",
		"reference", "ref", "reference number", "ref number", "client reference", "client ref", "client number",
		"case reference", "case ref", "case number", "record number", "urn", "cyfeirnod"}},
	"channel": {"channel", nil},
	"given": {"given_name", []string{"given", "given names", "forename", "forenames", "forename 1", "first name", "first names",
		"christian name", "christian names", "legal first name", "legal forename", "legal given name", "first and middle names", "first & middle names", "fname", "enw cyntaf", "enwau cyntaf"}},
	"middle": {"middle_name", []string{"middle", "middle names", "middle initial", "middle initials", "second forename", "forename 2", "other forenames",
		"enw canol", "enwau canol"}},
	"family": {"family_name", []string{"family", "family names", "surname", "surnames", "last name", "last names", "legal surname", "legal last name", "current surname", "current last name", "lname", "cyfenw"}},
	"known-as": {"known_as", []string{"known by", "known as name", "also known as", "aka", "aka names", "alias", "aliases", "preferred name", "preferred names",
		"preferred first name", "preferred forename", "preferred given name", "nickname", "nicknames", "former given name",
		"previous first name", "previous forename"}},
	"former-family": {"former_family_name", []string{"former family names", "former surname", "former surnames", "former last name",
		"former name", "former names", "previous family name", "previous surname", "previous surnames", "previous last name", "previous name",
		"previous names", "maiden name", "birth name", "name at birth", "surname at birth", "birth surname", "nee", "née", "alias surname", "other surname", "other surnames"}},
	"born": {"date_of_birth", []string{"dob", "date birth", "birth date", "birthday", "born", "born on", "date born", "dyddiad geni"}},
	"other-born": {"other_dates_of_birth", []string{"other date of birth", "other dob", "other dobs", "alias date of birth", "alias dob",
		"alternative date of birth", "alternative dob", "previous date of birth", "previous dob"}},
	"gender": {"gender", []string{"sex", "gender identity", "rhyw", "rhywedd"}},
	"nino": {"nino", []string{"ni number", "ni", "nin", "national insurance number", "national insurance",
		"nat ins number", "rhif yg", "rhif yswiriant gwladol"}},
	"emails": {"email", []string{"emails", "email address", "email addresses", "e-bost", "cyfeiriad e-bost"}},
	"phones": {"phone", []string{"phones", "phone number", "phone numbers", "mobile", "mob", "mob number", "mobile number", "mobile phone", "mobile phone number",
		"landline", "landline number", "contact number", "alternative number", "preferred number", "whatsapp", "whatsapp number", "cell", "cell phone", "ffôn", "rhif ffôn", "ffôn symudol", "rhif ffôn symudol"}},
	"previous-phones": {"previous_phones", []string{"previous phone", "previous phone number", "previous phone numbers", "previous mobile", "previous mobile number",
		"old phone", "old phone number", "old mobile", "old mobile number", "former phone", "former phone number"}},
	"postcodes": {"postcode", []string{"postcodes", "postal code", "current postcode", "home postcode", "address postcode",
		"current address postcode", "home address postcode", "postcode of current address", "addr postcode", "cod post"}},
	"previous-postcodes": {"previous_postcodes", []string{"previous postcode", "previous address postcode", "former postcode", "former postcodes",
		"former address postcode", "old postcode", "last postcode", "last known postcode", "last settled postcode", "last settled address postcode", "postcode of last settled address", "cod post blaenorol"}},
}

// What a column may be besides a field.
const (
	anyName  = "name"      // a whole name, or what another column leaves of it
	fullName = "full name" // a whole name
	dayPart  = "day"
	month    = "month"
	year     = "year"
)

// composites are columns that are not one field.
var composites = map[string][]string{
	anyName:  {"name", "names", "enw"},
	fullName: {"full name", "full names", "whole name", "complete name", "name in full", "enw llawn"},
	dayPart:  {"day", "day of birth", "dob day", "date of birth day", "day dob", "dob dd"},
	month:    {"month", "month of birth", "birth month", "dob month", "date of birth month", "month dob", "dob mm"},
	year:     {"year", "year of birth", "birth year", "yob", "dob year", "date of birth year", "year dob", "dob yyyy"},
}

// spellings maps folded names of columns to their meanings.
var spellings = func() map[string]string {
	all := map[string]string{}
	for meaning, names := range composites {
		for _, n := range names {
			all[noun(fold(n))] = meaning
		}
	}
	for field, c := range columns {
		all[noun(fold(c.name))] = field
		for _, n := range c.others {
			all[noun(fold(n))] = field
		}
	}
	return all
}()

// noun says a folded name with one word for a phone, and one for a number: "Tel no" is "Phone number",
// and "Prev surname" is "Previous surname".
func noun(name string) string {
	if s, ok := strings.CutSuffix(name, "no"); ok && s != "ni" {
		name = s + "number"
	}
	if s, ok := strings.CutPrefix(name, "prev"); ok && !strings.HasPrefix(s, "ious") {
		name = "previous" + s
	}
	return strings.NewReplacer("telephone", "phone", "tel", "phone").Replace(name)
}

// subjects may stand before any name: "Client surname", "applicant_dob", "Applicant's surname". "Your" is none, as
// it may be who refers the client that is asked.
var subjects = []string{"mainapplicant", "leadapplicant", "serviceuser", "applicant1", "app1", "person1", "tenant1", "applicant", "claimant", "client", "customer", "patient", "person", "tenant"}

// qualities may stand before the name of a phone or an e-mail address: "Home phone", "Work email".
var qualities = []string{"home", "work", "personal", "main", "primary", "preferred", "best", "current", "contact", "safe", "daytime", "day", "evening", "alternative", "other", "second", "secondary"}

// meaning returns the field or composite that a column holds; empty if it is
// not known. A number after it counts where there may be several: "phone 2".
func meaning(header string) string {
	if m := spelt(fold(header)); m != "" {
		return m
	}
	one := "" // "Surname / family name", "Date of birth (DOB)": all parts mean one thing
	for _, part := range strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune("()[]/", r) }) {
		name := fold(part)
		m := spelt(name)
		switch {
		case name == "" || slices.Contains(asides, name):
		case m == "" || one != "" && m != one:
			return ""
		default:
			one = m
		}
	}
	return one
}

// asides are words that forms add to a name, folded: "Phone (optional)", "Name (Last, First)".
var asides = []string{"s", "es", "legal", "personal", "ifdifferent", "selfdescribed", "verified", "optional", "required", "mandatory", "ifknown", "ifany", "current", "number", "m", "f",
	"lastfirst", "lastnamefirst", "lastnamefirstname", "surnamefirst", "surnameforename", "familynamefirst", "firstlast"}

// spelt is the meaning of a folded name, after a subject or before a number; empty if unknown.
func spelt(name string) string {
	for _, s := range append([]string{""}, subjects...) {
		if rest, ok := strings.CutPrefix(name, s); ok {
			if m := cmp.Or(unowned(rest), unowned(strings.TrimPrefix(rest, "s"))); m != "" {
				return m
			}
		}
	}
	return ""
}

// unowned is spelt for a name without a subject. None stands after a quality either: a "Second
// person's phone" is somebody else's.
func unowned(name string) string {
	if m := spellings[noun(name)]; m != "" {
		return m
	}
	if m := spellings[noun(strings.TrimRight(name, "0123456789"))]; several[m] {
		return m
	}
	for _, q := range qualities {
		if rest, ok := strings.CutPrefix(name, q); ok {
			if m := unowned(rest); m == "phones" || m == "emails" {
				return m
			}
		}
	}
	return ""
}

// several are the fields that hold lists.
var several = func() map[string]bool {
	lists := map[string]bool{}
	for _, f := range new(Row).fields() {
		lists[f.Name] = f.List != nil
	}
	return lists
}()

// fold reduces a name to its letters and digits in lower case, without the format in "Date of
// birth (DD/MM/YYYY)". A format with the month first stays in, so that such a column is not
// taken for one with the day first.
func fold(name string) string {
	name = dateForm.ReplaceAllString(strings.ToLower(normalise.Clean(name)), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

var dateForm = regexp.MustCompile(`\b(dd?[-/. ]?mm?[-/. ]?yy(yy)?|yyyy[-/. ]?mm[-/. ]?dd)\b`)
