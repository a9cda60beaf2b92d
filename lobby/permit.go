package lobby

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/caselobby/caselobby/store"
)

// A grant says whether an actor of some role may do something, and to which
// records: r is nil when the question is whether the actor may do it at all.
type grant func(a Actor, r *store.Record) error

// may grants without a condition.
func may(Actor, *store.Record) error { return nil }

// has grants to those who have a right.
func has(a Actor, want Rights) error {
	if !a.Rights.Has(want) {
		return Deny("right-missing", "It takes the right to "+want.words()+".")
	}
	return nil
}

// What each of these grants takes a right of its own.
func dating(a Actor, _ *store.Record) error    { return has(a, MayBackdate) }
func removing(a Actor, _ *store.Record) error  { return has(a, MayRemove) }
func seeing(a Actor, _ *store.Record) error    { return has(a, MaySeeRestricted) }
func erasing(a Actor, _ *store.Record) error   { return has(a, MayErase) }
func exporting(a Actor, _ *store.Record) error { return has(a, MayExport) }

// joining grants what own does, to those who may put people on a waiting list.
func joining(a Actor, r *store.Record) error {
	if err := has(a, MayJoinWaitingList); err != nil {
		return err
	}
	return own(a, r)
}

// starting grants what own does, to those who may start support.
func starting(a Actor, r *store.Record) error {
	if err := has(a, MayStartSupport); err != nil {
		return err
	}
	return own(a, r)
}

// sent grants on what the actor sent, and on what colleagues sent for the same
// organisation. Other records do not exist for it: an id may be somebody else's in another
// role or organisation.
func sent(a Actor, r *store.Record) error {
	switch {
	case r == nil:
		return nil
	case r.SentAs == "": // written before it was kept
	case r.SentAs != string(a.Role), userOf(a.Role) && r.SentFor != string(a.Provider):
		return ErrNotFound
	case userOf(a.Role) && a.Provider != "":
		return nil
	}
	if r.Sender != a.ID {
		return ErrNotFound
	}
	return nil
}

// given grants what sent does, and a machine what any machine of its role sent: they
// share their keys, so that one may be given another's record for a key of its own.
func given(a Actor, r *store.Record) error {
	if r != nil && r.SentAs == string(a.Role) && !userOf(a.Role) {
		return nil
	}
	return sent(a, r)
}

// own grants on the records of the actor's own provider.
func own(a Actor, r *store.Record) error {
	if a.Provider == "" {
		return Deny("provider-missing", "It is not known which provider the user is of.")
	}
	if r != nil && r.Provider != a.Provider {
		return ErrNotFound
	}
	return nil
}

// added grants on what the actor's own provider added to the lobby.
func added(a Actor, r *store.Record) error {
	if err := own(a, r); err != nil {
		return err
	}
	if r != nil && r.Channel != store.ChannelProvider {
		return Deny("not-added-by-a-provider", "")
	}
	return nil
}

// holding grants on what the actor holds: officers claim before they work. What
// was decided is refused as that.
func holding(a Actor, r *store.Record) error {
	if r == nil || r.State.Decided() {
		return nil
	}
	return holds(a, *r)
}

// undoing grants what holding does, of support that the actor started.
func undoing(a Actor, r *store.Record) error {
	if err := holding(a, r); err != nil {
		return err
	}
	if r != nil && !r.State.Decided() && r.Support != nil && r.Support.By != a.ID {
		return Deny("started-by-another", "Whoever started the support, its provider or a lead undoes it.")
	}
	return nil
}

// to are the roles that may do something.
type to []struct {
	role Role
	on   grant
}

