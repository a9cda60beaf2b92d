package matching

import "encoding/binary"

// The profile of a person is, for now, what the person told, written plainly: a
// format byte, then for each of [Person.Fields] the number of its values and each
// value after its length. Ranking reads it and normalises it anew.

// profileFormat is the version of the profiles that this package makes.
const profileFormat = 1

// Prepare returns the keys of a person, and a profile: see [Matcher].
func (m *UKMatcher) Prepare(p Person) Prepared {
	q := m.Parse(p)
	return Prepared{Keys: q.keys(), Profile: profileOf(p)}
}

// Rank compares the asker with everybody in the pool: see [Matcher].
func (m *UKMatcher) Rank(asker Prepared, pool Pool) Ranking {
	p, _ := asker.Profile.person() // nothing is known of who cannot be read
	return m.rank(m.Parse(p), pool)
}

// Stale reports whether a profile is of another version: see [Matcher].
func (m *UKMatcher) Stale(p Profile) bool { return p == "" || p[0] != profileFormat }

func profileOf(p Person) Profile {
	b := []byte{profileFormat}
	for _, f := range p.Fields() {
		values := f.Values()
		b = binary.AppendUvarint(b, uint64(len(values)))
		for _, v := range values {
			b = append(binary.AppendUvarint(b, uint64(len(v))), v...)
		}
	}
	return Profile(b)
}

// person reads a profile, and reports whether it is one of this version.
func (p Profile) person() (Person, bool) {
	if p == "" || p[0] != profileFormat {
		return Person{}, false
	}
	var q Person
	b := string(p[1:])
	for _, f := range q.Fields() {
		count, ok := take(&b)
		for range count {
			n, fits := take(&b)
			if !fits {
				return Person{}, false
			}
			f.add(b[:n])
			b = b[n:]
		}
		if !ok {
			return Person{}, false
		}
	}
	return q, len(b) == 0
}

// take reads a number that is no more than the bytes which follow it.
func take(b *string) (int, bool) {
	n, width := binary.Uvarint([]byte((*b)[:min(len(*b), binary.MaxVarintLen64)]))
	if width <= 0 || n > uint64(len(*b)-width) {
		return 0, false
	}
	*b = (*b)[width:]
	return int(n), true
}

func (f Field) add(v string) {
	if f.List != nil {
		*f.List = append(*f.List, v)
	} else {
		*f.Text = v
	}
}
