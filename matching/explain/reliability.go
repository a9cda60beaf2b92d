package explain

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/evaluate"
)

// Reliability draws whether probabilities are honest: for each bin of a
// reliability table what was predicted against how often it was so. On the
// diagonal the two agree; above it the model was too cautious, below it too
// sure. The upright line through a point is the 95 % interval that its number
// of pairs allows (E. B. Wilson, JASA 22, 1927).
func Reliability(title string, bins []evaluate.Bin) string {
	c, title := picture(title, "Are the probabilities honest?", "Share that were matches, against the probability given. On the dashed line both agree.")
	c.y += 10
	p := plot{left: 46, top: c.y, size: width - 46 - 2*margin}
	p.frame(c)
	full := slices.DeleteFunc(slices.Clone(bins), func(b evaluate.Bin) bool { return b.Count == 0 })
	for i, b := range full {
		p.point(c, b, i+1)
	}
	c.y = p.top + p.size + 2*leading + 8
	said := table(c, full)
	if len(full) == 0 {
		said = "Nothing was predicted."
		c.paragraph(said, small, width-2*margin)
	}
	return c.svg("explain-reliability", title, said)
}

// plot is a square in which both axes are probabilities.
type plot struct{ left, top, size float64 }

func (p plot) x(v float64) float64 { return p.left + float64(v*p.size) }
func (p plot) y(v float64) float64 { return p.top + float64((1-v)*p.size) }

func (p plot) frame(c *canvas) {
	for _, v := range []float64{0, .25, .5, .75, 1} {
		label := fmt.Sprintf("%.0f %%", v*100)
		c.line(classGuide, p.x(0), p.y(v), p.x(1), p.y(v), attr{"stroke", ink}, attr{"stroke-opacity", ".15"})
		c.line(classGuide, p.x(v), p.y(0), p.x(v), p.y(1), attr{"stroke", ink}, attr{"stroke-opacity", ".15"})
		c.text(p.left-5, p.y(v)+4, label, attr{"font-size", small - 1}, attr{"text-anchor", "end"})
		anchor := "middle"
		if v == 1 {
			anchor = "end"
		}
		c.text(p.x(v), p.y(0)+leading, label, attr{"font-size", small - 1}, attr{"text-anchor", anchor})
	}
	c.guide(p.x(0), p.y(0), p.x(1), p.y(1), "5 4")
	c.text(p.x(.5), p.y(0)+2*leading, "probability given", attr{"font-size", small}, attr{"text-anchor", "middle"})
}

// point draws a bin as a numbered dot with its interval.
func (p plot) point(c *canvas, b evaluate.Bin, number int) {
	low, high := wilson(b.Observed, b.Count)
	x := p.x(b.Predicted)
	c.line(classFor, x, p.y(low), x, p.y(high), attr{"stroke", plus}, attr{"stroke-width", 2.})
	c.element("circle", attr{"class", classFor}, attr{"cx", x}, attr{"cy", p.y(b.Observed)}, attr{"r", 8.5}, attr{"fill", plus})
	c.text(x, p.y(b.Observed)+4, count(number), attr{"class", "explain-number"}, attr{"font-size", 11.}, attr{"font-weight", "bold"}, attr{"fill", "#fff"}, attr{"text-anchor", "middle"})
}

// wilson is the 95 % interval of a share seen in n cases.
func wilson(share float64, cases int) (low, high float64) {
	const z = 1.959963984540054
	n := float64(cases)
	centre := share + z*z/float64(2*n)
	spread := z * math.Sqrt(float64(share*(1-share)/n)+z*z/float64(4*n*n))
	return max(0, (centre-spread)/(1+z*z/n)), min(1, (centre+spread)/(1+z*z/n))
}

// table lists the points by their numbers, and returns the same in sentences.
func table(c *canvas, bins []evaluate.Bin) string {
	if len(bins) == 0 {
		return ""
	}
	columns := []struct {
		x      float64
		anchor string
	}{{margin, "start"}, {130, "end"}, {235, "end"}, {width - margin, "end"}}
	line := func(bold bool, cells ...string) {
		c.y += leading
		for i, s := range cells {
			attrs := []attr{{"font-size", small}, {"text-anchor", columns[i].anchor}}
			if bold {
				attrs = append(attrs, attr{"font-weight", "bold"})
			}
			c.text(columns[i].x, c.y, s, attrs...)
		}
	}
	line(true, "No.", "given", "came true", "pairs")
	c.y += 4
	var said strings.Builder
	for i, b := range bins {
		given, seen, pairs := percent(b.Predicted), percent(b.Observed), count(b.Count)
		line(false, count(i+1), given, seen, pairs)
		fmt.Fprintf(&said, "Given %s, came true %s, %s pairs. ", given, seen, pairs)
	}
	c.y += 4
	return strings.TrimSpace(said.String())
}
