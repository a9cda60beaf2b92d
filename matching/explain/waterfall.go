package explain

import (
	"math"
	"strings"
)

// SVG draws the weighing as a waterfall: a bar for what was likely before
// looking, one for each field, one for each adjustment by how common a value is,
// and one for the sum, each starting where the last one ended. Left of the line
// marked 0 a match is less likely than not.
func (w Weighing) SVG() string {
	rows := w.rows()
	s := scaleOf(rows)
	c, title := picture(w.Title, "How the evidence adds up", "In bits: one more doubles the odds.")
	c.y += 4
	said := make([]string, len(rows))
	for i, r := range rows {
		s.draw(c, r, i == len(rows)-1)
		said[i] = r.sentence()
	}
	s.axis(c)
	return c.svg("explain-waterfall", title, strings.Join(said, " "))
}

// scale maps bits to the width of the picture. What is immense ends at its edge.
type scale struct{ low, high float64 }

func scaleOf(rows []row) scale {
	s := scale{-1, 1}
	for _, r := range rows {
		for _, x := range []float64{r.from, r.to} {
			if math.Abs(x) < immense {
				s.low, s.high = min(s.low, x), max(s.high, x)
			}
		}
	}
	return s
}

func (s scale) at(x float64) float64 {
	x = max(s.low, min(x, s.high))
	return margin + float64((x-s.low)/(s.high-s.low)*(width-2*margin))
}

// draw writes one row: name and value, the level in words, the bar.
func (s scale) draw(c *canvas, r row, last bool) {
	if last {
		c.y += 2
		c.guide(margin, c.y, width-margin, c.y, "")
		c.y += 2
	}
	value := signed(r.bits)
	start := c.y
	c.paragraph(r.name, big, width-2*margin-length(value, big)-8, attr{"font-weight", "bold"})
	c.text(width-margin, start+leading-3, value, attr{"font-size", big}, attr{"font-weight", "bold"}, attr{"text-anchor", "end"})
	c.paragraph(r.text, small, width-2*margin)
	height := 12.
	if r.kind == frequency {
		height = 7
	}
	if r.bits != 0 && !math.IsNaN(r.to) {
		c.y += 2
		c.guide(s.at(0), c.y-2, s.at(0), c.y+height+2, "")
		class, fill := r.colours()
		c.bar(class, fill, s.at(r.from), s.at(r.to), c.y, height)
		c.y += height
	}
	if !last && !math.IsNaN(r.to) {
		c.guide(s.at(r.to), c.y, s.at(r.to), c.y+8, "2 2")
	}
	c.y += 8
}

func (r row) colours() (class, fill string) {
	switch {
	case r.kind == standing:
		return classSum, neutral
	case r.bits < 0:
		return classAgainst, minus
	}
	return classFor, plus
}

// axis marks bits, and below them what probability they stand for.
func (s scale) axis(c *canvas) {
	c.guide(margin, c.y, width-margin, c.y, "")
	c.y += 2 * leading
	for _, x := range s.ticks() {
		at, anchor := s.at(x), "middle"
		switch {
		case at < apart/2:
			at, anchor = margin, "start"
		case at > width-apart/2:
			at, anchor = width-margin, "end"
		}
		c.guide(s.at(x), c.y-2*leading, s.at(x), c.y-2*leading+4, "")
		c.text(at, c.y-leading, strings.TrimSuffix(signed(x), ".0"), attr{"font-size", small}, attr{"text-anchor", anchor})
		c.text(at, c.y-1, odds(x), attr{"font-size", small}, attr{"text-anchor", anchor})
	}
	c.y += 4
}

// apart is the least distance between two labels of the axis.
const apart = 56.

// ticks are round numbers of bits within the scale, 0 among them.
func (s scale) ticks() (ticks []float64) {
	step, least := 1., apart*(s.high-s.low)/(width-2*margin)
	for i := 0; step < least; i++ {
		step *= []float64{2, 2.5, 2}[i%3] // 1, 2, 5, 10, …
	}
	for x := math.Ceil(s.low/step) * step; x <= s.high; x += step {
		ticks = append(ticks, x+0) // no −0
	}
	return ticks
}

// odds writes what bits stand for as people say it.
func odds(bits float64) string {
	n := math.Exp2(math.Abs(bits))
	switch {
	case bits == 0:
		return "even"
	case n >= immense:
		return "" // beyond words
	case bits > 0:
		return short(n) + " : 1"
	}
	return "1 : " + short(n)
}

// short writes a large number in two digits and a word.
func short(n float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}, {1e3, "k"}} {
		if n >= unit.size {
			return count(int(math.Round(n/unit.size))) + unit.name
		}
	}
	return count(int(math.Round(n)))
}
