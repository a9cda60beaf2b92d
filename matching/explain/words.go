package explain

import (
	"math"
	"strconv"
	"strings"
)

// signed writes bits with their sign and one digit: +16.9, −3.3, 0.
func signed(bits float64) string {
	sign, size := "+", math.Abs(bits)
	if bits < 0 {
		sign = "−"
	}
	switch {
	case math.IsNaN(bits):
		return "none"
	case size >= immense:
		return sign + power(size)
	case size < .05:
		return "0"
	}
	return sign + strconv.FormatFloat(size, 'f', 1, 64)
}

// percent writes a probability so that 0 % and 100 % mean just that.
func percent(p float64) string {
	switch {
	case math.IsNaN(p):
		return "none"
	case p <= 0:
		return "0 %"
	case p >= 1:
		return "100 %"
	case p < .0001:
		return "under 0.01 %"
	case p > .9999:
		return "over 99.99 %"
	}
	digits := 1
	if p < .001 || p > .999 {
		digits = 2
	}
	return strconv.FormatFloat(p*100, 'f', digits, 64) + " %"
}

// share writes how often a level is reached: rare ones as one in so many.
func share(p float64) string {
	if p > 0 && p < .001 {
		return "1 in " + rough(1/p)
	}
	return percent(p)
}

// immense is a number from which on its size alone is told, as a power of ten.
const immense = 1e15

// rough writes a large number in two significant digits.
func rough(n float64) string {
	if n >= immense {
		return power(n)
	}
	unit := math.Pow10(int(math.Log10(n)) - 1)
	return count(int(math.Round(n/unit) * unit))
}

// power writes an immense number as the nearest power of ten.
func power(n float64) string {
	if math.IsInf(n, 1) {
		return "∞"
	}
	return "10" + superscript(strconv.Itoa(int(math.Round(math.Log10(n)))))
}

func superscript(digits string) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(digits)
}

// count writes a number with commas between thousands.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
