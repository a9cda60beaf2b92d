package names

import (
	"compress/flate"
	_ "embed"
	"io"
	"strings"
)

// packed is what packed_test.go makes of the files of names beside this one, in a third of
// their size: the sections, deflated, with a zero byte between. A lower-case letter begins each
// row of a table, and says how its names are related (see [Table.addRows]). In the list of known
// names it begins each name, and from a on says how many letters that has in common with the one
// before.
//
//go:generate go test -run TestThePackedNamesAreThoseOfTheFiles -update
//go:embed names.packed
var packed string

// The sections, in the order in which they are read: the better tables first.
const (
	forenames = iota
	surnames
	tables
	variants
	nicknames
	known
	sections
)

// unpack returns the sections, and the list of known names with spaces between them.
func unpack() []string {
	s := strings.Split(string(must(io.ReadAll(flate.NewReader(strings.NewReader(packed))))), "\x00")
	s[known] = spelledOut(s[known])
	return s
}

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
