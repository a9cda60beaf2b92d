package names

import (
	"bytes"
	"compress/flate"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "pack the files of names anew")

// The files of each section.
var patterns = [sections]string{forenames: "forenames.csv", surnames: "surnames.csv", tables: "tables/*.csv",
	variants: "spelling-variants.csv", nicknames: "nicknames.csv", known: "known/*.txt"}

// The signs of the relations that rows of the files begin with.
var signs = map[string]string{"apart": "a", "gaelic": "g", "short": "s", "welsh": "w", "surname": "f", "spelling": "v"}

func TestThePackedNamesAreThoseOfTheFiles(t *testing.T) {
	want := written(t)
	if *update {
		require.NoError(t, os.WriteFile("names.packed", pack(t, want), 0o644))
		t.Skip("packed anew: run it again to read it")
	}
	read := unpack()
	require.Len(t, read, sections)
	for i, text := range read {
		require.True(t, want[i] == text, "%s: packed otherwise: go generate ./matching/names", patterns[i])
	}
}

func TestEveryFileOfNamesIsPacked(t *testing.T) {
	var found []string
	for _, ext := range []string{"*.csv", "*.txt", "*/*.csv", "*/*.txt"} {
		found = append(found, must(filepath.Glob(ext))...)
	}
	var want []string
	for _, pattern := range patterns {
		want = append(want, must(filepath.Glob(pattern))...)
	}
	require.ElementsMatch(t, append(want, "weak.csv", "testdata/romanised.csv"), found, "weak.csv is embedded as it is")
}

// written are the sections as they are read from the pack. The lists of known names are one list,
// in which each name has the most in common with the one before.
func written(t *testing.T) (s [sections]string) {
	t.Helper()
	for i, pattern := range patterns {
		var lines []string
		for _, path := range must(filepath.Glob(filepath.FromSlash(pattern))) {
			text := string(must(os.ReadFile(path)))
			if i == known {
				text = "header\n" + text
			}
			lines = append(lines, records(text)...)
		}
		if i == known {
			names := strings.Fields(strings.Join(lines, " "))
			slices.Sort(names)
			s[i] = strings.Join(names, " ")
			continue
		}
		for _, row := range rowsOf(i, lines) {
			relation, list, _ := strings.Cut(row, ",")
			require.Regexp(t, "^[^a-z,]+$", list, row)
			require.Contains(t, signs, relation, row)
			s[i] += signs[relation] + list
		}
	}
	return s
}

// rowsOf returns the lines of a section as rows: those of the files that others wrote are a name
// each, "tradition,group,name" and "full,has_nickname,short", and make one row if they begin alike.
func rowsOf(section int, lines []string) (rows []string) {
	if section != variants && section != nicknames {
		return lines
	}
	before := ""
	for _, line := range lines {
		cut := strings.LastIndexByte(line, ',')
		if line[:cut] != before {
			row := "spelling,"
			if full, ok := strings.CutSuffix(line[:cut], ",has_nickname"); ok {
				row = "short," + full + " "
			}
			before, rows = line[:cut], append(rows, row+line[cut+1:])
			continue
		}
		rows[len(rows)-1] += " " + line[cut+1:]
	}
	for i, row := range rows {
		relation, list, _ := strings.Cut(row, ",")
		rows[i] = relation + "," + strings.ToUpper(list)
	}
	return rows
}

// pack is the inverse of unpack.
func pack(t *testing.T, s [sections]string) []byte {
	t.Helper()
	s[known] = shorten(strings.Fields(s[known]))
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	require.NoError(t, err)
	_, err = w.Write([]byte(strings.Join(s[:], "\x00")))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

// shorten writes a list as spelledOut reads it.
func shorten(names []string) string {
	var out strings.Builder
	before := ""
	for _, name := range names {
		shared := 0
		for shared < min(len(before), len(name), 25) && before[shared] == name[shared] {
			shared++
		}
		out.WriteByte('a' + byte(shared))
		out.WriteString(name[shared:])
		before = name
	}
	return out.String()
}

func TestAPackedListIsSpelledOut(t *testing.T) {
	for _, list := range []string{"", "ANN", "ANN ANNA ANNABEL BO", "ANNA ANN ANN", strings.Repeat("A", 30) + " " + strings.Repeat("A", 31)} {
		require.Equal(t, list, spelledOut(shorten(strings.Fields(list))))
	}
}

// What a service pays at its start for names that take less of its binary.
func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		unpack()
	}
}

// All of it: the table of every name.
func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		newAll()
	}
}
