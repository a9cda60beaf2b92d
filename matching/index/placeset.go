package index

// placeSet is a set of places.
type placeSet struct {
	slots []uint32
	used  []uint32 // slots in use
}

func (s *placeSet) clear() {
	for _, i := range s.used {
		s.slots[i] = 0
	}
	s.used = s.used[:0]
}

// add reports whether v is new.
func (s *placeSet) add(v uint32) bool {
	if 2*len(s.used) >= len(s.slots) {
		s.grow()
	}
	mask := uint32(len(s.slots) - 1)
	for i := v * 2654435761 >> 7 & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case v:
			return false
		case 0:
			s.slots[i] = v
			s.used = append(s.used, i)
			return true
		}
	}
}

func (s *placeSet) grow() {
	old, used := s.slots, s.used
	s.slots, s.used = make([]uint32, max(2*len(old), 1<<10)), make([]uint32, 0, len(old)+1<<9)
	for _, i := range used {
		s.add(old[i])
	}
}
