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
// The screen says "assign" twice: [Service.Claim] is "Assign lobby case", and
// [Service.Assign] is "Assign to this client".
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
// Every method is safe for concurrent use, obeys its context until a write has
// begun, and returns an [*Error].
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
// # Sending twice
//
// The same key of one sender is one record. If what arrives under it is something
// else, [Receipt.Differs] says so, and so do an event and the log.
//
// # Changing a part
//
// Whatever a host, a sender or an officer hands in to change something, one rule holds:
// a field that is empty keeps what is there, and what is to go is named in Clear. An
// [Amendment] corrects a person field by field. A [ClientUpdate] keeps the person if it
// has no Person, the protection if it has no Restricted, and every case that it does not
// name. [Service.PutCase] and [Service.CloseCase] open and close one case and touch
// nothing else. [Service.MergeClients] says that two clients are one person, and
// [Service.UnmergeClient] undoes that.
//
// # Households
//
// A case has one applicant, and may name others of the household. A homelessness
// application and a support referral are one person's, and so is the decision: Assign
// and Create are about the applicant, and leave one case with one client. The others are
// people all the same. A review ranks each of them ([Review.Household]), a search finds
// the record by any of them, and what they share, such as a phone, says less of each.
// An applicant whom a form lists among the others again is one person, if by the same
// name. By a short form of it that might be a twin, so that the two compete for a client
// and the applicant is a little less probably that one.
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
// Who opens a record or a client is written down, and [Service.Readings] shows it to
// those who oversee; what cannot be written down is not shown. [Service.Audit] verifies a
// record's events, keyed where there are [Options.AuditKeys]. A [Service.Head] that is
// kept elsewhere shows records that are missing with all their events. [Service.Retire]
// drops the content of decided records, events and readings that are older than a host
// keeps them, and a dry run says what it would drop. [Service.Report] counts, and writes
// its figures as CSV; an [Observer] hears of every operation, for metrics.
//
// # Lists of constants
//
// go doc shows a whole list when it is asked for the first name in it: [ErrNotFound]
// for the kinds of refusal, [Host] for the roles, [MayRemove] for the rights,
// [ActReceive] for the operations, and [store.ChannelSelfReferral] for the channels.
package lobby
