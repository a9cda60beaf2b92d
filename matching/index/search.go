package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/caselobby/caselobby/matching"
)

// Hit is somebody who may be the person.
type Hit struct {
	ID     ID
	Weight float64               // bits: [matching.Match.Weight] among those compared
	Levels [matching.Fields]int8 // of each comparison of the model, -1 where nothing could be compared
}

// Result is what a search found.
type Result struct {
	Hits     []Hit   // the heaviest first, ties by id
	Compared int     // people compared
	Skipped  int     // lists too long to read
	Bound    float64 // bits that nobody exceeds who was not compared, or stands too low for want of lists read; -Inf if there is nobody
	Complete bool    // nobody who was missed belongs among the hits
}

// Certain returns the number of hits that are certainly the heaviest there are.
func (r *Result) Certain() int {
	n := 0
	for n < len(r.Hits) && r.Hits[n].Weight > r.Bound {
		n++
	}
	return n
}

// searcher is the working memory of one search.
type searcher struct {
	side     side
	limits   limits
	keys     []key
	carriers []matching.KeyCount
	lists    []list
	found    []uint32
	known    placeSet
	outcomes outcomes // of the pair at hand
	pairs    []pair
	hits     []Hit
	unsure   []Hit // by the most that they may weigh: see misplaced
	shared   [matching.ContactSets]float64
}

// list is the list of one key, about to be read.
type list struct {
	value uint32 // in the table of postings
	len   int
	kind  uint8
}

// pair is somebody compared with the asker.
type pair struct {
	weight float64
	at     uint32
	agreed uint8 // contact details: see agreement
	levels [matching.Fields]int8
}

// Search returns the k heaviest of those who share a key with the person, as far
// as lists are read: see [Options]. A person of whom too little is known to have a
// key, a mere surname for example, is looked for as [Index.Scan] does.
func (x *Index) Search(p *matching.Parsed, k int) Result {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := x.searcher(p, searchMemo)
	defer x.release(s)
	if len(s.keys) == 0 {
		return x.scan(p, k)
	}
	s.find(x)
	read, most := 0, x.options.Read
	var r Result
	var kinds kindSet
	for {
		from := len(s.found)
		read, kinds = s.read(x, read, most)
		s.compareAll(x, s.found[from:])
		r.Bound = s.limits.bound(kinds)
		if read == len(s.lists) || most >= x.options.ReadMost || s.best() > min(r.Bound, plenty(x.size)) {
			break
		}
		most = x.options.ReadMost
	}
	r.Compared, r.Skipped = len(s.found), len(s.lists)-read
	all := r.Compared == x.size
	if all {
		r.Bound = math.Inf(-1)
	}
	r.Hits = s.top(k, x, all || kinds.has(byPhone), all || kinds.has(byEmail))
	r.Bound = max(r.Bound, s.misplaced())
	r.Complete = r.Certain() == min(k, x.size)
	return r
}

// plenty is a weight beyond which nobody better is looked for: at even chances of
// being known, somebody of a register of the size who weighs so much is the person
// with a probability of 0.999.
func plenty(size int) float64 { return float64(bits.Len(uint(size)) + 10) }

// Scan compares everybody and returns the k heaviest.
func (x *Index) Scan(p *matching.Parsed, k int) Result {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.scan(p, k)
}

func (x *Index) scan(p *matching.Parsed, k int) Result {
	s := x.searcher(p, scanMemo)
	for at := range x.everybody {
		s.compare(x.people.at(at), at)
		s.forget(k)
	}
	return Result{Hits: s.top(k, x, true, true), Compared: x.size, Bound: math.Inf(-1), Complete: true}
}

// Among returns the k heaviest of the people who have the ids, each given once: a
// block that the caller has made. Who is not in the index is passed over. How many
// people share several contact details is then not known: where it could change who
// comes first, Bound says so.
func (x *Index) Among(p *matching.Parsed, ids []ID, k int) Result {
	x.mu.RLock()
	defer x.mu.RUnlock()
	s := x.searcher(p, searchMemo)
	defer x.release(s)
	for _, id := range ids {
		if int(id) < x.places.n && *x.places.at(id) != 0 {
			s.found = append(s.found, *x.places.at(id))
		}
	}
	s.compareAll(x, s.found)
	r := Result{Hits: s.top(k, x, false, false), Compared: len(s.found), Bound: s.misplaced()}
	r.Complete = r.Certain() == min(k, r.Compared)
	return r
}

// How many names a search and a scan remember: powers of two.
const (
	searchMemo = 1 << 9
	scanMemo   = 1 << 14
)

