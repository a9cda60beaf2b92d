package index

// pages is a slice that grows without copying what is in it.
type pages[V any] struct {
	pages [][]V
	n     int
}

const pageLen = 1 << 10

func (p *pages[V]) add(v V) {
	if p.n%pageLen == 0 {
		p.pages = append(p.pages, make([]V, pageLen))
	}
	p.pages[p.n/pageLen][p.n%pageLen] = v
	p.n++
}

func (p *pages[V]) at(i uint32) *V { return &p.pages[i/pageLen][i%pageLen] }
