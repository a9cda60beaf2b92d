package explain_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/evaluate"
	"github.com/caselobby/caselobby/matching/explain"
	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file in testdata, byte by byte.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "after a deliberate change: go test ./matching/explain -update, and look at the pictures")
}

// match is a plausible match with everything that a picture has to show.
func match() matching.Match {
	return matching.Match{
		ID: "C1", Probability: .83, Weight: 20.7, Rating: matching.Possible,
		Evidence: []matching.Evidence{
			{Field: "name", Level: "full", Text: "forename and surname equal", Bits: 15, Frequency: -3.2},
			{Field: "middle name"},
			{Field: "date of birth", Level: "swapped", Text: "day and month swapped", Bits: 9},
			{Field: "NI number", Text: "nothing to compare"},
			{Field: "postcode", Level: "sector", Text: "same sector: the first half and one digit more", Bits: 3.5, Frequency: 1.2},
			{Field: "phone", Level: "differs", Text: "differs", Bits: -1.5},
			{Field: "e-mail", Level: "differs", Text: "differs; people change e-mail addresses more often than telephone numbers", Bits: -2.2},
			{Field: "contact details together", Level: "joint", Text: "belong together, so counted as one", Bits: -1.1},
		},
	}
}

func weighing() explain.Weighing { return explain.FromMatch(match(), .3/20_000) }

// pair is a pair weighed by a model of two tables: it has no rivals, and one of
// its fields could not be compared.
func pair() explain.Weighing {
	return explain.Weighing{
		Prior: -9.97, Probability: 0.99999964,
		Steps: []explain.Step{
			{Field: "surname", Level: "Exact match on surname", Text: "Exact match on surname", Bits: 7.32, Frequency: 3.1},
			{Field: "dob", Level: "DamerauLevenshtein distance <= 1", Text: "DamerauLevenshtein distance <= 1", Bits: 8.5},
			{Field: "email"},
			{Field: "postcode", Level: "Exact match on full postcode", Text: "Exact match on full postcode", Bits: 12.45},
		},
	}
}

func parameters() fellegisunter.Parameters {
	return fellegisunter.Parameters{Model: "example", Version: 1, Prior: .00001, Comparisons: []fellegisunter.ComparisonParameters{
		{Name: "name", Levels: []fellegisunter.Level{
			{Code: "full", Text: "forename and surname equal", M: .8, U: 6.4e-6}, {Code: "swapped", Text: "forename and surname swapped", M: .004, U: 2e-7},
			{Code: "alike", Text: "surname equal, forename alike as by Jaro–Winkler above 0.9", M: .08, U: 4.6e-4}, {Code: "differs", M: .116, U: .9995},
		}},
		{Name: "date of birth", Levels: []fellegisunter.Level{
			{Code: "equal", Text: "equal", M: .9, U: 6.3e-5}, {Code: "swapped", Text: "day and month swapped", M: .015, U: 3e-5}, {Code: "differs", Text: "differs", M: .085, U: .9999},
		}},
	}}
}

func bins() []evaluate.Bin {
	return []evaluate.Bin{
		{From: 0, To: .1, Count: 100, Predicted: .02, Observed: .03}, {From: .1, To: .2, Count: 1204, Predicted: .149, Observed: .528},
		{From: .2, To: .3, Count: 80, Predicted: .252, Observed: .772}, {From: .3, To: .4}, {From: .4, To: .5, Count: 300, Predicted: .449, Observed: .723},
		{From: .8, To: .9, Count: 12, Predicted: .852, Observed: .75}, {From: .9, To: 1, Count: 90_500, Predicted: .9995, Observed: .99991},
	}
}

// pictures are all that are drawn, by the name of their golden file.
func pictures() map[string]string {
	return map[string]string{
		"match.svg":       weighing().SVG(),
		"pair.svg":        pair().SVG(),
		"levels.svg":      explain.Levels("", explain.FromParameters(parameters())),
		"reliability.svg": explain.Reliability("", bins()),
	}
}

func TestPicturesAreAsTheyWere(t *testing.T) {
	for name, svg := range pictures() {
		golden(t, name, svg)
	}
}

