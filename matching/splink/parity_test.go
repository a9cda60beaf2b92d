package splink_test

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/caselobby/caselobby/matching/splink"
	"github.com/stretchr/testify/require"
)

// TestScoresEqualSplinksOwn reads each model that Splink trained and saved, and
// holds that every pair which Splink scored reaches the same level in every
// comparison, and the same weight to 1e-9 bits.
func TestScoresEqualSplinksOwn(t *testing.T) {
	const shared = "../../../shared/data/splink"
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the shared data is not there: ", shared)
	}
	for _, set := range []struct {
		name  string
		pairs int
	}{{"fake_1000", 3363}, {"febrl4", 3856}, {"historical", 4436}} {
		t.Run(set.name, func(t *testing.T) {
			dir := filepath.Join(shared, set.name)
			m := readModel(t, dir, &splink.Options{Engine: splink.DuckDB15})
			requireParity(t, m, readRows(t, m, dir), filepath.Join(dir, "pairs.csv"), set.pairs)
		})
	}
}

// readRows prepares the records of a folder, by their ids.
func readRows(tb testing.TB, m *splink.Model, dir string) map[string]splink.Row {
	tb.Helper()
	rows := map[string]splink.Row{}
	for _, record := range readCSV(tb, filepath.Join(dir, "records.csv")) {
		row := map[string]splink.Value{}
		for column, text := range record {
			row[column] = splink.TextOrNull(text)
		}
		r, err := m.Prepare(row)
		require.NoError(tb, err)
		rows[record["unique_id"]] = r
	}
	return rows
}

// requireParity holds that every pair of a file scores as Splink scored it.
func requireParity(t *testing.T, m *splink.Model, rows map[string]splink.Row, path string, want int) {
	t.Helper()
	var worst float64
	pairs := readCSV(t, path)
	require.Len(t, pairs, want)
	for _, pair := range pairs {
		id := pair["unique_id_l"] + " and " + pair["unique_id_r"]
		l, ok := rows[pair["unique_id_l"]]
		require.True(t, ok, id)
		r, ok := rows[pair["unique_id_r"]]
		require.True(t, ok, id)
		s, err := m.Score(l, r)
		require.NoError(t, err, id)
		for _, reached := range s.Levels {
			gamma := strconv.Itoa(reached.Gamma)
			if reached.Gamma == splink.NoLevel {
				gamma = ""
			}
			require.Equal(t, pair["gamma_"+strings.ReplaceAll(reached.Comparison, " ", "_")], gamma, "%s: %s", id, reached.Comparison)
		}
		worst = max(worst, requireClose(t, pair["match_weight"], s.Weight, 1e-9, id+": weight"))
		requireClose(t, pair["match_probability"], s.Probability, 1e-12, id+": probability")
	}
	t.Logf("%d pairs, every level equal, largest difference of weight %.3g bits", len(pairs), worst)
}

// requireClose compares with a number in a file, where an empty cell is NULL.
func requireClose(t *testing.T, want string, got, within float64, what string) float64 {
	t.Helper()
	if want == "" {
		require.True(t, math.IsNaN(got), what)
		return 0
	}
	w, err := strconv.ParseFloat(want, 64)
	require.NoError(t, err, what)
	require.InDelta(t, w, got, within, what)
	return math.Abs(w - got)
}

// readModel reads the model in a folder with its tf_*.csv.
func readModel(t testing.TB, dir string, o *splink.Options) *splink.Model {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "model.json"))
	require.NoError(t, err)
	defer f.Close()
	m, err := splink.Read(f, o)
	require.NoError(t, err)
	for _, column := range m.FrequencyColumns() {
		f, err := os.Open(filepath.Join(dir, fmt.Sprintf("tf_%s.csv", column)))
		require.NoError(t, err)
		defer f.Close()
		require.NoError(t, m.ReadFrequencies(column, f))
	}
	return m
}

func readCSV(t testing.TB, path string) (records []map[string]string) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	require.NoError(t, err)
	for {
		row, err := r.Read()
		if err == io.EOF {
			return records
		}
		require.NoError(t, err)
		record := map[string]string{}
		for i, name := range header {
			record[name] = row[i]
		}
		records = append(records, record)
	}
}
