package explain

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// Text writes the weighing as lines of plain text, values in one column.
func (w Weighing) Text() string {
	rows := w.rows()
	width := 0
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.line()))
	}
	var b strings.Builder
	for _, r := range rows {
		line := r.line()
		fmt.Fprintf(&b, "%s%s %7s bits\n", line, strings.Repeat(" ", width-utf8.RuneCountInString(line)), signed(r.bits))
	}
	return b.String()
}

func (r row) line() string {
	name, text := printable(r.name), printable(r.text)
	if text == "" {
		return name
	}
	return name + ": " + text
}

// sentence is a row as the description of a picture says it.
func (r row) sentence() string { return r.line() + ", " + signed(r.bits) + " bits." }

// printable keeps a name on its line: what would break or hide it becomes a
// space or the replacement character.
func printable(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xFFFE, r == 0xFFFF: // no XML, or no picture
			return '\uFFFD'
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // would turn the line around
			return '\uFFFD'
		}
		return r
	}, s)
}

// MarshalJSON writes the weighing with its sums. What is not a number is null.
func (w Weighing) MarshalJSON() ([]byte, error) {
	type step struct {
		Field     string `json:"field"`
		Level     string `json:"level"`
		Text      string `json:"text"`
		Bits      number `json:"bits"`
		Frequency number `json:"frequency"`
	}
	out := struct {
		Title       string `json:"title,omitempty"`
		Prior       number `json:"prior"`
		Steps       []step `json:"steps"`
		List        number `json:"list"`
		Weight      number `json:"weight"`
		Probability number `json:"probability"`
	}{w.Title, number(w.Prior), make([]step, len(w.Steps)), number(w.List()), number(w.Weight()), number(w.Probability)}
	for i, s := range w.Steps {
		out.Steps[i] = step{s.Field, s.Level, s.Text, number(s.Bits), number(s.Frequency)}
	}
	return json.Marshal(out)
}

type number float64

// MarshalJSON writes null for what JSON has no number for.
func (n number) MarshalJSON() ([]byte, error) {
	if f := float64(n); math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}
