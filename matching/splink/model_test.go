package splink_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/splink"
)

// model writes a model of one comparison on column a, in the words of Splink 5;
// with changes from a test.
func model(change func(m, top map[string]any)) string {
	top := map[string]any{"sql_condition": `"a_l" = "a_r"`, "label_for_charts": "same", "m_probability": 0.9, "u_probability": 0.1}
	m := map[string]any{
		"sql_dialect": "duckdb", "probability_two_random_records_match": 0.01, "match_weight_column_prefix": "mw_",
		"comparisons": []any{map[string]any{"output_column_name": "a", "comparison_levels": []any{
			map[string]any{"sql_condition": "a_l IS NULL OR a_r IS NULL", "is_null_level": true},
			top,
			map[string]any{"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9},
		}}},
	}
	if change != nil {
		change(m, top)
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func levels(m map[string]any) *[]any {
	l := m["comparisons"].([]any)[0].(map[string]any)["comparison_levels"].([]any)
	return &l
}

func setLevels(m map[string]any, l ...any) {
	m["comparisons"].([]any)[0].(map[string]any)["comparison_levels"] = l
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m, top map[string]any)
		is     error
		says   []string
	}{
		"a function that is not known": {
			func(_, top map[string]any) { top["sql_condition"] = "soundex(a_l) = soundex(a_r)" },
			splink.ErrUnsupported, []string{"comparison a", "level same", "function soundex"},
		},
		"syntax that is not known": {
			func(_, top map[string]any) { top["sql_condition"] = "a_l LIKE a_r" },
			splink.ErrUnsupported, []string{"comparison a", "level same", "LIKE"},
		},
		"a key of a level that is not known": {
			func(_, top map[string]any) { top["match_weight"] = 3 },
			splink.ErrUnsupported, []string{"comparison a", "level same", "match_weight"},
		},
		"a key of a comparison that is not known": {
			func(m, _ map[string]any) { m["comparisons"].([]any)[0].(map[string]any)["kind"] = "x" },
			splink.ErrUnsupported, []string{"comparison a", "kind"},
		},
		"a dialect that is not known": {
			func(m, _ map[string]any) { m["sql_dialect"] = "postgres" }, splink.ErrUnsupported, []string{"postgres"},
		},
		"a level in another dialect": {
			func(_, top map[string]any) { top["base_dialect_str"] = "spark" }, splink.ErrUnsupported, []string{"level same", "spark"},
		},
		"a frequency on an expression": {
			func(_, top map[string]any) { top["tf_adjustment_column"] = "a[1]" }, splink.ErrUnsupported, []string{"column a[1]"},
		},
		"a frequency without an exact level": {
			func(_, top map[string]any) { top["tf_adjustment_column"] = "b" }, splink.ErrModel, []string{"level same", "column b", "exact level"},
		},
		"a frequency on ELSE": {
			func(m, _ map[string]any) { (*levels(m))[2].(map[string]any)["tf_adjustment_column"] = "a" }, splink.ErrModel, []string{"ELSE"},
		},
		"ELSE before the last level": {
			func(m, _ map[string]any) { l := *levels(m); l[1], l[2] = l[2], l[1] }, splink.ErrModel, []string{"ELSE is not the last"},
		},
		"a single level": {
			func(m, top map[string]any) { setLevels(m, top) }, splink.ErrModel, []string{"comparison a", "fewer than two"},
		},
		"an m above 1":           {func(_, top map[string]any) { top["m_probability"] = 1.5 }, splink.ErrModel, []string{"m_probability"}},
		"a u below 0":            {func(_, top map[string]any) { top["u_probability"] = -0.1 }, splink.ErrModel, []string{"u_probability"}},
		"a u of 0 in Splink 5":   {func(_, top map[string]any) { top["u_probability"] = 0 }, splink.ErrModel, []string{"u_probability"}},
		"an m that is no number": {func(_, top map[string]any) { top["m_probability"] = "x" }, splink.ErrModel, []string{"level same"}},
		"a prior of 1":           {func(m, _ map[string]any) { m["probability_two_random_records_match"] = 1 }, splink.ErrModel, []string{"probability_two"}},
		"no dialect":             {func(m, _ map[string]any) { delete(m, "sql_dialect") }, splink.ErrModel, []string{"sql_dialect"}},
		"no comparisons":         {func(m, _ map[string]any) { m["comparisons"] = nil }, splink.ErrModel, []string{"no comparisons"}},
		"a comparison without name": {
			func(m, _ map[string]any) { delete(m["comparisons"].([]any)[0].(map[string]any), "output_column_name") },
			splink.ErrModel, []string{"output_column_name"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := splink.Read(strings.NewReader(model(c.change)), nil)
			require.ErrorIs(t, err, c.is)
			var e *splink.Error
			require.True(t, errors.As(err, &e))
			for _, word := range c.says {
				require.ErrorContains(t, err, word)
			}
		})
	}
	_, err := splink.Read(strings.NewReader("no JSON"), nil)
	require.ErrorIs(t, err, splink.ErrModel)
}

func TestReadIgnoresWhatScoringDoesNotNeed(t *testing.T) {
	m := read(t, func(m, top map[string]any) {
		m["linker_uid"], m["a_key_of_tomorrow"], m["blocking_rules_to_generate_predictions"] = "x", 1, []string{"soundex(l.a) = 1"}
		top["fix_m_probability"], top["m_probability"] = true, nil
	})
	require.Equal(t, []string{"a"}, m.Columns())
	require.InDelta(t, 0.01, m.Prior(), 0)
}

func read(t testing.TB, change func(m, top map[string]any)) *splink.Model {
	t.Helper()
	m, err := splink.Read(strings.NewReader(model(change)), nil)
	require.NoError(t, err)
	return m
}

func score(t testing.TB, m *splink.Model, l, r map[string]splink.Value) splink.Score {
	t.Helper()
	x, err := m.Prepare(l)
	require.NoError(t, err)
	y, err := m.Prepare(r)
	require.NoError(t, err)
	s, err := m.Score(x, y)
	require.NoError(t, err)
	return s
}

func a(v splink.Value) map[string]splink.Value { return map[string]splink.Value{"a": v} }

var same = a(splink.Text("x"))

func TestANullAddsExactlyNothing(t *testing.T) {
	m := read(t, nil)
	s := score(t, m, same, a(splink.Value{}))
	require.Equal(t, splink.NullLevel, s.Levels[0].Gamma)
	require.Zero(t, s.Levels[0].Weight)
	require.Zero(t, s.Levels[0].Frequency)
	require.Equal(t, s.Prior, s.Weight)
	require.InDelta(t, 0.01, s.Probability, 1e-15)
}

func TestAMissingParameterIsSplinksDefault(t *testing.T) {
	// Weights 10 for the top level, and -5, -1 and 3 upwards from ELSE.
	m := read(t, func(m, _ map[string]any) {
		setLevels(m, map[string]any{"sql_condition": "a_l = a_r"}, map[string]any{"sql_condition": "a_l < a_r"},
			map[string]any{"sql_condition": "a_l = 'z'"}, map[string]any{"sql_condition": "ELSE"})
	})
	var got []splink.Level
	for _, l := range m.Comparisons()[0].Levels {
		got = append(got, splink.Level{Gamma: l.Gamma, M: l.M, U: math.Log2(l.M / l.U)})
	}
	third := 0.05 / 3
	want := []splink.Level{{Gamma: 3, M: 0.95, U: 10}, {Gamma: 2, M: third, U: 3}, {Gamma: 1, M: third, U: -1}, {Gamma: 0, M: third, U: -5}}
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, want[i].Gamma, got[i].Gamma)
		require.InDelta(t, want[i].M, got[i].M, 1e-15)
		require.InDelta(t, want[i].U, got[i].U, 1e-12)
	}
}

