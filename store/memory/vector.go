package memory

// vector is a slice that grows without moving all that is in it: a list of segments.
// The zero value is empty.
type vector[V any] struct{ segments [][]V }

// segmentLen is how many values a segment holds.
const segmentLen = 1 << 15

// len returns how many values there are.
func (v *vector[V]) len() int {
	if len(v.segments) == 0 {
		return 0
	}
	last := len(v.segments) - 1
	return last*segmentLen + len(v.segments[last])
}

// at returns the place of a value, which is there.
func (v *vector[V]) at(i number) *V { return &v.segments[i/segmentLen][i%segmentLen] }

// push appends a value. The last segment grows with what is in it, so that a small
// authority takes little.
func (v *vector[V]) push(value V) {
	last := len(v.segments) - 1
	if last < 0 || len(v.segments[last]) == segmentLen {
		v.segments, last = append(v.segments, nil), last+1
	}
	s := v.segments[last]
	if len(s) == cap(s) {
		s = append(make([]V, 0, min(max(2*len(s), 8), segmentLen)), s...)
	}
	v.segments[last] = append(s, value)
}

// reach appends zero values until one is at i.
func (v *vector[V]) reach(i number) {
	var zero V
	for v.len() <= int(i) {
		v.push(zero)
	}
}
