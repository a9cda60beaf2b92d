package table_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/internal/table"
)

// read returns the rows, and what is wrong with the others.
func read(t *testing.T, text string) (rows []table.Row, bad []string) {
	t.Helper()
	r, err := table.NewReader("t.csv", strings.NewReader(text))
	require.NoError(t, err)
	for row, err := range r.Rows() {
		var b *table.BadRow
		switch {
		case errors.As(err, &b):
			bad = append(bad, err.Error())
		default:
			require.NoError(t, err)
			rows = append(rows, row)
		}
	}
	return rows, bad
}

func TestAValueMayBeQuoted(t *testing.T) {
	rows, bad := read(t, "\xef\xbb\xbfa,\" b \",c\r\n\"1,2\",\"say \"\"no\"\"\",\r\n\r\n\"\",\"two\nlines\",x")
	require.Empty(t, bad)
	require.Equal(t, []table.Row{
		{Line: 2, Fields: []string{"1,2", `say "no"`, ""}},
		{Line: 4, Fields: []string{"", "two\nlines", "x"}},
	}, rows)
}

func TestAQuotationMarkThatIsNeverClosedCostsOneRow(t *testing.T) {
	for name, rest := range map[string]string{
		"at the end":             "2,\"Example\n3,Example\n4,Example",
		"closed by a later slip": "2,\"Example\n3,Example\n4,\"Example\"\n",
		"in a long file":         "2,\"Example\n" + strings.Repeat("\n", 30) + "3,Example\n4,Example\n",
	} {
		rows, bad := read(t, "id,family_name\n1,Example\n"+rest)
		require.Len(t, bad, 1, name)
		require.Contains(t, bad[0], "t.csv:3: ", name)
		require.Len(t, rows, 3, name)
		require.Equal(t, "4", rows[2].Fields[0], name)
	}
}

func TestALineThatIsTooLongCostsOneRow(t *testing.T) {
	rows, bad := read(t, "id,family_name\n1,"+strings.Repeat("x", 200_000)+"\n2,Example\n")
	require.Equal(t, []string{"t.csv:2: line is too long"}, bad)
	require.Len(t, rows, 1)
}

func TestAFileWithoutAHeaderIsRefused(t *testing.T) {
	for reason, text := range map[string]string{
		"the file is empty":               "",
		"a quotation mark within a value": "id,na\"me\n",
		`column "a" is there twice`:       "a,b, a\n",
		"line is too long":                strings.Repeat("a,", 50_000) + "\n",
	} {
		_, err := table.NewReader("t.csv", strings.NewReader(text))
		require.ErrorIs(t, err, table.ErrHeader, reason)
		require.ErrorContains(t, err, reason)
	}
	_, err := table.NewReader("t.csv", iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func FuzzReader(f *testing.F) {
	f.Add("a,b\n1,\"2\n3,4\n")
	f.Add("sep=;\ra;b\r1;2\r\n\r3;\xe9\n")
	f.Add("\xff\xfea\x00\n\x001\x00")
	f.Add("\xef\xbb\xbfa\n\"x\"\"y\"\n\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := table.NewReader("t.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		last := 0
		for row, err := range r.Rows() {
			var bad *table.BadRow
			if errors.As(err, &bad) {
				require.Greater(t, bad.Line, 1)
				continue
			}
			if errors.Is(err, table.ErrNoRow) {
				break
			}
			require.NoError(t, err)
			require.Len(t, row.Fields, len(r.Columns))
			require.Greater(t, row.Line, last, "rows come in order")
			last = row.Line
		}
		require.LessOrEqual(t, last, 1+strings.Count(text, "\n")+strings.Count(text, "\r"))
	})
}
