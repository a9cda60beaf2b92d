package desk

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// graphBody is a picture of who lives together and who may be one person, and the same
// as a table.
type graphBody struct {
	Picture template.HTML
	Rows    []tie
	Links   bool // the reader can link a row to a member, or take that back
	More    int  // how many possible matches are left out, beyond maxTies of one person
}

// tie is one row of the table: somebody, and one person whom that may be.
type tie struct {
	Name, Who   string
	May         string // who it may be; empty if nobody is likely
	Href        string
	Tab         bool // opens in a tab of its own
	Sure        string
	Member      lobby.MemberID // of the household, where it can be linked
	Client      store.ClientID
	Linked, Can bool // an officer has linked the two; the reader may link them or take it back
}

// figured is somebody in the picture.
type figured struct {
	name, who string
	group     int // the same for clients who may be one person; 0 if there are none
}

// join is a line drawn from somebody on the left to somebody on the right, by their places.
type join struct {
	from, to int
	text     string
	certain  bool
}

// graph is laid out in two columns: on the left the households, each within one box, and on
// the right the clients and cases that their members may be.
type graph struct {
	households [][]figured
	others     []figured
	ties       []join
	rows       []tie
	at         map[string]int // of others, by their key
	more       int
}

// maxTies is how many possible matches of one person are drawn: the first ones.
const maxTies = 8

// other returns the place on the right of whoever has that key, and makes it where there is none.
func (g *graph) other(key string, p figured) int {
	if g.at == nil {
		g.at = map[string]int{}
	}
	i, there := g.at[key]
	if !there {
		i = len(g.others)
		g.at[key], g.others = i, append(g.others, p)
	}
	return i
}

// tie joins the person of a place on the left to one on the right.
func (g *graph) tie(from int, key string, p figured, row tie, certain bool) {
	row.May = p.name + ", " + p.who
	g.ties = append(g.ties, join{from, g.other(key, p), row.Sure, certain})
	g.rows = append(g.rows, row)
}

// reviewGraph draws a review: the person and the household, and which clients and lobby
// cases each of them may be. It returns nil where there is no household and at most one match.
func reviewGraph(v lobby.Review, s store.System) *graphBody {
	g := &graph{households: [][]figured{{{name: personName(v.Record.Person), who: "this case"}}}}
	found := lobby.Found{Clients: v.Clients, Records: v.Records, Restricted: v.Restricted}
	g.candidates(0, tie{Name: personName(v.Record.Person), Who: "This case"}, found, s, "")
	for i, m := range v.Household {
		name, who := nameOfMember(m.Member), relationOf(m.Member)
		g.households[0] = append(g.households[0], figured{name: name, who: who})
		g.candidates(i+1, tie{Name: name, Who: who, Member: m.ID, Can: v.Token != ""}, m.Found, s, m.Member.Client)
	}
	if len(v.Household) == 0 && len(g.ties) < 2 {
		return nil
	}
	b := g.body()
	b.Links = v.Token != "" && slices.ContainsFunc(b.Rows, func(t tie) bool { return t.Member != "" && t.Client != "" })
	return b
}

// candidates ties somebody to the clients and cases that it may be, and to the client that
// an officer has linked it to.
func (g *graph) candidates(from int, who tie, f lobby.Found, s store.System, linked store.ClientID) {
	n, cut := 0, f.Restricted > 0
	for _, m := range f.Clients {
		is := m.Client.ID == linked
		if !is && !m.Rating.AtLeast(matching.Weak) {
			continue
		}
		if n++; n > maxTies && !is {
			g.more++
			continue
		}
		row := who
		row.Href, row.Tab, row.Client, row.Sure, row.Linked = clientPath(s, m.Client.ID), true, m.Client.ID, rated(m.Match, cut), is
		if is {
			row.Sure = "An officer says so"
		}
		g.tie(from, "client "+string(m.Client.ID), figured{personName(m.Client.Person), "client " + string(m.Client.ID), m.Group}, row, is)
	}
	if linked != "" && !slices.ContainsFunc(f.Clients, func(m lobby.ClientMatch) bool { return m.Client.ID == linked }) {
		row := who
		row.Client, row.Linked, row.Sure, row.Href, row.Tab = linked, true, "An officer says so", clientPath(s, linked), true
		g.tie(from, "client "+string(linked), figured{name: "Client", who: string(linked)}, row, true)
		n++
	}
	n += g.waiting(from, who, f.Records)
	if n == 0 {
		who.Can = false
		g.rows = append(g.rows, who)
	}
}

// waiting ties somebody to the undecided cases that may be about the same person.
func (g *graph) waiting(from int, who tie, records []lobby.RecordMatch) (n int) {
	for _, m := range records {
		if !m.Rating.AtLeast(matching.Weak) {
			continue
		}
		if n++; n > maxTies {
			g.more++
			continue
		}
		row := who
		row.Member, row.Href, row.Sure = "", recordPath(m.Record.System, m.Record.ID), rated(m.Match, false)
		name, as := personName(m.Record.Person), "lobby case "+reference(m.Record.ID)
		if m.Member > 0 && m.Member <= len(m.Record.Household) {
			name, as = personName(m.Record.Household[m.Member-1].Person), "with case "+reference(m.Record.ID)
		}
		g.tie(from, fmt.Sprintf("record %s %d", m.Record.ID, m.Member), figured{name: name, who: as}, row, false)
	}
	return n
}

