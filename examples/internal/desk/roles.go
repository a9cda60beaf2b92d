package desk

import (
	"slices"

	"github.com/caselobby/caselobby/lobby"
)

// needs refuses a reader who has none of these roles.
func needs(r *request, roles ...lobby.Role) error {
	if !slices.Contains(roles, r.actor().Role) {
		return &lobby.Error{Kind: lobby.ErrDenied}
	}
	return nil
}

// decides reports whether somebody takes cases and decides them: an officer or a lead.
func decides(a lobby.Actor) bool { return a.Role == lobby.Officer || a.Role == lobby.Lead }
