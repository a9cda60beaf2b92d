package lobby_test

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestOnlyTheHolderGetsAToken(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.Empty(t, w.look(amy, id).Token)
	require.NotEmpty(t, w.held(amy, id).Token)
	require.Empty(t, w.look(lena, id).Token)
}

// Whoever is hidden from an officer is marked in the token all the same, and neither its
// length nor what two tokens have in common tells of it.
func TestA3_ATokenTellsNothingOfWhomItHides(t *testing.T) {
	secret := matching.Person{Given: "Ruth", Family: "Hidden", Phones: jane.Phones}
	review := func(of *matching.Person) (*world, store.RecordID, []byte) {
		w := newWorld(t, lobby.HPA2())
		w.client("c-1", jane)
		if of != nil {
			_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-2", Person: of, Restricted: new(true)}})
			require.NoError(t, err)
		}
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		return w, id, opaque(t, w.held(amy, id).Token)
	}
	_, _, without := review(nil)
	w, id, with := review(&secret)
	require.Len(t, with, len(without), "a token is as long with her as without her")

	again := opaque(t, w.look(amy, id).Token)
	other := opaque(t, w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})).Token)
	secret.Postcodes = []string{"LS9 9ZZ"}
	_, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-2", Person: &secret}})
	require.NoError(t, err)
	moved := opaque(t, w.look(amy, id).Token)
	for name, token := range map[string][]byte{"the same review": again, "another record": other, "she moves": moved} {
		require.Len(t, token, len(with), name)
		require.Zero(t, common(with, token), "%s: no run of bytes is in both", name)
	}
	for _, mark := range []string{"c-1", "c-2", "amy", string(id), "leeds"} {
		require.NotContains(t, string(with), mark)
	}
}

// opaque is a token's bytes.
func opaque(t *testing.T, token lobby.Token) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(string(token))
	require.NoError(t, err)
	return b
}

// common counts the runs of eight bytes that are in both.
func common(x, y []byte) (n int) {
	in := map[string]bool{}
	for i := range len(x) - 7 {
		in[string(x[i:i+8])] = true
	}
	for i := range len(y) - 7 {
		if in[string(y[i:i+8])] {
			n++
		}
	}
	return n
}

func TestATokenIsGoodForWhatItWasMadeForAndNothingElse(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	good, other := w.held(amy, one).Token, w.held(amy, two).Token
	elsewhere := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.TokenKey = []byte("another key of thirty-two bytes!") })
	flipped := []byte(good)
	flipped[len(flipped)/2] ^= 1
	for name, bad := range map[string]lobby.Token{
		"none": "", "another record's": other, "another host's": elsewhere.look(amy, one).Token,
		"cut off": good[:len(good)-4], "altered": lobby.Token(flipped), "not base 64": "!" + good, "spaces": good + " ",
		"endless": lobby.Token(strings.Repeat("A", 1<<20)),
	} {
		_, err := w.Assign(t.Context(), amy, one, "c-1", bad)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedToken}}, refusal(t, err, lobby.ErrStale).Changed, name)
		_, err = w.Create(t.Context(), amy, one, bad)
		refusal(t, err, lobby.ErrStale)
		_, err = w.Remove(t.Context(), amy, one, lobby.Removal{Reason: "test", Confirm: string(one), Token: bad})
		refusal(t, err, lobby.ErrStale)
	}
	// Taken over, the record is Lena's, and the token was Amy's.
	require.NoError(t, w.Reassign(t.Context(), lena, one, "lena"))
	_, err := w.Assign(t.Context(), lena, one, "c-1", good)
	require.Equal(t, lobby.ChangedToken, refusal(t, err, lobby.ErrStale).Changed[0].What)

	same := newWorldOver(t, w.store, lobby.HPA2())
	_, err = same.Assign(t.Context(), amy, two, "c-1", other)
	require.NoError(t, err, "nodes that share the key accept each other's tokens")
}

// Hosts that share a key and number their records alike are kept apart by what
// the token says, and not by luck.
func TestATokenIsGoodForOneAuthorityAndOneSystem(t *testing.T) {
	review := func(p lobby.Policy, at store.Authority) (*world, lobby.Actor, lobby.Review) {
		w := newWorld(t, p)
		machine, officer := portal, amy
		machine.Authority, officer.Authority = at, at
		id := w.receive(machine, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		return w, officer, w.held(officer, id)
	}
	w, amy, v := review(lobby.HPA2(), leeds)
	for name, other := range map[string]struct {
		policy    lobby.Policy
		authority store.Authority
	}{"authority": {lobby.HPA2(), "york"}, "system": {renamed{lobby.HPA2()}, leeds}} {
		_, _, foreign := review(other.policy, other.authority)
		require.Equal(t, v.Record.ID, foreign.Record.ID)
		_, err := w.Create(t.Context(), amy, v.Record.ID, foreign.Token)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedToken}}, refusal(t, err, lobby.ErrStale).Changed, name)
	}
	_, err := w.Create(t.Context(), amy, v.Record.ID, v.Token)
	require.NoError(t, err)
}

func FuzzToken(f *testing.F) {
	w := newWorld(&testing.T{}, lobby.HPA2())
	ctx := context.Background()
	rec, err := w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.NoError(f, err)
	_, err = w.Claim(ctx, amy, rec.ID)
	require.NoError(f, err)
	v, err := w.Review(ctx, amy, rec.ID)
	require.NoError(f, err)
	f.Add(string(v.Token[:20]))
	f.Add("")
	f.Fuzz(func(t *testing.T, token string) {
		if token == string(v.Token) {
			t.Skip()
		}
		_, err := w.Create(ctx, amy, rec.ID, lobby.Token(token))
		require.ErrorIs(t, err, lobby.ErrStale)
	})
}
