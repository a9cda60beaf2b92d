package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

const source = `package p

func f(n int, err error) (int, error) {
	switch {
	case n < 3:
		n++
	}
	for n > 0 {
		continue
	}
	if !(n == 1 && true) {
		g(n + 1)
		return 0, err
	}
	n = 5
	return n, g(7)
}
`

func TestEveryKindOfFaultIsPlanted(t *testing.T) {
	ms, err := mutantsOf("p.go", []byte(source))
	require.NoError(t, err)
	var said []string
	for _, m := range ms {
		said = append(said, fmt.Sprint(m.line, " ", m.says))
	}
	for _, want := range []string{
		"5 always: n < 3", "5 never: n < 3", "5 < becomes <=", "5 < becomes >=", "5 3 becomes 4",
		"6 dropped: n++", "9 continue becomes break", "11 ! is dropped", "11 == becomes !=", "11 && becomes ||", "11 true becomes false",
		"12 dropped: g(n + 1)", "12 + becomes -", "13 nil is returned and not err", "15 dropped: n = 5", "16 nil is returned and not g(7)",
	} {
		require.True(t, slices.Contains(said, want), "%s is not among %q", want, said)
	}
}

func TestHowMuchRoomIsMadeAndWhatIsBesideAnErrorAreLeftAlone(t *testing.T) {
	ms, err := mutantsOf("p.go", []byte(`package p

func f() []int {
	_ = make(map[int]bool, 1)
	b.Grow(1 + 2)
	return make([]int, 2, 3)
}

func g(err error) (int, bool, int, error) { return 1, true, 4 - len("abc"), err }
`))
	require.NoError(t, err)
	var said []string
	for _, m := range ms {
		said = append(said, m.says)
	}
	require.Equal(t, []string{"dropped: _ = make(map[int]bool, 1)", "nil is returned and not make([]int, 2, 3)", "2 becomes 3",
		"4 becomes 5", "- becomes +", "nil is returned and not err"}, said)
}

func TestACopyDiffersInNameAndInOnePlaceAndIsSyntax(t *testing.T) {
	ms, err := mutantsOf("p.go", []byte(source))
	require.NoError(t, err)
	for i, m := range ms {
		copied := string(m.copied([]byte(source), i))
		whole := source[m.fn.begin:m.fn.end]
		require.Len(t, copied, len("\n\n")+len(whole)+len(fmt.Sprint("mutant", i))-len("f")-(m.end-m.begin)+len(m.by))
		require.NotContains(t, copied, whole[len("func f"):], m.says)
		_, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p\n"+copied, 0)
		require.NoError(t, err, m.says)
	}
}