func TestAZeroIsADefaultInSplink4(t *testing.T) {
	m := read(t, func(m, top map[string]any) {
		delete(m, "match_weight_column_prefix")
		m["bayes_factor_column_prefix"] = "bf_"
		top["m_probability"] = 0
	})
	require.InDelta(t, 0.95, m.Comparisons()[0].Levels[0].M, 1e-15)
}

func TestNoLevelIsNullInSplink5AndTheLeastInSplink4(t *testing.T) {
	noElse := func(m, top map[string]any) { setLevels(m, top, map[string]any{"sql_condition": "a_l < a_r"}) }
	l, r := a(splink.Text("y")), a(splink.Text("x"))
	five := score(t, read(t, noElse), l, r)
	require.True(t, math.IsNaN(five.Weight) && math.IsNaN(five.Probability))
	require.Equal(t, splink.NoLevel, five.Levels[0].Gamma)

	four := score(t, read(t, func(m, top map[string]any) {
		noElse(m, top)
		m["bayes_factor_column_prefix"] = m["match_weight_column_prefix"]
		delete(m, "match_weight_column_prefix")
	}), l, r)
	require.InDelta(t, -996.5784284662087, four.Weight, 1e-9)
	require.InEpsilon(t, 1e-300, four.Probability, 1e-9)
}

