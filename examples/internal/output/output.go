// Package output holds what an example prints to the file that shows it.
package output

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew")

// Golden runs an example, and requires of it what testdata/output.txt says that it prints.
func Golden(t *testing.T, run func(context.Context, io.Writer) error) {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/output.txt"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || out.String() != string(want) {
		t.Fatalf("it prints\n%s\nand not what %s says: %v", out.String(), file, err)
	}
}
