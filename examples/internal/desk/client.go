package desk

import (
	"github.com/caselobby/caselobby/store"
)

// clientBody is one client with its cases.
type clientBody struct {
	Client store.Client
	Name   string
	Facts  []fact
}

// client shows a client to whoever may open it. A restricted one does not
// exist for anybody else.
func (d *desk) client(r *request) (view, error) {
	c, err := d.systems[r.system()].Client(r.Context(), r.actor(), r.clientID())
	if err != nil {
		return view{}, err
	}
	return view{page: "client", Title: "Client " + string(c.ID), Current: "Search",
		Body: clientBody{Client: c, Name: personName(c.Person), Facts: personFacts(c.Person)}}, nil
}
