package normalise

// Reason is a stable code that says why a text, or a part of it, is not used for
// matching. It quotes nothing of the text, so that it may be shown and logged.
// Every value has one: "" where all that was given is used.
type Reason string

// The reasons.
const (
	ReasonPlaceholder Reason = "placeholder"    // a stand-in for a value
	ReasonMasked      Reason = "masked"         // hidden characters where the value should be
	ReasonForm        Reason = "form"           // not of the right form
	ReasonPart        Reason = "part"           // only a part of it can be used
	ReasonRange       Reason = "range"          // a number outside what exists: a day, a country code
	ReasonFuture      Reason = "future"         // a birth after the day on which it was told
	ReasonForeign     Reason = "foreign"        // of another country, so not as a UK value
	ReasonArea        Reason = "area"           // a postcode of an area that does not exist
	ReasonRounded     Reason = "rounded"        // a spreadsheet kept a few of its digits only
	ReasonSpace       Reason = "space"          // a space within an e-mail address
	ReasonUnissued    Reason = "unissued"       // a number in a range that nobody is given
	ReasonAdmin       Reason = "administrative" // a number given out by an office for its own use
	ReasonLength      Reason = "length"         // longer than is read
)

var reasons = map[Reason]string{
	ReasonPlaceholder: "stands in for a value",
	ReasonMasked:      "partly hidden",
	ReasonForm:        "not understood",
	ReasonPart:        "used in part",
	ReasonRange:       "no such value",
	ReasonFuture:      "in the future",
	ReasonForeign:     "not a UK one",
	ReasonArea:        "in an area that does not exist",
	ReasonRounded:     "rounded by a spreadsheet, digits are lost",
	ReasonSpace:       "has a space in it",
	ReasonUnissued:    "in a range that is not given out",
	ReasonAdmin:       "a number for an office's own use",
	ReasonLength:      "too long",
}

// Text says the reason in a few words, as in "not used for matching: partly
// hidden"; "" if there is none.
func (r Reason) Text() string { return reasons[r] }
