package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// matchBody is what is said of one client.
type matchBody struct {
	ID             store.ClientID
	Name           string
	Rating         string // in words, with its percentage
	Probability    float64
	Also           string // other names
	Born, Postcode string
	Reasons        []reason
	Effects        []lobby.Effect
	OpenCases      int
	Restricted     bool
	Relative       string // a warning that the person may be a relative of the client
	Same           string // which other clients of the list may be the same person
	found          string // the evidence as text: equal where nothing tells two clients apart
}

// reason is one piece of evidence in words.
type reason struct {
	Text, Worth string // what was found, and what it does to the chance
	For         bool
	Bits        string
}

// match is what is said of one client, beside the person who is looked for. With cut, the
// lobby has lowered each probability to where its rating begins, because likely clients are
// hidden from the reader.
func match(asker matching.Person, m lobby.ClientMatch, s store.System, cut bool) matchBody {
	p := m.Client.Person
	b := matchBody{
		ID: m.Client.ID, Name: personName(p), Rating: rated(m.Match, cut), Probability: m.Probability,
		Also: plain(strings.Join(append(slices.Clone(p.KnownAs), p.FormerFamily...), ", ")),
		Born: dateWords(p.Born), Postcode: plain(strings.Join(p.Postcodes, ", ")), Effects: slices.Clone(m.Effects), Restricted: m.Client.Restricted,
		found: evidence(m.Match), Relative: relative(m, cut),
	}
	var beside []string
	for _, c := range m.Client.Cases {
		if c.System == s && c.Open() {
			b.OpenCases++
			beside = append(beside, string(c.ID))
		}
	}
	for i, e := range b.Effects {
		if e.Code == lobby.EffectCaseOpened && len(beside) > 0 {
			b.Effects[i].Text = "The new case will be opened for this client, beside open " + many(len(beside), "case ", "cases ") + strings.Join(beside, ", ") + "."
		}
	}
	for _, e := range m.Evidence {
		if e.Level != "" {
			b.Reasons = append(b.Reasons, reason{
				Text: fieldWords(e.Field) + ": " + e.Text + comma(where(e, asker, p)), Worth: worth(e.Total()), For: e.Total() >= 0, Bits: fmt.Sprintf("%+.1f", e.Total()),
			})
		}
	}
	return b
}

// where says where two people gave the same that evidence is of, unless the page shows it side
// by side. Of names the evidence says it itself.
func where(e matching.Evidence, ours, theirs matching.Person) string {
	for name, a := range aspects {
		if a.weighs == e.Field && a.weighs != "name" && e.Bits > 0 {
			if said := a.elsewhere(name, ours, theirs); said != "" {
				return said
			}
		}
	}
	return ""
}

