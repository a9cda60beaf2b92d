package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func spaced(words []string) string { return strings.Join(words, " ") }

// told prints what a test compares of a name: "GIVEN | FAMILY", then what it was
// and what it is called, and a ? where the division is a guess.
func toldName(n Name) string {
	s := spaced(n.Given) + " | " + strings.Join(n.Family, "-")
	for _, f := range n.Former {
		s += " was " + strings.Join(f, "-")
	}
	for _, o := range n.Also {
		s += " also " + strings.TrimSpace(spaced(o.Given)+" "+strings.Join(o.Family, "-"))
	}
	if n.Whole {
		s += " ?"
	}
	return s
}

func TestTheFamilyNameIsFoundInAWholeName(t *testing.T) {
	for in, want := range map[string]string{
		"John Smith":                            "JOHN | SMITH ?",
		"Bob Smith the 3rd":                     "BOB | SMITH ?",
		"Hung The":                              "HUNG | THE ?",
		"The Smith Family":                      " | SMITH",
		"The Jones-Smith Family":                " | JONES-SMITH",
		"The Family":                            "THE | FAMILY ?",
		"Ann Smith (they/them)":                 "ANN | SMITH ?",
		"Ann (She/Her/Hers) Smith":              "ANN | SMITH ?",
		"Ann Smith she/they":                    "ANN | SMITH ?",
		"Ann Smith [he/him]":                    "ANN | SMITH ?",
		"Ann Smith ann.smith@example.org":       "ANN | SMITH ?",
		"Ann Smith <ann@example.org>":           "ANN | SMITH ?",
		"Ann Smith DOB 05/09/1985":              "ANN | SMITH ?",
		"Ann Smith born 1985":                   "ANN | SMITH ?",
		"Ann Smith 41 yrs":                      "ANN | SMITH ?",
		"Ann Smith 41 years old":                "ANN | SMITH ?",
		"Ann Smith + baby":                      "ANN | SMITH ?",
		"Ann Smith Flat 2":                      "ANN | SMITH ?",
		"Ann Smith (Room 12)":                   "ANN | SMITH ?",
		"Ann Smith flat 2b":                     "ANN | SMITH ?",
		"Ann Smith ref 12345":                   "ANN | SMITH ?",
		"Ann Smith LS1 2AB":                     "ANN | SMITH ?",
		"Ann Case 2":                            "ANN | CASE ?",
		"Ann Flat":                              "ANN | FLAT ?",
		"Jo1 Smith":                             "JO | SMITH ?",
		"Ann Smith (urgent)":                    "ANN | SMITH ?",
		"URGENT - Ann Smith":                    "ANN | SMITH ?",
		"Ann Smith (and Tom)":                   "ANN | SMITH ?",
		"Ann Smith - DO NOT VISIT ALONE":        "ANN | SMITH ?",
		"Applicant - Ann Smith":                 "ANN | SMITH ?",
		"Smith - Ann":                           " | SMITH-ANN",
		"Male - Smith":                          " | MALE-SMITH",
		"my name is Ann Smith":                  "ANN | SMITH ?",
		"N/A Smith":                             " | SMITH",
		"Ann N/A":                               " | ANN",
		"Homeless person":                       " | ",
		"#REF!":                                 " | ",
		"Ref!":                                  " | REF",
		"Mother":                                " | ",
		"Sokha Mum":                             "SOKHA | MUM ?", // Khmer
		"J0 SMITH":                              "JO | SMITH",
		"JO1 SMITH":                             "JO | SMITH ?",
		"LI NG2":                                "LI | NG ?",
		"Ann Smith case no 12":                  "ANN | SMITH ?",
		"Ann Smith EC1A 1BB":                    "ANN | SMITH ?",
		"0LA SMITH":                             "OLA | SMITH ?",
		"Ann Smith d.o.b. 5.9.85":               "ANN | SMITH ?",
		"Ann Smith (F)":                         "ANN | SMITH ?",
		"Tom Smith (M)":                         "TOM | SMITH ?",
		"Ann Smith AKA":                         "ANN | SMITH ?",
		"Ann Smith tel 07700 900123":            "ANN | SMITH ?",
		"JOHN SMITH":                            "JOHN | SMITH ?",
		"John SMITH":                            "JOHN | SMITH",
		"SMITH John":                            "JOHN | SMITH",
		"SMITH John Paul":                       "JOHN PAUL | SMITH",
		"McDONALD John":                         "JOHN | MCDONALD",
		"VAN DER BERG Jan":                      "JAN | VANDERBERG",
		"Jan van der BERG":                      "JAN | VANDERBERG",
		"ИВАНОВ Иван":                           "ИВАН | ИВАНОВ",
		"JP Smith":                              "JP | SMITH ?",
		"AJ Smith":                              "AJ | SMITH ?",
		"Smith AJ":                              "AJ | SMITH ?",
		"SMITH TJ":                              "TJ | SMITH ?",
		"MD Rahim Uddin":                        "MD RAHIM | UDDIN ?",
		"NG Wei Ling":                           "WEI LING | NG",
		"Wei NG":                                "WEI | NG",
		"LI Wei":                                "WEI | LI",
		"JO Smith":                              "SMITH | JO",
		"John ST CLAIR":                         "JOHN | STCLAIR",
		"Captain Singh":                         "CAPTAIN | SINGH ?",
		"Capt Singh":                            " | SINGH",
		"Captain Amar Singh":                    "AMAR | SINGH ?",
		"Sir Keir":                              " | KEIR",
		"John Junior":                           "JOHN | JUNIOR ?",
		"Mary Senior":                           "MARY | SENIOR ?",
		"Mary Senior Smith":                     "MARY SENIOR | SMITH ?",
		"John Smith Junior":                     "JOHN | SMITH ?",
		"Mr Smith Senior":                       " | SMITH",
		"John Jr":                               " | JOHN",
		"Sister Mary Smith":                     "MARY | SMITH ?",
		"Father John":                           " | JOHN",
		"Smith, John Paul":                      "JOHN PAUL | SMITH",
		"Smith, John Paul, Jr":                  "JOHN PAUL | SMITH",
		"Smith,":                                " | SMITH",
		", Ann":                                 "ANN | ",
		"Mr R Blenkinsop":                       "R | BLENKINSOP ?",
		"Mr J van der Berg":                     "J | VANDERBERG ?",
		"Lt. Col. John Smith OBE":               "JOHN | SMITH ?",
		"Mrs Smith":                             " | SMITH",
		"Cher":                                  " | CHER",
		"Ann Smith-Jones":                       "ANN | SMITH-JONES ?",
		"Ann Smith - Jones":                     "ANN | SMITH-JONES ?",
		"Mary-Anne Smith":                       "MARY ANNE | SMITH ?",
		"Blenkinsop R":                          "R | BLENKINSOP ?",
		"Smith J.R.":                            "J R | SMITH ?",
		"A. B. Smith":                           "A B | SMITH ?",
		"Ali al-Hassan":                         "ALI | ALHASSAN ?",
		"Hassan As Sayed":                       "HASSAN | ASSAYED ?",
		"Rhys ap Gwilym":                        "RHYS | APGWILYM ?",
		"Siti binti Ahmad":                      "SITI | BINTIAHMAD ?",
		"Jan van 't Hoff":                       "JAN | VANTHOFF ?",
		"Carmen De Los Santos":                  "CARMEN | DELOSSANTOS ?",
		"Maria de los Angeles Garcia":           "MARIA ANGELES | GARCIA ?",
		"José Ortega y Gasset":                  "JOSE | ORTEGA-GASSET ?",
		"Mohammed bin Salman al Saud":           "MOHAMMED SALMAN | ALSAUD ?",
		"Abdul Rahman Khan":                     "ABDULRAHMAN | KHAN ?",
		"Kevin Saint John":                      "KEVIN | STJOHN ?",
		"Nguyen Van A":                          "VAN A | NGUYEN ?",
		"Nguyễn Thị Minh Khai":                  "THI MINH KHAI | NGUYEN ?",
		"Le Van Duc":                            "VAN DUC | LE ?",
		"Van Nguyen":                            "VAN | NGUYEN ?",
		"Minh Van Nguyen":                       "MINH VAN | NGUYEN ?",
		"MINH VAN NGUYEN":                       "MINH VAN | NGUYEN ?",
		"Anne van Le":                           "ANNE | VANLE ?",
		"Peter Van Dam":                         "PETER | VANDAM ?",
		"Van Maximilian Carlson":                "VAN MAXIMILIAN | CARLSON ?",
		"San San Chiou":                         "SAN SAN | CHIOU ?",
		"abdul salam":                           "ABDUL | SALAM ?",
		"Jo Ann":                                "JO | ANN ?",
		"Ben Smith":                             "BEN | SMITH ?",
		"van den Brul":                          " | VANDENBRUL",
		"de la Cruz":                            " | DELACRUZ",
		"St John":                               " | STJOHN",
		"李小龍":                                   " | 李小龍",
		"Robert (Bob) Smith":                    "ROBERT | SMITH also BOB ?",
		`Ann "Annie" Smith`:                     "ANN | SMITH also ANNIE ?",
		"Ann 'Annie' Smith":                     "ANN | SMITH also ANNIE ?",
		"Ann ‘Annie Jo’ Smith":                  "ANN | SMITH was JO also ANNIE JO ?",
		"Robert “Bob” O'Brien":                  "ROBERT | OBRIEN also BOB ?",
		"Smith, John (Jack) James":              "JOHN JAMES | SMITH also JACK",
		"Robert goes by Bob Smith":              "ROBERT | SMITH also BOB ?",
		"Robert/Bob Smith":                      "ROBERT | SMITH also BOB ?",
		"Robert Smith (Bob)":                    "ROBERT | SMITH also BOB ?",
		"Robert Smith a.k.a. Bob Jones":         "ROBERT | SMITH was JONES also BOB JONES ?",
		"Robert Smith a/k/a Bob Jones":          "ROBERT | SMITH was JONES also BOB JONES ?",
		"Robert Smith also known as Bob":        "ROBERT | SMITH also BOB ?",
		"Robert Smith, known as Bob":            "ROBERT | SMITH also BOB ?",
		"Ann Smith née Jones":                   "ANN | SMITH was JONES ?",
		"Ann Smith was Jones":                   "ANN | SMITH was JONES ?",
		"Ann Smith (formerly Jones)":            "ANN | SMITH was JONES ?",
		"Ann Jones now Smith":                   "ANN | SMITH was JONES ?",
		"Smith (nee Jones) Ann":                 "ANN | SMITH was JONES ?",
		"Smith (née Jones), Ann":                "ANN | SMITH was JONES",
		"John Smith, Jr.":                       "JOHN | SMITH ?",
		"John Smith Jr":                         "JOHN | SMITH ?",
		"John Smith III":                        "JOHN | SMITH ?",
		"John Smith MBE":                        "JOHN | SMITH ?",
		"John Smith, MBE, QC":                   "JOHN | SMITH ?",
		"Dr Jane Smith PhD, FRCS":               "JANE | SMITH ?",
		"Jane Smith MA":                         "JANE | SMITH ?",
		"Wei Ma":                                "WEI | MA ?",
		"Anil KC":                               "ANIL | KC",
		"Mr and Mrs John Smith":                 "JOHN | SMITH ?",
		"Mr & Mrs J. Smith":                     "J | SMITH ?",
		"Mr Smith and Mrs Smith":                " | SMITH",
		"Mr John Smith & Mrs Mary Smith":        "JOHN | SMITH ?",
		"John Smith 3rd":                        "JOHN | SMITH ?",
		"Anna Holroyd c/o St Anne's Centre":     "ANNA | HOLROYD ?",
		"c/o Jane Smith":                        "JANE | SMITH ?",
		"Ann Smith (aka Annie Jones, Jane Roe)": "ANN | SMITH was JONES was ROE also ANNIE JONES also JANE ROE ?",
		"John Unknown":                          " | JOHN",
		"John and Mary Smith":                   "JOHN | SMITH ?",
		"Baby of Jane Smith":                    " | SMITH",
		"B/O Jane Smith":                        " | SMITH",
		"Baby girl of Ms Jane Smith":            " | SMITH",
		"Twin 1 of Jane Smith":                  " | SMITH",
		"Baby Smith":                            " | SMITH",
		"Unborn baby Smith":                     " | SMITH",
		"FNU Ahmed":                             " | AHMED",
		"Ahmed LNU":                             " | AHMED",
		"No Surname Ahmed":                      " | AHMED",
		"Ahmed (no surname)":                    " | AHMED",
		"Surname unknown, Ahmed":                "AHMED | ",
		"John Smith - DECEASED":                 "JOHN | SMITH ?",
		"John Smith **DO NOT CONTACT**":         "JOHN | SMITH ?",
		"The late John Smith":                   "JOHN | SMITH ?",
		"*** DO NOT CONTACT *** Smith":          " | SMITH",
		"J?n Nov?k":                             "JN | NOVK ?",
		"JÃ¡n NovÃ¡k":                           "JAN | NOVAK ?",
		"Ann Smith/Jones":                       "ANN | SMITH was JONES also JONES ?",
		"Rt Hon John Smith MP":                  "JOHN | SMITH ?",
		"Se&aacute;n O&#39;Rafferty":            "SEAN | ORAFFERTY ?",
	} {
		t.Run(in, func(t *testing.T) {
			n := ParseFullName(in)
			require.Equal(t, want, toldName(n))
			requireReadsBack(t, n)
		})
	}
}

