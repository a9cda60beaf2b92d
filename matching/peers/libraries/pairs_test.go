//go:build linux

package libraries

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/matching/trial"
)

// block is an asker and the people who share a followed key with them.
type block struct {
	asker  matching.Prepared
	fields *person
	pool   matching.Pool
	people []*person // in the order of the pool
}

// blocks returns blocks of a register, the people of each as profiles and in plain
// strings.
func blocks(size, askers int) (m *matching.UKMatcher, all []block) {
	m = matching.UK(nil)
	w := matchtest.New(1, size)
	r := trial.Of(m, w, size) // however many share a key
	for c := range w.Cases(askers, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		b := block{asker: m.Prepare(c.Person), fields: plain(c.Person)}
		b.pool = r.Pool(b.asker.Ask)
		for _, client := range b.pool.Clients {
			b.people = append(b.people, plain(w.Client(numberOf(client.ID)).Person))
		}
		all = append(all, b)
	}
	return m, all
}

func plain(p matching.Person) *person {
	f := peers.FieldsOf(p)
	return newPerson(&f)
}

// numberOf is the number of a client of a world, from its id.
func numberOf(id string) int {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		panic(err)
	}
	return n - 1
}

func TestACompositionOfLibrariesFindsNearlyTheSameLevels(t *testing.T) {
	m, blocks := blocks(20_000, 400)
	comparisons := m.Parameters().Comparisons
	pairs, same := 0, make([]int, len(comparisons))
	for _, b := range blocks {
		of := map[string]matching.Match{}
		for _, match := range m.Rank(b.asker, b.pool).Clients {
			of[match.ID] = match
		}
		for i, client := range b.pool.Clients {
			if of[client.ID].Evidence == nil {
				continue // hardly probable, so not explained
			}
			for f, level := range compare(b.fields, b.people[i]) {
				code := ""
				if level != none {
					code = comparisons[f].Levels[level].Code
				}
				if code == of[client.ID].Evidence[f].Level {
					same[f]++
				}
			}
			pairs++
		}
	}
	require.Greater(t, pairs, 1000)
	for f, n := range same {
		t.Logf("%s: %.1f %% of %d pairs", comparisons[f].Name, 100*float64(n)/float64(pairs), pairs)
		require.Greater(t, n*100, pairs*94, comparisons[f].Name)
	}
}

// BenchmarkPairs sorts everybody of a block into levels, from profiles and with
// published libraries, block by block in turns, and ranks the same people, which is
// more: weights, probabilities, an explanation of everybody. Each does a block ten
// times in a row, so that what it needs is near at hand: the cost of a pair without
// that of fetching it.
func BenchmarkPairs(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	m, blocks := blocks(*clients, 200)
	const times = 10
	var took [len(contenders)]time.Duration
	pairs, sum := 0, 0
	for b.Loop() {
		for i := range blocks {
			block := &blocks[i]
			turns := [len(contenders)]func() int{block.levels, block.composed, func() int { return len(m.Rank(block.asker, block.pool).Clients) }}
			for t := range turns {
				who := (t + i) % len(turns)
				start := peers.ThreadTime()
				for range times {
					sum += turns[who]()
				}
				took[who] += peers.ThreadTime() - start
			}
			pairs += times * len(block.people)
		}
	}
	require.NotZero(b, sum)
	b.ReportMetric(0, "ns/op")
	for who, name := range contenders {
		b.ReportMetric(float64(took[who].Nanoseconds())/float64(pairs), name+"-ns/pair")
	}
	b.ReportMetric(float64(pairs)/float64(times*b.N*len(blocks)), "pairs/block")
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "×-libraries")
}

var contenders = [...]string{"levels", "libraries", "rank"}

// asker and other are memory for people who are read.
var asker, other = new(uk.Person), new(uk.Person)

// levels sorts the pairs of the block from their profiles.
func (b *block) levels() (sum int) {
	var into [uk.Fields]fs.Outcome
	asker.Read(string(b.asker.Profile))
	for _, c := range b.pool.Clients {
		other.Read(string(c.Profile))
		uk.Compare(asker, other, &into)
		for _, o := range into {
			sum += o.Level
		}
	}
	return sum
}

// composed sorts them with libraries.
func (b *block) composed() (sum int) {
	for _, p := range b.people {
		for _, level := range compare(b.fields, p) {
			sum += level
		}
	}
	return sum
}
