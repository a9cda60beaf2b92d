// Command hpa2 shows how a homelessness prevention and advice service embeds
// the lobby: a web form posts referrals to it, officers decide, and the rest of
// the service hears of it through events.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// Who acts. A real service takes them from its own log-in.
var (
	host    = lobby.Actor{ID: "hpa2", Authority: "leeds", Role: lobby.Host}
	webForm = lobby.Actor{ID: "web-form", Authority: "leeds", Role: lobby.IntakeMachine}
	amy     = lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer, Rights: lobby.MayRemove}
	ben     = lobby.Actor{ID: "ben", Authority: "leeds", Role: lobby.Officer, Rights: lobby.MayRemove}
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), &lobby.Options{
		DueIn:     map[store.Channel]time.Duration{store.ChannelDutyToRefer: 14 * 24 * time.Hour},
		DueUrgent: 24 * time.Hour,
	})
	if err := register(ctx, l); err != nil {
		return err
	}
	server := &http.Server{Handler: intake(l, webForm), ReadHeaderTimeout: 5 * time.Second}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	url := "http://" + listener.Addr().String()

	for _, form := range []string{
		`{"reference":"F-1","channel":"self-referral","given":"Sam","family":"Okafor","born":"12/03/1979","phones":["07700 900321"]}`,
		`{"reference":"F-1","channel":"self-referral","given":"Sam","family":"Okafor","born":"12/03/1979","phones":["07700 900321"]}`,
		`{"reference":"F-2","channel":"duty-to-refer","given":"Sam","family":"Okafor","born":"12.3.79","phones":["07700 900321"],"consent":true,"urgent":true}`,
		`{"reference":"F-3","channel":"third-party","given":"Test","family":"Test"}`,
		`{"reference":"F-5","channel":"self-referral","given":"Ines","family":"Duarte","born":"1 Jan 2001","emails":["ines@example.com"]}`,
		`{"reference":"F-4","channel":"walk-in","given":"Joy","family":"Lee"}`,
	} {
		if err := post(out, url, form); err != nil {
			return err
		}
	}
	if err := relay(ctx, out, l, host); err != nil {
		return err
	}
	if err := decide(ctx, out, l); err != nil {
		return err
	}
	return relay(ctx, out, l, host)
}

// register tells the lobby whom HPA2 knows. A service does so whenever a client
// or a case changes.
func register(ctx context.Context, r lobby.Registry) error {
	result, err := r.PutClients(ctx, host, []lobby.ClientUpdate{
		{ID: "C-1", Person: matching.Person{Given: "Samuel", Family: "Okafor", Born: "12 March 1979", Phones: []string{"07700900321"}}},
		{ID: "C-2", Person: matching.Person{Given: "Joy", Family: "Lee", Born: "01/02/1992"}},
	})
	for _, f := range result.Failed {
		err = errors.Join(err, f.Err)
	}
	return err
}

// post sends what the web form sends.
func post(out io.Writer, url, form string) error {
	res, err := http.Post(url, "application/json", strings.NewReader(form))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	fmt.Fprintln(out, strings.TrimSpace(fmt.Sprintln("web form:", res.Status, strings.TrimSpace(string(body)))))
	return err
}

// decide goes through the lobby, oldest first, as two officers would.
func decide(ctx context.Context, out io.Writer, desk lobby.Desk) error {
	officers := []lobby.Actor{amy, ben}
	turn := 0
	for r, err := range desk.All(ctx, amy, lobby.Filter{}) {
		if err != nil {
			return err
		}
		officer := officers[turn%2]
		turn++
		if _, err := desk.Claim(ctx, officer, r.ID); err != nil {
			return err
		}
		review, err := desk.Review(ctx, officer, r.ID)
		if err != nil {
			return err
		}
		if err := choose(ctx, out, desk, officer, review); err != nil {
			return err
		}
	}
	return nil
}

// choose stands in for an officer's judgement.
func choose(ctx context.Context, out io.Writer, desk lobby.Desk, officer lobby.Actor, v lobby.Review) error {
	id, name := v.Record.ID, v.Record.Person.Given+" "+v.Record.Person.Family
	switch {
	case len(v.Clients) > 0 && v.Clients[0].Rating.AtLeast(matching.Strong):
		best := v.Clients[0]
		fmt.Fprintf(out, "%s: %s is %s: %s\n", officer.ID, name, best.ID, best.Effects[0].Code)
		_, err := desk.Assign(ctx, officer, id, best.Client.ID, v.Token)
		return err
	case v.Record.Person.Given == "Test":
		fmt.Fprintf(out, "%s: %s is a test: %s\n", officer.ID, name, v.Remove[0].Code)
		_, err := desk.Remove(ctx, officer, id, lobby.Removal{Reason: "test", Confirm: lobby.Short(id), Token: v.Token})
		return err
	}
	fmt.Fprintf(out, "%s: nobody knows %s: %s\n", officer.ID, name, v.Create[0].Code)
	_, err := desk.Create(ctx, officer, id, v.Token)
	return err
}
