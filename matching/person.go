package matching

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
)

// Person is what somebody told us of a person, exactly as it was typed.
// Normalising happens when it is prepared for comparing, and never changes what
// is stored.
//
// It does not print, log or marshal its contents, by itself or in an exported field, so
// that no person ends up in a log file by accident. Read the fields to use them. Beware:
// fmt prints the contents of an unexported field without calling its Format, so a struct
// of yours with a person in one needs a Format of its own; gob and go-spew never call it.
//
// [Person.Fields] lists the fields, once: whatever treats all of them alike
// (identity, validation, encoding, forms) loops over it.
type Person struct {
	Given, Middle, Family string
	KnownAs               []string // preferred, former and alias given names, or whole names of another identity
	FormerFamily          []string // former and alias family names, or whole names
	Born                  string   // date of birth as typed
	OtherBorn             []string // other dates of birth that the person has given or is recorded with
	Gender                string   // as typed
	NINO                  string   // National Insurance number as typed
	Emails                []string
	Phones                []string
	PreviousPhones        []string
	Postcodes             []string // current first
	PreviousPostcodes     []string
}

// Field is one field of a person: its name, as stored forms and columns are named
// after it ("given", "known-as", "previous-postcodes"), and where its value is.
// Exactly one of Text and List is not nil.
type Field struct {
	Name string
	Text *string
	List *[]string
}

// Values returns what the field holds; an empty text is no value.
func (f Field) Values() []string {
	switch {
	case f.List != nil:
		return *f.List
	case *f.Text != "":
		return []string{*f.Text}
	}
	return nil
}

// fields is how many fields a person has.
const fields = 14

// Fields returns every field of the person, in the order of a form. Writing
// through it writes to the person.
func (p *Person) Fields() [fields]Field {
	return [fields]Field{
		{Name: "given", Text: &p.Given},
		{Name: "middle", Text: &p.Middle},
		{Name: "family", Text: &p.Family},
		{Name: "known-as", List: &p.KnownAs},
		{Name: "former-family", List: &p.FormerFamily},
		{Name: "born", Text: &p.Born},
		{Name: "other-born", List: &p.OtherBorn},
		{Name: "gender", Text: &p.Gender},
		{Name: "nino", Text: &p.NINO},
		{Name: "emails", List: &p.Emails},
		{Name: "phones", List: &p.Phones},
		{Name: "previous-phones", List: &p.PreviousPhones},
		{Name: "postcodes", List: &p.Postcodes},
		{Name: "previous-postcodes", List: &p.PreviousPostcodes},
	}
}

// Clone returns a copy that shares no list with the person.
func (p Person) Clone() Person {
	for _, f := range p.Fields() {
		if f.List != nil {
			*f.List = slices.Clone(*f.List)
		}
	}
	return p
}

const redacted = "[person]"

// Format writes a placeholder whatever the verb.
func (Person) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// LogValue logs a placeholder.
func (Person) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText marshals a placeholder; storage has its own explicit encoding.
func (Person) MarshalText() ([]byte, error) { return []byte(redacted), nil }
