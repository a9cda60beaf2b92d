package peers

import (
	"math"
	"slices"
	"time"
)

// Laps are what contenders took who do the same tasks. They take turns, task by
// task, and none always goes first: whatever else the machine does meets all of
// them alike, so their ratios mean something where single times do not. It is for
// one goroutine.
type Laps struct {
	Wall Times
	CPU  Times // nothing without a clock
	// Clock tells the processor time used so far by all who do the work; nil if it
	// is not known. On a busy machine it says more than the clock on the wall: a
	// short task that has to wait for its turn looks like a long one.
	Clock func() time.Duration
	turns int
}

// Contender does one task.
type Contender struct {
	Name string
	Run  func() error
}

// Turn has every contender do the same task, beginning with another one each time.
// It ends with the first error.
func (l *Laps) Turn(contenders ...Contender) error {
	for i := range contenders {
		c := contenders[(i+l.turns)%len(contenders)]
		used := l.used()
		start := time.Now()
		if err := c.Run(); err != nil {
			return err
		}
		l.Wall.add(c.Name, time.Since(start))
		if l.Clock != nil {
			l.CPU.add(c.Name, l.used()-used)
		}
	}
	l.turns++
	return nil
}

func (l *Laps) used() time.Duration {
	if l.Clock == nil {
		return 0
	}
	return l.Clock()
}

// Times are how long each contender's laps took.
type Times map[string][]time.Duration

func (t *Times) add(name string, took time.Duration) {
	if *t == nil {
		*t = Times{}
	}
	(*t)[name] = append((*t)[name], took)
}

// At returns what share of the laps of a contender took no longer than: .5 is the
// median, .99 all but the slowest hundredth. It is 0 without laps.
func (t Times) At(name string, share float64) time.Duration {
	took := slices.Sorted(slices.Values(t[name]))
	if len(took) == 0 {
		return 0
	}
	at := int(math.Ceil(share*float64(len(took)))) - 1
	return took[min(max(at, 0), len(took)-1)]
}

// Ratio returns how many times longer slow took than fast, both at the same share
// of their laps. It is not a number where neither has any.
func (t Times) Ratio(slow, fast string, share float64) float64 {
	return float64(t.At(slow, share)) / float64(t.At(fast, share))
}
