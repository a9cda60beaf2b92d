package splink

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/caselobby/caselobby/matching/splink/internal/sql"
)

// addComparison reads one comparison: an ordered list of levels, of which the
// first whose condition is true is reached. The levels that are no null level
// are numbered downwards, the last being 0.
func (m *Model) addComparison(raw json.RawMessage, settings sql.Settings, dialect string) error {
	var s savedComparison
	if err := strictly(raw, &s); err != nil {
		err.Comparison = s.Name
		return err
	}
	if s.Name == "" {
		return &Error{Kind: ErrModel, Reason: "a comparison has no output_column_name"}
	}
	levels := make([]savedLevel, len(s.Levels))
	count := 0
	for i, raw := range s.Levels {
		if err := strictly(raw, &levels[i]); err != nil {
			err.Comparison, err.Level = s.Name, levelName(levels[i], i)
			return err
		}
		if !levels[i].Null {
			count++
		}
	}
	if count < 2 {
		return &Error{Kind: ErrModel, Comparison: s.Name, Reason: "fewer than two levels that are no null level"}
	}
	c := comparison{name: s.Name}
	exact := map[string]float64{} // u of the first exact level on a column
	gamma := count
	for i, sl := range levels {
		if !sl.Null {
			gamma--
		}
		l, column, err := m.readLevel(sl, gamma, count, settings, dialect)
		if err == nil && l.always && i < len(levels)-1 {
			err = &Error{Kind: ErrModel, Reason: "ELSE is not the last level"}
		}
		if err != nil {
			err.Comparison, err.Level = s.Name, levelName(sl, i)
			return err
		}
		if _, ok := exact[column]; !ok && column != "" {
			exact[column] = l.u
		}
		c.levels = append(c.levels, l)
	}
	for i, sl := range levels {
		if err := m.adjust(&c.levels[i], sl, exact); err != nil {
			err.Comparison, err.Level = s.Name, levelName(sl, i)
			return err
		}
	}
	m.comparisons = append(m.comparisons, c)
	return nil
}

// levelName names a level in an error.
func levelName(s savedLevel, i int) string {
	if s.Label != "" {
		return s.Label
	}
	return fmt.Sprintf("number %d", i+1)
}

// readLevel reads a level without its frequency adjustment, and returns the
// column on which it is an exact match.
func (m *Model) readLevel(s savedLevel, gamma, count int, settings sql.Settings, dialect string) (l level, exact string, _ *Error) {
	if s.Dialect != "" && !strings.EqualFold(s.Dialect, dialect) {
		return l, "", &Error{Kind: ErrUnsupported, Reason: fmt.Sprintf("base_dialect_str %q differs from the model's dialect", s.Dialect)}
	}
	l = level{label: s.Label, null: s.Null, gamma: gamma, always: strings.EqualFold(strings.TrimSpace(s.Condition), "ELSE")}
	if l.label == "" {
		l.label = s.Condition
	}
	if !l.always {
		e, err := sql.Parse(settings, s.Condition)
		if err == nil {
			l.condition, err = m.program.Compile(e)
		}
		if err != nil {
			return l, "", &Error{Kind: ErrUnsupported, Reason: err.Error()}
		}
		exact, _ = e.ExactColumn()
	}
	if l.null {
		l.gamma = NullLevel
		return l, "", nil
	}
	var err *Error
	if l.m, err = m.probability("m_probability", s.M, defaultM(gamma, count)); err != nil {
		return l, "", err
	}
	if l.u, err = m.probability("u_probability", s.U, defaultU(gamma, count)); err != nil {
		return l, "", err
	}
	l.weight = math.Log2(l.m / l.u)
	return l, exact, nil
}

// probability validates a trained probability. A missing one is a default, and
// so is a 0 in Splink 4, which forgets it on the way in; Splink 5 refuses what
// would underflow.
func (m *Model) probability(key string, given *float64, otherwise float64) (float64, *Error) {
	switch {
	case given == nil || *given == 0 && m.splink4:
		return otherwise, nil
	case *given >= 1e-300 && *given <= 1+1e-9, m.splink4 && *given > 0 && *given < 1:
		return *given, nil
	}
	return 0, &Error{Kind: ErrModel, Reason: key + " is not between 0 and 1"}
}

// defaultM and defaultU are what Splink starts from: an even split of 0.05
// below the top level's 0.95, and match weights of 10 for the top level and of
// -5 to 3 in even steps for the others.
func defaultM(gamma, count int) float64 {
	const top = 0.95
	if gamma == count-1 {
		return top
	}
	return (1 - top) / float64(count-1)
}

func defaultU(gamma, count int) float64 {
	weight := -5.0
	switch {
	case gamma == count-1:
		weight = 10
	case count > 2:
		weight += float64(gamma) * (8 / float64(count-2))
	}
	return defaultM(gamma, count) / math.Exp2(weight)
}
