package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/people"
)

// truth holds, for every case, the clients that are the person: none, one, or
// several where the register has somebody twice.
type truth map[string]map[string]bool

func readTruth(file string, c *console) (truth, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil || len(header) < 2 || strings.TrimPrefix(header[0], "\ufeff") != "case_id" || header[1] != "client_ids" {
		return nil, fmt.Errorf("%s: %w: case_id,client_ids", file, people.ErrHeader)
	}
	t := truth{}
	for {
		fields, err := r.Read()
		var malformed *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &malformed):
			c.complain(&people.BadRow{File: file, Line: malformed.StartLine, Reason: malformed.Err.Error()})
			continue
		case err != nil:
			return nil, err
		}
		if line, _ := r.FieldPos(0); len(fields) != len(header) {
			c.complain(&people.BadRow{File: file, Line: line, Reason: "another number of fields than the header has"})
			continue
		}
		clients := map[string]bool{}
		for id := range strings.SplitSeq(fields[1], ";") {
			if id = strings.TrimSpace(id); id != "" {
				clients[id] = true
			}
		}
		t[fields[0]] = clients
	}
}
