package matchtest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/matchtest"
)

// everything writes a register, a stream of each mix, and people told of in each
// way by each relation.
func everything(h hash.Hash, w *matchtest.World) {
	for c := range w.Clients() {
		_, _ = fmt.Fprintln(h, c.ID, c.Human, c.Home, told(c.Person))
	}
	for _, m := range []matchtest.Mix{matchtest.Everyday(), {Clients: .3, Relatives: .5, Hard: 1}, {Clients: .9, VeryHard: 1}} {
		for c := range w.Cases(500, m) {
			_, _ = fmt.Fprintln(h, c.ID, c.Clients, c.Related, c.As, told(c.Person))
		}
	}
	ways := []matchtest.Errors{{}, matchtest.Clean(), matchtest.Realistic(), matchtest.Hard(), matchtest.VeryHard(), matchtest.Register()}
	relations := []matchtest.Relation{matchtest.Partner, matchtest.Child, matchtest.Sibling, matchtest.Twin, matchtest.Namesake}
	for i := range 100 {
		for _, e := range ways {
			_, _ = fmt.Fprintln(h, told(w.Case(i, e).Person), told(w.Stranger(i, e).Person))
			for _, r := range relations {
				c, ok := w.Relative(i, r, e)
				_, _ = fmt.Fprintln(h, ok, c.As, told(c.Person))
			}
		}
	}
}

// Figures are compared between releases on these people, so whatever is added
// leaves them as they are.
func TestEveryWayToTellStaysTheSame(t *testing.T) {
	h := sha256.New()
	for seed := range uint64(3) {
		everything(h, matchtest.New(seed, 800))
	}
	require.Equal(t, "110b2f6031aefb3c43b8e25aa09a559405446f928bcd007d0484fd20b7465e53", hex.EncodeToString(h.Sum(nil)))
	h.Reset()
	for _, s := range []matchtest.Society{matchtest.RealRates(), matchtest.NoRelatives(), matchtest.ManyRelatives()} {
		everything(h, matchtest.NewWorld(1, 800, s))
	}
	require.Equal(t, "5319eafb2bb3bd82d2b1361194c6022fb5c78be112503884bda50e2b4b63a93e", hex.EncodeToString(h.Sum(nil)))
}
