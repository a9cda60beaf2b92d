package desk

import (
	"html/template"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// modelBody explains how matches are rated.
type modelBody struct {
	Digest string
	Fields []modelField
	Chart  template.HTML
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

// model shows the weights that ratings are made of.
func (d *desk) model(r *request) (view, error) {
	if role := r.actor().Role; role != lobby.Officer && role != lobby.Lead && role != lobby.Auditor {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	b := modelBody{Digest: d.matcher.Model()}
	for _, c := range matching.UKModel().Complete().Comparisons {
		f := modelField{Name: c.Name}
		for _, l := range c.Levels {
			f.Levels = append(f.Levels, modelLevel{Text: l.Text, M: l.M, U: l.U, Bits: fellegisunter.Log2(l.M / l.U), Rarity: l.Frequency > 0})
		}
		b.Fields = append(b.Fields, f)
	}
	return view{page: "model", Title: "How matching works", Current: "How matching works", Body: b}, nil
}

func waterfall(m matching.Match, size int) template.HTML { return "" }
