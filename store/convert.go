package store

import (
	"github.com/caselobby/caselobby/matching"
)

func wireOfRecord(r Record) wireRecord {
	return wireRecord{
		Authority: r.Authority, ID: r.ID, Version: r.Version,
		System: r.System, State: r.State, Channel: r.Channel,
		Received: Instant(r.Received), Updated: Instant(r.Updated),
		SenderKey: r.SenderKey, Sender: r.Sender, SentAs: r.SentAs, SentFor: r.SentFor, Arrived: r.Arrived, Double: r.DoublePost,
		Provider: r.Provider,
		Referrer: wireReferrer(r.Referrer), Consent: wireConsent(r.Consent),
		Urgent: r.Urgent, Due: Instant(r.Due),
		Person: wirePerson(r.Person), Identity: r.Identity, Keys: r.Keys, Profile: []byte(r.Profile),
		Household: each(r.Household, wireOfMember), Details: r.Details,
		Tasks:       each(r.Tasks, wireOfTask),
		WaitingList: wireOfStart((*wireStart)(r.WaitingList)), Support: wireOfStart((*wireStart)(r.Support)),
		Withdrawn: wireOfWithdrawal(r.Withdrawn),
		Claim:     wireOfClaim(r.Claim), Claimed: Instant(r.Claimed), Fence: r.Fence,
		Decision: wireOfDecision(r.Decision), Head: r.Head,
	}
}

func (w wireRecord) record() Record {
	return Record{
		Authority: w.Authority, ID: w.ID, Version: w.Version,
		System: w.System, State: w.State, Channel: w.Channel,
		Received: w.Received, Updated: w.Updated,
		SenderKey: w.SenderKey, Sender: w.Sender, SentAs: w.SentAs, SentFor: w.SentFor, Arrived: w.Arrived, DoublePost: w.Double,
		Provider: w.Provider,
		Referrer: Referrer(w.Referrer), Consent: Consent(w.Consent),
		Urgent: w.Urgent, Due: w.Due,
		Person: matching.Person(w.Person), Identity: w.Identity, Keys: w.Keys, Profile: matching.Profile(w.Profile),
		Household: each(w.Household, wireMember.member), Details: w.Details,
		Tasks:       each(w.Tasks, wireTask.task),
		WaitingList: (*WaitingListPlace)(w.WaitingList), Support: (*SupportStart)(w.Support),
		Withdrawn: (*Withdrawal)(w.Withdrawn),
		Claim:     (*Claim)(w.Claim), Claimed: w.Claimed, Fence: w.Fence,
		Decision: w.Decision.decision(), Head: w.Head,
	}
}

func wireOfClient(c Client) wireClient {
	return wireClient{
		Authority: c.Authority, ID: c.ID, Version: c.Version,
		Reference: c.Reference, Person: wirePerson(c.Person), Keys: c.Keys, Profile: []byte(c.Profile),
		Restricted: c.Restricted, MergedInto: c.MergedInto, Erased: c.Erased,
		From: c.From, Updated: Instant(c.Updated), Cases: each(c.Cases, wireOfCase), Within: c.Within,
	}
}

func (w wireClient) client() Client {
	return Client{
		Authority: w.Authority, ID: w.ID, Version: w.Version,
		Reference: w.Reference, Person: matching.Person(w.Person), Keys: w.Keys, Profile: matching.Profile(w.Profile),
		Restricted: w.Restricted, MergedInto: w.MergedInto, Erased: w.Erased,
		From: w.From, Updated: w.Updated, Cases: each(w.Cases, wireCase.toCase), Within: w.Within,
	}
}

func wireOfCase(c Case) wireCase {
	return wireCase{
		ID: c.ID, System: c.System, Channel: c.Channel,
		Opened: Instant(c.Opened), Closed: Instant(c.Closed), ClosedBecause: c.ClosedBecause,
		From: c.From, MergedFrom: c.MergedFrom, Details: c.Details, Household: each(c.Household, wireOfMember),
		Tasks:       each(c.Tasks, wireOfTask),
		WaitingList: wireOfStart((*wireStart)(c.WaitingList)), Support: wireOfStart((*wireStart)(c.Support)),
	}
}

func (w wireCase) toCase() Case {
	return Case{
		ID: w.ID, System: w.System, Channel: w.Channel,
		Opened: w.Opened, Closed: w.Closed, ClosedBecause: w.ClosedBecause,
		From: w.From, MergedFrom: w.MergedFrom, Details: w.Details, Household: each(w.Household, wireMember.member),
		Tasks:       each(w.Tasks, wireTask.task),
		WaitingList: (*WaitingListPlace)(w.WaitingList), Support: (*SupportStart)(w.Support),
	}
}

// IsZero reports whether nothing is known of the person: lists that are empty are left out
// as those that are not there are.
func (w wirePerson) IsZero() bool {
	p := matching.Person(w)
	for _, f := range p.Fields() {
		if len(f.Values()) > 0 {
			return false
		}
	}
	return true
}

func wireOfMember(m Member) wireMember {
	return wireMember{Relation: m.Relation, Person: wirePerson(m.Person), Client: m.Client}
}

func (w wireMember) member() Member {
	return Member{Relation: w.Relation, Person: matching.Person(w.Person), Client: w.Client}
}

func wireOfTask(k Task) wireTask {
	return wireTask{ID: k.ID, Type: k.Type, Title: k.Title, Note: k.Note, Done: k.Done, Updated: Instant(k.Updated), By: k.By}
}

func (w wireTask) task() Task {
	return Task{ID: w.ID, Type: w.Type, Title: w.Title, Note: w.Note, Done: w.Done, Updated: w.Updated, By: w.By}
}

func wireOfStart(s *wireStart) *wireStart {
	if s == nil {
		return nil
	}
	return &wireStart{Service: s.Service, At: Instant(s.At), By: s.By}
}

func wireOfWithdrawal(p *Withdrawal) *wireWithdrawal {
	if p == nil {
		return nil
	}
	w := wireWithdrawal(*p)
	w.At = Instant(w.At)
	return &w
}

func wireOfClaim(p *Claim) *wireClaim {
	if p == nil {
		return nil
	}
	w := wireClaim(*p)
	w.Since = Instant(w.Since)
	return &w
}

func wireOfDecision(d *Decision) *wireDecision {
	if d == nil {
		return nil
	}
	return &wireDecision{
		Kind: d.Kind, By: d.By, At: Instant(d.At), Reason: d.Reason, Key: d.Key,
		Client: d.Client, Seen: d.Seen, Case: d.Case, Closed: d.Closed, Superseded: d.Superseded, Reference: d.Reference,
		Identity: d.Identity, Model: d.Model,
		Compared: each(d.Compared, func(v Verdict) wireVerdict { return wireVerdict(v) }),
	}
}

func (w *wireDecision) decision() *Decision {
	if w == nil {
		return nil
	}
	return &Decision{
		Kind: w.Kind, By: w.By, At: w.At, Reason: w.Reason, Key: w.Key,
		Client: w.Client, Seen: w.Seen, Case: w.Case, Closed: w.Closed, Superseded: w.Superseded, Reference: w.Reference,
		Identity: w.Identity, Model: w.Model,
		Compared: each(w.Compared, func(v wireVerdict) Verdict { return Verdict(v) }),
	}
}

func wireOfEvent(e Event) wireEvent {
	e.At = Instant(e.At)
	return wireEvent(e)
}
