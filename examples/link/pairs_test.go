package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// runPairsOf runs "link pairs" and returns what it wrote, without the header.
func runPairsOf(t *testing.T, args ...string) (rows [][]string, status int, stderr string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "pairs.csv")
	var said bytes.Buffer
	status = fixed.run(t.Context(), append([]string{"pairs", "-out", out}, args...), nil, &said)
	text, err := os.ReadFile(out)
	if status != done && status != partial {
		require.ErrorIs(t, err, os.ErrNotExist, "a failure leaves no file")
		return nil, status, said.String()
	}
	require.NoError(t, err)
	rows, err = csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"left_id", "right_id", "probability", "weight_bits", "evidence"}, rows[0])
	return rows[1:], status, said.String()
}

var toy = filepath.Join("testdata", "toy-model.json")

func TestATableIsLinkedWithItself(t *testing.T) {
	left := write(t, t.TempDir(), "left.csv", "\xef\xbb\xbftown,ref,surname,born,note\n"+
		"Leeds,1,Example,1990-05-17,a\nLeeds,2,Example,1990-05-17,b\nYork,3,Other,1990-05-17,c\nYork,3,Twice,,\nYork,,Nobody,,\nLeeds,4,Example,,d\n")
	rows, status, stderr := runPairsOf(t, "-model", toy, "-left", left, "-least", "0")
	require.Equal(t, partial, status, stderr)
	require.Contains(t, stderr, "left.csv:5: ref: the same as on line 4")
	require.Contains(t, stderr, "left.csv:6: ref: missing")
	require.Contains(t, stderr, "5 pairs compared, 5 written, 0 blocks too large, 2 bad rows left out")
	require.Equal(t, [][]string{
		// Bits: prior log2(.01/.99); surname log2(.9/.01) and, for its share of 3 in 4 rows, log2(.01/.75); born log2(.9/.01).
		{"1", "2", "0.521739130", "0.125530882", "surname=1:+0.26; born=1:+6.49"},
	}, rows[:1])

	rows, status, stderr = runPairsOf(t, "-model", toy, "-left", left, "-block", "town,born")
	require.Equal(t, partial, status, stderr)
	require.Len(t, rows, 1)
	require.Contains(t, stderr, "1 pairs compared, 1 written")
}

func TestTwoTablesAreLinkedWithOneAnother(t *testing.T) {
	dir := t.TempDir()
	left := write(t, dir, "left.csv", "REF,Surname,Born\n1,Example,1990-05-17\n2,Other,1980-01-02\n")
	right := write(t, dir, "right.csv", "born,ref,surname\n1990-05-17,1,Example\n1980-01-02,7,Other\n1980-01-02,8,Else\n")
	tf := write(t, dir, "tf.csv", "surname,tf_surname\nExample,0.01\nOther,0.01\n")
	rows, status, stderr := runPairsOf(t, "-model", toy, "-left", left, "-right", right, "-tf", "surname="+tf)
	require.Zero(t, status, stderr)
	var pairs []string
	for _, r := range rows {
		pairs = append(pairs, r[0]+"-"+r[1])
	}
	require.ElementsMatch(t, []string{"1-1", "2-7"}, pairs)
	require.Contains(t, stderr, "3 pairs compared, 2 written")
}

func TestPairsAreWeighedAsTheEngineThatIsNamedWould(t *testing.T) {
	dir := t.TempDir()
	left := write(t, dir, "left.csv", "ref,surname,born\n1,Siân,1990-05-17\n2,Sian,1990-05-17\n")
	model, err := os.ReadFile(toy)
	require.NoError(t, err)
	near := write(t, dir, "near.json", strings.NewReplacer(`\"surname_l\" = \"surname_r\"`, `levenshtein(\"surname_l\", \"surname_r\") <= 1`,
		`, "tf_adjustment_column": "surname"`, "").Replace(string(model)))
	for engine, evidence := range map[string]string{
		"duckdb 1.5": "surname=0", "duckdb 2.0": "surname=1", "": "surname=1", // bytes, letters, the newest
	} {
		rows, status, stderr := runPairsOf(t, "-model", near, "-left", left, "-least", "0", "-block", "born", "-engine", engine)
		require.Zero(t, status, stderr)
		require.Len(t, rows, 1)
		require.Contains(t, rows[0][4], evidence, engine)
	}
}

func TestPairsSaysHowItIsUsed(t *testing.T) {
	var said bytes.Buffer
	require.Equal(t, done, fixed.run(t.Context(), []string{"pairs", "-help"}, nil, &said))
	require.Contains(t, said.String(), "or one with itself")
	require.Contains(t, said.String(), "as Splink saves it")
	require.Contains(t, said.String(), "-block")
}

