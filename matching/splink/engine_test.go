package splink_test

import (
	"strings"
	"testing"

	"github.com/caselobby/caselobby/matching/splink"
	"github.com/stretchr/testify/require"
)

// untrained is a model that nobody trained: Splink's default m and u.
func untrained(t *testing.T, engine splink.Engine) *splink.Model {
	t.Helper()
	m, err := splink.Read(strings.NewReader(`{"sql_dialect": "duckdb", "match_weight_column_prefix": "mw_", "comparisons": [
	 {"output_column_name": "first_name", "comparison_levels": [
	  {"sql_condition": "\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL", "is_null_level": true},
	  {"sql_condition": "\"first_name_l\" = \"first_name_r\""},
	  {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.92"},
	  {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.88"},
	  {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.7"},
	  {"sql_condition": "ELSE"}]},
	 {"output_column_name": "surname", "comparison_levels": [
	  {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "is_null_level": true},
	  {"sql_condition": "\"surname_l\" = \"surname_r\""},
	  {"sql_condition": "levenshtein(\"surname_l\", \"surname_r\") <= 1"},
	  {"sql_condition": "levenshtein(\"surname_l\", \"surname_r\") <= 2"},
	  {"sql_condition": "ELSE"}]}]}`), &splink.Options{Engine: engine})
	require.NoError(t, err)
	return m
}

// The weights are those of Splink 5.0.0 on DuckDB 1.5.6 and 2.0.1.
func TestDuckDB1ComparesBytesAndDuckDB2Letters(t *testing.T) {
	for _, c := range []struct {
		engine                           splink.Engine
		first, surname, first2, surname2 string
		firstLevel, surnameLevel         int
		weight                           float64
	}{
		{splink.DuckDB15, "José", "García", "Jose", "Garcia", 1, 1, -16.620901},
		{splink.DuckDB20, "José", "García", "Jose", "Garcia", 2, 2, -9.954235},
		{"", "José", "García", "Jose", "Garcia", 2, 2, -9.954235}, // the newest
		{splink.DuckDB15, "Łukasz", "Garcia", "Lukasz", "Garcia", 1, 3, -5.620901},
		{splink.DuckDB20, "Łukasz", "Garcia", "Lukasz", "Garcia", 2, 3, -2.954235},
		{splink.DuckDB15, "Siân", "Müller", "Sian", "Muller", 1, 1, -16.620901},
		{splink.DuckDB20, "Siân", "Müller", "Sian", "Muller", 1, 2, -12.620901},
		{splink.DuckDB15, "Ana", "Smith", "Ana", "Smyth", 4, 2, -0.287568},
		{splink.DuckDB20, "Ana", "Smith", "Ana", "Smyth", 4, 2, -0.287568},
	} {
		m := untrained(t, c.engine)
		row := func(first, surname string) map[string]splink.Value {
			return map[string]splink.Value{"first_name": splink.Text(first), "surname": splink.Text(surname)}
		}
		s := score(t, m, row(c.first, c.surname), row(c.first2, c.surname2))
		name := c.first + " on " + string(m.Engine())
		require.Equal(t, c.firstLevel, s.Levels[0].Gamma, name)
		require.Equal(t, c.surnameLevel, s.Levels[1].Gamma, name)
		require.InDelta(t, c.weight, s.Weight, 1e-6, name)
	}
}

func TestTheNewestEngineOfTheDialectIsTheDefault(t *testing.T) {
	require.Equal(t, []splink.Engine{splink.DuckDB15, splink.DuckDB20, splink.Spark35, splink.Spark43}, splink.Engines())
	for dialect, want := range map[string]splink.Engine{"duckdb": splink.DuckDB20, "DuckDB": splink.DuckDB20, "spark": splink.Spark43} {
		m := read(t, func(m, top map[string]any) { m["sql_dialect"], top["sql_condition"] = dialect, "a_l = a_r" })
		require.Equal(t, want, m.Engine())
	}
}

