package lobby

// Digest lets tests forge a chain of events.
var Digest = new(Service).digest

// SpreadOf sums up durations.
var SpreadOf = spread

// AtMost is tested against what encoding makes.
var AtMost, RecordAtMost = atMost, recordAtMost

// Kind is a kind of refusal with its code.
type Kind struct {
	Kind error
	Code string
}

// Kinds lists those that have one.
func Kinds() (all []Kind) {
	for _, k := range kinds {
		all = append(all, Kind{k.kind, k.code})
	}
	return all
}

// RightWords says what rights are to.
var RightWords = Rights.words
