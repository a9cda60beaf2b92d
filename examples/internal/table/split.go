package table

import (
	"errors"
	"strings"
)

// The reasons for which a line is not a row.
var (
	errTooLong = errors.New("line is too long")
	errOpen    = errors.New("a quotation mark is not closed")
	errBare    = errors.New("a quotation mark within a value")
)

// split returns the fields of one row, as RFC 4180 has them but for what
// separates them. A value that a spreadsheet was told to leave as text,
// ="07700…", is that text.
func split(row, separator string) ([]string, error) {
	var fields []string
	for {
		if asText := strings.TrimPrefix(row, "="); strings.HasPrefix(asText, `"`) {
			row = asText
		}
		if !strings.HasPrefix(row, `"`) {
			field, rest, more := strings.Cut(row, separator)
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
		if fields = append(fields, bare(field)); rest == "" {
			return fields, nil
		}
		after, more := strings.CutPrefix(rest, separator)
		if !more {
			return nil, errBare
		}
		row = after
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

// bare returns the text within ="…", or the value as it is.
func bare(value string) string {
	if text, ok := strings.CutPrefix(value, `="`); ok && strings.HasSuffix(text, `"`) {
		return strings.TrimSuffix(text, `"`)
	}
	return value
}
