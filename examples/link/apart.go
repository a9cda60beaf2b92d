package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// named is a file as the command line names it.
type named struct{ flag, file string }

// apart refuses to write over a file that is read, or two things to one file.
func apart(written, read []named) error {
	for i, w := range written {
		for _, other := range append(read, written[:i]...) {
			if oneFile(w.file, other.file) {
				return fmt.Errorf("%s would be written over the file of %s", w.flag, other.flag)
			}
		}
	}
	return nil
}

// oneFile reports whether two names are those of one file, which need not be there yet.
func oneFile(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return os.SameFile(x, y)
	}
	a, errX = filepath.Abs(a)
	b, errY = filepath.Abs(b)
	return errX == nil && errY == nil && a == b
}
