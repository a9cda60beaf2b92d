package table_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"

	"github.com/caselobby/caselobby/examples/internal/table"
)

// known are the columns of the files below.
func known(column string) bool { return column == "id" || column == "name" || column == "town" }

// all reads a file with known columns to its end.
func all(t *testing.T, text string) (fields [][]string, bad, notes []string) {
	t.Helper()
	r, err := table.Find("t.csv", iotest.OneByteReader(strings.NewReader(text)), known)
	require.NoError(t, err, "%q", text)
	for row, err := range r.Rows() {
		var b *table.BadRow
		switch {
		case errors.As(err, &b):
			bad = append(bad, b.Error())
		default:
			require.NoError(t, err, "%q", text)
			fields = append(fields, row.Fields)
		}
	}
	return fields, bad, r.Notes()
}

var two = [][]string{{"1", "José", "Leeds"}, {"2", "O’Brien", "York"}}

func TestLinesMayEndInAnyWay(t *testing.T) {
	for name, text := range map[string]string{
		"LF":                           "id,name,town\n1,José,Leeds\n2,O’Brien,York\n",
		"CR LF":                        "id,name,town\r\n1,José,Leeds\r\n2,O’Brien,York\r\n",
		"CR":                           "id,name,town\r1,José,Leeds\r2,O’Brien,York\r",
		"CR, none at the end":          "id,name,town\r1,José,Leeds\r2,O’Brien,York",
		"CR CR":                        "id,name,town\r\r1,José,Leeds\r\r2,O’Brien,York\r\r",
		"CR CR LF":                     "id,name,town\r\r\n1,José,Leeds\r\r\n2,O’Brien,York\r\r\n",
		"LF after the header, then CR": "id,name,town\n1,José,Leeds\r2,O’Brien,York\r",
		"CR after the header, then LF": "id,name,town\r1,José,Leeds\n2,O’Brien,York\n",
		"each line its own":            "id,name,town\r\n1,José,Leeds\r2,O’Brien,York\n",
		"blank rows at the end":        "id,name,town\n1,José,Leeds\n2,O’Brien,York\n,,\n , ,\n,,\n",
		"a sign for the end":           "id,name,town\n1,José,Leeds\n2,O’Brien,York\n\x1a",
		"blank cells beside the rows":  "id,name,town\n1,José,Leeds,\n2,O’Brien,York,, \n",
	} {
		fields, bad, notes := all(t, text)
		require.Empty(t, bad, name)
		require.Empty(t, notes, name)
		require.Equal(t, two, fields, name)
	}
}

func TestAValueMayHoldAnyEndOfALine(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		fields, bad, _ := all(t, "id,\"name\"\r\n1,\"two"+end+"lines\"\r\n")
		require.Empty(t, bad, "%q", end)
		require.Equal(t, [][]string{{"1", "two\nlines"}}, fields, "%q", end)
	}
}

func TestAFileWithoutOneReadableRowIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"a header only":              "id,name\n",
		"a header and blank lines":   "id,name\r\r\n\n",
		"a header and empty rows":    "id,name\n,\n,\n",
		"every row too short":        "id,name\n1\n2\n",
		"every row with a slip":      "id,name\n1,\"a\n",
		"the header twice":           "id,name\nid,name\n",
		"a byte order mark and less": "\xef\xbb\xbfid,name",
	} {
		r, err := table.Find("t.csv", strings.NewReader(text), known)
		require.NoError(t, err, name)
		var last error
		for _, err := range r.Rows() {
			require.Error(t, err, name)
			last = err
		}
		require.ErrorIs(t, last, table.ErrNoRow, name)
		require.EqualError(t, last, "t.csv: no row could be used", name)
	}
}

