package main

import (
	"strings"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// selfReferral is what the council's web form posts.
type selfReferral struct {
	Reference string      `json:"reference" filled:"true"` // the form's own: sent again, it is the same referral
	Person    host.Person `json:"person"`
	Urgent    bool        `json:"urgent,omitempty"`
}

// referral is what somebody else sends on a person's behalf: a public body under its
// duty to refer, or any third party.
type referral struct {
	Reference    string      `json:"reference" filled:"true"`    // the organisation's own
	Organisation string      `json:"organisation" filled:"true"` // whose reference it is
	Contact      string      `json:"contact,omitempty"`
	Consent      bool        `json:"consent"` // of the person, to be referred
	Person       host.Person `json:"person"`
	Urgent       bool        `json:"urgent,omitempty"`
}

func intake(h *host.Host) []host.Route {
	return []host.Route{
		{Method: "POST", Path: "/referrals/self", Takes: selfReferral{}, Do: func(c *host.Call) (int, any, error) {
			var in selfReferral
			if err := c.Body(&in); err != nil {
				return 0, nil, err
			}
			return h.Receive(c, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: in.Reference, Person: in.Person.Typed(), Urgent: in.Urgent})
		}},
		{Method: "POST", Path: "/referrals/duty-to-refer", Takes: referral{}, Do: from(h, store.ChannelDutyToRefer)},
		{Method: "POST", Path: "/referrals/third-party", Takes: referral{}, Do: from(h, store.ChannelThirdParty)},
	}
}

// from receives what an organisation sends, which has references of its own. Spaces and capitals
// in its name make no other organisation of it: what it sends again under one reference is not a
// second referral. In other capitals it differs, and the sender is told.
func from(h *host.Host, channel store.Channel) func(*host.Call) (int, any, error) {
	return func(c *host.Call) (int, any, error) {
		var in referral
		if err := c.Body(&in); err != nil {
			return 0, nil, err
		}
		organisation := strings.Join(strings.Fields(in.Organisation), " ")
		return h.Receive(c, lobby.Arrival{
			Channel: channel, Key: in.Reference, Sender: strings.ToLower(organisation), Person: in.Person.Typed(), Urgent: in.Urgent,
			Referrer: store.Referrer{Organisation: organisation, Contact: in.Contact, Statutory: channel == store.ChannelDutyToRefer},
			Consent:  store.Consent{Refer: in.Consent, How: "written"},
		})
	}
}
