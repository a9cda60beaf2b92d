package lobby_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What an update leaves out stays: Kate is protected, and is Kate.
func ExampleService_PutClient() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	fmt.Println(l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-17", Restricted: new(true)}))
	c, _ := l.Client(ctx, lena, "C-17")
	fmt.Println(c.Person.Given, c.Restricted)
	// Output:
	// <nil>
	// Kate true
}

// The error is nil only if every client was taken.
func ExampleService_PutClients() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	r, err := l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "C-18", Person: &omar}, {ID: "C-19"}})
	fmt.Println(r.Inserted, len(r.Failed), err != nil)
	// Output: 1 1 true
}

func ExamplePutResult_Err() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	r, _ := l.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "C-19"}})
	fmt.Println(r.Err())
	// Output: lobby: put-clients: 1 refused; lobby: put-clients: client C-19: not found
}

// A whole register, from wherever it comes, with what is known of how far it is.
func ExampleService_ImportClients() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	register := slices.Values([]lobby.ClientUpdate{{ID: "C-17", Person: &kate}, {ID: "C-18", Person: &omar}})
	r, err := l.ImportClients(ctx, host, register, func(so lobby.PutResult) {
		fmt.Println("so far:", so.Inserted+so.Replaced+so.Unchanged)
	})
	fmt.Println(r.Inserted, r.Unchanged, err)
	// Output:
	// so far: 2
	// 1 1 <nil>
}

// A row for a store that takes in whole registers in its own way.
func ExampleService_ClientRow() {
	l := exampleLobby(lobby.HPA2())
	row, err := l.ClientRow(context.Background(), host, lobby.ClientUpdate{ID: "C-18", Person: &omar})
	fmt.Println(row.ID, row.Version, len(row.Keys) > 0, err)
	// Output: C-18 1 true <nil>
}

// The host has opened a case, and says so: nothing else of the client is touched.
func ExampleService_PutCase() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	fmt.Println(l.PutCase(ctx, host, "C-17", store.Case{ID: "H-9", Opened: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}))
	v := exampleReview(l, amy, exampleRecord(l, kate))
	fmt.Println(v.Clients[0].Effects[0].Text)
	// Output:
	// <nil>
	// The new case will be closed automatically: this client already has open case H-9.
}

func ExampleService_CloseCase() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutCase(ctx, host, "C-17", store.Case{ID: "H-9"})
	fmt.Println(l.CloseCase(ctx, host, "C-17", "H-9", "housed"))
	c, _ := l.Client(ctx, amy, "C-17")
	fmt.Println(c.Cases[0].Open(), c.Cases[0].ClosedBecause)
	// Output:
	// <nil>
	// false housed
}

// The host has found out that two clients are one person. Their cases go over.
func ExampleService_MergeClients() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-99", Person: &matching.Person{Given: "Katie", Family: "OBrien"}, Cases: []store.Case{{ID: "H-9"}}})
	m, err := l.MergeClients(ctx, host, "C-99", "C-17")
	fmt.Println(m.Cases, m.Open, err)
	// Output: [H-9] [] <nil>
}

// And that they are not: what went over comes back, from the one into the other.
func ExampleService_UnmergeClient() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	_ = l.PutClient(ctx, host, lobby.ClientUpdate{ID: "C-99", Person: &omar, Cases: []store.Case{{ID: "H-9"}}})
	_, _ = l.MergeClients(ctx, host, "C-99", "C-17")
	m, err := l.UnmergeClient(ctx, host, "C-99")
	fmt.Println(m.From, m.Into, err)
	// Output: C-17 C-99 <nil>
}

// After a new version of the matcher. It needs no pause, and goes on where it stopped.
func ExampleService_Reindex() {
	l := exampleLobby(lobby.HPA2())
	r, err := l.Reindex(context.Background(), host, lobby.ReindexOptions{})
	fmt.Println(r.Done, r.Clients.Checked, r.Clients.Prepared, err)
	// Output: true 1 0 <nil>
}

func ExampleService_EraseClient() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	fmt.Println(l.EraseClient(ctx, dora, "C-17"))
	found, _ := l.Search(ctx, amy, kate)
	fmt.Println(found.Results)
	// Output:
	// <nil>
	// 0
}

// One set-up, and a service for each transaction: here on another store in memory, in
// a service on postgres.Store.WithTx.
func ExampleService_On() {
	ctx, l := context.Background(), exampleLobby(lobby.HPA2())
	other := l.On(new(memory.Store))
	found, _ := other.Search(ctx, amy, kate)
	fmt.Println(found.Size)
	// Output: 0
}
