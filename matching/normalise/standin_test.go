package normalise

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWordsForHavingNoValueStandInForIt(t *testing.T) {
	for _, text := range []string{
		"declined to answer", "Refused to give", "would rather not say", "does not want to say", "not willing to say",
		"see above", "See case notes", "see referral", "information withheld", "withheld for safety",
		"unknown at this time", "not yet known", "none at present", "nothing known", "client can't recall", "unable to recall",
		"Unknown (refused)", "not on system", "N/A - see notes", "dim yn hysbys", "ddim ar gael", "anhysbys", "unavailable",
		"Tel: N/A", "date of birth: not given", "national insurance number not known", "#REF!", "#NAME?", `\N`, "patient refused to provide", "details not available",
	} {
		t.Run(text, func(t *testing.T) {
			require.Equal(t, Placeholder, ParseDates(text, time.Time{})[0].Quality, "date")
			require.Equal(t, Placeholder, ParsePhone(text).Quality, "phone")
			require.Equal(t, Placeholder, ParseEmail(text).Quality, "e-mail")
			require.Equal(t, Placeholder, ParseNINO(text).Quality, "NI number")
			require.Equal(t, Placeholder, ParsePostcode(text).Quality, "postcode")
			require.Equal(t, Placeholder, ParseFullName(text).Quality, "name")
		})
	}
}

func TestHavingNoneIsNoValue(t *testing.T) {
	require.Equal(t, ReasonPlaceholder, ParseEmail("no e-mail").Why)
	require.Equal(t, ReasonPlaceholder, ParsePhone("has no phone at present").Why)
	require.Equal(t, ReasonPlaceholder, ParseNINO("No National Insurance number").Why)
}

func TestAValueOfWhichNothingIsSaidIsNotUnderstood(t *testing.T) {
	for _, text := range []string{"postcode", "see letters of May", "phone", "in her purse", "the number"} {
		t.Run(text, func(t *testing.T) {
			require.Equal(t, Invalid, ParsePhone(text).Quality)
			require.Equal(t, ReasonForm, ParseNINO(text).Why)
		})
	}
}

func TestANameBesideAStandInStays(t *testing.T) {
	for _, name := range []string{"Unknown Nat", "Nan Unknown", "Ditto not known"} {
		require.Equal(t, Partial, ParseFullName(name).Quality, name)
	}
}

// Words for having no value are names too.
func TestAWordForHavingNoValueMayBeAName(t *testing.T) {
	for _, name := range []string{"A See", "No See", "Ann Data", "A Data", "Ann Wish", "Data Patel", "Nat Nan", "Ann Ditto", "Dim Cung"} {
		t.Run(name, func(t *testing.T) {
			n := ParseFullName(name)
			require.Len(t, append(n.Given, n.Family...), 2)
		})
	}
}
