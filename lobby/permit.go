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

// with grants to those who also have the rights.
func with(want Rights, then ...grant) grant {
	return func(a Actor, r *store.Record) error {
		if !a.Rights.Has(want) {
			return Deny("right-missing", "It takes the right to "+want.words()+".")
		}
		for _, g := range then {
			if err := g(a, r); err != nil {
				return err
			}
		}
		return nil
	}
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

// startedIt grants on support that the actor started.
func startedIt(a Actor, r *store.Record) error {
	if r != nil && !r.State.Decided() && r.Support != nil && r.Support.By != a.ID {
		return Deny("started-by-another", "Whoever started the support, its provider or a lead undoes it.")
	}
	return nil
}

// both grants what each of several grants.
func both(gs ...grant) grant { return with(0, gs...) }

// matrix is who may do what. Whatever is not in it is denied.
var matrix = map[Action]map[Role]grant{
	// Cases arrive.
	ActReceive:  {Host: may, IntakeMachine: may, PartnerUser: may, ProviderUser: own, Officer: may, Lead: may},
	ActBackdate: {Host: may, IntakeMachine: with(MayBackdate), PartnerUser: with(MayBackdate), Officer: with(MayBackdate), Lead: with(MayBackdate)},
	ActAmend:    {IntakeMachine: sent, PartnerUser: sent, ProviderUser: added, Officer: holding, Lead: holding},
	ActWithdraw: {IntakeMachine: sent, PartnerUser: sent, ProviderUser: added},
	ActOutcome:  {Host: may, IntakeMachine: given, PartnerUser: sent, ProviderUser: added, Officer: may, Lead: may},

	// Officers work.
	ActList:       {Officer: may, Lead: may, DataProtection: may, ProviderUser: own},
	ActRead:       {Host: may, Officer: may, Lead: may, DataProtection: may, ProviderUser: own},
	ActClaim:      {Officer: may, Lead: may},
	ActRelease:    {Officer: may, Lead: may},
	ActReassign:   {Lead: may},
	ActReview:     {Officer: may, Lead: may},
	ActLinkMember: {Officer: holding, Lead: holding},
	ActAssign:     {Officer: may, Lead: may},
	ActCreate:     {Officer: may, Lead: may},
	ActRemove:     {Officer: with(MayRemove), Lead: with(MayRemove)},
	ActOverride:   {Lead: with(MayRemove)},

	// Work goes on before anybody has decided.
	ActTasks:            {Officer: may, Lead: may, ProviderUser: own},
	ActAddTask:          {Officer: holding, Lead: holding, ProviderUser: own, Host: may},
	ActUpdateTask:       {Officer: holding, Lead: holding, ProviderUser: own},
	ActJoinWaitingList:  {Officer: holding, Lead: holding, ProviderUser: with(MayJoinWaitingList, own)},
	ActLeaveWaitingList: {Officer: holding, Lead: holding, ProviderUser: with(MayJoinWaitingList, own)},
	ActStartSupport:     {Officer: holding, Lead: holding, ProviderUser: with(MayStartSupport, own)},
	ActUndoSupport:      {Officer: both(holding, startedIt), Lead: holding, ProviderUser: with(MayStartSupport, own)},

	// The register of clients.
	ActPutClients:    {Host: may},
	ActMergeClients:  {Host: may},
	ActReindex:       {Host: may},
	ActReadClient:    {Host: may, Officer: may, Lead: may, DataProtection: may},
	ActSeeRestricted: {Host: may, Officer: with(MaySeeRestricted), Lead: with(MaySeeRestricted), DataProtection: with(MaySeeRestricted)},
	ActEraseClient:   {DataProtection: with(MayErase)},

	// Looking without touching.
	ActSearch:      {Officer: may, Lead: may, DataProtection: may},
	ActReport:      {Lead: may, DataProtection: may, Auditor: may},
	ActExport:      {DataProtection: with(MayExport)},
	ActEvents:      {Host: may, Auditor: may, DataProtection: may, Lead: may},
	ActReadings:    {Auditor: may, DataProtection: may, Lead: may},
	ActAcknowledge: {Host: may},
	ActRetire:      {Host: may},
	ActAudit:       {Auditor: may, DataProtection: may, Lead: may},
	ActLabels:      {Host: may, Auditor: may},
}

// permitted asks the matrix.
func permitted(a Actor, act Action, r *store.Record) error {
	if g := matrix[act][a.Role]; g != nil {
		return g(a, r)
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
