package lobby_test

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// fullest is an arrival with as much in it as is let in.
func fullest(n int) lobby.Arrival {
	v := lobby.Arrival{Channel: store.ChannelProvider, Key: fmt.Sprint(n), Person: jane, Details: []byte(strings.Repeat("d", lobby.MaxDetails))}
	for range 5 {
		v.Household = append(v.Household, store.Member{Relation: "child", Person: omar})
		v.Tasks = append(v.Tasks, store.Task{Title: strings.Repeat("t", 500), Note: strings.Repeat("n", 2000)})
	}
	return v
}

func TestH4_AClientDoesNotFillUpWithWhatArrives(t *testing.T) {
	for name, system := range map[string]lobby.Policy{"opened": lobby.HRS(), "closed at once": twoWays{lobby.HRS()}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, system)
			w.client("c-1", jane)
			for n := range 60 {
				id := w.receive(haven, fullest(n))
				require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "floating-support"))
				v := w.held(amy, id)
				require.NotEqual(t, lobby.EffectClientFull, v.Clients[0].Effects[0].Code)
				_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
				require.NoError(t, err)
			}
			cases := w.opened("c-1").Cases
			require.Len(t, cases, 60)
			for _, k := range cases {
				require.Len(t, k.Details, lobby.MaxDetails, "nothing is lost")
				require.Len(t, k.Tasks, 5)
				require.Len(t, k.Household, 5)
			}
		})
	}
}

// twoWays closes whatever is not the first.
type twoWays struct{ lobby.Policy }

func (twoWays) Place(in store.Case, onto store.Client) lobby.Placement {
	return lobby.HPA2().Place(in, onto)
}

// filled is a client with so much of the host's own that few more cases fit.
func filled(w *world, spare int) {
	w.client("c-1", jane)
	for n := 0; ; n++ {
		row, err := store.EncodeClient(w.register("c-1"))
		require.NoError(w.t, err)
		room := store.MaxRow - spare - len(row) - 200
		if room <= 0 {
			return
		}
		k := open(store.CaseID(fmt.Sprint("host-", n)), store.HRS)
		k.Details = make([]byte, min(lobby.MaxDetails, room*3/4))
		require.NoError(w.t, w.PutCase(w.t.Context(), host, "c-1", k))
	}
}

func TestH4_AClientWithoutRoomIsShownBeforeTheDecision(t *testing.T) {
	for spare := range 12 {
		t.Run(fmt.Sprint(spare*100), func(t *testing.T) {
			w := newWorld(t, lobby.HRS())
			filled(w, spare*100)
			full := false
			for n := 0; !full; n++ {
				require.Less(t, n, 10)
				id := w.receive(haven, fullest(n))
				v := w.held(amy, id)
				full = v.Clients[0].Effects[0].Code == lobby.EffectClientFull
				before := w.register("c-1")
				_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
				if !full {
					require.NoError(t, err, "what is shown is what is done")
					continue
				}
				e := refusal(t, err, lobby.ErrTooLarge)
				require.Equal(t, []string{"client", "client-full", "c-1"}, []string{e.Field, e.Code, string(e.Client)})
				require.Equal(t, before, w.register("c-1"))
				require.Equal(t, store.StateClaimed, w.row(id).State)

				// The host makes room; the officer looks again, since it is another effect.
				require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "host-0"}, "details"))
				_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
				require.Equal(t, lobby.ChangedEffect, refusal(t, err, lobby.ErrStale).Changed[0].What)
				_, err = w.Assign(t.Context(), amy, id, "c-1", w.look(amy, id).Token)
				require.NoError(t, err)
			}
		})
	}
}

