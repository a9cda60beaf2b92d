package lobby

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"github.com/caselobby/caselobby/matching"
)

// parts joins strings unambiguously: each with its length before it.
func parts(ss ...string) []byte {
	var b []byte
	for _, s := range ss {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

// identity is everything typed of a person, unambiguously: two people are the
// same for the lobby if and only if these bytes are.
func identity(p matching.Person) []byte {
	var b []byte
	for _, f := range p.Fields() {
		b = binary.AppendUvarint(b, uint64(len(f.Values())))
		b = append(b, parts(f.Values()...)...)
	}
	return b
}

// mac is a keyed digest for one purpose. Whoever lacks the key cannot test a
// guess against it, so it may travel in a token.
func (s *Service) mac(purpose string, data []byte) []byte {
	h := hmac.New(sha256.New, s.o.TokenKey)
	h.Write(parts(purpose))
	h.Write(data)
	return h.Sum(nil)
}

// same compares two digests; a missing one is like no other.
func same(a, b []byte) bool { return len(a) > 0 && hmac.Equal(a, b) }
