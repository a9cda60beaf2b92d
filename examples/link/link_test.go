package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"flag"
	"hash/fnv"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// plain is a matcher so simple that its answers never change, so that golden files depend on
// this program and not on weights.
type plain struct{}

func (plain) Model() string { return "plain" }

// Prepare makes a profile that is the values compared, each on a line.
func (plain) Prepare(p matching.Person) matching.Prepared {
	var profile strings.Builder
	for _, v := range values(p) {
		profile.WriteString(v.text + "\n")
	}
	return matching.Prepared{Keys: plain{}.keys(p), Ask: plain{}.keys(p), Profile: matching.Profile(profile.String())}
}

func (plain) Stale(p matching.Profile) bool { return p == "" }

func (plain) keys(p matching.Person) []matching.Key {
	var keys []matching.Key
	for _, v := range values(p) {
		if v.text != "" {
			h := fnv.New64a()
			_, _ = h.Write([]byte(v.field + v.text))
			keys = append(keys, matching.Key(h.Sum64()>>1))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

type value struct {
	field, text string
	bits        float64
}

func values(p matching.Person) []value {
	one := func(vs []string) string { return strings.Join(vs[:min(1, len(vs))], "") }
	return []value{
		{"name", strings.ToUpper(p.Given + p.Family), 10},
		{"born", p.Born, 9},
		{"phone", one(p.Phones), 8},
		{"email", strings.ToLower(one(p.Emails)), 8},
	}
}

func (plain) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	mine := strings.Split(string(asker.Profile), "\n")
	r := matching.Ranking{Size: pool.Size, Model: "plain", TooFew: len(asker.Keys) == 0}
	total := .7
	for _, c := range pool.Clients {
		m := matching.Match{ID: c.ID}
		theirs := strings.Split(string(c.Profile), "\n")
		for i, v := range values(matching.Person{}) {
			e := matching.Evidence{Field: v.field}
			switch own, other := mine[i], theirs[i]; {
			case own == "" || other == "":
			case own == other:
				e.Level, e.Bits = "same", v.bits
			default:
				e.Level, e.Bits = "other", -2.5
			}
			m.Evidence = append(m.Evidence, e)
			m.Weight += e.Bits
		}
		m.Probability = .3 / float64(pool.Size) * math.Exp2(m.Weight)
		total += m.Probability
		r.Clients = append(r.Clients, m)
	}
	for i := range r.Clients {
		r.Clients[i].Probability /= total
		r.Clients[i].Rating = matching.RatingOf(r.Clients[i].Probability)
	}
	r.None = .7 / total
	slices.SortStableFunc(r.Clients, func(a, b matching.Match) int { return cmp.Compare(b.Probability, a.Probability) })
	return r
}

var fixed = program{func(string, *matching.Options) (matching.Matcher, error) { return plain{}, nil }}

// made writes a register, the cases that arrive against it and the truth, and
// returns the flags that name the files.
func made(t *testing.T, clients, cases int) (dir string, args []string) {
	t.Helper()
	dir = t.TempDir()
	w := matchtest.New(1, clients)
	files := map[string]*people.Writer{}
	for _, name := range []string{"clients.csv", "cases.csv"} {
		f, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() }) // written by then
		files[name] = people.NewWriter(f)
	}
	for c := range w.Clients() {
		require.NoError(t, files["clients.csv"].Write(people.Row{ID: c.ID, Person: c.Person}))
	}
	truth := "case_id,client_ids\n"
	for c := range w.Cases(cases, matchtest.Everyday()) {
		channel := []string{"self-referral", "duty-to-refer", "third-party", "partner", "provider"}[len(truth)%5]
		require.NoError(t, files["cases.csv"].Write(people.Row{ID: c.ID, Channel: channel, Person: c.Person}))
		truth += c.ID + "," + strings.Join(c.Clients, ";") + "\n"
	}
	for _, f := range files {
		require.NoError(t, f.Flush())
	}
	write(t, dir, "truth.csv", truth)
	return dir, []string{"-clients", filepath.Join(dir, "clients.csv"), "-cases", filepath.Join(dir, "cases.csv"),
		"-out", filepath.Join(dir, "matches.csv")}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func appendTo(t *testing.T, dir, name, text string) {
	t.Helper()
	was, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	write(t, dir, name, string(was)+text)
}

// golden compares text with a file of testdata.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), text)
}

