package host

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// Log-in is a STUB: whoever names an account gets a session of it. A real service asks its
// identity provider here, and makes the actor from the answer.

// Account is a row of the host's table of users. Machines that send referrals have one
// as well.
type Account struct {
	ID       store.ActorID
	Role     lobby.Role
	Rights   lobby.Rights
	Provider store.ProviderID
}

// PutAccounts inserts or changes accounts.
func (h *Host) PutAccounts(ctx context.Context, accounts ...Account) error {
	for _, a := range accounts {
		_, err := h.pool.Exec(ctx, `INSERT INTO account (id, role, rights, provider) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET role = excluded.role, rights = excluded.rights, provider = excluded.provider`,
			string(a.ID), string(a.Role), int(a.Rights), string(a.Provider))
		if err != nil {
			return err
		}
	}
	return nil
}

// HasUsersOf reports whether a provider has users here.
func (h *Host) HasUsersOf(ctx context.Context, p store.ProviderID) (bool, error) {
	rows, err := h.pool.Query(ctx, `SELECT DISTINCT provider FROM account WHERE role = $1`, string(lobby.ProviderUser))
	if err != nil {
		return false, err
	}
	known, err := pgx.CollectRows(rows, pgx.RowTo[store.ProviderID])
	return slices.Contains(known, p), err
}

type login struct {
	Account string `json:"account"`
}

type session struct {
	Token string `json:"token"`
}

// logIn is the stub: it takes the name of an account for proof.
func (h *Host) logIn(c *Call) (int, any, error) {
	var in login
	if err := c.Body(&in); err != nil {
		return 0, nil, err
	}
	if !storable(in.Account) {
		return 0, nil, errLogin
	}
	token := rand.Text()
	tag, err := h.pool.Exec(c.Context(), `INSERT INTO session (token, account) SELECT $1, id FROM account WHERE id = $2`, token, in.Account)
	if err == nil && tag.RowsAffected() == 0 {
		return 0, nil, errLogin
	}
	return http.StatusCreated, session{token}, err
}

// storable reports whether a text can be a value in PostgreSQL, which has none with a NUL or
// with bytes that are no UTF-8, and answers those with an error as if it had failed.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

var errLogin = errors.New("not logged in")

// actor is whoever a request's session belongs to.
func (h *Host) actor(r *http.Request) (lobby.Actor, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || !storable(token) {
		return lobby.Actor{}, errLogin
	}
	a := lobby.Actor{Authority: h.config.Authority}
	var rights int
	err := h.pool.QueryRow(r.Context(), `SELECT a.id, a.role, a.rights, a.provider FROM session s JOIN account a ON a.id = s.account WHERE s.token = $1`, token).
		Scan(&a.ID, &a.Role, &rights, &a.Provider)
	if errors.Is(err, pgx.ErrNoRows) {
		return lobby.Actor{}, errLogin
	}
	if err != nil {
		return lobby.Actor{}, fmt.Errorf("session: %w", err)
	}
	a.Rights = lobby.Rights(rights)
	return a, nil
}
