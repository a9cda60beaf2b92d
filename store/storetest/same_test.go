package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestADifferenceIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*store.Record)
		says   string
	}{
		"none":              {func(*store.Record) {}, ""},
		"empty is nil":      {func(r *store.Record) { r.Keys = keys() }, ""},
		"a text":            {func(r *store.Record) { r.Person.Emails[1] = "x" }, ".Person.Emails[1]"},
		"a length":          {func(r *store.Record) { r.Tasks = r.Tasks[:1] }, ".Tasks"},
		"a part":            {func(r *store.Record) { r.Claim = nil }, ".Claim"},
		"a time":            {func(r *store.Record) { r.Claim.Since = r.Claim.Since.Add(1) }, ".Claim.Since"},
		"a place of a time": {func(r *store.Record) { r.Due = r.Due.In(time.FixedZone("BST", 0)) }, ".Due"},
		"a byte":            {func(r *store.Record) { r.Details[0]++ }, ".Details[0]"},
	} {
		t.Run(name, func(t *testing.T) {
			want, got := aRecord("r"), aRecord("r")
			c.change(&got)
			said := difference(reflect.ValueOf(want), reflect.ValueOf(got), "")
			if c.says == "" {
				require.Empty(t, said)
			} else {
				require.Contains(t, said, `"`+c.says+`"`)
			}
		})
	}
}

func TestFilledRowsHaveEveryFieldSet(t *testing.T) {
	for _, row := range []any{filled[store.Record]("x"), filled[store.Client]("x"), filled[store.Event]("x")} {
		v := reflect.ValueOf(row)
		for i := range v.NumField() {
			require.False(t, v.Field(i).IsZero(), "%T.%s", row, v.Type().Field(i).Name)
		}
	}
}

func TestMarkersAreFoundInEveryDisguise(t *testing.T) {
	r := aRecord("r")
	marks := plant(&r)
	require.GreaterOrEqual(t, len(marks), 40)
	word := marks[17]
	sum := sha256.Sum256([]byte(word))
	for _, dump := range []string{
		word, strings.ToUpper(word), strings.ToLower(word), hex.EncodeToString([]byte(word)), strings.ToUpper(hex.EncodeToString([]byte(word))),
		base64.StdEncoding.EncodeToString([]byte("ab" + word + "cd")), base64.StdEncoding.EncodeToString([]byte("a" + word)), base64.StdEncoding.EncodeToString([]byte(word + "abc")),
		hex.EncodeToString(sum[:]), string(sum[:]), base64.StdEncoding.EncodeToString(sum[:]),
	} {
		require.Len(t, marks.found([]byte("before "+dump+" after")), 1, "in %q", dump)
	}
	require.Empty(t, marks.found([]byte(strings.Join(marks[:16], "")[:9])))
	for _, key := range []string{fmt.Sprint(uint64(secret)), fmt.Sprint(uint64(secretly)), fmt.Sprint(int64(secretly - 1<<64)), fmt.Sprintf("%X", uint64(secretly))} {
		require.NotEmpty(t, marks.found([]byte(key)), key)
	}
	require.Len(t, marks.missing([]byte(word)), len(marks)-1)
}

func TestADumpOfMemoryShowsWhatIsHidden(t *testing.T) {
	type inner struct{ hidden string }
	type outer struct {
		m    map[inner]*inner
		list []inner
		self *outer
		any  any
	}
	o := outer{m: map[inner]*inner{{"in a key"}: {"behind a pointer"}}, list: []inner{{"in a list"}, {"past the end"}}[:1], any: []byte("bytes")}
	o.self = &o
	var b bytes.Buffer
	require.NoError(t, DumpMemory(&o, &b))
	for _, word := range []string{"in a key", "behind a pointer", "in a list", "past the end", "bytes"} {
		require.Contains(t, b.String(), word)
	}
	s := new(memory.Store)
	require.NoError(t, s.Commit(t.Context(), furnished()))
	b.Reset()
	require.NoError(t, DumpMemory(s, &b))
	require.Contains(t, b.String(), "r.Person.Given")
}
