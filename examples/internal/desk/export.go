package desk

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/caselobby/caselobby/store"
)

// listCSV is the list as it is filtered and sorted, all pages of it, as a file for
// spreadsheets.
func (d *desk) listCSV(r *request) (view, error) {
	all, err := d.waiting(r, r.system())
	if err != nil {
		return view{}, err
	}
	q := asked(r)
	chosen, err := d.chosen(r, all.Records, q)
	if err != nil {
		return view{}, err
	}
	if err := d.sorted(r, chosen, q.Get("sort")); err != nil {
		return view{}, err
	}
	b := bytes.NewBufferString("\ufeff") // without it Excel takes UTF-8 for something else
	writeLine(b, "Reference", "Name", "Channel", "Received", "Due", "Urgent", "Worked on by")
	for _, rec := range chosen {
		holder, urgent := "", ""
		if rec.Claim != nil {
			holder = nameOf(rec.Claim.Officer)
		}
		if rec.Urgent {
			urgent = "yes"
		}
		writeLine(b, safe(reference(rec.ID), personName(rec.Person), channel(rec.Channel), stamp(rec), due(rec), urgent, holder)...)
	}
	if n := len(all.Unreadable); n > 0 { // a file that leaves somebody out says so
		writeLine(b, count(n, "case cannot be read and is", "cases cannot be read and are")+" not in this file")
	}
	return view{download: b.Bytes(), kind: "text/csv", Title: "lobby.csv"}, nil
}

// writeLine writes every cell in quotation marks: LibreOffice parts at semicolons and tabs
// too, and what comes after one would be a cell of its own, and perhaps a formula.
func writeLine(b *bytes.Buffer, cells ...string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
	}
	b.WriteString("\r\n") // RFC 4180
}

func stamp(rec store.Record) string { return clock(rec.Received, "2006-01-02 15:04") }

func due(rec store.Record) string {
	if rec.Due.IsZero() {
		return ""
	}
	return clock(rec.Due, "2006-01-02 15:04")
}

// altered are texts that a spreadsheet would take for numbers and rewrite: 01234567, and
// 12345E67, as a reference may be.
var altered = regexp.MustCompile(`^(0[0-9]+|[0-9]+E[0-9]+)$`)

// safe makes of every cell a text that no spreadsheet takes for a formula (OWASP, "CSV
// Injection"), or for a number that it would alter.
func safe(cells ...string) []string {
	for i, c := range cells {
		if t := strings.TrimLeft(c, " \u00a0"); t != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(t)[0]) || altered.MatchString(t) {
			cells[i] = "'" + c
		}
	}
	return cells
}
