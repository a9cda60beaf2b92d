package people

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryFieldHasAColumnAndNoSpellingMeansTwoThings(t *testing.T) {
	require.Len(t, columns, len(position), "a column for every field, and for nothing else")
	meant := map[string]string{}
	take := func(meaning, name string) {
		require.NotEmpty(t, fold(name), name)
		before, again := meant[fold(name)]
		require.False(t, again, "%q is %s and %s", name, before, meaning)
		meant[fold(name)] = meaning
	}
	for _, f := range new(Row).fields() {
		require.Contains(t, columns, f.Name)
		take(f.Name, columns[f.Name].name)
		for _, n := range columns[f.Name].others {
			take(f.Name, n)
		}
	}
	for m, names := range composites {
		for _, n := range names {
			take(m, n)
		}
	}
	require.Equal(t, meant, spellings)
}

func TestWhatMeansSomethingElseIsNotKnown(t *testing.T) {
	for _, header := range []string{
		"", " ", "()", "1", "second name", "address", "work postcode area", "partner surname", "child date of birth", "next of kin phone",
		"name (first)", "surname / postcode", "emergency contact number", "date of birth mm/dd/yyyy", "phone type", "gender at birth?", "client", "optional",
		"surname 2", "dob 2", "applicant 2 surname", "your email", "current partner dob",
	} {
		require.Empty(t, meaning(header), header)
	}
}

func TestAHeaderIsReadAsOtherSystemsSayIt(t *testing.T) {
	for want, headers := range map[string][]string{
		"phones": {"Tel. No.", "Mob", "Home Telephone No", "Mobile Tel No", "Contact No", "Best contact number", "Mob no", "Current phone number", "Preferred phone", "Work phone", "Daytime tel no", "Primary Phone 2",
			"Client's mobile", "Patient Telephone Number", "ContactTelNo", "Safe contact number", "WhatsApp"},
		"emails":             {"Work email", "Primary E-mail Address", "Applicant's personal email", "Email2"},
		"previous-phones":    {"Old tel", "Previous mobile no."},
		"nino":               {"NI No.", "National Insurance (NI) number", "Rhif YG"},
		"family":             {"Patient surname", "Client's surname", "Surname (current)", "Current surname", "Applicant 1 surname"},
		"given":              {"First & middle names", "First name (legal)", "Legal given name"},
		"middle":             {"Other forenames"},
		"known-as":           {"Preferred first name (if different)", "AKA names"},
		"former-family":      {"Prev surname", "Previous last name(s)", "Other surnames"},
		"born":               {"Applicant's date of birth", "Patient DOB", "DOB (verified)"},
		"gender":             {"Gender (M/F)", "Rhyw"},
		"year":               {"YOB"},
		"postcodes":          {"Post code (current)", "Current post code"},
		"previous-postcodes": {"Prev. postcode", "Postcode of last settled address"},
		"":                   {"Partner phone", "Referrer email", "Hostel", "Hostel number", "Landlord tel no", "Fax no", "Work", "Home", "Case worker email", "Second applicant's phone", "Other person phone", "Contact name"},
	} {
		for _, h := range headers {
			require.Equal(t, want, meaning(h), h)
		}
	}
}
