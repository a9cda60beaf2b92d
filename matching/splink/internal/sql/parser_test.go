package sql

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var duckDB = Settings{Engine: DuckDB15}

func TestParseRefusesByNameWhatItDoesNotKnow(t *testing.T) {
	for name, c := range map[string]struct{ sql, says string }{
		"a function":                       {`soundex("a_l") = soundex("a_r")`, "function soundex"},
		"a number of arguments":            {`levenshtein(a_l)`, "levenshtein with 1 arguments"},
		"a type":                           {`CAST(a_l AS UUID) = 'x'`, "type UUID"},
		"a type with parameters":           {`CAST(a_l AS DECIMAL(3, 1)) = 1`, `"DECIMAL"`},
		"a column of no side":              {`surname = 'x'`, `"surname"`},
		"a column named by its side alone": {`_l = 'x'`, `"_l"`},
		"a table's column":                 {`l.surname = r.surname`, `"l"`},
		"an operator":                      {`a_l % 2 = 0`, `"%"`},
		"a pattern match":                  {`a_l LIKE 'x%'`, `"LIKE"`},
		"a subquery":                       {`a_l IN (SELECT 1)`, `"SELECT"`},
		"two comparisons in a row":         {`a_l = a_r = b_l`, `"="`},
		"a date directive":                 {`try_strptime(a_l, '%G')`, "%G"},
		"a date format that is a column":   {`try_strptime(a_l, b_l)`, "date format"},
		"a pattern that is a column":       {`regexp_extract(a_l, b_l)`, "regular expression"},
		"a broken pattern":                 {`regexp_extract(a_l, '[')`, "regular expression"},
		"a group beyond nine":              {`regexp_extract(a_l, 'x', 10)`, "group"},
		"a part of a date":                 {`datediff('fortnight', a_l, a_r)`, "part of a date"},
		"a lambda with too few variables":  {`list_reduce(a_l, x -> x)`, "list_reduce wants a lambda of 2"},
		"a lambda where none belongs":      {`abs(x -> x)`, "lambda"},
		"no lambda where one belongs":      {`list_transform(a_l, 1)`, "list_transform wants a lambda"},
		"a variable outside its lambda":    {`list_transform(a_l, x -> x) = x`, `"x"`},
		"an open quote":                    {`a_l = 'x`, "not closed"},
		"an open name":                     {`"a_l = 1`, "not closed"},
		"an open bracket":                  {`(a_l = 1`, "the end"},
		"an open comment":                  {`a_l = 1 /* x`, `"*"`},
		"a CASE without WHEN":              {`CASE ELSE 1 END`, "understood"},
		"a CASE without END":               {`CASE WHEN a_l THEN 1`, "END expected"},
		"an empty IN":                      {`a_l IN ()`, "IN"},
		"a number that runs into a name":   {`a_l = 12abc`, "number"},
		"a statement behind":               {`a_l = 1; DROP TABLE x`, `";"`},
		"nothing":                          {``, "the end"},
		"an operand missing":               {`a_l =`, "the end"},
		"an escape of DuckDB":              {`a_l = E'x'`, `"E"`},
		"an unknown character":             {"a_l = \u2028", "character"},
		"broken UTF-8":                     {"a_l = '\xff'", "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := Parse(duckDB, c.sql)
			if err == nil {
				_, err = NewProgram(DuckDB15).Compile(e)
			}
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestDuckDB2RefusesTheSingleArrowUnlessItsSessionBringsItBack(t *testing.T) {
	for _, sql := range []string{
		`list_transform(a_l, x -> x)`, `list_reduce(a_l, (p, q) -> p + q)`, `list_filter(a_l, x->x > 1)`,
		`list_transform(a_l, x -> list_transform(a_r, lambda y: y))`, `list_transform(a_l, lambda x: list_transform(a_r, y -> y))`,
	} {
		_, err := Parse(Settings{Engine: DuckDB20}, sql)
		require.ErrorContains(t, err, "lambda_syntax", sql)
		for _, s := range []Settings{{Engine: DuckDB20, SingleArrow: true}, {Engine: DuckDB15}} {
			e, err := Parse(s, sql)
			require.NoError(t, err, sql)
			_, err = NewProgram(s.Engine).Compile(e)
			require.NoError(t, err, sql)
		}
	}
	_, err := Parse(Settings{Engine: DuckDB20}, `list_transform(a_l, lambda x: x)`)
	require.NoError(t, err)
	_, err = Parse(Settings{Engine: Spark43}, `transform(a_l, x -> x)`)
	require.NoError(t, err, "Spark keeps its arrow")
}

func TestParseBoundsDepthAndLength(t *testing.T) {
	for name, sql := range map[string]string{
		"brackets":  strings.Repeat("(", 1e4) + "1" + strings.Repeat(")", 1e4),
		"lists":     strings.Repeat("[", 1e4),
		"negations": strings.Repeat("NOT ", 1e4) + "a_l",
		"signs":     strings.Repeat("- ", 1e4) + "a_l",
		"calls":     strings.Repeat("abs(", 1e4),
		"cases":     strings.Repeat("CASE WHEN ", 5e3),
		"sums":      strings.Repeat("1+", 1e4) + "1",
		"indexes":   "a_l" + strings.Repeat("[1]", 1e4),
		"length":    strings.Repeat(" ", MaxBytes+1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(duckDB, sql)
			require.Error(t, err)
		})
	}
	_, err := Parse(duckDB, strings.Repeat("(", 150)+"a_l"+strings.Repeat(")", 150))
	require.NoError(t, err, "what somebody may write parses")
}

// doubled nests a call that makes its argument twice as long.
func doubled(before, seed, after string, depth int) string {
	return strings.Repeat(before, depth) + seed + strings.Repeat(after, depth)
}

func TestA9_AConditionThatGrowsIsStoppedAtItsBudget(t *testing.T) {
	list := List([]Value{Text("a"), Text("b"), Text("c"), Text("d"), Text("e"), Text("f"), Text("g"), Text("h"), Text("i"), Text("j")})
	long := Text(strings.Repeat("ab", 50_000))
	for name, c := range map[string]struct {
		settings Settings
		sql      string
		of       Value
	}{
		"texts replaced, of a constant":      {duckDB, doubled("replace(", "'a'", ", 'a', 'aa')", 60), Text("a")},
		"texts replaced, of a record":        {duckDB, doubled("replace(", "a_l", ", 'a', 'aa')", 60), Text("a")},
		"texts replaced, of a pair":          {duckDB, doubled("replace(", "a_l || a_r", ", 'a', 'aa')", 60), Text("a")},
		"texts replaced, by a long one":      {duckDB, "length(replace(a_l, 'a', a_r))", long},
		"texts replaced by a pattern":        {duckDB, doubled("regexp_replace(", "a_l", ", 'a', 'aa', 'g')", 60), Text("a")},
		"texts that are joined":              {duckDB, doubled("list_reduce([", "a_l", ", 'b', 'c'], lambda x, y: x || x || x)", 30), Text("a")},
		"texts of many parts":                {duckDB, "concat(" + strings.Repeat("a_l || a_r, ", 1000) + "'')", long},
		"lists within lists, printed":        {duckDB, "cast(" + doubled("list_transform([1, 2], lambda x: ", "a_l", ")", 40) + " AS text) = 'x'", Text("a")},
		"lists that are joined":              {duckDB, doubled("list_reduce([", "a_l", ", [1], [1], [1], [1], [1], [1]], lambda x, y: list_concat(x, x))", 5), list},
		"a list within itself":               {duckDB, "list_reduce(" + strings.Repeat("a_l || ", 20) + "a_l, lambda x, y: [x, x]) = a_r", list},
		"lambdas within lambdas":             {duckDB, doubled("list_transform(a_l, lambda x: ", "1", ")", 20), list},
		"lambdas within lambdas of a pair":   {duckDB, doubled("list_transform(a_l || a_r, lambda x: ", "1", ")", 20), list},
		"each letter compared with each":     {duckDB, "levenshtein(a_l, a_r || 'x')", long},
		"each value compared with each":      {duckDB, "list_has_all(string_split(a_l, 'b'), string_split(a_r || 'x', 'b'))", long},
		"by Spark, texts replaced":           {Settings{Engine: Spark35}, doubled("replace(", "a_l", ", 'a', 'aa')", 60), Text("a")},
		"by Spark, texts of many parts":      {Settings{Engine: Spark35}, "concat(" + strings.Repeat("concat(a_l, a_r), ", 1000) + "'')", long},
		"by Spark, lambdas within lambdas":   {Settings{Engine: Spark35}, doubled("transform(a_l, x -> ", "1", ")", 20), list},
		"by Spark, each letter with each":    {Settings{Engine: Spark35}, "jaro_winkler(a_l, concat(a_r, 'x'))", long},
		"by DuckDB 2, each letter with each": {Settings{Engine: DuckDB20}, "damerau_levenshtein(a_l, a_r || 'é')", long},
	} {
		t.Run(name, func(t *testing.T) {
			program, condition := compiled(t, c.settings, c.sql)
			record := program.Record(func(string) Value { return c.of })
			f := program.Pair(&record, &record)
			defer f.Release()
			condition.True(f)
			require.ErrorContains(t, f.Err(), "a condition builds more than 2097152 bytes")
		})
	}
}

func TestABudgetIsThatOfOnePair(t *testing.T) {
	program, condition := compiled(t, duckDB, "length(a_l || a_r) > 1 AND levenshtein(a_l, a_r || 'x') = 1")
	record := program.Record(func(string) Value { return Text(strings.Repeat("a", 10_000)) })
	for range 100 {
		f := program.Pair(&record, &record)
		require.True(t, condition.True(f))
		require.NoError(t, f.Err())
		f.Release()
	}
}

func TestParseFollowsThePrecedenceOfSQL(t *testing.T) {
	for sql, same := range map[string]string{
		`a_l OR b_l AND c_l`:            `a_l OR (b_l AND c_l)`,
		`NOT a_l = b_l AND c_l`:         `(NOT (a_l = b_l)) AND c_l`,
		`a_l = b_l IS NULL`:             `(a_l = b_l) IS NULL`,
		`a_l + b_l * c_l`:               `a_l + (b_l * c_l)`,
		`a_l - b_l - c_l`:               `(a_l - b_l) - c_l`,
		`a_l || b_l + c_l`:              `a_l || (b_l + c_l)`,
		`a_l = b_l IN (c_l)`:            `a_l = (b_l IN (c_l))`,
		`- a_l[1]`:                      `-(a_l[1])`,
		`a_l NOT IN (1)`:                `NOT (a_l IN (1))`,
		`a_l BETWEEN 1 AND 2 AND b_l`:   `(a_l between 1 and (2)) AND b_l`,
		`"A_L" = a_R`:                   `a_l = a_r`,
		`CASE a_l WHEN 1 THEN 2 END`:    `case a_l when 1 then 2 else null end`,
		`extract(year from a_l)`:        `date_part('year', a_l)`,
		`a_l::date`:                     `cast(a_l as date)`,
		`list_filter(a_l, lambda x: x)`: `list_filter(a_l, x -> x)`,
	} {
		a, err := Parse(duckDB, sql)
		require.NoError(t, err, sql)
		b, err := Parse(duckDB, same)
		require.NoError(t, err, same)
		require.Equal(t, b.key(false), a.key(false), sql)
	}
}

func TestExactColumn(t *testing.T) {
	for sql, column := range map[string]string{
		`"a_l" = "a_r"`:             "a",
		`"a_r" = "a_l"`:             "a",
		`((A_l = a_R))`:             "a",
		`"a b_l" = "a b_r"`:         "a b",
		`a_l = a_r AND TRUE`:        "a",
		`a_l = a_r AND a_r = a_l`:   "a",
		`NOT a_l <> a_r`:            "a",
		`NOT (NOT a_l = a_r)`:       "a",
		`a_l = b_r`:                 "",
		`a_l = a_r AND b_l = b_r`:   "",
		`a_l = a_r OR a_l IS NULL`:  "",
		`lower(a_l) = lower(a_r)`:   "",
		`a_l[1] = a_r[1]`:           "",
		`levenshtein(a_l, a_r) < 1`: "",
		`a_l <> a_r`:                "",
		`TRUE`:                      "",
	} {
		e, err := Parse(duckDB, sql)
		require.NoError(t, err, sql)
		got, ok := e.ExactColumn()
		require.Equal(t, column, got, sql)
		require.Equal(t, column != "", ok, sql)
	}
}

// FuzzParse holds that nothing in a file can bring the parser, the compiler or
// an evaluation down, be it by values that are long.
func FuzzParse(f *testing.F) {
	for _, file := range []string{"duckdb-1.5.json", "spark-3.5.json"} {
		for _, p := range answers(f, file).Pairs {
			f.Add(p.SQL)
		}
	}
	f.Fuzz(func(t *testing.T, sql string) {
		for _, engine := range []Engine{DuckDB15, DuckDB20, Spark35, Spark43} {
			e, err := Parse(Settings{Engine: engine}, sql)
			if err != nil {
				continue
			}
			p := NewProgram(engine)
			c, err := p.Compile(e)
			if err != nil {
				continue
			}
			e.ExactColumn()
			values := []Value{{}, Text("MARTHA"), Text(strings.Repeat("a, b", 2000)), Int(-7), Double(1.5), Date(7309), Timestamp(1), Bool(true), List([]Value{Text("a"), {}})}
			for i, v := range values {
				l := p.Record(func(string) Value { return v })
				r := p.Record(func(string) Value { return values[(i+1)%len(values)] })
				frame := p.Pair(&l, &r)
				c.True(frame)
				frame.Release()
			}
		}
	})
}
