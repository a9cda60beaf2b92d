package lobby

import (
	"encoding/binary"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A decision labels what its review found of each client: the same person, or not. The
// token carries the findings from the review to the decision, so that a label is of what
// the officer saw, and a decision need not search again.

// comparison is what a review found of a client that it showed: ids and codes.
type comparison struct {
	client store.ClientID
	levels []string // as [store.Verdict.Levels]
}

// levelsOf are the level codes of what was found.
func levelsOf(m *matching.Match) []string {
	levels := make([]string, len(m.Evidence))
	for i := range m.Evidence {
		levels[i] = m.Evidence[i].Level
	}
	return levels
}

// maxFound bounds what a token holds of what was found, in bytes: room for a hundred
// clients whose ids and codes are of the usual length.
const maxFound = 16 << 10

// comparisonsOf is what a review found of the clients that it shows, the most probable
// ones where ids or codes are so long that there is no room for all.
func comparisonsOf(shown []ClientMatch) []comparison {
	cs, room := make([]comparison, 0, len(shown)), maxFound
	for i := range shown {
		c := comparison{shown[i].Client.ID, levelsOf(&shown[i].Match)}
		room -= 8 + len(c.client)
		for _, code := range c.levels {
			room -= 2 + len(code)
		}
		if room < 0 {
			break
		}
		cs = append(cs, c)
	}
	return cs
}

// appendComparisons appends the bytes of what was found: the codes, each once, and then
// for each client its id and the places of its codes.
func appendComparisons(b []byte, cs []comparison) []byte {
	codes := make([]string, 0, 32)
	places := make([]byte, 0, 16*len(cs))
	for _, c := range cs {
		places = binary.AppendUvarint(appendPart(places, string(c.client)), uint64(len(c.levels)))
		for _, code := range c.levels {
			at := slices.Index(codes, code)
			if at < 0 {
				at, codes = len(codes), append(codes, code)
			}
			places = binary.AppendUvarint(places, uint64(at))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(codes)))
	for _, code := range codes {
		b = appendPart(b, code)
	}
	return append(binary.AppendUvarint(b, uint64(len(cs))), places...)
}

// comparisons reads what [appendComparisons] wrote.
func (in *unsealing) comparisons() []comparison {
	codes := make([]string, in.count())
	for i := range codes {
		codes[i] = string(in.part())
	}
	cs := make([]comparison, in.count())
	for i := range cs {
		cs[i] = comparison{store.ClientID(in.part()), make([]string, in.count())}
		for j := range cs[i].levels {
			at := in.uvarint()
			if at >= uint64(len(codes)) {
				in.bad = true
				return nil
			}
			cs[i].levels[j] = codes[at]
		}
	}
	return cs
}

// compared are those whose comparison the review kept, the most probable first.
func (t *seal) compared() []store.ClientID {
	ids := make([]store.ClientID, 0, len(t.Compared)+1)
	for _, c := range t.Compared {
		ids = append(ids, c.client)
	}
	return ids
}

// likeliest are those of whom a decision keeps a verdict, whoever is chosen.
func (t *seal) likeliest() []store.ClientID {
	ids := t.compared()
	return ids[:min(len(ids), maxCompared)]
}

// verdicts are the labels that a choice gives the clients that a review showed, the most
// probable ones. A client that has changed since, or is hidden from the officer by now,
// gets none. now returns a client as it is now: the zero Client, if it is not there.
func (v *sight) verdicts(t seal, chosen store.ClientID, now func(store.ClientID) store.Client) (vs []store.Verdict) {
	m, mark := v.s.marker(&t), make([]byte, 0, digestLen)
	for _, c := range t.Compared {
		if c.client != chosen && len(vs) >= maxCompared {
			continue
		}
		is := now(c.client)
		if !eligible(is) || v.named(is) == "" {
			continue
		}
		if person, _ := t.find(m.client(mark, v.a, c.client)); same(person, m.person(mark, &is.Person)) {
			vs = append(vs, store.Verdict{Client: c.client, Same: c.client == chosen, Levels: c.levels})
		}
	}
	return vs
}