// matrix is who may do what. Whatever is not in it is denied.
var matrix = []struct {
	act Action
	to
}{
	// Cases arrive.
	{ActReceive, to{{Host, may}, {IntakeMachine, may}, {PartnerUser, may}, {ProviderUser, own}, {Officer, may}, {Lead, may}}},
	{ActBackdate, to{{Host, may}, {IntakeMachine, dating}, {PartnerUser, dating}, {Officer, dating}, {Lead, dating}}},
	{ActAmend, to{{IntakeMachine, sent}, {PartnerUser, sent}, {ProviderUser, added}, {Officer, holding}, {Lead, holding}}},
	{ActWithdraw, to{{IntakeMachine, sent}, {PartnerUser, sent}, {ProviderUser, added}}},
	{ActOutcome, to{{Host, may}, {IntakeMachine, given}, {PartnerUser, sent}, {ProviderUser, added}, {Officer, may}, {Lead, may}}},

	// Officers work.
	{ActList, to{{Officer, may}, {Lead, may}, {DataProtection, may}, {ProviderUser, own}}},
	{ActRead, to{{Host, may}, {Officer, may}, {Lead, may}, {DataProtection, may}, {ProviderUser, own}}},
	{ActClaim, to{{Officer, may}, {Lead, may}}},
	{ActRelease, to{{Officer, may}, {Lead, may}}},
	{ActReassign, to{{Lead, may}}},
	{ActReview, to{{Officer, may}, {Lead, may}}},
	{ActLinkMember, to{{Officer, holding}, {Lead, holding}}},
	{ActAssign, to{{Officer, may}, {Lead, may}}},
	{ActCreate, to{{Officer, may}, {Lead, may}}},
	{ActRemove, to{{Officer, removing}, {Lead, removing}}},
	{ActOverride, to{{Lead, removing}}},

	// Work goes on before anybody has decided.
	{ActTasks, to{{Officer, may}, {Lead, may}, {ProviderUser, own}}},
	{ActAddTask, to{{Officer, holding}, {Lead, holding}, {ProviderUser, own}, {Host, may}}},
	{ActUpdateTask, to{{Officer, holding}, {Lead, holding}, {ProviderUser, own}}},
	{ActJoinWaitingList, to{{Officer, holding}, {Lead, holding}, {ProviderUser, joining}}},
	{ActLeaveWaitingList, to{{Officer, holding}, {Lead, holding}, {ProviderUser, joining}}},
	{ActStartSupport, to{{Officer, holding}, {Lead, holding}, {ProviderUser, starting}}},
	{ActUndoSupport, to{{Officer, undoing}, {Lead, holding}, {ProviderUser, starting}}},

	// The register of clients.
	{ActPutClients, to{{Host, may}}},
	{ActMergeClients, to{{Host, may}}},
	{ActReindex, to{{Host, may}}},
	{ActReadClient, to{{Host, may}, {Officer, may}, {Lead, may}, {DataProtection, may}}},
	{ActSeeRestricted, to{{Host, may}, {Officer, seeing}, {Lead, seeing}, {DataProtection, seeing}}},
	{ActEraseClient, to{{DataProtection, erasing}}},

	// Looking without touching.
	{ActSearch, to{{Officer, may}, {Lead, may}, {DataProtection, may}}},
	{ActReport, to{{Lead, may}, {DataProtection, may}, {Auditor, may}}},
	{ActExport, to{{DataProtection, exporting}}},
	{ActEvents, to{{Host, may}, {Auditor, may}, {DataProtection, may}, {Lead, may}}},
	{ActReadings, to{{Auditor, may}, {DataProtection, may}, {Lead, may}}},
	{ActAcknowledge, to{{Host, may}}},
	{ActRetire, to{{Host, may}}},
	{ActAudit, to{{Auditor, may}, {DataProtection, may}, {Lead, may}}},
	{ActLabels, to{{Host, may}, {Auditor, may}}},
}

// permitted asks the matrix.
func permitted(a Actor, act Action, r *store.Record) error {
	for i := range matrix {
		if matrix[i].act != act {
			continue
		}
		for _, may := range matrix[i].to {
			if may.role == a.Role {
				return may.on(a, r)
			}
		}
	}
	if !slices.Contains(Roles(), a.Role) {
		return Deny("role-unknown", "")
	}
	return Deny("not-for-this-role", "")
}

// Deny is how a policy refuses with a reason of its own: a code for programs, and a
// sentence for the officer who reads it, of one line and at most store.MaxText bytes.
// Neither may say anything of a person: both are shown, logged and answered to senders.
func Deny(code, text string) error { return &Error{Kind: ErrDenied, Code: code, Text: text} }

// sentence is what a policy says, if it is one line, cut at [store.MaxText] bytes.
func sentence(text string) string {
	switch {
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return ""
	case len(text) <= store.MaxText:
		return text
	}
	const more = "…"
	return strings.ToValidUTF8(text[:store.MaxText-len(more)], "") + more
}

// refusals are the kinds with which a policy may refuse.
var refusals = []error{ErrNotFound, ErrNotHeld, ErrSupportStarted, ErrDenied}

// permit asks the policy. Whatever else it answers denies, and is not printed.
func (s *Service) permit(a Actor, act Action, r *store.Record) error {
	err := s.policy.Permit(a, act, r)
	if err == nil {
		return nil
	}
	i := slices.IndexFunc(refusals, func(kind error) bool { return errors.Is(err, kind) })
	if i < 0 {
		return &Error{Kind: ErrDenied, cause: err}
	}
	e := &Error{Kind: refusals[i]}
	var told *Error
	if errors.As(err, &told) {
		e.Code, e.Text, e.Holder, e.Since = loggable(told.Code), sentence(told.Text), told.Holder, told.Since
	}
	return e
}
