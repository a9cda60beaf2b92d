package normalise

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What is told to be a date of birth may have any words before it but those that say whose it is,
// and no other date may.
func TestWordsBeforeADate(t *testing.T) {
	for in, want := range map[string]string{
		"NHS DOB 03/07/1979":                              "[1979-07-03]",
		"DOB per GP: 03/07/1979":                          "[1979-07-03]",
		"John Smith DOB 3/7/79":                           "[1979-07-03]",
		"born at home in Leeds, 3 July 1979":              "[1979-07-03]",
		"дата рождения 03.07.1979":                        "[1979-07-03]",
		"datum narození 03.07.1979":                       "[1979-07-03]",
		"ganed ar 3 Gorffennaf 1979":                      "[1979-07-03]",
		"Service user: 03/07/1979":                        "[1979-07-03]",
		"F 03/07/1979":                                    "[1979-07-03]",
		"47 (3/7/79)":                                     "[1979-07-03]",
		"47, 3/7/79":                                      "[1979-07-03]",
		"1) 3 July 1979":                                  "[1979-07-03]",
		"DateOfBirth: 1979-07-03":                         "[1979-07-03]",
		"BRP 03/07/1979":                                  "[1979-07-03]",
		"mum says DOB 03/07/1979":                         "[1979-07-03]",
		"DOB confirmed by mum 03/07/1979":                 "[1979-07-03]",
		"DOB not certain 03/07/1979":                      "[1979-07-03]",
		"most likely 3 July 1979":                         "[1979-07-03]",
		"not verified 03/07/1979":                         "[1979-07-03]",
		"DOB (not confirmed) 03/07/1979":                  "[1979-07-03]",
		"prison DOB 03/07/1979":                           "[1979-07-03]",
		"joint applicant DOB 03/07/1979":                  "[invalid]",
		"friend's dob 03/07/1979":                         "[invalid]",
		"cousin born 03/07/1979":                          "[invalid]",
		"childs dob 03/07/1979":                           "[invalid]",
		"between 1979 and 1981":                           "[1979 1981]",
		"attended 03/07/1979":                             "[invalid]",
		"born 3 xyz 1979":                                 "[invalid]",
		"DOB refused, attended 05/06/2024":                "[invalid]",
		"DOB not given. Attended 05/06/2024":              "[invalid]",
		"No DOB, attended 05/06/2024":                     "[invalid]",
		"child DOB 05/06/2014":                            "[invalid]",
		"Tom's DOB 05/06/2014":                            "[invalid]",
		"children's DOBs 05/06/2014":                      "[invalid]",
		"date of passport 05/06/2015":                     "[invalid]",
		"date of issue 05/06/2015, date of birth 3/7/79":  "[1979-07-03]",
		"03/07/1979 (date of referral 05/06/1980)":        "[1979-07-03]",
		"03/07/1979, came to the UK 05/06/1980":           "[1979-07-03]",
		"date of my birth 03/07/1979":                     "[1979-07-03]",
		"was 03/07/1979 now 04/07/1979":                   "[1979-07-04 1979-07-03]",
		"03/07/1979 corrected to 04/07/1979":              "[1979-07-04 1979-07-03]",
		"03/07/1979 should be 04/07/1979":                 "[1979-07-04 1979-07-03]",
		"03/07/1979 or 05/07/1979, now 04/07/1979":        "[1979-07-04 1979-07-03 1979-07-05]",
		"1358/04/12 (Persian), 03/07/1979":                "[1979-07-03]",
		"one two oh three one nine eight four":            "[invalid]", // a figure at a time
		"03/07/1979, now 47":                              "[1979-07-03]",
		"03/07/1979 (was 04/07/1979)":                     "[1979-07-03 1979-07-04]",
		"the place and day of birth: Leeds, 3rd July '79": "[1979-07-03]",
	} {
		require.Equal(t, want, fmt.Sprint(ParseDates(in, time.Time{})), in)
	}
}
