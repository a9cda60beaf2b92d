package lobby_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// dump writes out every string, number and byte of a value, whatever the value
// does to stay out of print: what a library hands out, a host can read.
func dump(v any) string {
	var b strings.Builder
	dumpTo(&b, reflect.ValueOf(v))
	return b.String()
}

// rowsOf are all rows of a store.
func rowsOf(t *testing.T, s store.Store) ([]store.Record, []store.Client) {
	t.Helper()
	rs, err := s.Records(t.Context(), store.Query{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	cs, err := s.Clients(t.Context(), store.ClientQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	return rs.Records, cs.Clients
}

// dumps writes out rows. In the place of their keys, one of which may be random, stands how
// many there are.
func dumps[R any](rows []R, keys func(*R) *[]matching.Key) (all []string) {
	for _, r := range rows {
		ks := keys(&r)
		n := len(*ks)
		*ks = nil
		all = append(all, fmt.Sprint(dump(r), n, " keys"))
	}
	return all
}

func keysOfRecord(r *store.Record) *[]matching.Key { return &r.Keys }
func keysOfClient(c *store.Client) *[]matching.Key { return &c.Keys }

func dumpTo(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			dumpTo(b, v.Elem())
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			b.WriteString(at.Format(time.RFC3339Nano) + " ")
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b.WriteString(v.Type().Field(i).Name + ":")
				dumpTo(b, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b.Write(v.Bytes())
			b.WriteByte(' ')
			return
		}
		for i := range v.Len() {
			dumpTo(b, v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			dumpTo(b, k)
			dumpTo(b, v.MapIndex(k))
		}
	case reflect.String:
		b.WriteString(v.String() + " ")
	default:
		fmt.Fprintf(b, "%v ", v)
	}
}

func fixed() time.Time { return start }

// lobbyFor is another node over the same rows, for another test or officer.
func (w *world) lobbyFor(t *testing.T) *world {
	n := *w
	n.t = t
	n.Service = lobby.New(w.store, plainMatcher{}, lobby.HPA2(), &w.o)
	return &n
}

// stored is everything that the council's rows and events hold.
func (w *world) stored() string {
	w.t.Helper()
	records, clients := rowsOf(w.t, w.store)
	es, err := w.store.Events(w.t.Context(), store.EventQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(w.t, err)
	return dump(records) + dump(clients) + dump(es)
}
