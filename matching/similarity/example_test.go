package similarity_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching/similarity"
)

func ExampleJaroWinkler() {
	fmt.Printf("%.4f\n", similarity.JaroWinkler("MARTHA", "MARHTA"))
	fmt.Printf("%.4f\n", similarity.JaroWinkler("DIXON", "DICKSONX"))
	// Output:
	// 0.9611
	// 0.8133
}

// A summary of each name, kept beside it, spares most of the comparisons.
func ExampleLettersOf() {
	searched := similarity.LettersOf("KATHERINE")
	for _, name := range []string{"CATHERINE", "KATHRYN", "MOHAMMED"} {
		if similarity.Below(searched, similarity.LettersOf(name), .8) {
			fmt.Println(name, "cannot be alike")
			continue
		}
		fmt.Printf("%s %.3f\n", name, similarity.JaroWinkler("KATHERINE", name))
	}
	// Output:
	// CATHERINE 0.926
	// KATHRYN 0.905
	// MOHAMMED cannot be alike
}

func ExampleOSA() {
	fmt.Println(similarity.OSA("19850112", "19851012"), similarity.Levenshtein("19850112", "19851012"))
	// Output: 1 2
}

func ExampleOneEdit() {
	fmt.Println(similarity.OneEdit("07700900123", "07700900132"), similarity.OneEdit("07700900123", "0770090012"))
	// Output: true true
}

func ExamplePhonetic() {
	fmt.Println(similarity.Phonetic("SIOBHAN"), similarity.Phonetic("SHIVAUN"))
	// Output: XFN XFN
}

// Jaro is JaroWinkler less what it adds for a common beginning.
func ExampleJaro() {
	fmt.Printf("%.4f %.4f\n", similarity.Jaro("MARTHA", "MARHTA"), similarity.JaroWinkler("MARTHA", "MARHTA"))
	// Output: 0.9444 0.9611
}

// A swap of neighbours is two edits, to OSA one.
func ExampleLevenshtein() {
	fmt.Println(similarity.Levenshtein("SIAN", "SAIN"), similarity.OSA("SIAN", "SAIN"))
	// Output: 2 1
}

func ExampleBelow() {
	searched := similarity.LettersOf("KATHERINE")
	fmt.Println(similarity.Below(searched, similarity.LettersOf("CATHERINE"), .8), similarity.Below(searched, similarity.LettersOf("BO"), .8))
	// Output: false true
}
