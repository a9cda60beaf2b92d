package matching_test

import (
	"cmp"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// register is an index of people by key: what a store is to a matcher.
type register struct {
	people []known // ordered by id
	index  map[matching.Key][]int32
	limit  int
}

func newRegister(m matching.Matcher, people []known, limit int) *register {
	slices.SortFunc(people, func(a, b known) int { return cmp.Compare(a.ID, b.ID) })
	r := &register{people: people, index: map[matching.Key][]int32{}, limit: limit}
	for i, c := range people {
		for _, k := range m.Prepare(c.Person).Keys {
			r.index[k] = append(r.index[k], int32(i))
		}
	}
	return r
}

func (r *register) pool(m matching.Matcher, p matching.Person) matching.Pool {
	pool := matching.Pool{Size: len(r.people)}
	var found []int32
	for _, k := range m.Prepare(p).Keys {
		block := r.index[k]
		c := matching.KeyCount{Key: k, Clients: len(block)}
		if !k.CountOnly() {
			if c.Truncated = len(block) > r.limit; !c.Truncated {
				found = append(found, block...)
			}
		}
		pool.Counts = append(pool.Counts, c)
	}
	slices.Sort(found)
	for _, i := range slices.Compact(found) {
		pool.Clients = append(pool.Clients, candidate(r.people[i].ID, r.people[i].Person))
	}
	return pool
}

// arrival is one case and the clients that are the person.
type arrival struct {
	id     string
	person matching.Person
	truth  []string
}

// rows reads a CSV file into maps by column.
func rows(t testing.TB, path string) []map[string]string {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skipf("%s is not there: the shared data is not part of the project", path)
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

func personOf(r map[string]string) matching.Person {
	list := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, ";")
	}
	return matching.Person{
		Given: r["given_name"], Middle: r["middle_name"], Family: r["family_name"], FormerFamily: list(r["former_family_name"]),
		Born: r["date_of_birth"], NINO: r["nino"], Emails: list(r["email"]), Phones: list(r["phone"]),
		Postcodes: list(r["postcode"]), PreviousPostcodes: list(r["previous_postcodes"]),
	}
}

// ukData reads the made-up UK register and its cases.
func ukData(t testing.TB) (people []known, cases []arrival) {
	dir := filepath.Join("..", "..", "shared", "data", "uk")
	for _, r := range rows(t, filepath.Join(dir, "clients.csv")) {
		people = append(people, known{r["id"], personOf(r)})
	}
	truth := map[string][]string{}
	for _, r := range rows(t, filepath.Join(dir, "truth.csv")) {
		if r["client_ids"] != "" {
			truth[r["case_id"]] = strings.Split(r["client_ids"], ";")
		}
	}
	for _, r := range rows(t, filepath.Join(dir, "cases.csv")) {
		cases = append(cases, arrival{r["id"], personOf(r), truth[r["id"]]})
	}
	return people, cases
}
