package lobby_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestSubjectAccessWritesOutAllThatIsHeld(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Now = fixed })
	arrival, marks := planted()
	marks = slices.DeleteFunc(marks, func(m string) bool { return m == string(arrival.Details) })
	arrival.Details = []byte(`{"need":"a roof"}`)
	id := w.receive(haven, arrival)
	undecided, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: id})
	require.NoError(t, err)
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "floating-support"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "floating-support"))
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "other"))
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	byRecord, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: id})
	require.NoError(t, err)
	byClient, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: d.Client})
	require.NoError(t, err)
	require.Equal(t, string(byRecord), string(byClient))
	for _, m := range marks {
		require.Contains(t, string(byRecord), m)
	}
	require.Contains(t, string(undecided), `"need": "a roof"`, "the host's JSON stays JSON")
	require.True(t, json.Valid(byRecord))
	golden(t, "testdata/subject.golden", string(byRecord))

	for details, want := range map[string]string{"plain <text>": `"details": "plain \u003ctext\u003e"`, "\xff\xfe": `"details": "//4="`,
		"{\"a\":\"\xe9\"}": `"details": "eyJhIjoi6SJ9"`} {
		other := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Details: []byte(details)})
		b, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Record: other})
		require.NoError(t, err)
		require.Contains(t, string(b), want)
		require.True(t, utf8.Valid(b))
	}
	for _, who := range []lobby.Subject{{}, {Record: id, Client: d.Client}} {
		_, err := w.SubjectAccess(t.Context(), dora, who)
		refusal(t, err, lobby.ErrInvalid)
	}
	_, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-none"})
	refusal(t, err, lobby.ErrNotFound)
	_, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "\n"})
	refusal(t, err, lobby.ErrInvalid)
}

// What a decision keeps of how the person compared is held on that person.
func TestAFileTellsHowThePersonCompared(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	var same []string
	for _, v := range w.labels() {
		if v.Same {
			same = v.Levels
		}
	}
	require.NotEmpty(t, same)
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-1"})
	require.NoError(t, err)
	want, err := json.Marshal(same)
	require.NoError(t, err)
	require.Contains(t, strings.Join(strings.Fields(string(file)), ""), `"comparison":`+string(want))
}

func TestI18_TheFileOfAMemberDoesNotTellOfAHiddenApplicant(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	v = w.link(amy, v, 0, "c-sam")
	_, err := w.Assign(t.Context(), amy, id, "c-ada", v.Token)
	require.NoError(t, err)
	put(t, w, lobby.ClientUpdate{ID: "c-ada", Restricted: new(true)})
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-sam"})
	require.NoError(t, err)
	require.Contains(t, string(file), "partner")
	require.NotContains(t, string(file), string(id))
}

func TestA2_ARecordThatCannotBeReadIsNamedInTheFileOfAMember(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	g := lobby.New(&damaged{Store: w.store, records: []store.RecordID{id}}, plainMatcher{}, lobby.HPA2(), &w.o)
	file, err := g.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-sam"})
	require.NoError(t, err)
	require.Contains(t, string(file), "unreadableRecords")
	require.Contains(t, string(file), string(id))
	later := withSam()
	later.Key = "ada-2"
	after := w.receive(portal, later)
	refusal(t, g.EraseClient(t.Context(), dora, "c-sam"), lobby.ErrUnreadable)
	require.True(t, w.register("c-sam").Erased, "who is asked for is erased all the same")
	require.NotContains(t, dump(w.row(after)), sam.Given, "and forgotten in what can be read")
}

// The file of a member goes on after a record without it, and after one that cannot be
// read.
func TestTheFileOfAMemberIsOfEveryRecordThatItIsIn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	var bad []store.RecordID
	for i := range 3 {
		alone := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		if i < 2 {
			bad = append(bad, alone)
		}
		v := withSam()
		v.Key, v.Household[0].Relation = fmt.Sprint(i), fmt.Sprint("partner-", i)
		id := w.receive(portal, v)
		w.link(amy, w.held(amy, id), 0, "c-sam")
	}
	b, err := w.On(&damaged{Store: w.store, records: bad}).SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-sam"})
	require.NoError(t, err)
	for i := range 3 {
		require.Contains(t, string(b), fmt.Sprint("partner-", i))
	}
	for _, id := range bad {
		require.Contains(t, string(b), string(id))
	}
}

// Of a member who is a client hidden from whoever asks there is nothing in another's file.
func TestI18_TheFileOfAClientDoesNotTellOfAHiddenMember(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	v := w.link(amy, w.held(amy, id), 0, "c-sam")
	_, err := w.Assign(t.Context(), amy, id, "c-ada", v.Token)
	require.NoError(t, err)
	require.NoError(t, w.PutCase(t.Context(), host, "c-ada", store.Case{ID: "host-1", System: store.HRS, Opened: start,
		Household: []store.Member{{Relation: "partner", Person: sam, Client: "c-sam"}}}))
	file := func() string {
		b, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-ada"})
		require.NoError(t, err)
		return string(b)
	}
	require.Equal(t, 2, strings.Count(file(), sam.NINO), "in the record, and in the host's case")
	put(t, w, lobby.ClientUpdate{ID: "c-sam", Restricted: new(true)})
	require.NotContains(t, file(), sam.NINO)
	require.NotContains(t, file(), "partner")
}

func TestTheEventsOfAFileAreInTheOrderOfTime(t *testing.T) {
	n := 100
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.NewID = func() string { n--; return fmt.Sprint("id-", n) } })
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: w.created(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))})
	require.NoError(t, err)
	var f struct{ Events []struct{ Kind string } }
	require.NoError(t, json.Unmarshal(file, &f))
	var kinds []string
	for _, e := range f.Events {
		kinds = append(kinds, e.Kind)
	}
	require.Equal(t, []string{lobby.KindReceived, lobby.KindClaimed, lobby.KindCreated}, kinds)
}