func TestAWholeNameInOneOfTwoFieldsIsRead(t *testing.T) {
	for _, c := range []struct{ given, family, want string }{
		{"", "Robert Blenkinsop", "ROBERT | BLENKINSOP ?"},
		{"Robert Blenkinsop", "", "ROBERT | BLENKINSOP ?"},
		{"", "Mr Robert James Blenkinsop", "ROBERT JAMES | BLENKINSOP ?"},
		{"Mr R Blenkinsop", "", "R | BLENKINSOP ?"},
		{"Mr", "Robert Blenkinsop", "ROBERT | BLENKINSOP ?"},
		{"Unknown", "Robert Blenkinsop", "ROBERT | BLENKINSOP ?"},
		{"Robert Blenkinsop", "-", "ROBERT | BLENKINSOP ?"},
		{"", "BLENKINSOP Robert", "ROBERT | BLENKINSOP"},
		{"Robert BLENKINSOP", "", "ROBERT | BLENKINSOP"},
		{"", "Blenkinsop, Robert", "ROBERT | BLENKINSOP"},
		{"", "Blenkinsop R", "R | BLENKINSOP ?"},
		{"", "Ann Smith-Jones", "ANN | SMITH-JONES ?"},
		{"", "Robert (Bob) Blenkinsop", "ROBERT | BLENKINSOP also BOB ?"},
		{"Ann Smith née Jones", "", "ANN | SMITH was JONES ?"},
		{`["Robert"]`, `"Blenkinsop"`, "ROBERT | BLENKINSOP"},
		{"", `{"Robert Blenkinsop"}`, "ROBERT | BLENKINSOP ?"},
		{`"Robert" (Bob)`, "Blenkinsop", "ROBERT | BLENKINSOP also BOB"},
		{"Applicant's name: Robert", "Surname: Blenkinsop", "ROBERT | BLENKINSOP"},
		{"Full name: Robert Blenkinsop", "", "ROBERT | BLENKINSOP ?"},
		{"Robert", "Name at birth: Blenkinsop", "ROBERT | BLENKINSOP"},
		{"REDACTED", "Blenkinsop", " | BLENKINSOP"},
		{"Ann", "Smith (name changed from Jones)", "ANN | SMITH was JONES"},
		{"Anna aka Annie Holroyd", "", "ANNA | HOLROYD also ANNIE HOLROYD"},
		{"Anna (known as Annie Holroyd)", "", "ANNA | HOLROYD also ANNIE HOLROYD"},
		{"Anna aka Annie", "", "ANNA |  also ANNIE"},
		{"Anna aka Annie May", "Holroyd", "ANNA | HOLROYD also ANNIE MAY"},
		{"Robert", "Robert Blenkinsop", "ROBERT | BLENKINSOP"},
		{"Robert Blenkinsop", "Blenkinsop", "ROBERT | BLENKINSOP"},
		{"Robert Blenkinsop", "Robert Blenkinsop", "ROBERT | BLENKINSOP ?"},
		{"", "Ben Smith", "BEN | SMITH ?"},
		{"", "Van Nguyen", "VAN | NGUYEN ?"},
		{"", "Al Rashid", " | ALRASHID"},
		{"", "van Dyke", " | VANDYKE"},
		{"", "Smith-Jones", " | SMITH-JONES"},
		{"Mary-Anne", "", "MARY ANNE | "},
		{"Abdul Rahman", "", "ABDULRAHMAN | "},
		{"J R", "", "J R | "},
		{"Baby", "Smith Jones", " | SMITH-JONES"},
		{"Baby of Jane", "Smith", " | SMITH"},
		{"Twin one of Jane", "Smith", " | SMITH"},
		{"John & Mary", "Smith", "JOHN | SMITH"},
		{"Ann", "Smith - DECEASED", "ANN | SMITH"},
		{"Ann", "Smith **DO NOT CONTACT**", "ANN | SMITH"},
		{"Ann (deceased)", "Smith", "ANN | SMITH"},
		{"Ann", "Smith MBE", "ANN | SMITH"},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.want, toldName(n), "%q, %q", c.given, c.family)
		requireReadsBack(t, n)
	}
	require.False(t, ParseName("Ann", "Mary", "").Whole, "given and middle names stand in two fields")
}