func TestAnEngineThatIsNotKnownIsRefusedByName(t *testing.T) {
	for _, c := range []struct {
		engine  splink.Engine
		dialect string
		is      error
		says    []string
	}{
		{"duckdb 1.4", "duckdb", splink.ErrEngine, []string{`"duckdb 1.4" is not known`, `"duckdb 2.0"`, `"spark 3.5"`}},
		{"duckdb 2.0.1", "duckdb", splink.ErrEngine, []string{`"duckdb 2.0.1" is not known`}},
		{"duckdb", "duckdb", splink.ErrEngine, []string{`"duckdb" is not known`}},
		{"postgres 15", "duckdb", splink.ErrEngine, []string{`"postgres 15" is not known`}},
		{"spark 4.0", "spark", splink.ErrEngine, []string{`"spark 4.0" is not known`}},
		{splink.Spark43, "duckdb", splink.ErrEngine, []string{`"spark 4.3"`, `dialect, "duckdb"`}},
		{splink.DuckDB15, "spark", splink.ErrEngine, []string{`"duckdb 1.5"`, `dialect, "spark"`}},
		{"", "sqlite", splink.ErrUnsupported, []string{`dialect "sqlite" is not known`}},
		{splink.DuckDB15, "athena", splink.ErrUnsupported, []string{`dialect "athena" is not known`}},
	} {
		_, err := splink.Read(strings.NewReader(model(func(m, _ map[string]any) { m["sql_dialect"] = c.dialect })), &splink.Options{Engine: c.engine})
		require.ErrorIs(t, err, c.is, "%q for %q", c.engine, c.dialect)
		for _, word := range c.says {
			require.ErrorContains(t, err, word)
		}
	}
}

func TestDuckDB2WantsItsSettingForTheSingleArrow(t *testing.T) {
	list := model(func(_, top map[string]any) { top["sql_condition"] = "list_max(list_transform(a_l, x -> x)) = 'x'" })
	for _, c := range []struct {
		options splink.Options
		refused bool
	}{
		{splink.Options{}, true}, {splink.Options{Engine: splink.DuckDB20}, true},
		{splink.Options{SingleArrow: true}, false}, {splink.Options{Engine: splink.DuckDB15}, false},
	} {
		_, err := splink.Read(strings.NewReader(list), &c.options)
		if c.refused {
			require.ErrorIs(t, err, splink.ErrUnsupported)
			require.ErrorContains(t, err, "SingleArrow")
		} else {
			require.NoError(t, err)
		}
	}
}

