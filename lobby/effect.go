package lobby

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Effect is one thing that a decision would do, or did.
type Effect struct {
	Code EffectCode
	Case store.CaseID // of EffectCaseClosed: the open case beside which the new one is closed; of EffectOlderCaseClosed: that case
	// Reason is the code that the policy gives for EffectRefused and
	// EffectNeedsOverride, if it gives one, and for closing a case; of EffectWithdrawn the
	// sender's.
	Reason string
	Text   string // in a sentence: ids, numbers and the policy's own words
}

// EffectCode says what a decision does.
type EffectCode string

// The effects. No effect tells what the policy denies the actor on whatever record, such
// as removing without the right: Policy.Permit does, asked with no record.
const (
	EffectCaseOpened         EffectCode = "case-opened"
	EffectCaseClosed         EffectCode = "case-closed"
	EffectClientFull         EffectCode = "client-full" // the decision will be refused
	EffectOlderCaseClosed    EffectCode = "older-case-closed"
	EffectClientCreated      EffectCode = "client-created"
	EffectReferenceMinted    EffectCode = "reference-minted"
	EffectTasksCarried       EffectCode = "tasks-carried"
	EffectWaitingListCarried EffectCode = "waiting-list-carried"
	EffectSupportCarried     EffectCode = "support-carried"
	EffectMembersLinked      EffectCode = "members-linked"
	EffectWithdrawn          EffectCode = "withdrawn" // decided although its sender has taken the case back, for a Reason
	EffectPersonErased       EffectCode = "person-erased"
	EffectTasksLost          EffectCode = "tasks-lost"
	EffectWaitingListLost    EffectCode = "waiting-list-lost"
	EffectSupportLost        EffectCode = "support-lost"
	EffectRefused            EffectCode = "refused" // the decision on this record will be refused, whatever else is said of it
	EffectNeedsOverride      EffectCode = "needs-override"
)

// incoming is the case that a record becomes.
func (s *Service) incoming(r store.Record, id store.CaseID, at time.Time) store.Case {
	return store.Case{
		ID: id, System: s.system, Channel: r.Channel, Opened: at, From: r.ID,
		Details: r.Details, Household: r.Household, Tasks: r.Tasks, WaitingList: r.WaitingList, Support: r.Support,
	}
}

// place asks the policy what becomes of a record's case on a client, and refuses an
// answer that no policy may give. A review asks just what a decision asks: the case
// has no id yet, and a client who is yet to be created has nothing but a person.
func (s *Service) place(r store.Record, onto store.Client, at time.Time) (Placement, error) {
	p := s.policy.Place(s.incoming(r, "", at), onto)
	return p, s.checkPlacement(p, onto, 2*len(linked(r)))
}

// newcomer is the client who would be created from a record.
func newcomer(r store.Record) store.Client {
	return store.Client{Authority: r.Authority, Person: r.Person, From: r.ID}
}

// checkPlacement accepts closings of the client's open cases of this system, each
// once and with a reason.
func (s *Service) checkPlacement(p Placement, onto store.Client, taken int) error {
	err := checkOptionalID("policy.place", p.ClosedBecause)
	if len(p.Closes) > min(MaxCloses, s.room-3-taken) { // beside the record, its event, the client and who is linked
		return first(err, &Error{Kind: ErrTooLarge, Field: "policy.place", Code: "too-many"})
	}
	for i, c := range p.Closes {
		k := slices.IndexFunc(onto.Cases, func(k store.Case) bool { return k.ID == c.Case && k.System == s.system && k.Open() })
		again := slices.ContainsFunc(p.Closes[:i], func(o Closing) bool { return o.Case == c.Case })
		if k < 0 || again {
			err = first(err, invalid("policy.place", "no-such-open-case"))
		}
		err = first(err, checkID("policy.place", c.Because))
	}
	return err
}

// applied are the cases of a client after a placement.
func (p Placement) applied(in store.Case, onto store.Client, at time.Time) []store.Case {
	if p.ClosedBecause != "" {
		in.Closed, in.ClosedBecause = in.Opened, p.ClosedBecause
	}
	cs := append(make([]store.Case, 0, len(onto.Cases)+1), onto.Cases...)
	for _, c := range p.Closes {
		i := slices.IndexFunc(cs, func(k store.Case) bool { return k.ID == c.Case })
		cs[i].Closed, cs[i].ClosedBecause = closing(cs[i], at), c.Because
	}
	return append(cs, in)
}

