package store

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

const marker = "Zebedee"

// personal returns one filled value of each type that holds something of a person.
func personal() map[string]any {
	r, c := filled[Record](marker), filled[Client](marker)
	b := Batch{
		Records: []Change[RecordID, Record]{{Next: &r}},
		Clients: []Change[ClientID, Client]{{Next: &c}},
	}
	return map[string]any{
		"record": r, "client": c, "case": c.Cases[0], "task": r.Tasks[0],
		"member": r.Household[0], "referrer": r.Referrer, "batch": b,
		"change of a record": b.Records[0], "change of a client": b.Clients[0],
	}
}

// withoutIDs empties the ids, which may be printed, so that the marker is
// left in nothing but what must not be.
func withoutIDs(v any) any {
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	for _, name := range []string{"Authority", "ID"} {
		if f := p.Elem().FieldByName(name); f.IsValid() {
			f.SetString("")
		}
	}
	return p.Elem().Interface()
}

// %w and %p are left out: package fmt calls no method for them where they do
// not fit, and go vet refuses them.
func TestNothingOfAPersonIsPrinted(t *testing.T) {
	for name, full := range personal() {
		v := withoutIDs(full)
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%t", "%U"} {
				for shape, held := range shapes(v) {
					require.NotContains(t, fmt.Sprintf(verb, held), marker, "%s of a %s", verb, shape)
					require.NotContains(t, fmt.Sprintf(verb, held), fmt.Sprintf("%x", marker), "%s of a %s", verb, shape)
				}
			}
			require.NotContains(t, fmt.Errorf("wrapped: %w", errors.Join(fmt.Errorf("%v", v))).Error(), marker)
		})
		t.Run(name+" in logs", func(t *testing.T) {
			var text, lines bytes.Buffer
			for shape, held := range shapes(v) {
				slog.New(slog.NewTextHandler(&text, nil)).Info(shape, "value", held, slog.Group("group", "value", held))
				slog.New(slog.NewJSONHandler(&lines, nil)).Info(shape, "value", held, slog.Group("group", "value", held))
			}
			require.NotContains(t, text.String(), marker)
			require.NotContains(t, lines.String(), marker)
		})
		t.Run(name+" marshalled", func(t *testing.T) {
			for shape, held := range shapes(v) {
				j, err := json.Marshal(held)
				require.NoError(t, err)
				require.NotContains(t, string(j), marker, shape)
			}
			x, err := xml.Marshal(v)
			require.NoError(t, err)
			require.NotContains(t, string(x), marker)
		})
	}
}

// shapes holds a value in the ways in which values reach a log.
func shapes(v any) map[string]any {
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	list := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(v)), 0, 1)
	return map[string]any{
		"value":     v,
		"pointer":   p.Interface(),
		"slice":     reflect.Append(list, reflect.ValueOf(v)).Interface(),
		"any slice": []any{v},
		"map":       map[string]any{"key": v},
		"struct":    struct{ Held any }{v},
	}
}

func TestARowPrintsItsKindAndItsIDs(t *testing.T) {
	r := Record{Authority: "leeds", ID: "r1", Version: 3}
	c := Client{Authority: "leeds", ID: "c1", Version: 2, Cases: []Case{{ID: "k1"}}}
	require.Equal(t, "[record leeds r1 v3]", fmt.Sprint(r))
	require.Equal(t, "[client leeds c1 v2]", fmt.Sprintf("%+v", &c))
	require.Equal(t, "[case k1]", fmt.Sprintf("%#v", c.Cases[0]))
	require.Equal(t, "[task t1] [member] [referrer]", fmt.Sprint(Task{ID: "t1"}, Member{}, Referrer{}))
	require.Equal(t, "[batch leeds records=1 clients=0 events=0 acks=0 retired=0]",
		fmt.Sprint(Batch{Authority: "leeds", Records: []Change[RecordID, Record]{{ID: "r1"}}}))
	require.Equal(t, "[write r1 at v3]", fmt.Sprint(Change[RecordID, Record]{ID: "r1", Expect: 3}))
	require.Equal(t, "<nil>", fmt.Sprint((*Record)(nil)))
	j, err := json.Marshal(c)
	require.NoError(t, err)
	require.JSONEq(t, `"[client leeds c1 v2]"`, string(j))
}
