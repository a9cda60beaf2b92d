package linkage

import (
	"encoding/csv"
	"io"
	"strconv"
)

// Write writes the table as CSV with the names of its columns.
func (t *Table) Write(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns); err != nil {
		return err
	}
	for id := range t.Rows {
		if err := out.Write(t.Texts(id)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Texts returns a row as texts, in the order of [Columns].
func (t *Table) Texts(id int) []string {
	r := &t.Rows[id]
	return []string{
		strconv.Itoa(id), t.forenames.text(r.forename), t.surnames.text(r.surname), date(r.born), letters(r.nino), digits(r.phone),
		t.emails.text(r.email), t.mailboxes.text(r.mailbox), t.units.text(r.postcode), t.sectors.text(r.sector), t.districts.text(r.district),
	}
}

func (w *words) text(id uint32) string {
	if id == 0 {
		return ""
	}
	return w.texts[id]
}

func date(packed uint32) string {
	if packed == 0 {
		return ""
	}
	d := digits(8<<60 | uint64(packed))
	return d[:4] + "-" + d[4:6] + "-" + d[6:]
}

// digits are those that a number of up to fifteen was packed from.
func digits(packed uint64) string {
	n := int(packed >> 60)
	b := make([]byte, n)
	for i := range b {
		b[n-1-i] = '0' + byte(packed>>(4*i)&15)
	}
	return string(b)
}

func letters(packed uint64) string {
	var b []byte
	for i := 56; i >= 0; i -= 8 {
		if c := byte(packed >> i); c != 0 {
			b = append(b, c)
		}
	}
	return string(b)
}