// clientGraph draws a client: who lives with it according to its own cases and those of
// others, and which lobby cases may be about it. It returns nil where there is nothing to draw.
func clientGraph(c store.Client, cr lobby.ClientRecords, s store.System) *graphBody {
	name := personName(c.Person)
	g := &graph{households: [][]figured{{{name: name, who: "this client"}}}}
	g.waiting(0, tie{Name: name, Who: "This client"}, cr.Undecided)
	left := 1
	member := func(h int, who string, m store.Member) {
		if m.Client == c.ID {
			return
		}
		p := figured{name: nameOfMember(m), who: relationOf(m)}
		g.households[h] = append(g.households[h], p)
		row := tie{Name: p.name, Who: p.who + who}
		if m.Client == "" {
			g.rows = append(g.rows, row)
		} else {
			row.Href, row.Tab, row.Sure = clientPath(s, m.Client), true, "An officer says so"
			g.tie(left, "client "+string(m.Client), figured{name: p.name, who: "client " + string(m.Client)}, row, true)
		}
		left++
	}
	for _, k := range c.Cases {
		for _, m := range k.Household {
			member(0, ", by case "+string(k.ID), m)
		}
	}
	for _, rec := range cr.Households {
		ref := reference(rec.ID)
		p := figured{name: personName(rec.Person), who: "case " + ref}
		g.households = append(g.households, []figured{p})
		row := tie{Name: name, Who: "Lives with", Href: recordPath(rec.System, rec.ID), May: p.name + ", " + p.who, Sure: "An officer says so"}
		g.rows = append(g.rows, row)
		left++
		for _, m := range rec.Household {
			member(len(g.households)-1, ", by case "+ref, m)
		}
	}
	if left == 1 && len(g.ties) == 0 {
		return nil
	}
	return g.body()
}

func (g *graph) body() *graphBody {
	return &graphBody{Picture: g.draw(), Rows: g.rows, More: g.more}
}

// The measures of the picture, in units of its own.
const (
	drawnWidth, boxWidth, boxHeight, boxGap = 720., 250., 54., 14.
	drawnLetters                            = 26
)

// short cuts a text to what a box holds. The table has all of it.
func short(s string) string {
	if r := []rune(s); len(r) > drawnLetters {
		return string(r[:drawnLetters-1]) + "…"
	}
	return s
}

// draw lays the picture out. Everything that it says, the table says too.
func (g *graph) draw() template.HTML {
	var b strings.Builder
	esc := template.HTMLEscapeString
	box := func(x, y float64, class string, p figured) {
		fmt.Fprintf(&b, `<rect class="%s" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="4"/>`, class, x, y, boxWidth, boxHeight)
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" class="drawn-name">%s</text><text x="%.0f" y="%.0f" class="drawn-who">%s</text>`, x+10, y+22, esc(short(p.name)), x+10, y+42, esc(short(p.who)))
	}
	var lefts []float64
	y := boxGap
	for _, h := range g.households {
		top := y
		for _, p := range h {
			lefts = append(lefts, y)
			box(boxGap, y, "drawn-home", p)
			y += boxHeight + boxGap
		}
		if len(h) > 1 {
			fmt.Fprintf(&b, `<rect class="drawn-together" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="8"/>`, boxGap/2, top-boxGap/2, boxWidth+boxGap, y-top)
		}
		y += boxGap
	}
	right, ry := drawnWidth-boxWidth-boxGap, boxGap
	var rights []float64
	for i, p := range g.others {
		rights = append(rights, ry)
		box(right, ry, "drawn-other", p)
		if i > 0 && p.group != 0 && g.others[i-1].group == p.group {
			fmt.Fprintf(&b, `<path class="drawn-one" d="M%.0f %.0fV%.0f"/>`, right+boxWidth/2, ry-boxGap, ry)
		}
		ry += boxHeight + boxGap
	}
	told := map[int]float64{} // how many ratings stand at a box already
	for _, t := range g.ties {
		class := "drawn-may"
		if t.certain {
			class = "drawn-is"
		}
		fmt.Fprintf(&b, `<path class="%s" d="M%.0f %.0fL%.0f %.0f"/>`, class, boxGap+boxWidth, lefts[t.from]+boxHeight/2, right, rights[t.to]+boxHeight/2)
	}
	for _, t := range g.ties {
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" class="drawn-sure">%s</text>`, right-8, rights[t.to]+boxHeight/2-6+18*told[t.to], esc(t.text))
		told[t.to]++
	}
	return template.HTML(fmt.Sprintf(`<svg class="drawn" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">%s</svg>`, //nolint:gosec // every text is escaped
		drawnWidth, max(y, ry), esc("Who lives together and who may be one person. The table says the same."), b.String()))
}