// superseded are the cases that a placement closes.
func (p Placement) superseded() (ids []store.CaseID) {
	for _, c := range p.Closes {
		ids = append(ids, c.Case)
	}
	return ids
}

// events are those that tell of the cases that a placement closes.
func (p Placement) events(c store.ClientID) (es []store.Event) {
	for _, k := range p.Closes {
		es = append(es, store.Event{Kind: KindCaseSuperseded, Client: c, Case: k.Case, Code: k.Because})
	}
	return es
}

// joined is a client with the case that a record becomes, as it is written; a client
// without room for it is refused.
func (s *Service) joined(p Placement, r store.Record, onto store.Client, id store.CaseID, at time.Time) (store.Client, error) {
	onto.Cases = p.applied(rowOf(s.incoming(r, id, at)), onto, at)
	next, ok := s.fits(onto)
	if !ok {
		return onto, noRoom(onto.ID)
	}
	return next, nil
}

// noRoom refuses a decision because the client's row would grow too large.
func noRoom(id store.ClientID) *Error {
	return &Error{Kind: ErrTooLarge, Client: id, Field: "client", Code: string(EffectClientFull)}
}

// longestCase stands for the id of a case before there is one, so that there is room for
// any.
var longestCase = store.CaseID(strings.Repeat("x", store.MaxID))

// placing is what becomes of the new case on a client and of the client's own, or the one
// effect that says why the decision will be refused.
func (s *Service) placing(r store.Record, onto store.Client, at time.Time) []Effect {
	if err := notMember(r, onto.ID); err != nil {
		return []Effect{{Code: EffectRefused, Reason: "in-household", Text: "A member of the household is linked to this client."}}
	}
	p, err := s.place(r, onto, at)
	if err == nil {
		_, err = s.joined(p, r, onto, longestCase, at)
	}
	if err != nil {
		return []Effect{notPlaced(asError(err))}
	}
	es := []Effect{s.newCase(p, onto)}
	for _, c := range p.Closes {
		es = append(es, Effect{Code: EffectOlderCaseClosed, Case: c.Case, Reason: c.Because,
			Text: fmt.Sprintf("Open case %s of this client will be closed: %s.", c.Case, c.Because)})
	}
	if w := r.Withdrawn; w != nil { // with the case, so that a decision on a review from before is refused
		es = append(es, Effect{Code: EffectWithdrawn, Reason: w.Reason, Text: fmt.Sprintf("The sender has taken this case back: %s.", w.Reason)})
	}
	return es
}

// notPlaced tells why a case cannot be placed.
func notPlaced(e *Error) Effect {
	if e.Code == string(EffectClientFull) {
		return Effect{Code: EffectClientFull,
			Text: "This client has no room for another case: the host has to make room before the case can be assigned."}
	}
	return Effect{Code: EffectRefused, Reason: e.Code,
		Text: "The rules of this system ask for what cannot be done to the case: whoever keeps them has to be told."}
}

// refuses reports whether a decision of these effects will be refused.
func refuses(es []Effect) bool { return es[0].Code == EffectRefused || es[0].Code == EffectClientFull }

// newCase is what becomes of the new case.
func (s *Service) newCase(p Placement, onto store.Client) Effect {
	if p.ClosedBecause == "" {
		return Effect{Code: EffectCaseOpened, Text: "The new case will be opened for this client."}
	}
	open, has := onto.OpenCase(s.system)
	why, beside := p.ClosedBecause, ""
	switch {
	case has && why == DuplicateReferral:
		why = "this client already has open case " + string(open.ID)
	case has && !slices.Contains(p.superseded(), open.ID): // a reason of the policy's own may have nothing to do with it
		beside = " This client has open case " + string(open.ID) + "."
	}
	return Effect{Code: EffectCaseClosed, Case: open.ID, Reason: p.ClosedBecause, Text: "The new case will be closed automatically: " + why + "." + beside}
}

