package sql

import "strings"

// A model file is somebody else's, and SQL that is deep or long within its bounds can
// still ask for texts and lists that double at each level, or for a comparison of each
// letter with each. So a frame has a budget of bytes, and whatever can answer with more
// than it was given asks for them before it takes them.

// maxBuilt is the budget of all constants of a model, of one record, and of one pair, in
// bytes: many thousand times what conditions need of names and addresses.
const maxBuilt = 2 << 20

// Costs that are not bytes of a text.
const (
	valueBytes = 40  // a value in a list
	callBytes  = 16  // a call of a lambda
	perByte    = 256 // comparisons of one letter with another that cost as much as a byte
)

// build asks for so many bytes, and fails the frame if there are none left.
func (f *Frame) build(n int) bool {
	if f.built += n; f.built > maxBuilt {
		f.fail("a condition builds more than %d bytes", maxBuilt)
	}
	return f.err == nil
}

// compareEach asks for a comparison of each of one with each of another.
func (f *Frame) compareEach(a, b int) bool { return f.build(a * b / perByte) }

// list is a list that was built, if there was room for all that is in it: what is in it
// twice counts twice, as it does to whoever prints or compares it.
func (f *Frame) list(items []Value) Value {
	v := List(items)
	if !f.build(v.size()) {
		return Value{}
	}
	return v
}

// size is how many bytes a value takes, with all that is in it.
func (v Value) size() int {
	if v.more == nil {
		return valueBytes + len(v.s)
	}
	return valueBytes + v.more.size
}

// sizes adds up sizes.
func sizes(items []Value) (n int) {
	for _, v := range items {
		n += v.size()
	}
	return n
}

// replaceAll replaces every occurrence of a text that is not empty.
func (f *Frame) replaceAll(s, old, with string) Value {
	if grows := len(with) - len(old); !f.build(len(s) + strings.Count(s, old)*max(grows, 0)) {
		return Value{}
	}
	return Text(strings.ReplaceAll(s, old, with))
}

// comparing has a comparison of two texts letter by letter ask first.
func comparing(fn func(f *Frame, a, b string) Value) func(f *Frame, a, b string) Value {
	return func(f *Frame, a, b string) Value {
		if !f.compareEach(len(a), len(b)) {
			return Value{}
		}
		return fn(f, a, b)
	}
}
