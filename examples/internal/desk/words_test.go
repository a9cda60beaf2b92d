package desk

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTimesAreInWords(t *testing.T) {
	require.Equal(t, "4 June 2026 at 12:32pm", when(noon), "in British time")
	require.Equal(t, "not recorded", when(time.Time{}))
	require.Equal(t, "less than a minute", span(59*time.Second))
	require.Equal(t, "1 minute", span(time.Minute))
	require.Equal(t, "47 hours", span(47*time.Hour+59*time.Minute))
	require.Equal(t, "2 days", span(48*time.Hour))
}

func TestAProbabilityNeverReadsAsCertain(t *testing.T) {
	for p, want := range map[float64]string{
		1: "over 99.9%", .9996: "over 99.9%", .9949: "99.5%", .9899: "99%", .5: "50%", .012: "1%", .004: "0.4%", .0001: "under 0.1%", 0: "under 0.1%",
	} {
		require.Equal(t, want, percent(p), "%v", p)
	}
}

func TestASharePutsRareThingsAsOneIn(t *testing.T) {
	for p, want := range map[float64]string{.8: "80%", .01: "1%", .001: "1 in 1,000", 6.4e-6: "1 in 160,000", 0: "never"} {
		require.Equal(t, want, share(p), "%v", p)
	}
}

func TestCountsAgreeWithTheirNouns(t *testing.T) {
	require.Equal(t, "1 case", count(1, "case", "cases"))
	require.Equal(t, "0 cases", count(0, "case", "cases"))
	require.Equal(t, "20,192 clients", count(20192, "client", "clients"))
}
