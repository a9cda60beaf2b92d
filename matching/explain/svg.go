package explain

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// Measures of a picture, in its own units: pixels on a telephone.
const (
	width   = 320.
	margin  = 6.
	big     = 14. // size of a name
	small   = 12.5
	leading = 16.
)

// Colours whose contrast to white is at least 4.5, or nearly, and to near-black
// 3.7: bars are seen on either, and white numbers can be read on them.
const (
	plus    = "#2d78bb" // evidence for
	minus   = "#c2571a" // evidence against
	neutral = "#767676"
	ink     = "currentColor"
)

// canvas collects the elements of a picture from top to bottom.
type canvas struct {
	body strings.Builder
	y    float64 // where the next element goes
}

// attr is an attribute, written in the order given.
type attr struct {
	name  string
	value any // string or float64
}

// picture begins one with its title, the usual one where none is given, and what is to be
// known of it.
func picture(title, usual, note string) (c *canvas, titled string) {
	c, titled = &canvas{y: margin}, cmp.Or(title, usual)
	c.paragraph(titled, big+1, width-2*margin, attr{"font-weight", "bold"})
	c.y += 2
	c.paragraph(note, small, width-2*margin)
	return c, titled
}

func (c *canvas) element(name string, attrs ...attr) {
	c.open(name, attrs)
	c.body.WriteString("/>\n")
}

func (c *canvas) open(name string, attrs []attr) {
	c.body.WriteString("<" + name)
	for _, a := range attrs {
		c.body.WriteString(" " + a.name + `="`)
		switch v := a.value.(type) {
		case float64:
			c.body.WriteString(coordinate(v))
		case string:
			c.body.WriteString(escape(v))
		}
		c.body.WriteString(`"`)
	}
}

// text writes a line whose baseline is at y.
func (c *canvas) text(x, y float64, s string, attrs ...attr) {
	c.open("text", append([]attr{{"x", x}, {"y", y}}, attrs...))
	c.body.WriteString(">" + escape(printable(s)) + "</text>\n")
}

// bar draws evidence from one place to another: full for, hatched against.
func (c *canvas) bar(class, fill string, from, to, y, height float64) {
	x, w := min(from, to), max(math.Abs(to-from), 1)
	c.element("rect", attr{"class", class}, attr{"x", x}, attr{"y", y}, attr{"width", w}, attr{"height", height}, attr{"rx", 1.5}, attr{"fill", fill})
	if class != classAgainst {
		return
	}
	for s := x + 4; s < x+w; s += 6 { // notches, so that colour does not stand alone
		c.line(classNotch, s, y+height, min(s+3, x+w), y, attr{"stroke", "#fff"}, attr{"stroke-width", 1.2})
	}
}

// Classes of the elements that carry a meaning.
const (
	classFor     = "explain-for"
	classAgainst = "explain-against"
	classSum     = "explain-sum"
	classNotch   = "explain-notch"
	classGuide   = "explain-guide"
)

func (c *canvas) line(class string, x1, y1, x2, y2 float64, attrs ...attr) {
	c.element("line", append([]attr{{"class", class}, {"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}}, attrs...)...)
}

func (c *canvas) guide(x1, y1, x2, y2 float64, dashes string) {
	attrs := []attr{{"stroke", ink}, {"stroke-opacity", ".45"}}
	if dashes != "" {
		attrs = append(attrs, attr{"stroke-dasharray", dashes})
	}
	c.line(classGuide, x1, y1, x2, y2, attrs...)
}

// paragraph writes text from the margin in as many lines as it needs, and moves down.
func (c *canvas) paragraph(s string, size, room float64, attrs ...attr) {
	for _, line := range wrap(printable(s), size, room) {
		c.y += leading
		c.text(margin, c.y-3, line, append([]attr{{"font-size", size}}, attrs...)...)
	}
}

// svg finishes the picture. Ids are derived from what it shows, so that several
// can stand in one page.
func (c *canvas) svg(class, title, description string) string {
	sum := sha256.Sum256([]byte(title + description + c.body.String()))
	id := "x" + hex.EncodeToString(sum[:6])
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" class="explain ` + class + `" viewBox="0 0 ` + coordinate(width) + " " + coordinate(c.y+margin) +
		`" role="img" aria-labelledby="` + id + "t " + id + `d" font-family="system-ui, sans-serif" fill="currentColor">` + "\n")
	b.WriteString(`<title id="` + id + `t">` + escape(printable(title)) + "</title>\n")
	b.WriteString(`<desc id="` + id + `d">` + escape(printable(description)) + "</desc>\n")
	b.WriteString(c.body.String())
	b.WriteString("</svg>\n")
	return b.String()
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(s)
}

// coordinate writes a number with at most one digit after the point.
func coordinate(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// wrap breaks text at spaces into lines that fit, estimated without a font.
func wrap(s string, size, room float64) []string {
	var lines []string
	line, used := "", 0.
	for _, word := range strings.Fields(s) {
		for length(word, size) > room { // longer than a line
			cut := fitting(word, size, room)
			if line != "" {
				lines, line, used = append(lines, line), "", 0
			}
			lines, word = append(lines, word[:cut]), word[cut:]
		}
		w := length(word, size)
		if line != "" && used+length(" ", size)+w > room {
			lines, line, used = append(lines, line), "", 0
		}
		if line != "" {
			line += " "
			used += length(" ", size)
		}
		line += word
		used += w
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func fitting(word string, size, room float64) int {
	used := 0.
	for i, r := range word {
		if used += float64(advance(r) * size); used > room && i > 0 {
			return i
		}
	}
	return len(word)
}

func length(s string, size float64) float64 {
	sum := 0.
	for _, r := range s {
		sum += float64(advance(r) * size) // converted, so that no processor fuses it
	}
	return sum
}

// advance is the width of a letter in ems, on the wide side for the common
// sans-serif faces.
func advance(r rune) float64 {
	switch {
	case strings.ContainsRune("ijlIt.,:;'|!()[] ", r):
		return .34
	case strings.ContainsRune("mwMW@%", r):
		return .92
	case r >= 'A' && r <= 'Z':
		return .7
	case r >= 0x1100: // scripts of wide letters
		return 1.05
	}
	return .58
}
