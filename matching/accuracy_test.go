package matching_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// logged runs a trial and shows what it found.
func logged(t *testing.T, r *trial.Register, cases []trial.Case) trial.Figures {
	f := trial.Run(r, slices.Values(cases))
	t.Log("\n" + trial.Head + f.Row(t.Name()) + trial.BandHead() + f.BandRow(t.Name()) + f.GroupTable(10))
	return f
}

// madeUp is a register and cases by other hands than those that made the model.
func madeUp(m matching.Matcher, seed uint64, clients, cases int, mix matchtest.Mix) (*trial.Register, []trial.Case) {
	w := matchtest.New(seed, clients)
	return trial.Of(m, w, 0), slices.Collect(trial.Arrivals(w, cases, mix))
}

func TestUKModelIsAccurateOnARegisterByOtherHands(t *testing.T) {
	for _, c := range []struct {
		name             string
		clients, cases   int
		mix              matchtest.Mix
		first, loss, ece float64
	}{
		{"everyday", 20_000, 3_000, matchtest.Everyday(), .985, .07, .015},
		{"a small register", 300, 1_000, matchtest.Everyday(), .985, .07, .015},
		{"nearly everybody is new", 10_000, 1_000, matchtest.Mix{Clients: .1, Relatives: .1, Realistic: .9}, .985, .04, .04},
		{"nearly everybody is known", 10_000, 1_000, matchtest.Mix{Clients: .9, Relatives: .02, Realistic: .9}, .985, .12, .01},
		{"a third are relatives", 10_000, 1_000, matchtest.Mix{Clients: .33, Relatives: .33, Realistic: .8}, .985, .1, .04},
		{"referrals by those who hardly know the person", 10_000, 1_000, matchtest.Mix{Clients: .45, Relatives: .1, Hard: 1}, .94, .25, .04},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, cases := madeUp(matching.UK(nil), uint64(len(c.name)), c.clients, c.cases, c.mix)
			f := logged(t, r, cases)
			require.GreaterOrEqual(t, f.First, c.first, "right client first")
			require.LessOrEqual(t, f.LogLoss, c.loss, "log loss per case")
			require.LessOrEqual(t, f.ECE, c.ece, "calibration error of those said at .01 and above")
		})
	}
}

func TestUKModelIsAccurateUntrained(t *testing.T) {
	m := matching.UK(nil)
	r, cases := filed(t, m)
	f := logged(t, r, cases)
	require.GreaterOrEqual(t, rowsListed(m, r, cases), .998, "blocking recall")
	require.GreaterOrEqual(t, f.First, .985, "right client first")
	require.GreaterOrEqual(t, f.Precision(), .985)
	require.GreaterOrEqual(t, f.Recall, .93)
	require.LessOrEqual(t, f.LogLoss, .08, "log loss per case")
	require.LessOrEqual(t, f.ECE, .02)
}

// rowsListed is the share of all rows of a register that are the person of a case
// whom a search finds.
func rowsListed(m matching.Matcher, r *trial.Register, cases []trial.Case) float64 {
	found, rows := 0, 0
	for _, c := range cases {
		rows += len(c.Clients)
		for _, client := range r.Pool(m.Prepare(c.Person).Ask).Clients {
			if slices.Contains(c.Clients, client.ID) {
				found++
			}
		}
	}
	return float64(found) / float64(rows)
}

// filed reads the made-up UK register and its cases, which are no part of the
// project.
func filed(t testing.TB, m matching.Matcher) (*trial.Register, []trial.Case) {
	dir := filepath.Join("..", "..", "shared", "data", "uk")
	r := trial.NewRegister(m, 0)
	for _, row := range rows(t, filepath.Join(dir, "clients.csv")) {
		r.Put(row["id"], personOf(row))
	}
	truth := map[string][]string{}
	for _, row := range rows(t, filepath.Join(dir, "truth.csv")) {
		truth[row["case_id"]] = valuesOf(row["client_ids"])
	}
	var cases []trial.Case
	for _, row := range rows(t, filepath.Join(dir, "cases.csv")) {
		cases = append(cases, trial.Case{Person: personOf(row), Clients: truth[row["id"]]})
	}
	return r, cases
}

// rows reads a CSV file into maps by column.
func rows(t testing.TB, path string) []map[string]string {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skipf("%s is not there", path)
	}
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	out := make([]map[string]string, 0, len(all))
	for _, r := range all[1:] {
		m := make(map[string]string, len(r))
		for i, v := range r {
			m[all[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

func valuesOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func personOf(r map[string]string) matching.Person {
	return matching.Person{
		Given: r["given_name"], Middle: r["middle_name"], Family: r["family_name"], FormerFamily: valuesOf(r["former_family_name"]),
		Born: r["date_of_birth"], NINO: r["nino"], Emails: valuesOf(r["email"]), Phones: valuesOf(r["phone"]),
		Postcodes: valuesOf(r["postcode"]), PreviousPostcodes: valuesOf(r["previous_postcodes"]),
	}
}
