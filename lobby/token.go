package lobby

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Token is what an officer saw in a review, encrypted: opaque, safe in a form field,
// some kilobytes. It holds keyed digests in the place of everything of a person, and is
// good for one record, one officer and one claim. Beside them stand the ids of the
// clients that the officer was shown, and the codes of what was found of each. Neither
// its length nor its bytes tell of clients that are restricted from the officer: those
// have no part but in the digests, of which there is the same number in every review,
// and no two tokens have anything in common.
type Token string

// maxToken bounds what is decoded: far above what a review makes.
const maxToken = 64 << 10

// seal is what a token says.
type seal struct {
	Salt      [saltLen]byte // of the marks
	Authority store.Authority
	System    store.System
	Record    store.RecordID
	Officer   store.ActorID
	Identity  store.Version
	Fence     int64
	Model     string
	Destroys  []byte // digest of what a removal would destroy
	Household []byte // digest of which clients the members of the household are
	Compared  []comparison
	Clients   []byte // the clients shown: markLen bytes for each, and zeros
}

// saltLen is the length of what makes the marks of one token unlike those of others.
const saltLen = 16

// newSeal returns a seal with a salt of its own.
func newSeal() (t seal) {
	_, _ = rand.Read(t.Salt[:]) // never fails
	return t
}

// append appends the bytes of a seal: each part with its length before it.
func (t *seal) append(b []byte) []byte {
	for _, part := range [...]string{string(t.Authority), string(t.System), string(t.Record), string(t.Officer), t.Model} {
		b = appendPart(b, part)
	}
	b = binary.AppendVarint(binary.AppendVarint(append(b, t.Salt[:]...), int64(t.Identity)), t.Fence)
	for _, digest := range [...][]byte{t.Destroys, t.Household} {
		b = append(binary.AppendUvarint(b, uint64(len(digest))), digest...)
	}
	return append(appendComparisons(b, t.Compared), t.Clients...)
}

// read reads what append wrote, some of whose bytes it shares, and reports whether it is
// a seal.
func (t *seal) read(b []byte) bool {
	in := unsealing{b: b}
	*t = seal{
		Authority: store.Authority(in.part()), System: store.System(in.part()), Record: store.RecordID(in.part()), Officer: store.ActorID(in.part()),
		Model: string(in.part()), Salt: [saltLen]byte(in.take(saltLen)), Identity: store.Version(in.number()), Fence: in.number(),
		Destroys: in.part(), Household: in.part(), Compared: in.comparisons(), Clients: in.b,
	}
	return !in.bad
}

// unsealing takes the bytes of a seal apart. After something that is not there
// everything is zero and bad is set.
type unsealing struct {
	b   []byte
	bad bool
}

func (in *unsealing) take(n uint64) []byte {
	if n > uint64(len(in.b)) {
		in.b, in.bad = nil, true
		return make([]byte, min(n, saltLen))
	}
	taken := in.b[:n:n]
	in.b = in.b[n:]
	return taken
}

func (in *unsealing) uvarint() uint64 {
	n, size := binary.Uvarint(in.b)
	if size <= 0 {
		in.b, in.bad = nil, true
		return 0
	}
	in.b = in.b[size:]
	return n
}

func (in *unsealing) number() int64 {
	n, size := binary.Varint(in.b)
	if size <= 0 {
		in.b, in.bad = nil, true
		return 0
	}
	in.b = in.b[size:]
	return n
}

// part reads what has its length before it.
func (in *unsealing) part() []byte { return in.take(in.uvarint()) }

// count reads how many there are of what takes a byte each at least.
func (in *unsealing) count() int {
	n := in.uvarint()
	if n > uint64(len(in.b)) {
		in.b, in.bad = nil, true
		return 0
	}
	return int(n)
}

// digestLen is the length of a digest within a token: long enough that a
// client's change is not overlooked by chance (2⁻⁹⁶).
const digestLen = 12

// markLen is the length of what a token holds of one client: who, the person, and what
// Assign would do.
const markLen = 3 * digestLen

// maxMarked is how many clients a review can compare and mark, hidden or not: those that
// are listed, those that the officer named, and the one who would be created.
const maxMarked = 2*maxListed + 1

// notYet is in the place of the id of a client who would be created: no client has it. In
// the place of the person its mark has whom the review found.
const notYet store.ClientID = ""

// marker makes the marks of what a review shows, one after the other: over a hundred
// in a review, so that it reuses its memory.
//
// A mark is the beginning of SHA-256 of a block with the key and the token's salt, and of
// what is marked. To whoever lacks the key it is random: no input is the beginning of
// another, since each of their parts has its length before it (M. Bellare, R. Canetti,
// H. Krawczyk, "Pseudorandom functions revisited: the cascade construction and its
// concrete security", FOCS 1996). It takes half as long as HMAC.
type marker struct {
	buf      []byte   // the block of the key, and what is being marked
	effects  []Effect // the last ones, which most clients share
	ofEffect [digestLen]byte
	known    bool
}

func (s *Service) marker(t *seal) *marker {
	m := &marker{buf: make([]byte, sha256.BlockSize, 512)}
	copy(m.buf[copy(m.buf, s.markKey[:]):], t.Salt[:])
	return m
}

// begin begins what is marked.
func (m *marker) begin(what string) []byte { return appendPart(m.buf[:sha256.BlockSize], what) }

