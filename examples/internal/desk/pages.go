package desk

import "github.com/caselobby/caselobby/store"

// eachPage takes every page of a list of the store's, which read asks for after a row with the
// limit [store.MaxPage].
func eachPage[Page interface {
	Len() int
	Next() At
}, At any](read func(after At) (Page, error), take func(Page)) error {
	var after At
	for {
		p, err := read(after)
		if err != nil {
			return err
		}
		take(p)
		if p.Len() < store.MaxPage {
			return nil
		}
		after = p.Next()
	}
}
