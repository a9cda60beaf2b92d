// Package matchtest makes up people: a register of clients and the cases that
// arrive against it, with the truth known. It is for tests, benchmarks, demos
// and for authors of storage adapters.
//
// A [World] is a pure function of its seed. The same seed gives the same people
// on every machine, whatever is asked first, and a larger world begins with the
// people of a smaller one. Nothing is kept: ten million clients take no more
// memory than ten.
//
// The people resemble those of a UK local authority: names by frequency and
// origin, partners and twins on one phone, sons of their father's name, hostels
// that share a postcode and a telephone, births recorded as 1 January. What
// they tell is noisy (see [Errors]), and the register heard it noisily too.
//
// [New] makes the people of earlier releases, for good. [NewWorld] takes a
// [Society]: relatives at the rates of the country, at none or at many, and names
// told by the customs of more origins, in forms that no table of the matcher has.
//
// Nobody in it exists, but no effort could make that checkable: numbers must
// pass for real ones to be worth matching. National Insurance numbers are
// random ones of the valid form, telephone numbers are random (Ofcom sets aside
// only a thousand of a kind for drama, too few for a register), and e-mail
// addresses have the usual providers because slips in their names are part of
// the problem. Never write to, ring or look up any of them. Hostels and support
// workers, which are few, use the numbers and domains reserved for fiction.
package matchtest

import (
	"iter"
	"strconv"

	"github.com/caselobby/caselobby/matching"
)

// World is a made-up register and everybody around it. It is immutable and
// safe for concurrent use.
type World struct {
	seed    uint64
	clients int
	places  places
	society *Society // nil in a world of [New]
}

// New returns the world of a seed with so many clients on its register.
func New(seed uint64, clients int) *World {
	return &World{seed: seed, clients: max(clients, 0), places: placesOf(seed)}
}

// Len returns the number of clients on the register.
func (w *World) Len() int { return w.clients }

// Client is one row of the register.
type Client struct {
	ID     string          // "C0000001" for the first
	Person matching.Person // as the register heard it, slips and all
	Human  int             // who it is: clients of the same Human are duplicates of one another
	Home   int             // clients of the same Home are, or were, one household
}

// Client returns client i, for i from 0 to Len()-1.
func (w *World) Client(i int) Client {
	w.check(i)
	return w.client(w.neighbours(i/groupSize), i)
}

// Clients yields the register in order. It is far quicker than asking for one
// client after the other.
func (w *World) Clients() iter.Seq[Client] {
	return func(yield func(Client) bool) {
		for first := 0; first < w.clients; first += groupSize {
			group := w.neighbours(first / groupSize)
			for i := first; i < min(first+groupSize, w.clients); i++ {
				if !yield(w.client(group, i)) {
					return
				}
			}
		}
	}
}

func (w *World) client(group []neighbour, i int) Client {
	n := group[i%groupSize]
	d := throw(w.seed, registering, i)
	return Client{
		ID:     ClientID(i),
		Person: w.tell(n.human, w.heard(&d), &d),
		Human:  i - i%groupSize + n.first,
		Home:   i - i%groupSize + n.home,
	}
}

// heard returns how the register heard of a client.
func (w *World) heard(d *dice) Errors {
	if w.society != nil && d.chance(w.society.Careless) {
		return Hard()
	}
	return Register()
}

// ClientID returns the id of client i.
func ClientID(i int) string { return numbered('C', i+1) }

// same returns the ids of every client who is the human first heard of as
// client i of the register.
func (w *World) same(group []neighbour, i int) []string {
	var ids []string
	start := i - i%groupSize
	for k, n := range group {
		if n.first == group[i%groupSize].first && start+k < w.clients {
			ids = append(ids, ClientID(start+k))
		}
	}
	return ids
}

func (w *World) check(i int) {
	if i < 0 || i >= w.clients {
		panic("matchtest: no client " + strconv.Itoa(i) + " in a register of " + strconv.Itoa(w.clients))
	}
}

// numbered returns a letter and a number of at least seven digits.
func numbered(letter byte, n int) string {
	digits := strconv.Itoa(n)
	b := make([]byte, 0, 12)
	b = append(b, letter)
	for range 7 - len(digits) {
		b = append(b, '0')
	}
	return string(append(b, digits...))
}
