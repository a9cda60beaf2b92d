package table

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAbove is how many lines may stand above the header: titles, the day of the export, blank
// lines.
const maxAbove = 20

// separators are those that are tried if the file does not name one, the usual one first.
var separators = []string{",", ";", "\t", "|"}

// header is a line read as the names of columns.
type header struct {
	columns   []string
	separator string
	line      int // on which it begins
	span      int // lines that it goes on for
	known     int // columns that the caller knows
}

// findHeader reads up to the header: the first line with two known columns or, if known is nil,
// the first that is not blank. Its separator is the one that gives most known columns, then
// most columns.
func (t *Reader) findHeader(known func(column string) bool) error {
	var first *header
	var told string
	for t.lines.n <= maxAbove {
		line, err := t.lines.next()
		switch {
		case errors.Is(err, io.EOF) && first == nil:
			return t.Refuse("the file is empty")
		case errors.Is(err, io.EOF):
			return t.Refuse(first.unknown())
		case errors.Is(err, errTooLong):
			return t.Refuse(err.Error())
		case err != nil:
			return fmt.Errorf("%s: %w", t.File, err)
		case strings.TrimSpace(line) == "":
			continue
		}
		if s := toldSeparator(line); s != "" && told == "" {
			told = s
			continue
		}
		h, err := t.headerOf(line, told, known)
		switch {
		case err != nil && known == nil:
			return t.Refuse(err.Error())
		case err == nil && (known == nil || h.known >= 2):
			return t.use(h)
		case first == nil:
			if first = &h; err != nil {
				first = &header{columns: []string{line}}
			}
		}
	}
	return t.Refuse(first.unknown())
}

// toldSeparator is the separator in a line such as "sep=;", which is for spreadsheets.
func toldSeparator(line string) string {
	line = strings.Trim(line, `"`)
	if len(line) == len("sep=;") && strings.EqualFold(line[:4], "sep=") {
		return line[4:]
	}
	return ""
}

// headerOf splits a line by the separator that was told or, without one, by the best.
func (t *Reader) headerOf(line, told string, known func(string) bool) (header, error) {
	try := separators
	if told != "" {
		try = []string{told}
	}
	var best header
	var wrong error
	for _, s := range try {
		columns, more, err := t.span(line, s)
		t.lines.unread(more)
		if err != nil {
			wrong = cmp.Or(wrong, err)
			continue
		}
		h := header{columns: columns, separator: s, line: t.lines.n, span: len(more)}
		for i, c := range columns {
			if columns[i] = strings.TrimSpace(c); known != nil && known(columns[i]) {
				h.known++
			}
		}
		if cmp.Or(cmp.Compare(h.known, best.known), cmp.Compare(len(h.columns), len(best.columns))) > 0 {
			best = h
		}
	}
	if best.columns == nil {
		return best, wrong
	}
	return best, nil
}

// use makes h the header of the file.
func (t *Reader) use(h header) error {
	for range h.span {
		_, _ = t.lines.next() // headerOf has read these lines and put them back
	}
	for _, c := range h.columns {
		if i := strings.IndexFunc(c, foreignEnd); i >= 0 {
			return t.Refuse(fmt.Sprintf("a column holds the character %U: a line ends with LF, CR LF or CR", []rune(c[i:])[0]))
		}
	}
	t.Columns, t.header = h.columns, h
	return nil
}

// foreignEnd reports characters that no column is named with, most of which end
// lines elsewhere.
func foreignEnd(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' || r == '\u2028' || r == '\u2029'
}

// unknown says why a line is not the header. It may be the row of a person, so it is not
// quoted.
func (h *header) unknown() string {
	const nothing = "no line has two columns that are known"
	line := h.columns[0]
	switch s := suspect(line); {
	case strings.ContainsFunc(strings.Join(h.columns, ""), foreignEnd) || !utf8.ValidString(line):
		return nothing + "; the first is no text in UTF-8, UTF-16 or Windows-1252"
	case len(h.columns) == 1 && slices.ContainsFunc(separators, func(s string) bool { return strings.Contains(line, s) }):
		return nothing + "; the first has one column: whole lines seem to be in quotation marks, or a line sep= to tell of another separator"
	case len(h.columns) > 1:
		return fmt.Sprintf("%s; the first has %d columns, separated by %s", nothing, len(h.columns), separatorName(h.separator))
	case s != "":
		return fmt.Sprintf("%s; the first seems to be separated by %q: say so in a line sep=%s above it", nothing, s, s)
	}
	return nothing + "; the first has one column"
}

// suspect returns the most frequent character of a line that may be a separator, and is in no
// name of a column; empty if there is none.
func suspect(line string) string {
	most, best := 0, ""
	for _, s := range []string{":", "^", "~", "#", "*", "$", "!", "\\", "§", "¬"} {
		if n := strings.Count(line, s); n > most {
			most, best = n, s
		}
	}
	return best
}

// separatorName is a separator in words.
func separatorName(s string) string {
	switch s {
	case ",":
		return "commas"
	case ";":
		return "semicolons"
	case "\t":
		return "tabs"
	case "|":
		return "vertical bars"
	}
	return fmt.Sprintf("%q", s)
}
