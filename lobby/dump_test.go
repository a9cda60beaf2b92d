package lobby_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// dump writes out every string, number and byte of a value, whatever the value
// does to stay out of print: what a library hands out, a host can read.
func dump(v any) string {
	var b strings.Builder
	dumpTo(&b, reflect.ValueOf(v))
	return b.String()
}

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
	rs, err := w.store.Records(w.t.Context(), store.Query{Authority: leeds, Limit: store.MaxPage})
	require.NoError(w.t, err)
	cs, err := w.store.Clients(w.t.Context(), store.ClientQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(w.t, err)
	es, err := w.store.Events(w.t.Context(), store.EventQuery{Authority: leeds, Limit: store.MaxPage})
	require.NoError(w.t, err)
	return dump(rs) + dump(cs) + dump(es)
}
