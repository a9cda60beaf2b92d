package splink

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// adjustment turns the average evidence of a level into that of the value
// which agrees: a rare one weighs more, a common one less.
type adjustment struct {
	table   int
	weight  float64 // share of the adjustment that is made
	minimum float64 // log2 of the least frequency reckoned with
	u       float64 // log2 of the average frequency
}

// table holds the term frequencies of one column, as log2.
type table struct {
	column string // as the model spells it
	log    map[string]float64
}

// adjust reads the frequency adjustment of a level, if it has one.
func (m *Model) adjust(l *level, s savedLevel, exact map[string]float64) *Error {
	if s.TFColumn == "" || l.null {
		return nil
	}
	column, ok := plainColumn(s.TFColumn)
	if !ok {
		return &Error{Kind: ErrUnsupported, Column: s.TFColumn, Reason: "a term-frequency adjustment on what is no column"}
	}
	if l.always {
		return &Error{Kind: ErrModel, Column: column, Reason: "a term-frequency adjustment on ELSE"}
	}
	u, ok := exact[strings.ToLower(column)]
	if s.OwnU {
		u, ok = l.u, true
	}
	if !ok {
		return &Error{Kind: ErrModel, Column: column, Reason: "a term-frequency adjustment wants an exact level on the column in the same comparison"}
	}
	a := &adjustment{table: m.addTable(column), weight: 1, minimum: math.Inf(-1), u: math.Log2(u)}
	if w := s.TFWeight; w != nil && *w != 0 { // Splink loses a 0 on the way in
		a.weight = *w
	}
	if t := s.TFMinimum; t != nil && *t > 0 {
		a.minimum = math.Log2(*t)
	}
	l.frequency = a
	return nil
}

// plainColumn undoes the quotes that Splink puts around a keyword.
func plainColumn(s string) (name string, ok bool) {
	for _, quote := range []string{`"`, "`"} {
		if inner, ok := strings.CutPrefix(s, quote); ok {
			inner, ok = strings.CutSuffix(inner, quote)
			return inner, ok && !strings.Contains(inner, quote)
		}
	}
	return s, !strings.ContainsAny(s, "[]()\"`'")
}

func (m *Model) addTable(column string) int {
	if i := slices.IndexFunc(m.tables, func(t table) bool { return strings.EqualFold(t.column, column) }); i >= 0 {
		return i
	}
	m.tables = append(m.tables, table{column: column})
	return len(m.tables) - 1
}

// tableOf returns the table behind a frequency column such as tf_surname, or
// nil.
func (m *Model) tableOf(frequencyColumn string) *table {
	for i := range m.tables {
		if strings.EqualFold(frequencyColumn, m.tfPrefix+m.tables[i].column) {
			return &m.tables[i]
		}
	}
	return nil
}

// ReadFrequencies reads the term frequencies of a column from a CSV file with a
// header: the value in a column of that name, its share among all values that
// are not NULL in a column tf or tf_NAME. Numbers and dates stand as they print.
// A value that is not in the table has no frequency, and a column without a
// table gets no adjustment; a row may also bring its own as tf_NAME.
//
// It must not run beside any other call, and rows that are already prepared do
// not see it.
func (m *Model) ReadFrequencies(column string, r io.Reader) error {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return &Error{Kind: ErrFrequencies, Column: column, Reason: "no header: " + csvReason(err)}
	}
	find := func(names ...string) int {
		return slices.IndexFunc(header, func(h string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(h, n) })
		})
	}
	value, share := find(column), find("tf", m.tfPrefix+column)
	if value < 0 || share < 0 {
		return &Error{Kind: ErrFrequencies, Column: column, Reason: "the header does not name the column and tf"}
	}
	frequencies := map[string]float64{}
	for {
		record, err := rows.Read()
		if err == io.EOF {
			return m.SetFrequencies(column, frequencies)
		}
		if err != nil {
			return &Error{Kind: ErrFrequencies, Column: column, Reason: csvReason(err)}
		}
		line, _ := rows.FieldPos(0)
		fail := func(reason string) error {
			return &Error{Kind: ErrFrequencies, Column: column, Reason: fmt.Sprintf("line %d: %s", line, reason)}
		}
		tf, err := strconv.ParseFloat(record[share], 64)
		if err != nil {
			return fail("the frequency is no number")
		}
		if !(tf > 0 && tf <= 1) {
			return fail("the frequency is not between 0 and 1")
		}
		if _, twice := frequencies[record[value]]; twice {
			return fail("the value stands twice")
		}
		frequencies[strings.Clone(record[value])] = tf
	}
}

// csvReason is what encoding/csv found wrong, which may not quote the file.
func csvReason(err error) string {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Sprintf("line %d: %v", parse.Line, parse.Err)
	}
	return err.Error()
}

// SetFrequencies sets the term frequencies of a column from a map, under the
// same conditions as [Model.ReadFrequencies].
func (m *Model) SetFrequencies(column string, frequencies map[string]float64) error {
	i := slices.IndexFunc(m.tables, func(t table) bool { return strings.EqualFold(t.column, column) })
	if i < 0 {
		return &Error{Kind: ErrFrequencies, Column: column, Reason: "the model does not adjust for it"}
	}
	log := make(map[string]float64, len(frequencies))
	for value, tf := range frequencies {
		if !(tf > 0 && tf <= 1) {
			return &Error{Kind: ErrFrequencies, Column: column, Reason: "a frequency is not between 0 and 1"}
		}
		log[value] = m.logFrequency(tf)
	}
	m.tables[i].log = log
	return nil
}

func (m *Model) logFrequency(tf float64) float64 {
	if m.options.Float32Frequencies {
		tf = float64(float32(tf))
	}
	return math.Log2(tf)
}

// bits returns what the adjustment adds for two rows.
func (a *adjustment) bits(l, r *Row) float64 {
	x, y := l.frequencies[a.table], r.frequencies[a.table]
	most := max(x.log, y.log)
	switch {
	case !x.known && !y.known:
		return 0
	case !x.known:
		most = y.log
	case !y.known:
		most = x.log
	}
	return a.weight * (a.u - max(most, a.minimum))
}
