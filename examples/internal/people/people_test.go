package people_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// read returns the rows that can be used, and what is wrong with the others.
func read(t *testing.T, text string) (rows []people.Row, bad []string) {
	t.Helper()
	r, err := people.NewReader("p.csv", strings.NewReader(text))
	require.NoError(t, err)
	for row, err := range r.Rows() {
		var b *people.BadRow
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

func TestColumnsMayStandInAnyOrder(t *testing.T) {
	rows, bad := read(t, "\xef\xbb\xbfPostcode, Family Name ,shoe_size,id,email,previous_postcodes\r\n"+
		"LS1 2AB,Example,9,C1, a@example.com ; b@example.com;,\r\n")
	require.Empty(t, bad)
	require.Equal(t, []people.Row{{ID: "C1", Line: 2, Person: matching.Person{
		Family: "Example", Postcodes: []string{"LS1 2AB"}, Emails: []string{"a@example.com", "b@example.com"}}}}, rows)
}

func TestABadRowIsReportedAndTheRestGoesOn(t *testing.T) {
	rows, bad := read(t, "id,family_name\n"+
		"1,Example\n"+
		",Example\n"+
		"1,Example\n"+
		"2\n"+
		"3,Ex\"ample\n"+
		"4,Exampl\x81\n"+
		"5,"+strings.Repeat("x", 2000)+"\n"+
		"6,\x00\n"+
		"a\x07b,Example\n"+
		"\"7\",\"two\nlines\"\n"+
		strings.Repeat("i", 300)+",Example\n"+
		"8,Example\n")
	require.Equal(t, []string{
		"p.csv:3: id: missing",
		"p.csv:4: id: the same as on line 2",
		"p.csv:5: 1 fields where the header has 2",
		"p.csv:6: a quotation mark within a value",
		"p.csv:7: family_name: neither UTF-8 nor Windows-1252",
		"p.csv:8: family_name: longer than 1024 bytes",
		"p.csv:9: family_name: holds a NUL",
		"p.csv:10: id: holds a control character",
		"p.csv:13: id: longer than 200 bytes",
	}, bad)
	require.Len(t, rows, 3)
	require.Equal(t, 11, rows[1].Line)
	require.Equal(t, "two\nlines", rows[1].Person.Family)
	require.Equal(t, 14, rows[2].Line)
}

func TestAFileWithoutAHeaderIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"the file is empty":                      "",
		"no column id":                           "given_name,family_name\n",
		"no column that tells of a person":       "id,channel\n",
		"no line has two columns that are known": "id,na\"me\n",
	} {
		_, err := people.NewReader("p.csv", strings.NewReader(text))
		require.ErrorIs(t, err, people.ErrHeader, name)
		require.ErrorContains(t, err, name)
	}
}

func TestAFailureToReadEndsTheRows(t *testing.T) {
	r, err := people.NewReader("p.csv", io.MultiReader(strings.NewReader("id,family_name\n1,Example\n"), iotest.ErrReader(io.ErrUnexpectedEOF)))
	require.NoError(t, err)
	var last error
	n := 0
	for _, err := range r.Rows() {
		last = err
		n++
	}
	require.Equal(t, 2, n)
	require.ErrorIs(t, last, io.ErrUnexpectedEOF)
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	var file bytes.Buffer
	w := people.NewWriter(&file)
	var want []people.Row
	for c := range matchtest.New(1, 200).Clients() {
		row := people.Row{ID: c.ID, Channel: "partner", Person: c.Person, Line: len(want) + 2}
		require.NoError(t, w.Write(row))
		for i, code := range row.Person.Postcodes {
			row.Person.Postcodes[i] = strings.TrimSpace(code)
		}
		want = append(want, row)
	}
	require.NoError(t, w.Flush())
	rows, bad := read(t, file.String())
	require.Empty(t, bad)
	require.Len(t, rows, len(want))
	for i := range want {
		require.Equal(t, want[i], rows[i])
	}
}
