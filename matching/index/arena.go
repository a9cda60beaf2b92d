package index

import "unsafe"

// arena keeps packed people in large segments of bytes. A place in it is a
// multiple of eight bytes, numbered from 1. What is released is wiped: nothing of
// a deleted person stays in memory.
type arena struct {
	segments [][]byte
	used     uint32              // units handed out, of all segments
	free     map[uint32][]uint32 // by units
}

const (
	unit         = 8
	segmentUnits = 1 << 15
	slack        = 8 // bytes after a segment, so that whole words can be read
)

func units(n int) uint32 { return uint32(n+unit-1) / unit }

// put copies b into the arena and returns its place.
func (a *arena) put(b []byte) uint32 {
	at := a.alloc(units(len(b)))
	copy(a.at(at), b)
	return at
}

func (a *arena) alloc(n uint32) uint32 {
	if f := a.free[n]; len(f) > 0 {
		a.free[n] = f[:len(f)-1]
		return f[len(f)-1]
	}
	if left := segmentUnits - a.used%segmentUnits; len(a.segments) == 0 || left < n || a.used%segmentUnits == 0 {
		a.used = uint32(len(a.segments)) * segmentUnits
		a.segments = append(a.segments, make([]byte, segmentUnits*unit+slack))
	}
	if a.used == 0 {
		a.used = 1
	}
	at := a.used
	a.used += n
	return at
}

// at returns the bytes from a place to the end of its segment.
func (a *arena) at(place uint32) []byte {
	return a.segments[place/segmentUnits][place%segmentUnits*unit:]
}

// release wipes n bytes at a place and gives them back.
func (a *arena) release(place uint32, n int) {
	size := units(n)
	clear(a.at(place)[:size*unit])
	if a.free == nil {
		a.free = make(map[uint32][]uint32)
	}
	a.free[size] = append(a.free[size], place)
}

func (a *arena) bytes() int { return len(a.segments) * (segmentUnits*unit + slack) }

// text reads bytes as a string without copying them. It must not outlive the lock
// under which they were read.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
