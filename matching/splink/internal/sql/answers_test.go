package sql

import (
	"encoding/json"
	"fmt"
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
	Pairs   []expression

	Words, Accents, Dates, Times, Numbers, Letters []string

	Texts []expression
}

// expression is what an engine answered to one expression: by row or text, and
// by the one beside it if there is one.
type expression struct {
	SQL, Of, With string
	Results       []any
	Differ        [][3]any // beside the answers of an earlier version
}

func readAnswers(t testing.TB, file string, into *evaluated) {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	require.NoError(t, err)
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	require.NoError(t, d.Decode(into))
	require.NotEmpty(t, into.Pairs)
	require.NotEmpty(t, into.Texts)
}

// answers reads what an engine answered. The file of a later version says only
// in what it differs.
func answers(t testing.TB, file string, later ...string) (e evaluated) {
	t.Helper()
	readAnswers(t, file, &e)
	for _, file := range later {
		var differ evaluated
		readAnswers(t, file, &differ)
		e.Pairs, e.Texts = changed(t, e.Pairs, differ.Pairs), changed(t, e.Texts, differ.Texts)
	}
	return e
}

func changed(t testing.TB, all, differ []expression) []expression {
	for _, d := range differ {
		i := slices.IndexFunc(all, func(x expression) bool { return x.SQL == d.SQL && x.Of == d.Of })
		if i < 0 {
			require.NotEmpty(t, d.Results, d.SQL)
			all = append(all, d)
			continue
		}
		for _, cell := range d.Differ {
			row, column := index(t, cell[0]), index(t, cell[1])
			if beside, ok := all[i].Results[row].([]any); ok && (d.Of == "" || d.With != "") {
				beside[column] = cell[2]
			} else {
				all[i].Results[row] = cell[2]
			}
		}
	}
	return all
}

func index(t testing.TB, x any) int {
	n, err := x.(json.Number).Int64()
	require.NoError(t, err)
	return int(n)
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
		v, ok, _ := DuckDB15.cast(Text(x.(string)), types[kind])
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