// sum appends the mark of what was begun.
func (m *marker) sum(to, input []byte) []byte {
	m.buf = input
	sum := sha256.Sum256(input)
	return append(to, sum[:digestLen]...)
}

// client appends who a client is.
func (m *marker) client(to []byte, a Actor, id store.ClientID) []byte {
	return m.sum(to, appendPart(appendPart(m.begin("client"), string(a.Authority)), string(id)))
}

// person appends what is known of a person.
func (m *marker) person(to []byte, p *matching.Person) []byte {
	return m.sum(to, appendIdentity(m.begin("person"), p))
}

// found appends who was found.
func (m *marker) found(to []byte, sum poolSum) []byte {
	return m.sum(to, append(m.begin("found"), sum[:]...))
}

// placing appends what Assign would do.
func (m *marker) placing(to []byte, es []Effect) []byte {
	if !m.known || !slices.Equal(es, m.effects) {
		b := m.begin("effect")
		for _, e := range es {
			b = appendPart(appendPart(appendPart(appendPart(b, string(e.Code)), string(e.Case)), e.Reason), e.Text)
		}
		m.sum(m.ofEffect[:0], b)
		m.effects, m.known = es, true
	}
	return append(to, m.ofEffect[:]...)
}

// shown appends what a review shows of one client: who, what is known of the person,
// and what Assign would do.
func (m *marker) shown(to []byte, a Actor, id store.ClientID, p *matching.Person, placing []Effect) []byte {
	return m.placing(m.person(m.client(to, a, id), p), placing)
}

func (s *Service) clientMark(t *seal, a Actor, id store.ClientID) []byte {
	return s.marker(t).client(nil, a, id)
}
func (s *Service) personMark(t *seal, p matching.Person) []byte { return s.marker(t).person(nil, &p) }
func (s *Service) effectMark(t *seal, es []Effect) []byte       { return s.marker(t).placing(nil, es) }

// destroyMark digests what of a removal an officer must have been told. Tasks
// are not in it: an edit of a task never voids a review.
func (s *Service) destroyMark(t *seal, r store.Record) []byte {
	b := []byte{0, 0}
	if r.WaitingList != nil {
		b[0] = 1
	}
	if r.Support != nil {
		b[1] = 1
	}
	m := s.marker(t)
	return m.sum(nil, append(m.begin("destroys"), b...))
}

// find returns what the review showed of a client, nil if it did not.
func (t seal) find(mark []byte) (person, effect []byte) {
	for i := 0; i+markLen <= len(t.Clients); i += markLen {
		if bytes.Equal(t.Clients[i:i+digestLen], mark) {
			return t.Clients[i+digestLen : i+2*digestLen], t.Clients[i+2*digestLen : i+markLen]
		}
	}
	return nil, nil
}

// shownOf returns what the review showed of a client: nothing of one that it marked and
// hid, which to this officer never was in it.
func (s *Service) shownOf(t *seal, a Actor, id store.ClientID) (person, effect []byte) {
	person, effect = t.find(s.clientMark(t, a, id))
	if same(effect, s.effectMark(t, nil)) {
		return nil, effect
	}
	return person, effect
}

// tokenCipher encrypts tokens: AES-256-GCM with a random nonce before each.
func (s *Service) tokenCipher() cipher.AEAD {
	block, err := aes.NewCipher(s.mac("token", nil))
	if err != nil {
		panic(err) // the key has 32 bytes
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the block size of GCM
	}
	return sealer
}

// sealed makes a token.
func (s *Service) sealed(t seal) Token {
	t.Clients = append(t.Clients, make([]byte, maxMarked*markLen-len(t.Clients))...)
	body := t.append(make([]byte, 0, 512+len(t.Clients)+s.sealer.Overhead()))
	var b strings.Builder
	b.Grow(base64.RawURLEncoding.EncodedLen(cap(body)))
	text := base64.NewEncoder(base64.RawURLEncoding, &b)
	_, _ = text.Write(s.sealer.Seal(body[:0], nil, body, nil)) // in the place of the body
	_ = text.Close()                                           // a builder takes everything
	return Token(b.String())
}

// unseal opens a token and lists what of the record has changed since.
func (s *Service) unseal(token Token, a Actor, r store.Record) (seal, error) {
	t, ok := s.opened(token)
	switch {
	case token == "":
		return seal{}, noToken("token-missing", "it takes the token of a review by whoever holds the record")
	case !ok:
		return seal{}, noToken("token-unknown", "no review here gave it out, it is damaged, or Options.TokenKey is another")
	case t.Authority != a.Authority || t.System != s.system || t.Record != r.ID || t.Officer != a.ID:
		return seal{}, noToken("token-foreign", "it is of a review of another record or by another officer")
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

// noToken refuses what is no token of a review of this record by this officer.
func noToken(code, text string) *Error {
	e := stale(Changed{What: ChangedToken})
	e.Code, e.Text = code, text
	return e
}

// opened returns what an authentic token says.
func (s *Service) opened(token Token) (t seal, ok bool) {
	if len(token) > maxToken {
		return t, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(token))
	if err != nil {
		return t, false
	}
	body, err := s.sealer.Open(b[:0], nil, b, nil)
	return t, err == nil && t.read(body)
}

// operationKey identifies one request for a decision: the same officer, record,
// client and review give the same key, on every node and after a restart.
func operationKey(a Actor, act Action, id store.RecordID, c store.ClientID, token Token) string {
	return digestOf(parts(string(act), string(a.Authority), string(a.ID), string(id), string(c), string(token)))
}
