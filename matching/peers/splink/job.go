package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

// job is what predict.py is told.
type job struct {
	File        string               `json:"file"`
	Columns     []string             `json:"columns"`
	Rules       []string             `json:"rules"`
	Comparisons []linkage.Comparison `json:"comparisons"`
	Prior       float64              `json:"prior"`
	Least       float64              `json:"least"`
}

// taken is processor and wall time, in seconds.
type taken struct{ CPU, Wall float64 }

// answer is what one contender found in one round, and what that took.
type answer struct {
	Version, DuckDB string
	Phases          map[string]taken
	Pairs, Kept     int
	Weight          float64 // of all that were kept, bits
	Reached         [][]int // of those: see linkage.Reached
}

func (a *answer) took() (t taken) {
	for _, p := range a.Phases {
		t.CPU += p.CPU
		t.Wall += p.Wall
	}
	return t
}

// tableOf is the register of a world as a table.
func tableOf(clients int) *linkage.Table {
	w := matchtest.New(1, clients)
	return linkage.NewTable(func(yield func(matching.Person) bool) {
		for c := range w.Clients() {
			if !yield(c.Person) {
				return
			}
		}
	})
}

//go:embed predict.py golden.py
var scripts embed.FS

// The files of a job.
const (
	jobFile  = "job.json"
	onDuckDB = "predict.py"
	onGolden = "golden.py"
)

// write writes the table, the job and the scripts that do it into a folder.
func write(dir string, t *linkage.Table, comparisons []linkage.Comparison, least float64) error {
	j := job{
		File: filepath.Join(dir, "person.csv"), Columns: linkage.Columns, Rules: linkage.RulesSQL,
		Comparisons: comparisons, Prior: linkage.Prior, Least: least,
	}
	f, err := os.Create(j.File)
	if err != nil {
		return err
	}
	if err := errors.Join(t.Write(f), f.Close()); err != nil {
		return err
	}
	text, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(filepath.Join(dir, jobFile), text, 0o600), os.CopyFS(dir, scripts))
}

// predict has a command do the job of a folder. Each run has a home of its own, so
// that nothing which one leaves there helps the next, and one thread.
func predict(ctx context.Context, dir string, command []string) (a answer, err error) {
	home, err := os.MkdirTemp(dir, "home-")
	if err != nil {
		return a, err
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = os.Environ()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"} {
		cmd.Env = append(cmd.Env, name+"="+home)
	}
	for _, name := range []string{"POLARS_MAX_THREADS", "RAYON_NUM_THREADS", "OMP_NUM_THREADS"} {
		cmd.Env = append(cmd.Env, name+"=1")
	}
	out, err := cmd.Output()
	if err != nil {
		return a, fmt.Errorf("%s: %w", strings.Join(command, " "), err)
	}
	return a, json.Unmarshal(out, &a)
}
