package host

import (
	"net/http"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// Receipt answers whoever sends a case.
type Receipt struct {
	Record    store.RecordID `json:"record"`
	Duplicate bool           `json:"duplicate"`
}

// Receive takes a case in under the reference that its sender gave it, by which the same
// case sent twice is one: 201 for a new one, 200 for one that had arrived before, 409
// for another one under a reference that is taken, which is not kept.
func (h *Host) Receive(c *Call, v lobby.Arrival) (int, any, error) {
	if isStaff(c) { // who types in at a desk of their own
		return 0, nil, &lobby.Error{Op: "receive", Kind: lobby.ErrDenied}
	}
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
