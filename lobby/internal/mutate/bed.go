package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// A bed is a package in which many mutants are planted. Its overlay puts it in the
// place of the source, and touches nothing in the tree.
type bed struct {
	tmp, dir string
	mutants  []mutant // the number of each is its place, from 1
	broken   int      // how many did not compile, and are not among them
	copies   []span
}

// A span is the lines of a planted file in which a mutant is.
type span struct {
	file     string
	from, to int
	number   int
}

func (b *bed) overlay() string { return filepath.Join(b.tmp, "overlay.json") }

// plant plants n mutants that compile, after the first skip of them.
func (b *bed) plant(all []mutant, skip, n int) error {
	upTo := 0
	for len(b.mutants) < skip+n && upTo < len(all) {
		more := min(len(all), upTo+skip+n-len(b.mutants))
		b.mutants = append(b.mutants, all[upTo:more]...)
		upTo = more
		if err := b.weed(); err != nil {
			return err
		}
	}
	b.mutants = b.mutants[min(skip, len(b.mutants)):]
	return b.lay()
}

// weed takes out what does not compile.
func (b *bed) weed() error {
	for {
		if err := b.lay(); err != nil {
			return err
		}
		said, err := exec.Command("go", "build", "-overlay", b.overlay(), "-gcflags=-e", "./"+b.dir).CombinedOutput()
		if err == nil {
			return nil
		}
		blamed := b.blamed(said)
		if len(blamed) == 0 {
			return fmt.Errorf("the source does not compile: %w\n%s", err, said)
		}
		b.broken += len(blamed)
		var left []mutant
		for i, m := range b.mutants {
			if !blamed[i+1] {
				left = append(left, m)
			}
		}
		b.mutants = left
	}
}

var complaint = regexp.MustCompile(`([\w.-]+\.go):(\d+):\d+: `)

// blamed finds the mutants that a compiler complains of, by number.
func (b *bed) blamed(said []byte) map[int]bool {
	numbers := map[int]bool{}
	for _, c := range complaint.FindAllSubmatch(said, -1) {
		line, _ := strconv.Atoi(string(c[2]))
		for _, s := range b.copies {
			if filepath.Base(s.file) == string(c[1]) && s.from <= line && line <= s.to {
				numbers[s.number] = true
			}
		}
	}
	return numbers
}

// lay writes every file in which there are mutants, and the overlay.
func (b *bed) lay() error {
	b.copies = nil
	byFile := map[string][]int{}
	for i, m := range b.mutants {
		byFile[m.file] = append(byFile[m.file], i+1)
	}
	replace := map[string]string{}
	for file, numbers := range byFile {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := b.put(replace, file, b.planted(file, src, numbers)); err != nil {
			return err
		}
	}
	if len(b.mutants) > 0 {
		if err := b.put(replace, filepath.Join(b.dir, "mutants_planted.go"), []byte("package "+b.mutants[0].fn.pkg+switchboard)); err != nil {
			return err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	return os.WriteFile(b.overlay(), text, 0o600)
}

func (b *bed) put(replace map[string]string, file string, src []byte) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	replace[path] = filepath.Join(b.tmp, filepath.Base(file))
	return os.WriteFile(replace[path], src, 0o600)
}

// planted returns a file with mutants in it: a copy of its function for each, to which
// the function itself goes where the mutant is on, and a mark where it would be felt.
func (b *bed) planted(file string, src []byte, numbers []int) []byte {
	var edits []edit
	var copies []byte
	named := map[*function]bool{}
	for _, number := range numbers {
		m := b.mutants[number-1]
		if !named[m.fn] {
			named[m.fn] = true
			edits = append(edits, m.fn.naming...)
		}
		edits = append(edits, edit{at: m.fn.body, insert: m.fn.turn(number)}, edit{at: m.mark, insert: fmt.Sprintf(" mutantHere(%d);", number)})
	}
	planted := apply(src, edits)
	line := bytes.Count(planted, []byte("\n")) + 1
	for _, number := range numbers {
		c := b.mutants[number-1].copied(src, number)
		lines := bytes.Count(c, []byte("\n"))
		b.copies = append(b.copies, span{file, line + 1, line + lines, number})
		line += lines
		copies = append(copies, c...)
	}
	return slices.Concat(planted, copies)
}

// An edit is a text that is put in at a place.
type edit struct {
	at, drop int // where, and how many bytes go
	insert   string
}

func apply(src []byte, edits []edit) (out []byte) {
	slices.SortStableFunc(edits, func(x, y edit) int { return x.at - y.at })
	done := 0
	for _, e := range edits {
		out = append(append(out, src[done:e.at]...), e.insert...)
		done = e.at + e.drop
	}
	return append(out, src[done:]...)
}

// switchboard is the file by which the environment turns a mutant on, and hears which
// are reached.
const switchboard = `

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

var (
	mutantOn, _  = strconv.Atoi(os.Getenv("MUTANT"))
	mutantsFile  = os.Getenv("MUTANTS_REACHED")
	mutantsKnown sync.Map
)

func mutantHere(n int) {
	if mutantsFile == "" {
		return
	}
	if _, known := mutantsKnown.LoadOrStore(n, true); known {
		return
	}
	f, err := os.OpenFile(mutantsFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintln(f, n)
}
`
