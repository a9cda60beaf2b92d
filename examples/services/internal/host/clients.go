package host

import (
	"context"
	"errors"
	"net/http"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// The host's clients and cases. Each write is the lobby's as well, in the same
// transaction, so that the index by which people are found is never behind.

type clientForm struct {
	Person     Person `json:"person"`
	Restricted *bool  `json:"restricted,omitempty"` // left out, it stays as it is
}

type caseForm struct {
	ID store.CaseID `json:"id" filled:"true"`
}

type closing struct {
	Because string `json:"because" filled:"true"`
}

// clientView is a client as the host shows it.
type clientView struct {
	ID        store.ClientID `json:"id"`
	Reference string         `json:"reference,omitempty"`
	Person    Person         `json:"person"`
	Cases     []caseView     `json:"cases"`
}

type caseView struct {
	ID            store.CaseID `json:"id"`
	Open          bool         `json:"open"`
	ClosedBecause string       `json:"closed_because,omitempty"`
	WaitsFor      string       `json:"waits_for,omitempty"` // a service whose waiting list the person is on
	SupportBy     string       `json:"support_by,omitempty"`
	Tasks         int          `json:"tasks"`
}

// client shows what the lobby's rules let this actor see.
func (h *Host) client(c *Call) (int, any, error) {
	k, err := h.Lobby.Client(c.Context(), c.Actor, clientID(c))
	if err != nil {
		return 0, nil, err
	}
	out := clientView{ID: k.ID, Reference: k.Reference, Person: shown(k.Person), Cases: []caseView{}}
	for _, one := range k.Cases {
		v := caseView{ID: one.ID, Open: one.Open(), ClosedBecause: one.ClosedBecause, Tasks: len(one.Tasks)}
		if one.WaitingList != nil {
			v.WaitsFor = one.WaitingList.Service
		}
		if one.Support != nil {
			v.SupportBy = one.Support.Service
		}
		out.Cases = append(out.Cases, v)
	}
	return http.StatusOK, out, nil
}

func insertClient(ctx context.Context, tx pgx.Tx, k store.Client) error {
	_, err := tx.Exec(ctx, `INSERT INTO client (id, reference, given, family, born, nino, phones, emails, postcodes, restricted)
		VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::text[], '{}'), coalesce($8::text[], '{}'), coalesce($9::text[], '{}'), $10) ON CONFLICT (id) DO NOTHING`,
		string(k.ID), k.Reference, k.Person.Given, k.Person.Family, k.Person.Born, k.Person.NINO, k.Person.Phones, k.Person.Emails, k.Person.Postcodes, k.Restricted)
	return err
}

// staff refuses actors who are neither officers nor leads. It is the host's own rule: to the
// lobby the host writes clients itself, on behalf of whom it likes.
func staff(c *Call) error {
	if !isStaff(c) {
		return &lobby.Error{Op: "put-clients", Kind: lobby.ErrDenied}
	}
	return nil
}

// visible refuses to write a restricted client for an actor who may not see restricted ones.
// To them it does not exist, as in the lobby; otherwise they could write it anew, unrestricted,
// and read it.
func visible(ctx context.Context, tx pgx.Tx, c *Call) error {
	if c.Actor.Rights.Has(lobby.MaySeeRestricted) || !storable(c.PathValue("client")) { // the lobby refuses what is no id
		return nil
	}
	var restricted bool
	err := tx.QueryRow(ctx, `SELECT restricted FROM client WHERE id = $1`, c.PathValue("client")).Scan(&restricted)
	switch {
	case errors.Is(err, pgx.ErrNoRows): // the client is new
		return nil
	case err == nil && restricted:
		return &lobby.Error{Op: "put-clients", Kind: lobby.ErrNotFound, Client: clientID(c)}
	}
	return err
}

func isStaff(c *Call) bool { return c.Actor.Role == lobby.Officer || c.Actor.Role == lobby.Lead }

func (h *Host) putClient(c *Call) (int, any, error) {
	var in clientForm
	if err := errors.Join(staff(c), c.Body(&in)); err != nil {
		return 0, nil, err
	}
	p := in.Person.Typed()
	return http.StatusNoContent, nil, h.within(c.Context(), func(ctx context.Context, tx pgx.Tx, l *lobby.Service) error {
		// The lobby first: what it refuses is no failure of the database's.
		if err := l.PutClient(ctx, h.Self, lobby.ClientUpdate{ID: clientID(c), Person: &p, Restricted: in.Restricted}); err != nil {
			return err
		}
		if err := visible(ctx, tx, c); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO client (id, given, family, born, nino, phones, emails, postcodes, restricted)
			VALUES ($1, $2, $3, $4, $5, coalesce($6::text[], '{}'), coalesce($7::text[], '{}'), coalesce($8::text[], '{}'), coalesce($9, false))
			ON CONFLICT (id) DO UPDATE SET given = excluded.given, family = excluded.family, born = excluded.born, nino = excluded.nino,
				phones = excluded.phones, emails = excluded.emails, postcodes = excluded.postcodes, restricted = coalesce($9, client.restricted)`,
			c.PathValue("client"), p.Given, p.Family, p.Born, p.NINO, p.Phones, p.Emails, p.Postcodes, in.Restricted)
		return err
	})
}

// errCase: the id of a case is taken.
var errCase = errors.New("the id is another case's")

// openCase opens a case: 201, or 200 if it is open already. It asks first who may see the
// client, so that nothing is told of the cases of one who is hidden; and so does closeCase.
func (h *Host) openCase(c *Call) (status int, _ any, err error) {
	var in caseForm
	if err := errors.Join(staff(c), c.Body(&in)); err != nil {
		return 0, nil, err
	}
	err = h.within(c.Context(), func(ctx context.Context, tx pgx.Tx, l *lobby.Service) error {
		status = http.StatusCreated
		if err := visible(ctx, tx, c); err != nil {
			return err
		}
		if err := l.PutCase(ctx, h.Self, clientID(c), store.Case{ID: in.ID}); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `INSERT INTO casework (id, client) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(in.ID), c.PathValue("client"))
		if err != nil || tag.RowsAffected() == 1 {
			return err
		}
		status = http.StatusOK
		var open bool
		err = tx.QueryRow(ctx, `SELECT client = $2 AND closed_because = '' FROM casework WHERE id = $1`, string(in.ID), c.PathValue("client")).Scan(&open)
		if err == nil && !open {
			err = errCase
		}
		return err
	})
	return status, nil, err
}

// closeCase closes a case for a reason. A case that is closed keeps the reason that it has.
func (h *Host) closeCase(c *Call) (int, any, error) {
	var in closing
	if err := errors.Join(staff(c), c.Body(&in)); err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, h.within(c.Context(), func(ctx context.Context, tx pgx.Tx, l *lobby.Service) error {
		if err := visible(ctx, tx, c); err != nil {
			return err
		}
		if err := l.CloseCase(ctx, h.Self, clientID(c), store.CaseID(c.PathValue("case")), in.Because); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE casework SET closed_because = $2 WHERE id = $1 AND closed_because = ''`, c.PathValue("case"), in.Because)
		return err
	})
}
