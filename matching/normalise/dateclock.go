package normalise

import (
	"strconv"
	"strings"
	"time"
)

// clock is the time of day that follows a date.
type clock struct {
	minute int16 // of the day; -1 if seconds stand beside it
	offset int16 // minutes ahead of Greenwich
	zone   zone
}

type zone uint8

const (
	noClock  zone = iota
	noZone        // a time without a zone
	thisZone      // the zone of offset
	someZone      // a zone that is not known here
)

// day is the day of birth that date d, with time of day c, stands for. A program that asks
// for the day alone may keep it as midnight in the United Kingdom. If it writes that as
// Greenwich time, it writes 23:00 of the day before in summer. If no zone is given, either
// day may be meant, and only what both have in common is kept.
func (c clock) day(d Date) Date {
	if c.minute <= 0 || !d.exists() {
		return d
	}
	switch c.zone {
	case thisZone:
		utc := time.Date(d.Year, time.Month(d.Month), d.Day, 0, int(c.minute)-int(c.offset), 0, 0, time.UTC)
		local := utc.Add(time.Duration(summerTime(dateOf(utc).ordinal())) * time.Minute)
		if local.Hour() == 0 && local.Minute() == 0 {
			return dateOf(local)
		}
	case noZone:
		if int(c.minute)+summerTime(d.ordinal()) == 24*60 {
			return commonParts(d, dateOf(time.Date(d.Year, time.Month(d.Month), d.Day+1, 0, 0, 0, 0, time.UTC)))
		}
	}
	return d
}

func dateOf(t time.Time) Date { return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()} }

// commonParts is what two successive days have in common: year and month, or the year, or
// nothing that can be used.
func commonParts(a, b Date) Date {
	switch {
	case a.Year != b.Year:
		return Date{Day: a.Day}
	case a.Month != b.Month:
		return Date{Year: a.Year}
	}
	return Date{Year: a.Year, Month: a.Month}
}

// timeOfDay reads a time at the present place: 23:00:00.000Z, 11:00 PM, or compact, without
// colons, after a T. It belongs to the date before it. What looks like a time with nothing
// before or after it is a date written with colons.
func (l *dateLexer) timeOfDay(t string, compact bool) bool {
	if l.at > 0 && l.text[l.at-1] == ':' {
		return false
	}
	if l.n >= 3 && !compact {
		t = colons(t)
	}
	c, n := readClock(t, compact)
	if n == 0 || l.n == 0 && !strings.ContainsAny(t[n:], "0123456789") {
		return false
	}
	l.at += n
	if l.n > 0 {
		l.parts[l.n-1].clock = c
	}
	return true
}

// colons puts colons into a time of day that a database writes with points, with the
// fraction of a second or half of the day by which it is known: 23.00.00.000000,
// 11.00.00 PM. Else it returns t.
func colons(t string) string {
	if len(t) < 9 || t[2] != '.' || t[5] != '.' || leadingDigits(t) != 2 || leadingDigits(t[3:]) != 2 || leadingDigits(t[6:]) != 2 {
		return t
	}
	if _, n := halfDay(t[8:]); n == 0 && (t[8] != '.' || leadingDigits(t[9:]) < 3) {
		return t
	}
	return t[:2] + ":" + t[3:5] + ":" + t[6:]
}

// instant reads milliseconds since 1970 after the word "Date(", as .NET writes a date
// into JSON: /Date(486428400000)/. Three numbers may be of JavaScript, as Google Sheets
// writes Date(1985,8,5), where months count from 0: they are not read, but DATE(1985,9,5)
// of Excel is.
func (l *dateLexer) instant() {
	t, found := strings.CutPrefix(l.text[l.at:], "(")
	end := strings.IndexByte(t, ')')
	if !found || end < 0 {
		return
	}
	l.odd = l.odd || l.text[l.at-1] == 'e' && leadingDigits(t) == 4 && t[4] == ','
	n := end
	if i := strings.LastIndexAny(t[:end], "+-"); i > 0 { // an offset says where, not when
		n = i
	}
	ms, err := strconv.ParseInt(t[:n], 10, 64)
	at := time.UnixMilli(ms).UTC()
	if err != nil || at.Year() < 0 || at.Year() > 9999 {
		return
	}
	l.at += 1 + end
	c := clock{minute: -1, zone: thisZone}
	if at.Truncate(time.Minute).Equal(at) {
		c.minute = int16(at.Hour()*60 + at.Minute())
	}
	l.push(datePart{value: int32(dateOf(at).ordinal()), digits: 8, clock: c})
}

