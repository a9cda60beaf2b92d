// Package linkage is one job of linking that a register is given to every
// contender: rows with a value for each field, rules that say which pairs are
// compared, and a model that says what they weigh. It is written in Go on the parts
// of the library that any host has, and in SQL for those who speak it; both find
// the same levels of the same pairs.
package linkage

import (
	"iter"
	"strconv"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Columns are those of a table as a file, in order. Empty is not known.
var Columns = []string{"id", "forename", "surname", "born", "nino", "phone", "email", "mailbox", "postcode", "sector", "district"}

// Row is one person prepared to be compared: texts are numbers of the table's
// words, 0 where there is none, numbers are packed digits.
type Row struct {
	forename, surname uint32
	born              uint32 // YYYYMMDD, four bits a digit
	email, mailbox    uint32
	postcode          uint32
	sector, district  uint32
	nino, phone       uint64
	letters           similarity.Letters // of the mailbox: there are too many to look them up
}

// Table is a register. It is for one goroutine, because names that were compared are
// remembered.
type Table struct {
	Rows                      []Row
	forenames, surnames       words
	emails, mailboxes         words
	units, sectors, districts words
}

// words numbers texts from 1.
type words struct {
	ids     map[string]uint32
	texts   []string
	letters []similarity.Letters
	count   []int
	total   int
	memo    []uint64 // see alike
}

func (w *words) add(text string) uint32 {
	if text == "" {
		return 0
	}
	if w.ids == nil {
		*w = words{ids: map[string]uint32{}, texts: []string{""}, letters: []similarity.Letters{{}}, count: []int{0}}
	}
	id, known := w.ids[text]
	if !known {
		id = uint32(len(w.texts))
		w.ids[text] = id
		w.texts, w.letters, w.count = append(w.texts, text), append(w.letters, similarity.LettersOf(text)), append(w.count, 0)
	}
	w.count[id]++
	w.total++
	return id
}

// share is the share of a text among all that are known.
func (w *words) share(id uint32) float64 { return float64(w.count[id]) / float64(w.total) }

// NewTable makes the table of some people: of each field the first value.
func NewTable(people iter.Seq[matching.Parsed]) *Table {
	t := &Table{}
	for p := range people {
		t.add(p.Parts())
	}
	return t
}

func (t *Table) add(p matching.Parts) {
	r := Row{forename: t.forenames.add(p.Forename.Text())}
	for s := range p.Surnames.Texts() {
		r.surname = t.surnames.add(s)
		break
	}
	if p.Day != 0 {
		r.born = uint32(pack(strconv.Itoa(p.Year*10000 + p.Month*100 + p.Day)))
	}
	for i := range len(p.NINO) {
		r.nino = r.nino<<8 | uint64(p.NINO[i])
	}
	if len(p.Phones) > 0 {
		r.phone = uint64(len(p.Phones[0]))<<60 | pack(p.Phones[0])
	}
	if len(p.Emails) > 0 {
		r.mailbox = t.mailboxes.add(p.Emails[0].User)
		r.letters = similarity.LettersOf(p.Emails[0].User)
		r.email = t.emails.add(p.Emails[0].User + "@" + p.Emails[0].Domain)
	}
	if len(p.Postcodes) > 0 {
		c := normalise.ParsePostcode(p.Postcodes[0])
		r.postcode, r.sector, r.district = t.units.add(c.Unit), t.sectors.add(c.Sector), t.districts.add(c.District)
	}
	t.Rows = append(t.Rows, r)
}

// pack packs up to fifteen digits, the last in the lowest four bits.
func pack(digits string) (packed uint64) {
	for i := range len(digits) {
		packed = packed<<4 | uint64(digits[i]-'0')
	}
	return packed
}
