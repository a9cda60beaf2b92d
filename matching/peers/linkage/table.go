// Package linkage is one job of linking that a register is given to every
// contender: rows with a value for each field, rules that say which pairs are
// compared, and a model that says what they weigh. It is written in Go on the parts
// of the library that any host has, and in SQL for those who speak it; both find
// the same levels of the same pairs.
package linkage

import (
	"iter"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/peers"
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

// Table is a register.
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
func NewTable(people iter.Seq[matching.Person]) *Table {
	t := &Table{}
	for p := range people {
		f := peers.FieldsOf(p)
		t.add(&f)
	}
	return t
}

func (t *Table) add(f *peers.Fields) {
	r := Row{
		forename: t.forenames.add(f.Forename()), surname: t.surnames.add(f.Surname()),
		born: uint32(pack(strings.ReplaceAll(f.Born(), "-", ""))), email: t.emails.add(f.Email()),
	}
	for i := range len(f.NINO) {
		r.nino = r.nino<<8 | uint64(f.NINO[i])
	}
	if phone := f.Phone(); phone != "" {
		r.phone = uint64(len(phone))<<60 | pack(phone)
	}
	if len(f.Emails) > 0 {
		r.mailbox, r.letters = t.mailboxes.add(f.Emails[0].User), similarity.LettersOf(f.Emails[0].User)
	}
	if len(f.Postcodes) > 0 {
		c := f.Postcodes[0]
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
