package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
)

// The made-up people of the demonstration.
const (
	demoSeed    = 2026
	demoClients = 2000
	demoCases   = 80
	demoDecided = 24 // how many of the oldest cases are decided
)

// fill puts made-up people into an empty store: a register, some of whom have
// open cases and a few of whom are restricted, and cases of the last weeks in
// both systems. The cases arrive through the lobby like any other.
func (d *desk) fill(ctx context.Context) error {
	w := matchtest.New(demoSeed, demoClients)
	clients, err := d.fillRegister(ctx, w)
	if err != nil {
		return err
	}
	i := 0
	for c := range w.Cases(demoCases, matchtest.Everyday()) {
		at := d.now().Add(-time.Duration(demoCases-i) * 3 * time.Hour)
		if err := d.fillCase(ctx, c, i, at, household(c.Person, clients, i)); err != nil {
			return err
		}
		i++
	}
	return nil
}

// household makes up who lives with a person: in one case of three a partner who is a
// client already, and a child.
func household(p matching.Person, clients []lobby.ClientUpdate, i int) []store.Member {
	if i%3 != 1 {
		return nil
	}
	partner := clients[(i*53+11)%len(clients)].Person.Clone()
	return []store.Member{
		{Relation: "partner", Person: matching.Person{Given: partner.Given, Family: partner.Family, Born: partner.Born, Phones: p.Phones}},
		{Relation: "child", Person: matching.Person{Given: []string{"Ada", "Idris", "Mina"}[i/3%3], Family: p.Family, Born: fmt.Sprintf("20%02d-%02d-%02d", 10+i%14, 1+i*7%12, 1+i*11%28)}},
	}
}

func (d *desk) fillRegister(ctx context.Context, w *matchtest.World) ([]lobby.ClientUpdate, error) {
	var cs []lobby.ClientUpdate
	i := 0
	for c := range w.Clients() {
		u := lobby.ClientUpdate{ID: store.ClientID(c.ID), Person: &c.Person, Restricted: new(i%97 == 5)}
		opened := d.now().AddDate(0, -1-i%20, -i%28).UTC().Truncate(time.Second)
		switch i % 9 {
		case 0, 3:
			u.Cases = []store.Case{{ID: store.CaseID(fmt.Sprintf("H%05d", i)), System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: opened}}
		case 5:
			u.Cases = []store.Case{{ID: store.CaseID(fmt.Sprintf("H%05d", i)), System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: opened, Closed: opened.AddDate(0, 1, 0), ClosedBecause: "need-resolved"}}
		case 7:
			u.Cases = []store.Case{{ID: store.CaseID(fmt.Sprintf("S%05d", i)), System: store.HRS, Channel: store.ChannelPartner, Opened: opened}}
		}
		cs = append(cs, u)
		i++
	}
	_, err := d.systems[tabs[0]].PutClients(ctx, host, cs)
	return cs, err
}

var (
	referrers = []store.Referrer{
		{Organisation: "Riverbourne Prison", Body: "prison", Statutory: true, Contact: "Resettlement team"},
		{Organisation: "Riverbourne General Hospital", Body: "hospital", Statutory: true, Contact: "Discharge team"},
		{Organisation: "Jobcentre Plus Riverbourne", Body: "jobcentre", Statutory: true, Contact: "Work coach"},
	}
	stories = []string{
		"Asked to leave by family at the end of the month.", "Sleeping on friends’ sofas for three weeks.", "Notice from the landlord, must be out in 40 days.",
		"Leaving prison next month with nowhere to go.", "Ready for discharge from hospital, cannot go back to the flat.", "Relationship ended, staying in the car.",
	}
)

// fillCase receives one case as it would have arrived at a time in the past.
func (d *desk) fillCase(ctx context.Context, c matchtest.Case, i int, at time.Time, others []store.Member) error {
	a := lobby.Arrival{
		Key: "demo-" + c.ID, Person: c.Person, Household: others, Urgent: i%11 == 0, Details: []byte(stories[i%len(stories)]),
		Consent: store.Consent{Refer: true, ShareContact: i%3 != 0, How: []string{"oral", "written"}[i%2]},
	}
	s, by := store.HPA2, lobby.Actor{ID: "online-form", Authority: authority, Role: lobby.IntakeMachine}
	switch i % 5 {
	case 0:
		a.Channel = store.ChannelSelfReferral
	case 1:
		a.Channel, a.Referrer = store.ChannelDutyToRefer, referrers[i%len(referrers)]
	case 2:
		a.Channel, a.Referrer = store.ChannelThirdParty, store.Referrer{Organisation: "Riverbourne Food Bank", Contact: "Front desk"}
	case 3:
		s, a.Channel, a.Provider = store.HRS, store.ChannelPartner, northgate
		by = lobby.Actor{ID: "riverbourne-homes", Authority: authority, Role: lobby.PartnerUser}
		a.Referrer = store.Referrer{Organisation: "Riverbourne Homes", Contact: "Tenancy support"}
	case 4:
		s, a.Channel, a.Provider = store.HRS, store.ChannelProvider, northgate
		by = lobby.Actor{ID: "devon.reid", Authority: authority, Role: lobby.ProviderUser, Provider: northgate}
	}
	if s == store.HRS {
		a.Tasks = typedTasks(s)
		a.Tasks[1].Note = "To be done by the authority."
	}
	return d.past(s, at, func(svc *lobby.Service) error {
		rc, err := svc.Receive(ctx, by, a)
		if err != nil || i >= demoDecided {
			return err
		}
		return d.past(s, at.Add(time.Duration(5+i%17)*time.Hour), func(svc *lobby.Service) error { return settle(ctx, svc, rc.ID) })
	})
}

// settle decides a case as an officer would: the strongest match where it is
// strong, and otherwise a new client.
func settle(ctx context.Context, svc *lobby.Service, id store.RecordID) error {
	ben := accounts[1].Actor
	if _, err := svc.Claim(ctx, ben, id); err != nil {
		return err
	}
	v, err := svc.Review(ctx, ben, id)
	if err != nil {
		return err
	}
	if len(v.Clients) > 0 && v.Clients[0].Rating.AtLeast(matching.Strong) {
		_, err = svc.Assign(ctx, ben, id, v.Clients[0].Client.ID, v.Token)
	} else {
		_, err = svc.Create(ctx, ben, id, v.Token)
	}
	return err
}

// past runs do on a lobby whose clock stands at a time.
func (d *desk) past(s store.System, at time.Time, do func(*lobby.Service) error) error {
	o := d.options()
	o.Now = func() time.Time { return at }
	return do(lobby.New(d.store, d.matcher, policies[slices.Index(tabs, s)], &o))
}
