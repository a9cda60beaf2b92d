//go:build linux

package libraries

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/adrg/strutil/metrics"
	"github.com/agnivade/levenshtein"
	"github.com/antzucaro/matchr"
	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"

	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/matching/similarity"
)

var sink float64

// contender does one pair of strings.
type contender struct {
	name string
	do   func(a, b string) float64
}

// pairs returns neighbouring values of a made-up register.
func pairs(value func(*peers.Fields) string) (out [][2]string) {
	last := ""
	for c := range matchtest.New(2, 3000).Clients() {
		f := peers.FieldsOf(c.Person)
		v := value(&f)
		if v == "" {
			continue
		}
		if last != "" && len(out) < 1024 {
			out = append(out, [2]string{last, v})
		}
		last = v
	}
	return out
}

// race lets all contenders do the same pairs in turns. The first is ours.
func race(b *testing.B, pairs [][2]string, all ...contender) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	took := make([][]time.Duration, len(all))
	for b.Loop() {
		for i, c := range all {
			start := peers.ThreadTime()
			for _, p := range pairs {
				sink += c.do(p[0], p[1])
			}
			took[i] = append(took[i], peers.ThreadTime()-start)
		}
	}
	fastest := math.Inf(1)
	for i, c := range all {
		b.ReportMetric(median(took[i])/float64(len(pairs)), c.name+"-ns")
		if i > 0 {
			fastest = min(fastest, median(took[i])/median(took[0]))
		}
	}
	b.ReportMetric(fastest, "×fastest-peer")
	own := all[0]
	b.ReportMetric(testing.AllocsPerRun(10, func() {
		for _, p := range pairs {
			sink += own.do(p[0], p[1])
		}
	})/float64(len(pairs)), "own-allocs")
}

// median returns the median in nanoseconds: on a busy machine some turns take long.
func median(took []time.Duration) float64 {
	slices.Sort(took)
	return float64(took[len(took)/2].Nanoseconds())
}

func kinds(b *testing.B, all ...contender) {
	b.Run("names", func(b *testing.B) { race(b, pairs((*peers.Fields).Surname), all...) })
	b.Run("e-mails", func(b *testing.B) { race(b, pairs((*peers.Fields).Email), all...) })
}

func BenchmarkJaroWinkler(b *testing.B) {
	strutilJW := metrics.NewJaroWinkler()
	kinds(b,
		contender{"own", similarity.JaroWinkler},
		contender{"smetrics", func(a, b string) float64 { return smetrics.JaroWinkler(a, b, .7, 4) }},
		contender{"matchr", func(a, b string) float64 { return matchr.JaroWinkler(a, b, false) }},
		contender{"edlib", func(a, b string) float64 { return float64(edlib.JaroWinklerSimilarity(a, b)) }},
		contender{"strutil", strutilJW.Compare},
	)
}

// Plain Levenshtein of agnivade is here because it is the fastest published edit
// distance in Go; it counts a swap as two edits.
func BenchmarkOSA(b *testing.B) {
	kinds(b,
		contender{"own", func(a, b string) float64 { return float64(similarity.OSA(a, b)) }},
		contender{"matchr", func(a, b string) float64 { return float64(matchr.OSA(a, b)) }},
		contender{"edlib", func(a, b string) float64 { return float64(edlib.OSADamerauLevenshteinDistance(a, b)) }},
	)
}

func BenchmarkOSAAgainstPlainLevenshtein(b *testing.B) {
	kinds(b,
		contender{"own", func(a, b string) float64 { return float64(similarity.OSA(a, b)) }},
		contender{"agnivade", func(a, b string) float64 { return float64(levenshtein.ComputeDistance(a, b)) }},
	)
}
