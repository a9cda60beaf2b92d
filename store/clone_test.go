package store

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAClone(t *testing.T) {
	t.Run("of a record shares no memory with it", func(t *testing.T) {
		r := filled[Record]("x")
		requireApart(t, r, r.Clone())
	})
	t.Run("of a client shares no memory with it", func(t *testing.T) {
		c := filled[Client]("x")
		requireApart(t, c, c.Clone())
	})
	t.Run("of an empty row is an empty row", func(t *testing.T) {
		require.True(t, reflect.DeepEqual(Record{}, Record{}.Clone()))
		require.True(t, reflect.DeepEqual(Client{}, Client{}.Clone()))
	})
}

func requireApart(t *testing.T, a, b any) {
	t.Helper()
	require.True(t, reflect.DeepEqual(a, b), "the clone differs")
	mine, theirs := map[string]uintptr{}, map[string]uintptr{}
	pointers(reflect.ValueOf(a), "", mine)
	pointers(reflect.ValueOf(b), "", theirs)
	require.NotEmpty(t, mine)
	for path, p := range mine {
		require.NotEqual(t, p, theirs[path], "%s is shared", path)
	}
}