func TestASingleNameIsOneWhereverItStands(t *testing.T) {
	standIns := []string{
		"", ".", "-", "?", "...", "N/A", "n.k.", "None", "NONE GIVEN", "Unknown", "(unknown)", "Not known", "Not Given", "Only name", "Only one name", "One name only", "Single name",
		"Mononym", "mononymous", "NFN", "NLN", "N.L.N.", "FNU", "LNU", "XXX", "TBC", "No name", "No Surname Given", "no last name", "No family name provided", "SURNAME UNKNOWN",
		"Surname not known", "Unknown surname", "has no surname", "Does not have one", "first name unknown", "No forename recorded", "Name not available", "NOT ENTERED",
	}
	for _, s := range standIns {
		require.Equal(t, "SUHARTO | ", toldName(ParseName("Suharto", "", s)), s)
		require.Equal(t, " | SUHARTO", toldName(ParseName(s, "", "Suharto")), s)
		for _, n := range []Name{ParseName("Suharto", "", s), ParseName(s, "", "Suharto"), ParseName(s, s, "Mr Suharto")} {
			require.True(t, n.One, s)
			require.Equal(t, Partial, n.Quality)
			if s != "" {
				require.Equal(t, ReasonPlaceholder, n.Why, s)
			}
			requireReadsBack(t, n)
		}
	}
	require.True(t, ParseName("Ahmed", "", "Ahmed").One, "a name that is repeated")
	require.True(t, ParseName("Ahmed", "Ahmed", "AHMED").One)
	require.True(t, ParseFullName("Cher").One)
	require.True(t, ParseFullName("FNU Ahmed").One)
	require.False(t, ParseName("Ahmed", "", "Ahmad").One)
	require.False(t, ParseName("Ahmed", "", "Unknown", "Khan").One, "a former name stands in")
	require.False(t, ParseName("", "", "").One)
	for _, s := range []string{"No", "Given", "Only", "Child", "Null", "Blank", "Known", "First", "King", "Best"} {
		require.Equal(t, "ANN | "+strings.ToUpper(s), toldName(ParseName("Ann", "", s)), "a family name, whatever the joke says")
	}
}

