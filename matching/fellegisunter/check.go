package fellegisunter

import (
	"errors"
	"fmt"
)

// ErrModel is what every refusal of a model or of its parameters is: use
// errors.Is, and errors.As with [*ModelError] to learn which part is at fault.
var ErrModel = errors.New("fellegisunter: model refused")

// ModelError says what is wrong with a model or its parameters. It names parts
// of the model, never data.
type ModelError struct {
	Model, Comparison, Level string // as far as they apply
	Reason                   string
}

// Error returns the place and the reason.
func (e *ModelError) Error() string {
	s := fmt.Sprintf("fellegisunter: model %q", e.Model)
	if e.Comparison != "" {
		s += fmt.Sprintf(", comparison %q", e.Comparison)
	}
	if e.Level != "" {
		s += fmt.Sprintf(", level %q", e.Level)
	}
	return s + ": " + e.Reason
}

// Is makes every ModelError an [ErrModel].
func (e *ModelError) Is(target error) bool { return target == ErrModel }

// sumTolerance is how far the m or u of a comparison may add up from 1: they
// are published rounded, and a u counted from a register is exact for one level
// at a time.
const sumTolerance = .05

// Check reports everything that is wrong with the model, joined, or nil: names
// and codes must be present and unique, probabilities within [0, 1], the m and u
// of a comparison at most 1 together, m that are all given at least 1 (each
// within 5 %), and references must exist.
func (m Model[T]) Check() error {
	p := problems{model: m.Name}
	if m.Name == "" {
		p.add("", "", "has no name")
	}
	if !(m.Prior >= 0 && m.Prior < 1) {
		p.add("", "", "prior is not within (0, 1)")
	}
	if len(m.Comparisons) == 0 {
		p.add("", "", "compares nothing")
	}
	seen := map[string]bool{}
	for _, c := range m.Comparisons {
		switch {
		case c.Name == "":
			p.add("", "", "a comparison has no name")
		case seen[c.Name]:
			p.add(c.Name, "", "name is used twice")
		}
		seen[c.Name] = true
		if c.Compare == nil {
			p.add(c.Name, "", "has no function")
		}
		p.levels(c.Name, c.Levels)
	}
	return errors.Join(p.found...)
}

type problems struct {
	model string
	found []error
}

func (p *problems) add(comparison, level, reason string) {
	p.found = append(p.found, &ModelError{Model: p.model, Comparison: comparison, Level: level, Reason: reason})
}

// levels reports what is wrong with the levels of a comparison. A default u follows from
// a weight, so the u may add up to less than 1.
func (p *problems) levels(name string, levels []Level) {
	if len(levels) == 0 {
		p.add(name, "", "has no levels")
	}
	codes := map[string]bool{}
	for _, l := range levels {
		switch {
		case l.Code == "":
			p.add(name, "", "a level has no code")
		case codes[l.Code]:
			p.add(name, l.Code, "code is used twice")
		}
		codes[l.Code] = true
		for _, share := range [...]struct {
			what  string
			value float64
		}{{"m", l.M}, {"u", l.U}, {"frequency", l.Frequency}, {"floor", l.Floor}} {
			if !(share.value >= 0 && share.value <= 1) {
				p.add(name, l.Code, share.what+" is not within [0, 1]")
			}
		}
	}
	for _, l := range levels {
		if l.Reference != "" && !codes[l.Reference] {
			p.add(name, l.Code, fmt.Sprintf("refers to level %q, which does not exist", l.Reference)+meant(l.Reference, codesOf(levels)))
		}
	}
	p.sum(name, "m", levels, 1-sumTolerance, func(l Level) float64 { return l.M })
	p.sum(name, "u", levels, 0, func(l Level) float64 { return l.U })
}

// sum reports m or u, as of returns them, that add up to too much, or that are all given
// and add up to less than least.
func (p *problems) sum(name, what string, levels []Level, least float64, of func(Level) float64) {
	total, given := 0., 0
	for _, l := range levels {
		if v := of(l); v > 0 {
			total += v
			given++
		}
	}
	if total > 1+sumTolerance || given > 1 && given == len(levels) && total < least {
		p.add(name, "", what+" of the levels do not add up to 1")
	}
}
