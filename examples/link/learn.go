package main

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// beliefs is how many labelled pairs the built-in weights count for when others
// are learnt: levels that the truth hardly ever shows keep a sensible weight.
const beliefs = 50

// learn estimates how the fields of one person agree between two tellings, from
// the cases of which the truth is known.
func learn(in input) (fellegisunter.Parameters, error) {
	clients := make(map[string]*matching.Profile, len(in.clients))
	for _, known := range in.truth {
		for id := range known {
			clients[id] = nil // wanted
		}
	}
	for _, r := range in.clients {
		if _, wanted := clients[r.ID]; wanted {
			p := matching.Prepare(r.Person)
			clients[r.ID] = &p
		}
	}
	var labels []train.Label[matching.Profile]
	for _, r := range in.cases {
		var incoming *matching.Profile
		for id := range in.truth[r.ID] {
			client := clients[id]
			if client == nil {
				continue // the truth names a client that the register has not
			}
			if incoming == nil {
				p := matching.Prepare(r.Person)
				incoming = &p
			}
			labels = append(labels, train.Label[matching.Profile]{A: incoming, B: client, Match: true})
		}
	}
	m, err := train.Labels(matching.UKModel(), labels, &train.Options{Shrink: beliefs})
	return m.Parameters(), err
}

// writeModel writes parameters to a file that is there whole or not at all.
func writeModel(path string, p fellegisunter.Parameters) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".link-*.json")
	if err != nil {
		return err
	}
	err = errors.Join(p.Write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use
	}
	return err
}