func TestTextAndJSONAreAsTheyWere(t *testing.T) {
	golden(t, "match.txt", weighing().Text())
	golden(t, "pair.txt", pair().Text())
	for name, w := range map[string]explain.Weighing{"match.json": weighing(), "pair.json": pair()} {
		b, err := json.MarshalIndent(w, "", "  ")
		require.NoError(t, err)
		golden(t, name, string(b)+"\n")
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	first := pictures()
	for range 5 {
		require.Equal(t, first, pictures())
	}
}

// element is what the tests look at in a picture.
type element struct {
	Name     string
	Attr     map[string]string
	Text     string
	Children []element
}

func parse(t *testing.T, svg string) element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	stack := []element{{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		top := &stack[len(stack)-1]
		switch x := token.(type) {
		case xml.StartElement:
			e := element{Name: x.Name.Local, Attr: map[string]string{}}
			for _, a := range x.Attr {
				e.Attr[a.Name.Local] = a.Value
			}
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			parent := &stack[len(stack)-1]
			parent.Children = append(parent.Children, *top)
		case xml.CharData:
			top.Text += string(x)
		}
	}
	require.Len(t, stack[0].Children, 1, "one root")
	return stack[0].Children[0]
}

// TestPicturesSuitAStrictPolicyAndAnyReader holds what the package promises of
// every picture.
func TestPicturesSuitAStrictPolicyAndAnyReader(t *testing.T) {
	ids := map[string]bool{}
	for name, svg := range pictures() {
		t.Run(name, func(t *testing.T) {
			root := parse(t, svg)
			require.Equal(t, "svg", root.Name)
			require.Equal(t, "img", root.Attr["role"])
			require.Regexp(t, `^0 0 320 \d+`, root.Attr["viewBox"])
			require.Equal(t, []string{"title", "desc"}, []string{root.Children[0].Name, root.Children[1].Name})
			require.NotEmpty(t, root.Children[0].Text)
			require.NotEmpty(t, root.Children[1].Text)
			require.Equal(t, root.Children[0].Attr["id"]+" "+root.Children[1].Attr["id"], root.Attr["aria-labelledby"])
			for _, e := range root.Children {
				require.Contains(t, []string{"title", "desc", "text", "rect", "line", "circle"}, e.Name)
				for attr, value := range e.Attr {
					require.NotEqual(t, "style", attr)
					require.False(t, strings.HasPrefix(attr, "on"), attr)
					require.NotContains(t, value, "url(")
				}
				if e.Name == "text" {
					size := e.Attr["font-size"]
					require.NotEmpty(t, size)
					require.GreaterOrEqual(t, len(size), 2, "no letter below ten units")
				}
				if id := e.Attr["id"]; id != "" {
					require.False(t, ids[id], "ids are unique in a page")
					ids[id] = true
				}
			}
		})
	}
}

// TestEveryBarHasItsValueAsText counts the bars of evidence and the texts that
// say as much.
func TestEveryBarHasItsValueAsText(t *testing.T) {
	root := parse(t, weighing().SVG())
	bars, values := 0, 0
	value := regexp.MustCompile(`^([+−]\d+\.\d|0)$`)
	for _, e := range root.Children {
		if e.Name == "rect" {
			bars++
		}
		if e.Name == "text" && e.Attr["font-weight"] == "bold" && value.MatchString(e.Text) {
			values++
		}
	}
	require.Equal(t, 11, bars, "prior, six fields that say something, two frequencies, the list, the sum")
	require.Equal(t, 13, values, "and two fields that say nothing")
}

func TestNothingBreaksOutOfAPicture(t *testing.T) {
	evil := "<script>alert('x')</script>\"&\x00\u202e\ufffe]]><!--\xff\x1b[31m"
	w := explain.Weighing{Title: evil, Prior: -3, Probability: .5, Steps: []explain.Step{{Field: evil, Level: evil, Text: evil, Bits: 1, Frequency: -1}}}
	for _, svg := range []string{
		w.SVG(),
		explain.Levels(evil, []explain.Comparison{{Name: evil, Levels: []explain.Level{{Text: evil, M: .5, U: .1}}}}),
		explain.Reliability(evil, bins()),
	} {
		require.NotContains(t, svg, "<script")
		for _, e := range parse(t, svg).Children {
			require.Empty(t, e.Children)
			require.Contains(t, []string{"title", "desc", "text", "rect", "line", "circle"}, e.Name)
		}
	}
	require.NotContains(t, w.Text(), "\x1b")
	require.NotContains(t, w.Text(), "\u202e")
	require.Equal(t, 5, strings.Count(w.Text(), "\n"), "a line stays a line")
	b, err := json.Marshal(w)
	require.NoError(t, err)
	require.True(t, json.Valid(b))
	require.False(t, bytes.ContainsAny(b, "<>"))
}

func TestExtremesAreDrawnWithinThePicture(t *testing.T) {
	number := regexp.MustCompile(`^-?\d+(\.\d)?$`)
	for name, w := range map[string]explain.Weighing{
		"nothing":             {},
		"no steps":            {Prior: -10, Probability: .001},
		"certainty":           {Prior: -10, Probability: 1, Steps: []explain.Step{{Field: "a", Bits: math.Inf(1)}}},
		"impossibility":       {Prior: -10, Probability: 0, Steps: []explain.Step{{Field: "a", Bits: math.Inf(-1)}}},
		"both":                {Prior: -10, Probability: .5, Steps: []explain.Step{{Field: "a", Bits: math.Inf(-1)}, {Field: "b", Bits: math.Inf(1)}}},
		"no conclusion":       {Prior: -10, Probability: math.NaN(), Steps: []explain.Step{{Field: "a", Bits: math.NaN()}, {Field: "b", Bits: 2}}},
		"far apart":           {Prior: -996, Probability: 1, Steps: []explain.Step{{Field: "a", Bits: 1990}}},
		"further apart":       {Prior: -10, Probability: 1, Steps: []explain.Step{{Field: "a", Bits: 4e9}}},
		"immense":             {Prior: -1e300, Probability: 1, Steps: []explain.Step{{Field: "a", Bits: 1e18}, {Field: "b", Bits: 7}}},
		"the most there is":   {Prior: -math.MaxFloat64, Probability: 1, Steps: []explain.Step{{Field: "a", Bits: math.MaxFloat64}, {Field: "b", Bits: math.MaxFloat64}}},
		"a word without ends": {Steps: []explain.Step{{Field: strings.Repeat("x", 500), Text: strings.Repeat("ﷺ", 300), Bits: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			root := parse(t, w.SVG())
			require.Less(t, len(root.Children), 200)
			for _, e := range root.Children {
				for _, attr := range []string{"x", "y", "x1", "y1", "x2", "y2", "width", "height"} {
					if v, ok := e.Attr[attr]; ok {
						require.Regexp(t, number, v, "%s of %s", attr, e.Name)
						require.NotContains(t, v, "-", "%s of %s", attr, e.Name)
					}
				}
			}
			require.NotEmpty(t, w.Text())
			b, err := json.Marshal(w)
			require.NoError(t, err)
			require.True(t, json.Valid(b))
		})
	}
	require.Contains(t, explain.Weighing{Steps: []explain.Step{{Field: "a", Bits: -1.2e18}}}.Text(), "a: nothing to compare               −10¹⁸ bits\n")
	parse(t, explain.Levels("", nil))
	parse(t, explain.Levels("", []explain.Comparison{{Name: "a", Levels: []explain.Level{{Text: "b", M: math.NaN(), U: 0}, {M: 2, U: -1}}}}))
	parse(t, explain.Reliability("", nil))
}

func TestTheSumsAgree(t *testing.T) {
	w := pair()
	require.InDelta(t, 21.4, w.Weight(), 1e-9)
	require.Zero(t, w.List(), "a pair weighed alone has no rivals")

	m := match()
	w = explain.FromMatch(m, .3/20_000)
	require.InDelta(t, m.Weight+w.Prior, w.Weight(), 1e-9)
	odds := math.Log2(m.Probability / (1 - m.Probability))
	require.InDelta(t, odds, w.Weight()+w.List(), 1e-9, "the list explains the rest")
}
