package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// linked runs the program on the text of files, and returns the client that is
// first for each case. If there is a truth, a model is to be learnt from it.
func linked(t *testing.T, clients, cases, truth string) (first map[string]string, status int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "matches.csv")
	args := []string{"-clients", write(t, dir, "clients.csv", clients), "-cases", write(t, dir, "cases.csv", cases), "-out", out}
	if truth != "" {
		args = append(args, "-truth", write(t, dir, "truth.csv", truth), "-model-out", filepath.Join(dir, "model.json"))
	}
	status, stdout, stderr = run(t, program{ukMatcher}, args...)
	stderr = strings.ReplaceAll(stderr, dir+string(filepath.Separator), "")
	f, err := os.Open(out)
	if err != nil {
		return nil, status, stdout, stderr
	}
	defer func() { _ = f.Close() }() // only read
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	first = map[string]string{}
	for _, r := range rows[1:] {
		if r[1] == "1" {
			first[r[0]] = r[2]
		}
	}
	return first, status, stdout, stderr
}

const (
	register = "id,given_name,family_name,date_of_birth,postcode\nC1,José,Quarmby,05/09/1985,LS8 4AA\nC2,Seán,Blenkinsop,12/03/1961,LS6 1AB\n"
	arrivals = "id,given_name,family_name,date_of_birth,postcode\nK1,Jose,Quarmby,05/09/1985,LS8 4AA\nK2,Sean,Blenkinsop,12/03/1961,\nK3,Ada,Norton,01/01/1950,\n"
)

var right = map[string]string{"K1": "C1", "K2": "C2", "K3": ""}

func TestARegisterInAnyFormIsLinkedAlikeAndTold(t *testing.T) {
	latin := strings.NewReplacer("é", "\xe9", "á", "\xe1").Replace
	for name, c := range map[string]struct{ clients, says string }{
		"as it should be":  {register, ""},
		"CR line ends":     {strings.ReplaceAll(register, "\n", "\r"), ""},
		"mixed line ends":  {strings.Replace(register, "LS8 4AA\n", "LS8 4AA\r", 1), ""},
		"Windows-1252":     {latin(register), "clients.csv: lines that are not UTF-8 are read as Windows-1252: 2, the first is line 2"},
		"semicolons":       {strings.ReplaceAll(register, ",", ";"), "clients.csv: separated by semicolons"},
		"sep= and a title": {"sep=,\nExport of today\n" + register, "clients.csv: the header is on line 3"},
		"other names for columns": {strings.NewReplacer("given_name", "Forename", "family_name", "Surname", "date_of_birth", "DOB", "postcode", "Post code").Replace(register),
			`clients.csv: read as date_of_birth: "DOB"`},
		"a date in three columns": {"id,First name,Last name,day,month,year\nC1,José,Quarmby,5,9,1985\nC2,Seán,Blenkinsop,12,3,1961\n",
			`clients.csv: read as date_of_birth: "day", "month", "year"`},
		"the whole name in one column": {"id,full_name,date_of_birth,postcode\nC1,\"Quarmby, José\",05/09/1985,LS8 4AA\nC2,\"Blenkinsop, Seán\",12/03/1961,LS6 1AB\n",
			`clients.csv: read as family_name: "full_name"`},
		"dates that a spreadsheet made numbers of": {register + "C3,Ann,Other,31295,\n",
			"clients.csv: date_of_birth of 1 row is not used for matching: no such value, or not understood; the first is line 4"},
		"a column too many": {strings.ReplaceAll(strings.ReplaceAll(register, "\n", ",x\n"), "postcode,x", "postcode,shoe size"),
			`clients.csv: columns that are not known are not read: "shoe size"`},
	} {
		first, status, _, stderr := linked(t, c.clients, arrivals, "")
		require.Equal(t, done, status, name+stderr)
		require.Equal(t, right, first, name+stderr)
		require.Contains(t, stderr, c.says, name)
		if c.says == "" {
			require.Equal(t, 1, strings.Count(stderr, "\n"), "nothing to tell: "+name+stderr)
		}
	}
}

func TestWhatNoColumnHoldsIsTold(t *testing.T) {
	_, status, _, stderr := linked(t, "id,phone\nC1,07700900801\n", arrivals, "")
	require.Equal(t, done, status, stderr)
	for _, column := range []string{"given_name", "family_name", "date_of_birth"} {
		require.Contains(t, stderr, "clients.csv: no column holds "+column+"\n")
	}
	require.NotContains(t, stderr, "cases.csv: no column")
}

func TestARegisterWithoutOneReadableRowIsAFailure(t *testing.T) {
	for name, clients := range map[string]string{
		"a header only":              "id,given_name,family_name\n",
		"CR CR":                      "id,given_name,family_name\r\r",
		"U+0085 for an end of lines": "id,given_name,family_name\u0085C1,Anna,Quarmby\u0085",
		"every row cut short":        "id,given_name,family_name\nC1\nC2\n",
		"no id":                      "id,given_name,family_name\n,Anna,Quarmby\n",
		"what the lobby refuses":     "id,given_name,family_name,phone\nC1,Anna,Quarmby," + strings.Repeat("1;", 30) + "\n",
	} {
		first, status, _, stderr := linked(t, clients, arrivals, "")
		require.Equal(t, failed, status, name)
		require.Nil(t, first, "no matches are written: "+name)
		require.Regexp(t, `clients.csv: (no (row|client) could be used|no usable header)`, stderr, name)
	}
}

