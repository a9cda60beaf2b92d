package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// constantsOf are the values of all constants of a type in a file of this package.
func constantsOf(t *testing.T, file, typ string) (values []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	ast.Inspect(parsed, func(n ast.Node) bool {
		if c, ok := n.(*ast.ValueSpec); ok {
			if of, ok := c.Type.(*ast.Ident); ok && of.Name == typ {
				v, err := strconv.Unquote(c.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				values = append(values, v)
			}
		}
		return true
	})
	require.NotEmpty(t, values)
	return values
}

func TestEveryChannelIsListed(t *testing.T) {
	var listed []string
	for _, c := range Channels() {
		listed = append(listed, string(c))
	}
	require.ElementsMatch(t, constantsOf(t, "channel.go", "Channel"), listed)
}

func TestEveryStateIsUndecidedOrDecided(t *testing.T) {
	var listed []string
	for _, s := range slices.Concat(Undecided(), Decided()) {
		listed = append(listed, string(s))
		require.Equal(t, slices.Contains(Decided(), s), s.Decided(), s)
	}
	require.ElementsMatch(t, constantsOf(t, "state.go", "State"), listed, "each state is in one list, once")
}
