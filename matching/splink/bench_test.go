package splink_test

import (
	"path/filepath"
	"testing"

	"github.com/caselobby/caselobby/matching/splink"
)

// BenchmarkScore weighs pairs that Splink itself weighed: five comparisons with
// similarities, dates and frequencies.
func BenchmarkScore(b *testing.B) {
	const dir = "../../../shared/data/splink/historical"
	if matches, _ := filepath.Glob(dir); len(matches) == 0 {
		b.Skip("the shared data is not there: ", dir)
	}
	m := readModel(b, dir, &splink.Options{Engine: splink.DuckDB15})
	rows := readRows(b, m, dir)
	var pairs [][2]splink.Row
	for _, p := range readCSV(b, filepath.Join(dir, "pairs.csv")) {
		pairs = append(pairs, [2]splink.Row{rows[p["unique_id_l"]], rows[p["unique_id_r"]]})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		p := &pairs[i%len(pairs)]
		if _, err := m.Score(p[0], p[1]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
