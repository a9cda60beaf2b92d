package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/splink"
)

// pairModel is a model that Splink saved, with what this program needs besides.
type pairModel struct {
	*splink.Model
	id     string
	blocks [][]string // columns that must agree, by rule
}

// errBlock: the model has blocking rules other than equal columns, which this program cannot
// follow.
var errBlock = errors.New("the model's blocking rules are not equal columns only: give -block")

func readPairModel(s pairing) (pairModel, error) {
	text, err := os.ReadFile(s.model)
	if err != nil {
		return pairModel{}, err
	}
	m := pairModel{blocks: s.blocks}
	if m.Model, err = splink.Read(bytes.NewReader(text), &s.engine); err != nil {
		return m, fmt.Errorf("%s: %w", s.model, err)
	}
	var saved struct {
		ID    string            `json:"unique_id_column_name"`
		Rules []json.RawMessage `json:"blocking_rules_to_generate_predictions"`
	}
	if err := json.Unmarshal(text, &saved); err != nil {
		return m, fmt.Errorf("%s: %w", s.model, err)
	}
	if m.id = s.id; m.id == "" {
		m.id = saved.ID
	}
	if m.id == "" {
		m.id = "unique_id" // as in Splink
	}
	if len(m.blocks) == 0 {
		m.blocks, err = equalColumns(saved.Rules)
	}
	if err != nil {
		return m, fmt.Errorf("%s: %w", s.model, err)
	}
	return m, m.readFrequencies(s)
}

func (m pairModel) readFrequencies(s pairing) error {
	for column, file := range s.frequencies {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		if err = errors.Join(m.ReadFrequencies(column, f), f.Close()); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// equality is l."surname" = r."surname", with or without quotation marks.
var equality = regexp.MustCompile("^l\\.[\"`]?(\\w+)[\"`]?\\s*=\\s*r\\.[\"`]?(\\w+)[\"`]?$")

var and = regexp.MustCompile(`(?i)\s+AND\s+`)

// equalColumns reads rules that only want columns to be equal. A rule is text,
// or an object that holds it.
func equalColumns(rules []json.RawMessage) ([][]string, error) {
	var blocks [][]string
	for _, raw := range rules {
		var rule struct {
			Text string `json:"blocking_rule"`
		}
		if json.Unmarshal(raw, &rule.Text) != nil && json.Unmarshal(raw, &rule) != nil {
			return nil, errBlock
		}
		var columns []string
		for _, part := range and.Split(rule.Text, -1) {
			sides := equality.FindStringSubmatch(strings.Trim(part, "() \t\n"))
			if sides == nil || sides[1] != sides[2] {
				return nil, errBlock
			}
			columns = append(columns, sides[1])
		}
		blocks = append(blocks, columns)
	}
	if len(blocks) == 0 {
		return nil, errBlock
	}
	return blocks, nil
}

// blocking returns the columns that the rules name, sorted, each once.
func (m pairModel) blocking() []string {
	var columns []string
	for _, rule := range m.blocks {
		columns = append(columns, rule...)
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}

// rules are the blocks as rules over records.
func (m pairModel) rules() []fellegisunter.Rule[record] {
	columns := m.blocking()
	var rules []fellegisunter.Rule[record]
	for _, wanted := range m.blocks {
		var at []int
		for _, c := range wanted {
			at = append(at, slices.Index(columns, c))
		}
		rules = append(rules, fellegisunter.Rule[record]{Name: strings.Join(wanted, " and "), Keys: func(r *record) []string {
			parts := make([]string, len(at))
			for i, k := range at {
				if parts[i] = r.block[k]; parts[i] == "" {
					return nil
				}
			}
			return []string{strings.Join(parts, "\x00")} // no value holds a NUL
		}})
	}
	return rules
}
