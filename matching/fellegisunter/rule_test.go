package fellegisunter_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

type words []string

// naive lists the pairs that rules bring together by looking at every pair.
func naive(d fs.Data[words], rules []fs.Rule[words]) map[fs.Pair]bool {
	out := map[fs.Pair]bool{}
	for i := range d.Records {
		others, from := d.Records, i+1
		if len(d.Others) > 0 {
			others, from = d.Others, 0
		}
		for j := from; j < len(others); j++ {
			for r, rule := range rules {
				if share(rule.Keys(&d.Records[i]), rule.Keys(&others[j])) {
					out[fs.Pair{A: i, B: j, Rule: r}] = true
					break
				}
			}
		}
	}
	return out
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return x != "" && slices.Contains(b, x) })
}

func someWords(r *rand.Rand, n int) []words {
	out := make([]words, n)
	for i := range out {
		for range r.IntN(4) {
			out[i] = append(out[i], string(rune('A'+r.IntN(12)))+string(rune('A'+r.IntN(2))))
		}
	}
	return out
}

var wordRules = []fs.Rule[words]{
	{Name: "first", Keys: func(w *words) []string {
		if len(*w) == 0 {
			return nil
		}
		return (*w)[:1]
	}},
	{Name: "any", Keys: func(w *words) []string { return *w }},
	{Name: "initials", Keys: func(w *words) (k []string) {
		for _, s := range *w {
			k = append(k, s[:1], "")
		}
		return k
	}},
}

func TestRulesBringTogetherEveryPairThatSharesAKeyOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, d := range []fs.Data[words]{
		{Records: someWords(r, 120)},
		{Records: someWords(r, 60), Others: someWords(r, 90)},
		{},
	} {
		want := naive(d, wordRules)
		got := map[fs.Pair]bool{}
		var order []fs.Pair
		b := fs.Block(d, wordRules, 0)
		b.Pairs(func(p fs.Pair) bool {
			require.False(t, got[p], "a pair comes twice")
			got[p] = true
			order = append(order, p)
			return true
		})
		require.Equal(t, want, got)
		require.Zero(t, b.Skipped())
		var again []fs.Pair
		fs.Block(d, wordRules, 0).Pairs(func(p fs.Pair) bool { again = append(again, p); return len(again) < 50 })
		require.Equal(t, order[:min(50, len(order))], again)
	}
}

func TestNumbersAsKeysMakeTheSamePairsAsTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	numbers := make([]uint64, 4000)
	for i := range numbers {
		numbers[i] = uint64(r.IntN(2000)) << r.IntN(53) // 0 is none
	}
	pairs := func(rules ...fs.Rule[uint64]) (out []fs.Pair) {
		d := fs.Data[uint64]{Records: numbers}
		if len(rules) == 2 {
			d = fs.Data[uint64]{Records: numbers[:1500], Others: numbers[1500:]}
		}
		fs.Block(d, rules, 0).Pairs(func(p fs.Pair) bool { out = append(out, p); return true })
		slices.SortFunc(out, func(x, y fs.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
		return out
	}
	number := func(of func(n uint64) uint64) fs.Rule[uint64] {
		return fs.Rule[uint64]{Number: func(n *uint64) uint64 { return of(*n) }}
	}
	text := func(of func(n uint64) uint64) fs.Rule[uint64] {
		return fs.Rule[uint64]{Keys: func(n *uint64) []string {
			if of(*n) == 0 {
				return nil
			}
			return []string{strconv.FormatUint(of(*n), 10)}
		}}
	}
	whole, low := func(n uint64) uint64 { return n }, func(n uint64) uint64 { return n % 512 }
	require.NotEmpty(t, pairs(text(whole)))
	require.Equal(t, pairs(text(whole)), pairs(number(whole)))
	require.Equal(t, pairs(text(low), text(whole)), pairs(number(low), number(whole)))
}

func TestLargeBlocksAreLeftOutAndCounted(t *testing.T) {
	d := fs.Data[words]{Records: []words{{"SMITH", "ANN"}, {"SMITH", "ANN"}, {"SMITH", "BOB"}, {"SMITH", "CAT"}}}
	rules := []fs.Rule[words]{wordRules[0], wordRules[1]}
	var pairs []fs.Pair
	b := fs.Block(d, rules, 3)
	b.Pairs(func(p fs.Pair) bool { pairs = append(pairs, p); return true })
	require.Equal(t, []fs.Pair{{A: 0, B: 1, Rule: 1}}, pairs, "a later rule still finds what the large block held")
	require.Equal(t, 2, b.Skipped())

	linked := fs.Data[words]{Records: d.Records[:2], Others: d.Records[1:]}
	pairs = nil
	b = fs.Block(linked, rules, 5)
	b.Pairs(func(p fs.Pair) bool { pairs = append(pairs, p); return true })
	require.ElementsMatch(t, []fs.Pair{{A: 0, B: 0, Rule: 1}, {A: 1, B: 0, Rule: 1}}, pairs)
	require.Equal(t, 6, linked.Admissible())
	require.Equal(t, 6, d.Admissible())
	a, o := linked.Pair(fs.Pair{A: 1, B: 2})
	require.Same(t, &linked.Records[1], a)
	require.Same(t, &linked.Others[2], o)
}

func ExampleBlock() {
	people := fs.Data[string]{Records: []string{"Ann Lee", "Anne Lee", "Bob Ray", "Bob Lee"}}
	part := func(i int) func(*string) []string {
		return func(s *string) []string { return []string{strings.Fields(*s)[i]} }
	}
	rules := []fs.Rule[string]{{Name: "forename", Keys: part(0)}, {Name: "surname", Keys: part(1)}}
	fs.Block(people, rules, 0).Pairs(func(p fs.Pair) bool {
		fmt.Printf("%s: %s, %s\n", rules[p.Rule].Name, people.Records[p.A], people.Records[p.B])
		return true
	})
	// Output:
	// forename: Bob Ray, Bob Lee
	// surname: Ann Lee, Anne Lee
	// surname: Ann Lee, Bob Lee
	// surname: Anne Lee, Bob Lee
}
