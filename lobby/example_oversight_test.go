package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Somebody is at the counter: a client, a record that waits, or nobody yet?
func ExampleService_Search() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, kate)
	found, _ := l.Search(ctx, amy, matching.Person{Given: "Kate", Family: "OBrien", Born: "17.5.90"})
	fmt.Println(found.Clients[0].Client.ID, found.Clients[0].Rating, len(found.Records))
	// Output: C-17 very strong 1
}

func ExampleFound_AskManager() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-17", Restricted: new(true)})
	found, _ := l.Search(ctx, amy, kate)
	fmt.Println(found.AskManager())
	// Output: 1 restricted record: ask a manager
}

// By what somebody reads out over the telephone.
func ExampleService_Find() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	record, _ := l.Find(ctx, amy, lobby.Short(id))
	client, _ := l.Find(ctx, amy, "C-17")
	fmt.Println(record.Records[0].Record.ID == id, client.Clients[0].Client.ID)
	// Output: true C-17
}

func ExampleService_Report() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, omar)
	r, _ := l.Report(ctx, lena, lobby.Period{})
	for _, c := range r.Channels {
		fmt.Println(c.Channel, c.Received)
	}
	// Output: self-referral 1
}

// All that is held on somebody, as JSON.
func ExampleService_SubjectAccess() {
	l := exampleLobby(lobby.HPA2())
	file, err := l.SubjectAccess(context.Background(), dora, lobby.Subject{Client: "C-17"})
	fmt.Println(strings.Contains(string(file), "O'Brien"), err)
	// Output: true <nil>
}

// The trail of one record: ids and codes, and nothing of the person.
func ExampleService_Events() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	_, _ = l.Claim(ctx, amy, id)
	events, _ := l.Events(ctx, auditor, store.EventQuery{Record: id, Limit: store.MaxPage})
	for _, e := range events {
		fmt.Println(e.Version, e.Kind, e.Actor, e.Code)
	}
	// Output:
	// 1 received portal self-referral
	// 2 claimed amy
}

// A consumer that does without [lobby.Service.Relay] polls, handles and acknowledges.
func ExampleService_Acknowledge() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, omar)
	unheard := store.EventQuery{System: store.HPA2, Unacked: "letters", Limit: store.MaxPage}
	events, _ := l.Events(ctx, host, unheard)
	for _, e := range events {
		// … handle it, and then:
		_ = l.Acknowledge(ctx, host, "letters", e.ID)
	}
	left, _ := l.Events(ctx, host, unheard)
	fmt.Println(len(events), len(left))
	// Output: 1 0
}

// Whether the trail is whole.
func ExampleService_Audit() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	fmt.Println(l.Audit(ctx, auditor, exampleRecord(l, omar)))
	// Output: <nil>
}

// Events of what is long decided are dropped once everybody has heard of them.
func ExampleService_Retire() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	r, err := l.Retire(ctx, host, lobby.Retention{Events: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
	fmt.Println(r.Events, r.Kept, err)
	// Output: 0 0 <nil>
}

// What officers decided teaches the model: see the example of training.
func ExampleService_Labels() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	_, _ = l.Assign(ctx, amy, id, "C-17", exampleReview(l, amy, id).Token)
	for v, err := range l.Labels(ctx, auditor, lobby.Period{}) {
		fmt.Println(v.Client, v.Same, err)
	}
	// Output: C-17 true <nil>
}

// For a spreadsheet: ids and numbers, and nothing that one takes for a formula.
func ExampleReport_WriteCSV() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, omar)
	_, _ = l.Claim(ctx, amy, id)
	r, _ := l.Report(ctx, lena, lobby.Period{})
	var file strings.Builder
	err := r.WriteCSV(&file)
	for line := range strings.Lines(file.String()) {
		fmt.Println(strings.Join(strings.Split(line, ",")[:4], " "))
	}
	fmt.Println(err)
	// Output:
	// by id received undecided
	// all  1 1
	// channel self-referral 1 1
	// officer amy 1 1
	// <nil>
}

// The number beside a menu's entry.
func ExampleService_Badge() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, kate)
	_, _ = l.Claim(ctx, amy, exampleRecord(l, omar))
	b, err := l.Badge(ctx, amy)
	fmt.Println(b.Waiting, b.Unclaimed, b.Mine, err)
	// Output: 2 1 1 <nil>
}

// What has become of cases.
func ExampleService_Decided() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	id := exampleRecord(l, kate)
	_, _ = l.Assign(ctx, amy, id, "C-17", exampleReview(l, amy, id).Token)
	page, err := l.Decided(ctx, lena, lobby.DecidedFilter{By: "amy"})
	for _, r := range page.Records {
		fmt.Println(r.State, r.Decision.Client, err)
	}
	// Output: assigned C-17 <nil>
}

// A client's page shows what came through the lobby, and what may yet be the client's.
func ExampleService_ClientRecords() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	exampleRecord(l, kate)
	of, err := l.ClientRecords(ctx, amy, "C-17")
	fmt.Println(len(of.Decided), len(of.Undecided), of.Undecided[0].Rating, err)
	// Output: 0 1 very strong <nil>
}

// Who has opened what, for whoever asks who has seen a file.
func ExampleService_Readings() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_, _ = l.Client(ctx, amy, "C-17")
	for r, err := range l.Readings(ctx, auditor, lobby.ReadingQuery{Client: "C-17"}) {
		fmt.Println(r.Actor, r.Kind, r.Client, err)
	}
	// Output: amy client-opened C-17 <nil>
}

// The sum of each day is kept where whoever administers the database cannot write.
func ExampleService_Head() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	head, err := l.Head(ctx, auditor, lobby.Period{From: day, Before: day.AddDate(0, 0, 1)})
	fmt.Println(head.Events.Count, err)
	// Output: 0 <nil>
}

func ExampleService_AuditHead() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	kept, _ := l.Head(ctx, auditor, lobby.Period{From: day, Before: day.AddDate(0, 0, 1)})
	fmt.Println(l.AuditHead(ctx, auditor, kept))
	kept.Events.Count++ // there was one more that day
	err := l.AuditHead(ctx, auditor, kept)
	fmt.Println(errors.Is(err, lobby.ErrBroken), err)
	// Output:
	// <nil>
	// true lobby: audit: field events: audit chain is broken (missing)
}