func TestFrequencies(t *testing.T) {
	table := "a,tf_a\nx,0.25\ny,0.5\n"
	const u = 0.1
	for name, c := range map[string]struct {
		top  map[string]any
		l, r map[string]splink.Value
		want float64
	}{
		"a common value weighs less":               {nil, same, same, math.Log2(u / 0.25)},
		"the weight scales the adjustment":         {map[string]any{"tf_adjustment_weight": 0.5}, same, same, math.Log2(u/0.25) / 2},
		"a weight of 0 is read as 1":               {map[string]any{"tf_adjustment_weight": 0}, same, same, math.Log2(u / 0.25)},
		"a frequency below the minimum is raised":  {map[string]any{"tf_minimum_u_value": 0.4}, same, same, math.Log2(u / 0.4)},
		"a frequency above the minimum stays":      {map[string]any{"tf_minimum_u_value": 0.2}, same, same, math.Log2(u / 0.25)},
		"a value that nobody has is not adjusted":  {nil, a(splink.Text("z")), a(splink.Text("z")), 0},
		"a row brings its own frequency":           {nil, with(same, "tf_a", 0.8), same, math.Log2(u / 0.8)},
		"a row that says unknown overrides":        {nil, withNull(same, "tf_a"), withNull(same, "TF_A"), 0},
		"of one known and one not the known holds": {nil, withNull(same, "tf_a"), same, math.Log2(u / 0.25)},
	} {
		t.Run(name, func(t *testing.T) {
			m := read(t, func(_, top map[string]any) {
				top["tf_adjustment_column"] = "a"
				for k, v := range c.top {
					top[k] = v
				}
			})
			require.NoError(t, m.ReadFrequencies("A", strings.NewReader(table)))
			s := score(t, m, c.l, c.r)
			require.InDelta(t, c.want, s.Levels[0].Frequency, 1e-12)
			require.InDelta(t, s.Prior+s.Levels[0].Weight+c.want, s.Weight, 1e-12)
		})
	}
}

func with(row map[string]splink.Value, column string, f float64) map[string]splink.Value {
	return map[string]splink.Value{"a": row["a"], column: splink.Float(f)}
}

func withNull(row map[string]splink.Value, column string) map[string]splink.Value {
	return map[string]splink.Value{"a": row["a"], column: {}}
}

