package normalise

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryReasonHasWords(t *testing.T) {
	file, err := parser.ParseFile(gotoken.NewFileSet(), "reason.go", nil, 0)
	require.NoError(t, err)
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if lit, ok := v.Values[0].(*ast.BasicLit); ok && lit.Kind == gotoken.STRING {
			code, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			require.NotEmpty(t, Reason(code).Text(), code)
			declared++
		}
		return true
	})
	require.Len(t, reasons, declared)
	require.Empty(t, Reason("").Text())
}
