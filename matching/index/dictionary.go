package index

import "github.com/caselobby/caselobby/matching"

// names keeps what many people have in common once: names, the domains of e-mail
// addresses, odd postcodes. Each is known by its place in an arena; 0 is none.
// They stay when nobody has them any more, though nothing leads from them to
// anybody.
type names struct {
	places map[uint64]uint32 // by hash; of a collision, at the next number
	arena  arena
	code   []byte // scratch
}

// place returns the place of a code, or 0. No code may begin with another.
func (n *names) place(code []byte) uint32 {
	at, _ := n.look(code)
	return at
}

func (n *names) look(code []byte) (at uint32, hash uint64) {
	for hash = kind(0).add(text(code)).sum(); ; hash++ {
		at = n.places[hash]
		if at == 0 {
			return 0, hash
		}
		if b := n.arena.at(at); len(b) >= len(code) && string(b[:len(code)]) == string(code) {
			return at, hash
		}
	}
}

// add returns the place of a code, which it keeps if it is new.
func (n *names) add(code []byte) uint32 {
	if len(code) == 0 {
		return 0
	}
	at, hash := n.look(code)
	if at == 0 {
		if n.places == nil {
			n.places = make(map[uint64]uint32)
		}
		at = n.arena.put(code)
		n.places[hash] = at
	}
	return at
}

func (n *names) addSurnames(s matching.Surnames) uint32 {
	n.code = s.Pack(n.code[:0])
	return n.add(n.code)
}

func (n *names) addForename(f matching.Forename) uint32 {
	n.code = f.Pack(n.code[:0])
	return n.add(n.code)
}

func (n *names) addWord(w matching.Word) uint32 {
	n.code = w.Pack(n.code[:0])
	return n.add(n.code)
}

func (n *names) addText(s string) uint32 {
	n.code = appendText(n.code[:0], s)
	return n.add(n.code)
}

// appendText appends a text after its length in two bytes, so that none begins
// with another.
func appendText(b []byte, s string) []byte {
	s = s[:min(len(s), 1<<16-1)]
	return append(append(b, byte(len(s)), byte(len(s)>>8)), s...)
}

// at returns what begins at a place; "" if there is nothing. It is only good under
// the lock.
func (n *names) at(place uint32) string {
	if place == 0 {
		return ""
	}
	return text(n.arena.at(place))
}

// touch has what is at a place fetched from memory.
func (n *names) touch(place uint32) byte {
	if place == 0 {
		return 0
	}
	return n.arena.at(place)[0]
}

func (n *names) textAt(place uint32) string {
	s := n.at(place)
	return s[2:][:int(s[0])|int(s[1])<<8]
}
