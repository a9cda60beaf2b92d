package host

import (
	"net/http"
	"strings"
	"unicode"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// Receipt answers whoever sends a case.
type Receipt struct {
	Record    store.RecordID `json:"record"`
	Duplicate bool           `json:"duplicate"`
}

// Receive takes a case into the lobby. The sender's reference makes one case of what is sent
// twice. It answers 201 to a new case, 200 to one that has arrived before, and 409 to a
// different case under a reference that is taken, which is not kept.
func (h *Host) Receive(c *Call, v lobby.Arrival) (int, any, error) {
	if isStaff(c) { // this is for senders outside the desk
		return 0, nil, &lobby.Error{Op: "receive", Kind: lobby.ErrDenied}
	}
	v.Key, v.Sender = meant(v.Key), meant(v.Sender) // people type and paste references too
	r, err := h.Lobby.Receive(c.Context(), c.Actor, v)
	switch {
	case err != nil:
		return 0, nil, err
	case r.Duplicate && r.Differs:
		return http.StatusConflict, Refusal{Code: "reference-taken", Text: "Another case came under this reference: send this one under its own."}, nil
	case r.Duplicate:
		return http.StatusOK, Receipt{r.ID, true}, nil
	}
	return http.StatusCreated, Receipt{r.ID, false}, nil
}

// meant is a name without what nobody sees in it: spaces, and characters that show nothing,
// such as come along when it is copied, make no other of it.
func meant(name string) string {
	shown := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.Join(strings.Fields(shown), " ")
}
