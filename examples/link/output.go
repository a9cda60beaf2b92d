package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// leastProbability is the least probability with which a candidate is written.
const leastProbability = .001

// matchColumns are the columns of the matches.
func matchColumns() []string {
	return []string{"case_id", "rank", "client_id", "probability", "weight_bits", "rating", "evidence"}
}

// output is a file that is there whole or not at all: it is written beside its
// place and moved there at the end. It names clients by id and evidence by code,
// nothing else of anybody.
type output struct {
	path string
	file *os.File
	buf  *bufio.Writer
	csv  *csv.Writer
	kept bool
}

// beside makes a temporary file in the folder of path, to be renamed to path. It refuses a path
// that is there and is no regular file, such as a device or a pipe: the rename would replace it.
func beside(path, pattern string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", path)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), pattern)
	var e *os.PathError
	if errors.As(err, &e) {
		e.Path = path // not the temporary file, which nobody asked for
	}
	return f, err
}

func create(path string, header ...string) (*output, error) {
	f, err := beside(path, ".link-*.csv")
	if err != nil {
		return nil, err
	}
	o := &output{path: path, file: f, buf: bufio.NewWriterSize(f, 1<<16)}
	o.csv = csv.NewWriter(o.buf)
	if err := o.csv.Write(header); err != nil {
		o.discard()
		return nil, err
	}
	return o, nil
}

// write writes the rows of one case: candidates and "none of these", the
// likeliest first.
func (o *output) write(a answer) error {
	rank, none := 0, false
	row := func(client, probability, weight, rating, evidence string) error {
		rank++
		return o.csv.Write([]string{a.id, strconv.Itoa(rank), client, probability, weight, rating, evidence})
	}
	writeNone := func() error {
		none = true
		return row("", decimal(a.review.None, 9), "", "", remarks(a))
	}
	for _, m := range a.review.Clients {
		if m.Probability < leastProbability {
			break
		}
		if !none && a.review.None > m.Probability {
			if err := writeNone(); err != nil {
				return err
			}
		}
		if err := row(m.ID, decimal(m.Probability, 9), decimal(m.Weight, 4), string(m.Rating), evidence(m.Evidence)); err != nil {
			return err
		}
	}
	if !none {
		return writeNone()
	}
	return nil
}

// evidence is what each field contributed, in bits: "name=exact:+14.21". Fields without
// evidence are left out.
func evidence(es []matching.Evidence) string {
	var parts []string
	for _, e := range es {
		if e.Level == "" {
			continue
		}
		bits := decimal(e.Total(), 2)
		if !strings.HasPrefix(bits, "-") {
			bits = "+" + bits
		}
		parts = append(parts, e.Field+"="+e.Level+":"+bits)
	}
	return strings.Join(parts, "; ")
}

// remarks are what there is to say of a review as a whole.
func remarks(a answer) string {
	var parts []string
	if a.review.TooFew {
		parts = append(parts, "too little is known to look for anybody")
	}
	if a.review.Truncated {
		parts = append(parts, "a value is so common that its carriers are not listed")
	}
	if n := a.review.Unprepared; n > 0 {
		parts = append(parts, "clients prepared by another version="+strconv.Itoa(n))
	}
	if n := a.review.Unreadable; n > 0 {
		parts = append(parts, "rows that cannot be read="+strconv.Itoa(n))
	}
	if a.review.Related >= leastProbability {
		parts = append(parts, "a relative of one of these="+decimal(a.review.Related, 4))
	}
	return strings.Join(parts, "; ")
}

// decimal writes a number with so many places, and never "-0.00".
func decimal(x float64, places int) string {
	s := strconv.FormatFloat(x, 'f', places, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// keep moves the finished file to its place.
func (o *output) keep() error {
	o.csv.Flush()
	for _, step := range []func() error{o.csv.Error, o.buf.Flush, o.file.Sync, o.file.Close} {
		if err := step(); err != nil {
			return err
		}
	}
	if err := os.Rename(o.file.Name(), o.path); err != nil {
		return err
	}
	o.kept = true
	return nil
}

// discard leaves nothing behind, unless the file was kept.
func (o *output) discard() {
	if !o.kept {
		_ = o.file.Close() // it is to be removed in any case
		_ = os.Remove(o.file.Name())
	}
}
