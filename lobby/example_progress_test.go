package lobby_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// What a provider user sees of a record's tasks, and may do with each.
func ExampleService_Tasks() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	tasks, _ := l.Tasks(ctx, haven, exampleProviderRecord(l, omar))
	for _, t := range tasks {
		fmt.Println(t.Title, t.Access)
	}
	// Output:
	// Risk assessment full
	// Signed consent read-only
}

func ExampleService_UpdateTask() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	fmt.Println(l.UpdateTask(ctx, haven, id, lobby.TaskUpdate{ID: "risk", Done: new(true)}))
	err := l.UpdateTask(ctx, haven, id, lobby.TaskUpdate{ID: "consent", Done: new(true)})
	fmt.Println(errors.Is(err, lobby.ErrDenied))
	// Output:
	// <nil>
	// true
}

// The officer who holds a record gives it another task.
func ExampleService_AddTask() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	_, _ = l.Claim(ctx, amy, id)
	task, err := l.AddTask(ctx, amy, id, store.Task{ID: "call", Type: "call", Title: "Call back on Monday"})
	fmt.Println(task, err)
	// Output: call <nil>
}

// The place is carried into the case that the decision opens. Since the host has told of
// its services, the event says which of them it is, and what is none of them is refused.
func ExampleService_JoinWaitingList() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	err := l.JoinWaitingList(ctx, haven, id, "floating-suport")
	fmt.Println(errors.Is(err, lobby.ErrInvalid))
	fmt.Println(l.JoinWaitingList(ctx, haven, id, "floating-support"))
	es, _ := l.Events(ctx, host, store.EventQuery{Record: id})
	fmt.Println(es[1].Kind, es[1].Code)
	v := exampleReview(l, amy, id)
	d, _ := l.Create(ctx, amy, id, v.Token)
	c, _ := l.Client(ctx, amy, d.Client)
	fmt.Println(c.Cases[0].WaitingList.Service)
	// Output:
	// true
	// <nil>
	// waitlisted floating-support
	// floating-support
}

func ExampleService_LeaveWaitingList() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	_ = l.JoinWaitingList(ctx, haven, id, "floating-support")
	fmt.Println(l.LeaveWaitingList(ctx, haven, id))
	r, _ := l.Record(ctx, haven, id)
	fmt.Println(r.WaitingList == nil)
	// Output:
	// <nil>
	// true
}

// Support makes neither a client nor a case; but only a lead removes the record then.
func ExampleService_StartSupport() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	fmt.Println(l.StartSupport(ctx, haven, id, "floating-support"))
	v := exampleReview(l, amy, id)
	_, err := l.Remove(ctx, amy, id, lobby.Removal{Reason: "sent-in-error", Confirm: lobby.Short(id), Token: v.Token})
	fmt.Println(errors.Is(err, lobby.ErrSupportStarted))
	// Output:
	// <nil>
	// true
}

func ExampleService_UndoSupport() {
	ctx, l := context.Background(), exampleLobby(lobby.HRS())
	id := exampleProviderRecord(l, omar)
	_ = l.StartSupport(ctx, haven, id, "floating-support")
	fmt.Println(l.UndoSupport(ctx, haven, id))
	r, _ := l.Record(ctx, haven, id)
	fmt.Println(r.Support == nil)
	// Output:
	// <nil>
	// true
}
