package main

import (
	"context"
	"io"
	"testing"

	"github.com/caselobby/caselobby/examples/internal/output"
)

func TestItPrintsWhatTheReadmeShows(t *testing.T) {
	output.Golden(t, func(ctx context.Context, out io.Writer) error { run(ctx, out); return nil })
}
