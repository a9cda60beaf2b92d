package matching

import "slices"

// Rating is a probability in the words that an officer reads.
type Rating string

// The ratings, the strongest first.
const (
	VeryStrong Rating = "very strong"
	Strong     Rating = "strong"
	Possible   Rating = "possible"
	Weak       Rating = "weak"
	VeryWeak   Rating = "very weak"
)

type threshold struct {
	rating Rating
	from   float64
}

// ratings are the ratings, the strongest first, and the probability from which
// each holds.
var ratings = [...]threshold{{VeryStrong, .99}, {Strong, .90}, {Possible, .50}, {Weak, .10}, {VeryWeak, 0}}

// RatingOf returns the rating of a probability.
func RatingOf(p float64) Rating {
	for _, r := range ratings {
		if p >= r.from {
			return r.rating
		}
	}
	return VeryWeak
}

// From returns the probability from which the rating holds.
func (r Rating) From() float64 {
	for _, known := range ratings {
		if known.rating == r {
			return known.from
		}
	}
	return 0
}

// AtLeast reports whether r is as strong as o or stronger. It is false if o is no rating, so
// that a misspelt threshold lets nobody through.
func (r Rating) AtLeast(o Rating) bool {
	known := slices.ContainsFunc(ratings[:], func(k threshold) bool { return k.rating == o })
	return known && r.From() >= o.From()
}
