// Command hrs shows how a housing related support service embeds the lobby:
// partners send cases once they are complete, providers add clients and work on
// before anybody has decided, and a client's reference is minted only when an
// officer creates the client.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// Who acts. A real service takes them from its own log-in.
var (
	host    = lobby.Actor{ID: "hrs", Authority: "leeds", Role: lobby.Host}
	partner = lobby.Actor{ID: "pat", Authority: "leeds", Role: lobby.PartnerUser, Provider: "refuge"}
	haven   = lobby.Actor{ID: "hana", Authority: "leeds", Role: lobby.ProviderUser, Provider: "haven",
		Rights: lobby.MayJoinWaitingList | lobby.MayStartSupport}
	grove = lobby.Actor{ID: "gus", Authority: "leeds", Role: lobby.ProviderUser, Provider: "grove"}
	amy   = lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer, Rights: lobby.MayRemove}
	lena  = lobby.Actor{ID: "lena", Authority: "leeds", Role: lobby.Lead, Rights: lobby.MayRemove}
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	refs := new(numbers)
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HRS(), &lobby.Options{Mint: refs.mint, TaskAccess: providerAccess})
	ids, err := arrive(ctx, out, l)
	if err != nil {
		return err
	}
	if err := workOn(ctx, out, l, ids); err != nil {
		return err
	}
	if err := decide(ctx, out, l, refs, ids); err != nil {
		return err
	}
	return relay(ctx, out, l)
}

// taskTypes is the Provider Access of each type of task, as an administrator's screen
// has it. A real service reads it from its settings, for each authority.
var taskTypes = map[string]string{"risk-assessment": "Full", "consent": "Read Only", "safeguarding": "None"}

// providerAccess is asked whenever a provider user looks at a task or changes one.
func providerAccess(_ context.Context, _ store.Authority, taskType string) (store.Access, error) {
	access, known := taskTypes[taskType]
	if !known {
		return store.AccessNone, nil
	}
	return store.ParseAccess(access)
}

// arrive sends what a partner and a provider have: a partner's draft does not
// wait in the lobby, its complete case does.
func arrive(ctx context.Context, out io.Writer, in lobby.Intake) (ids []store.RecordID, err error) {
	mia := matching.Person{Given: "Mia", Family: "Novak", Born: "4 July 1995", Phones: []string{"07700 900654"}}
	tasks := []store.Task{
		{ID: "risk", Type: "risk-assessment", Title: "Risk assessment"},
		{ID: "consent", Type: "consent", Title: "Signed consent"},
		{ID: "safeguarding", Type: "safeguarding", Title: "Safeguarding note"},
	}
	for _, s := range []struct {
		by lobby.Actor
		v  lobby.Arrival
	}{
		{partner, lobby.Arrival{Channel: store.ChannelPartner, Key: "R-1", Person: mia, Draft: true}},
		{partner, lobby.Arrival{Channel: store.ChannelPartner, Key: "R-1", Person: mia, Provider: "haven", Tasks: tasks}},
		{haven, lobby.Arrival{Channel: store.ChannelProvider, Key: "H-7", Person: matching.Person{Given: "Leo", Family: "Marsh"}}},
		{partner, lobby.Arrival{Channel: store.ChannelPartner, Key: "R-2", Person: mia}},
	} {
		receipt, err := in.Receive(ctx, s.by, s.v)
		switch {
		case errors.Is(err, lobby.ErrDraft):
			fmt.Fprintf(out, "%s: %s is not complete, and does not wait\n", s.by.ID, s.v.Key)
			continue
		case err != nil:
			return nil, err
		}
		fmt.Fprintf(out, "%s: %s waits in the lobby\n", s.by.ID, s.v.Key)
		ids = append(ids, receipt.ID)
	}
	return ids, nil
}

// workOn is what a provider does before anybody has decided. It makes no client
// and no case.
func workOn(ctx context.Context, out io.Writer, l *lobby.Service, ids []store.RecordID) error {
	visible, err := l.Tasks(ctx, haven, ids[0])
	if err != nil {
		return err
	}
	for _, t := range visible {
		err := l.UpdateTask(ctx, haven, ids[0], lobby.TaskUpdate{ID: t.ID, Done: new(true)})
		fmt.Fprintf(out, "%s: %s: done %v\n", haven.ID, t.Title, err == nil)
	}
	_, err = l.Record(ctx, grove, ids[0])
	fmt.Fprintf(out, "%s: another provider's case: found %v\n", grove.ID, err == nil)
	return errors.Join(
		l.JoinWaitingList(ctx, haven, ids[0], "floating-support"),
		l.StartSupport(ctx, haven, ids[1], "floating-support"),
	)
}

// decide takes three decisions: a new client, a second case of the same person, and a removal
// that only a lead may do.
func decide(ctx context.Context, out io.Writer, l *lobby.Service, refs *numbers, ids []store.RecordID) error {
	v, err := look(ctx, l, amy, ids[0])
	if err != nil {
		return err
	}
	d, err := refs.create(ctx, l, amy, ids[0], v.Token)
	if err != nil {
		return err
	}
	c, err := l.Client(ctx, amy, d.Client)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "amy: created %s with %d tasks, waiting for %s\n", d.Reference, len(c.Cases[0].Tasks), c.Cases[0].WaitingList.Service)

	if v, err = look(ctx, l, amy, ids[2]); err != nil {
		return err
	}
	best := v.Clients[0]
	if d, err = l.Assign(ctx, amy, ids[2], best.Client.ID, v.Token); err != nil {
		return err
	}
	fmt.Fprintf(out, "amy: the second case is of %s, %s; it stays open: %v\n", best.Client.Reference, best.Rating, !d.Closed)

	for _, officer := range []lobby.Actor{amy, lena} {
		if err := l.Reassign(ctx, lena, ids[1], officer.ID); err != nil {
			return err
		}
		if v, err = look(ctx, l, officer, ids[1]); err != nil {
			return err
		}
		_, err = l.Remove(ctx, officer, ids[1], lobby.Removal{
			Reason: "sent-in-error", Confirm: lobby.Short(ids[1]), Token: v.Token, Override: officer.Role == lobby.Lead,
		})
		switch {
		case errors.Is(err, lobby.ErrSupportStarted):
			fmt.Fprintln(out, "amy: support has started, so a lead has to remove it")
		case err != nil:
			return err
		}
	}
	fmt.Fprintln(out, "lena: removed")
	return nil
}

// look claims and reviews.
func look(ctx context.Context, desk lobby.Desk, officer lobby.Actor, id store.RecordID) (lobby.Review, error) {
	if _, err := desk.Claim(ctx, officer, id); err != nil {
		return lobby.Review{}, err
	}
	return desk.Review(ctx, officer, id)
}
