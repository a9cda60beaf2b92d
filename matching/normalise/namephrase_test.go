package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsSaidBesideANameIsNoName(t *testing.T) {
	for _, c := range []struct {
		given, family, want string
		why                 Reason
	}{
		{"Jane (mother)", "Smith", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (Mum of John)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith - mother", "JANE | SMITH", ReasonPart},
		{"John", "Smith [joint tenant]", "JOHN | SMITH", ReasonPart},
		{"John", "Smith – main applicant", "JOHN | SMITH", ReasonPart},
		{"John", "Smith (foster carer)", "JOHN | SMITH", ReasonPart},
		{"Jane", "Smith (Foster)", "JANE | SMITH was FOSTER", ""}, // a family name
		{"Jane", "Smith (Foster Jones)", "JANE | SMITH was FOSTER-JONES also FOSTER JONES", ""},
		{"Jane", "Smith (No English)", "JANE | SMITH", ReasonPart},
		{"JANE", "SMITH (MAIN TENANT)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (friend of Ann)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith - Foster Jones", "JANE | SMITH-FOSTER-JONES", ""},
		{"Jane", "Smith - new address", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (old name Jones)", "JANE | SMITH was JONES", ""},
		{"Jane", "Smith-Child", "JANE | SMITH-CHILD", ""},
		{"Jane", "Smith - Foster", "JANE | SMITH-FOSTER", ""},
		{"Jane", "Smith (ex-partner of Bob)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (sp?)", "JANE | SMITH", ReasonPart},
		{"doesn't know", "Smith", " | SMITH", ReasonPlaceholder},
		{"Refused to give", "Smith", " | SMITH", ReasonPlaceholder},
		{"null", "null", " | ", ReasonPlaceholder},
		{"Jane", "Smith (NFA)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith NFA", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (HMP Leeds)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith - HMP Leeds", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith (aged 40)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith aged 40", "JANE | SMITH", ReasonPart},
		{"Aged", "Hussein", "AGED | HUSSEIN", ""},
		{"Edd", "Smith", "EDD | SMITH", ""},
		{"Ann aka Edd", "Smith", "ANN | SMITH also EDD", ""},
		{"Jane", "Smith (NHS 943 476 5919)", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith JG123456C", "JANE | SMITH", ReasonPart},
		{"Jane", "Smith 20314", "JANE | SMITH", ReasonPart},
		{"J0hn", "Smith2", "JOHN | SMITH", ""},
		{"Jane", "Smith1985", "JANE | SMITH", ""},
		{"Ли123", "Smith", "ЛИ | SMITH", ""},
		{"Exors of Mr John", "Smith", "JOHN | SMITH", ReasonPart},
		{"Estate of", "Smith", " | SMITH", ReasonPlaceholder},
		{"", "The Executors of John Smith deceased", "JOHN | SMITH ?", ReasonPart},
		{"John", "Smith and Ann Jones", "JOHN | SMITH", ReasonPart},
		{"John", "Smith & partner", "JOHN | SMITH", ReasonPart},
		{"John", "Smith family", "JOHN | SMITH", ReasonPart},
		{"John", "Smith & Jones", "JOHN | SMITH-JONES", ""},
		{"John", "Smith and Jones-Brown", "JOHN | SMITH-JONES-BROWN", ""},
		{"John", "Smith & Child", "JOHN | SMITH-CHILD", ""}, // a family name
		{"Ann", "Smith + baby", "ANN | SMITH", ReasonPart},
		{"Ann", "Smith with 2 children", "ANN | SMITH", ReasonPart},
		{"Ann", "Smith 41 years old", "ANN | SMITH", ReasonPart},
		{"Ann", "Smith (41-year-old)", "ANN | SMITH", ReasonPart},
		{"Ann", "Smith, 41 y/o", "ANN | SMITH", ReasonPart},
		{"Ann", "Smith 6 weeks old", "ANN | SMITH", ReasonPart},
		{"Ann", "Day", "ANN | DAY", ""},
		{"John", "Smith & child", "JOHN | SMITH", ReasonPart},
		{"", "Smith family", " | SMITH", ReasonPart},
		{"", "John Smith Family", "JOHN | SMITH ?", ReasonPart},
		{"Mr & Mrs J", "Smith", "J | SMITH", ReasonPart},
		{"TEST John", "Smith", "JOHN | SMITH", ReasonPlaceholder},
		{"John", "Smith TEST", "JOHN | SMITH", ReasonPlaceholder},
		{"Unborn due March", "Smith", " | SMITH", ReasonPlaceholder},
		{"", "Smith Unborn", " | SMITH", ReasonPlaceholder},
		{"", "SMITH Baby", " | SMITH", ReasonPlaceholder},
		{"", "Shinto Baby", "SHINTO | BABY ?", ""}, // a family name
		{"", "SMITH Baby Boy", " | SMITH", ReasonPlaceholder},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.want, toldName(n), "%q, %q", c.given, c.family)
		require.Equal(t, c.why, n.Why, "%q, %q", c.given, c.family)
		requireReadsBack(t, n)
	}
}

// What is said of a person after the name, or in a bracket, in words that are in no list.
func TestSmallLettersBesideANameSayWhoItIs(t *testing.T) {
	for _, c := range []struct {
		given, family, want string
	}{
		{"", "Ann Smith (support worker)", "ANN | SMITH ?"},
		{"Ann", "Smith (rough sleeping)", "ANN | SMITH"},
		{"Ann", "Smith (Farsi interpreter)", "ANN | SMITH"},
		{"Ann", "Smith (with partner Bob)", "ANN | SMITH"},
		{"Ann (Bob's wife)", "Smith", "ANN | SMITH"},
		{"Ann", "Smith (& Bob Jones)", "ANN | SMITH"},
		{"Ann (possibly Anna)", "Smith", "ANN | SMITH also ANNA"},
		{"", "John Smith (calls himself Bob)", "JOHN | SMITH also BOB ?"},
		{"Ann", "Smith (née jones)", "ANN | SMITH was JONES"},
		{"Ann (annie)", "Smith", "ANN | SMITH also ANNIE"},
		{"Ann", "Smith (van Dyke)", "ANN | SMITH was VANDYKE"},
		{"ann (mary anne)", "smith", "ANN | SMITH also MARY ANNE"}, // no name in capitals to tell it from
		{"", "Ann Smith wife of Bob", "ANN | SMITH ?"},
		{"", "Ann Smith with son Tom", "ANN | SMITH ?"},
		{"Ann", "Smith for Tom Smith", "ANN | SMITH"},
		{"Ann", "Smith not Smyth", "ANN | SMITH"},
		{"Ann", "Smith female", "ANN | SMITH"},
		{"Ann", "Smith (social worker Tom Brown)", "ANN | SMITH"},
		{"Ann", "Smith (SW Tom Brown)", "ANN | SMITH"},
		{"Ann", "Smith - Support Worker Tom Brown", "ANN | SMITH"},
		{"Ann SW", "Smith", "ANN | SMITH"},
		{"", "Ann Smith, SW Tom Brown", "ANN | SMITH ?"},
		{"", "Ann SW Smith", "ANN SW | SMITH ?"}, // initials
		{"", "Smith, SW", "SW | SMITH"},
		{"SW", "Smith", "SW | SMITH"},
		{"Ann", "Smith (DV)", "ANN | SMITH"}, // of which the next person has the same
		{"Ann", "Smith (passport)", "ANN | SMITH"},
		{"Ann", "Smith (Eritrean)", "ANN | SMITH"},
		{"Ann", "Smith NRPF", "ANN | SMITH"},
		{"Ann", "Smith (ward 12)", "ANN | SMITH"},
		{"Ann", "Smith (Ward 12)", "ANN | SMITH"},
		{"Ann", "Ward 12", "ANN | WARD"},
		{"Ann", "Smith name changed to Jones", "ANN | JONES was SMITH"},
		{"Ann", "Smith (Ward)", "ANN | SMITH was WARD"},
		{"", "Ann Smith, social worker", "ANN | SMITH ?"},
		{"", "ANN SMITH (KEY WORKER)", "ANN | SMITH ?"},
		{"Ann", "Smith - Housing Officer", "ANN | SMITH"},
		{"", "Ann Smith is homeless", "ANN | SMITH ?"},
		{"", "Ann Smith at Shelter", "ANN | SMITH ?"},
		{"", "Ann Smith, name at birth Jones", "ANN | SMITH was JONES ?"},
		{"Case", "Key", "CASE | KEY"},
		{"", "Ann Smith, daughter of Bob", "ANN | SMITH ?"},
		{"", "Smith, Ann, 12 High Street, Leeds", "ANN | SMITH"},
		{"Ann", "Smith, 12 High Street", "ANN | SMITH"},
		{"Ann 41 years old", "Smith", "ANN | SMITH"},
		{"", "Ann Smith 41yo", "ANN | SMITH ?"},
		{"", "Ann Smith 41 y/o", "ANN | SMITH ?"},
		{"", "Ann Smith F 12/03/1984", "ANN | SMITH ?"},
		{"", "Ann Smith born 12 March 1984", "ANN | SMITH ?"},
		{"Ann", "Smith born 12 March 1984", "ANN | SMITH"},
		{"Ann", "Mckay born 12 March 1984", "ANN | MCKAY"},
		{"Ann", "Smith b. 12/03/84", "ANN | SMITH"},
		{"Ann", "Smith case 12345", "ANN | SMITH"},
		{"Ann", "Case 12345", "ANN | CASE"},
		{"Ann", "Smith (formerly homeless)", "ANN | SMITH"},
		{"Ann", "Smith (now in Leeds)", "ANN | SMITH"},
		{"Ann", "Smith (referred by GP)", "ANN | SMITH"},
		{"Ann", "Smith (now jones)", "ANN | JONES was SMITH"},
		{"Ann", "Smith as per passport", "ANN | SMITH"},
		{"Ann", "Smith (nee twin)", "ANN | SMITH was TWIN"},
		{"", "Heung min son", "HEUNG MIN | SON ?"},
		{"Min son", "Heung", "MIN SON | HEUNG"},
		{"Jae in", "Moon", "JAE IN | MOON"},
		{"Its", "Jones", "ITS | JONES"},
		{"did not attend", "Smith", " | SMITH"},
		{"", "Su-bin Park", "SU BIN | PARK ?"},
		{"", "Marie-La Rosa", "MARIE | LAROSA ?"},
		{"", "Ana Garcia-Di Marco", "ANA GARCIA | DIMARCO ?"},
		{"April", "March", "APRIL | MARCH"},
		{"", "Ann Smith phone 07700900123", "ANN | SMITH ?"},
		{"Ann", "Smith + baby", "ANN | SMITH"},
		{"", "Smith + baby", " | SMITH"},
		{"", "Mr Smith and Ms Jones", " | SMITH"},
		{"zz Ann", "Smith ZZ", "ANN | SMITH"},
		{"Ann", "Smith (Jr)", "ANN | SMITH"},
		{"Ann", `="Smith"`, "ANN | SMITH"},
		{"", "Enw: Ann Smith", "ANN | SMITH ?"},
		{"", "Ann or Anne Smith", "ANN | SMITH also ANNE ?"},
		{"Ann", "Smith (formerly Ann Jones)", "ANN | SMITH was JONES also ANN JONES"},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.want, toldName(n), "%s %s", c.given, c.family)
	}
}

func TestMarksAboutANameAreRead(t *testing.T) {
	for _, c := range []struct{ given, family, want string }{
		{"jOHN", "sMITH", "JOHN | SMITH"}, // capitals were locked
		{"Ann", "Null", "ANN | NULL"},
		{"nICOLA", "dAVIES", "NICOLA | DAVIES"},
		{"Anna", "d'ANGELO", "ANNA | DANGELO"},
		{"Mister John", "Smith", "JOHN | SMITH"},
		{"The Rev. John", "Smith", "JOHN | SMITH"},
		{"Ms/Mrs Jane", "Smith", "JANE | SMITH"},
		{"'John'", "'Smith'", "JOHN | SMITH"},
		{"John k/a Jack", "Smith", "JOHN | SMITH also JACK"},
		{"John (pref. Jack)", "Smith", "JOHN | SMITH also JACK"},
		{"John (likes Jack)", "Smith", "JOHN | SMITH also JACK"},
		{`John, known as "Jack"`, "Smith", "JOHN | SMITH also JACK"},
		{"Ann", `Smith née "Jones"`, "ANN | SMITH was JONES"},
		{"Ann", "Smith née (Jones)", "ANN | SMITH was JONES"},
		{"", `John Smith, known as "Jack"`, "JOHN | SMITH also JACK ?"},
		{"", "SMITH MR JOHN", "JOHN | SMITH"},
		{"Smith Mrs J A", "", "J A | SMITH"},
		{"", "SMITH^JOHN^A^^MR", "JOHN A | SMITH"},
		{"", "SMITH<<JOHN<A<<<<", "JOHN A | SMITH"},
		{"", "FAO John Smith", "JOHN | SMITH ?"},
		{"", "Main applicant: John Smith", "JOHN | SMITH ?"},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.want, toldName(n), "%q, %q", c.given, c.family)
		requireReadsBack(t, n)
	}
}

func TestAnAnswerIsNoOtherName(t *testing.T) {
	for _, typed := range []string{"No", "yes", "N", "same", "nope", "none"} {
		n := ParseNames(Names{Given: "Ann", Family: "Smith", KnownAs: []string{typed}, FormerFamily: []string{typed}})
		require.Equal(t, "ANN | SMITH", toldName(n), typed)
		require.Equal(t, ReasonPlaceholder, n.Why, typed)
	}
}
