package train

import (
	"slices"

	"github.com/caselobby/caselobby/matching"
)

// belief is what is believed of one arrival when its ruling has been heard.
type belief struct {
	clients []float64 // probability of each client of the ranking
	// known is the probability that the person is on the register, and relatives is
	// how many of those listed are relatives, as expected.
	known, relatives float64
	relative         []float64 // probability of each client that it is a relative
	right            float64   // probability that the ruling is right
	shown            *shown    // nil where there is no ruling, or one that the ranking has not
}

// believe updates a ranking by a ruling as far as that is believed (R. C. Jeffrey,
// The Logic of Decision, 1965): the answer that was taken becomes as probable as it
// is right, and everything that contradicts it shares what is left in proportion.
// Rows that may be one person with the client chosen go along with it.
func (n *noise) believe(r *matching.Ranking, ruling *Ruling) belief {
	b := belief{clients: make([]float64, len(r.Clients))}
	for i := range r.Clients {
		b.clients[i] = r.Clients[i].Probability
	}
	absent := r.Absent
	if b.shown = showing(r, b.clients, ruling); b.shown != nil {
		b.right, _ = n.judge(b.shown, ruling.By)
		absent *= b.hear(r)
	}
	b.known = 1 - absent
	b.relative = make([]float64, len(r.Clients))
	for i := range r.Clients {
		b.relative[i] = kinship(&r.Clients[i]) * (1 - min(b.clients[i], 1))
		if ruling != nil && ruling.Relative != "" && ruling.Relative == r.Clients[i].ID {
			b.relative[i] = 1
		}
		b.relatives += b.relative[i]
	}
	return b
}

// kinship is the probability that a client is a relative if it is not the person.
func kinship(m *matching.Match) float64 {
	if m.Probability >= 1 {
		return 0
	}
	return min(m.Related/(1-m.Probability), 1)
}

// hear moves the probabilities of the clients and returns the factor by which that
// of none of them changes.
func (b *belief) hear(r *matching.Ranking) (none float64) {
	said := min(b.shown.said(), 1)
	along, against := 1., 1.
	if said > 0 {
		along = b.right / said
	}
	if said < 1 {
		against = (1 - b.right) / (1 - said)
	}
	chosen := b.shown.chosen
	same := func(i int) bool {
		return chosen != Nobody && (i == chosen || r.Clients[i].Group != 0 && r.Clients[i].Group == r.Clients[chosen].Group)
	}
	for i := range b.clients {
		by := against
		if same(i) {
			by = along
		}
		b.clients[i] = min(b.clients[i]*by, 1)
	}
	if chosen == Nobody {
		return along
	}
	return against
}

// showing returns what an officer was shown; nil if nobody has ruled, or of a client
// who is not listed.
func showing(r *matching.Ranking, clients []float64, ruling *Ruling) *shown {
	if ruling == nil {
		return nil
	}
	s := &shown{clients: slices.Clone(clients), none: r.None, chosen: Nobody}
	if ruling.Client == "" {
		return s
	}
	s.chosen = slices.IndexFunc(r.Clients, func(m matching.Match) bool { return m.ID == ruling.Client })
	if s.chosen < 0 {
		return nil
	}
	return s
}
