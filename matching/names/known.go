package names

import "strings"

// addKnown gives an ID to every name of the list of known names that the tables
// lack. They are names that people bear, so that a slip which happens to make
// another name (BELLA of ELLA) can be told from one that makes none (LEP of LEO);
// what they are forms of, only the rules say. It must come after
// [Table.settle], which gives only the names before them roots.
func (t *Table) addKnown(list string) {
	for _, name := range strings.Fields(list) {
		if _, ok := t.ids[name]; !ok {
			t.ids[name] = ID(len(t.names))
			t.names = append(t.names, name)
		}
	}
}
