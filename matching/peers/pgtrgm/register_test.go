package pgtrgm_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// register is one made-up register twice: in an index and in PostgreSQL. Client i
// of the world is i in both.
type register struct {
	world   *matchtest.World
	matcher *matching.UKMatcher
	index   *index.Index
	db      *pgx.Conn
}

// newRegister fills both. The table is as one would make it without match keys: a
// column for each field, normalised as the matcher does, a trigram index on the
// full name and a plain one on each of the others.
func newRegister(t testing.TB, clients int) *register {
	t.Helper()
	r := &register{world: matchtest.New(1, clients), matcher: matching.UK(nil)}
	r.db = startServer(t, "shared_buffers=1GB", "maintenance_work_mem=256MB", "max_wal_size=8GB")
	r.index = index.New(r.matcher, index.Options{})
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

// fill puts everybody into the index on their way into the table.
func (r *register) fill() pgx.CopyFromSource {
	id := 0
	next := make(chan matching.Parsed, 64)
	go func() {
		for c := range r.world.Clients() {
			next <- r.matcher.Parse(c.Person)
		}
		close(next)
	}()
	return pgx.CopyFromFunc(func() ([]any, error) {
		p, more := <-next
		if !more {
			return nil, nil
		}
		r.index.Put(index.ID(id), &p)
		f := fieldsOf(&p)
		row := []any{id, orNull(f.name), orNull(f.born), orNull(f.nino), first(f.phones), first(f.emails), first(f.postcodes)}
		id++
		return row, nil
	})
}

// fields are a person as columns know one.
type fields struct {
	name, born, nino          string
	phones, emails, postcodes []string
}

func fieldsOf(p *matching.Parsed) fields {
	parts := p.Parts()
	f := fields{nino: parts.NINO, phones: parts.Phones, postcodes: parts.Postcodes}
	surname := ""
	for s := range parts.Surnames.Texts() {
		surname = s
		break
	}
	f.name = strings.ToLower(strings.TrimSpace(parts.Forename.Text() + " " + surname))
	if parts.Day != 0 {
		b := []byte("0000-00-00")
		for at, n := 3, parts.Year; n > 0; at, n = at-1, n/10 {
			b[at] += byte(n % 10)
		}
		b[5], b[6] = b[5]+byte(parts.Month/10), b[6]+byte(parts.Month%10)
		b[8], b[9] = b[8]+byte(parts.Day/10), b[9]+byte(parts.Day%10)
		f.born = string(b)
	}
	for _, m := range parts.Emails {
		f.emails = append(f.emails, m.User+"@"+m.Domain)
	}
	return f
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func first(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// search is the index: prepare, search, the ten heaviest.
func (r *register) search(p matching.Person) []int {
	q := r.matcher.Parse(p)
	found := r.index.Search(&q, top)
	ids := make([]int, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = int(h.ID)
	}
	return ids
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
func (r *register) trigrams(ctx context.Context, f *fields) ([]int, error) {
	rows, err := r.db.Query(ctx, byTrigrams, orNull(f.name), orNull(f.born), orNull(f.nino), f.phones, f.emails, f.postcodes)
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

// rescored returns the ten of those found whom the matcher, which weighs for the
// index too, puts first.
func (r *register) rescored(p matching.Person, ids []int) []int {
	q := r.matcher.Parse(p)
	pool := matching.Pool{Size: r.index.Len(), Counts: r.index.Carriers(&q)}
	number := map[string]int{}
	for _, id := range ids {
		c := r.world.Client(id)
		number[c.ID] = id
		pool.Clients = append(pool.Clients, matching.Candidate{ID: c.ID, Profile: r.matcher.Prepare(c.Person).Profile})
	}
	var out []int
	for _, m := range r.matcher.Rank(r.matcher.Prepare(p), pool).Clients {
		out = append(out, number[m.ID])
	}
	return out[:min(top, len(out))]
}
