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

// The files that are packed.
var patterns = []string{"forenames.csv", "known/*.txt", "nicknames.csv", "spelling-variants.csv", "surnames.csv", "tables/*.csv"}

func TestThePackedNamesAreThoseOfTheFiles(t *testing.T) {
	files := written(t)
	if *update {
		require.NoError(t, os.WriteFile("names.packed", pack(t, files), 0o644))
		t.Skip("packed anew: run it again to read it")
	}
	read := unpack()
	require.Len(t, read, len(files), "names.packed: go generate ./matching/names")
	for i, f := range files {
		require.True(t, f == read[i], "%s is packed otherwise: go generate ./matching/names", f.path)
	}
	require.True(t, slices.IsSortedFunc(read, func(a, b file) int { return strings.Compare(a.path, b.path) }))
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

// written are the files in the order of their paths, as they are read from the pack. The lists
// of known names are one list, in which each name has the most in common with the one before.
func written(t *testing.T) (files []file) {
	t.Helper()
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.FromSlash(pattern))
		require.NoError(t, err)
		for _, path := range paths {
			f := file{path: filepath.ToSlash(path)}
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			require.False(t, bytes.ContainsRune(text, 0), path)
			for line := range strings.Lines(string(text)) {
				if strings.TrimSpace(line) != "" && line[0] != '#' {
					f.text += line
				}
			}
			if last := len(files) - 1; isList(f.path) && isList(files[last].path) {
				files[last].text += "\n" + f.text
			} else {
				files = append(files, f)
			}
		}
	}
	for i := range files {
		if f := &files[i]; isList(f.path) {
			known := strings.Fields(f.text)
			slices.Sort(known)
			f.path, f.text = "known/", strings.Join(known, " ")
		}
	}
	return files
}

// pack is the inverse of unpack.
func pack(t *testing.T, files []file) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	require.NoError(t, err)
	for _, f := range files {
		text := f.text
		if isList(f.path) {
			text = shorten(strings.Fields(text))
		}
		_, err := w.Write([]byte(f.path + "\n" + text + "\x00"))
		require.NoError(t, err)
	}
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
