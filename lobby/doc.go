// Package lobby holds the rules of the lobby of a local authority's casework
// system: cases that arrive from outside wait in it until an officer decides,
// once and for good, whose they are.
//
// A case is received, claimed by an officer, reviewed and decided:
//
//	receipt, err := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-1", Person: person})
//	_, err = l.Claim(ctx, officer, receipt.ID)
//	review, err := l.Review(ctx, officer, receipt.ID)
//	decided, err := l.Assign(ctx, officer, receipt.ID, review.Clients[0].Client.ID, review.Token)
//
// Mind two words. The screen says "assign" twice: [Service.Claim] is "Assign
// lobby case", [Service.Assign] is "Assign to this client".
//
// # What holds
//
//   - A record has one decision, ever, whatever fails and whoever is faster. The
//     same request again gets the same answer; any other gets [ErrDecided].
//   - Only the officer who holds a record decides it, on a review that still
//     holds: if the person, the client or the effect has changed since, the
//     decision is refused with [ErrStale], and the officer looks again.
//   - Before a decision there is no client, no case and no reference; with it
//     there are all of them, or none.
//   - A removed record leaves a tombstone: id, time, officer, reason.
//   - What an actor may not know does not exist for it, and what is refused has
//     changed nothing. Errors, events and logs hold ids and codes only.
//
// # How it works
//
// A [Service] keeps nothing between calls. It reads, asks its [Policy], computes
// the next row and writes it if nobody else has written meanwhile; otherwise it
// begins again, a few times. Any number of nodes may therefore share a store;
// give them one [Options.TokenKey]. Every write of a record appends one event,
// chained to the one before: the audit trail and the outbox in one. [Service.Relay]
// hands events to whoever has to hear of them.
//
// Beside every client and every undecided record the store keeps what the matcher
// made of the person: keys to find them by and a profile to compare them with. A
// review is then a search and two reads. With a new version of the matcher run
// [Service.Reindex] once for each authority; it needs no pause, and until it is done
// whoever is found is prepared on the spot, and [Review.Unprepared] counts those who
// may not be found.
//
// Callers are trusted to have authenticated the [Actor]. What it may do is the
// policy's to say: [HPA2] and [HRS] share one matrix of roles, and deny what is
// not in it. The lobby does not find out which clients are one, send mail, or keep a
// session; and it is not a casework system: once decided, a case is the host's.
//
// # What is left out
//
// One answer holds for whatever a host, a sender or an officer hands in: what is empty
// keeps what is there, and what is to go is named in Clear. An [Amendment] corrects a
// person field by field; a [ClientUpdate] without a Person keeps it, without Restricted
// keeps that, and without a case keeps the case. A host tells of a case, opened or
// closed, with [Service.PutCase] and [Service.CloseCase], which touch nothing else, and
// of two clients who are one with [Service.MergeClients], which [Service.UnmergeClient]
// undoes.
//
// The same key of one sender is one record. If what arrives under it is something
// else, [Receipt.Differs] says so, and so do an event and the log.
//
// Every method is safe for concurrent use, obeys its context until a write has
// begun, and returns an [*Error].
package lobby
