package names

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What one table says the next ones need not say again: they are read in this order.
// surnames.csv is a table of its own, too.
func TestNoTableRepeatsAnother(t *testing.T) {
	table, written := newTable(), written(t)
	said := func(a, b string) bool {
		x, y := table.ids[a], table.ids[b]
		return x != 0 && y != 0 && !table.family[x] && !table.family[y] && (x == y || table.Relation(x, y) != Unrelated)
	}
	for _, section := range []int{forenames, surnames, tables} {
		for _, line := range regexp.MustCompile("[a-z][^a-z]+").FindAllString(written[section], -1) {
			row := strings.Fields(line[1:])
			again := func(name string) bool { return said(row[0], name) }
			switch {
			case section == surnames:
			case line[:1] == signs["short"]:
				require.False(t, slices.ContainsFunc(row[1:], again), line)
			case line[:1] == signs["spelling"]:
				all := true
				for i, name := range row {
					all = all && !slices.ContainsFunc(row[:i], func(other string) bool { return !said(name, other) })
				}
				require.False(t, all, line)
			}
			table.addRows(line)
		}
	}
	table.addRows(written[variants])
	table.addRows(written[nicknames])
	for name := range strings.FieldsSeq(written[known]) {
		require.Zero(t, table.ids[name], name)
		table.id(name)
	}
}
