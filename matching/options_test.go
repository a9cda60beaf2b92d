package matching_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// A percentage for a probability, put right in silence, would rank everybody wrongly.
func TestOptionsThatCannotBeSoAreRefused(t *testing.T) {
	nan := math.NaN()
	for want, o := range map[string]matching.Options{
		"Options.PriorKnown cannot be 30":           {PriorKnown: 30},
		"Options.PriorKnown cannot be -0.1":         {PriorKnown: -.1},
		"Options.BlockingRecall cannot be 1.01":     {BlockingRecall: 1.01},
		"Options.Waiting cannot be NaN":             {Waiting: nan},
		"Options.Relatives cannot be NaN":           {Relatives: nan},
		"Options.Duplicates cannot be +Inf":         {Duplicates: math.Inf(1)},
		"Options.PriorWeight cannot be -1":          {PriorWeight: -1},
		"Options.Relations.Partner cannot be -1":    {Relations: matching.Relations{Partner: -1}},
		"Options.Relations.ParentOrChild cannot be": {Relations: matching.Relations{ParentOrChild: nan}},
		"Options.Relations.Sibling cannot be -1":    {Relations: matching.Relations{Sibling: -1}},
		"Options.Relations.Twin cannot be -1":       {Relations: matching.Relations{Twin: -1}},
	} {
		_, err := matching.Trained(matching.UK(nil).Parameters(), &o)
		require.ErrorContains(t, err, "matching: "+want)
		require.PanicsWithError(t, err.Error(), func() { matching.UK(&o) }, want)
	}
	_, err := matching.Trained(matching.UK(nil).Parameters(), &matching.Options{PriorKnown: 30, Waiting: 5})
	require.ErrorContains(t, err, "PriorKnown")
	require.ErrorContains(t, err, "Waiting", "all that is wrong at once")

	for name, o := range map[string]matching.Options{
		"certainty is kept a little short of itself": {PriorKnown: 1, BlockingRecall: 1, Waiting: 1},
		"negative means none":                        {Relatives: -1, Duplicates: -1},
	} {
		require.NotPanics(t, func() { matching.UK(&o) }, name)
	}
}

func TestNothingIsAsStrongAsAWordThatIsNoRating(t *testing.T) {
	for _, r := range []matching.Rating{matching.VeryStrong, matching.VeryWeak, "", "sure"} {
		require.False(t, r.AtLeast("sure"), r)
		require.False(t, r.AtLeast(""), r)
	}
	require.True(t, matching.Rating("").AtLeast(matching.VeryWeak), "what is not rated is as weak as can be")
	require.False(t, matching.Rating("sure").AtLeast(matching.Weak))
}
