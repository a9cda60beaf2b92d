package lobbytest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// identifier reports whether every store keeps a text as an identifier.
func identifier(text string) bool {
	return text != "" && len(text) <= store.MaxID && strings.ToValidUTF8(text, "") == text && !strings.ContainsFunc(text, unicode.IsControl)
}

// sentence reports whether something is in order as words for an officer.
func sentence(text string) bool {
	return len(text) <= store.MaxText && strings.ToValidUTF8(text, "") == text && !strings.ContainsFunc(text, unicode.IsControl)
}

func named(t tb, s *subject) {
	require.True(t, identifier(s.Name()), "the name is %q", s.Name())
	require.Equal(t, s.Name(), s.Name())
}

func channels(t tb, s *subject) {
	listed := slices.Clone(s.Channels())
	require.NotEmpty(t, listed, "nothing would wait in the lobby")
	for i, c := range listed {
		require.True(t, identifier(string(c)), "channel %q is no identifier", c)
		require.NotContains(t, listed[:i], c, "channel %q is listed twice", c)
	}
	for i, got := range s.Channels() {
		require.Equal(t, listed[i], got)
	}
	for got := s.Channels(); len(got) > 0; got = got[1:] {
		got[0] = "scribbled"
	}
	require.Equal(t, listed, s.Channels(), "whoever is handed the list can change it")
}

func writesNothing(t tb, s *subject) {
	s.questions(func(a lobby.Actor, act lobby.Action, r *store.Record) {
		if r == nil {
			return
		}
		given := r.Clone()
		_ = s.Permit(a, act, &given)
		require.Equal(t, *r, given, "Permit(%s, %s) writes to the record", a.Role, act)
	})
	s.placings(func(in store.Case, onto store.Client) {
		case1, client := in.Clone(), onto.Clone()
		s.Place(case1, client)
		require.Equal(t, in, case1, "Place writes to the case")
		require.Equal(t, onto, client, "Place writes to the client")
	})
}

// answers are all that the policy says, in the order asked: each question is asked
// so many times in a row.
func (s *subject) answers(times int) (all []string) {
	s.questions(func(a lobby.Actor, act lobby.Action, r *store.Record) {
		for range times {
			all = append(all, fmt.Sprint(a.ID, " ", act, " ", recordID(r), ": ", s.Permit(a, act, r)))
		}
	})
	s.placings(func(in store.Case, onto store.Client) {
		for range times {
			all = append(all, fmt.Sprintf("%s onto %s: %+v", in.From, onto.ID, s.Place(in, onto)))
		}
	})
	for range times {
		all = append(all, fmt.Sprint(s.Name(), s.Channels(), s.MintsReference()))
	}
	return all
}

func recordID(r *store.Record) store.RecordID {
	if r == nil {
		return "(none)"
	}
	return r.ID
}

func pure(t tb, s *subject) {
	first := s.answers(1)
	for i, got := range s.answers(2) {
		if got != first[i/2] {
			require.Equal(t, first[i/2], got)
		}
	}
	var all sync.WaitGroup
	again := make([][]string, 3) // at once: a policy serves every request of a host
	for i := range again {
		all.Go(func() { again[i] = s.answers(1) })
	}
	all.Wait()
	for _, got := range again {
		for i := range first {
			if first[i] != got[i] { // asserting is slow
				require.Equal(t, first[i], got[i])
			}
		}
	}
}

func deniesByDefault(t tb, s *subject) {
	for _, a := range s.actors {
		for _, act := range []lobby.Action{"", "unheard-of"} {
			require.Error(t, s.Permit(a, act, nil), "%s may do %q", a.Role, act)
			for i := range s.records {
				require.Error(t, s.Permit(a, act, &s.records[i]), "%s may do %q to %s", a.Role, act, s.records[i].ID)
			}
		}
	}
	for _, role := range []lobby.Role{"", "unheard-of"} {
		a := lobby.Actor{ID: "stranger", Authority: here, Role: role, Rights: ^lobby.Rights(0), Provider: "provider-1"}
		for _, act := range lobby.Actions() {
			require.Error(t, s.Permit(a, act, nil), "role %q may %s", role, act)
			for i := range s.records {
				require.Error(t, s.Permit(a, act, &s.records[i]), "role %q may %s %s", role, act, s.records[i].ID)
			}
		}
	}
}

// officersWork is what shows whom the authority knows, or decides.
var officersWork = []lobby.Action{
	lobby.ActClaim, lobby.ActRelease, lobby.ActReassign, lobby.ActReview, lobby.ActLinkMember, lobby.ActAssign, lobby.ActCreate, lobby.ActRemove, lobby.ActOverride,
	lobby.ActReadClient, lobby.ActSeeRestricted, lobby.ActSearch, lobby.ActExport, lobby.ActEraseClient, lobby.ActLabels,
	lobby.ActEvents, lobby.ActReadings,
}

func sendersDecideNothing(t tb, s *subject) {
	for _, a := range s.actors {
		switch a.Role {
		case lobby.IntakeMachine, lobby.PartnerUser, lobby.ProviderUser:
			for _, act := range officersWork {
				require.Error(t, s.Permit(a, act, nil), "%s may %s", a.Role, act)
			}
		}
	}
}

func deniedAtAll(t tb, s *subject) {
	for _, a := range s.actors {
		for _, act := range lobby.Actions() {
			if s.Permit(a, act, nil) == nil {
				continue
			}
			for i := range s.records {
				require.Error(t, s.Permit(a, act, &s.records[i]), "%s may not %s, and may %s %s", a.Role, act, act, s.records[i].ID)
			}
		}
	}
}

func discreet(t tb, s *subject) {
	secret := []string{"Zebedee", "Quillfeather", "1987", "QQ123456C", "900321", "zebedee@", "LS1"}
	s.questions(func(a lobby.Actor, act lobby.Action, r *store.Record) {
		var e *lobby.Error
		if !errors.As(s.Permit(a, act, r), &e) {
			return // of no error but the lobby's own is anything told
		}
		for _, word := range secret {
			require.NotContains(t, e.Code+" "+e.Text, word, "the refusal of %s tells of the person", act)
		}
		require.True(t, e.Code == "" || identifier(e.Code), "the refusal of %s has a code that nobody prints: %q", act, e.Code)
		require.True(t, sentence(e.Text), "the refusal of %s says what is not printed whole: %q", act, e.Text)
	})
}

func closings(t tb, s *subject) {
	s.placings(func(in store.Case, onto store.Client) {
		p := s.Place(in, onto)
		require.True(t, p.ClosedBecause == "" || identifier(p.ClosedBecause), "the new case is closed for %q, which is no code", p.ClosedBecause)
		require.LessOrEqual(t, len(p.Closes), lobby.MaxCloses)
		seen := map[store.CaseID]bool{}
		for _, c := range p.Closes {
			require.True(t, identifier(c.Because), "case %s is closed for %q, which is no code", c.Case, c.Because)
			require.False(t, seen[c.Case], "case %s is closed twice", c.Case)
			seen[c.Case] = true
			i := slices.IndexFunc(onto.Cases, func(k store.Case) bool { return k.ID == c.Case })
			require.GreaterOrEqual(t, i, 0, "case %s is not the client's", c.Case)
			require.True(t, onto.Cases[i].Open(), "case %s is closed already", c.Case)
			require.Equal(t, s.system(), onto.Cases[i].System, "case %s is of another system", c.Case)
		}
	})
}
