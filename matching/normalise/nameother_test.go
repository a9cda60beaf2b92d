package normalise

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFormerNameIsReadWithItsMarks(t *testing.T) {
	for in, want := range map[string]string{
		"Jellicoe":                    "was JELLICOE",
		"was Jellicoe":                "was JELLICOE",
		"née Jellicoe":                "was JELLICOE",
		"Nee: Jellicoe":               "was JELLICOE",
		"born Jellicoe":               "was JELLICOE",
		"formerly known as Jellicoe":  "was JELLICOE",
		"previously Jellicoe":         "was JELLICOE",
		"maiden name Jellicoe":        "was JELLICOE",
		"Maiden name: Jellicoe":       "was JELLICOE",
		"Jellicoe (maiden name)":      "was JELLICOE",
		"Jellicoe - maiden name":      "was JELLICOE",
		"goes by Jellicoe":            "was JELLICOE also JELLICOE",
		"aka Jellicoe":                "was JELLICOE",
		"Jellicoe 1998":               "was JELLICOE",
		"Jellicoe (1998-2004)":        "was JELLICOE",
		"Jellicoe (until 2004)":       "was JELLICOE",
		"Jellicoe (married 2001)":     "was JELLICOE",
		"Mrs Jellicoe":                "was JELLICOE",
		"née de la Cruz":              "was DELACRUZ",
		"Jellicoe-Smythe":             "was JELLICOE-SMYTHE",
		"Jellicoe and Smythe":         "was JELLICOE was SMYTHE",
		"yes Jellicoe":                "was JELLICOE",
		"just Jellicoe":               "was JELLICOE",
		"Just-Jellicoe":               "was JUST-JELLICOE",
		"married name":                "",
		"no change":                   "",
		"Jellicoe or Smythe":          "was JELLICOE was SMYTHE",
		"Jellicoe / Smythe":           "was JELLICOE was SMYTHE",
		"Jellicoe; Smythe":            "was JELLICOE was SMYTHE",
		"Jellicoe then Smythe":        "was JELLICOE was SMYTHE",
		"Jellicoe (later Smythe)":     "was JELLICOE was SMYTHE",
		"Jellicoe now Frostwick":      "was JELLICOE",
		"Jellicoe, Michael":           "was JELLICOE also MICHAEL JELLICOE",
		"JELLICOE Michael":            "was JELLICOE also MICHAEL JELLICOE",
		"Miss Anne Jellicoe":          "was JELLICOE also ANNE JELLICOE",
		"Michael Jellicoe":            "was MICHAEL-JELLICOE also MICHAEL JELLICOE",
		"aka Michael Jellicoe (1998)": "was MICHAEL-JELLICOE also MICHAEL JELLICOE",
		"JÃ¡n Jellicoe":               "was JAN-JELLICOE also JAN JELLICOE",
		"Jellicoe, changed 2004":      "was JELLICOE",
		"Jellicoe (1st marriage)":     "was JELLICOE",
		"never married":               "",
		"not married":                 "",
		"single":                      "",
		"never changed":               "",
		"Frostwick":                   "",
		"Unknown":                     "",
		"no former name":              "",
		"J":                           "",
	} {
		t.Run(in, func(t *testing.T) {
			n := ParseName("Ann", "", "Frostwick", in)
			if want != "" {
				want = " " + want
			}
			require.Equal(t, "ANN | FROSTWICK"+want, toldName(n))
			requireReadsBack(t, n)
		})
	}
}

func TestWhatAPersonIsCalledIsReadWithItsMarks(t *testing.T) {
	for in, want := range map[string]string{
		"Bob":                      "also BOB",
		"goes by Bob":              "also BOB",
		"known as Bob":             "also BOB",
		"prefers to be called Bob": "also BOB",
		"“Bob”":                    "also BOB",
		"(Bob)":                    "also BOB",
		"Bob (1998)":               "also BOB",
		"Bob or Rob":               "also BOB also ROB",
		"Bob / Bobby":              "also BOB also BOBBY",
		"Mary-Anne":                "also MARY ANNE",
		"Bob Jones":                "was JONES also BOB JONES",
		"Jones, Bob":               "was JONES also BOB JONES",
		"Bob aka Rob Jones":        "was JONES also BOB also ROB JONES",
		"Ali Al Rashid":            "was ALRASHID also ALI ALRASHID",
		"Mr Jones":                 "was JONES",
		"Bob Frostwick":            "also BOB FROSTWICK",
		"Bob and Rob":              "also BOB also ROB",
		"Bob & Rob":                "also BOB also ROB",
		"please call me Bob":       "also BOB",
		"I go by Bob":              "also BOB",
		"everyone calls me Bob":    "also BOB",
		"just Bob":                 "also BOB",
		"Bob sometimes":            "also BOB",
		"Just":                     "also JUST",
		"Anna Just":                "was JUST also ANNA JUST",
		"none that I know of":      "",
		"no nickname":              "",
		"no preferred name":        "",
		"Ann":                      "",
		"n/a":                      "",
	} {
		t.Run(in, func(t *testing.T) {
			n := ParseNames(Names{Given: "Ann", Family: "Frostwick", KnownAs: []string{in}})
			if want != "" {
				want = " " + want
			}
			require.Equal(t, "ANN | FROSTWICK"+want, toldName(n))
			requireReadsBack(t, n)
		})
	}
}

