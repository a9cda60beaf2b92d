package sql

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// evaluated is a file in testdata: what an engine itself answered.
type evaluated struct {
	Columns map[string]string
	Rows    []map[string]any
	Pairs   []struct {
		SQL     string
		Results [][]any
	}
	Words, Dates, Numbers, Letters []string
	Texts                          []struct {
		SQL, Of, With string
		Results       []any
	}
}

func answers(t testing.TB, file string) (e evaluated) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	require.NoError(t, d.Decode(&e))
	require.NotEmpty(t, e.Pairs)
	require.NotEmpty(t, e.Texts)
	return e
}

func TestExpressionsEvaluateAsInDuckDB(t *testing.T) {
	e := answers(t, "testdata/duckdb.json")
	evaluatePairs(t, DuckDB, e, e)
	evaluateTexts(t, DuckDB, e)
}

func TestExpressionsEvaluateAsInSpark(t *testing.T) {
	e := answers(t, "testdata/spark.json")
	evaluatePairs(t, Spark, e, answers(t, "testdata/duckdb.json"))
	evaluateTexts(t, Spark, e)
}

// evaluatePairs evaluates every expression on every pair of rows.
func evaluatePairs(t *testing.T, d Dialect, e, rows evaluated) {
	for _, p := range e.Pairs {
		program, condition := compiled(t, d, p.SQL)
		records := make([]Record, len(rows.Rows))
		for i, row := range rows.Rows {
			records[i] = program.Record(func(column string) Value { return columnValue(rows.Columns, row, column) })
		}
		for i := range records {
			for j := range records {
				f := program.Pair(&records[i], &records[j])
				agree(t, p.Results[i][j], condition.Value(f), f.Err(), fmt.Sprintf("%s on rows %d and %d", p.SQL, i, j))
				f.Release()
			}
		}
	}
}

// evaluateTexts evaluates expressions on lists of texts, or on every text of a
// list beside every other.
func evaluateTexts(t *testing.T, d Dialect, e evaluated) {
	sets := map[string][]string{"words": e.Words, "dates": e.Dates, "numbers": e.Numbers, "letters": e.Letters, "": {""}}
	for _, x := range e.Texts {
		program, condition := compiled(t, d, x.SQL)
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
				agree(t, want, condition.Value(f), f.Err(), fmt.Sprintf("%s of %q and %q", x.SQL, l, r))
				f.Release()
			}
		}
	}
}

func compiled(t *testing.T, d Dialect, sql string) (*Program, Condition) {
	t.Helper()
	program := NewProgram(d)
	e, err := Parse(d, sql)
	require.NoError(t, err, sql)
	condition, err := program.Compile(e)
	require.NoError(t, err, sql)
	return program, condition
}

// columnValue reads a made-up row of the fixture.
func columnValue(columns map[string]string, row map[string]any, name string) Value {
	name = strings.ToLower(name)
	if _, ok := columns[name]; !ok {
		panic("no column " + name)
	}
	return typed(columns[name], row[name])
}

func typed(kind string, x any) Value {
	if x == nil {
		return Value{}
	}
	if element, ok := strings.CutSuffix(kind, "]"); ok {
		element = element[:strings.LastIndex(element, "[")]
		var items []Value
		for _, y := range x.([]any) {
			items = append(items, typed(element, y))
		}
		return List(items)
	}
	switch kind {
	case "VARCHAR":
		return Text(x.(string))
	case "BIGINT":
		n, err := x.(json.Number).Int64()
		if err != nil {
			panic(err)
		}
		return Int(n)
	case "DOUBLE":
		return Double(float(x))
	case "FLOAT":
		return Real(float32(float(x)))
	case "BOOLEAN":
		return Bool(x.(bool))
	case "DATE", "TIMESTAMP":
		v, ok, _ := DuckDB.cast(Text(x.(string)), types[kind])
		if !ok {
			panic(x)
		}
		return v
	}
	pair := x.([]any) // STRUCT(value VARCHAR, freq FLOAT)
	return Struct([]string{"value", "freq"}, []Value{typed("VARCHAR", pair[0]), typed("FLOAT", pair[1])})
}

func float(x any) float64 {
	switch x := x.(type) {
	case json.Number:
		f, err := x.Float64()
		if err != nil {
			panic(err)
		}
		return f
	case map[string]any: // hexadecimal
		f, err := strconv.ParseFloat(x["float"].(string), 64)
		if err != nil {
			panic(err)
		}
		return f
	}
	panic(fmt.Sprintf("%T", x))
}

// agree checks a value against the engine's: kinds and bits. Where the engine
// failed, so must we.
func agree(t *testing.T, want any, got Value, err error, what string) {
	t.Helper()
	m, _ := want.(map[string]any)
	infinite := strings.HasSuffix(fmt.Sprint(want), "infinity]") // a date that is refused here
	if m["error"] != nil || infinite {
		require.Error(t, err, what)
		return
	}
	require.NoError(t, err, what)
	if strings.HasPrefix(what, "list_intersect(") || strings.HasPrefix(what, "array_intersect(") {
		sortList(want, got) // in no order that DuckDB promises
	}
	if strings.HasPrefix(what, "acos(") && got.kind == KindDouble { // the last bit is the C library's
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
