package index

// hashing is a hash under way: FNV-1a over the kind and the parts, each followed
// by a zero byte. Nothing is stored outside the process, so it may change.
type hashing uint64

const prime = 1099511628211

func kind(k uint8) hashing { return (14695981039346656037 ^ hashing(k)) * prime }

func (h hashing) add(s string) hashing {
	for i := range len(s) {
		h = (h ^ hashing(s[i])) * prime
	}
	return h * prime
}

func (h hashing) number(n int) hashing { return (h ^ hashing(n)) * prime * prime }

// sum spreads every bit over all (the finaliser of SplitMix64, S. Vigna).
func (h hashing) sum() uint64 {
	x := uint64(h)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
