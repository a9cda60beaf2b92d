package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// ukMatcher returns the matcher of UK clients with the parameters of a file, or
// with its own.
func ukMatcher(file string, o *matching.Options) (matching.Matcher, error) {
	if file == "" {
		return matching.UK(o), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	p, err := fellegisunter.ReadParameters(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	m, err := matching.Trained(p, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}
