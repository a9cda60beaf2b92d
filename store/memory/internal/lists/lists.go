// Package lists keeps millions of short lists of numbers in a few large
// allocations without pointers, which a garbage collector need not look into:
// the lists of an index from keys to rows.
package lists

// List is one list of a [Lists]. 0 is the empty list, and a list of one is the
// number itself: most keys are carried by one row, and cost no memory here.
type List uint32

// Max is the largest number that a list can hold. The smallest is 1.
const Max = 1<<31 - 1

// blocked marks a list that is the place of a block.
const blocked List = 1 << 31

// Lists are many lists of numbers, in about four to six bytes for each number
// and eight gigabytes at most. The zero value is ready to use. It is not safe
// for writing while it is read or written.
type Lists struct{ blocks blocks }

// Add adds a number, and returns what the list is from now on. The number must
// not be in it.
func (l *Lists) Add(to List, number uint32) List {
	switch {
	case to == 0:
		return List(number)
	case to&blocked == 0:
		return List(l.blocks.pair(uint32(to), number)) | blocked
	}
	return List(l.blocks.add(uint32(to&^blocked), number)) | blocked
}

// Remove takes a number out, if it is there, and returns what the list is from
// now on. It reads the list; nothing of the number is left.
func (l *Lists) Remove(from List, number uint32) List {
	if from&blocked == 0 {
		if from == List(number) {
			return 0
		}
		return from
	}
	at := l.blocks.remove(uint32(from&^blocked), number)
	if l.blocks.len(at) == 1 {
		return List(l.blocks.dissolve(at))
	}
	return List(at) | blocked
}

// Len returns how many numbers are in a list, without reading it.
func (l *Lists) Len(of List) int {
	switch {
	case of == 0:
		return 0
	case of&blocked == 0:
		return 1
	}
	return l.blocks.len(uint32(of &^ blocked))
}

// Append appends the numbers of a list to those given, in no particular order.
func (l *Lists) Append(to []uint32, of List) []uint32 {
	switch {
	case of == 0:
		return to
	case of&blocked == 0:
		return append(to, uint32(of))
	}
	return l.blocks.append(to, uint32(of&^blocked))
}