// run runs the program and returns what it printed.
func run(t *testing.T, p program, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = p.run(t.Context(), args, &out, &err)
	return status, out.String(), err.String()
}

func TestBadRowsAreReportedAndTheRestIsLinked(t *testing.T) {
	dir, args := made(t, 300, 40)
	none := strings.Repeat(",", len(people.Columns())-5) // of what follows the family name
	appendTo(t, dir, "clients.csv", "C0000001,,Again,,Example"+none+"\nshort,row\n,,No,,Id"+none+"\n")
	appendTo(t, dir, "cases.csv", "L0000900,partner,Bad\x81,,Example"+none+"\nL0000901,\x01,Odd,,Channel"+none+"\n"+
		"L0000902,partner,Good\xff,,Example"+none+"\nL0000903,partner,,,"+none+"\n=1+1,partner,A,,Formula"+none+"\n")
	appendTo(t, dir, "truth.csv", "L0000902,,too many\nL0000001,\n,C0000001\n")
	status, stdout, stderr := run(t, fixed, append(args, "-truth", filepath.Join(dir, "truth.csv"))...)
	require.Equal(t, partial, status, stderr)
	speed := regexp.MustCompile(`\d+ cases per second|cases per second +\d+`)
	golden(t, "report.txt", speed.ReplaceAllString(stdout, "cases per second N"))
	golden(t, "complaints.txt", strings.ReplaceAll(speed.ReplaceAllString(stderr, "N cases per second"), dir+string(filepath.Separator), ""))
	matches, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)
	golden(t, "matches.csv", string(matches))
}

func TestTheOrderDoesNotDependOnTheWorkers(t *testing.T) {
	dir, args := made(t, 400, 150)
	var first []byte
	for _, n := range []int{1, 2, 7} {
		status, _, stderr := run(t, fixed, append(args, "-workers", strconv.Itoa(n))...)
		require.Zero(t, status, stderr)
		got, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
		require.NoError(t, err)
		if first == nil {
			first = got
		}
		require.Equal(t, string(first), string(got))
	}
}

func TestEveryCaseHasOneRowForNoneAndRanksInOrder(t *testing.T) {
	dir, args := made(t, 400, 150)
	status, _, stderr := run(t, fixed, args...)
	require.Zero(t, status, stderr)
	f, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(f)).ReadAll()
	require.NoError(t, err)
	type seen struct {
		rows, none int
		last, sum  float64
	}
	cases := map[string]*seen{}
	for _, r := range rows[1:] {
		c := cases[r[0]]
		if c == nil {
			c = &seen{last: 1}
			cases[r[0]] = c
		}
		c.rows++
		require.Equal(t, strconv.Itoa(c.rows), r[1], "ranks run from 1")
		p, err := strconv.ParseFloat(r[3], 64)
		require.NoError(t, err)
		require.LessOrEqual(t, p, c.last, "the likeliest first")
		c.last, c.sum = p, c.sum+p
		if r[2] == "" {
			c.none++
		} else {
			require.GreaterOrEqual(t, p, .001)
		}
	}
	require.Len(t, cases, 150)
	for id, c := range cases {
		require.Equal(t, 1, c.none, id)
		require.InDelta(t, 1, c.sum, .05, id)
	}
}

func TestAPolicyReceivesOnlyItsOwnChannels(t *testing.T) {
	_, args := made(t, 50, 50)
	status, _, stderr := run(t, fixed, append(args, "-policy", "hrs")...)
	require.Equal(t, partial, status)
	require.Regexp(t, `cases.csv:\d+: this channel does not wait in the lobby`, stderr)
	require.Regexp(t, `50 clients, \d\d cases compared, \d\d bad rows left out`, stderr)
}

