package evaluate

// Query is one question to a register: how probable it is that each candidate
// is the person, and who it is. Candidates and the rest, "none of these", add up
// to at most 1 when the probabilities take account of one another.
type Query struct {
	Probabilities []float64
	Truth         int // index of the person, or Absent or Unlisted
}

// What Truth is when no candidate is the person.
const (
	Absent   = -1 // the person is not in the register
	Unlisted = -2 // the person is in the register, and is not among the candidates
)

// Desk is how well queries were answered.
type Desk struct {
	Queries int
	// LogLoss and Brier are per query: the losses of all its candidates added
	// up, each taken as a prediction of its own, and Answers the log loss of the
	// right answer, "none of these" among the answers.
	LogLoss, Brier, Answers float64
	Crowded                 int // queries with more than one candidate above one half
	Unlisted                int
	At                      Confusion // every candidate at or above the threshold said to be the person
	First                   int       // queries whose most probable candidate is the person
}

// Lobby measures answers to queries, with decisions at a threshold.
func Lobby(queries []Query, threshold float64) Desk {
	d := Desk{Queries: len(queries)}
	for _, q := range queries {
		d.add(q, threshold)
	}
	n := float64(len(queries))
	d.LogLoss /= n
	d.Brier /= n
	d.Answers /= n
	return d
}

func (d *Desk) add(q Query, threshold float64) {
	none, best, likely := 1., -1, 0
	for i, p := range q.Probabilities {
		one := Prediction{p, i == q.Truth}
		d.LogLoss += Loss(one.chance())
		d.Brier += (1 - one.chance()) * (1 - one.chance())
		none -= p
		if best < 0 || p > q.Probabilities[best] {
			best = i
		}
		if p > .5 {
			likely++
		}
		switch {
		case p >= threshold && one.Match:
			d.At.Right++
		case p >= threshold:
			d.At.False++
		case one.Match:
			d.At.Missed++
		}
	}
	if q.Truth >= 0 {
		d.Answers += Loss(q.Probabilities[q.Truth])
	} else {
		d.Answers += Loss(max(none, 0))
	}
	if q.Truth == Unlisted {
		d.Unlisted++
		d.At.Missed++
	}
	if likely > 1 {
		d.Crowded++
	}
	if best >= 0 && best == q.Truth {
		d.First++
	}
}
