package similarity

import "encoding/binary"

// LettersBytes is the length of a summary as bytes.
const LettersBytes = 13

// Append appends the summary as [LettersBytes] bytes, for who keeps very many.
func (l Letters) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, l.bag)
	b = binary.LittleEndian.AppendUint32(b, l.head)
	return append(b, l.n)
}

// LettersIn returns the summary at the beginning of s, as [Letters.Append] wrote it.
func LettersIn(s string) Letters {
	_ = s[LettersBytes-1]
	return Letters{
		bag: uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56,
		head: uint32(s[8]) | uint32(s[9])<<8 | uint32(s[10])<<16 | uint32(s[11])<<24,
		n:    s[12],
	}
}
