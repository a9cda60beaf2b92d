package desk

import (
	"fmt"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// situation is what a page says of a case as a whole. It depends on the state of the case, on
// who holds it and on the reader alone, so that nothing is said after a decision that was
// true before it.
type situation struct {
	Status   tag
	Due      *tag
	Time     string // how long it waits, or when and by whom it was decided
	Told     string // who holds it, or what became of it; empty if it is the reader's turn
	Claim    bool   // the reader may take it
	Holds    bool   // the reader works on it
	Takeover bool   // somebody else does, and the reader may take it over
	Decided  bool
}

// situationOf says how a case stands to a reader.
func situationOf(rec store.Record, me lobby.Actor, now time.Time) situation {
	s := situation{Status: statusTag(rec, me), Decided: rec.State.Decided()}
	switch {
	case s.Decided:
		s.Time, s.Told = decidedTime(rec), decidedTold(rec, me)
		return s
	case rec.Claim == nil:
		s.Claim = decides(me)
	case rec.Claim.Officer == me.ID:
		s.Holds = true
	default:
		s.Takeover = me.Role == lobby.Lead
		s.Told = fmt.Sprintf("%s has been working on this case since %s.", nameOf(rec.Claim.Officer), when(rec.Claim.Since))
	}
	s.Due, s.Time = dueTag(rec, now), "Waiting for "+span(now.Sub(rec.Received))
	return s
}

// decidedTime says when a case was decided and, to whoever may know, by whom.
func decidedTime(rec store.Record) string {
	d := rec.Decision
	if d == nil {
		return ""
	}
	said := "Decided on " + when(d.At)
	if d.By != "" {
		said += " by " + nameOf(d.By)
	}
	if !rec.Received.IsZero() {
		said += ", after " + span(d.At.Sub(rec.Received))
	}
	return said
}

// decidedTold says what became of a case. A provider is not told who anybody was
// matched with, or whether the person was known.
func decidedTold(rec store.Record, me lobby.Actor) string {
	switch {
	case me.Role == lobby.ProviderUser && rec.State == store.StateRemoved:
		return "The authority did not accept this case."
	case me.Role == lobby.ProviderUser:
		return "The authority has accepted this case. Work goes on in the client’s case."
	case rec.Decision != nil && rec.Decision.Closed:
		return "The new case was closed automatically, because the client already had an open case. Work goes on there."
	}
	return ""
}

// untold reports whether the lobby shows nothing of whom a decided case was about: the client
// is restricted from the reader or erased, or the content is kept no longer. A case that said
// nothing of anybody would not have been taken.
func untold(rec store.Record) bool {
	return rec.State.Decided() && unknown(rec.Person) && rec.Referrer == (store.Referrer{}) &&
		len(rec.Household)+len(rec.Tasks)+len(rec.Details) == 0
}

// caseName names whoever a case is about.
func caseName(rec store.Record) string {
	if untold(rec) {
		return notShown
	}
	return personName(rec.Person)
}

// notShown is in the place of a name of which nothing may be said, not even that nobody gave it.
const notShown = "Name not shown"

// accepted is a decision as a provider is told it.
var accepted = tag{"good", "Accepted"}

// statusTag is the state in a few words.
func statusTag(rec store.Record, me lobby.Actor) tag {
	switch {
	case rec.State == store.StateClaimed && rec.Claim.Officer == me.ID:
		return tag{"info", "Assigned to you"}
	case rec.State == store.StateClaimed:
		return tag{"info", "Assigned to " + nameOf(rec.Claim.Officer)}
	case rec.State.Decided() && me.Role == lobby.ProviderUser && rec.State != store.StateRemoved:
		return accepted
	case rec.State.Decided():
		return tag{"good", state(rec.State)}
	}
	return tag{"", state(rec.State)}
}
