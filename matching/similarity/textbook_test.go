package similarity

// The definitions, written as plainly as possible, to hold the fast forms against.

func textbookJaro(a, b []rune) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	reach := max(len(a), len(b))/2 - 1
	if reach < 0 {
		reach = 0
	}
	inA, inB := make([]bool, len(a)), make([]bool, len(b))
	m := 0
	for i := range a {
		for j := range b {
			if !inB[j] && a[i] == b[j] && j >= i-reach && j <= i+reach {
				inA[i], inB[j] = true, true
				m++
				break
			}
		}
	}
	if m == 0 {
		return 0
	}
	var x, y []rune
	for i := range a {
		if inA[i] {
			x = append(x, a[i])
		}
	}
	for j := range b {
		if inB[j] {
			y = append(y, b[j])
		}
	}
	t := 0
	for i := range x {
		if x[i] != y[i] {
			t++
		}
	}
	t /= 2
	return (float64(m)/float64(len(a)) + float64(m)/float64(len(b)) + float64(m-t)/float64(m)) / 3
}

func textbookJaroWinkler(a, b []rune) float64 {
	j := textbookJaro(a, b)
	if j <= .7 {
		return j
	}
	p := 0
	for p < 4 && p < len(a) && p < len(b) && a[p] == b[p] {
		p++
	}
	return j + float64(.1*float64(p)*(1-j))
}

// textbookEdit is the distance matrix; with swap it is optimal string alignment.
func textbookEdit(a, b []rune, swap bool) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if swap && i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
