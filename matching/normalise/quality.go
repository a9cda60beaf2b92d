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