func TestAnInexactLevelIsAdjustedByTheExactOnesU(t *testing.T) {
	inexact := map[string]any{"sql_condition": "left(a_l, 1) = left(a_r, 1)", "tf_adjustment_column": "a", "m_probability": 0.5, "u_probability": 0.2}
	add := func(m, top map[string]any) { setLevels(m, top, inexact, map[string]any{"sql_condition": "ELSE"}) }
	l, r := a(splink.Text("xa")), a(splink.Text("xb"))
	for own, want := range map[bool]float64{false: math.Log2(0.1 / 0.25), true: math.Log2(0.2 / 0.25)} {
		inexact["disable_tf_exact_match_detection"] = own
		m := read(t, add)
		require.NoError(t, m.SetFrequencies("a", map[string]float64{"xa": 0.25, "xb": 0.125}))
		require.InDelta(t, want, score(t, m, l, r).Levels[0].Frequency, 1e-12, "own u: %v", own)
	}
}

func TestReadFrequenciesRefuses(t *testing.T) {
	for name, c := range map[string]struct{ column, csv, says string }{
		"a column that the model does not adjust for": {"b", "b,tf\n", "does not adjust"},
		"a file without header":                       {"a", "", "header"},
		"a header that names neither":                 {"a", "x,y\n", "header"},
		"a frequency that is no number":               {"a", "a,tf\nSecret,much\n", "line 2: the frequency is no number"},
		"a frequency of 0":                            {"a", "a,tf\nSecret,0\n", "line 2: the frequency is not between"},
		"a frequency above 1":                         {"a", "a,tf\nSecret,1.1\n", "line 2: the frequency is not between"},
		"a value that stands twice":                   {"a", "a,tf\nSecret,.1\nSecret,.1\n", "line 3: the value stands twice"},
		"a broken line":                               {"a", "a,tf\nSecret\"x,.1\n", "line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			m := read(t, func(_, top map[string]any) { top["tf_adjustment_column"] = "a" })
			err := m.ReadFrequencies(c.column, strings.NewReader(c.csv))
			require.ErrorIs(t, err, splink.ErrFrequencies)
			require.ErrorContains(t, err, c.says)
			require.NotContains(t, err.Error(), "Secret")
		})
	}
}

func TestFrequenciesAreLookedUpAsValuesPrint(t *testing.T) {
	day := time.Date(1990, 1, 5, 0, 0, 0, 0, time.UTC)
	for key, v := range map[string]splink.Value{
		"x": splink.Text("x"), "12": splink.Int(12), "1.5": splink.Float(1.5), "2.0": splink.Float(2), "true": splink.Bool(true), "1990-01-05": splink.Date(day),
		"1990-01-05 00:00:00": splink.Timestamp(day), "0.1": splink.Float32(0.1), "": splink.Text(""),
	} {
		m := read(t, func(_, top map[string]any) { top["tf_adjustment_column"] = "a" })
		require.NoError(t, m.SetFrequencies("a", map[string]float64{key: 0.5}))
		require.InDelta(t, math.Log2(0.1/0.5), score(t, m, a(v), a(v)).Levels[0].Frequency, 1e-12, key)
	}
}

func TestPrepareRefuses(t *testing.T) {
	m := read(t, nil)
	for name, row := range map[string]map[string]splink.Value{
		"a row without the column":    {"b": splink.Text("Secret")},
		"text that is not UTF-8":      a(splink.Text("Secret\xff")),
		"a list of what is not UTF-8": a(splink.Texts("ok", "Secret\xff")),
		"nothing":                     nil,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := m.Prepare(row)
			require.ErrorIs(t, err, splink.ErrRow)
			require.ErrorContains(t, err, "column a")
			require.NotContains(t, err.Error(), "Secret")
		})
	}
	_, err := m.Prepare(map[string]splink.Value{"A": splink.Text("x")})
	require.NoError(t, err, "names match whatever their case")

	m = read(t, func(m, top map[string]any) { setLevels(m, map[string]any{"sql_condition": "ab_l = ab_r"}, top) })
	_, err = m.Prepare(map[string]splink.Value{"Ab": splink.Text("Secret"), "AB": {}, "a": {}})
	require.ErrorContains(t, err, "column ab: the row has it twice")
}

