package train

import (
	"cmp"
	"fmt"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Session is what EM found under one rule.
type Session struct {
	Rule       string
	Pairs      int     // pairs in the rule's blocks
	Skipped    int     // blocks left out because of Options.Block
	Share      float64 // share of the pairs that match, as estimated
	Iterations int
	Change     float64 // largest change of a parameter in the last iteration
	Converged  bool    // Change is below the tolerance
	// M holds the estimates: by comparison and level as in the model, nil for a
	// comparison that depends on the rule or was never comparable.
	M [][]float64
	U [][]float64 // the same for u, where it is learnt
}

// Report is how training went.
type Report struct {
	Sessions []Session
	// Untrained names comparisons that no session could estimate, because each
	// rule shares a field with them or their values are missing. They keep the
	// parameters they had.
	Untrained []string
}

// EM estimates m without labels. Each rule is a session: the pairs of the rule's
// blocks are taken for a mixture of matches and non-matches, and the share of
// matches λ and the m that make the levels seen most likely are found by
// expectation maximisation (A. P. Dempster, N. M. Laird and D. B. Rubin, JRSS B
// 39, 1977; for record linkage Winkler 1988), u being held:
//
//	E: p = 1 / (1 + 2^−W) for every pair, frequency adjustments included
//	M: λ = mean of p; m(level) = Σ p at the level / Σ p of comparable pairs
//
// Comparisons that share a field with the rule (Rule.Agrees) are left out of its
// session. λ belongs to the blocks and is thrown away. The estimate of a level is
// the median over the sessions that saw the comparison. These are Splink's
// choices; besides, estimates shrink towards the model's m and add up to one.
//
// Estimate or set u first: EM separates the two groups by it.
func EM[T any](m fs.Model[T], d fs.Data[T], rules []fs.Rule[T], o *Options) (fs.Model[T], Report, error) {
	s := o.settings()
	scorer, m, err := start(m)
	if err != nil {
		return m, Report{}, err
	}
	var report Report
	for _, rule := range rules {
		session, err := under(m, scorer, d, rule, &s)
		if err != nil {
			return m, report, err
		}
		report.Sessions = append(report.Sessions, session)
	}
	report.Untrained = combine(m, report.Sessions, &s)
	return m, report, nil
}

// under runs one session.
func under[T any](m fs.Model[T], scorer *fs.Scorer[T], d fs.Data[T], rule fs.Rule[T], s *settings) (Session, error) {
	e, err := newEstimate(m, rule, s)
	if err != nil {
		return Session{}, err
	}
	blocks := fs.Block(d, []fs.Rule[T]{rule}, s.Block)
	session := Session{Rule: rule.Name, Skipped: blocks.Skipped()}
	outcomes := make([]fs.Outcome, len(m.Comparisons))
	var stopped error
	blocks.Pairs(func(p fs.Pair) bool {
		a, b := d.Pair(p)
		scorer.Compare(a, b, outcomes)
		see(e, scorer, outcomes)
		if session.Pairs++; session.Pairs%100_000 == 0 {
			stopped = s.progress(Step{Stage: "block", Rule: rule.Name, Done: session.Pairs})
		}
		return stopped == nil
	})
	if stopped != nil {
		return session, stopped
	}
	if session.Pairs == 0 {
		return session, fmt.Errorf("%w: rule %q brings no pair together", ErrTrain, rule.Name)
	}
	e.arrange()
	for session.Iterations < s.Iterations && !session.Converged {
		session.Change = e.iterate()
		session.Iterations++
		session.Converged = session.Change < s.Tolerance
		step := Step{Stage: "em", Rule: rule.Name, Done: session.Iterations, Total: s.Iterations, Change: session.Change}
		if err := s.progress(step); err != nil {
			return session, err
		}
	}
	session.Share, session.M = e.share, e.result(e.m)
	if s.LearnU {
		session.U = e.result(e.u)
	}
	return session, nil
}

// combine sets every level to the median of its estimates.
func combine[T any](m fs.Model[T], sessions []Session, s *settings) (untrained []string) {
	for i := range m.Comparisons {
		c := &m.Comparisons[i]
		if slices.Contains(s.Keep, c.Name) {
			continue
		}
		if !medians(c.Levels, sessions, mOf, func(s *Session) []float64 { return s.M[i] }, s.boundsM(c.Name, c.Levels)) {
			untrained = append(untrained, c.Name)
		}
		if s.LearnU {
			medians(c.Levels, sessions, uOf, func(s *Session) []float64 { return s.U[i] }, s.boundsU(c.Name, c.Levels))
		}
	}
	return untrained
}

func medians(levels []fs.Level, sessions []Session, of func(*fs.Level) *float64, estimates func(*Session) []float64, b bounds) bool {
	middle := make([]float64, len(levels))
	total := 0.
	for j := range levels {
		var found []float64
		for k := range sessions {
			if e := estimates(&sessions[k]); e != nil {
				found = append(found, e[j])
			}
		}
		middle[j] = median(found)
		total += middle[j]
	}
	if total == 0 {
		return false
	}
	b.hold(middle)
	for j := range levels {
		*of(&levels[j]) = middle[j]
	}
	return true
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.SortFunc(x, cmp.Compare[float64])
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
