package fellegisunter_test

import (
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// A model of people who have a name and a town. Half of all records are from
// Leeds, so agreeing on Leeds says less than agreeing on Otley.
func Example() {
	type record struct{ name, town string }
	share := map[string]float64{"Leeds": .5, "Otley": .01}
	towns, err := fs.New(fs.Model[record]{
		Name: "towns", Version: 1, Prior: .01,
		Comparisons: []fs.Comparison[record]{
			{
				Name: "name",
				Levels: []fs.Level{
					{Code: "equal", Text: "same name", M: .9, U: .01},
					{Code: "else", Text: "different names", M: .1, U: .99},
				},
				Compare: func(a, b *record) fs.Outcome {
					if a.name == b.name {
						return fs.Outcome{Level: 0}
					}
					return fs.Outcome{Level: 1}
				},
			},
			{
				Name: "town",
				Levels: []fs.Level{
					{Code: "equal", Text: "same town", M: .8, U: .3, Frequency: 1},
					{Code: "else", Text: "different towns", M: .2, U: .7},
				},
				Compare: func(a, b *record) fs.Outcome {
					switch {
					case a.town == "" || b.town == "":
						return fs.Outcome{Level: fs.Null}
					case a.town == b.town:
						return fs.Outcome{Level: 0, Frequency: share[a.town]}
					}
					return fs.Outcome{Level: 1}
				},
			},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	parts := make([]fs.Part, 2)
	for _, town := range []string{"Leeds", "Otley", ""} {
		a, b := record{"Ann", town}, record{"Ann", town}
		bits := towns.Weigh(&a, &b, parts)
		fmt.Printf("%-6q name %+.1f  town %+.1f%+.1f  p = %.2f\n",
			town, parts[0].Bits, parts[1].Bits, parts[1].Frequency, fs.Probability(towns.Prior()+bits))
	}
	// Output:
	// "Leeds" name +6.5  town +1.4-0.7  p = 0.59
	// "Otley" name +6.5  town +1.4+4.9  p = 0.99
	// ""     name +6.5  town +0.0+0.0  p = 0.48
}

// Of five records some pairs were compared. Average linkage joins the records of one
// person, though a pair of them is hardly alike, and one false link joins nobody.
func ExampleClusters() {
	links := []fs.Link{{A: 0, B: 1, Bits: 9}, {A: 1, B: 2, Bits: 8}, {A: 0, B: 2, Bits: -1}, {A: 2, B: 3, Bits: 3}, {A: 3, B: 4, Bits: 10}}
	fmt.Println("average linkage", fs.Clusters(5, links, 0, -8))
	fmt.Println("components     ", fs.Components(5, links, 0))
	// Output:
	// average linkage [0 0 0 3 3]
	// components      [0 0 0 0 0]
}

// Each record of one file has at most one partner in the other.
func ExampleOneToOne() {
	for _, l := range fs.OneToOne([]fs.Link{{A: 0, B: 0, Bits: 5}, {A: 0, B: 1, Bits: 9}, {A: 1, B: 1, Bits: 7}, {A: 1, B: 0, Bits: 2}}, 0) {
		fmt.Printf("%d and %d, %g bits\n", l.A, l.B, l.Bits)
	}
	// Output:
	// 0 and 1, 9 bits
	// 1 and 0, 2 bits
}
