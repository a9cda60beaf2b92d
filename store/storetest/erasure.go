package storetest

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var erasure = group{"erasure", []check{
	{
		name:  "nothing of a removed record is left",
		why:   "removal is permanent: gone from searches, exports and reports, in whatever form a store kept it",
		needs: dumps,
		run: func(t tb, s *subject) {
			r := aRecord("removed")
			marks := plant(&r)
			r.Keys = keys(secret)
			s.given(t, records(write(0, r)))
			require.Empty(t, marks.missing(s.dumped(t)), "the dump does not show what is there, so that it proves nothing of what is not")
			s.given(t, records(write(1, tombstone(r))))
			s.requireGone(t, marks, "a removed record")
			s.holds(t, 2, tombstone(r))
		},
	},
	{
		name:  "nothing of an erased client is left",
		why:   "a person has the right to be forgotten, cases and all",
		needs: dumps,
		run: func(t tb, s *subject) {
			c := aClient("erased")
			marks := plant(&c)
			c.Keys = keys(secret, secretly)
			s.given(t, clients(writeClient(0, c)))
			require.Empty(t, marks.missing(s.dumped(t)), "the dump does not show what is there, so that it proves nothing of what is not")
			s.given(t, clients(writeClient(1, store.Client{Authority: here, ID: "erased", Erased: true})))
			s.requireGone(t, marks, "an erased client")
		},
	},
	{
		name:  "nothing of a former version is left",
		why:   "what was corrected is no longer held: a name that was wrong, an address that was left",
		needs: dumps,
		run: func(t tb, s *subject) {
			r, c := aRecord("amended"), aClient("amended")
			former := plant(&r)
			former = append(former, plant(&c, former...)...)
			r.Keys, c.Keys = keys(secret), keys(secret, secretly)
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			require.Empty(t, former.missing(s.dumped(t)), "the dump does not show what is there, so that it proves nothing of what is not")
			r, c = aRecord("amended"), aClient("amended")
			latter := plant(&r, former...)
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(1, r)}, Clients: []clientChange{writeClient(1, c)}})
			s.requireGone(t, former, "a former version")
			require.Empty(t, latter.missing(s.dumped(t)), "the dump does not show what took its place")
		},
	},
	{
		name:  "a refused batch leaves nothing of what it held",
		why:   "a person who was refused by a conflict was never told to the store",
		needs: dumps,
		run: func(t tb, s *subject) {
			r, c := aRecord("refused"), aClient("refused")
			marks := append(plant(&r), plant(&c)...)
			r.Keys, c.Keys = keys(secret), keys(secret)
			s.refuse(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(1, c)}}, "no such client")
			s.requireGone(t, marks, "a refused batch")
			r.Updated = minute(0).AddDate(9000, 0, 0)
			require.ErrorIs(t, s.Commit(t.Context(), store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}}), store.ErrInvalid)
			s.requireGone(t, marks, "a batch that no store keeps")
		},
	},
}}

// dumped is all that the store would ever hand out.
func (s *subject) dumped(t tb) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, s.dump(s.raw, &b))
	return b.Bytes()
}

// requireGone fails if a dump holds a marker, and shows some of those that it holds.
func (s *subject) requireGone(t tb, m markers, of string) {
	t.Helper()
	found := m.found(s.dumped(t))
	require.Empty(t, found[:min(len(found), 5)], "%d of %d places are left of %s", len(found), len(m), of)
}

// markers are words that stand in one place of one row and nowhere else.
type markers []string

// plant puts a marker of its own, other than those before, into every text and every byte
// slice of a row but its ids and the codes that a tombstone keeps.
func plant(row any, before ...string) markers {
	m := markers(slices.Clone(before))
	plantIn(reflect.ValueOf(row).Elem(), "", &m)
	return m[len(before):]
}

func plantIn(v reflect.Value, path string, m *markers) {
	marker := fmt.Sprintf("Zq%03dXv%03d", len(*m), 7*len(*m)%1000)
	switch v.Kind() {
	case reflect.String:
		v.SetString(marker)
		*m = append(*m, marker)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(marker))
			*m = append(*m, marker)
			return
		}
		for i := range v.Len() {
			plantIn(v.Index(i), path+"[]", m)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			plantIn(v.Elem(), path, m)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch name := v.Type().Field(i).Name; path + "." + name {
			case ".Authority", ".ID", ".System", ".State":
			default:
				if v.Type().Field(i).IsExported() {
					plantIn(v.Field(i), path+"."+name, m)
				}
			}
		}
	}
}
