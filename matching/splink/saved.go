package splink

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
)

// maxModel bounds what is read: a saved model is a few kilobytes.
const maxModel = 16 << 20

// saved is the JSON of a model, as far as scoring needs it. Other keys on top,
// which say how to train, block and print, are ignored.
type saved struct {
	Prior       *float64          `json:"probability_two_random_records_match"`
	Dialect     string            `json:"sql_dialect"`
	Comparisons []json.RawMessage `json:"comparisons"`
	TFPrefix    *string           `json:"term_frequency_adjustment_column_prefix"`

	// Which of the two is there tells Splink 4 from Splink 5.
	BayesFactorPrefix *string `json:"bayes_factor_column_prefix"`
	MatchWeightPrefix *string `json:"match_weight_column_prefix"`
}

type savedComparison struct {
	Name        string            `json:"output_column_name"`
	Description string            `json:"comparison_description"`
	Levels      []json.RawMessage `json:"comparison_levels"`
}

type savedLevel struct {
	Condition string   `json:"sql_condition"`
	Label     string   `json:"label_for_charts"`
	Null      bool     `json:"is_null_level"`
	M         *float64 `json:"m_probability"`
	U         *float64 `json:"u_probability"`
	FixM      *bool    `json:"fix_m_probability"`
	FixU      *bool    `json:"fix_u_probability"`
	TFColumn  string   `json:"tf_adjustment_column"`
	TFWeight  *float64 `json:"tf_adjustment_weight"`
	TFMinimum *float64 `json:"tf_minimum_u_value"`
	OwnU      bool     `json:"disable_tf_exact_match_detection"`
	Dialect   string   `json:"base_dialect_str"`
}

func readSaved(r io.Reader) (saved, error) {
	var s saved
	raw, err := io.ReadAll(io.LimitReader(r, maxModel+1))
	if err != nil {
		return s, fmt.Errorf("splink: read model: %w", err)
	}
	if len(raw) > maxModel {
		return s, &Error{Kind: ErrModel, Reason: fmt.Sprintf("longer than %d bytes", maxModel)}
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, &Error{Kind: ErrModel, Reason: err.Error()}
	}
	if s.Dialect == "" || len(s.Comparisons) == 0 {
		return s, &Error{Kind: ErrModel, Reason: "no sql_dialect or no comparisons"}
	}
	return s, nil
}

// strictly decodes an object that may hold the keys of its type only: a key that is
// not known may change the score.
func strictly[T savedComparison | savedLevel](raw json.RawMessage, into *T) *Error {
	var have map[string]json.RawMessage
	err := json.Unmarshal(raw, &have)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		return &Error{Kind: ErrModel, Reason: err.Error()}
	}
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		delete(have, t.Field(i).Tag.Get("json"))
	}
	if len(have) > 0 {
		return &Error{Kind: ErrUnsupported, Reason: fmt.Sprintf("key %q is not known", slices.Min(slices.Collect(maps.Keys(have))))}
	}
	return nil
}
