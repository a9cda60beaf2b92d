package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/examples/internal/table"
)

// console is standard error: complaints and progress, which must not run into
// one another.
type console struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool // a line can be written over
	quiet    bool // no progress
	dirty    bool // the current line shows progress
	badRows  int
	files    []string       // the files with bad rows, in the order in which they were read
	badIn    map[string]int // bad rows by file
	lacking  bool           // something that was asked for is not there
}

// maxComplaints is how many bad rows are printed. All are counted.
const maxComplaints = 1000

func newConsole(w io.Writer, progress bool) *console {
	c := &console{w: w}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		c.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	c.quiet = !progress && !c.terminal
	return c
}

// status tells of an error, and returns the exit status.
func (c *console) status(err error) int {
	switch {
	case errors.Is(err, context.Canceled):
		c.say("link: interrupted, nothing is written")
		return failed
	case err != nil:
		c.say("link: %v", err)
		return failed
	case c.bad() > 0:
		c.say("link: not whole, rows are left out: %s", c.leftOut())
		return partial
	case c.lacking:
		return partial
	}
	return done
}

// leftOut says how many rows of which file are left out.
func (c *console) leftOut() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	parts, rest := []string{}, c.badRows
	for _, f := range c.files {
		parts = append(parts, fmt.Sprintf("%d of %s", c.badIn[f], f))
		rest -= c.badIn[f]
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("%d pairs", rest))
	}
	return strings.Join(parts, ", ")
}

// lack tells of something that was asked for and cannot be given, and sets the exit status
// partial. The rest goes on.
func (c *console) lack(format string, args ...any) {
	c.say(format, args...)
	c.lacking = true
}

// wipe clears the progress line, if there is one. The caller holds mu.
func (c *console) wipe() {
	if c.dirty {
		_, _ = io.WriteString(c.w, "\r\x1b[K")
		c.dirty = false
	}
}

func (c *console) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	_, _ = fmt.Fprintf(c.w, format+"\n", args...)
}

// note prints the notes of a reader.
func (c *console) note(notes []string) {
	for _, n := range notes {
		c.say("%s", n)
	}
}

// complain counts a bad row, and says so.
func (c *console) complain(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wipe()
	var bad *table.BadRow
	if errors.As(err, &bad) {
		if c.badIn == nil {
			c.badIn = map[string]int{}
		}
		if c.badIn[bad.File]++; c.badIn[bad.File] == 1 {
			c.files = append(c.files, bad.File)
		}
	}
	switch c.badRows++; {
	case c.badRows <= maxComplaints:
		_, _ = fmt.Fprintln(c.w, err)
	case c.badRows == maxComplaints+1:
		_, _ = fmt.Fprintln(c.w, "further bad rows are counted only")
	}
}

// complainIfBad reports whether err is about one row only, and if so complains.
func (c *console) complainIfBad(err error) bool {
	var bad *table.BadRow
	if errors.As(err, &bad) {
		c.complain(bad)
		return true
	}
	return false
}

func (c *console) bad() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.badRows
}

// stage tells how far a piece of work is. It is safe for concurrent use.
type stage struct {
	c           *console
	name        string
	done, total int
	began, told time.Time
}

func (c *console) stage(name string, total int) *stage {
	now := time.Now()
	return &stage{c: c, name: name, total: total, began: now, told: now}
}

// add counts n more pieces, and now and then says so.
func (s *stage) add(n int) {
	s.c.mu.Lock()
	defer s.c.mu.Unlock()
	s.done += n
	pause := 2 * time.Second
	if s.c.terminal {
		pause = 200 * time.Millisecond
	}
	now := time.Now()
	if s.c.quiet || now.Sub(s.told) < pause && s.done < s.total {
		return
	}
	s.told = now
	line := progressLine(s.name, s.done, s.total, now.Sub(s.began))
	if !s.c.terminal {
		_, _ = fmt.Fprintln(s.c.w, line)
		return
	}
	s.c.wipe()
	_, _ = io.WriteString(s.c.w, line)
	s.c.dirty = true
}

// progressLine says how much is done, how fast it goes and how long it will take.
func progressLine(name string, done, total int, elapsed time.Duration) string {
	rate := float64(done) / max(elapsed.Seconds(), 1e-9)
	left := time.Duration(float64(total-done) / max(rate, 1e-9) * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("%s: %d of %d (%d %%), %.0f per second, %v left", name, done, total, 100*done/max(total, 1), rate, left)
}
