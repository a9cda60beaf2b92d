package fellegisunter_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

func TestParametersSurviveTheirFile(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, model().Parameters().Write(&b))
	p, err := fs.ReadParameters(&b)
	require.NoError(t, err)
	m, err := model().With(p)
	require.NoError(t, err)
	require.Equal(t, model().Digest(), m.Digest())
	require.Equal(t, "same name", m.Comparisons[0].Levels[0].Text)
}

func TestFileHasOneLevelALine(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, model().Parameters().Write(&b))
	require.Equal(t, `{
"model": "people",
"version": 3,
"prior": 0.001,
"comparisons": [
{"name": "name", "levels": [
  {"code":"equal","m":0.9,"u":0.01,"frequency":1,"floor":0.001},
  {"code":"initial","m":0.06,"u":0.09,"frequency":0.5,"reference":"equal"},
  {"code":"else","m":0.04,"u":0.9}
]},
{"name": "town", "levels": [
  {"code":"equal","m":0.5,"u":0.25},
  {"code":"else","m":0.5,"u":0.75}
]}
]
}
`, b.String())
}

func TestParametersOfAnotherModelAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		name, because string
		spoil         func(*fs.Parameters)
	}{
		{"another model", `are for model "pets" version 3`, func(p *fs.Parameters) { p.Model = "pets" }},
		{"another version", `version 2, this is version 3`, func(p *fs.Parameters) { p.Version = 2 }},
		{"a comparison missing", `"town": is missing`, func(p *fs.Parameters) { p.Comparisons = p.Comparisons[:1] }},
		{"a comparison too many", `"shoe": is in the parameters and not in the model`, func(p *fs.Parameters) {
			p.Comparisons = append(p.Comparisons, fs.ComparisonParameters{Name: "shoe"})
		}},
		{"a comparison twice", `"town": is twice`, func(p *fs.Parameters) { p.Comparisons = append(p.Comparisons, p.Comparisons[1]) }},
		{"a level missing", `"town", level "else": is missing`, func(p *fs.Parameters) { p.Comparisons[1].Levels = p.Comparisons[1].Levels[:1] }},
		{"a level too many", `"town", level "near": is in the parameters`, func(p *fs.Parameters) {
			p.Comparisons[1].Levels = append(p.Comparisons[1].Levels, fs.Level{Code: "near"})
		}},
		{"a level twice", `"town", level "else": is twice`, func(p *fs.Parameters) {
			p.Comparisons[1].Levels = append(p.Comparisons[1].Levels, p.Comparisons[1].Levels[1])
		}},
		{"a level renamed", `"town", level "other": is in the parameters`, func(p *fs.Parameters) { p.Comparisons[1].Levels[1].Code = "other" }},
		{"numbers out of range", `"town", level "else": m is not within`, func(p *fs.Parameters) { p.Comparisons[1].Levels[1].M = 7 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := model().Parameters()
			c.spoil(&p)
			_, err := model().With(p)
			require.ErrorIs(t, err, fs.ErrModel)
			require.ErrorContains(t, err, c.because)
		})
	}
}

func TestARefusalAsksWhatWasMeant(t *testing.T) {
	for _, c := range []struct{ name, written, meant string }{
		{"a letter left out", "equl", "equal"},
		{"a letter too many", "equaal", "equal"},
		{"two letters changed over", "euqal", "equal"},
		{"another letter", "aqual", "equal"},
		{"a capital", "Equal", "equal"},
		{"something else", "near", ""},
		{"hardly anything in common", "eq", ""},
		{"nothing", "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := model().Parameters()
			p.Comparisons[1].Levels[0].Code = c.written
			_, err := model().With(p)
			if c.meant == "" {
				require.NotContains(t, err.Error(), "did you mean")
				return
			}
			require.ErrorContains(t, err, fmt.Sprintf("level %q: is in the parameters and not in the model; did you mean %q?", c.written, c.meant))
		})
	}
	t.Run("of a comparison", func(t *testing.T) {
		p := model().Parameters()
		p.Comparisons[1].Name = "towm"
		_, err := model().With(p)
		require.ErrorContains(t, err, `comparison "towm": is in the parameters and not in the model; did you mean "town"?`)
	})
	t.Run("of a level that is referred to", func(t *testing.T) {
		m := model()
		m.Comparisons[1].Levels[0].Reference = "esle"
		require.ErrorContains(t, m.Check(), `refers to level "esle", which does not exist; did you mean "else"?`)
	})
}