func (x *Index) searcher(p *matching.Parsed, memory int) *searcher {
	var s *searcher
	if memory == searchMemo {
		s, _ = x.searchers.Get().(*searcher)
	}
	if s == nil {
		s = &searcher{}
		s.side.surnames = make(memo[matching.SurnameGrade], memory)
		s.side.forenames = make(memo[matching.ForenameGrade], memory)
	}
	clear(s.side.surnames)
	clear(s.side.forenames)
	parts := p.Parts()
	s.keys = keys(s.keys[:0], &parts, true)
	s.carriers = x.carriers(s.carriers[:0], p, s.keys)
	s.side.prepare(x, p, &parts, s.carriers)
	s.limits.set(s.side.Asker, &parts)
	s.found, s.lists, s.pairs = s.found[:0], s.lists[:0], s.pairs[:0]
	s.hits, s.unsure = s.hits[:0], s.unsure[:0]
	s.shared = [matching.ContactSets]float64{}
	s.known.clear()
	return s
}

// release keeps the working memory for another search, and no value of the person.
func (x *Index) release(s *searcher) {
	s.side.forget()
	clear(s.keys)
	clear(s.carriers)
	x.searchers.Put(s)
}

func (s *side) forget() {
	clear(s.phones)
	clear(s.postcodes)
	clear(s.words[:cap(s.words)])
	s.Asker, s.shares = nil, matching.Shares{}
	s.born, s.nino, s.forename = 0, 0, 0
}

func (s *side) prepare(x *Index, p *matching.Parsed, parts *matching.Parts, c []matching.KeyCount) {
	s.Asker = x.matcher.Ask(*p, x.size, c)
	s.names, s.shares = &x.names, s.Asker.Shares()
	s.born = decimal(parts.Year)<<16 | decimal(parts.Month)<<8 | decimal(parts.Day)
	if s.hasNINO = len(parts.NINO) == 8; s.hasNINO {
		s.nino = le.Uint64([]byte(parts.NINO))
	}
	s.phones, s.postcodes = s.phones[:0], s.postcodes[:0]
	for _, t := range parts.Phones {
		d, _ := digits(t)
		s.phones = append(s.phones, d)
	}
	for _, c := range parts.Postcodes {
		s.postcodes = append(s.postcodes, x.names.known(c))
	}
	s.emails = len(parts.Emails) > 0
	s.forename = 0
	if f := parts.Forename; len(f.Text()) > 1 {
		s.forename = x.names.place(f.First().Pack(nil))
	}
}

func (l *limits) set(a *matching.Asker, p *matching.Parts) {
	for f := range l.most {
		n := levels[f]
		l.most[f] = slices.Grow(l.most[f][:0], n)[:n]
		for i := range n {
			l.most[f][i] = a.Most(f, i)
		}
	}
	l.given = [...]bool{
		fieldName: len(p.Surnames) > 0 || p.Forename.Text() != "", fieldMiddle: len(p.Middles) > 0,
		fieldBorn: p.Year != 0, fieldNINO: p.NINO != "", fieldPostcode: len(p.Postcodes) > 0,
		fieldPhone: len(p.Phones) > 0, fieldEmail: len(p.Emails) > 0,
	}
}

// find looks up the keys, the shortest lists first. What it will need it touches
// first: see compareAll.
func (s *searcher) find(x *Index) {
	touched := uint64(0)
	for _, k := range s.keys {
		touched |= x.postings.table.touch(k.hash)
	}
	for _, k := range s.keys {
		s.lists = append(s.lists, list{value: x.postings.table.get(k.hash), kind: k.kind})
	}
	s.side.touched = byte(touched)
	for i := range s.lists {
		s.lists[i].len = x.postings.len(s.lists[i].value)
	}
	slices.SortFunc(s.lists, func(a, b list) int { return cmp.Or(cmp.Compare(a.len, b.len), cmp.Compare(a.kind, b.kind)) })
}

// read reads more lists, from the one given on, until most entries are read. It
// returns how many lists have been read and the kinds of which all have.
func (s *searcher) read(x *Index, from, most int) (read int, kinds kindSet) {
	total := 0
	for _, l := range s.lists[:from] {
		total += l.len
	}
	start := len(s.found)
	for read = from; read < len(s.lists) && total+s.lists[read].len <= most; read++ {
		total += s.lists[read].len
		s.found = x.postings.append(s.found, s.lists[read].value)
	}
	kept := s.found[:start]
	for _, at := range s.found[start:] {
		if s.known.add(at) {
			kept = append(kept, at)
		}
	}
	s.found = kept
	kinds = ^kindSet(0)
	for _, l := range s.lists[read:] {
		kinds &^= 1 << l.kind
	}
	return read, kinds
}