func TestAnAsideInItsFieldIsAnotherName(t *testing.T) {
	for _, c := range []struct{ given, family, want string }{
		{"Robert (Bob)", "Jones", "ROBERT | JONES also BOB"},
		{"Robert “Bob”", "Jones", "ROBERT | JONES also BOB"},
		{"Robert 'Bob'", "Jones", "ROBERT | JONES also BOB"},
		{"Robert, goes by Bob", "Jones", "ROBERT | JONES also BOB"},
		{"Robert or Bob", "Jones", "ROBERT | JONES also BOB"},
		{"Robert now Bobbie", "Jones", "ROBERT | JONES also BOBBIE"},
		{"Robert / Bob", "Jones", "ROBERT | JONES also BOB"},
		{"Ann née Jones", "Smith", "ANN | SMITH was JONES"},
		{"Daniel (was Emily)", "Smith", "DANIEL | SMITH was EMILY also EMILY"},
		{"Daniel - formerly Emily", "Smith", "DANIEL | SMITH was EMILY also EMILY"},
		{"Daniel (f/k/a Emily)", "Smith", "DANIEL | SMITH was EMILY also EMILY"},
		{"Daniel (was Emily Jones)", "Smith", "DANIEL | SMITH was EMILY-JONES also EMILY JONES"},
		{"Daniel (formerly Emily) Smith", "", "DANIEL | SMITH was EMILY also EMILY ?"},
		{"", "Smith (née Jones) Ann", "ANN | SMITH was JONES ?"},
		{"Daniel (was Emily)", "", "DANIEL |  also EMILY"},
		{"Ann", "Smith was Jellicoe", "ANN | SMITH was JELLICOE"},
		{"Ann", "Smith or Jellicoe", "ANN | SMITH was JELLICOE"},
		{"Ann", "Smith (Jellicoe) Jones", "ANN | SMITH-JONES was JELLICOE"},
		{"Ann", "Jellicoe now Smith", "ANN | SMITH was JELLICOE"},
		{"Ann", "Jellicoe (now known as Smith)", "ANN | SMITH was JELLICOE"},
		{"Ann", `Smith "Annie"`, "ANN | SMITH also ANNIE"},
		{"Ann", "Smith aka Bob Jones", "ANN | SMITH was BOB-JONES also BOB JONES"},
		{"Ann", "Smith (née)", "ANN | SMITH"},
		{"Ann", "Smith (born 1985)", "ANN | SMITH"},
		{"Max", "Born", "MAX | BORN"},
		{"Liat", "Or", "LIAT | OR"},
		{"Jan", "Was", "JAN | WAS"},
		{"(Bob)", "Jones", "BOB | JONES"},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.want, toldName(n), "%q, %q", c.given, c.family)
		requireReadsBack(t, n)
	}
}

func TestOtherNamesAreBounded(t *testing.T) {
	var names Names
	for i := range 4 * maxFormer {
		s := string([]byte{'A' + byte(i/8), 'b', 'A' + byte(i%8) + 32, 'c'})
		names.KnownAs, names.FormerFamily = append(names.KnownAs, s+" "+s+"x"), append(names.FormerFamily, s)
	}
	n := ParseNames(names)
	require.Len(t, n.Also, maxFormer-1, "one stands in for the given name")
	require.LessOrEqual(t, len(n.Former), maxFormer)
}

func TestWhatIsLeftOfAPhraseIsNoName(t *testing.T) {
	n := ParseNames(Names{Given: "Ann", Family: "Frostwick", KnownAs: []string{"goes (Bob) known by Bob"}})
	require.Equal(t, []Other{{Given: []string{"BOB"}}}, n.Also)
	requireReadsBack(t, n)
}

func ExampleParseNames() {
	n := ParseNames(Names{Given: "Robert", Family: "O'Brien", KnownAs: []string{"goes by Bob"}, FormerFamily: []string{"was Jones", "Smith, Bill"}})
	fmt.Println(n.Also[0].Given, n.Also[1].Given, n.Former, n.Bare)
	fmt.Println(n)
	// Output:
	// [BILL] [BOB] [[JONES] [SMITH]] [BRIEN]
	// O'BRIEN, ROBERT (AKA SMITH, BILL) (AKA BOB) (NEE JONES) (NEE SMITH)
}
