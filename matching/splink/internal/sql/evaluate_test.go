package sql

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExpressionsEvaluateAsInTheEngine(t *testing.T) {
	rows := answers(t, "duckdb-1.5.json")
	for _, c := range []struct {
		name     string
		settings Settings
		answers  evaluated
	}{
		{"DuckDB 1.5", Settings{Engine: DuckDB15}, rows},
		{"DuckDB 2.0", Settings{Engine: DuckDB20}, answers(t, "duckdb-1.5.json", "duckdb-2.0.json")},
		{"Spark 3.5", Settings{Engine: Spark35}, answers(t, "spark-3.5.json")},
		{"Spark 4.3", Settings{Engine: Spark43}, answers(t, "spark-3.5.json", "spark-4.3.json")},
	} {
		t.Run(c.name, func(t *testing.T) {
			evaluatePairs(t, c.settings, c.answers, rows)
			evaluateTexts(t, c.settings, c.answers)
		})
	}
}

// evaluatePairs evaluates every expression on every pair of rows.
func evaluatePairs(t *testing.T, s Settings, e, rows evaluated) {
	for _, p := range e.Pairs {
		if always(p.Results, failed) && refused(s, p.SQL) {
			continue
		}
		program, condition := compiled(t, s, p.SQL)
		records := make([]Record, len(rows.Rows))
		for i, row := range rows.Rows {
			records[i] = program.Record(func(column string) Value { return columnValue(rows.Columns, row, column) })
		}
		for i := range records {
			for j := range records {
				f := program.Pair(&records[i], &records[j])
				agree(t, p.Results[i].([]any)[j], condition.eval(f), f.Err(), fmt.Sprintf("%s on rows %d and %d", p.SQL, i, j))
				f.Release()
			}
		}
	}
}

// evaluateTexts evaluates expressions on lists of texts, or on every text of a
// list beside every other.
func evaluateTexts(t *testing.T, s Settings, e evaluated) {
	sets := map[string][]string{"words": e.Words, "accents": e.Accents, "dates": e.Dates, "times": e.Times, "numbers": e.Numbers, "letters": e.Letters, "": {""}}
	for _, x := range e.Texts {
		program, condition := compiled(t, s, x.SQL)
		require.Len(t, x.Results, len(sets[x.Of]))
		for i, l := range sets[x.Of] {
			for j, r := range sets[x.With] {
				want := x.Results[i]
				if x.With != "" {
					want = want.([]any)[j]
				}
				left := program.Record(func(string) Value { return Text(l) })
				right := program.Record(func(string) Value { return Text(r) })
				f := program.Pair(&left, &right)
				agree(t, want, condition.eval(f), f.Err(), fmt.Sprintf("%s of %q and %q", x.SQL, l, r))
				f.Release()
			}
		}
	}
}

// always reports whether all that is in nested lists is so.
func always(x any, so func(any) bool) bool {
	if items, ok := x.([]any); ok {
		return !slices.ContainsFunc(items, func(x any) bool { return !always(x, so) })
	}
	return so(x)
}

func failed(x any) bool {
	m, _ := x.(map[string]any)
	return m["error"] != nil
}

// refused reports whether an expression is not even compiled, as the engine
// binds none that it does not know.
func refused(s Settings, sql string) bool {
	e, err := Parse(s, sql)
	if err == nil {
		_, err = NewProgram(s.Engine).Compile(e)
	}
	return err != nil
}

func compiled(t *testing.T, s Settings, sql string) (*Program, Condition) {
	t.Helper()
	program := NewProgram(s.Engine)
	e, err := Parse(s, sql)
	require.NoError(t, err, sql)
	condition, err := program.Compile(e)
	require.NoError(t, err, sql)
	return program, condition
}

// agree checks a value against the engine's: kinds and bits. Where the engine
// failed, so must we.
func agree(t *testing.T, want any, got Value, err error, what string) {
	t.Helper()
	if failed(want) {
		require.Error(t, err, what)
		return
	}
	require.NoError(t, err, what)
	if strings.HasPrefix(what, "list_intersect(") || strings.HasPrefix(what, "array_intersect(") {
		sortList(want, got) // in no order that DuckDB promises
	}
	library := slices.Contains([]string{"acos", "sin", "cos", "ln", "log2"}, what[:max(strings.IndexByte(what, '('), 0)])
	if library && got.kind == KindDouble && !math.IsNaN(got.float()) && !math.IsInf(got.float(), 0) { // the last bit is the C library's
		require.InEpsilon(t, float(want), got.float(), 1e-15, what)
		return
	}
	require.Equal(t, expected(want), show(got), what)
}

// expected and show write a value with its kind.
func expected(want any) string {
	switch w := want.(type) {
	case nil:
		return "null"
	case bool:
		return fmt.Sprintf("bool %t", w)
	case string:
		return fmt.Sprintf("text %q", w)
	case []any:
		var items []string
		for _, x := range w {
			items = append(items, expected(x))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	m := want.(map[string]any)
	kind := slices.Collect(maps.Keys(m))[0]
	text := m[kind].(string)
	switch kind {
	case "float":
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			panic(err)
		}
		return showFloat(f)
	case "decimal":
		f, _ := strconv.ParseFloat(text, 64)
		return fmt.Sprintf("decimal %v", f)
	}
	return kind + " " + text
}

func show(v Value) string {
	switch v.kind {
	case KindNull:
		return "null"
	case KindBool:
		return fmt.Sprintf("bool %t", v.n != 0)
	case KindText:
		return fmt.Sprintf("text %q", v.s)
	case KindInt:
		return fmt.Sprintf("int %d", v.n)
	case KindDecimal:
		return fmt.Sprintf("decimal %v", v.float())
	case KindReal, KindDouble:
		return showFloat(v.float())
	case KindDate:
		return "DATE " + v.print()
	case KindTimestamp:
		return "TIMESTAMP " + v.print()
	case KindList:
		var items []string
		for _, x := range v.items() {
			items = append(items, show(x))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return v.kind.String()
}

// showFloat writes every bit, but NaN as one.
func showFloat(f float64) string {
	if math.IsNaN(f) {
		return "float nan"
	}
	return fmt.Sprintf("float %x", math.Float64bits(f))
}

func sortList(want any, got Value) {
	if items, ok := want.([]any); ok && got.kind == KindList {
		slices.SortFunc(items, func(a, b any) int { return strings.Compare(expected(a), expected(b)) })
		slices.SortFunc(got.items(), func(a, b Value) int { return strings.Compare(show(a), show(b)) })
	}
}
