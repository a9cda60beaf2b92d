package lobby

import (
	"fmt"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Effect is one thing that a decision would do, or did.
type Effect struct {
	Code EffectCode
	Case store.CaseID // of EffectCaseClosed: the open case because of which the new one is closed
	Text string       // in a sentence, ids and numbers only
}

// EffectCode says what a decision does.
type EffectCode string

// The effects.
const (
	EffectCaseOpened         EffectCode = "case-opened"
	EffectCaseClosed         EffectCode = "case-closed"
	EffectClientCreated      EffectCode = "client-created"
	EffectReferenceMinted    EffectCode = "reference-minted"
	EffectTasksCarried       EffectCode = "tasks-carried"
	EffectWaitingListCarried EffectCode = "waiting-list-carried"
	EffectSupportCarried     EffectCode = "support-carried"
	EffectPersonErased       EffectCode = "person-erased"
	EffectTasksLost          EffectCode = "tasks-lost"
	EffectWaitingListLost    EffectCode = "waiting-list-lost"
	EffectSupportLost        EffectCode = "support-lost"
	EffectNeedsOverride      EffectCode = "needs-override"
)

// incoming is the case that a record becomes.
func (s *Service) incoming(r store.Record, id store.CaseID, at time.Time) store.Case {
	return store.Case{
		ID: id, System: s.system, Channel: r.Channel, Opened: at, From: r.ID,
		Details: r.Details, Household: r.Household, Tasks: r.Tasks, WaitingList: r.WaitingList, Support: r.Support,
	}
}

// place asks the policy how a case becomes part of a client. Of the answer only
// the closing counts.
func (s *Service) place(in store.Case, onto store.Client) store.Case {
	placed := s.policy.Place(in, onto)
	if !placed.Closed.IsZero() {
		in.Closed, in.ClosedBecause = in.Opened, placed.ClosedBecause
	}
	return in
}

// placing is what becomes of the new case on a client.
func (s *Service) placing(r store.Record, onto store.Client, at time.Time) Effect {
	in := s.place(s.incoming(r, "", at), onto)
	if in.Open() {
		return Effect{Code: EffectCaseOpened, Text: "The new case will be opened for this client."}
	}
	if open, ok := onto.OpenCase(s.system); ok {
		return Effect{Code: EffectCaseClosed, Case: open.ID,
			Text: fmt.Sprintf("The new case will be closed automatically: this client already has open case %s.", open.ID)}
	}
	return Effect{Code: EffectCaseClosed, Text: fmt.Sprintf("The new case will be closed automatically: %s.", in.ClosedBecause)}
}

// assigning is what Assign would do.
func (s *Service) assigning(r store.Record, onto store.Client, at time.Time) []Effect {
	return append([]Effect{s.placing(r, onto, at)}, carrying(r)...)
}

// creating is what Create would do.
func (s *Service) creating(r store.Record, at time.Time) []Effect {
	es := []Effect{{Code: EffectClientCreated, Text: "A new client will be created from this record."}, s.placing(r, store.Client{}, at)}
	if s.policy.MintsReference() {
		es = append(es, Effect{Code: EffectReferenceMinted, Text: "The client will be given a reference."})
	}
	return append(es, carrying(r)...)
}

// carrying is what goes over into the case.
func carrying(r store.Record) (es []Effect) {
	if n := len(r.Tasks); n > 0 {
		es = append(es, Effect{Code: EffectTasksCarried, Text: fmt.Sprintf("%s will be carried into the case.", tasks(n))})
	}
	if r.WaitingList != nil {
		es = append(es, Effect{Code: EffectWaitingListCarried, Text: "The place on the waiting list will be carried into the case."})
	}
	if r.Support != nil {
		es = append(es, Effect{Code: EffectSupportCarried, Text: "The support that has started will be carried into the case."})
	}
	return es
}

// removing is what Remove would destroy.
func (s *Service) removing(a Actor, r store.Record) []Effect {
	es := []Effect{{Code: EffectPersonErased, Text: "Everything known of the person in this record will be erased, for good."}}
	if n := len(r.Tasks); n > 0 {
		es = append(es, Effect{Code: EffectTasksLost, Text: fmt.Sprintf("%s will be lost.", tasks(n))})
	}
	if r.WaitingList != nil {
		es = append(es, Effect{Code: EffectWaitingListLost, Text: "The place on the waiting list will be lost."})
	}
	if r.Support != nil {
		es = append(es, Effect{Code: EffectSupportLost, Text: "The record of the support that has started will be lost."})
	}
	if err := s.permit(a, ActRemove, &r); err != nil && s.permit(a, ActRemove, nil) == nil {
		es = append(es, Effect{Code: EffectNeedsOverride, Text: "A lead has to override: " + asError(err).Kind.Error() + "."})
	}
	return es
}

// tasks counts in words.
func tasks(n int) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
}
