package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// foundMust is what has to be true of a search, in words.
type foundMust struct {
	says  string
	holds func(f lobby.Found, mine int) bool
}

var (
	tooFew = foundMust{"says that too little was given", func(f lobby.Found, _ int) bool { return f.TooFew && f.Results == 0 }}
	cut    = foundMust{"says that some value is too common to list", func(f lobby.Found, _ int) bool { return f.Truncated && !f.TooFew }}
	told   = foundMust{"never says that nobody is there", func(f lobby.Found, mine int) bool { return mine > 0 || f.TooFew || f.Truncated }}
	looked = foundMust{"was looked for", func(f lobby.Found, _ int) bool { return !f.TooFew && !f.Truncated }}
)

// lists is that so many of the clients of the case are in the list.
func lists(n int) foundMust {
	return foundMust{fmt.Sprintf("lists %d of them", n), func(_ lobby.Found, mine int) bool { return mine == n }}
}

// A search that finds nobody says why, unless it has looked everywhere.
func TestCases_ASearchNeverTakesNotLookingForNobody(t *testing.T) {
	smiths := []matching.Person{
		who("Ann|Smith", "born", "01/01/1950", "postcodes", leeds8), who("Bob|Smith", "born", "01/02/1950", "postcodes", leeds8), who("Cat|Smith", "born", "01/03/1950", "postcodes", leeds8),
	}
	rare := []matching.Person{who("Ann|Quillfeather", "born", "01/01/1950", "postcodes", leeds8)}
	for _, c := range []struct {
		says    string
		clients []matching.Person
		query   matching.Person
		musts   []foundMust
	}{
		{"a common surname", smiths, who("|Smith"), []foundMust{cut}},
		{"a common surname after a stand-in", smiths, who("NOT ENTERED|Smith"), []foundMust{cut}},
		{"a common surname and a year", smiths, who("|Smith", "born", "1950"), []foundMust{lists(3)}},
		{"a common surname and a month", smiths, who("|Smith", "born", "01/1950"), []foundMust{lists(3)}},
		{"a common surname and a postcode", smiths, who("|Smith", "postcodes", leeds8), []foundMust{lists(3)}},
		{"a forename", smiths, who("Ann"), []foundMust{told}},
		{"a forename in capitals", smiths, who("ANN"), []foundMust{told}},
		{"a forename and a year", smiths, who("Ann", "born", "1950"), []foundMust{told}},
		{"a forename and a date", smiths, who("Ann", "born", "01/01/1950"), []foundMust{lists(1)}},
		{"a forename and a surname", smiths, who("Ann|Smith"), []foundMust{lists(1)}},
		{"an initial and a common surname", smiths, who("A|Smith"), []foundMust{told}},
		{"a date", smiths, who("", "born", "01/01/1950"), []foundMust{lists(1)}},
		{"a year", smiths, who("", "born", "1950"), []foundMust{tooFew}},
		{"a district", smiths, who("", "postcodes", "LS8"), []foundMust{tooFew}},
		{"a gender", smiths, who("", "gender", "female"), []foundMust{tooFew}},
		{"stand-ins only", smiths, who("Unknown|NOT ENTERED", "born", "01/01/1900", "phones", "07000000000", "postcodes", "NFA"), []foundMust{tooFew}},
		{"nothing", smiths, who(""), []foundMust{tooFew}},
		{"a rare surname", rare, who("|Quillfeather"), []foundMust{lists(1), looked}},
		{"a rare surname in the other field", rare, who("Quillfeather"), []foundMust{lists(1)}},
		{"a rare surname and a year", rare, who("|Quillfeather", "born", "1950"), []foundMust{lists(1)}},
		{"the start of a rare surname", rare, who("|Quillf"), []foundMust{lists(1)}},
		{"four letters of a rare surname", rare, who("|Quil"), []foundMust{lists(1)}},
		{"three letters of a rare surname", rare, who("|Qui"), []foundMust{tooFew}},
		{"the start of a common surname", smiths, who("|Smit"), []foundMust{cut}},
		{"three letters of a common surname", smiths, who("|Smi"), []foundMust{tooFew}},
		{"a letter of a common surname", smiths, who("|S"), []foundMust{tooFew}},
		{"a forename and three letters of a surname", smiths, who("Ann|Smi"), []foundMust{told}},
		{"an initial and three letters of a surname", smiths, who("A|Smi"), []foundMust{told}},
		{"the start of a surname and a year", rare, who("|Quillf", "born", "1950"), []foundMust{lists(1)}},
		{"the start of a surname in the other field", rare, who("Quillf"), []foundMust{lists(1)}},
		{"the start of a part of a surname", []matching.Person{who("Bo|Ng-Quillfeather")}, who("|Quill"), []foundMust{lists(1)}},
		{"the start of somebody's only name", []matching.Person{who("Quillfeather")}, who("|Quill"), []foundMust{lists(1)}},
		{"a surname that nobody has", rare, who("|Xqzwv"), []foundMust{lists(0), looked}},
		{"the start of a surname and a forename", rare, who("Ann|Quillf"), []foundMust{told}},
		{"a rare surname mistyped, and a forename", rare, who("Ann|Quilfeather"), []foundMust{lists(1)}},
		{"a forename and a postcode", rare, who("Ann", "postcodes", leeds8), []foundMust{lists(1)}},
	} {
		t.Run(c.says, func(t *testing.T) {
			var f lobby.Found
			var mine int
			caseloads().among(t, c.clients, func(index func(lobby.ClientMatch) int) {
				var err error
				f, err = caseloads().Search(t.Context(), amy, c.query)
				require.NoError(t, err)
				for _, m := range f.Clients {
					if index(m) >= 0 {
						mine++
					}
				}
			})
			var failed []string
			for _, m := range c.musts {
				if !m.holds(f, mine) {
					failed = append(failed, m.says)
				}
			}
			require.Empty(t, failed, fmt.Sprintf("%d of %d results, none %.3f, too few %v, truncated %v", mine, f.Results, f.None, f.TooFew, f.Truncated))
		})
	}
}

// A case that gives a half of a name, and a phone that nobody has, is not somebody
// new for certain.
func TestCases_ANameOfOneHalfIsNotSomebodyNew(t *testing.T) {
	for _, half := range []struct {
		says  string
		asker matching.Person
	}{
		{"a common surname alone", who("|Smith")},
		{"a common surname and another phone", who("|Smith", "phones", "07700900777")},
		{"a common surname in capitals", who("|WILLIAMS")},
		{"a common surname of one culture", who("|Hussain")},
		{"a common forename alone", who("Mohammed")},
		{"a common forename and a new phone", who("Mohammed", "phones", "07700900777")},
	} {
		t.Run(half.says, func(t *testing.T) {
			c := caseloads()
			c.turn++
			in, err := c.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(c.turn), Person: half.asker})
			require.NoError(t, err)
			_, err = c.Claim(t.Context(), amy, in.ID)
			require.NoError(t, err)
			v, err := c.Review(t.Context(), amy, in.ID)
			require.NoError(t, err)
			var failed []string
			if v.Results == 0 && !v.Truncated && !v.TooFew {
				failed = append(failed, "nobody is listed, and nothing says why")
			}
			require.Empty(t, failed, fmt.Sprintf("%d results, none %.3f, truncated %v, too few %v", v.Results, v.None, v.Truncated, v.TooFew))
		})
	}
}
