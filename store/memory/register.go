package memory

import (
	"cmp"

	"github.com/caselobby/caselobby/store"
)

// register is the clients of an authority, by id.
type register struct{ ordered[*store.Client] }

func newRegister() register {
	return register{ordered[*store.Client]{compare: func(a, b *store.Client) int { return cmp.Compare(a.ID, b.ID) }}}
}

func (r *register) put(c *store.Client)  { r.insert(c) }
func (r *register) take(c *store.Client) { r.remove(c) }

// clientPage returns the clients that q asks for.
func (t *tenant) clientPage(q store.ClientQuery) []*store.Client {
	var found []*store.Client
	for c := range t.register.from(&store.Client{ID: q.After}) {
		if c.ID == q.After {
			continue
		}
		if found = append(found, c); len(found) == q.Limit {
			break
		}
	}
	return found
}
