package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// garden has a function of each shape, and a fault in each that a test notices.
const garden = `package garden

import "errors"

type bed[T any] struct{ all []T }

func (b *bed[T]) size(_ int, more ...T) int {
	return len(b.all) + len(more)
}

func (*bed[T]) plain(string) bool { return true }

func first[T any](of []T) (_ T, err error) {
	if len(of) == 0 {
		return *new(T), errors.New("none")
	}
	return of[0], nil
}

func count(n *int) { *n++ }

func quiet() bool { return true }

func never() bool { return true }
`

const gardener = `package garden

import "testing"

func TestOf(t *testing.T) {
	b := bed[string]{all: []string{"a"}}
	_, err := first([]int{})
	_, none := first([]int{1})
	n := 1
	count(&n)
	quiet()
	if b.size(0, "b", "c") != 3 || !b.plain("") || err == nil || none != nil || n != 2 {
		t.Fail()
	}
}
`

func TestFaultsAreNoticedByTheTestsThatReachThem(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"go.mod": "module garden\n\ngo 1.26\n", "garden.go": garden, "garden_test.go": gardener} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	var out bytes.Buffer
	survived, err := sample{dir: ".", n: 100}.run([]string{"."}, nil, &out)
	require.NoError(t, err, out.String())
	require.Equal(t, 2, survived, out.String())
	for _, want := range []string{
		"killed   garden.go:8: + becomes - [TestOf]", "killed   garden.go:11: true becomes false [TestOf]",
		"killed   garden.go:14: never: len(of) == 0 [TestOf]", `killed   garden.go:15: nil is returned and not errors.New("none") [TestOf]`,
		"killed   garden.go:20: dropped: *n++ [TestOf]",
		"SURVIVES garden.go:22: true becomes false", "UNREACHED garden.go:24: true becomes false",
	} {
		require.Contains(t, out.String(), want+"\n")
	}
	require.Contains(t, out.String(), " did not compile and are not counted\n")
	require.NotContains(t, out.String(), "; 0 did not compile", "len(b.all) + nil does not")
}

func TestASampleGoesOnWhereAnotherEnded(t *testing.T) {
	all, err := mutantsOf("p.go", []byte(source))
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("go.mod", []byte("module p\n\ngo 1.26\n"), 0o600))
	require.NoError(t, os.WriteFile("p.go", []byte(source+"\nfunc g(int) error { return nil }\n"), 0o600))
	at := func(skip, n int) []mutant {
		b := bed{tmp: t.TempDir(), dir: "."}
		require.NoError(t, b.plant(all, skip, n))
		return b.mutants
	}
	require.Equal(t, at(0, 8), append(at(0, 5), at(5, 3)...))
}
