package explain

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// Comparison is what a model knows of one field.
type Comparison struct {
	Name   string
	Levels []Level // the best first
}

// Level is one grade of agreement: how often it is reached by pairs that are
// the same person (M) and by pairs that are not (U). log2(M/U) is its evidence.
type Level struct {
	Text string
	M, U float64
}

// FromParameters returns the comparisons of a model of this library. Levels
// that come from a file have no words, and are named by their codes.
func FromParameters(p fellegisunter.Parameters) []Comparison {
	out := make([]Comparison, len(p.Comparisons))
	for i, c := range p.Comparisons {
		out[i].Name = c.Name
		for _, l := range c.Levels {
			out[i].Levels = append(out[i].Levels, Level{cmp.Or(l.Text, l.Code), l.M, l.U})
		}
	}
	return out
}

// Levels draws what a model knows: for each level of each comparison the share
// of matches and of other pairs that reach it, and the evidence that follows.
func Levels(title string, comparisons []Comparison) string {
	c, title := picture(title, "What the model has learnt", "How often each level is reached, and what it says in bits.")
	legend(c)
	var said []string
	for _, of := range comparisons {
		c.y += 6
		c.guide(margin, c.y, width-margin, c.y, "")
		c.y += 4
		c.paragraph(of.Name, big, width-2*margin, attr{"font-weight", "bold"})
		said = append(said, printable(of.Name)+".")
		for _, l := range of.Levels {
			l.draw(c)
			said = append(said, fmt.Sprintf("%s: %s of the same person, %s of others, %s bits.", printable(l.Text), share(l.M), share(l.U), signed(l.bits())))
		}
	}
	return c.svg("explain-levels", title, strings.Join(said, " "))
}

func legend(c *canvas) {
	c.y += 8
	c.bar(classFor, plus, margin, margin+18, c.y, 9)
	c.text(margin+24, c.y+9, "pairs that are the same person", attr{"font-size", small})
	c.y += leading
	c.bar(classAgainst, minus, margin, margin+18, c.y, 9)
	c.text(margin+24, c.y+9, "pairs that are not", attr{"font-size", small})
	c.y += leading
}

func (l Level) bits() float64 { return math.Log2(l.M / l.U) }

// draw writes the level with its evidence, and a bar with its value for each
// kind of pair.
func (l Level) draw(c *canvas) {
	value := signed(l.bits())
	start := c.y
	c.paragraph(l.Text, small+.5, width-2*margin-length(value, small+.5)-8)
	c.text(width-margin, start+leading-3, value, attr{"font-size", small + .5}, attr{"font-weight", "bold"}, attr{"text-anchor", "end"})
	c.y += 2
	const room = 92 // for the value behind the longest bar
	for _, bar := range []struct {
		class, fill string
		p           float64
	}{{classFor, plus, l.M}, {classAgainst, minus, l.U}} {
		end := margin + float64(max(0, min(bar.p, 1))*(width-2*margin-room))
		if !math.IsNaN(bar.p) {
			c.bar(bar.class, bar.fill, margin, end, c.y, 9)
		}
		c.text(end+5, c.y+9, share(bar.p), attr{"font-size", small - .5})
		c.y += 13
	}
	c.y += 4
}
