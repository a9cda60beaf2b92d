package fellegisunter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Parameters are the numbers of a model without its functions: what is
// estimated, reviewed and kept in a file. They name the model and version that
// they were made for.
type Parameters struct {
	Model       string                 `json:"model"`
	Version     int                    `json:"version"`
	Prior       float64                `json:"prior"`
	Comparisons []ComparisonParameters `json:"comparisons"`
}

// ComparisonParameters are the levels of one comparison.
type ComparisonParameters struct {
	Name   string  `json:"name"`
	Levels []Level `json:"levels"`
}

// Parameters returns the parameters of the model in the model's order. Values
// that were not given stay 0; see [Model.Complete].
func (m Model[T]) Parameters() Parameters {
	p := Parameters{Model: m.Name, Version: m.Version, Prior: m.Prior}
	for _, c := range m.Comparisons {
		p.Comparisons = append(p.Comparisons, ComparisonParameters{c.Name, slices.Clone(c.Levels)})
	}
	return p
}

// Digest returns the digest of the completed parameters: what a [Scorer] of
// this model reports.
func (m Model[T]) Digest() string { return m.Complete().Parameters().Digest() }

// With returns a copy of the model that has the parameters p. They are bound by
// name: p must be made for this model and version, and name every comparison and
// every level of it, each once, and none besides. Anything else is refused with
// an error that Is [ErrModel] and says which name is at fault, so parameters can
// never land on a model they do not belong to, or on a part of one. The order of
// comparisons and levels, and the texts, stay the model's.
func (m Model[T]) With(p Parameters) (Model[T], error) {
	bad := problems{model: m.Name}
	if p.Model != m.Name || p.Version != m.Version {
		bad.add("", "", fmt.Sprintf("parameters are for model %q version %d, this is version %d", p.Model, p.Version, m.Version))
		return Model[T]{}, bad.found[0]
	}
	given := bind(m.names(), p.Comparisons, func(c ComparisonParameters) string { return c.Name },
		func(name, reason string) { bad.add(name, "", reason) })
	out := m
	out.Prior = p.Prior
	out.Comparisons = slices.Clone(m.Comparisons)
	for i := range out.Comparisons {
		c := &out.Comparisons[i]
		if of, ok := given[c.Name]; ok {
			c.Levels = bad.numbers(c.Name, c.Levels, of.Levels)
		}
	}
	if len(bad.found) == 0 {
		return out, out.Check()
	}
	return Model[T]{}, errors.Join(bad.found...)
}

// names lists the comparisons.
func (m Model[T]) names() (names []string) {
	for _, c := range m.Comparisons {
		names = append(names, c.Name)
	}
	return names
}

// numbers returns the levels of a model's comparison with the numbers that are given.
func (p *problems) numbers(comparison string, model, given []Level) []Level {
	byCode := bind(codesOf(model), given, func(l Level) string { return l.Code },
		func(code, reason string) { p.add(comparison, code, reason) })
	out := slices.Clone(model)
	for i, l := range model {
		out[i] = byCode[l.Code]
		out[i].Text = l.Text
	}
	return out
}

// bind returns what is given by its name, and reports names that are given twice, that
// the model has not, or that are missing.
func bind[G any](names []string, given []G, name func(G) string, report func(name, reason string)) map[string]G {
	byName := make(map[string]G, len(given))
	for _, g := range given {
		n := name(g)
		if _, twice := byName[n]; twice {
			report(n, "is twice in the parameters")
		}
		if !slices.Contains(names, n) {
			report(n, "is in the parameters and not in the model"+meant(n, names))
		}
		byName[n] = g
	}
	for _, n := range names {
		if _, ok := byName[n]; !ok {
			report(n, "is missing from the parameters")
		}
	}
	return byName
}

// MarshalJSON writes the parameters one level a line, in order, so that two
// versions of a file can be compared line by line.
func (p Parameters) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	var err error
	text := func(v any) []byte {
		var t bytes.Buffer
		enc := json.NewEncoder(&t)
		enc.SetEscapeHTML(false) // a code may be "jw>=0.9"
		err = errors.Join(err, enc.Encode(v))
		return bytes.TrimSpace(t.Bytes())
	}
	fmt.Fprintf(&b, "{\n\"model\": %s,\n\"version\": %d,\n\"prior\": %s,\n\"comparisons\": [", text(p.Model), p.Version, text(p.Prior))
	for i, c := range p.Comparisons {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n{\"name\": %s, \"levels\": [", text(c.Name))
		for j, l := range c.Levels {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "\n  %s", text(l))
		}
		b.WriteString("\n]}")
	}
	b.WriteString("\n]\n}")
	return b.Bytes(), err
}

// Write writes the parameters as JSON, one level a line.
func (p Parameters) Write(w io.Writer) error {
	// Not json.Marshal, which would compact the lines away.
	b, err := p.MarshalJSON()
	if err != nil {
		return fmt.Errorf("fellegisunter: write parameters: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// ReadParameters reads one JSON document as [Parameters.Write] makes it. Unknown
// keys and anything after the document are refused: a misspelt key must not
// leave a default in place unnoticed.
func ReadParameters(r io.Reader) (Parameters, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var p Parameters
	if err := d.Decode(&p); err != nil {
		return Parameters{}, fmt.Errorf("%w: read parameters: %w", ErrModel, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Parameters{}, fmt.Errorf("%w: read parameters: something follows the document", ErrModel)
	}
	return p, nil
}

// Digest returns 16 hexadecimal digits that change whenever any name, number or
// the order of the parameters does. They do not depend on the texts of levels.
func (p Parameters) Digest() string {
	h := sha256.New()
	// Not of the JSON: a service that only matches need not link encoding/json.
	fmt.Fprintf(h, "%q %d %x\n", p.Model, p.Version, p.Prior)
	for _, c := range p.Comparisons {
		fmt.Fprintf(h, "%q %d\n", c.Name, len(c.Levels))
		for _, l := range c.Levels {
			fmt.Fprintf(h, "%q %x %x %x %x %q\n", l.Code, l.M, l.U, l.Frequency, l.Floor, l.Reference)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
