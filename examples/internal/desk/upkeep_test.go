package desk

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// worked follows an answer to the page of some work, and returns it once the work has ended.
func (b *browser) worked(res *http.Response) (page, path string) {
	b.o.t.Helper()
	require.Equal(b.o.t, http.StatusSeeOther, res.StatusCode)
	path = res.Header.Get("Location")
	require.Contains(b.o.t, path, "/job/")
	require.Eventually(b.o.t, func() bool {
		page = b.page(path)
		return !strings.Contains(page, " data-goes-on")
	}, 10*time.Minute, 10*time.Millisecond)
	return page, path
}

// decidedLongAgo is a desk on which a case was decided a year ago, and another waits.
func decidedLongAgo(t *testing.T) (*office, store.RecordID) {
	o := open(t)
	var id store.RecordID
	for i, at := range []time.Time{noon.AddDate(-1, 0, 0), noon.AddDate(-1, 0, 1)} {
		require.NoError(t, o.desk.past(store.HPA2, at, func(s *lobby.Service) error {
			if i == 1 {
				return settle(t.Context(), s, id)
			}
			rc, err := s.Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person(), Details: []byte("Zebulon told us.")})
			id = rc.ID
			return err
		}))
	}
	rec, err := o.desk.lists[store.HPA2].Record(t.Context(), host, id)
	require.NoError(t, err)
	require.NoError(t, o.desk.past(store.HPA2, noon.AddDate(0, -11, 0), func(s *lobby.Service) error {
		return s.CloseCase(t.Context(), host, rec.Decision.Client, rec.Decision.Case, "need-resolved")
	}))
	o.arrives(person())
	return o, id
}

func TestWhatIsKeptNoLongerIsLookedAtBeforeItGoes(t *testing.T) {
	o, id := decidedLongAgo(t)
	carys := o.as("carys")
	res := carys.post("/upkeep/retention", url.Values{"records": {"0"}})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), `<a href="#records">`)

	before := o.dump()
	look, path := carys.worked(carys.post("/upkeep/retention", url.Values{"records": {"182"}, "readings": {"0"}}))
	require.Contains(t, look, "Nothing has gone yet.")
	require.Contains(t, look, "It is 1")
	require.Equal(t, before, o.dump())

	res = carys.post(path+"/confirm", url.Values{"confirm": {"2"}})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), "Type 1 to confirm. Nothing was done.")
	require.Equal(t, before, o.dump())
	require.Equal(t, http.StatusNotFound, o.as("amira").post(path+"/confirm", url.Values{"confirm": {"1"}}).StatusCode, "it is whose look it was")

	require.Contains(t, look, "What decided cases say of people, older than 6 months.", "it says what was chosen")
	_, other := carys.worked(carys.post("/upkeep/retention", url.Values{"records": {"182"}}))

	done, went := carys.worked(carys.post(path+"/confirm", url.Values{"confirm": {" 1 "}}))
	require.Contains(t, done, "1 item has gone.")
	require.Equal(t, went, carys.post(path+"/confirm", url.Values{"confirm": {"1"}}).Header.Get("Location"), "a second click is answered as the first was")
	rec, err := o.desk.lists[store.HPA2].Record(t.Context(), host, id)
	require.NoError(t, err)
	require.Empty(t, rec.Person)
	require.Empty(t, rec.Details)

	again, _ := carys.worked(carys.post(other+"/confirm", url.Values{"confirm": {"1"}}))
	require.Contains(t, again, "Nothing has gone: 0 would go now, and you confirmed 1.", "what changed meanwhile is looked at again")
	none, _ := carys.worked(carys.post("/upkeep/retention", url.Values{"records": {"182"}}))
	require.Contains(t, none, "Nothing is that old")
	require.NotContains(t, none, "/confirm")
}

func TestUpkeepIsALeads(t *testing.T) {
	o := open(t)
	for _, who := range []string{"amira", "devon", "priya", "elin"} {
		b := o.as(who)
		require.Equal(t, http.StatusForbidden, b.get("/upkeep").StatusCode, who)
		for _, path := range []string{"/upkeep/reindex", "/upkeep/retention"} {
			require.Equal(t, http.StatusForbidden, b.post(path, url.Values{"records": {"7"}}).StatusCode, who+path)
		}
		require.NotContains(t, b.page(b.get("/").Header.Get("Location")), "/upkeep")
	}
	require.Equal(t, http.StatusNotFound, o.as("carys").get("/job/nothing").StatusCode)
}