func TestScoreRefusesARowOfAnotherModel(t *testing.T) {
	r, err := read(t, nil).Prepare(same)
	require.NoError(t, err)
	_, err = read(t, nil).Score(r, r)
	require.ErrorIs(t, err, splink.ErrRow)
	_, err = read(t, nil).Score(splink.Row{}, splink.Row{})
	require.ErrorIs(t, err, splink.ErrRow)
}

func TestWhereTheEngineFailsSoDoesScoreWithoutTellingValues(t *testing.T) {
	for condition, says := range map[string]string{
		"jaccard(a_l, a_r) > 0.5":            "empty text",
		"CAST(a_l AS INT) = 1":               "cast from text to integer",
		"a_r = 1":                            "cast from text to integer",
		"strptime(a_l, '%Y') IS NOT NULL":    "strptime",
		"levenshtein(a_l, length(a_r)) <= 1": "function of text",
		"hamming(a_l, a_r) = 1":              "one length",
	} {
		m := read(t, func(_, top map[string]any) { top["sql_condition"] = condition })
		l, err := m.Prepare(a(splink.Text("Secret")))
		require.NoError(t, err)
		r, err := m.Prepare(a(splink.Text("")))
		require.NoError(t, err)
		_, err = m.Score(l, r)
		require.ErrorIs(t, err, splink.ErrEvaluation, condition)
		require.ErrorContains(t, err, says)
		require.ErrorContains(t, err, "comparison a: level same")
		require.NotContains(t, err.Error(), "Secret")
	}
}

func TestValuesAndRowsDoNotPrint(t *testing.T) {
	r, err := read(t, nil).Prepare(a(splink.Text("Secret")))
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb+verb+verb, r, splink.Text("Secret"), []splink.Value{splink.Texts("Secret")}), "Secret")
	}
}

func TestAModelIsSharedBetweenGoroutines(t *testing.T) {
	m := readModel(t, "testdata/splink5", &splink.Options{Engine: splink.DuckDB15})
	rows := prepareAll(t, m, "testdata/splink5")
	want, err := m.Score(rows["1"], rows["2"])
	require.NoError(t, err)
	var group sync.WaitGroup
	got := make([]splink.Score, 4)
	for i := range got {
		group.Go(func() {
			for range 50 {
				got[i], _ = m.Score(rows["1"], rows["2"])
			}
		})
	}
	group.Wait()
	for _, s := range got {
		require.Equal(t, want, s)
	}
}

func TestAModelOfSparkIsReadAndScored(t *testing.T) {
	m := read(t, func(m, top map[string]any) {
		m["sql_dialect"] = "spark"
		top["sql_condition"], top["tf_adjustment_column"] = "`a_l` = `a_r`", "a"
		setLevels(m, map[string]any{"sql_condition": "`a_l` IS NULL OR `a_r` IS NULL", "is_null_level": true}, top,
			map[string]any{"sql_condition": "jaro_winkler(`a_l`, `a_r`) >= 0.9", "label_for_charts": "near"}, map[string]any{"sql_condition": "ELSE"})
	})
	require.NoError(t, m.SetFrequencies("a", map[string]float64{"MARTHA": 0.5}))
	require.Equal(t, "near", score(t, m, a(splink.Text("MARTHA")), a(splink.Text("MARHTA"))).Levels[0].Label)
	require.InDelta(t, math.Log2(0.1/0.5), score(t, m, a(splink.Text("MARTHA")), a(splink.Text("MARTHA"))).Levels[0].Frequency, 1e-12)

	_, err := splink.Read(strings.NewReader(model(func(m, top map[string]any) {
		m["sql_dialect"], top["sql_condition"] = "spark", "soundex(a_l) = soundex(a_r)"
	})), nil)
	require.ErrorContains(t, err, "function soundex is not known")
}
