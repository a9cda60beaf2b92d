package table

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// The most that one line and one row may be. A value may hold line breaks, but
// a quotation mark that is never closed must not swallow the file.
const (
	maxLine = 1 << 16
	maxSpan = 20 // lines of one row
)

// lines hands out the lines of a file and takes them back.
type lines struct {
	r    *bufio.Reader
	back []string // to be read again, first one last
	n    int      // lines read so far
}

// next returns a line without its end, or io.EOF. Of a line that is too long it
// returns errTooLong, once.
func (l *lines) next() (string, error) {
	if last := len(l.back) - 1; last >= 0 {
		s := l.back[last]
		l.back = l.back[:last]
		l.n++
		return s, nil
	}
	b, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.r.ReadSlice('\n')
		}
		if err == nil || errors.Is(err, io.EOF) {
			l.n++
			err = errTooLong
		}
		return "", err
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(b) == 0) {
		return "", err
	}
	l.n++
	return strings.TrimRight(string(b), "\r\n"), nil
}

// unread takes the latest lines back.
func (l *lines) unread(latest []string) {
	for i := len(latest) - 1; i >= 0; i-- {
		l.back = append(l.back, latest[i])
		l.n--
	}
}

// The reasons for which a line is not a row.
var (
	errTooLong = errors.New("line is too long")
	errOpen    = errors.New("a quotation mark is not closed")
	errBare    = errors.New("a quotation mark within a value")
)

// split returns the fields of one row, as RFC 4180 has them.
func split(row string) ([]string, error) {
	var fields []string
	for {
		if !strings.HasPrefix(row, `"`) {
			field, rest, more := strings.Cut(row, ",")
			if strings.Contains(field, `"`) {
				return nil, errBare
			}
			if fields = append(fields, field); !more {
				return fields, nil
			}
			row = rest
			continue
		}
		field, rest, err := quoted(row[1:])
		if err != nil {
			return nil, err
		}
		fields = append(fields, field)
		if rest == "" {
			return fields, nil
		}
		if rest[0] != ',' {
			return nil, errBare
		}
		row = rest[1:]
	}
}

// quoted returns the value up to the quotation mark that closes it, and what follows.
func quoted(s string) (value, rest string, err error) {
	var b strings.Builder
	for {
		part, after, closed := strings.Cut(s, `"`)
		b.WriteString(part)
		if !closed {
			return "", "", errOpen
		}
		if !strings.HasPrefix(after, `"`) {
			return b.String(), after, nil
		}
		b.WriteByte('"')
		s = after[1:]
	}
}
