package lobby

import "time"

// Digest lets tests forge a chain of events.
var Digest = new(Service).digest

// SpreadOf sums up durations.
var SpreadOf = spread

// AtMost is tested against what encoding makes.
var AtMost, RecordAtMost = atMost, recordAtMost

// Together and ProfilesOf keep the profiles of several people as one, and part them again.
var Together, ProfilesOf = together, profilesOf

// Fill puts the defaults in place.
var Fill = (*Options).fill

// RelayBackoff is how long a relay waits after a failure unless it is told otherwise.
func RelayBackoff(n int) time.Duration {
	var o RelayOptions
	if err := o.fill(); err != nil {
		panic(err)
	}
	return o.Backoff(n)
}

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
