package lobby

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Token is what an officer saw in a review, sealed: opaque, safe in a form
// field, some kilobytes at most. It holds keyed digests in the place of
// everything of a person, and is good for one record, one officer and one claim.
type Token string

// maxToken bounds what is decoded: far above what a review makes.
const maxToken = 16 << 10

// seal is what a token says.
type seal struct {
	Authority store.Authority `json:"a"`
	System    store.System    `json:"s"`
	Record    store.RecordID  `json:"r"`
	Officer   store.ActorID   `json:"o"`
	Identity  store.Version   `json:"i"`
	Fence     int64           `json:"f"`
	Model     string          `json:"m"`
	Destroys  []byte          `json:"d"` // digest of what a removal would destroy
	Clients   []byte          `json:"c"` // the clients shown: digestLen × 3 bytes for each
}

// digestLen is the length of a digest within a token: long enough that a
// client's change is not overlooked by chance (2⁻⁹⁶).
const digestLen = 12

// marker makes the digests of what a review shows, one after the other. It reuses one
// keyed hash: a review makes over a hundred.
type marker struct {
	h       hash.Hash
	buf     []byte
	effects []Effect // the last ones, which most clients share
	ofLast  [sha256.Size]byte
	hasLast bool
}

func (s *Service) marker() *marker { return &marker{h: hmac.New(sha256.New, s.o.TokenKey)} }

// sum appends the digest of what is in the buffer.
func (m *marker) sum(to []byte) []byte {
	var sum [sha256.Size]byte
	m.h.Reset()
	m.h.Write(m.buf)
	return append(to, m.h.Sum(sum[:0])[:digestLen]...)
}

// client appends who a client is.
func (m *marker) client(to []byte, a Actor, id store.ClientID) []byte {
	m.buf = appendPart(appendPart(appendPart(m.buf[:0], "client"), string(a.Authority)), string(id))
	return m.sum(to)
}

// person appends what is known of a person.
func (m *marker) person(to []byte, p *matching.Person) []byte {
	m.buf = appendIdentity(appendPart(m.buf[:0], "person"), p)
	return m.sum(to)
}

// placing appends what Assign would do.
func (m *marker) placing(to []byte, es []Effect) []byte {
	if !m.hasLast || !slices.Equal(es, m.effects) {
		m.buf = appendPart(m.buf[:0], "effect")
		for _, e := range es {
			m.buf = appendPart(appendPart(appendPart(m.buf, string(e.Code)), string(e.Case)), e.Text)
		}
		m.sum(m.ofLast[:0])
		m.effects, m.hasLast = es, true
	}
	return append(to, m.ofLast[:digestLen]...)
}

// shown appends what a review shows of one client: who, what is known of the person,
// and what Assign would do.
func (m *marker) shown(to []byte, a Actor, id store.ClientID, p *matching.Person, placing []Effect) []byte {
	return m.placing(m.person(m.client(to, a, id), p), placing)
}

func (s *Service) clientMark(a Actor, id store.ClientID) []byte { return s.marker().client(nil, a, id) }
func (s *Service) personMark(p matching.Person) []byte          { return s.marker().person(nil, &p) }
func (s *Service) effectMark(es []Effect) []byte                { return s.marker().placing(nil, es) }

// destroyMark digests what of a removal an officer must have been told. Tasks
// are not in it: an edit of a task never voids a review.
func (s *Service) destroyMark(r store.Record) []byte {
	b := []byte{0, 0}
	if r.WaitingList != nil {
		b[0] = 1
	}
	if r.Support != nil {
		b[1] = 1
	}
	return s.mac("destroys", b)[:digestLen]
}

// find returns what the review showed of a client, nil if it did not.
func (t seal) find(mark []byte) (person, effect []byte) {
	const step = 3 * digestLen
	for i := 0; i+step <= len(t.Clients); i += step {
		if bytes.Equal(t.Clients[i:i+digestLen], mark) {
			return t.Clients[i+digestLen : i+2*digestLen], t.Clients[i+2*digestLen : i+step]
		}
	}
	return nil, nil
}

// sealed makes a token.
func (s *Service) sealed(t seal) Token {
	body, _ := json.Marshal(t) // strings and bytes: never fails
	return Token(base64.RawURLEncoding.EncodeToString(append(s.mac("token", body), body...)))
}

// unseal opens a token and lists what of the record has changed since.
func (s *Service) unseal(token Token, a Actor, r store.Record) (seal, error) {
	t, ok := s.opened(token)
	if !ok || t.Authority != a.Authority || t.System != s.system || t.Record != r.ID || t.Officer != a.ID {
		return seal{}, stale(Changed{What: ChangedToken})
	}
	var changed []Changed
	if t.Identity != r.Identity {
		changed = append(changed, Changed{What: ChangedIdentity})
	}
	if t.Fence != r.Fence {
		changed = append(changed, Changed{What: ChangedClaim})
	}
	if t.Model != s.matcher.Model() {
		changed = append(changed, Changed{What: ChangedModel})
	}
	if changed != nil {
		return seal{}, stale(changed...)
	}
	return t, nil
}

// opened returns what an authentic token says.
func (s *Service) opened(token Token) (t seal, ok bool) {
	if len(token) > maxToken {
		return t, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(token))
	if err != nil || len(b) < sha256.Size {
		return t, false
	}
	mac, body := b[:sha256.Size], b[sha256.Size:]
	if !hmac.Equal(mac, s.mac("token", body)) {
		return t, false
	}
	return t, json.Unmarshal(body, &t) == nil
}

// operationKey identifies one request for a decision: the same officer, record,
// client and review give the same key, on every node and after a restart.
func operationKey(a Actor, act Action, id store.RecordID, c store.ClientID, token Token) string {
	sum := sha256.Sum256(parts(string(act), string(a.Authority), string(a.ID), string(id), string(c), string(token)))
	return hex.EncodeToString(sum[:])
}
