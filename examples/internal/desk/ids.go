package desk

import (
	"sync/atomic"
	"time"
)

// ids makes ids that people can read out: "01HZX4K9P2". They count up from the
// microsecond at which the desk was opened, so that none comes twice, nor after a
// restart.
type ids struct{ last atomic.Int64 }

func newIDs(opened time.Time) *ids {
	n := new(ids)
	n.last.Store(opened.UnixMicro())
	return n
}

// letters are those that nobody takes for others, after Crockford's Base32.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func (n *ids) next() string {
	var b [11]byte // 55 bits: microseconds to the year 3111
	v := n.last.Add(1)
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = letters[v&31]
		v >>= 5
	}
	return string(b[:])
}