func TestARunThatLeavesRowsOutDoesNotEndLikeAWholeOne(t *testing.T) {
	first, status, _, stderr := linked(t, register+"C3\nC4,Jos\x81,Lost,,\n", arrivals+"=1+1,Anna,Quarmby,,\n", "")
	require.Equal(t, partial, status)
	require.Equal(t, right, first, "the rest is linked")
	require.True(t, strings.HasSuffix(stderr, "\nlink: not whole, rows are left out: 2 of clients.csv, 1 of cases.csv\n"), stderr)
	require.Contains(t, stderr, "clients.csv:5: given_name: neither UTF-8 nor Windows-1252")
	require.Contains(t, stderr, "cases.csv:5: id: begins as a formula does")
	require.NotContains(t, stderr, "Anna")
}

func TestAFigureForWhichThereIsNothingIsAbsentAndTheMatchesAreThere(t *testing.T) {
	for name, c := range map[string]struct {
		truth  string
		status int
		says   string // on standard error
		prints string
	}{
		"a known case":            {"case_id,client_ids\nK1,C1\nK2,\nK3,\n", done, "", `right client first +1\.0000`},
		"a case of another file":  {"case_id,client_ids\nK1,C1\nK2,\nK3,\nK4,C2\n", done, "truth.csv: 1 cases that are not in cases.csv, and not in the figures\n", `cases +3\n`},
		"a case not told of":      {"case_id,client_ids\nK1,C1\nK2,\n", done, "truth.csv: 1 cases of cases.csv are not told of, and not in the figures\n", `cases +2\n`},
		"a client not there":      {"case_id,client_ids\nK1,C1\nK2,C2;C8\nK3,C9\n", done, "truth.csv: 2 clients that are not in clients.csv, and count as not found\n", `of them clients +3\n`},
		"no known case":           {"case_id,client_ids\nK1,\nK2,\nK3,\n", partial, "nothing is learnt", `right client first +–`},
		"cases of another file":   {"case_id,client_ids\nX1,\nX2,\n", partial, "nothing is learnt", `log loss per case +–`},
		"clients of another file": {"case_id,client_ids\nK1,X1\nK2,\nK3,\n", partial, "nothing is learnt", `blocking recall +0\.0000`},
		"no row":                  {"case_id,client_ids\n", partial, "truth.csv: no row could be used: no figure can be given", `cases +0\n`},
		"a case told twice":       {"case_id,client_ids\nK1,C1\nK1,C2\nK2,\nK3,\n", partial, "truth.csv:3: case_id: the same as on line 2", `of them clients +1\n`},
		"semicolons between":      {"case_id;client_ids\nK1;\"C1;C2\"\nK2;\nK3;\n", done, "truth.csv: separated by semicolons", `of them clients +1\n`},
	} {
		first, status, stdout, stderr := linked(t, register, arrivals, c.truth)
		require.Equal(t, c.status, status, name+stderr)
		require.Equal(t, right, first, name)
		require.Contains(t, stderr, c.says, name)
		if c.says == "" {
			require.NotContains(t, stderr, "truth.csv", "nothing to tell: "+name)
		}
		require.Regexp(t, c.prints, stdout, name)
		require.NotContains(t, stdout, "NaN", name)
	}
}

func TestLabelsOfNobodyTeachNothingAndCasesAreComparedAllTheSame(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-clients", write(t, dir, "clients.csv", register), "-cases", write(t, dir, "cases.csv", arrivals),
		"-truth", write(t, dir, "truth.csv", "case_id,client_ids\nK3,\n"), "-out", filepath.Join(dir, "matches.csv"), "-train=labels", "-model-out", filepath.Join(dir, "model.json")}
	status, _, stderr := run(t, program{ukMatcher}, args...)
	require.Equal(t, partial, status, stderr)
	require.Contains(t, stderr, "compared by the built-in model")
	require.FileExists(t, filepath.Join(dir, "matches.csv"))
	require.NoFileExists(t, filepath.Join(dir, "model.json"))
}

func TestAModelThatCannotBeWrittenLeavesTheMatches(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-clients", write(t, dir, "clients.csv", register), "-cases", write(t, dir, "cases.csv", arrivals),
		"-truth", write(t, dir, "truth.csv", "case_id,client_ids\nK1,C1\n"), "-out", filepath.Join(dir, "matches.csv"), "-model-out", filepath.Join(dir, "nowhere", "model.json")}
	status, stdout, stderr := run(t, program{ukMatcher}, args...)
	require.Equal(t, partial, status, stderr)
	require.Contains(t, stderr, "is written, and no model: ")
	require.Contains(t, stdout, "log loss per case")
	require.FileExists(t, filepath.Join(dir, "matches.csv"))
}