// What DuckDB 1 and Spark 3.5 do, and their successors do otherwise; the values
// are the engines' own. NULL is no level but ELSE.
func TestVersionsOfAnEngineDiffer(t *testing.T) {
	const holds, otherwise, fails = "same", "ELSE", "fails"
	dialect := map[splink.Engine]string{splink.DuckDB15: "duckdb", splink.DuckDB20: "duckdb", splink.Spark35: "spark", splink.Spark43: "spark"}
	list := splink.Texts("x")
	for _, c := range []struct {
		condition string
		l, r      splink.Value
		reached   map[splink.Engine]string
	}{
		{"levenshtein(a_l, a_r) <= 1", splink.Text("Siân"), splink.Text("Sian"), map[splink.Engine]string{splink.DuckDB15: otherwise, splink.DuckDB20: holds, splink.Spark35: holds, splink.Spark43: holds}},
		{"damerau_levenshtein(a_l, a_r) <= 1", splink.Text("Žofie"), splink.Text("oŽfie"), map[splink.Engine]string{splink.DuckDB15: otherwise, splink.DuckDB20: holds, splink.Spark35: holds, splink.Spark43: holds}},
		{"jaccard(a_l, a_r) >= 0.6", splink.Text("Zoë"), splink.Text("Zöë"), map[splink.Engine]string{splink.DuckDB15: holds, splink.DuckDB20: otherwise, splink.Spark35: otherwise, splink.Spark43: otherwise}},
		{"acos(length(a_l)) <= 9", splink.Text("xx"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: fails, splink.DuckDB20: otherwise, splink.Spark35: otherwise, splink.Spark43: otherwise}},
		{"sqrt(length(a_l) - 9) > 9", splink.Text("xx"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: fails, splink.DuckDB20: holds, splink.Spark35: holds, splink.Spark43: holds}},
		{"log2(length(a_l) - 2) < 0", splink.Text("xx"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: fails, splink.DuckDB20: holds}},
		{"year(try_strptime(a_l, '%Y-%m-%d')) = 1900", splink.Text("epoch"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: holds, splink.DuckDB20: otherwise}},
		{"try_strptime(a_l, '%Y') > try_strptime(a_r, '%Y')", splink.Text("infinity"), splink.Text("2030"), map[splink.Engine]string{splink.DuckDB15: otherwise, splink.DuckDB20: holds}},
		{"date_part('hour', TRY_CAST(a_l AS TIMESTAMP)) = 11", splink.Text("1990-01-05 11:30 pm"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: otherwise, splink.DuckDB20: holds}},
		{"CAST(a_l AS DATE) = DATE '1990-01-05'", splink.Text("1990-01-05x"), splink.Text("x"), map[splink.Engine]string{splink.DuckDB15: holds, splink.DuckDB20: fails}},
		{"SIZE(a_l) < 1", splink.Value{}, list, map[splink.Engine]string{splink.Spark35: holds, splink.Spark43: otherwise}},
		{"a_l[3] IS NULL", list, list, map[splink.Engine]string{splink.DuckDB15: holds, splink.DuckDB20: holds, splink.Spark35: holds, splink.Spark43: fails}},
		{"date(try_to_timestamp(a_l, 'yyyy-MM-dd')) IS NULL", splink.Text("1990-1-5"), splink.Text("x"), map[splink.Engine]string{splink.Spark35: fails, splink.Spark43: holds}},
		{"length(a_l) / length(a_r) IS NULL", splink.Text("x"), splink.Text(""), map[splink.Engine]string{splink.Spark35: holds, splink.Spark43: fails, splink.DuckDB20: otherwise}},
	} {
		for _, engine := range splink.Engines() {
			want, ok := c.reached[engine]
			if !ok {
				continue
			}
			text := model(func(m, top map[string]any) {
				m["sql_dialect"], top["sql_condition"] = dialect[engine], c.condition
				setLevels(m, top, map[string]any{"sql_condition": "ELSE"})
			})
			m, err := splink.Read(strings.NewReader(text), &splink.Options{Engine: engine})
			require.NoError(t, err, c.condition)
			l, err := m.Prepare(a(c.l))
			require.NoError(t, err)
			r, err := m.Prepare(a(c.r))
			require.NoError(t, err)
			s, err := m.Score(l, r)
			if want == fails {
				require.ErrorIs(t, err, splink.ErrEvaluation, "%s on %s", c.condition, engine)
				continue
			}
			require.NoError(t, err, "%s on %s", c.condition, engine)
			require.Equal(t, want, s.Levels[0].Label, "%s on %s", c.condition, engine)
		}
	}
}

func TestSparkFoursOwnSimilarityAnswersNullToNull(t *testing.T) {
	spark := func(condition string, engine splink.Engine) (*splink.Model, error) {
		return splink.Read(strings.NewReader(model(func(m, top map[string]any) {
			m["sql_dialect"], top["sql_condition"] = "spark", condition
			setLevels(m, top, map[string]any{"sql_condition": "ELSE"})
		})), &splink.Options{Engine: engine})
	}
	_, err := spark("jaro_winkler_similarity(a_l, a_r) < 0.5", splink.Spark35)
	require.ErrorContains(t, err, "function jaro_winkler_similarity is not known", "Spark 3.5 does not have it")
	for condition, want := range map[string]string{
		"jaro_winkler_similarity(a_l, a_r) < 0.5": "ELSE", // NULL
		"jaro_winkler(a_l, a_r) < 0.5":            "same", // 0, by Splink's jar
	} {
		m, err := spark(condition, splink.Spark43)
		require.NoError(t, err)
		require.Equal(t, want, score(t, m, same, a(splink.Value{})).Levels[0].Label, condition)
	}
}
