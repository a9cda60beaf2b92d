package postgres_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// planted are texts that nobody but the subject has, in every place of a row
// where there is text of the sender's, each in every form that a host may have
// put it in.
type planted struct {
	person  matching.Person
	details []byte
	markers map[string]string // by where it was planted
}

func plant(tag string) planted {
	p := planted{markers: map[string]string{}}
	mark := func(where string) string {
		text := "Zoë" + strings.ReplaceAll(tag+where, " ", "")
		p.markers[where] = text
		return text
	}
	p.person = matching.Person{
		Given: mark("given"), Middle: mark("middle"), Family: mark("family"), FormerFamily: []string{mark("former"), mark("former2")},
		Born: mark("born"), NINO: mark("nino"), Emails: []string{mark("e1"), mark("e2")}, Phones: []string{mark("p1"), mark("p2")},
		Postcodes: []string{mark("pc1")}, PreviousPostcodes: []string{mark("pc2"), mark("pc3")},
	}
	var details []string
	for _, field := range []string{"d1", "d2", "d3", "d4"} {
		m := mark(field)
		quoted, _ := json.Marshal(m)
		for form, text := range map[string]string{
			"as it is": m, "decomposed": strings.ReplaceAll(m, "ë", "e\u0308"), "upper": strings.ToUpper(m), "json": strings.ReplaceAll(string(quoted), "ë", `\u00eb`),
			"url": url.QueryEscape(m), "base64": base64.StdEncoding.EncodeToString([]byte(m)), "hex": hex.EncodeToString([]byte(m)),
		} {
			p.markers[field+" "+form] = text
			details = append(details, text)
		}
	}
	p.details = []byte(strings.Join(details, "\n"))
	return p
}

// found returns where the markers are that a dump holds, raw or in an encoding
// that a database or a codec might have given them.
func (p planted) found(dump []byte) map[string]bool {
	found := map[string]bool{}
	for where, m := range p.markers {
		forms := [][]byte{[]byte(m), []byte(hex.EncodeToString([]byte(m))), []byte(strings.ReplaceAll(m, "ë", `\u00eb`)), []byte(strings.ReplaceAll(m, `\`, `\\`))}
		for shift := range 3 { // base64 of a text that begins anywhere within three bytes
			coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + m))
			forms = append(forms, []byte(coded[(shift*8+5)/6:len(coded)-4]))
		}
		for _, form := range forms {
			if bytes.Contains(dump, form) {
				found[where] = true
			}
		}
	}
	return found
}

// keysIn counts how many of a person's keys, as the database keeps them, a dump holds.
func keysIn(dump []byte, keys []matching.Key) (n int) {
	for _, k := range keys {
		if bytes.Contains(dump, []byte(strconv.FormatInt(postgres.Mixed(hackney, k), 10))) {
			n++
		}
	}
	return n
}

// holds reports whether a dump holds a profile, as the database writes bytes.
func holds(dump []byte, p matching.Profile) bool {
	return bytes.Contains(dump, []byte(hex.EncodeToString([]byte(p))))
}

func TestNothingOfAPersonIsLeftAfterRemovalOrErasure(t *testing.T) {
	url := sharedURL(t)
	pool := openPool(t, url)
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	uk := matching.UK(nil)
	desk := lobby.New(s, uk, lobby.HPA2(), nil)
	everything := func() []byte {
		var b bytes.Buffer
		require.NoError(t, dump(&handle{url: url, options: o}, &b))
		return b.Bytes()
	}
	_, err := s.Load(t.Context(), hackney, madeUp(200), nil) // company, so that there are statistics
	require.NoError(t, err)

	record, client := plant("record"), plant("client")
	receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{
		Channel: store.ChannelDutyToRefer, Key: "k", Person: record.person, Details: record.details,
		Household: []store.Member{{Relation: "child", Person: record.person}},
		Referrer:  store.Referrer{Organisation: "Hospital", Contact: record.person.Given},
		Tasks:     []store.Task{{ID: "t", Type: "call", Title: record.person.Family, Note: record.person.Given}},
	})
	require.NoError(t, err)
	_, err = desk.PutClients(t.Context(), casework, []lobby.ClientUpdate{{
		ID: "erased", Person: client.person, Cases: []store.Case{{ID: "c", System: "hpa2", Details: client.details, Opened: noon, Closed: noon}},
	}})
	require.NoError(t, err)
	require.NoError(t, s.Scrub(t.Context(), false))

	before := everything()
	require.GreaterOrEqual(t, len(record.markers), 40)
	require.Len(t, record.found(before), len(record.markers), "the scan sees every marker of the record")
	require.Len(t, client.found(before), len(client.markers), "the scan sees every marker of the client")
	require.Equal(t, len(uk.Prepare(record.person).Keys), keysIn(before, uk.Prepare(record.person).Keys), "the scan sees the keys")
	require.Equal(t, len(uk.Prepare(client.person).Keys), keysIn(before, uk.Prepare(client.person).Keys), "the scan sees the keys")
	profiles := []matching.Profile{uk.Prepare(record.person).Profile, uk.Prepare(client.person).Profile}
	for _, p := range profiles {
		require.True(t, holds(before, p), "the scan sees the profiles")
	}

	_, err = desk.Claim(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	v, err := desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	_, err = desk.Remove(t.Context(), officer(1), receipt.ID, lobby.Removal{Reason: "test", Confirm: string(receipt.ID), Token: v.Token})
	require.NoError(t, err)
	protection := lobby.Actor{ID: "dora", Authority: hackney, Role: lobby.DataProtection, Rights: lobby.MayErase}
	require.NoError(t, desk.EraseClient(t.Context(), protection, "erased"))
	require.NoError(t, s.Scrub(t.Context(), true))

	after := everything()
	require.Empty(t, record.found(after))
	require.Empty(t, client.found(after))
	for _, p := range profiles {
		require.False(t, holds(after, p))
	}
	require.Zero(t, keysIn(after, uk.Prepare(record.person).Keys))
	require.Zero(t, keysIn(after, uk.Prepare(client.person).Keys))
	t.Logf("%d markers and %d keys planted, all found before; 0 found in %d bytes after",
		len(record.markers)+len(client.markers), len(uk.Prepare(record.person).Keys)+len(uk.Prepare(client.person).Keys), len(after))
}

// TestScrubLeavesNothingInTheFiles reads the tables' files on disk.
func TestScrubLeavesNothingInTheFiles(t *testing.T) {
	if os.Getenv("CASELOBBY_POSTGRES_URL") != "" {
		t.Skip("skipped: a server of one's own is needed to read its files")
	}
	pool := openPool(t, sharedURL(t))
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	inFiles := func() (n int) {
		_, err := pool.Exec(t.Context(), "CHECKPOINT")
		require.NoError(t, err)
		root := filepath.Join(shared.server.dir, "data", "base")
		require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			n += bytes.Count(b, []byte("Plantedonce"))
			return err
		}))
		return n
	}
	c := client("c", func(c *store.Client) { c.Person.Family = "Plantedonce" })
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, c))))
	require.NotZero(t, inFiles())
	require.NoError(t, s.Commit(t.Context(), clients(overClient(1, c, erased("c")))))
	require.NotZero(t, inFiles(), "an erasure alone does not clear the file")
	require.NoError(t, s.Scrub(t.Context(), true))
	require.Zero(t, inFiles())
}
