package lobby

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/caselobby/caselobby/matching"
)

// parts joins strings unambiguously: each with its length before it.
func parts(ss ...string) []byte {
	n := 0
	for _, s := range ss {
		n += binary.MaxVarintLen16 + len(s)
	}
	b := make([]byte, 0, n)
	for _, s := range ss {
		b = appendPart(b, s)
	}
	return b
}

// identity is everything typed of a person, unambiguously: two people are the
// same for the lobby if and only if these bytes are.
func identity(p matching.Person) []byte { return appendIdentity(nil, &p) }

func appendIdentity(b []byte, p *matching.Person) []byte {
	for _, f := range p.Fields() {
		switch {
		case f.List != nil:
			b = binary.AppendUvarint(b, uint64(len(*f.List)))
			for _, v := range *f.List {
				b = appendPart(b, v)
			}
		case *f.Text == "":
			b = append(b, 0)
		default:
			b = appendPart(append(b, 1), *f.Text)
		}
	}
	return b
}

func appendPart(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// mac is a keyed digest for one purpose. Whoever lacks the key cannot test a
// guess against it, so it may travel in a token.
func (s *Service) mac(purpose string, data []byte) []byte {
	return hmacOf(s.o.TokenKey, parts(purpose), data)
}

// hmacOf is the HMAC-SHA-256 of some bytes, one after the other.
func hmacOf(key []byte, data ...[]byte) []byte {
	h := hmac.New(sha256.New, key)
	for _, d := range data {
		h.Write(d)
	}
	return h.Sum(nil)
}

// digestOf is the SHA-256 of some bytes, in hexadecimal.
func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// same compares two digests; a missing one is like no other.
func same(a, b []byte) bool { return len(a) > 0 && hmac.Equal(a, b) }
