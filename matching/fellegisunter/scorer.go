package fellegisunter

// Part is what one comparison contributed to a weight.
type Part struct {
	Level     int     // index in Comparison.Levels, or Null
	Bits      float64 // log2(m/u) of the level
	Frequency float64 // term-frequency adjustment, bits
}

// Scorer weighs pairs by a model. It is immutable and safe for concurrent use as
// far as the model's functions are.
type Scorer[T any] struct {
	model       Model[T]
	prior       float64
	comparisons []scored[T]
	digest      string
}

// scored is a comparison with its weights worked out.
type scored[T any] struct {
	compare func(a, b *T) Outcome
	levels  []weights
	bits    []float64 // at level+1, so that Null is first
	adjusts bool      // whether some level is adjusted by frequency
}

type weights struct {
	bits, alpha, floor float64
	reference          float64 // log2 u of the reference level
}

// New checks the model and works out its weights. The error, if any, Is
// [ErrModel]. Later changes to m have no effect on the scorer.
func New[T any](m Model[T]) (*Scorer[T], error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	m = m.Complete()
	s := &Scorer[T]{model: m, prior: Round(Bits(m.Prior)), digest: m.Parameters().Digest()}
	for _, c := range m.Comparisons {
		w := scored[T]{compare: c.Compare, levels: weigh(c.Levels), bits: []float64{0}}
		for _, l := range w.levels {
			w.bits = append(w.bits, l.bits)
			w.adjusts = w.adjusts || l.alpha > 0
		}
		s.comparisons = append(s.comparisons, w)
	}
	return s, nil
}

func weigh(levels []Level) []weights {
	u := make(map[string]float64, len(levels))
	for _, l := range levels {
		u[l.Code] = l.U
	}
	out := make([]weights, len(levels))
	for i, l := range levels {
		reference := l.U
		if l.Reference != "" {
			reference = u[l.Reference]
		}
		out[i] = weights{
			bits: ratio(l.M, l.U), alpha: l.Frequency, floor: max(l.Floor, least),
			reference: Log2(max(reference, least)),
		}
	}
	return out
}

// Model returns the completed model that s weighs by. Its slices are the
// scorer's own: read them only.
func (s *Scorer[T]) Model() Model[T] { return s.model }

// Digest identifies the parameters: see [Parameters.Digest].
func (s *Scorer[T]) Digest() string { return s.digest }

// Prior returns the log-odds, in bits, that two random records match. Weights do
// not include it.
func (s *Scorer[T]) Prior() float64 { return s.prior }

// Weigh compares a with b and returns the evidence in bits: the sum over all
// comparisons of level weight and frequency adjustment, prior not included.
// Parts receives what each comparison contributed, in the model's order; it must
// be nil or as long as Model.Comparisons. Weigh does not allocate. It panics if a
// comparison returns a level that it does not have.
func (s *Scorer[T]) Weigh(a, b *T, parts []Part) float64 {
	sum := 0.
	for i := range s.comparisons {
		c := &s.comparisons[i]
		p := part(c.levels, c.compare(a, b))
		sum += p.Bits + p.Frequency
		if parts != nil {
			parts[i] = p
		}
	}
	return sum
}

// Compare sorts a pair into levels without weighing it, so that one comparison
// can be weighed under several sets of parameters. Into must be as long as
// Model.Comparisons.
func (s *Scorer[T]) Compare(a, b *T, into []Outcome) {
	for i := range s.comparisons {
		into[i] = s.comparisons[i].compare(a, b)
	}
}

// Part returns what one outcome of the comparison with index i contributes.
func (s *Scorer[T]) Part(i int, o Outcome) Part { return part(s.comparisons[i].levels, o) }

func part(levels []weights, o Outcome) Part {
	if o.Level < 0 {
		return Part{Level: Null}
	}
	w := &levels[o.Level]
	p := Part{Level: o.Level, Bits: w.bits}
	if w.alpha > 0 && o.Frequency > 0 {
		p.Frequency = Round(w.alpha * (w.reference - Log2(max(o.Frequency, w.floor))))
	}
	return p
}
