package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// referral is what the council's web form posts.
type referral struct {
	Reference    string   `json:"reference"` // the form's own: sent again, it is the same referral
	Channel      string   `json:"channel"`
	Organisation string   `json:"organisation"` // whose reference it is; empty for the form's own
	Given        string   `json:"given"`
	Family       string   `json:"family"`
	Born         string   `json:"born"`
	Phones       []string `json:"phones"`
	Emails       []string `json:"emails"`
	Postcodes    []string `json:"postcodes"`
	Consent      bool     `json:"consent"`
	Urgent       bool     `json:"urgent"`
}

// intake receives referrals: 201 for a new one, 200 for one that had arrived
// before, 409 for another one under a reference that is taken, which is not kept, and
// 410 for one that was removed since.
func intake(in lobby.Intake, machine lobby.Actor) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r, err := read(http.MaxBytesReader(w, req.Body, 64<<10))
		if err != nil || r.Reference == "" { // without one, the same referral sent again would be another
			http.Error(w, "not a referral", http.StatusBadRequest) // the decoder's words may quote the person's
			return
		}
		receipt, err := in.Receive(req.Context(), machine, lobby.Arrival{
			Channel: store.Channel(r.Channel), Key: r.Reference, Sender: r.Organisation, Urgent: r.Urgent,
			Referrer: store.Referrer{Organisation: r.Organisation},
			Consent:  store.Consent{Refer: r.Consent, How: "written"},
			Person: matching.Person{
				Given: r.Given, Family: r.Family, Born: r.Born, Phones: r.Phones, Emails: r.Emails, Postcodes: r.Postcodes,
			},
		})
		switch {
		case err != nil:
			http.Error(w, err.Error(), status(err)) // ids and codes only
		case receipt.Duplicate && receipt.Differs:
			http.Error(w, "another referral came under this reference: send this one under its own", http.StatusConflict)
		case receipt.Duplicate:
			w.WriteHeader(http.StatusOK)
		default:
			w.WriteHeader(http.StatusCreated)
		}
	})
}

// read reads one referral, and nothing else.
func read(body io.Reader) (r referral, err error) {
	text, err := io.ReadAll(body)
	if err != nil {
		return r, err
	}
	form := json.NewDecoder(bytes.NewReader(text))
	form.DisallowUnknownFields() // a misspelled field would be lost without a word
	if err := form.Decode(&r); err != nil {
		return r, err
	}
	if _, err := form.Token(); !errors.Is(err, io.EOF) || !utf8.Valid(text) { // of other text the decoder makes question marks
		return r, errors.New("not one referral in UTF-8")
	}
	return r, nil
}

// status is the HTTP status of a refusal.
func status(err error) int {
	for _, s := range []struct {
		kind error
		code int
	}{
		{lobby.ErrInvalid, http.StatusBadRequest}, {lobby.ErrChannel, http.StatusBadRequest}, {lobby.ErrDraft, http.StatusBadRequest},
		{lobby.ErrTooLarge, http.StatusRequestEntityTooLarge}, {lobby.ErrRemoved, http.StatusGone},
		{lobby.ErrDenied, http.StatusForbidden}, {lobby.ErrNotFound, http.StatusNotFound},
	} {
		if errors.Is(err, s.kind) {
			return s.code
		}
	}
	return http.StatusServiceUnavailable // send it again: the reference makes that safe
}
