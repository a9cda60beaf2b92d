package memory

// index leads from a hash to a number, 4 bytes and little more for each, with no
// pointer that a garbage collector would follow. It keeps the numbers alone: what a
// number stands for, and its hash, its owner knows.
//
// It is parted by the hash, and a part grows on its own and by a quarter, so that
// no single insertion pays for all that is stored.
type index struct {
	hashOf func(number) uint64
	parts  [256]part
}

// part is an open table with linear probing: a number is at its home or after it,
// with no gap between.
type part struct {
	slots []number // 0 is none
	n     int
}

func (x *index) part(hash uint64) *part { return &x.parts[hash>>56] }

func (p *part) home(hash uint64) int { return int(uint64(uint32(hash)) * uint64(len(p.slots)) >> 32) }

func (p *part) next(i int) int {
	if i++; i == len(p.slots) {
		return 0
	}
	return i
}

// find returns the number of a hash that is the one sought, or 0.
func (x *index) find(hash uint64, sought func(number) bool) number {
	p := x.part(hash)
	if p.n == 0 {
		return 0
	}
	for i := p.home(hash); p.slots[i] != 0; i = p.next(i) {
		if sought(p.slots[i]) {
			return p.slots[i]
		}
	}
	return 0
}

// add adds a number, which is not there.
func (x *index) add(n number) {
	p := x.part(x.hashOf(n))
	if (p.n+1)*8 > len(p.slots)*7 { // an eighth stays free, so that probes are short and end
		old := p.slots
		p.slots = make([]number, len(old)+max(len(old)/4, 8))
		for _, m := range old {
			if m != 0 {
				p.set(x.hashOf(m), m)
			}
		}
	}
	p.set(x.hashOf(n), n)
	p.n++
}

func (p *part) set(hash uint64, n number) {
	i := p.home(hash)
	for p.slots[i] != 0 {
		i = p.next(i)
	}
	p.slots[i] = n
}

// remove takes out a number, which is there, while its hash is still known. Those
// after it move up, as far as their homes allow.
func (x *index) remove(n number) {
	p := x.part(x.hashOf(n))
	gap := p.home(x.hashOf(n))
	for p.slots[gap] != n {
		gap = p.next(gap)
	}
	for i := p.next(gap); p.slots[i] != 0; i = p.next(i) {
		if home := p.home(x.hashOf(p.slots[i])); !between(gap, home, i) {
			p.slots[gap] = p.slots[i]
			gap = i
		}
	}
	p.slots[gap] = 0
	p.n--
}

// between reports whether a home lies after a gap and not after i, going round.
func between(gap, home, i int) bool {
	if gap < i {
		return gap < home && home <= i
	}
	return gap < home || home <= i
}