// assigning is what Assign would do, given why the policy does not permit it, what
// becomes of the cases, and what goes over into the case.
func assigning(refusing, placing, carrying []Effect) []Effect {
	switch {
	case refusing != nil:
		return slices.Clone(refusing)
	case refuses(placing):
		return placing
	}
	return slices.Concat(placing, carrying)
}

// creating is what Create would do, given why the policy does not permit it, what becomes
// of the client, and what goes over into the case.
func creating(refusing, founding, carrying []Effect) []Effect {
	switch {
	case refusing != nil:
		return refusing
	case refuses(founding):
		return founding
	}
	return slices.Concat([]Effect{{Code: EffectClientCreated, Text: "A new client will be created from this record."}}, founding, carrying)
}

// founding is what becomes of the case and of the client who would be created with it, or
// why the creation will be refused.
func (s *Service) founding(r store.Record, at time.Time) []Effect {
	es := s.placing(r, newcomer(r), at)
	if !refuses(es) && s.policy.MintsReference() {
		es = append(es, Effect{Code: EffectReferenceMinted, Text: "The client will be given a reference."})
	}
	return es
}

// carrying is what goes over into the case.
func carrying(r store.Record) (es []Effect) {
	if n := len(r.Tasks); n > 0 {
		es = append(es, Effect{Code: EffectTasksCarried, Text: fmt.Sprintf("%s will be carried into the case.", counted(n, "task"))})
	}
	if r.WaitingList != nil {
		es = append(es, Effect{Code: EffectWaitingListCarried, Text: "The place on the waiting list will be carried into the case."})
	}
	if r.Support != nil {
		es = append(es, Effect{Code: EffectSupportCarried, Text: "The support that has started will be carried into the case."})
	}
	if n := len(linked(r)); n > 0 {
		es = append(es, Effect{Code: EffectMembersLinked, Text: fmt.Sprintf("%s of the household will be linked to a client.", counted(n, "member"))})
	}
	return es
}

// removing is what Remove would destroy.
func (s *Service) removing(a Actor, r *store.Record) []Effect {
	es := []Effect{{Code: EffectPersonErased, Text: "Everything known of the person in this record will be erased, for good."}}
	if n := len(r.Tasks); n > 0 {
		es = append(es, Effect{Code: EffectTasksLost, Text: fmt.Sprintf("%s will be lost.", counted(n, "task"))})
	}
	if r.WaitingList != nil {
		es = append(es, Effect{Code: EffectWaitingListLost, Text: "The place on the waiting list will be lost."})
	}
	if r.Support != nil {
		es = append(es, Effect{Code: EffectSupportLost, Text: "The record of the support that has started will be lost."})
	}
	return append(es, s.notRemoving(a, r)...)
}

// notRemoving is why the policy does not let the record be removed, or not without
// an override.
func (s *Service) notRemoving(a Actor, r *store.Record) []Effect {
	es := s.refusing(a, ActRemove, r)
	if es != nil && s.overridable(a, r) {
		es[0].Code, es[0].Text = EffectNeedsOverride, "A lead has to override: "+es[0].Text
	}
	return es
}

// overridable reports whether the actor may remove the record all the same, or might
// as a lead.
func (s *Service) overridable(a Actor, r *store.Record) bool {
	lead := a
	lead.Role = Lead
	return s.permit(a, ActOverride, r) == nil || s.permit(lead, ActOverride, r) == nil
}

// refusing is why the policy does not permit a decision on this record that it
// permits to the actor in general; nil if it does.
func (s *Service) refusing(a Actor, act Action, r *store.Record) []Effect {
	if s.permit(a, act, nil) != nil {
		return nil
	}
	err := s.permit(a, act, r)
	if err == nil {
		return nil
	}
	return []Effect{refused(asError(err))}
}

// refused tells an error's reason in a sentence.
func refused(e *Error) Effect {
	words := cmp.Or(e.Text, e.Kind.Error())
	return Effect{Code: EffectRefused, Reason: e.Code, Text: strings.TrimSuffix(words, ".") + "."}
}

// counted writes a number and what it is of.
func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
