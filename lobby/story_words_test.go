package lobby_test

import (
	"fmt"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// reviewed is what an officer sees of a review.
func reviewed(v lobby.Review) string {
	var b strings.Builder
	for _, c := range v.Clients {
		fmt.Fprintf(&b, "%s: %s (%s): %s\n", c.Client.ID, likely(c.Probability), because(c.Match), c.Effects[0].Text)
	}
	for _, r := range v.Records {
		fmt.Fprintf(&b, "also in the lobby: %s: %s\n", r.Record.ID, likely(r.Probability))
	}
	if m := v.AskManager(); m != "" {
		fmt.Fprintln(&b, m)
	}
	if v.TooFew {
		fmt.Fprintln(&b, "too little is known to look for anybody")
	}
	if v.Truncated {
		fmt.Fprintln(&b, "some value is too common: the list may be incomplete")
	}
	results := "results"
	if v.Results == 1 {
		results = "result"
	}
	fmt.Fprintf(&b, "%d %s, none of these: %s\n", v.Results, results, likely(v.None))
	for _, e := range v.Remove[1:] {
		fmt.Fprintf(&b, "on removal: %s\n", e.Text)
	}
	return b.String()
}

// likely is all that stories say of a probability: what it is exactly is the
// matcher's business, and changes as it learns.
func likely(p float64) string {
	if matching.RatingOf(p).AtLeast(matching.Possible) {
		return "likely"
	}
	return "unlikely"
}

// because lists the fields that speak for a candidate, and those against.
func because(m matching.Match) string {
	var pro, con []string
	for _, e := range m.Evidence {
		switch bits := e.Total(); {
		case bits > .5:
			pro = append(pro, e.Field)
		case bits < -.5:
			con = append(con, e.Field)
		}
	}
	text := "for it: " + strings.Join(pro, ", ")
	if con != nil {
		text += "; against it: " + strings.Join(con, ", ")
	}
	return text
}

func list(ts []lobby.Task) string {
	if len(ts) == 0 {
		return "no tasks"
	}
	var b strings.Builder
	for _, t := range ts {
		done := "open"
		if t.Done {
			done = "done"
		}
		fmt.Fprintf(&b, "%s: %s (%s, %s)\n", t.ID, t.Title, done, t.Access)
	}
	return b.String()
}

func cases(c store.Client) string {
	var b strings.Builder
	if c.Erased {
		return "erased"
	}
	for _, k := range c.Cases {
		fmt.Fprintf(&b, "%s (%s): ", k.ID, k.System)
		if k.Open() {
			b.WriteString("open")
		} else {
			fmt.Fprintf(&b, "closed because %s", k.ClosedBecause)
		}
		if len(k.Tasks) > 0 {
			fmt.Fprintf(&b, ", tasks: %d", len(k.Tasks))
		}
		if k.WaitingList != nil {
			fmt.Fprintf(&b, ", waits for %s", k.WaitingList.Service)
		}
		if k.Support != nil {
			fmt.Fprintf(&b, ", supported by %s", k.Support.Service)
		}
		for _, m := range k.Household {
			fmt.Fprintf(&b, ", with %s", m.Relation)
		}
		b.WriteString("\n")
	}
	if len(c.Cases) == 0 {
		return "no cases"
	}
	return b.String()
}

func found(f lobby.Found) string {
	var b strings.Builder
	for _, c := range f.Clients {
		fmt.Fprintln(&b, "client", c.Client.ID)
	}
	for _, r := range f.Records {
		fmt.Fprintln(&b, "record", r.Record.ID)
	}
	if m := f.AskManager(); m != "" {
		fmt.Fprintln(&b, m)
	}
	if b.Len() == 0 {
		return "nothing found"
	}
	return b.String()
}