func TestPairsThatAreLeftOutAreNotAWholeAnswer(t *testing.T) {
	left := write(t, t.TempDir(), "left.csv", "ref,surname,born\n1,Example,1990\n2,Example,1990\n3,Example,1990\n")
	rows, status, stderr := runPairsOf(t, "-model", toy, "-left", left, "-least", "0", "-block", "surname", "-largest", "2")
	require.Equal(t, partial, status, stderr)
	require.Empty(t, rows)
	require.Contains(t, stderr, "not whole, pairs are left out: rows of 1 blocks of more than 2 pairs")
	_, status, stderr = runPairsOf(t, "-model", toy, "-left", left, "-least", "0", "-block", "surname", "-largest", "3")
	require.Equal(t, done, status, stderr)
}

func TestPairsRefusesWhatItCannotDo(t *testing.T) {
	dir := t.TempDir()
	left := write(t, dir, "left.csv", "ref,surname,born\n1,Example,\n")
	model, err := os.ReadFile(toy)
	require.NoError(t, err)
	odd := write(t, dir, "odd.json", strings.ReplaceAll(string(model), `l.\"born\" = r.\"born\"`, `substr(l.born, 1, 4) = substr(r.born, 1, 4)`))
	for says, args := range map[string][]string{
		"give -block":                     {"-model", odd, "-left", left},
		"not a Splink model":              {"-model", left, "-left", left},
		"no column town":                  {"-model", toy, "-left", left, "-block", "town"},
		"no row could be used":            {"-model", toy, "-left", write(t, dir, "none.csv", "ref,surname,born\n")},
		"is not known":                    {"-model", toy, "-left", left, "-engine", "duckdb 1.4"},
		"does not speak":                  {"-model", toy, "-left", left, "-engine", "spark 4.3"},
		"no such file":                    {"-model", toy, "-left", filepath.Join(dir, "nowhere.csv")},
		"not a table of term frequencies": {"-model", toy, "-left", left, "-tf", "surname=" + left},
	} {
		_, status, stderr := runPairsOf(t, args...)
		require.Equal(t, failed, status, says)
		require.Contains(t, stderr, says)
	}
	for says, args := range map[string][]string{
		"are required":           {"-model", toy},
		"not column=file":        {"-model", toy, "-left", left, "-tf", "surname"},
		"unexpected":             {"-model", toy, "-left", left, "more"},
		"-workers is at least 1": {"-model", toy, "-left", left, "-workers", "0"},
		"-least is between":      {"-model", toy, "-left", left, "-least", "NaN"},
		"leave it out":           {"-model", toy, "-left", left, "-right", filepath.Join(dir, ".", "left.csv")},
		"without a name":         {"-model", toy, "-left", left, "-block", "born,"},
	} {
		_, status, stderr := runPairsOf(t, args...)
		require.Equal(t, misuse, status, says)
		require.Contains(t, stderr, says)
	}
}

// Splink scored these pairs itself, with the same model and rules.
func TestPairsWeighWhatSplinkSaysTheyDo(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "splink", "fake_1000")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no pairs that Splink scored beside the project: ", dir)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	rows, status, stderr := runPairsOf(t, "-model", in("model.json"), "-left", in("records.csv"), "-least", "0",
		"-tf", "first_name="+in("tf_first_name.csv"), "-tf", "surname="+in("tf_surname.csv"), "-tf", "city="+in("tf_city.csv"), "-tf", "email="+in("tf_email.csv"))
	require.Zero(t, status, stderr)
	weights := map[[2]string]float64{}
	for _, r := range rows {
		w, err := strconv.ParseFloat(r[3], 64)
		require.NoError(t, err)
		weights[[2]string{r[0], r[1]}] = w
	}
	f, err := os.Open(in("pairs.csv"))
	require.NoError(t, err)
	defer func() { _ = f.Close() }() // only read
	want, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	l, r, weight := column(want[0], "unique_id_l"), column(want[0], "unique_id_r"), column(want[0], "match_weight")
	require.Greater(t, len(want), 3000)
	for _, p := range want[1:] {
		splinks, err := strconv.ParseFloat(p[weight], 64)
		require.NoError(t, err)
		ours, ok := weights[[2]string{p[l], p[r]}]
		if !ok {
			ours, ok = weights[[2]string{p[r], p[l]}]
		}
		require.True(t, ok, "%s and %s", p[l], p[r])
		require.Less(t, math.Abs(splinks-ours), 1e-8, "%s and %s", p[l], p[r])
	}
}

func column(header []string, name string) int {
	for i, c := range header {
		if c == name {
			return i
		}
	}
	return -1
}