// many chooses between the singular and the plural.
func many(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// rated is a rating in words: "Strong, 94%".
func rated(m matching.Match, cut bool) string {
	return capital(string(m.Rating)) + ", " + chance(m.Probability, cut)
}

// worthNaming is the least probability that the person is a relative which the page tells of.
const worthNaming = .05

// relative warns that a relative of the client may be meant, a twin for example.
func relative(m lobby.ClientMatch, cut bool) string {
	if m.Related < worthNaming {
		return ""
	}
	example := ""
	if slices.ContainsFunc(m.Evidence, func(e matching.Evidence) bool { return e.Field == "date of birth" && e.Text == "equal" }) {
		example = ", for example a twin"
	}
	return fmt.Sprintf("This person may be a relative of %s instead%s: %s. Check first name and date of birth.", personName(m.Client.Person), example, chance(m.Related, cut))
}

// fieldWords names a field as officers and the public do.
func fieldWords(f string) string {
	switch f {
	case "NI number":
		return "National Insurance number"
	case "e-mail":
		return "Email"
	}
	return capital(f)
}

// matchCard is one client, or several that may be one person, with one rating.
type matchCard struct {
	Rows        []matchBody // the one that fits best first
	Rating      string      // of the first row
	Probability float64
	weak        bool // not rated weak or better
}

// Several reports whether the card is of several clients, who may be one person.
func (c matchCard) Several() bool { return len(c.Rows) > 1 }

// Relatives reports whether the person may be a relative of one of the clients.
func (c matchCard) Relatives() bool {
	return slices.ContainsFunc(c.Rows, func(m matchBody) bool { return m.Relative != "" })
}

// same says which other clients of the card a row may be: by id if there are three at most.
func (c matchCard) same(m matchBody) string {
	var others []string
	for _, o := range c.Rows {
		if o.ID != m.ID {
			others = append(others, string(o.ID))
		}
	}
	switch n := len(others); {
	case n == 0:
		return ""
	case n == 1:
		return "May be the same person as client " + others[0] + "."
	case n > 3:
		return fmt.Sprintf("May be the same person as %d other clients.", n)
	default:
		return "May be the same person as clients " + strings.Join(others[:n-1], ", ") + " and " + others[n-1] + "."
	}
}

// cards puts clients who may be one person on one card.
func cards(asker matching.Person, clients []lobby.ClientMatch, s store.System, cut bool) (all []matchCard) {
	of := map[int]int{} // the card of a group
	for _, m := range clients {
		w := match(asker, m, s, cut)
		i, known := of[m.Group]
		if m.Group == 0 || !known {
			i = len(all)
			all = append(all, matchCard{Rating: w.Rating, Probability: w.Probability, weak: !m.Rating.AtLeast(matching.Weak)})
		}
		if m.Group != 0 {
			of[m.Group] = i
		}
		all[i].Rows = append(all[i].Rows, w)
	}
	for _, c := range all {
		for i, m := range c.Rows {
			c.Rows[i].Same = c.same(m)
		}
	}
	return all
}

// rowOf is what is said of a client; nothing, if no card has that client.
func rowOf(all []matchCard, id store.ClientID) matchBody {
	for _, c := range all {
		for _, m := range c.Rows {
			if m.ID == id {
				return m
			}
		}
	}
	return matchBody{}
}

// band is one card, or several that fit equally well: each has a client with the same
// evidence as a client of another.
type band struct {
	Cards []matchCard
	Rows  int  // of all cards
	Equal bool // there are several cards
}

// Alike are the clients of a band for whom the page gives the same reasons, so that it gives
// them once. There are none where a card has several clients or another rating. Effects that
// all of them share are left out of each.
func (b band) Alike() (rows []matchBody) {
	for _, c := range b.Cards {
		if !b.Equal || c.Several() || c.Rating != b.Cards[0].Rating || !slices.Equal(c.Rows[0].Reasons, b.Cards[0].Rows[0].Reasons) {
			return nil
		}
		m := c.Rows[0]
		m.Effects = slices.DeleteFunc(slices.Clone(m.Effects), b.always)
		rows = append(rows, m)
	}
	return rows
}

// Effects are those that follow whichever client of the band is chosen.
func (b band) Effects() []lobby.Effect {
	return slices.DeleteFunc(slices.Clone(b.Cards[0].Rows[0].Effects), func(e lobby.Effect) bool { return !b.always(e) })
}

// always reports whether an effect follows whichever client of the band is chosen.
func (b band) always(e lobby.Effect) bool {
	return !slices.ContainsFunc(b.Cards, func(c matchCard) bool {
		return !slices.ContainsFunc(c.Rows[0].Effects, func(o lobby.Effect) bool { return o.Text == e.Text })
	})
}

// bands puts cards with the same evidence together, in the order of their first cards. A
// band is folded away if all its cards are very weak and it is not the first.
func bands(all []matchCard) (shown, folded []band) {
	var bs []band
	at := map[string]int{} // the band of an evidence
	for _, c := range all {
		i := slices.IndexFunc(c.Rows, func(m matchBody) bool { _, known := at[m.found]; return known })
		n := len(bs)
		if i >= 0 {
			n = at[c.Rows[i].found]
		} else {
			bs = append(bs, band{})
		}
		for _, m := range c.Rows {
			if _, known := at[m.found]; !known {
				at[m.found] = n
			}
		}
		b := &bs[n]
		b.Cards, b.Rows, b.Equal = append(b.Cards, c), b.Rows+len(c.Rows), len(b.Cards) > 0
	}
	for i, b := range bs {
		if i == 0 || slices.ContainsFunc(b.Cards, func(c matchCard) bool { return !c.weak }) {
			shown = append(shown, b)
		} else {
			folded = append(folded, b)
		}
	}
	return shown, folded
}

// evidence writes what was found and what it is worth as text to compare. The least likely
// matches have no findings, only their sum.
func evidence(m matching.Match) string {
	b := fmt.Appendf(make([]byte, 0, 256), "%+.1f", m.Weight)
	for _, e := range m.Evidence {
		b = append(append(append(append(b, e.Field...), ' '), e.Level...), ' ')
		b = append(strconv.AppendFloat(b, e.Total(), 'f', 6, 64), ';')
	}
	return string(b)
}
