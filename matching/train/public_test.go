package train_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/similarity"
)

// What the tests on public labelled data have in common.

// value is a field of a record and the share of records that have this value,
// among those that have any.
type value struct {
	text  string
	share float64
}

// count fills the share of every value.
func count[T any](records []T, fields ...func(*T) *value) {
	for _, of := range fields {
		n, total := map[string]int{}, 0
		for i := range records {
			if t := of(&records[i]).text; t != "" {
				n[t]++
				total++
			}
		}
		for i := range records {
			if v := of(&records[i]); v.text != "" {
				v.share = float64(n[v.text]) / float64(total)
			}
		}
	}
}

// read returns the rows of a public data set as maps of column to text.
func read(tb testing.TB, name string) []map[string]string {
	tb.Helper()
	f, err := os.Open("../../../shared/data/public/" + name)
	if os.IsNotExist(err) {
		tb.Skip("needs the public data sets at ../shared/data/public")
	}
	require.NoError(tb, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.TrimLeadingSpace = true
	rows, err := r.ReadAll()
	require.NoError(tb, err)
	out := make([]map[string]string, len(rows)-1)
	for i, row := range rows[1:] {
		out[i] = map[string]string{}
		for j, v := range row {
			out[i][rows[0][j]] = v
		}
	}
	return out
}

// levels makes levels from their codes, best first. A code that ends in "*" has
// frequency adjustment, relative to its own u or to the level after "*".
func levels(codes string) (out []fs.Level) {
	for _, code := range strings.Fields(codes) {
		code, reference, adjusted := strings.Cut(code, "*")
		l := fs.Level{Code: code, Reference: reference}
		if adjusted {
			l.Frequency = 1
		}
		out = append(out, l)
	}
	return out
}

// equal compares one field: equal, or not.
func equal[T any](name string, of func(*T) *value) fs.Comparison[T] {
	return fs.Comparison[T]{
		Name: name, Levels: levels("equal* else"),
		Compare: func(a, b *T) fs.Outcome {
			x, y := of(a), of(b)
			switch {
			case x.text == "" || y.text == "":
				return fs.Outcome{Level: fs.Null}
			case x.text == y.text:
				return fs.Outcome{Frequency: x.share}
			}
			return fs.Outcome{Level: 1}
		},
	}
}

// graded compares one field: equal, one edit apart, alike, or not.
func graded[T any](name string, of func(*T) *value) fs.Comparison[T] {
	return fs.Comparison[T]{
		Name: name, Levels: levels("equal* edit alike else"),
		Compare: func(a, b *T) fs.Outcome {
			x, y := of(a), of(b)
			switch {
			case x.text == "" || y.text == "":
				return fs.Outcome{Level: fs.Null}
			case x.text == y.text:
				return fs.Outcome{Frequency: x.share}
			case similarity.OneEdit(x.text, y.text):
				return fs.Outcome{Level: 1}
			case similarity.JaroWinkler(x.text, y.text) >= .8:
				return fs.Outcome{Level: 2}
			}
			return fs.Outcome{Level: 3}
		},
	}
}

// joint returns one key of several parts, none if a part is missing.
func joint(parts ...string) []string {
	for _, p := range parts {
		if p == "" {
			return nil
		}
	}
	return []string{strings.Join(parts, "|")}
}

// head returns at most n bytes of s.
func head(s string, n int) string { return s[:min(n, len(s))] }

// agree says that a rule implies equality of some comparisons.
func agree(names ...string) (out []fs.Agreement) {
	for _, n := range names {
		out = append(out, fs.Agreement{Comparison: n, Level: "equal"})
	}
	return out
}
