package splink_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/caselobby/caselobby/matching/splink"
	"github.com/stretchr/testify/require"
)

// TestEveryKindOfComparisonScoresAsInSplink reads a model of every comparison
// of Splink's library and a few by hand, as Splink 4 and Splink 5 saved it and
// scored it on made-up people.
func TestEveryKindOfComparisonScoresAsInSplink(t *testing.T) {
	for _, version := range []string{"splink4", "splink5"} {
		t.Run(version, func(t *testing.T) {
			dir := filepath.Join("testdata", version)
			m := readModel(t, dir, &splink.Options{Engine: splink.DuckDB15})
			requireParity(t, m, prepareAll(t, m, dir), filepath.Join(dir, "pairs.csv"), 946)
		})
		t.Run(version+" with frequencies in 32 bits", func(t *testing.T) {
			dir := filepath.Join("testdata", version)
			m := readModel(t, dir, &splink.Options{Engine: splink.DuckDB15, Float32Frequencies: true})
			requireParity(t, m, prepareAll(t, m, dir), filepath.Join(dir, "pairs_float32.csv"), 946)
		})
	}
}

// prepareAll prepares the rows of a fixture's records.json.
func prepareAll(t testing.TB, m *splink.Model, dir string) map[string]splink.Row {
	t.Helper()
	prepared := map[string]splink.Row{}
	for id, row := range typedRows(t, dir) {
		r, err := m.Prepare(row)
		require.NoError(t, err)
		prepared[id] = r
	}
	return prepared
}

func typedRows(t testing.TB, dir string) map[string]map[string]splink.Value {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "records.json"))
	require.NoError(t, err)
	defer f.Close()
	d := json.NewDecoder(f)
	d.UseNumber()
	var file struct {
		Columns json.RawMessage
		Rows    [][]any
	}
	require.NoError(t, d.Decode(&file))
	names, kinds := inOrder(t, file.Columns)
	rows := map[string]map[string]splink.Value{}
	for _, values := range file.Rows {
		row := map[string]splink.Value{}
		for i, name := range names {
			row[name] = typed(t, kinds[i], values[i])
		}
		rows[string(values[0].(json.Number))] = row
	}
	return rows
}

// inOrder reads an object of strings without losing its order.
func inOrder(t testing.TB, object json.RawMessage) (keys, values []string) {
	t.Helper()
	for pair := range strings.SplitSeq(strings.Trim(string(object), "{}"), ", \"") {
		key, value, ok := strings.Cut(strings.Trim(pair, `"`), `": "`)
		require.True(t, ok, pair)
		keys, values = append(keys, key), append(values, value)
	}
	return keys, values
}

func typed(t testing.TB, kind string, x any) splink.Value {
	t.Helper()
	if x == nil {
		return splink.Value{}
	}
	if strings.HasSuffix(kind, "]") {
		var items []splink.Value
		for _, y := range x.([]any) {
			items = append(items, typed(t, kind[:strings.LastIndex(kind, "[")], y))
		}
		return splink.List(items...)
	}
	switch kind {
	case "VARCHAR":
		return splink.Text(x.(string))
	case "BIGINT":
		n, err := x.(json.Number).Int64()
		require.NoError(t, err)
		return splink.Int(n)
	case "DOUBLE", "FLOAT":
		f, err := strconv.ParseFloat(string(x.(json.Number)), 64)
		require.NoError(t, err)
		if kind == "FLOAT" {
			return splink.Float32(float32(f))
		}
		return splink.Float(f)
	case "DATE":
		d, err := time.Parse(time.DateOnly, x.(string))
		require.NoError(t, err)
		return splink.Date(d)
	case "TIMESTAMP":
		d, err := time.Parse(time.DateTime, x.(string))
		require.NoError(t, err)
		return splink.Timestamp(d)
	}
	fields := x.(map[string]any)
	return splink.Struct(map[string]splink.Value{"value": typed(t, "VARCHAR", fields["value"]), "rel_freq": typed(t, "FLOAT", fields["rel_freq"])})
}