func TestEverybodyIsPreparedAgain(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	o.arrives(person())
	old := lobby.New(o.desk.store, matching.UK(&matching.Options{PriorWeight: 7}), lobby.HPA2(), nil)
	require.NoError(t, old.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C2", Person: &matching.Person{Given: "Ann", Family: "Lee"}}))
	carys := o.as("carys")
	page, _ := carys.worked(carys.post("/upkeep/reindex", nil))
	require.Contains(t, page, "Finished")
	require.Contains(t, page, "3 of 3 people in ")
}

func TestWorkIsStoppedAndSaysSo(t *testing.T) {
	o := open(t)
	carys := o.as("carys")
	me, _ := accountOf("carys")
	r := &request{Request: httptest.NewRequest(http.MethodPost, "/work", nil), me: me}
	goes := make(chan bool)
	v, err := o.desk.begin(r, &work{name: "Long", unit: [2]string{"row", "rows"}, total: 10, back: upkeepLink}, func(ctx context.Context, step func(int)) (result, error) {
		step(4)
		close(goes)
		<-ctx.Done()
		return result{Said: "Four were done."}, ctx.Err()
	})
	require.NoError(t, err)
	<-goes
	page := carys.page(v.To)
	require.Contains(t, page, "4 of 10 rows so far")
	require.Contains(t, page, `<progress max="1" value="0.4"`)
	again, err := o.desk.begin(r, &work{name: "Long"}, nil)
	require.NoError(t, err)
	require.Equal(t, v.To, again.To, "the same work goes on once")
	page, _ = carys.worked(carys.post(v.To+"/cancel", nil))
	require.Contains(t, page, "Stopped before the end.")
	require.Contains(t, page, "Four were done.")
}

func TestPaceSaysHowFastAndHowLong(t *testing.T) {
	for want, p := range map[string]string{
		"": pace(0, 0, "rows", 0), ", 50 rows a second, about 1 minute left": pace(2*time.Second, 100, "rows", 1./45),
		", less than a minute left": pace(time.Millisecond, 5, "rows", .5), ", 3 rows a second": pace(time.Second, 3, "rows", 0),
	} {
		require.Equal(t, want, p)
	}
}

func TestTheModelIsCheckedAndTaughtBehindThePage(t *testing.T) {
	o := open(t)
	require.NoError(t, o.desk.fill(t.Context()))
	elin := o.as("elin")
	require.NotContains(t, elin.page("/model"), "explain-reliability", "nobody waits for what nobody asked for")
	taught, _ := elin.worked(elin.post("/model/learn", nil))
	require.Contains(t, taught, "Nothing was changed.")
	require.Contains(t, taught, "What each finding would be worth, in bits")
	none := open(t).as("amira")
	page, _ := none.worked(none.post("/model/learn", nil))
	require.Contains(t, page, "Too little was decided to learn from.")
	require.Equal(t, http.StatusForbidden, o.as("devon").post("/model/check", nil).StatusCode)
}

func TestTheCheckHasEnoughPairsBetweenNothingAndCertainty(t *testing.T) {
	if testing.Short() {
		t.Skip("ranks thousands of cases")
	}
	o := open(t)
	amira := o.as("amira")
	page, _ := amira.worked(amira.post("/model/check", nil))
	rows := regexp.MustCompile(`<th scope="row">[^<]*</th><td class="number" data-label="Pairs">([\d,]+)`).FindAllStringSubmatch(page, -1)
	require.Len(t, rows, len(checkBands)-1)
	for _, row := range rows {
		n, err := strconv.Atoi(strings.ReplaceAll(row[1], ",", ""))
		require.NoError(t, err)
		require.GreaterOrEqual(t, n, 50, row[0])
	}
	require.Contains(t, amira.page("/model"), "explain-reliability")
}
