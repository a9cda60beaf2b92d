package normalise

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What else is told of a life is no second birth.
func TestDatesOfOtherEventsAreNoBirths(t *testing.T) {
	for in, want := range map[string]string{
		"DOB 03/07/1979 DOD 05/06/2020":                 "[1979-07-03]",
		"DOB: 03/07/1979, date of death: 05/06/1981":    "[1979-07-03]",
		"b. 3/7/1979 (d. 5/6/1981)":                     "[1979-07-03]",
		"03/07/1979 died 04/07/1979":                    "[1979-07-03]",
		"03/07/1979 (registered 17/07/1979)":            "[1979-07-03]",
		"03/07/1979, arrived in the UK 04/08/1980":      "[1979-07-03]",
		"03/07/1979; passport expires 04/08/1980":       "[1979-07-03]",
		"Date of birth: 03/07/1979 Referral: 4/8/1980":  "[1979-07-03]",
		"03/07/1979 - 05/06/2020":                       "[1979-07-03]",
		"1979, died 1981":                               "[1979]",
		"died 05/06/1981, born 03/07/1979":              "[1979-07-03]",
		"Admitted 05/06/1981 DOB 03/07/1979":            "[1979-07-03]",
		"Date of death 05/06/1981":                      "[invalid]",
		"3/7/79 (age 47 yrs)":                           "[1979-07-03]",
		"Aged: 47, born 3/7/79":                         "[1979-07-03]",
		"age 03/07/1979":                                "[1979-07-03]",
		"age 47":                                        "[invalid]",
		"3/7/79 47":                                     "[invalid]",
		"03/07/1979 or 05/06/2020":                      "[1979-07-03 2020-06-05]",
		"03/07/1979 / 03/07/1997":                       "[1979-07-03 1997-07-03]", // two figures changed over
		"03/07/1979, 04/08/1980":                        "[1979-07-03 1980-08-04]",
		"3 Dec 1979, 4 Dec 1979":                        "[1979-12-03 1979-12-04]",
		"03/07/1979 (GP) 04/07/1979 (Home Office)":      "[1979-07-03 1979-07-04]",
		"1985 m. rugsėjo 5 d.":                          "[1985-09-05]",
		"D/07/1979":                                     "[1979-07]",
		"44 BC":                                         "[invalid]",
		"12 March 1979 BC":                              "[invalid]",
		"12 March 1979 AD":                              "[1979-03-12]",
		"03/07/1979 (partner 04/08/1980)":               "[1979-07-03]",
		"03/07/1979, wife's DOB 04/08/1980":             "[1979-07-03]",
		"03/07/1979 (per mum) or 04/07/1979":            "[1979-07-03 1979-07-04]",
		"mother's date of birth 03/07/1959":             "[invalid]",
		"03/07/1979 (mum says 04/07/1979)":              "[1979-07-03 1979-07-04]",
		"03/07/1979 per mum or 04/07/1979":              "[1979-07-03 1979-07-04]",
		"mum says 03/07/1979":                           "[invalid]",
		"03/07/1979 Mr Partner, or 04/07/1979":          "[1979-07-03 1979-07-04]",
		"03/07/1979 (mum to be) or 04/07/1979":          "[1979-07-03 1979-07-04]",
		"(partner's) 03/07/1979":                        "[invalid]",
		"(partner 04/08/1980) 03/07/1979":               "[1979-07-03]",
		"03/07/1979 [partner 04/08/1980] or 04/07/1979": "[1979-07-03 1979-07-04]",
		"not born 03/07/1979":                           "[invalid]",
		"03/07/1979 NOT the 4th July 1979":              "[1979-07-03]",
		"not sure, 03/07/1979":                          "[1979-07-03]",
		"03/07/1979 (not confirmed) or 04/07/1979":      "[1979-07-03 1979-07-04]",
		"start date 05/06/1981":                         "[invalid]",
		"03/07/1979, start 05/06/1981":                  "[1979-07-03]",
		"end of July 1979":                              "[1979-07]",
		"end of tenancy 05/06/1981":                     "[invalid]",
		"03/07/1979 not 07/03/1979":                     "[1979-07-03]",
		"03/07/1979 (not 07/03/1979) or 04/07/1979":     "[1979-07-03 1979-07-04]",
		"03/07/1979 (not sure) or 04/07/1979":           "[1979-07-03 1979-07-04]",
		"not 03/07/1979":                                "[invalid]",
		"d. 05/06/1981":                                 "[invalid]",
		"passport issued 05/06/1981":                    "[invalid]",
		"summer 1979":                                   "[1979]",
		"late July 1979":                                "[1979-07]",
		"Summer":                                        "[invalid]",
		"03/07/1979, next of kin 04/08/1980":            "[1979-07-03]",
		"DOB 03/07/1979 flatmate's DOB 04/08/1980":      "[1979-07-03]", // whoever it is
		"03/07/1979 Smith 04/08/1980":                   "[1979-07-03]",
		"03/07/1979 Smith or 04/08/1980":                "[1979-07-03 1980-08-04]",
		"form of 04/08/2020 seen, DOB 03/07/1979":       "[2020-08-04 1979-07-03]",
		"03/07/1979, baby 04/08/2020":                   "[1979-07-03]",
		"next of kin DOB 03/07/1979":                    "[invalid]",
		"previous tenant DOB 03/07/1979":                "[invalid]",
		"tenant DOB 03/07/1979":                         "[1979-07-03]",
		"03/07/1979, co-tenant 04/08/1980":              "[1979-07-03]",
		"03/07/1979 (partner's)":                        "[invalid]",
		"03/07/1979 (mum), 04/07/1979":                  "[1979-07-04]",
		"03/07/1979 (confirmed by mum)":                 "[1979-07-03]",
		"Applicant 1: 3 July 1979":                      "[1979-07-03]",
		"Applicant 2: 3 July 1979":                      "[invalid]",
		"Applicant 1: 3/7/1979, applicant 2: 4/8/1980":  "[1979-07-03]",
		"amended from 04/08/1980 to 03/07/1979":         "[1979-07-03]",
		"03/07/1979 changed from 04/08/1980":            "[1979-07-03]",
		"04/08/1980 -> 03/07/1979":                      "[1979-07-03 1980-08-04]",
		"client states 3.7.79":                          "[1979-07-03]",
		"UK format 03/07/1979":                          "[1979-07-03]",
		"GP record 03/07/1979":                          "[1979-07-03]",
		"03/07/1979 but police have 04/07/1979":         "[1979-07-03 1979-07-04]", // who says it is no other person
		"03/07/1979 according to ID card 04/07/1979":    "[1979-07-03 1979-07-04]",
		"03/07/1979 but Tom 04/07/1979":                 "[1979-07-03]",
		"03/07/1979 alias 04/07/1979":                   "[1979-07-03 1979-07-04]",
		"03/07/1979, alternatively 04/07/1979":          "[1979-07-03 1979-07-04]",
		"03/07/1979 might be 04/07/1979":                "[1979-07-03 1979-07-04]",
		"03/07/1979 actually 04/07/1979":                "[1979-07-04 1979-07-03]",
		"03/07/1979 is wrong, 04/07/1979":               "[1979-07-04 1979-07-03]", // that which is right first
		"03/07/1979 (incorrect)":                        "[invalid]",
		"03/07/1979 is wrong":                           "[invalid]",
		"03/07/1979, or 04/07/1979 - wrong":             "[1979-07-03]",
		"03/07/1979 not his":                            "[invalid]",
		"03/07/1979 wrong on passport":                  "[1979-07-03]",
		"03/07/1979 maybe wrong":                        "[1979-07-03]",
		"wrong date of birth: 03/07/1979":               "[invalid]",
		"wrong DOB 03/07/1979, should be 04/07/1979":    "[1979-07-04 1979-07-03]",
		"DOB wrong: should be 03/07/1979":               "[1979-07-03]",
		"03/07/1979 - partner's":                        "[invalid]",
		"03/07/1979 is wife's DOB":                      "[invalid]",
		"03/07/1979, wife's DOB unknown":                "[1979-07-03]",
		"03/07/1979 partner's name Bob":                 "[1979-07-03]",
		"03/07/1979 American":                           "[invalid]", // month first, or who she is
		"1979-07-03 American":                           "[1979-07-03]",
		"03/07/1979 born in US":                         "[1979-07-03]",
		"lead applicant: 03/07/1979":                    "[1979-07-03]",
		"driving licence shows 03/07/1979":              "[1979-07-03]",
		"wrong 03/07/1979":                              "[invalid]",
		"DOB (from GP letter): 03/07/1979":              "[1979-07-03]",
		"DOB (checked) 03/07/1979":                      "[1979-07-03]",
		"DOB (died 04/08/1980)":                         "[invalid]",
		"interpreter needed, DOB 03/07/1979":            "[1979-07-03]",
		"interpreter DOB 03/07/1979":                    "[invalid]",
		"foster care DOB 03/07/1979":                    "[1979-07-03]",
	} {
		require.Equal(t, want, fmt.Sprint(ParseDates(in, time.Time{})), in)
	}
}

func ExampleParseDates() {
	told := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	fmt.Println(ParseDates("5 or 6 September 1985", told))
	fmt.Println(ParseDateBefore("05/09/XX", told).Why.Text())
	// Output:
	// [1985-09-05 1985-09-06]
	// partly hidden
}
