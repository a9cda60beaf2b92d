package lists

import "slices"

// blocks are lists of two or more. A list is a block of words that moves to a
// larger block when it is full; beyond the largest it is a chain of blocks, the
// newest first. The first word of a block holds its class and how many numbers
// are in it.
type blocks struct {
	segments [][]uint32
	used     uint32             // words handed out, of all segments
	free     [len(sizes)]uint32 // first free block of each class, 0 if none
}

// sizes are the words of a block of each class.
var sizes = [...]uint32{3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024}

const (
	chained      = uint32(len(sizes) - 1) // blocks of this class have two words more before the numbers
	segmentWords = 1 << 15
)

// Of a chained block: the second word is the next block, the third how many
// numbers are in it and all that follow.
const (
	nextWord  = 1
	totalWord = 2
)

func header(class uint32) uint32 {
	if class == chained {
		return 3
	}
	return 1
}

// block returns the words of a block.
func (l *blocks) block(at uint32) []uint32 {
	return l.segments[at/segmentWords][at%segmentWords:]
}

func shape(block []uint32) (class, n uint32) { return block[0] >> 24, block[0] & 0xffffff }

func (l *blocks) alloc(class uint32) uint32 {
	if at := l.free[class]; at != 0 {
		l.free[class] = l.block(at)[1]
		l.block(at)[0] = class << 24
		return at
	}
	size := sizes[class]
	if rest := segmentWords - l.used%segmentWords; len(l.segments) == 0 || rest < size || l.used%segmentWords == 0 {
		l.used = uint32(len(l.segments)) * segmentWords
		l.segments = append(l.segments, make([]uint32, segmentWords))
	}
	if l.used == 0 {
		l.used = 1 // so that no block is at 0
	}
	at := l.used
	l.used += size
	l.block(at)[0] = class << 24
	return at
}

func (l *blocks) release(at, class uint32) {
	b := l.block(at)
	clear(b[:sizes[class]])
	b[0], b[1] = class<<24, l.free[class]
	l.free[class] = at
}

// pair returns a new list of two.
func (l *blocks) pair(a, b uint32) uint32 {
	at := l.alloc(0)
	w := l.block(at)
	w[0], w[1], w[2] = 2, a, b
	return at
}

// add appends a number and returns where the list is now.
func (l *blocks) add(at, v uint32) uint32 {
	b := l.block(at)
	class, n := shape(b)
	if header(class)+n == sizes[class] {
		at = l.larger(at, class, n)
		b = l.block(at)
		class, n = shape(b)
	}
	b[header(class)+n] = v
	b[0]++
	if class == chained {
		b[totalWord]++
	}
	return at
}

func (l *blocks) larger(at, class, n uint32) uint32 {
	if class == chained {
		to := l.alloc(chained)
		b := l.block(to)
		b[nextWord], b[totalWord] = at, l.block(at)[totalWord]
		return to
	}
	to := l.alloc(class + 1)
	b := l.block(to)
	b[0] = (class+1)<<24 | n
	copy(b[header(class+1):][:n], l.block(at)[1:])
	if class+1 == chained {
		b[nextWord], b[totalWord] = 0, n
	}
	l.release(at, class)
	return to
}

// remove takes a number out, if it is there, and returns where the list is now.
// A list that holds one number still is a block.
func (l *blocks) remove(at, v uint32) uint32 {
	head := l.block(at)
	class, n := shape(head)
	last := &head[header(class)+n-1]
	word := l.find(at, v)
	if word == nil {
		return at
	}
	*word = *last
	*last = 0
	head[0]--
	if class != chained {
		return at
	}
	head[totalWord]--
	if next := head[nextWord]; n == 1 && next != 0 {
		l.block(next)[totalWord] = head[totalWord]
		l.release(at, chained)
		return next
	}
	return at
}

// find returns the word that holds a number of a list, or nil.
func (l *blocks) find(at, v uint32) *uint32 {
	for ; at != 0; at = l.next(at) {
		b := l.block(at)
		class, n := shape(b)
		if i := slices.Index(b[header(class):][:n], v); i >= 0 {
			return &b[header(class)+uint32(i)]
		}
	}
	return nil
}

func (l *blocks) next(at uint32) uint32 {
	if b := l.block(at); b[0]>>24 == chained {
		return b[nextWord]
	}
	return 0
}

func (l *blocks) len(at uint32) int {
	b := l.block(at)
	class, n := shape(b)
	if class == chained {
		return int(b[totalWord])
	}
	return int(n)
}

// dissolve returns the number in a list of one, and forgets the list.
func (l *blocks) dissolve(at uint32) uint32 {
	b := l.block(at)
	class, _ := shape(b)
	v := b[header(class)]
	l.release(at, class)
	return v
}

// append appends the numbers of a list to those given.
func (l *blocks) append(to []uint32, at uint32) []uint32 {
	for ; at != 0; at = l.next(at) {
		b := l.block(at)
		class, n := shape(b)
		to = append(to, b[header(class):][:n]...)
	}
	return to
}
