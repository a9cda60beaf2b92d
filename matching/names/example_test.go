package names_test

import (
	"fmt"
	"slices"

	"github.com/caselobby/caselobby/matching/names"
)

// A code is of letters: what has none has none.
func ExampleCodeOf() {
	fmt.Println(names.CodeOf("SMITH") != 0, names.CodeOf("SMITH") == names.CodeOf("JONES"), names.CodeOf("123"))
	// Output: true false 0
}

// Related tells short forms and spellings apart; names that merely look alike are neither.
func ExampleRelated() {
	say := map[names.Relation]string{names.Unrelated: "unrelated", names.Short: "short", names.Spelling: "spelling"}
	for _, pair := range [][2]string{{"KATHERINE", "KATE"}, {"MOHAMMED", "MUHAMMAD"}, {"JAMAL", "JAMIL"}} {
		a, b := pair[0], pair[1]
		fmt.Println(a, b, say[names.Related(a, b, names.Prepare(a), names.Prepare(b))])
	}
	// Output:
	// KATHERINE KATE short
	// MOHAMMED MUHAMMAD spelling
	// JAMAL JAMIL unrelated
}

// What is prepared is kept beside a name: it is small, and has no pointers.
func ExamplePrepare() {
	known, unknown := names.Prepare("SIOBHAN"), names.Prepare("SIOBHANX")
	fmt.Println(known.ID != 0, unknown.ID != 0, known.Code != 0)
	// Output: true false true
}

// Roots are what related names are looked up by: they share one, or one is the other's.
func ExampleRoots() {
	fmt.Println(names.Roots("KATE"), names.Roots("KATHERINE"))
	// Output: [CATHERINE] [CATHERINE]
}

// A word that says little of who somebody is, in some places only.
func ExampleWeak() {
	fmt.Println(names.Weak("MOHAMMED"), names.Weak("KAUR"), names.Weak("HUMPHREY"))
	// Output: true true false
}

func ExampleWeakAt() {
	fmt.Println(names.WeakAt("MOHAMMED") == names.First, names.WeakAt("BIBI") == names.Anywhere)
	// Output: true true
}

func ExampleTable_ID() {
	forenames := names.Forenames()
	fmt.Println(forenames.ID("KATE") != 0, forenames.ID("NOBODY"))
	// Output: true 0
}

func ExampleTable_Holds() {
	forenames := names.Forenames()
	fmt.Println(forenames.Holds(forenames.ID("KATE")), forenames.Holds(65535))
	// Output: true false
}

func ExampleTable_Relation() {
	forenames := names.Forenames()
	fmt.Println(forenames.Relation(forenames.ID("KATE"), forenames.ID("KATHERINE")) == names.Short)
	// Output: true
}

func ExampleTable_Roots() {
	fmt.Println(names.Forenames().Roots("BOB"))
	// Output: [BERT ROBERT]
}

func ExampleTable_Forms() {
	all := names.All()
	fmt.Println(slices.Contains(slices.Collect(all.Forms(all.ID("ELIZABETH"))), "BETTY"))
	// Output: true
}

func ExampleTable_OnlyFamily() {
	all := names.All()
	fmt.Println(all.OnlyFamily(all.ID("NOH")), all.OnlyFamily(all.ID("KATE")))
	// Output: true false
}

func ExampleCutFirst() {
	fmt.Println(names.CutFirst("MOHAMMADALI"))
	fmt.Println(names.CutFirst("MOHAMMAD"))
	// Output:
	// ALI true
	//  false
}