func TestAClientIsMadeOfWhateverWasLetIn(t *testing.T) {
	for _, text := range []string{"x", "\x01", "\"", "💀"} {
		w := newWorld(t, lobby.HRS())
		for n := 400; ; n -= 5 {
			require.Positive(t, n)
			var huge matching.Person
			for _, f := range huge.Fields() {
				if f.List == nil {
					*f.Text = strings.Repeat(text, n)
				}
				for i := range lobby.MaxList {
					if f.List != nil {
						*f.List = append(*f.List, fmt.Sprint(i, strings.Repeat(text, n/4)))
					}
				}
			}
			rec, err := w.Receive(t.Context(), haven, lobby.Arrival{Channel: store.ChannelProvider, Person: huge})
			if err != nil { // it is refused where it can still be sent otherwise
				refusal(t, err, lobby.ErrTooLarge)
				continue
			}
			v := w.held(amy, rec.ID)
			_, err = w.Create(t.Context(), amy, rec.ID, v.Token)
			require.NoError(t, err, "what a record can hold a client can")
			break
		}
	}
}

// Whether a row fits is told by lengths where these are certain. They are never too
// short, whatever is in the row.
func TestTheLengthOfARowIsNeverUnderestimated(t *testing.T) {
	for _, text := range []string{"", "x", "\x01", "\u2028", "\"", "é", "💀", strings.Repeat("\x1f", 50)} {
		for _, many := range []int{0, 1, 3} {
			c := filledRow[store.Client](text, many)
			b, err := store.EncodeClient(c)
			require.NoError(t, err)
			require.GreaterOrEqual(t, lobby.AtMost(c), len(b), "client, %q × %d", text, many)
			r := filledRow[store.Record](text, many)
			b, err = store.EncodeRecord(r)
			require.NoError(t, err)
			require.GreaterOrEqual(t, lobby.RecordAtMost(r), len(b), "record, %q × %d", text, many)
		}
	}
}

// A length that were left out, or taken off, is made up for by what others are given too
// much: here one text at a time is lengthened, and is to add what it takes.
func TestTheLengthOfEachTextIsAdded(t *testing.T) {
	short, long := "\x1f", strings.Repeat("\x1f", store.MaxID)
	for nth, more := 0, true; more; nth++ {
		var clients, records [2]int // how much is left, with either
		for i, text := range []string{short, long} {
			c, r := filledRow[store.Client]("", 1), filledRow[store.Record]("", 1)
			inClient := nthText(reflect.ValueOf(&c).Elem(), nth, text)
			inRecord := nthText(reflect.ValueOf(&r).Elem(), nth, text)
			b, err := store.EncodeClient(c)
			require.NoError(t, err)
			clients[i] = lobby.AtMost(c) - len(b)
			b, err = store.EncodeRecord(r)
			require.NoError(t, err)
			records[i] = lobby.RecordAtMost(r) - len(b)
			more = inClient || inRecord
		}
		require.GreaterOrEqual(t, clients[1], clients[0], "text %d of a client", nth)
		require.GreaterOrEqual(t, records[1], records[0], "text %d of a record", nth)
	}
}

// nthText sets the nth of all texts in a row, if it has as many: as long a text, as many
// bytes of data, or as many keys of twenty digits.
func nthText(v reflect.Value, nth int, text string) bool {
	var visit func(v reflect.Value) bool
	visit = func(v reflect.Value) bool {
		switch v.Kind() {
		case reflect.String:
			if nth--; nth < 0 {
				v.SetString(text)
			}
			return nth < 0
		case reflect.Pointer:
			return visit(v.Elem())
		case reflect.Slice:
			if elem := v.Type().Elem().Kind(); elem == reflect.Uint8 || elem == reflect.Uint64 {
				if nth--; nth < 0 {
					v.Set(reflect.MakeSlice(v.Type(), len(text), len(text)))
					for i := range v.Len() {
						v.Index(i).SetUint(math.MaxUint64 >> (64 - v.Type().Elem().Bits()))
					}
				}
				return nth < 0
			}
			for i := range v.Len() {
				if visit(v.Index(i)) {
					return true
				}
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type() != reflect.TypeFor[time.Time]() && visit(v.Field(i)) {
					return true
				}
			}
		}
		return false
	}
	return visit(v)
}

