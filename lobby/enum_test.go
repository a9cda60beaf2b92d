package lobby_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// constantsOf are the values of all constants of a type in a file of package lobby.
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

// texts are the values of an enumeration.
func texts[T ~string](values []T) (out []string) {
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

func TestEveryActionHasItsLineInTheMatrix(t *testing.T) {
	require.ElementsMatch(t, constantsOf(t, "actor.go", "Action"), texts(lobby.Actions()))
}

func TestEveryRoleIsListed(t *testing.T) {
	require.ElementsMatch(t, constantsOf(t, "actor.go", "Role"), texts(lobby.Roles()))
}
