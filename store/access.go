package store

import "strings"

// Access is what a provider user may do with tasks of a type.
type Access string

// The accesses, as the service names them.
const (
	AccessNone     Access = "none"
	AccessReadOnly Access = "read-only"
	AccessFull     Access = "full"
)

// Accesses lists them, the least first.
func Accesses() []Access { return []Access{AccessNone, AccessReadOnly, AccessFull} }

// ParseAccess reads an access as its code or as a screen writes it: "None", "Read
// Only", "full". Capitals, and what parts the words, do not matter. The error Is
// [ErrInvalid].
func ParseAccess(text string) (Access, error) {
	code := strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n\u00a0-_", r) }), "-"))
	for _, a := range Accesses() {
		if code == string(a) || code == strings.ReplaceAll(string(a), "-", "") {
			return a, nil
		}
	}
	return AccessNone, invalid("no access is called that")
}