func TestNothingIsLeftBehindWhereNothingCouldBeDone(t *testing.T) {
	dir, args := made(t, 20, 10)
	noCase := write(t, dir, "no-case.csv", "id,family_name\n,Example\n")
	noHeader := write(t, dir, "no-header.csv", "")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		args   []string
		status int
		says   string
	}{
		"no file of clients":   {t.Context(), append(args, "-clients", filepath.Join(dir, "none.csv")), failed, "none.csv"},
		"no header":            {t.Context(), append(args, "-clients", noHeader), failed, "no usable header"},
		"no usable case":       {t.Context(), append(args, "-cases", noCase), failed, "no-case.csv: no row could be used"},
		"no place to write":    {t.Context(), append(args, "-out", filepath.Join(dir, "nowhere", "m.csv")), failed, "nowhere"},
		"no header of truth":   {t.Context(), append(args, "-truth", noHeader), failed, "; its columns are case_id and client_ids"},
		"interrupted":          {cancelled, args, failed, "interrupted"},
		"no -out":              {t.Context(), args[:4], misuse, "required"},
		"an unknown policy":    {t.Context(), append(args, "-policy", "hpa3"), misuse, "hpa2 or hrs"},
		"an unknown flag":      {t.Context(), append(args, "-nonsense"), misuse, "nonsense"},
		"something besides":    {t.Context(), append(args, "more"), misuse, "unexpected"},
		"no workers":           {t.Context(), append(args, "-workers", "0"), misuse, "at least 1"},
		"nobody known":         {t.Context(), append(args, "-known", "0"), misuse, "above 0 and at most 1"},
		"more than all known":  {t.Context(), append(args, "-known", "1.01"), misuse, "above 0 and at most 1"},
		"no number":            {t.Context(), append(args, "-found", "NaN"), misuse, "above 0 and at most 1"},
		"somebody asks how":    {t.Context(), []string{"-help"}, done, "-clients"},
		"of which columns":     {t.Context(), []string{"-help"}, done, "id, channel, given_name, "},
		"and those of a truth": {t.Context(), []string{"-help"}, done, "Of the truth: case_id, client_ids."},
		"a model not readable": {t.Context(), append(args, "-model", filepath.Join(dir, "none.json")), failed, "none.json"},
	} {
		var stdout, stderr bytes.Buffer
		p := program{func(file string, _ *matching.Options) (matching.Matcher, error) {
			if file == "" {
				return plain{}, nil
			}
			_, err := os.Open(file)
			return plain{}, err
		}}
		require.Equal(t, c.status, p.run(c.ctx, slices.Clone(c.args), &stdout, &stderr), name)
		require.Contains(t, stderr.String(), c.says, name)
		left, err := filepath.Glob(filepath.Join(dir, "*match*"))
		require.NoError(t, err)
		require.Empty(t, left, name)
		hidden, err := filepath.Glob(filepath.Join(dir, ".link*"))
		require.NoError(t, err)
		require.Empty(t, hidden, name)
	}
}

func TestAnInterruptedRunKeepsTheFileThatWasThere(t *testing.T) {
	dir, args := made(t, 200, 100)
	write(t, dir, "matches.csv", "the file of yesterday")
	ctx, cancel := context.WithCancel(t.Context())
	p := program{func(string, *matching.Options) (matching.Matcher, error) { return interrupting{plain{}, cancel}, nil }}
	var stdout, stderr bytes.Buffer
	require.Equal(t, failed, p.run(ctx, args, &stdout, &stderr))
	require.Contains(t, stderr.String(), "interrupted")
	kept, err := os.ReadFile(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)
	require.Equal(t, "the file of yesterday", string(kept))
}

// interrupting is a matcher that cancels the context, as Ctrl-C does, while it works.
type interrupting struct {
	plain
	cancel context.CancelFunc
}

func (m interrupting) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	m.cancel()
	return m.plain.Rank(asker, pool)
}

func TestMadeUpPeopleNeedNoFiles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "m.csv")
	status, stdout, stderr := run(t, fixed, "-made", "400", "-out", out)
	require.Zero(t, status, stderr)
	require.Contains(t, stderr, "400 clients, 100 cases compared, 0 bad rows left out")
	require.Regexp(t, `(?m)^cases +100$`, stdout)
	status, _, stderr = run(t, fixed, "-made", "400", "-out", out, "-clients", "c.csv")
	require.Equal(t, misuse, status)
	require.Contains(t, stderr, "-made takes no files")
}

func TestProgressSaysHowFastAndHowLong(t *testing.T) {
	_, args := made(t, 60, 10)
	_, _, stderr := run(t, fixed, append(args, "-progress")...)
	require.Regexp(t, `(?m)^clients: 60 of 60 \(100 %\), \d+ per second, 0s left$`, stderr)
	require.Regexp(t, `(?m)^cases compared: 10 of 10 \(100 %\)`, stderr)
	_, _, stderr = run(t, fixed, args...)
	require.NotContains(t, stderr, "left\n", "no terminal, no progress")
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	dir, args := made(t, 20, 5)
	status, _, _ := run(t, fixed, args...)
	require.Zero(t, status)
	info, err := os.Stat(filepath.Join(dir, "matches.csv"))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}
