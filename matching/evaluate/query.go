package evaluate

// Query is one question to a register: how probable it is that each candidate
// is the person. Probabilities and the rest, "none of these", add up to at most 1
// when they take account of one another.
type Query struct {
	// Candidates are the predictions, of which several match where the register
	// holds the person more than once.
	Candidates []Prediction
	Known      bool // the person is in the register, among the candidates or not
}

// Summary is how well queries were answered. What there is nothing to judge by is
// NaN in the means, and as [Confusion] has it in the shares.
type Summary struct {
	Queries int
	Known   int // queries of whom the register holds the person
	// LogLoss and Brier are per query: the losses of all its candidates added
	// up, each taken as a prediction of its own, and Answers the log loss of the
	// right answer, "none of these" among the answers.
	LogLoss, Brier, Answers float64
	First                   int // queries whose most probable candidate is the person
	Unlisted                int // queries of whom the register holds the person, and no candidate is them
	// Crowded counts queries with more than one candidate above one half, and
	// Mixed those of them in which not all of these are the person.
	Crowded, Mixed int
	At             Confusion // every candidate at or above the threshold said to be the person
	Found          int       // queries with the person at or above the threshold
}

// Recall is the share of the known persons who are found at the threshold: of a
// person whom the register holds twice, one is enough. It is 1 when none is known.
func (s Summary) Recall() float64 { return share(s.Found, s.Known) }

// Queries measures answers to queries, with decisions at a threshold.
func Queries(queries []Query, threshold float64) Summary {
	s := Summary{Queries: len(queries)}
	for _, q := range queries {
		s.add(q, threshold)
	}
	n := float64(len(queries))
	s.LogLoss /= n
	s.Brier /= n
	s.Answers /= n
	return s
}

func (s *Summary) add(q Query, threshold float64) {
	var right, said float64 // probability of those who are the person, and of all
	best, listed, found := -1, false, false
	likely, wrong := 0, 0 // above one half, and not the person
	for i, p := range q.Candidates {
		s.LogLoss += Loss(p.chance())
		s.Brier += (1 - p.chance()) * (1 - p.chance())
		if said += p.Probability; p.Match {
			right += p.Probability
		}
		if best < 0 || p.Probability > q.Candidates[best].Probability {
			best = i
		}
		listed = listed || p.Match
		found = found || p.Match && p.Probability >= threshold
		if p.Probability > .5 {
			if likely++; !p.Match {
				wrong++
			}
		}
	}
	unseen := 0
	switch {
	case listed:
		s.Answers += Loss(right)
	case q.Known:
		s.Unlisted++
		unseen = 1
		s.Answers += Loss(max(1-said, 0))
	default:
		s.Answers += Loss(max(1-said, 0))
	}
	s.At.add(At(q.Candidates, threshold, unseen))
	s.Known += count(q.Known)
	s.Found += count(found)
	s.First += count(best >= 0 && q.Candidates[best].Match)
	s.Crowded += count(likely > 1)
	s.Mixed += count(likely > 1 && wrong > 0)
}

// count is 1 of what holds.
func count(holds bool) int {
	if holds {
		return 1
	}
	return 0
}
