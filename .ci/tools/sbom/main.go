// Command sbom says what a consumer of each module links besides it, and under which
// licences.
//
//	.ci/sbom DIR    writes DIR/MODULE.spdx.json for each released module (SPDX 2.3)
//
// It fails if a licence is none that an MIT library may be linked with without a
// question: MIT, BSD, Apache 2.0, ISC. It is run from the root of the repository.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// released are the folders of the modules, and what of them is linked.
var released = []string{".", "lobby/otel", "matching/splink", "store/postgres", "examples/adapter", "examples/link", "examples/services"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: .ci/sbom DIR")
		os.Exit(2)
	}
	failed := false
	for _, dir := range released {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			continue
		}
		if err := run(dir, os.Args[1]); err != nil {
			fmt.Fprintf(os.Stderr, "sbom: %s: %v\n", dir, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// linked is a module that some package of another comes from.
type linked struct{ Path, Version, Dir string }

// linkedBy lists the modules whose packages are linked by those of a folder, tests
// apart.
func linkedBy(dir string) (self string, list []linked, err error) {
	packages := []string{"./..."}
	if dir == "." { // not what is for tests alone: storetest, lobbytest, examples
		packages = []string{"./lobby", "./store", "./store/memory", "./matching/..."}
	}
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, packages...)...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	if err != nil {
		return "", nil, fmt.Errorf("go list: %w", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p struct {
			Module *struct {
				linked
				Main    bool
				Replace *linked
			}
		}
		if err := d.Decode(&p); err != nil {
			return "", nil, err
		}
		switch m := p.Module; {
		case m == nil: // the standard library
		case m.Main:
			self = m.Path
		case !slices.ContainsFunc(list, func(l linked) bool { return l.Path == m.Path }):
			list = append(list, m.linked)
		}
	}
	slices.SortFunc(list, func(a, b linked) int { return strings.Compare(a.Path, b.Path) })
	return self, list, nil
}

// licence is that of the module in a folder.
func licence(dir string) (string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if name := strings.ToLower(f.Name()); strings.HasPrefix(name, "license") || strings.HasPrefix(name, "licence") || name == "copying" {
			text, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				return "", err
			}
			return recognise(string(text))
		}
	}
	return "", errors.New("no licence")
}

// phrases are how each licence is told: all of them are in its text.
var phrases = map[string][]string{
	"MIT":          {"Permission is hereby granted, free of charge, to any person obtaining a copy", "The above copyright notice and this permission notice shall be included"},
	"Apache-2.0":   {"Apache License", "Version 2.0, January 2004", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"},
	"BSD-3-Clause": {"Redistribution and use in source and binary forms", "Neither the name of"},
	"BSD-2-Clause": {"Redistribution and use in source and binary forms"},
	"ISC":          {"Permission to use, copy, modify, and/or distribute this software for any purpose"},
}

// recognise tells a licence that is allowed by its text.
func recognise(text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, id := range []string{"Apache-2.0", "MIT", "BSD-3-Clause", "BSD-2-Clause", "ISC"} {
		if !slices.ContainsFunc(phrases[id], func(p string) bool { return !strings.Contains(text, p) }) {
			return id, nil
		}
	}
	return "", errors.New("a licence that is not among those allowed")
}

type pkg struct {
	ID        string `json:"SPDXID"`
	Name      string `json:"name"`
	Version   string `json:"versionInfo,omitempty"`
	Location  string `json:"downloadLocation"`
	Analyzed  bool   `json:"filesAnalyzed"`
	Concluded string `json:"licenseConcluded"`
	Copyright string `json:"copyrightText"`
}

type relation struct {
	From string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

func run(dir, to string) error {
	self, list, err := linkedBy(dir)
	if err != nil {
		return err
	}
	packages := []pkg{{ID: "SPDXRef-0", Name: self, Location: "https://" + self, Concluded: "MIT", Copyright: "NOASSERTION"}}
	relations := []relation{{From: "SPDXRef-DOCUMENT", Type: "DESCRIBES", To: "SPDXRef-0"}}
	for i, m := range list {
		at := m.Dir
		if strings.HasPrefix(m.Path, "github.com/caselobby/caselobby") {
			at = "." // its own, under the one licence of the repository
		}
		l, err := licence(at)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		id := fmt.Sprintf("SPDXRef-%d", i+1)
		packages = append(packages, pkg{ID: id, Name: m.Path, Version: m.Version, Location: "https://proxy.golang.org/" + m.Path + "/@v/" + m.Version + ".zip", Concluded: l, Copyright: "NOASSERTION"})
		relations = append(relations, relation{From: "SPDXRef-0", Type: "DEPENDS_ON", To: id})
		fmt.Printf("sbom: %s links %s %s (%s)\n", self, m.Path, m.Version, l)
	}
	commit, err := exec.Command("git", "log", "-1", "--format=%H %cI").Output()
	if err != nil {
		return err
	}
	hash, at, _ := strings.Cut(strings.TrimSpace(string(commit)), " ")
	text, err := json.MarshalIndent(map[string]any{
		"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": self,
		"documentNamespace": "https://" + self + "/sbom/" + hash,
		"creationInfo":      map[string]any{"created": at, "creators": []string{"Tool: caselobby-sbom"}},
		"packages":          packages, "relationships": relations,
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, strings.ReplaceAll(self, "/", "_")+".spdx.json"), append(text, '\n'), 0o644)
}
