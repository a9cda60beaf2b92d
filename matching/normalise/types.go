package normalise

// Names is a person's name as forms ask for it.
type Names struct {
	Given, Middle, Family string
	KnownAs               []string // what the person is called, or another whole name
	FormerFamily          []string // at birth, before a marriage, an alias; a whole name too
}

// Name is a person's name as folded tokens: upper-case ASCII letters A–Z where
// the script allows it (other scripts stay as they are, NFKC and upper case).
// Honorifics are gone, Mc/Mac/O' and particles are joined to what they belong
// to (MCDONALD, OBRIEN, DELACRUZ), hyphens split a double-barrelled name, as a capital
// within it does (SmithJones).
type Name struct {
	Given      []string   // given then middle names; an initial is one letter
	Middle     int        // index in Given at which the middle names start
	Family     []string   // parts of the family name: more than one where double-barrelled
	Bare       []string   // parallel to Family: the part without its particle (CRUZ, BRIEN), or the part itself
	Former     [][]string // parts of each former or alias family name
	FormerBare [][]string // parallel to Former
	Also       []Other    // what the person is called beside Given, and whole other names
	Whole      bool       // several words stood in one field and nothing told them apart: the division into Given and Family is a guess
	One        bool       // a single name only; Given or Family holds it
	Quality    Quality    // Partial when given or family is missing; Placeholder for "NOT ENTERED" and the like
	Latin      bool       // every letter could be folded to A–Z
	Why        Reason     // why something that was given is not used; "" when all of it is
}

// Other is another name of the same person: one that is used, was used, or stands
// on other papers. Family is empty where only a given name is told.
type Other struct {
	Given, Family []string
	Bare          []string // parallel to Family
}

// Postcode is a UK postcode: "LS" "1" "2" "AB" for LS1 2AB.
type Postcode struct {
	Area     string // "LS"
	District string // "LS1"
	Sector   string // "LS1 2"; empty when only the outward half is known
	Unit     string // "LS1 2AB"; empty when only a part is known
	Pseudo   Pseudo // set for codes that stand for no address
	Repaired bool   // an O/0 or I/1 was put right by position
	Quality  Quality
	Why      Reason // why it is not used, or not all of it; "" if it is
}

// Pseudo is the kind of a code that stands in a postcode's place. It is a fact
// to report, never an agreement to weigh.
type Pseudo uint8

// The kinds of pseudo-code.
const (
	NotPseudo    Pseudo = iota
	NoFixedAbode        // ZZ99 3VZ, NFA, "no fixed abode", NF1 1NF
	NotKnown            // ZZ99 3WZ, "not known"
	Abroad              // ZZ99 and a country code
	Elsewhere           // ZZ99 3CZ and the like: somewhere in England, Wales, Scotland, N. Ireland
)

// NINO is a National Insurance number. It is unique without its suffix.
type NINO struct {
	Stem    string // the two letters and six digits, "AB123456"; set for every class but NINONone
	Suffix  string // "A"–"D", or empty
	Class   NINOClass
	Quality Quality // Valid with suffix, Partial without; Placeholder for the classes that identify nobody
	Why     Reason  // why it is not used, or not all of it; "" if it is
}

// NINOClass tells apart numbers that look like a National Insurance number.
type NINOClass uint8

// The classes.
const (
	NINONone           NINOClass = iota
	NINOOrdinary                 // identifies one person
	NINOTemporary                // TN and a date of birth, or the reference form 11 a1 11 11
	NINOAdministrative           // OO, CR, FY, MW, NC, PP, PZ …: given out by an office for its own use
	NINOExample                  // QQ123456C and the like
)

// Date is a calendar date or a part of one. Zero parts are unknown.
type Date struct {
	Year, Month, Day int
	Quality          Quality // Partial when month or day is unknown
	Why              Reason  // why it is not Valid; "" if it is, or if nothing was given
}

// Phone is a telephone number reduced to its national significant number.
type Phone struct {
	National  string // "7700900123": GB without the leading 0; foreign with its country code
	Foreign   bool
	Mobile    bool
	Extension string
	Quality   Quality
	Why       Reason // why it is not used, or not all of it; "" if it is
}

// Email is an address split for comparison.
type Email struct {
	Address    string // folded: lower case, no plus-tag, dots gone where the provider ignores them
	User       string // folded local part
	Domain     string
	Misspelled string // the domain probably meant, when Domain looks like a slip: "gmail.com" for "gmial.com"
	Quality    Quality
	Why        Reason // why it is not used, or not all of it; "" if it is
}
