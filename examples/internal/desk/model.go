package desk

import (
	"html/template"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/explain"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// modelBody explains how matches are rated.
type modelBody struct {
	Digest             string
	Fields             []modelField
	Chart, Calibration template.HTML // Calibration is empty until somebody asks for it
	Cases              int           // how many Calibration is made of
}

type modelField struct {
	Name   string
	Levels []modelLevel
}

// modelLevel is one finding: how often it is seen between two records of one
// person, and between two people.
type modelLevel struct {
	Text       string
	M, U, Bits float64
	Rarity     bool // weighs less where the value is common
}

var modelLink = link{Href: "/model", Text: "How matching works"}

// seesModel refuses whoever is not told how matching works.
func seesModel(r *request) error { return needs(r, lobby.Officer, lobby.Lead, lobby.Auditor) }

// model shows the weights that ratings are made of.
func (d *desk) model(r *request) (view, error) {
	if err := seesModel(r); err != nil {
		return view{}, err
	}
	b := modelBody{Digest: d.matcher.Model(), Calibration: d.check.latest(), Cases: checkCases}
	var levels []explain.Comparison
	for _, c := range matching.UK(nil).Parameters().Comparisons {
		f := modelField{Name: c.Name}
		for _, l := range c.Levels {
			f.Levels = append(f.Levels, modelLevel{Text: l.Text, M: l.M, U: l.U, Bits: fellegisunter.Log2(l.M / l.U), Rarity: l.Frequency > 0})
		}
		b.Fields = append(b.Fields, f)
		levels = append(levels, comparison(c.Name, c.Levels))
	}
	b.Chart = template.HTML(explain.Levels("What each finding is worth", levels)) //nolint:gosec // explain escapes all text
	return view{page: "model", Title: "How matching works", Current: "How matching works", Body: b}, nil
}

// comparison puts a field of the model into the words of a chart.
func comparison(name string, levels []fellegisunter.Level) explain.Comparison {
	c := explain.Comparison{Name: fieldWords(name)}
	for _, l := range levels {
		c.Levels = append(c.Levels, explain.Level{Text: l.Text, M: l.M, U: l.U})
	}
	return c
}

// known is π of the default model: the share of those who come that are clients already.
const known = .3

// weighed lays out how a rating comes about.
func weighed(m matching.Match, size int) explain.Weighing {
	return explain.FromMatch(m, known/float64(max(size, 1)))
}