// filledRow is a row in which every field is set.
func filledRow[Row any](text string, many int) (row Row) {
	fillWith(reflect.ValueOf(&row).Elem(), text, many)
	return row
}

func fillWith(v reflect.Value, text string, many int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(-1 << 62)
	case reflect.Uint64:
		v.SetUint(1<<64 - 1)
	case reflect.Uint8:
		v.SetUint(255)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillWith(v.Elem(), text, many)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), many, many))
		for i := range many {
			fillWith(v.Index(i), text, many)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 3, 1, 9, 30, 0, 123456000, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fillWith(v.Field(i), text, many)
		}
	default:
		panic("fillWith: no rule for " + v.Type().String())
	}
}

// A decision that will be refused has no other effect.
func TestAClientWithoutRoomIsTheOnlyEffect(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	full := store.Case{System: store.HRS, Opened: start, Details: make([]byte, lobby.MaxDetails)}
	w.client("c-1", jane)
	for i := range 2 {
		full.ID = store.CaseID(fmt.Sprint("k-", i))
		require.NoError(t, w.PutCase(t.Context(), host, "c-1", full))
	}
	room := store.Case{ID: "k-2", System: store.HRS, Opened: start, Details: make([]byte, lobby.MaxDetails/2)}
	for n := len(room.Details); n > 0; n /= 2 {
		room.Details = make([]byte, n)
		for w.PutCase(t.Context(), host, "c-1", room) == nil {
			room.ID += "x"
		}
	}
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "call"}}})
	v := w.held(amy, id)
	require.Len(t, v.Clients[0].Effects, 1)
	require.Equal(t, lobby.EffectClientFull, v.Clients[0].Effects[0].Code)
	require.Greater(t, len(v.Create), 1, "a new client has room")
}

// A review measures what the decision will write, to the byte: with an id of the case as
// long as any, at a time as long as any, of a case that is closed at once, in a row of whatever
// version.
func TestH4_WhatJustFitsInTheReviewFitsInTheDecision(t *testing.T) {
	for _, arrives := range []bool{true, false} { // from when on times are of the most digits
		t.Run(fmt.Sprint(arrives), func(t *testing.T) { justFits(t, arrives) })
	}
}

func justFits(t *testing.T, arrives bool) {
	longer := func(w *world, now bool) {
		if now {
			w.clock.move(999_999 * time.Microsecond)
		}
	}
	try := func(spare, pad int) (*world, store.RecordID, lobby.Review) {
		w := newWorld(t, twoWays{lobby.HRS()}, func(o *lobby.Options) {
			o.NewCaseID = func(context.Context, store.Store, store.Authority) (store.CaseID, error) {
				return store.CaseID(strings.Repeat("k", store.MaxID)), nil
			}
		})
		filled(w, spare)
		put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: strings.Repeat("r", 1+pad)})
		longer(w, arrives)
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		return w, id, w.held(amy, id)
	}
	fits := func(spare, pad int) bool {
		_, _, v := try(spare, pad)
		return v.Clients[0].Effects[0].Code == lobby.EffectCaseClosed
	}
	spare := 0
	for !fits(spare, 0) {
		spare += 150
		require.Less(t, spare, 3000)
	}
	pad := sort.Search(store.MaxID-1, func(n int) bool { return !fits(spare, n) }) - 1
	require.Positive(t, pad)
	require.Less(t, pad, store.MaxID-2, "the edge is met")
	w, id, v := try(spare, pad)
	longer(w, !arrives)
	for digits := len(fmt.Sprint(w.register("c-1").Version)); len(fmt.Sprint(w.register("c-1").Version)) == digits; {
		put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)})
		put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(false)})
	}
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	cases := w.register("c-1").Cases
	k := cases[len(cases)-1]
	require.Equal(t, []int{start.Year(), start.Year()}, []int{k.Opened.Year(), k.Closed.Year()}, "what is written is not what was measured")
}
