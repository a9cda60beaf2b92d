package lobby_test

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// planted is a case in which every text is a mark of its own, and the marks.
func planted() (lobby.Arrival, []string) {
	var marks []string
	mark := func() string {
		marks = append(marks, fmt.Sprintf("mårk%02dOf20", len(marks)))
		return marks[len(marks)-1]
	}
	person := func() matching.Person {
		return matching.Person{
			Given: mark(), Middle: mark(), Family: mark(), FormerFamily: []string{mark(), mark()}, Born: mark(), NINO: mark(),
			Emails: []string{mark(), mark()}, Phones: []string{mark()}, Postcodes: []string{mark()}, PreviousPostcodes: []string{mark()},
		}
	}
	return lobby.Arrival{
		Channel: store.ChannelProvider, Key: mark(), Person: person(), Details: []byte(mark()), Provider: "haven",
		Referrer:  store.Referrer{Organisation: mark(), Body: mark(), Contact: mark()},
		Household: []store.Member{{Relation: mark(), Person: person()}, {Relation: mark(), Person: person()}},
		Tasks:     []store.Task{{ID: store.TaskID(mark()), Type: mark(), Title: mark(), Note: mark()}},
	}, marks
}

// guises are the ways in which a mark could survive.
func guises(mark string) []string {
	s, m := sha256.Sum256([]byte(mark)), md5.Sum([]byte(mark))
	return []string{
		mark, strings.ToUpper(mark), strings.ToLower(mark), url.QueryEscape(mark), strings.Trim(fmt.Sprintf("%+q", mark), `"`),
		hex.EncodeToString([]byte(mark)), base64.StdEncoding.EncodeToString([]byte(mark)),
		base64.RawURLEncoding.EncodeToString([]byte(mark)), hex.EncodeToString(s[:]), hex.EncodeToString(m[:]),
	}
}

// everything is all that the library returns, logs or emits, to whoever has the
// most rights, and all that is stored.
func everything(t *testing.T, w *world, log *bytes.Buffer, id, twin store.RecordID, p matching.Person, marks []string) string {
	var b strings.Builder
	add := func(v any, err error) {
		b.WriteString(dump(v))
		if err != nil {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				fmt.Fprintf(&b, verb+"\n", err)
			}
			fmt.Fprintf(&b, "%v %v", errors.Join(err, err), slog.AnyValue(err))
		}
	}
	ctx := t.Context()
	all := ^lobby.Rights(0)
	lead := lobby.Actor{ID: "lena", Authority: leeds, Role: lobby.Lead, Rights: all}
	prot := lobby.Actor{ID: "dora", Authority: leeds, Role: lobby.DataProtection, Rights: all}
	note := "x"
	add(w.Record(ctx, lead, id))
	add(w.Claim(ctx, lead, id))
	add(w.Review(ctx, lead, id))
	add(w.Tasks(ctx, haven, id))
	add(nil, w.UpdateTask(ctx, haven, id, lobby.TaskUpdate{ID: "x", Note: &note}))
	add(w.Outcome(ctx, portal, id))
	add(w.Waiting(ctx, lead, lobby.Filter{}))
	add(w.Waiting(ctx, haven, lobby.Filter{}))
	add(w.Review(ctx, lead, twin))
	add(w.Search(ctx, lead, p))
	add(w.Find(ctx, lead, string(id)))
	add(w.Find(ctx, lead, lobby.Short(id)))
	for _, m := range marks {
		if f, err := w.Find(ctx, lead, m); err != nil || len(f.Records) > 0 {
			add(f, err)
		}
	}
	add(w.Report(ctx, lead, lobby.Period{}))
	add(w.SubjectAccess(ctx, prot, lobby.Subject{Record: id}))
	add(w.Events(ctx, auditor, store.EventQuery{}))
	for v, err := range w.Labels(ctx, auditor, lobby.Period{}) {
		add(v, err)
	}
	rs, err := w.store.Records(ctx, store.Query{Authority: leeds, Limit: store.MaxPage})
	add(rs, err)
	add(w.store.Rows(ctx, leeds, store.IDs{Records: []store.RecordID{id}}))
	add(w.store.Clients(ctx, store.ClientQuery{Authority: leeds, Limit: store.MaxPage}))
	add(w.store.Candidates(ctx, leeds, plainMatcher{}.keys(p), 100))
	add(w.store.Events(ctx, store.EventQuery{Authority: leeds, Limit: store.MaxPage}))
	b.Write(log.Bytes())
	return b.String()
}

func TestI14_RemoveLeavesNothingOfThePersonAnywhere(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = fully
		o.Logger = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	arrival, marks := planted()
	twin := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	id := w.receive(haven, arrival)

	// Everything that can be done to a record is done to it, with marks.
	mark := func(m string) string { marks = append(marks, m); return m }
	note, done := mark("markNote"), true
	amended := arrival.Person
	amended.Given = mark("markGiven")
	marks = slices.DeleteFunc(marks, func(m string) bool { // what these overwrite is gone already
		return m == arrival.Person.Given || m == arrival.Tasks[0].Note || m == string(arrival.Details)
	})
	amended.Postcodes = jane.Postcodes // so that the twin's review shows it
	marks = slices.DeleteFunc(marks, func(m string) bool { return m == arrival.Person.Postcodes[0] })
	require.NoError(t, w.Amend(t.Context(), haven, id, lobby.Amendment{Person: amended, Details: []byte(mark("markDetails"))}))
	require.NoError(t, w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: arrival.Tasks[0].ID, Note: &note, Done: &done}))
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, mark("markList")))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, mark("markSupport")))
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "disengaged"))
	v := w.held(lena, id)
	require.GreaterOrEqual(t, len(marks), 40)

	before := everything(t, w, &log, id, twin, amended, marks)
	for _, m := range marks {
		require.Contains(t, before, m, "the search does find what is there")
	}
	require.Len(t, w.look(lena, twin).Records, 1)

	_, err := w.Remove(t.Context(), lena, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token, Override: true})
	require.NoError(t, err)
	after := everything(t, w, &log, id, twin, amended, marks)
	for _, m := range marks {
		for _, g := range guises(m) {
			require.NotContains(t, after, g)
		}
	}
	require.Empty(t, w.look(lena, twin).Records, "I15: other reviews stop showing it")
	require.NoError(t, w.Audit(t.Context(), auditor, id), "I22: the chain is verified after the removal")
	_, err = w.Receive(t.Context(), haven, arrival)
	refusal(t, err, lobby.ErrRemoved)
	require.NotContains(t, log.String(), arrival.Key)
}

