package splink_test

import (
	"fmt"
	"strings"

	"github.com/caselobby/caselobby/matching/splink"
)

// A model as Splink's save_model_to_json writes it, shortened.
const saved = `{
 "sql_dialect": "duckdb",
 "match_weight_column_prefix": "mw_",
 "probability_two_random_records_match": 0.001,
 "comparisons": [
  {"output_column_name": "surname", "comparison_levels": [
   {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "label_for_charts": "surname is NULL", "is_null_level": true},
   {"sql_condition": "\"surname_l\" = \"surname_r\"", "label_for_charts": "Exact match on surname", "m_probability": 0.8, "u_probability": 0.005,
    "tf_adjustment_column": "surname", "tf_adjustment_weight": 1.0},
   {"sql_condition": "jaro_winkler_similarity(\"surname_l\", \"surname_r\") >= 0.88", "label_for_charts": "Jaro-Winkler >= 0.88", "m_probability": 0.1, "u_probability": 0.01},
   {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.1, "u_probability": 0.985}]},
  {"output_column_name": "dob", "comparison_levels": [
   {"sql_condition": "try_strptime(\"dob_l\", '%Y-%m-%d') IS NULL OR try_strptime(\"dob_r\", '%Y-%m-%d') IS NULL", "label_for_charts": "dob is NULL", "is_null_level": true},
   {"sql_condition": "\"dob_l\" = \"dob_r\"", "label_for_charts": "Exact match on dob", "m_probability": 0.9, "u_probability": 0.0001},
   {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.1, "u_probability": 0.9999}]}]
}`

func Example() {
	m, err := splink.Read(strings.NewReader(saved), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := m.ReadFrequencies("surname", strings.NewReader("surname,tf\nSmith,0.02\nNowak,0.0001\n")); err != nil {
		fmt.Println(err)
		return
	}
	row := func(surname, dob string) splink.Row {
		r, err := m.Prepare(map[string]splink.Value{"surname": splink.TextOrNull(surname), "dob": splink.TextOrNull(dob)})
		if err != nil {
			fmt.Println(err)
		}
		return r
	}
	s, err := m.Score(row("Smith", "1990-01-05"), row("Smith", "1990-1-5"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("prior %+.2f\n", s.Prior)
	for _, l := range s.Levels {
		fmt.Printf("%s: %s (level %d) %+.2f, frequency %+.2f\n", l.Comparison, l.Label, l.Gamma, l.Weight, l.Frequency)
	}
	fmt.Printf("weight %+.2f, probability %.4f\n", s.Weight, s.Probability)
	// Output:
	// prior -9.96
	// surname: Exact match on surname (level 2) +7.32, frequency -2.00
	// dob: All other comparisons (level 0) -3.32, frequency +0.00
	// weight -7.96, probability 0.0040
}

func ExampleRead_refused() {
	_, err := splink.Read(strings.NewReader(strings.Replace(saved, "jaro_winkler_similarity", "my_own_function", 1)), nil)
	fmt.Println(err)
	// Output:
	// splink: not supported: comparison surname: level Jaro-Winkler >= 0.88: function my_own_function is not known
}