// compareAll compares the asker with people whose places are given. To have all
// that is needed on its way from memory at once, it touches everybody, then
// everybody's names, before it looks at anybody.
func (s *searcher) compareAll(x *Index, places []uint32) {
	for some := range slices.Chunk(places, atOnce) {
		s.compareSome(x, some)
	}
}

// atOnce is how many people are in the caches nearest to a core together.
const atOnce = 64

func (s *searcher) compareSome(x *Index, places []uint32) {
	touched := byte(0)
	for _, at := range places {
		b := x.people.at(at)
		touched |= b[0] | b[min(64, len(b)-1)]
	}
	for _, at := range places {
		b := packed(x.people.at(at))
		touched |= x.names.touch(b.surnames()) | x.names.touch(b.forename())
	}
	s.side.touched = touched
	for _, at := range places {
		s.compare(x.people.at(at), at)
	}
}

func (s *searcher) compare(b packed, at uint32) {
	o := &s.outcomes
	s.side.compare(b, o)
	p := pair{at: at, agreed: agreement(o)}
	p.weight = s.side.Weigh(o, &p.levels)
	s.pairs = append(s.pairs, p)
	if p.agreed != 0 {
		for t := 1; t < matching.ContactSets; t++ {
			if int(p.agreed)&t == t {
				s.shared[t]++
			}
		}
	}
}

// agreement returns the set of contact details on which a pair agrees, as
// [matching.Asker.Together] numbers it.
func agreement(o *outcomes) (t uint8) {
	if o[fieldPostcode].Level == postcodeEqual {
		t |= 1
	}
	if o[fieldPhone].Level == phoneEqual {
		t |= 2
	}
	if o[fieldEmail].Level == emailEqual {
		t |= 4
	}
	return t
}

// best returns the weight of the heaviest of all who were compared.
func (s *searcher) best() float64 {
	best := math.Inf(-1)
	for i := range s.pairs {
		best = max(best, s.pairs[i].weight)
	}
	return best
}

// forget drops the person compared last unless they may be among the k heaviest.
func (s *searcher) forget(k int) {
	p := &s.pairs[len(s.pairs)-1]
	if bits.OnesCount8(p.agreed) > 1 {
		return // the weight may still fall
	}
	if len(s.hits) == k && (k == 0 || p.weight < s.hits[k-1].Weight) {
		s.pairs = s.pairs[:len(s.pairs)-1]
		return
	}
	s.insert(Hit{Weight: p.weight, ID: p.at}, k)
}

// top returns the k heaviest, once contact details are looked at together.
func (s *searcher) top(k int, x *Index, phones, emails bool) []Hit {
	s.hits = s.hits[:0]
	for i := range s.pairs {
		p := &s.pairs[i]
		if len(s.hits) == k && (k == 0 || p.weight < s.hits[k-1].Weight) {
			continue
		}
		b := packed(x.people.at(p.at))
		if bits.OnesCount8(p.agreed) > 1 {
			o := &s.outcomes
			s.side.compare(b, o)
			if !phones || !emails {
				most := p.weight + s.side.Together(o, &s.shared, true, true)
				s.unsure = append(s.unsure, Hit{ID: b.id(), Weight: most})
			}
			p.weight += s.side.Together(o, &s.shared, phones, emails)
		}
		s.insert(Hit{b.id(), p.weight, p.levels}, k)
	}
	return append([]Hit(nil), s.hits...) // nil if there is nobody, whoever searched before
}

// misplaced returns the most that anybody may weigh who belongs before a hit that is
// before them, or -Inf. It may be so where not everybody who shares the asker's
// contact details was counted.
func (s *searcher) misplaced() float64 {
	most := math.Inf(-1)
	for _, u := range s.unsure {
		for i := range s.hits {
			if s.hits[i].ID == u.ID {
				break
			}
			if s.hits[i].Weight <= u.Weight {
				most = max(most, u.Weight)
				break
			}
		}
	}
	return most
}

func (s *searcher) insert(h Hit, k int) {
	at, _ := slices.BinarySearchFunc(s.hits, h, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.ID, b.ID))
	})
	if at == k {
		return
	}
	if len(s.hits) == k {
		s.hits = s.hits[:k-1]
	}
	s.hits = slices.Insert(s.hits, at, h)
}