func TestI14_NothingOfAPersonIsLoggedOrInAnError(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = fully
		o.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	arrival, marks := planted()
	id := w.receive(haven, arrival)
	bad := arrival
	bad.Key = ""
	bad.Person.Emails = []string{marks[0] + "\x00"}
	_, err := w.Receive(t.Context(), haven, bad)
	refusal(t, err, lobby.ErrInvalid)
	v := w.held(amy, id)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	_, err = w.Search(t.Context(), amy, arrival.Person)
	require.NoError(t, err)
	_, err = w.Find(t.Context(), amy, marks[0]+"\n")
	refusal(t, err, lobby.ErrInvalid)
	printed := log.String() + fmt.Sprintf("%v %+v %#v %v %+v %#v %s", err, err, err, v.Record, v.Record, v.Record, arrival.Person)
	require.Contains(t, log.String(), "op=create")
	require.Contains(t, log.String(), "field=emails")
	for _, m := range marks {
		require.NotContains(t, printed, m)
	}
}

func TestI15_ARemovedRecordIsBesideNobodyAnyMore(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: jane})
	beside := w.look(amy, one).Records
	require.Len(t, beside, 1)
	require.Equal(t, two, beside[0].Record.ID)

	_, err := w.Remove(t.Context(), amy, two, lobby.Removal{Reason: "test", Confirm: string(two), Token: w.held(amy, two).Token})
	require.NoError(t, err)
	require.Empty(t, w.look(amy, one).Records)
	found, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Len(t, found.Records, 1)
	require.Equal(t, one, found.Records[0].Record.ID)
}

func TestRemovalHasToBeConfirmed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	v := w.held(amy, id)
	for _, typed := range []string{"", "yes", string(id[:8]), string(id) + "x", lobby.Short(id)[1:], "delete"} {
		_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: typed, Token: v.Token})
		refusal(t, err, lobby.ErrNotConfirmed)
	}
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: " " + strings.ToLower(lobby.Short(id)) + "\n", Token: v.Token})
	require.NoError(t, err)
}

func TestRemovalReasonsAreAListAndNotFreeText(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.RemovalReasons = []string{"our-own"} })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	for _, reason := range []string{"", "test", "Jane Doe moved away"} {
		_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: reason, Confirm: string(id), Token: v.Token})
		require.NotContains(t, refusal(t, err, lobby.ErrInvalid).Error(), "Jane")
	}
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "our-own", Confirm: string(id), Token: v.Token})
	require.NoError(t, err)
}

func TestI14_NoEventSaysWhoARemovedPersonPerhapsWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	other := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.Create(t.Context(), amy, one, w.held(amy, one).Token)
	require.NoError(t, err)
	_, err = w.Remove(t.Context(), amy, other, lobby.Removal{Reason: "test", Confirm: string(other), Token: w.held(amy, other).Token})
	require.NoError(t, err)

	es, err := w.Events(t.Context(), host, store.EventQuery{Record: other})
	require.NoError(t, err)
	require.Contains(t, dump(es), lobby.KindLookAgain)
	require.NotContains(t, dump(es), string(d.Client))
	es, err = w.Events(t.Context(), host, store.EventQuery{Client: d.Client})
	require.NoError(t, err)
	require.NotContains(t, dump(es), string(other))
	held, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: d.Client})
	require.NoError(t, err)
	require.NotContains(t, string(held), string(other), "nor is it among what is held on somebody else")
}

// What a removal destroys is one thing or another: who was told of a place on a waiting
// list was not told of support.
func TestWhatARemovalDestroysIsNotTakenForSomethingElse(t *testing.T) {
	w := newWorld(t, quietly{lobby.HRS()})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	w.held(amy, id)
	require.NoError(t, w.JoinWaitingList(t.Context(), amy, id, "x"))
	token := w.look(amy, id).Token
	require.NoError(t, w.LeaveWaitingList(t.Context(), amy, id))
	require.NoError(t, w.StartSupport(t.Context(), amy, id, "x"))
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: token})
	refusal(t, err, lobby.ErrStale)
}

// quietly lets remove also what somebody supports.
type quietly struct{ lobby.Policy }

func (p quietly) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if err := p.Policy.Permit(a, act, r); !errors.Is(err, lobby.ErrSupportStarted) {
		return err
	}
	return nil
}

func TestARemovalForAnotherReasonIsAnotherRequest(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	r := lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(amy, id).Token}
	_, err := w.Remove(t.Context(), amy, id, r)
	require.NoError(t, err)
	r.Reason = "spam"
	_, err = w.Remove(t.Context(), amy, id, r)
	refusal(t, err, lobby.ErrRemoved)
}