// readClock reads hours and minutes, perhaps seconds, their fraction, AM or PM and a
// zone, and returns how many bytes they take; 0 if t does not begin with a time.
func readClock(t string, compact bool) (c clock, length int) {
	c.zone = noZone
	hour, i := twoDigits(t, 0)
	if i == 1 && compact {
		return c, 0
	}
	minute, ok := 0, false
	if minute, i, ok = clockPart(t, i, compact); i == 0 || !ok {
		return c, 0
	}
	exact := true
	if second, j, ok := clockPart(t, i, compact); ok {
		exact = second == 0
		if j < len(t) && (t[j] == '.' || t[j] == ',') {
			for j++; j < len(t) && isDigit(t[j]); j++ {
				exact = exact && t[j] == '0'
			}
		}
		i = j
	}
	if hour > 24 || i < len(t) && (isDigit(t[i]) || t[i] == ':') {
		return c, 0
	}
	if half, n := halfDay(t[i:]); n > 0 {
		hour, i = hour%12+half, i+n
	}
	c.minute = -1
	if exact {
		c.minute = int16(hour*60 + minute)
	}
	n := 0
	c.offset, c.zone, n = readZone(t[i:])
	i += n
	if name, ok := bracketed(t[i:]); ok { // as Java writes it: 23:00Z[UTC]
		i += len(name) + 2
		if c.zone == noZone {
			c.zone = someZone
			if greenwich(name) {
				c.zone = thisZone
			}
		}
	}
	return c, i
}

// bracketed returns the name in brackets at the beginning of t.
func bracketed(t string) (name string, ok bool) {
	if t == "" || t[0] != '[' {
		return "", false
	}
	name, _, ok = strings.Cut(t[1:], "]")
	return name, ok
}

// greenwich reports whether a zone's name is one of Greenwich time.
func greenwich(name string) bool { return isAny(name, "Z UTC GMT UT") }

// clockPart reads the two digits of minutes or seconds at i, after a colon unless
// the time is compact, and returns where they end.
func clockPart(t string, i int, compact bool) (n, end int, ok bool) {
	if !compact {
		if i == 0 || i >= len(t) || t[i] != ':' {
			return 0, i, false
		}
		i++
	}
	n, end = twoDigits(t, i)
	return n, end, end == i+2 && n < 60
}

// twoDigits reads at most two digits at i and returns where they end.
func twoDigits(t string, i int) (n, end int) {
	for end = i; end < min(i+2, len(t)) && isDigit(t[end]); end++ {
		n = n*10 + int(t[end]-'0')
	}
	return n, end
}

// halfDay reads AM or PM, also a.m. and p.m.
func halfDay(t string) (hours, length int) {
	from := spaces(t)
	for i, half := range [...]string{"AM", "PM", "A.M", "P.M"} {
		if end := from + len(half); end <= len(t) && strings.EqualFold(t[from:end], half) && !startsWord(t[end:]) {
			return i % 2 * 12, end
		}
	}
	return 0, 0
}

// readZone reads a zone after a time: Z, GMT, +01:00, GMT+0100.
func readZone(t string) (offset int16, _ zone, length int) {
	i := spaces(t)
	end := i
	for end < len(t) && isLetter(upper(t[end])) {
		end++
	}
	known := noZone
	switch name := t[i:end]; {
	case greenwich(name):
		known, length = thisZone, end
	case strings.EqualFold(name, "BST"):
		return 60, thisZone, end
	case name != "":
		return 0, noZone, 0
	}
	t = t[end:]
	if t == "" || t[0] != '+' && t[0] != '-' {
		return 0, known, length
	}
	hours, j := twoDigits(t, 1)
	k := j
	if k < len(t) && t[k] == ':' {
		k++
	}
	minutes, k2 := twoDigits(t, k)
	switch {
	case j != 3, k2 == k && k > j, k2 == k+1, k2 < len(t) && (isWord(upper(t[k2])) || t[k2] == '/' || t[k2] == '-' || t[k2] == '.'):
		return 0, known, length
	}
	offset = int16(hours*60 + minutes)
	if t[0] == '-' {
		offset = -offset
	}
	return offset, thisZone, end + k2
}

func spaces(t string) int {
	return len(t) - len(strings.TrimLeft(t, " "))
}
