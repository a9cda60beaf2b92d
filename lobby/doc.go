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
// review is then a search and one or two reads. With a new version of the matcher run
// [Service.Reindex] once for each authority; it needs no pause, and until it is done
// whoever is found is prepared on the spot, and [Review.Unprepared] counts those who
// may not be found.
//
// Callers are trusted to have authenticated the [Actor]. What it may do is the
// policy's to say: [HPA2] and [HRS] share one matrix of roles, and deny what is
// not in it. The lobby does not find out which clients are one, send mail, or keep a
// session; and it is not a casework system: once decided, a case is the host's.
//
// # Households
//
// A case has one applicant, and may name others of the household. A homelessness
// application and a support referral are one person's, and so is the decision: Assign
// and Create are about the applicant, and leave one case with one client. The others are
// people all the same. A review ranks each of them ([Review.Household]), a search finds
// the record by any of them, and what they share, such as a phone, says less of each.
//
// A member who is a client already, as a joint applicant or a partner often is, is
// linked to that client by the officer who holds the record ([Service.LinkMember]). The
// decision makes the link last: the case names the client, and the client's row names the
// record ([store.Client.Within]). Whether an open case of that client matters to the new
// one is the host's to say. A member who is not linked is left as the sender told of
// them. No client is created of a member: a lobby creates one client from one record, so
// whoever needs a record of their own is referred on their own, and may be linked then.
//
// Subject access and erasure reach members too, in the records of others, decided or
// not: those who are linked to the client, and those who are very strongly that client.
//
// # Oversight
//
// Who opens what tells of a person is written down, and whoever oversees reads it with
// [Service.Readings]; what cannot be written down is not shown. [Service.Audit] verifies
// a record's events, keyed where there are [Options.AuditKeys], and a [Service.Head] that
// is kept elsewhere shows what is missing whole. [Service.Retire] drops the content of
// decided records, events and readings once they are older than a host keeps them, and
// says beforehand what it would drop. [Service.Report] counts, in lists and as CSV, and
// an [Observer] hears of every operation, for metrics.
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
//
// # Where the lists are
//
// Whole lists are under their first names: [ErrNotFound] shows every kind of
// refusal, [Host] every role, [MayRemove] every right, [ActReceive] every
// operation, and [store.ChannelSelfReferral] every channel.
package lobby