func utf16(order unicode.Endianness, mark unicode.BOMPolicy, text string) string {
	out, err := unicode.UTF16(order, mark).NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

func TestEncodingsThatAreCertainAreReadAndTold(t *testing.T) {
	const text = "id,name,town\r\n1,José,Leeds\r\n2,O’Brien,York\r\n"
	old := strings.NewReplacer("é", "\xe9", "’", "\x92").Replace(text)
	const read1252 = "t.csv: lines that are not UTF-8 are read as Windows-1252: "
	for name, c := range map[string]struct {
		text  string
		notes []string
	}{
		"UTF-8":                          {text, nil},
		"UTF-8 with its mark":            {"\xef\xbb\xbf" + text, nil},
		"Windows-1252":                   {old, []string{read1252 + "2, the first is line 2"}},
		"Windows-1252 in one line":       {strings.Replace(text, "’", "\x92", 1), []string{read1252 + "1, the first is line 3"}},
		"UTF-16, little-endian":          {utf16(unicode.LittleEndian, unicode.UseBOM, text), []string{"t.csv: read as UTF-16, little-endian"}},
		"UTF-16, big-endian":             {utf16(unicode.BigEndian, unicode.UseBOM, text), []string{"t.csv: read as UTF-16, big-endian"}},
		"UTF-16 without its mark":        {utf16(unicode.LittleEndian, unicode.IgnoreBOM, text), []string{"t.csv: read as UTF-16, little-endian"}},
		"UTF-16, big, without its mark":  {utf16(unicode.BigEndian, unicode.IgnoreBOM, text), []string{"t.csv: read as UTF-16, big-endian"}},
		"UTF-16 with tabs, as Excel has": {utf16(unicode.LittleEndian, unicode.UseBOM, strings.ReplaceAll(text, ",", "\t")), []string{"t.csv: read as UTF-16, little-endian", "t.csv: separated by tabs"}},
	} {
		fields, bad, notes := all(t, c.text)
		require.Empty(t, bad, name)
		require.Equal(t, two, fields, name)
		require.Equal(t, c.notes, notes, name)
	}
}

func TestWhatIsLostInAnEncodingIsTold(t *testing.T) {
	_, bad, notes := all(t, "id,name\n1,ok\n2,Jos\x8f\n3,Jos\ufffd\n")
	require.Empty(t, bad, "the caller asks Unusable, for the columns that it needs")
	require.Equal(t, []string{"t.csv: lines hold the mark of a character that is lost (U+FFFD): 1, the first is line 4"}, notes)
	for v, want := range map[string]string{
		"Jos\x8f": "neither UTF-8 nor Windows-1252", "a\x00": "holds a NUL", "José": "", "": "", "\xff": "neither UTF-8 nor Windows-1252",
	} {
		require.Equal(t, want, table.Unusable(v), "%q", v)
	}
}

func TestSeparatorsAndTitlesThatAreCertainAreReadAndTold(t *testing.T) {
	const above = "t.csv: the header is on line "
	for name, c := range map[string]struct {
		text  string
		notes []string
	}{
		"semicolons":                {"id;name;town\n1;José;Leeds\n2;O’Brien;York\n", []string{"t.csv: separated by semicolons"}},
		"tabs":                      {"id\tname\ttown\n1\tJosé\tLeeds\n2\tO’Brien\tYork\n", []string{"t.csv: separated by tabs"}},
		"bars":                      {"id|name|town\n1|José|Leeds\n2|O’Brien|York\n", []string{"t.csv: separated by vertical bars"}},
		"quoted throughout":         {"\"id\";\"name\";\"town\"\n\"1\";\"José\";\"Leeds\"\n\"2\";\"O’Brien\";\"York\"\n", []string{"t.csv: separated by semicolons"}},
		"sep=,":                     {"sep=,\nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "2, what is above it is not read"}},
		"sep=; after a mark":        {"\xef\xbb\xbfsep=;\r\nid;name;town\r\n1;José;Leeds\r\n2;O’Brien;York\r\n", []string{"t.csv: separated by semicolons", above + "2, what is above it is not read"}},
		"SEP=: in quotation marks":  {"\"SEP=:\"\nid:name:town\n1:José:Leeds\n2:O’Brien:York\n", []string{"t.csv: separated by \":\"", above + "2, what is above it is not read"}},
		"sep= and a tab":            {"sep=\t\nid\tname\ttown\n1\tJosé\tLeeds\n2\tO’Brien\tYork\n", []string{"t.csv: separated by tabs", above + "2, what is above it is not read"}},
		"a title":                   {"Register, exported; today\nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "2, what is above it is not read"}},
		"a title that names one":    {"name, and so on\n\nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "3, what is above it is not read"}},
		"a title with a loose mark": {"The \"best\" register\n\"\nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "3, what is above it is not read"}},
		"blank lines first":         {"\n\r\n  \nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "4, what is above it is not read"}},
		"an empty row of commas":    {",,\nid,name,town\n1,José,Leeds\n2,O’Brien,York\n", []string{above + "2, what is above it is not read"}},
	} {
		fields, bad, notes := all(t, c.text)
		require.Empty(t, bad, name)
		require.Equal(t, two, fields, name)
		require.Equal(t, c.notes, notes, name)
	}
}

func TestACellOfTheHeaderMayHoldALineBreak(t *testing.T) {
	r, err := table.Find("t.csv", strings.NewReader("Title\nid,\"name\",\"post\ncode\"\n1,a,b\n"), known)
	require.NoError(t, err)
	require.Equal(t, []string{"id", "name", "post\ncode"}, r.Columns)
	for row, err := range r.Rows() {
		require.NoError(t, err)
		require.Equal(t, table.Row{Line: 4, Fields: []string{"1", "a", "b"}}, row)
	}
}

func TestWhatSpreadsheetsWriteAsTextIsThatText(t *testing.T) {
	fields, bad, _ := all(t, "id,name,town\n1,=\"07700900123\",\"=\"\"0042\"\"\"\n2,=\"\",=SUM(1)\n")
	require.Empty(t, bad)
	require.Equal(t, [][]string{{"1", "07700900123", "0042"}, {"2", "", "=SUM(1)"}}, fields)
}

func TestAHeaderWithinIsLeftOut(t *testing.T) {
	fields, bad, _ := all(t, "id,name\n1,a\n\ufeffid,name\n2,b\n")
	require.Equal(t, [][]string{{"1", "a"}, {"2", "b"}}, fields)
	require.Equal(t, []string{"t.csv:3: the header once more"}, bad)
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	const nothing = "no line has two columns that are known; "
	for name, c := range map[string]struct{ text, says string }{
		"nothing":                      {"", "the file is empty"},
		"blank lines":                  {"\n \r\n", "the file is empty"},
		"only sep=":                    {"sep=;\n", "the file is empty"},
		"colons":                       {"id:name:town\n1:a:b\n", nothing + `the first seems to be separated by ":": say so in a line sep=: above it`},
		"circumflexes":                 {"id^name\n", nothing + `the first seems to be separated by "^"`},
		"another sep= than there is":   {"sep=;\nid,name\n", nothing + "the first has one column: "},
		"lines in quotation marks":     {"\"id,name,town\"\n\"1,a,b\"\n", nothing + "the first has one column: whole lines seem to be in quotation marks"},
		"one column":                   {"id\n1\n", nothing + "the first has one column"},
		"bytes of no text":             {"\x9d\x02:\x01:\x03\n\x8f", nothing + "the first is no text in UTF-8, UTF-16 or Windows-1252"},
		"another old encoding":         {"\x89\x84\x6b\x81\x81\n", nothing + "the first is no text"},
		"other columns":                {"a;b;c\n1;2;3\n", nothing + "the first has 3 columns, separated by semicolons"},
		"no header":                    {"1,Jane,Leeds\n2,Joan,York\n", nothing + "the first has 3 columns, separated by commas"},
		"a header too far below":       {strings.Repeat("title\n", 25) + "id,name\n1,a\n", nothing},
		"a quotation mark that is off": {"id,na\"me\n", nothing},
		"U+0085 for an end of a line":  {"id,name,town\u00851,a,b\u0085", "a column holds the character U+0085"},
		"U+2028 for an end of a line":  {"id,name,town\u20281,a,b\u2028", "a column holds the character U+2028"},
		"a form feed":                  {"id,name,town\f1,a,b", "a column holds the character U+000C"},
		"a workbook":                   {"PK\x03\x04\x14\x00", "it is a workbook (xlsx, ods) or a zip archive, not CSV"},
		"an old workbook":              {"\xd0\xcf\x11\xe0\xa1", "it is an old Excel workbook (xls), not CSV"},
		"JSON":                         {"[{\"id\":1}]", "it is JSON, not CSV"},
		"HTML":                         {"<!doctype html>", "it is XML or HTML, not CSV"},
		"UTF-32":                       {"\xff\xfe\x00\x00i\x00\x00\x00", "it is text in UTF-32, not CSV"},
		"zero bytes":                   {"id,name,to\x00wn\n", "a column holds the character U+0000"},
	} {
		_, err := table.Find("t.csv", strings.NewReader(c.text), known)
		require.ErrorIs(t, err, table.ErrHeader, name)
		require.ErrorContains(t, err, c.says, name)
		require.NotContains(t, err.Error(), "Jane", name)
	}
}

func TestFormulas(t *testing.T) {
	for v, want := range map[string]bool{
		"=cmd|' /c calc'!A1": true, "@SUM(1+1)": true, "+1+cmd|' /c calc'!A1": true, "-2+3": true, "\t=1": true, " =1": true, "＝1": true, "\r\n@a": true, "+A1": true, "-A1": true, "=": true,
		"": false, "C0000001": false, "-12": false, "+447700900123": false, "+44 7700 900123": false, "-1.5": false, "a=b": false, "x@example.com": false, "-": false, "12-7": false,
	} {
		require.Equal(t, want, table.Formula(v), "%q", v)
	}
}

func TestAFailureToReadIsNoEnd(t *testing.T) {
	r, err := table.Find("t.csv", io.MultiReader(strings.NewReader("id,name\r1,a\r2"), iotest.ErrReader(io.ErrUnexpectedEOF)), known)
	require.NoError(t, err)
	var last error
	for _, last = range r.Rows() {
	}
	require.ErrorIs(t, last, io.ErrUnexpectedEOF)
}
