package postgres_test

import (
	"context"
	"io/fs"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// A register that an earlier release filled loses nobody: what was typed of a
// person is read as it was, and has no profile yet.
func TestRowsOfTheFirstMigrationAreReadAfterTheSecond(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := emptySchema(t, pool)
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	first, err := fs.ReadFile(postgres.Migrations(), "001_lobby.sql")
	require.NoError(t, err)
	for _, text := range []string{
		"SET LOCAL search_path = " + o.Schema, "CREATE TABLE lobby_migration (version integer PRIMARY KEY)",
		string(first), "INSERT INTO lobby_migration VALUES (1)",
	} {
		_, err := tx.Exec(t.Context(), text)
		require.NoError(t, err)
	}
	people := map[string]struct {
		stored string
		want   matching.Person
	}{
		"nobody":    {"\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f", matching.Person{}},
		"plain":     {"Ann\x1fMarie\x1fLee\x1f1984-05-06\x1fQQ123456C\x1fRoe\x1e\x1fa@x.example\x1eb@x.example\x1e\x1f07700 900123\x1e\x1fLS1 4AP\x1e\x1fM1 1AA\x1e\x1f", matching.Person{Given: "Ann", Middle: "Marie", Family: "Lee", Born: "1984-05-06", NINO: "QQ123456C", FormerFamily: []string{"Roe"}, Emails: []string{"a@x.example", "b@x.example"}, Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 4AP"}, PreviousPostcodes: []string{"M1 1AA"}}},
		"escaped":   {"a\\\x1fb\x1f\x1f\\\\\x1f\x1f\x1fc\\\x1ed\x1ee\\\\\x1e\x1f\x1f\x1f\x1f\x1f", matching.Person{Given: "a\x1fb", Family: `\`, FormerFamily: []string{"c\x1ed", `e\`}}},
		"lines":     {"two\nlines \"quoted\"\x1f\x1fé😀\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f", matching.Person{Given: "two\nlines \"quoted\"", Family: "é😀"}},
		"emptyText": {"\x1f\x1f\x1f\x1f\x1f\x1f\x1e\x1ex\x1e\x1f\x1f\x1f\x1f", matching.Person{Emails: []string{"", "", "x"}}},
	}
	for id, p := range people {
		_, err := tx.Exec(t.Context(), "INSERT INTO lobby_client VALUES ($1, $2, 3, NULL, $3, '{70}', '{4}', $4)", hackney, id, p.stored,
			`{"v":1,"row":{"authority":"E09000012","id":"`+id+`","version":3,"from":"r\u0000"}}`)
		require.NoError(t, err)
		_, err = tx.Exec(t.Context(), "INSERT INTO lobby_record VALUES ($1, $2, 3, true, now(), '', 'waiting', '', '', '', $3, '{}', '{}', $4)", hackney, id, p.stored,
			`{"v":1,"row":{"authority":"E09000012","id":"`+id+`","version":3,"state":"waiting"}}`)
		require.NoError(t, err)
	}
	_, err = tx.Exec(t.Context(), `INSERT INTO lobby_client VALUES ('E09000012', 'erased', 2, NULL, $$$$, '{}', '{5}', '{"v":1,"row":{"authority":"E09000012","id":"erased","version":2}}');
INSERT INTO lobby_tally VALUES ('E09000012', 4, 5), ('E09000012', 5, 1), ('E09000012', 99, 7);
ALTER TABLE lobby_client FORCE ROW LEVEL SECURITY`)
	require.NoError(t, err)
	require.NoError(t, postgres.MigrateTx(t.Context(), tx, o))
	var forced bool
	require.NoError(t, tx.QueryRow(t.Context(), "SELECT relforcerowsecurity FROM pg_class WHERE oid = '"+o.Schema+".lobby_client'::regclass").Scan(&forced))
	require.True(t, forced, "policies hold for the owner as before")
	s := postgres.New(tx, o)
	require.NoError(t, s.Validate(t.Context()))
	require.Equal(t, len(people), sizeOf(t, s), "whoever was erased does not count")
	require.True(t, mustClient(t, s, "erased").Version == 2)
	for id, p := range people {
		c := mustClient(t, s, store.ClientID(id))
		require.True(t, matching.Profile("") == c.Profile && c.From == "r\x00" && c.Version == 3, id)
		requireSamePerson(t, p.want, c.Person, id)
		requireSamePerson(t, p.want, mustRecord(t, s, store.RecordID(id)).Person, id)
	}
}

func requireSamePerson(t *testing.T, want, got matching.Person, id string) {
	t.Helper()
	for i, f := range got.Fields() {
		require.True(t, slices.Equal(want.Fields()[i].Values(), f.Values()), "%s: %s is %q", id, f.Name, f.Values())
	}
}