func TestWhySomethingOfANameIsNotUsed(t *testing.T) {
	for _, c := range []struct {
		given, family string
		want          Reason
	}{
		{"Ann", "Smith", ""},
		{"Ann", "", ""},
		{"Mrs Ann", "Smith MBE", ""},
		{"NOT ENTERED", "Smith", ReasonPlaceholder},
		{"Baby", "Smith", ReasonPlaceholder},
		{"Baby of Jane", "Smith", ReasonPlaceholder},
		{"Ann", "42", ReasonForm},
		{"Ann", "Smith (deceased)", ReasonPart},
		{"John and Mary", "Smith", ReasonPart},
		{"Ann", strings.Repeat("Smith ", MaxBytes), ReasonLength},
	} {
		require.Equal(t, c.want, ParseName(c.given, "", c.family).Why, "%q %q", c.given, c.family)
	}
	require.Equal(t, ReasonPlaceholder, ParseName("Ann", "", "Smith", "n/k").Why)
}

func TestAWholeNamePrintsAsRead(t *testing.T) {
	for in, want := range map[string]string{
		"Smith,":                         "SMITH, ",
		", Ann":                          ", ANN",
		"unknown":                        "not known",
		"42":                             "0",
		"":                               "",
		"O'Brien, Mary-Jane (née Jones)": "O'BRIEN, MARY-JANE (NEE JONES)",
		"Al-Ahmad, Ali aka Bob Smith":    "AL'AHMAD, ALI (AKA SMITH, BOB) (NEE SMITH)",
		"Ann Smith (Annie)":              "SMITH, ANN (AKA ANNIE)",
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, ParseFullName(in).String()) })
	}
}

func ExampleParseFullName() {
	fmt.Println(ParseFullName("Mr Jan van der BERG"))
	// Output: VANDERBERG, JAN
}

func TestABabyOfSomebodyHasNoForenameYet(t *testing.T) {
	for _, typed := range []string{"Smith, Baby of Ann", "Smith, Twin 1 of Ann", "SMITH, baby girl of Ann"} {
		n := ParseFullName(typed)
		require.Equal(t, []string{"SMITH"}, n.Family, typed)
		require.Empty(t, n.Given, typed)
		require.Equal(t, ReasonPlaceholder, n.Why, typed)
	}
	require.False(t, ParseFullName("X X X, Baby of Ann").Quality.Usable(), "the mother is not the child")
}
