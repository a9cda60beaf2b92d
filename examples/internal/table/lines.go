package table

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/normalise"
)

// The most that one line and one row may be. A value may hold line breaks, but
// a quotation mark that is never closed must not swallow the file.
const (
	maxLine = 1 << 16
	maxSpan = 20 // lines of one row
)

// lines hands out the lines of a file and takes them back. A line ends with LF,
// CR LF or, as from old spreadsheets on a Mac, CR alone; one file may mix them.
type lines struct {
	r    *bufio.Reader
	back []string // to be read again, first one last
	n    int      // lines read so far
	// repaired are lines read as Windows-1252. lost are lines with U+FFFD, which stands for a
	// character that was lost in the file or in decoding.
	repaired, lost tally
}

// tally counts lines of a kind.
type tally struct{ count, first int }

func (t *tally) add(line int) {
	if t.count++; t.count == 1 {
		t.first = line
	}
}

// next returns a line without its end as UTF-8, or io.EOF. Of a line that is too
// long it returns errTooLong, once.
func (l *lines) next() (string, error) {
	if last := len(l.back) - 1; last >= 0 {
		s := l.back[last]
		l.back = l.back[:last]
		l.n++
		return s, nil
	}
	line, err := l.read()
	if err != nil && !errors.Is(err, errTooLong) {
		return "", err
	}
	l.n++
	return l.readable(strings.TrimPrefix(line, "\ufeff")), err // files that were joined have byte order marks within
}

// read reads up to the next end of a line. An error of reading loses the line
// that it is in.
func (l *lines) read() (string, error) {
	var line []byte
	for long := false; ; {
		c, err := l.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && len(line) > 0, err == nil && (c == '\n' || c == '\r'):
			if next, _ := l.r.Peek(1); c == '\r' && len(next) > 0 && next[0] == '\n' {
				_, _ = l.r.Discard(1) // what was peeked at is there
			}
			if long {
				return "", errTooLong
			}
			return string(line), nil
		case err != nil:
			return "", err
		case len(line) == maxLine:
			long = true
		default:
			line = append(line, c)
		}
	}
}

// readable returns a line as UTF-8, if that or Windows-1252 is what it is in.
func (l *lines) readable(line string) string {
	if strings.Contains(line, "\ufffd") {
		l.lost.add(l.n)
	}
	if utf8.ValidString(line) || strings.ContainsAny(normalise.ToUTF8(line), unused1252) {
		return line
	}
	l.repaired.add(l.n)
	return normalise.ToUTF8(line)
}

// unused1252 are the bytes that Windows-1252 has no character for.
const unused1252 = "\u0081\u008d\u008f\u0090\u009d"

// unread puts the latest lines back, to be read again.
func (l *lines) unread(latest []string) {
	for i := len(latest) - 1; i >= 0; i-- {
		l.back = append(l.back, latest[i])
		l.n--
	}
}
