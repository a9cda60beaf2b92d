package index

import "math"

// ReadAll has searches read every list to its end.
func (x *Index) ReadAll(all bool) {
	x.options = Options{}.complete()
	if all {
		x.options.Read, x.options.ReadMost = math.MaxInt, math.MaxInt
	}
}