func TestParametersBindByNameWhateverTheirOrder(t *testing.T) {
	p := model().Parameters()
	p.Comparisons[0], p.Comparisons[1] = p.Comparisons[1], p.Comparisons[0]
	l := p.Comparisons[0].Levels
	l[0], l[1] = l[1], l[0]
	m, err := model().With(p)
	require.NoError(t, err)
	require.Equal(t, model().Parameters(), m.Parameters())
}

func TestMalformedFilesAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":              "",
		"no JSON":              "m=0.5",
		"a misspelt key":       `{"model":"people","version":3,"comparisons":[{"name":"town","levels":[{"code":"equal","mm":0.5}]}]}`,
		"two documents":        `{"model":"people"}{"model":"people"}`,
		"trailing text":        `{"model":"people"} x`,
		"text for a number":    `{"model":"people","version":"3"}`,
		"infinity for a prior": `{"model":"people","prior":1e999}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fs.ReadParameters(strings.NewReader(text))
			require.ErrorIs(t, err, fs.ErrModel)
		})
	}
}

func TestDigestChangesWithEveryParameter(t *testing.T) {
	base := model().Parameters()
	seen := map[string]bool{base.Digest(): true}
	for _, change := range []func(*fs.Parameters){
		func(p *fs.Parameters) { p.Model = "x" },
		func(p *fs.Parameters) { p.Version++ },
		func(p *fs.Parameters) { p.Prior *= 1.0000001 },
		func(p *fs.Parameters) { p.Comparisons[0].Name = "x" },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].Code = "x" },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].M += 1e-12 },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].U += 1e-12 },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].Frequency = .9 },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].Floor = .9 },
		func(p *fs.Parameters) { p.Comparisons[0].Levels[0].Reference = "else" },
	} {
		p := model().Parameters()
		change(&p)
		require.NotContains(t, seen, p.Digest())
		seen[p.Digest()] = true
	}
	require.Len(t, base.Digest(), 16)
	s, err := fs.New(model())
	require.NoError(t, err)
	require.Equal(t, base.Digest(), s.Digest())
}

func FuzzReadParameters(f *testing.F) {
	var b bytes.Buffer
	require.NoError(f, model().Parameters().Write(&b))
	f.Add(b.Bytes())
	f.Add([]byte(`{"comparisons":[{"levels":[{}]}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		p, err := fs.ReadParameters(bytes.NewReader(in))
		if err != nil {
			require.ErrorIs(t, err, fs.ErrModel)
			return
		}
		m, err := model().With(p)
		if err != nil {
			require.ErrorIs(t, err, fs.ErrModel)
			return
		}
		_, err = fs.New(m)
		require.NoError(t, err, "what With accepts can be scored with")
	})
}

func ExampleParameters_Write() {
	m := fs.Model[string]{
		Name: "words", Version: 1,
		Comparisons: []fs.Comparison[string]{{
			Name:    "word",
			Levels:  []fs.Level{{Code: "equal", M: .9, U: .001}, {Code: "else", M: .1, U: .999}},
			Compare: func(a, b *string) fs.Outcome { return fs.Outcome{Level: fs.Null} },
		}},
	}
	_ = m.Parameters().Write(os.Stdout)
	// Output:
	// {
	// "model": "words",
	// "version": 1,
	// "prior": 0,
	// "comparisons": [
	// {"name": "word", "levels": [
	//   {"code":"equal","m":0.9,"u":0.001},
	//   {"code":"else","m":0.1,"u":0.999}
	// ]}
	// ]
	// }
}
