package train

// An officer decides in one of these manners. In all but the first the choice says
// nothing of who the person is.
const (
	attentive   = iota // takes the person for whom it is
	takesFirst         // takes the first one shown, whoever it is
	asSuggested        // takes the most probable answer, none of these included
	takesNobody        // takes none of those shown
	takesAny           // takes any answer
	manners
)

// usually is how officers are believed to decide before they are known: three in a
// hundred decisions come about by chance, and some by nothing but what was suggested.
var usually = [manners]float64{.91, .01, .06, .01, .01}

// officerBelief is how many decisions that belief counts for, of all officers
// together and of each by comparison with all.
const officerBelief = 50

// noise is how decisions come about: how often an officer decides in each of the
// manners (a mixture; for labels that are wrong now and then, D. Angluin and P.
// Laird, Machine Learning 2, 1988, and for one rate for each who labels, A. P. Dawid
// and A. M. Skene, JRSS C 28, 1979).
type noise struct {
	all [manners]float64
	by  map[string][manners]float64
}

func newNoise() *noise { return &noise{all: usually} }

// shown is what an officer is shown of an arrival: the probabilities of the
// candidates, the most probable first, and that of none of them.
type shown struct {
	clients []float64
	none    float64
	chosen  int // index of a client, or Nobody
}

// said is the probability of the answer that was chosen.
func (s *shown) said() float64 {
	if s.chosen == Nobody {
		return s.none
	}
	return s.clients[s.chosen]
}

// chances returns the chance of the choice in each manner; that of an attentive
// officer is the probability that it is right.
func (s *shown) chances() (c [manners]float64) {
	c[attentive] = min(s.said(), 1)
	c[takesAny] = 1 / float64(len(s.clients)+1)
	if s.chosen == Nobody {
		c[takesNobody] = 1
	}
	first := Nobody
	if len(s.clients) > 0 {
		first = 0
	}
	if s.chosen == first {
		c[takesFirst] = 1
	}
	if first == 0 && s.clients[0] < s.none {
		first = Nobody
	}
	if s.chosen == first {
		c[asSuggested] = 1
	}
	return c
}

// of returns how an officer decides.
func (n *noise) of(officer string) [manners]float64 {
	if w, known := n.by[officer]; known {
		return w
	}
	return n.all
}

// judge returns the probability that a decision is right, and that it is taken at
// all, given what was shown:
//
//	P(taken) = a·p + b     P(right | taken) = p·(a + b) / P(taken)
//
// where p was said of the answer, a is how often the officer is attentive, and b the
// chance of the answer in the other manners.
func (n *noise) judge(s *shown, officer string) (right, taken float64) {
	w, c := n.of(officer), s.chances()
	careless := 0.
	for k := attentive + 1; k < manners; k++ {
		careless += float64(w[k] * c[k])
	}
	taken = float64(w[attentive]*c[attentive]) + careless
	return c[attentive] * (w[attentive] + careless) / taken, taken
}

// tally counts in which manners decisions were taken.
type tally struct {
	all [manners]float64
	by  map[string]*[manners]float64
}

// add counts one decision, shared out among the manners as they explain it.
func (t *tally) add(n *noise, s *shown, officer string) {
	w, c := n.of(officer), s.chances()
	_, taken := n.judge(s, officer)
	if t.by == nil {
		t.by = map[string]*[manners]float64{}
	}
	own := t.by[officer]
	if own == nil {
		own = new([manners]float64)
		t.by[officer] = own
	}
	for k := range w {
		share := w[k] * c[k] / taken
		t.all[k] += share
		own[k] += share
	}
}

// noise returns how the officers decide, by what was counted.
func (t *tally) noise() *noise {
	n := &noise{all: towards(t.all, usually), by: make(map[string][manners]float64, len(t.by))}
	for officer, own := range t.by {
		n.by[officer] = towards(*own, n.all)
	}
	return n
}

// towards returns the shares of what was counted, shrunk towards a belief.
func towards(counted, belief [manners]float64) (out [manners]float64) {
	total := officerBelief * 1.
	for _, x := range counted {
		total += x
	}
	for k := range out {
		out[k] = (counted[k] + float64(officerBelief*belief[k])) / total
	}
	return out
}
