package lobby_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// TestWhoHoldsACaseHoldsAllThatBelongsToIt merges, parts and erases clients at random while
// cases arrive and are decided. At every moment a decided record has its content if, and
// only if, some client who is not erased holds its case, and that client leads to it.
func TestWhoHoldsACaseHoldsAllThatBelongsToIt(t *testing.T) {
	for seed := range uint64(60) {
		h := &holders{world: newWorld(t, lobby.HPA2()), random: rand.New(rand.NewPCG(seed, 0)), erased: map[store.ClientID]bool{}}
		for i, id := range []store.ClientID{"c-0", "c-1", "c-2", "c-3"} {
			h.client(id, somebodyElse(i))
			h.ids = append(h.ids, id)
		}
		for range 20 {
			h.act()
			history, closed := fmt.Sprintf("seed %d: %s", seed, strings.Join(h.done, ", ")), 0
			for _, id := range h.records {
				closed += h.verify(history, id)
			}
			retired, err := h.Retire(t.Context(), host, lobby.Retention{Records: h.clock.Now(), DryRun: true})
			require.NoError(t, err)
			require.Equal(t, closed, retired.Records, "%s: the content of open cases is in use", history)
		}
	}
}

// somebodyElse is one of several people who have nothing in common.
func somebodyElse(i int) matching.Person {
	return matching.Person{Given: fmt.Sprint("Given", i), Family: fmt.Sprint("Family", i), Born: fmt.Sprintf("19%d0-01-02", i+1), NINO: fmt.Sprintf("QQ12345%dC", i)}
}

type holders struct {
	*world
	random  *rand.Rand
	ids     []store.ClientID
	records []store.RecordID
	erased  map[store.ClientID]bool
	done    []string
}

func (h *holders) any() store.ClientID { return h.ids[h.random.IntN(len(h.ids))] }

// act does one thing, or is refused.
func (h *holders) act() {
	x, y := h.any(), h.any()
	var err error
	switch what := h.random.IntN(8); what {
	case 0, 1, 2:
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: somebodyElse(h.random.IntN(6)), Details: []byte("details"),
			Household: []store.Member{{Relation: "partner", Person: somebodyElse(h.random.IntN(6))}}}
		h.decide(h.receive(portal, v), what, x, y)
	case 3, 4:
		_, err = h.MergeClients(h.t.Context(), host, x, y)
		h.note(err, "merge %s into %s", x, y)
	case 5:
		_, err = h.UnmergeClient(h.t.Context(), host, x)
		h.note(err, "part %s", x)
	case 6:
		err = h.EraseClient(h.t.Context(), dora, x)
		h.note(err, "erase %s", x)
		h.erased[x] = h.erased[x] || err == nil
	}
}

// decide claims a record, links its member to a client, and assigns it to another one or
// creates one.
func (h *holders) decide(id store.RecordID, what int, x, y store.ClientID) {
	h.records = append(h.records, id)
	_ = h.LinkMember(h.t.Context(), amy, id, h.held(amy, id).Household[0].ID, y)
	v, err := h.Review(h.t.Context(), amy, id, x)
	require.NoError(h.t, err)
	var d lobby.Decided
	if what == 0 {
		if d, err = h.Create(h.t.Context(), amy, id, v.Token); err == nil {
			h.ids = append(h.ids, d.Client)
		}
	} else {
		d, err = h.Assign(h.t.Context(), amy, id, x, v.Token)
	}
	h.note(err, "%s %s to %s", d.Kind, id, d.Client)
}

func (h *holders) note(err error, what string, args ...any) {
	if err == nil {
		h.done = append(h.done, fmt.Sprintf(what, args...))
	}
}

// verify holds one record to what its case says, and counts the case if it is closed.
func (h *holders) verify(history string, id store.RecordID) (closed int) {
	h.t.Helper()
	r := h.row(id)
	require.NoError(h.t, h.Audit(h.t.Context(), auditor, id), history)
	for _, m := range r.Household {
		require.False(h.t, h.erased[m.Client], history)
	}
	var holding []store.ClientID
	for _, c := range h.ids {
		for _, k := range h.register(c).Cases {
			if k.From == id {
				holding = append(holding, c)
				if !k.Open() {
					closed++
				}
			}
		}
	}
	if !r.State.Decided() {
		require.Empty(h.t, holding, history)
		return 0
	}
	require.Equal(h.t, len(holding) == 1, len(r.Details) > 0, "%s: %s is held by %v", history, id, holding)
	if len(holding) == 0 {
		return 0
	}
	require.False(h.t, h.erased[holding[0]], history)
	shown, err := h.Record(h.t.Context(), amy, id)
	require.NoError(h.t, err)
	require.NotEmpty(h.t, shown.Details, history)
	rs, err := h.ClientRecords(h.t.Context(), amy, holding[0])
	require.NoError(h.t, err)
	require.Contains(h.t, ids(rs.Decided), id, history)
	for _, who := range []lobby.Subject{{Client: holding[0]}, {Record: id}} {
		file, err := h.SubjectAccess(h.t.Context(), dora, who)
		require.NoError(h.t, err)
		require.Contains(h.t, string(file), string(id), history)
	}
	return closed
}
