package splink

import (
	"io"
	"math"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/splink/internal/sql"
)

// Options changes how a model is read. The zero value, and nil, follow Splink on
// the newest engine that is known.
type Options struct {
	// Engine is the engine that scores shall be equal to; empty is the newest
	// that speaks the model's dialect. A model does not say on which version it
	// was trained, and may score otherwise on another.
	Engine Engine

	// SingleArrow lets DuckDB 2 read x -> as a lambda, as it does after
	// SET lambda_syntax = 'ENABLE_SINGLE_ARROW'. It refuses it otherwise, and with
	// it some comparisons of Splink's own library. Other engines always read it.
	SingleArrow bool

	// Float32Frequencies rounds every term frequency to 32 bits, for parity
	// with a service that keeps them in a FLOAT column.
	Float32Frequencies bool
}

// Model is a model that Splink saved. Read its frequencies first; then it is
// safe for concurrent use.
type Model struct {
	options     Options
	engine      Engine
	splink4     bool
	lambda      float64
	prior       float64 // log2 of the odds of lambda
	comparisons []comparison
	program     *sql.Program
	tfPrefix    string
	tables      []table // one for each column with a term-frequency adjustment
}

type comparison struct {
	name   string
	levels []level
}

type level struct {
	label     string
	condition sql.Condition
	always    bool // ELSE
	null      bool
	gamma     int
	m, u      float64
	weight    float64
	frequency *adjustment
}

// Read reads a model as Splink 4 or 5 saves it. A model that uses anything this
// package does not know is refused with an error that Is [ErrUnsupported] and
// names comparison, level and word; an engine that is not known, or does not
// speak the model's dialect, with one that Is [ErrEngine]. Nil options are a good
// choice.
func Read(r io.Reader, o *Options) (*Model, error) {
	s, err := readSaved(r)
	if err != nil {
		return nil, err
	}
	m := &Model{lambda: 0.0001, tfPrefix: "tf_"} // Splink's own defaults
	if o != nil {
		m.options = *o
	}
	if s.Prior != nil {
		m.lambda = *s.Prior
	}
	if s.TFPrefix != nil {
		m.tfPrefix = *s.TFPrefix
	}
	m.splink4 = s.BayesFactorPrefix != nil && s.MatchWeightPrefix == nil
	if !(m.lambda > 0 && m.lambda < 1) {
		return nil, &Error{Kind: ErrModel, Reason: "probability_two_random_records_match is not between 0 and 1"}
	}
	m.prior = math.Log2(m.lambda / (1 - m.lambda))
	name, engine, unknown := choose(m.options.Engine, s.Dialect)
	if unknown != nil {
		return nil, unknown
	}
	m.engine, m.program = name, sql.NewProgram(engine)
	settings := sql.Settings{Engine: engine, SingleArrow: m.options.SingleArrow}
	for _, raw := range s.Comparisons {
		if err := m.addComparison(raw, settings, s.Dialect); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Columns returns the columns that a row needs, in the order in which the model
// mentions them.
func (m *Model) Columns() []string {
	var columns []string
	for _, c := range append(slices.Clone(m.program.Columns()), m.FrequencyColumns()...) {
		known := func(other string) bool { return strings.EqualFold(c, other) }
		if m.tableOf(c) == nil && !slices.ContainsFunc(columns, known) {
			columns = append(columns, c)
		}
	}
	return columns
}

// FrequencyColumns returns the columns whose term frequencies the model adjusts
// for, in the order in which it mentions them.
func (m *Model) FrequencyColumns() []string {
	columns := make([]string, len(m.tables))
	for i, t := range m.tables {
		columns[i] = t.column
	}
	return columns
}

// Prior returns the probability that two records drawn at random match.
func (m *Model) Prior() float64 { return m.lambda }

// Comparison is one comparison of a model, as trained.
type Comparison struct {
	Name   string
	Levels []Level // in the model's order, null levels left out
}

// Level is one level of a comparison, as trained.
type Level struct {
	Label string
	Gamma int     // Splink's number of the level: 0 is the last
	M, U  float64 // probability of the level among matches and among others
}

// Comparisons returns what the model learnt, for a chart.
func (m *Model) Comparisons() []Comparison {
	all := make([]Comparison, len(m.comparisons))
	for i, c := range m.comparisons {
		all[i].Name = c.name
		for _, l := range c.levels {
			if !l.null {
				all[i].Levels = append(all[i].Levels, Level{Label: l.label, Gamma: l.gamma, M: l.m, U: l.u})
			}
		}
	}
	return all
}
