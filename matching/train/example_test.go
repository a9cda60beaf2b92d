package train_test

import (
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// Two lists of the same people are enough to learn from: nobody says who is who.
func Example() {
	d := plant(1, 500, .1)
	sure := fs.Rule[planted]{Name: "two fields", Keys: func(p *planted) []string {
		return joint(text(p.fields[0]), text(p.fields[1]), text(p.fields[2]))
	}}
	m := plantedModel()
	var err error
	if m.Prior, err = train.Prior(d, []fs.Rule[planted]{sure}, .25, nil); err != nil {
		fmt.Println(err)
		return
	}
	if m, err = train.U(m, d, nil); err != nil {
		fmt.Println(err)
		return
	}
	m, report, err := train.EM(m, d, plantedRules(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("prior 1 in %.0f, untrained %v\n", 1/m.Prior, report.Untrained)
	for _, l := range m.Comparisons[0].Levels {
		fmt.Printf("%-5s m %.2f u %.2f\n", l.Code, l.M, l.U)
	}
	// Output:
	// prior 1 in 548, untrained []
	// equal m 0.93 u 0.01
	// close m 0.05 u 0.00
	// else  m 0.01 u 0.99
}
