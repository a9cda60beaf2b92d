package names

import (
	"compress/flate"
	_ "embed"
	"io"
	"strings"
)

// packed is what packed_test.go makes of the files of names beside this one, in a
// quarter of their size: deflated, each file after a line with its path and up to a
// zero byte. Comments and empty lines are left out; in the list of known names a
// letter from a on says how many letters a name has in common with the one before.
//
//go:generate go test -run TestThePackedNamesAreThoseOfTheFiles -update
//go:embed names.packed
var packed string

// file is a file of names by its path from this folder. Those of known names are packed as one
// list, of which the text is the names with spaces between them.
type file struct{ path, text string }

// unpack returns the packed files in the order of their paths.
func unpack() (files []file) {
	all := string(must(io.ReadAll(flate.NewReader(strings.NewReader(packed)))))
	for all != "" {
		var f file
		f.path, all, _ = strings.Cut(all, "\n")
		f.text, all, _ = strings.Cut(all, "\x00")
		if isList(f.path) {
			f.text = spelledOut(f.text)
		}
		files = append(files, f)
	}
	return files
}

// isList reports whether a file is a list of known names.
func isList(path string) bool { return strings.HasPrefix(path, "known/") }

// spelledOut returns the names of a packed list with spaces between them.
func spelledOut(list string) string {
	var out []byte
	last := 0 // where the name before begins
	for i := range len(list) {
		c := list[i]
		if c < 'a' {
			out = append(out, c)
			continue
		}
		if i > 0 {
			out = append(out, ' ')
		}
		at := len(out)
		out = append(out, out[last:last+int(c-'a')]...)
		last = at
	}
	return string(out)
}

// must returns what is read from the embedded files, which are always there.
func must[T any](read T, err error) T {
	if err != nil {
		panic(err)
	}
	return read
}
