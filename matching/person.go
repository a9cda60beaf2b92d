package matching

import (
	"fmt"
	"io"
	"log/slog"
)

// Person is what somebody told us of a person, exactly as it was typed.
// Normalising happens when it is compared, and never changes what is stored.
//
// It does not print, log or marshal its contents: a person ends up in a log
// file by accident only once. Read the fields to use them.
type Person struct {
	Given, Middle, Family string
	FormerFamily          []string // former and alias family names
	Born                  string   // date of birth as typed
	NINO                  string   // National Insurance number as typed
	Emails                []string
	Phones                []string
	Postcodes             []string // current first
	PreviousPostcodes     []string
}

const redacted = "[person]"

// Format writes a placeholder whatever the verb.
func (Person) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// LogValue logs a placeholder.
func (Person) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText marshals a placeholder; storage has its own explicit encoding.
func (Person) MarshalText() ([]byte, error) { return []byte(redacted), nil }
