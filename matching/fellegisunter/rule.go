package fellegisunter

// Data are the records of which pairs are made. With Others empty each record is
// paired with each other record once (to find duplicates); otherwise each record
// is paired with each of Others (to link two files).
type Data[T any] struct {
	Records []T
	Others  []T
}

// Admissible returns how many pairs there are, T in the literature.
func (d Data[T]) Admissible() int {
	if len(d.Others) > 0 {
		return len(d.Records) * len(d.Others)
	}
	return len(d.Records) * (len(d.Records) - 1) / 2
}

// Pair returns the two records of a pair.
func (d Data[T]) Pair(p Pair) (a, b *T) {
	if len(d.Others) > 0 {
		return &d.Records[p.A], &d.Others[p.B]
	}
	return &d.Records[p.A], &d.Records[p.B]
}

// row returns a record by its number, the others counted after the records.
func (d Data[T]) row(i int) *T {
	if i < len(d.Records) {
		return &d.Records[i]
	}
	return &d.Others[i-len(d.Records)]
}

// Rule says which pairs are worth comparing: those that share a key. Rules keep
// the number of comparisons near the number of records instead of its square.
type Rule[T any] struct {
	Name string
	// Keys returns the keys of a record; none when a value that the rule needs is
	// missing. Empty keys are ignored. It must be a pure function.
	Keys func(*T) []string
	// Number, where it is given, is used instead of Keys: the one key of a record
	// whose values are prepared as numbers, 0 for none. No text is made for it and
	// none is hashed, so sorting takes a fraction of the time.
	Number func(*T) uint64
	// Agrees names the comparisons that share a field with the rule. Among pairs
	// of one block they no longer vary as they do elsewhere, so training under
	// the rule leaves them out.
	Agrees []Agreement
}

// Agreement says that whoever shares a rule's key has reached a level of a
// comparison. An empty Level says only that the comparison depends on the rule.
type Agreement struct{ Comparison, Level string }

// Pair is two records that share a key: indices into Data, and the index of the
// first rule that brought them together. A < B where there are no Others.
type Pair struct{ A, B, Rule int }
