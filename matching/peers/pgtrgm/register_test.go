package pgtrgm_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// register is one made-up register twice: in a store in memory, which is asked and
// ranked as a lobby does it, and in PostgreSQL. Client i of the world is i in both.
type register struct {
	world   *matchtest.World
	matcher *matching.UKMatcher
	memory  *memory.Store
	db      *pgx.Conn
}

const (
	authority = store.Authority("leeds")
	followed  = 100 // how many may share a key for it to be followed, as a lobby has it
)

// newRegister fills both. The table is as one would make it without match keys: a
// column for each field, normalised as the matcher does, a trigram index on the
// full name and a plain one on each of the others.
func newRegister(t testing.TB, clients int) *register {
	t.Helper()
	r := &register{world: matchtest.New(1, clients), matcher: matching.UK(nil)}
	r.db = startServer(t, "shared_buffers=1GB", "maintenance_work_mem=256MB", "max_wal_size=8GB")
	r.memory = new(memory.Store)
	_, err := r.db.Exec(t.Context(), `CREATE TABLE client (id int NOT NULL, name text, born text, nino text, phone text, email text, postcode text)`)
	must(t, err)
	_, err = r.db.CopyFrom(t.Context(), pgx.Identifier{"client"}, []string{"id", "name", "born", "nino", "phone", "email", "postcode"}, r.fill())
	must(t, err)
	for _, s := range []string{
		"ALTER TABLE client ADD PRIMARY KEY (id)", "CREATE INDEX ON client USING gin (name gin_trgm_ops)",
		"CREATE INDEX ON client (born)", "CREATE INDEX ON client (nino)", "CREATE INDEX ON client (phone)",
		"CREATE INDEX ON client (email)", "CREATE INDEX ON client (postcode)", "VACUUM ANALYZE client",
	} {
		_, err = r.db.Exec(t.Context(), s)
		must(t, err)
	}
	return r
}

// fill puts everybody into the store on their way into the table.
func (r *register) fill() pgx.CopyFromSource {
	id := 0
	next := make(chan matching.Person, 64)
	go func() {
		for c := range r.world.Clients() {
			next <- c.Person
		}
		close(next)
	}()
	return pgx.CopyFromFunc(func() ([]any, error) {
		p, more := <-next
		if !more {
			return nil, nil
		}
		if err := r.put(id, p); err != nil {
			return nil, err
		}
		f := peers.FieldsOf(p)
		row := []any{id, orNull(fullName(&f)), orNull(f.Born()), orNull(f.NINO), orNull(f.Phone()), orNull(f.Email()), orNull(f.Postcode())}
		id++
		return row, nil
	})
}

// put keeps of a person what is searched by.
func (r *register) put(id int, p matching.Person) error {
	q, name := r.matcher.Prepare(p), store.ClientID(matchtest.ClientID(id))
	c := store.Client{Authority: authority, ID: name, Version: 1, Keys: q.Keys, Profile: q.Profile}
	return r.memory.Commit(context.Background(), store.Batch{Authority: authority, Clients: []store.Change[store.ClientID, store.Client]{{ID: name, Next: &c}}})
}

// fullName is a person's name as the column has it.
func fullName(f *peers.Fields) string {
	return strings.ToLower(strings.TrimSpace(f.Forename() + " " + f.Surname()))
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// search is the library: prepare, ask the store, rank, the ten most probable.
func (r *register) search(ctx context.Context, p matching.Person) ([]int, error) {
	q := r.matcher.Prepare(p)
	pool, err := r.memory.Candidates(ctx, authority, q.Ask, followed)
	if err != nil {
		return nil, err
	}
	return firstTen(r.matcher.Rank(q, pool)), nil
}

func firstTen(r matching.Ranking) (ids []int) {
	for _, m := range r.Clients[:min(top, len(r.Clients))] {
		ids = append(ids, numberOf(m.ID))
	}
	return ids
}

// numberOf is the number of a client, from its id.
func numberOf(id string) (n int) {
	for _, d := range id[1:] {
		n = n*10 + int(d-'0')
	}
	return n - 1
}

// Whoever has a similar name or an equal value of any field, the fifty of them with
// the most equal values and the most similar name. The values of the person asked
// for are all tried.
const byTrigrams = `SELECT id FROM client
WHERE name % $1 OR born = $2 OR nino = $3 OR phone = ANY($4) OR email = ANY($5) OR postcode = ANY($6)
ORDER BY coalesce(similarity(name, $1), 0) + coalesce((born = $2)::int, 0) + coalesce((nino = $3)::int, 0)
	+ coalesce((phone = ANY($4))::int, 0) + coalesce((email = ANY($5))::int, 0) + coalesce((postcode = ANY($6))::int, 0) DESC, id
LIMIT 50`

// trigrams is what PostgreSQL finds.
func (r *register) trigrams(ctx context.Context, f *peers.Fields) ([]int, error) {
	emails, postcodes := []string{}, []string{}
	for _, m := range f.Emails {
		emails = append(emails, m.String())
	}
	for _, c := range f.Postcodes {
		postcodes = append(postcodes, peers.Finest(c))
	}
	rows, err := r.db.Query(ctx, byTrigrams, orNull(fullName(f)), orNull(f.Born()), orNull(f.NINO), f.Phones, emails, postcodes)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

// read is one client by primary key: the floor of anything that asks a database.
func (r *register) read(ctx context.Context, id int) (name string, err error) {
	var n, born, nino, phone, email, postcode *string
	err = r.db.QueryRow(ctx, "SELECT name, born, nino, phone, email, postcode FROM client WHERE id = $1", id).
		Scan(&n, &born, &nino, &phone, &email, &postcode)
	if n != nil {
		name = *n
	}
	return name, err
}

// rescored returns the ten of those found whom the matcher, which ranks for the store
// too, puts first.
func (r *register) rescored(ctx context.Context, p matching.Person, ids []int) ([]int, error) {
	q := r.matcher.Prepare(p)
	pool, err := r.memory.Candidates(ctx, authority, q.Ask, followed)
	if err != nil {
		return nil, err
	}
	pool.Clients = nil
	for _, id := range ids {
		pool.Clients = append(pool.Clients, matching.Candidate{ID: matchtest.ClientID(id), Profile: r.matcher.Prepare(r.world.Client(id).Person).Profile})
	}
	return firstTen(r.matcher.Rank(q, pool)), nil
}
