package lobby

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// WriteCSV writes the report as CSV (RFC 4180): one line for all records, one for each
// channel, provider and officer, and one for the ages of those that wait. Durations are
// whole seconds, and a time that there is not is empty. It holds ids and numbers only.
// An id that a spreadsheet would take for a formula is preceded by an apostrophe (OWASP,
// CSV Injection).
func (r Report) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{{
		"by", "id", "received", "undecided", "assigned", "created", "withdrawn", "closed at once",
		"claims", "claim p50 s", "claim p90 s", "claim p99 s", "claim longest s",
		"decisions", "decision p50 s", "decision p90 s", "decision p99 s", "decision longest s",
		"waiting", "age p50 s", "age p90 s", "age p99 s", "age longest s", "overdue", "unreadable",
	}}
	width := len(rows[0])
	add := func(by, id string, cells ...string) {
		row := append([]string{by, inert(id)}, cells...)
		rows = append(rows, append(row, make([]string, width-len(row))...))
	}
	add("all", "", slices.Concat(r.Counts.cells(), r.Waiting.cells(), []string{strconv.Itoa(r.Overdue), strconv.Itoa(r.Unreadable)})...)
	for _, c := range r.Channels {
		add("channel", string(c.Channel), c.cells()...)
	}
	for _, p := range r.Providers {
		add("provider", string(p.Provider), p.cells()...)
	}
	for _, o := range r.Officers {
		add("officer", string(o.Officer), o.cells()...)
	}
	return out.WriteAll(rows)
}

func (c Counts) cells() []string {
	var cells []string
	for _, n := range []int{c.Received, c.Undecided, c.Assigned, c.Created, c.Withdrawn, c.AutoClosed} {
		cells = append(cells, strconv.Itoa(n))
	}
	return slices.Concat(cells, c.Claim.cells(), c.Decision.cells())
}

func (s Spread) cells() []string {
	if s.Count == 0 {
		return []string{"0", "", "", "", ""}
	}
	seconds := func(d time.Duration) string { return strconv.FormatInt(int64(d.Round(time.Second)/time.Second), 10) }
	return []string{strconv.Itoa(s.Count), seconds(s.Median), seconds(s.P90), seconds(s.P99), seconds(s.Longest)}
}

// inert is an id that no spreadsheet takes for a formula: not by how it begins, behind
// space or not, in the full-width forms of East Asian systems included.
func inert(id string) string {
	text := strings.TrimSpace(id)
	if text != id || strings.HasPrefix(text, "'") {
		return "'" + id
	}
	for _, sign := range []string{"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%"} {
		if strings.HasPrefix(text, sign) {
			return "'" + id
		}
	}
	return id
}
