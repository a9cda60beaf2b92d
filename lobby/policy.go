package lobby

import (
	"github.com/caselobby/caselobby/store"
)

// Policy is what differs from one casework system to the next. It is pure: no
// I/O, no clock, and the same answer to the same question, because an operation
// may ask it more than once. What it is handed are copies, without keys and
// profiles: nothing that it writes to them is kept. Where it panics, the panic goes on
// to the caller, and nothing is left half done. Package lobbytest checks one.
// To change a part of [HPA2] or [HRS], embed it:
//
//	type ours struct{ lobby.Policy }
//
//	func (ours) Channels() []store.Channel { return []store.Channel{store.ChannelDutyToRefer} }
//
//	lobby.New(s, m, ours{lobby.HPA2()}, nil)
type Policy interface {
	// Name is the system that records and cases of this policy belong to. A
	// service sees the records of its own system only.
	Name() string
	// Channels lists the channels whose cases wait in the lobby. What arrives by
	// any other is refused.
	Channels() []store.Channel
	// Place says what becomes of a case that is assigned to a client, and of the
	// client's own cases. A client who is about to be created has no case.
	Place(incoming store.Case, onto store.Client) Placement
	// MintsReference reports whether a client gets a reference when it is
	// created from a record.
	MintsReference() bool
	// Permit returns nil if the actor may do this: at all where the record is
	// nil, to this record where it is not. Whatever it does not know it denies.
	// It refuses with [Deny], or with ErrDenied, ErrNotFound, ErrNotHeld or
	// ErrSupportStarted; any other error denies and is not told.
	//
	// A record that it refuses to somebody with ErrNotFound, whatever the action, does not
	// exist for them: in no list, search, review or decision. So a policy keeps officers
	// out of the cases of people whom they know. The case that comes of it names the record.
	Permit(Actor, Action, *store.Record) error
}

// Placement is what becomes of a case on a client. The zero Placement opens the
// new case and leaves the client's own as they are.
type Placement struct {
	// ClosedBecause is the code of the reason for which the new case is closed at
	// once. If it is empty, the new case is opened.
	ClosedBecause string
	// Closes are cases of the client that are closed in favour of the new one:
	// each open and of the policy's own system, and at most [MaxCloses] of them.
	Closes []Closing
}

// Closing closes one case.
type Closing struct {
	Case    store.CaseID
	Because string // code of the reason
}

// MaxCloses bounds [Placement.Closes].
const MaxCloses = 50

// DuplicateReferral is the reason code of a case that HPA2 closes by itself
// because the client already has an open one.
const DuplicateReferral = "duplicate-referral-open-case-exists"

// HPA2 is the policy of homelessness prevention and advice. Self-referrals,
// duties to refer and third-party referrals wait in the lobby. A client has one
// open case at most: the new one is closed when there is one already. It has
// neither waiting lists nor support.
func HPA2() Policy { return hpa2{} }

type hpa2 struct{}

func (hpa2) Name() string { return "hpa2" }

func (hpa2) Channels() []store.Channel {
	return []store.Channel{store.ChannelSelfReferral, store.ChannelDutyToRefer, store.ChannelThirdParty}
}

// Place goes by the system of the case and not by Name, which whoever embeds
// this policy may have changed.
func (hpa2) Place(incoming store.Case, onto store.Client) Placement {
	if _, ok := onto.OpenCase(incoming.System); ok {
		return Placement{ClosedBecause: DuplicateReferral}
	}
	return Placement{}
}

func (hpa2) MintsReference() bool { return false }

// Permit refuses what is of housing related support alone.
func (hpa2) Permit(a Actor, act Action, r *store.Record) error {
	switch act {
	case ActJoinWaitingList, ActLeaveWaitingList, ActStartSupport, ActUndoSupport:
		return Deny("not-in-this-system", "Waiting lists and support are kept by housing related support.")
	}
	return permitted(a, act, r)
}

// HRS is the policy of housing related support. Cases that partners have
// completed and clients whom providers add wait in the lobby. A new case stays
// open beside others, a client gets a reference on creation, and a record for
// which support has started is removed by a lead's override only.
func HRS() Policy { return hrs{} }

type hrs struct{}

func (hrs) Name() string { return "hrs" }

func (hrs) Channels() []store.Channel {
	return []store.Channel{store.ChannelPartner, store.ChannelProvider}
}

func (hrs) Place(store.Case, store.Client) Placement { return Placement{} }

func (hrs) MintsReference() bool { return true }

func (hrs) Permit(a Actor, act Action, r *store.Record) error {
	if err := permitted(a, act, r); err != nil {
		return err
	}
	if act == ActRemove && r != nil && r.Support != nil && !r.State.Decided() {
		return ErrSupportStarted
	}
	return nil
}
