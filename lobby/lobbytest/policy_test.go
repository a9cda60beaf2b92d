package lobbytest_test

import (
	"testing"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/lobby/lobbytest"
	"github.com/caselobby/caselobby/store"
)

func TestHPA2(t *testing.T) { lobbytest.Policy(t, lobby.HPA2()) }

func TestHRS(t *testing.T) { lobbytest.Policy(t, lobby.HRS()) }

// newest closes the older cases, and has channels, a name and a role of its own.
type newest struct{ lobby.Policy }

func (newest) Name() string { return "advice" }

func (newest) Channels() []store.Channel { return []store.Channel{"letter", store.ChannelProvider} }

func (newest) Place(in store.Case, onto store.Client) (p lobby.Placement) {
	for _, k := range onto.Cases {
		if k.System == in.System && k.Open() {
			p.Closes = append(p.Closes, lobby.Closing{Case: k.ID, Because: "superseded"})
		}
	}
	return p
}

func (n newest) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if a.Role == "caseworker" {
		a.Role = lobby.Officer
	} else if a.Role == lobby.Officer || a.Role == lobby.Lead {
		return lobby.ErrDenied
	}
	return n.Policy.Permit(a, act, r)
}

func TestAPolicyWithRolesOfItsOwn(t *testing.T) {
	lobbytest.Policy(t, newest{lobby.HPA2()}, lobby.Actor{ID: "cas", Authority: "lobbytest", Role: "caseworker", Rights: ^lobby.Rights(0)})
}

// careful refuses every decision on what is urgent and every removal.
type careful struct{ lobby.Policy }

func (c careful) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if r != nil && act == lobby.ActRemove {
		return lobby.Deny("never", "Nothing is removed here.")
	}
	if r != nil && act == lobby.ActCreate {
		return lobby.Deny("ask-first", "Ask a manager first.")
	}
	return c.Policy.Permit(a, act, r)
}

func TestAPolicyThatRefuses(t *testing.T) { lobbytest.Policy(t, careful{lobby.HRS()}) }
