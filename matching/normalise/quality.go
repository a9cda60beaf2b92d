// Package normalise turns what people type into what can be compared: names,
// postcodes, National Insurance numbers, dates of birth, phones and e-mails.
//
// Nothing is ever rejected. Every parser returns a value together with its
// [Quality]; whatever is not usable carries no evidence and no parts, and a desk
// can say so. What was typed is for the caller to keep.
//
// Parsers never panic and are safe for concurrent use. They read at most
// [MaxBytes] of a text, return valid UTF-8 without control characters, and are
// idempotent: parsing what a value prints gives the value again, but for what only
// the typing tells: its Why, [Postcode.Repaired] and [Name.Whole].
package normalise

// Quality says how far a value can be relied on.
type Quality uint8

// The qualities, from nothing given to fully usable.
const (
	Absent      Quality = iota // nothing was given
	Placeholder                // a stand-in such as 01/01/1900, NFA or QQ123456C: given, and says nothing
	Invalid                    // given, and not of the right form
	Partial                    // usable in part: a year of birth, an outward postcode, a NINO stem without suffix
	Valid
)

// Usable reports whether a value of this quality can be compared.
func (q Quality) Usable() bool { return q >= Partial }

// String returns the quality in lower case: "absent", "placeholder", …
func (q Quality) String() string {
	return [...]string{"absent", "placeholder", "invalid", "partial", "valid"}[min(q, Valid)]
}

// MaxBytes is the most that any parser reads of one field; the rest is ignored
// and the value is at best Partial.
const MaxBytes = 1024
