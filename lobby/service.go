package lobby

import (
	"crypto/cipher"
	"crypto/sha256"
	"reflect"
	"strings"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Service is the lobby of one casework system, made by [New]: the zero Service is none.
// It is safe for concurrent use and keeps nothing between calls: everything is in the
// store.
//
// Each method says which kinds of refusal are its own. Any may be refused besides with
// ErrDenied, ErrInvalid, ErrTooLarge or ErrStore, in a transaction of the host with
// ErrRestart, and by the end of its context; one that writes, with ErrBusy or ErrUnknown.
type Service struct {
	store   store.Store
	matcher matching.Matcher
	policy  Policy
	system  store.System
	nobody  matching.Profile  // what the matcher makes of nobody
	sealer  cipher.AEAD       // of tokens
	markKey [sha256.Size]byte // of the marks in a token, made of Options.TokenKey
	room    int               // how much the store takes in one batch
	o       Options
}

var _ Lobby = (*Service)(nil)

// New returns a lobby over a store. A nil o is the zero Options. It panics, and says
// what is wrong, if an argument is missing or an option makes no sense: a set-up is
// right or wrong once, when the service starts.
func New(s store.Store, m matching.Matcher, p Policy, o *Options) *Service {
	if o == nil {
		o = new(Options)
	}
	wrong := append(missing(s, m, p), o.wrong()...)
	if wrong == nil {
		wrong = o.undue(p)
	}
	insist("New", wrong)
	v := &Service{store: s, matcher: m, policy: handingCopies(p), system: store.System(p.Name()), nobody: m.Prepare(matching.Person{}).Profile, room: store.BatchLimit(s), o: o.copied()}
	v.o.Systems = append([]store.System{store.HPA2, store.HRS, v.system}, o.Systems...)
	v.o.fill()
	v.sealer = v.tokenCipher()
	v.markKey = [sha256.Size]byte(v.mac("marks", nil))
	return v
}

// insist panics with what is wrong, if anything is.
func insist(of string, wrong []string) {
	if len(wrong) > 0 {
		panic("lobby: " + of + ": " + strings.Join(wrong, "\n"))
	}
}

// missing says what is wrong with the arguments of New.
func missing(s store.Store, m matching.Matcher, p Policy) (wrong []string) {
	for _, arg := range []struct {
		name  string
		value any
	}{{"store", s}, {"matcher", m}, {"policy", p}} {
		if v := reflect.ValueOf(arg.value); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
			wrong = append(wrong, "the "+arg.name+" is nil")
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	if checkID("", p.Name()) != nil {
		wrong = append(wrong, "the policy's Name is no identifier")
	}
	if store.BatchLimit(s) < store.MinChanges {
		wrong = append(wrong, "the store takes fewer than store.MinChanges in a batch")
	}
	return wrong
}

// stamp is the time of a write that follows one at last.
func (s *Service) stamp(last time.Time) time.Time {
	now := store.Instant(s.o.Now())
	if next := last.Add(time.Microsecond); next.After(now) {
		return next
	}
	return now
}
