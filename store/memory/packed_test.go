package memory

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"
	"weak"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// back writes clients to a register one after another, and reads all of them.
func back(r *register, clients ...store.Client) []store.Client {
	for i := range clients {
		r.release(clients[i].ID)
		r.put(&clients[i], clients[i].Version)
	}
	return r.page(store.ClientQuery{Limit: store.MaxPage}).clients("leeds")
}

func TestAClientComesBackWithEveryFieldThatItHas(t *testing.T) {
	full := store.Client{Authority: "leeds", ID: "b", Version: 3}
	n := 0
	fill(reflect.ValueOf(&full).Elem(), &n)
	full.Authority, full.ID = "leeds", "b"
	rows := []store.Client{
		{Authority: "leeds", ID: "a", Version: 1},
		full,
		{Authority: "leeds", ID: "c", Version: 1 << 62, Person: matching.Person{Given: strings.Repeat("é", 500), Emails: []string{"", "x"}}},
		{Authority: "leeds", ID: "d", Version: 1, Keys: []matching.Key{9, 1 << 63, 9, 0, 1<<64 - 1}}, // as a host made them
		{Authority: "leeds", ID: "e", Version: 1, Cases: []store.Case{{}, {WaitingList: &store.WaitingListPlace{}, Support: &store.SupportStart{}}}},
		{Authority: "leeds", ID: "f", Version: 1, Updated: time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), Profile: "\x00\xff\x80"},
		{Authority: "leeds", ID: "g", Version: 1, Updated: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), Erased: true},
		{Authority: "leeds", ID: "h", Version: 1, Updated: time.Unix(0, 0).UTC(), MergedInto: store.ClientID(strings.Repeat("x", store.MaxID))},
	}
	got := back(newRegister(), rows...)
	require.Len(t, got, len(rows))
	for i := range rows {
		require.True(t, reflect.DeepEqual(rows[i], got[i]), "client %s", rows[i].ID)
	}
}

func TestATimeComesBackInUTC(t *testing.T) {
	at := time.Date(2026, 7, 1, 1, 0, 0, 5000, time.FixedZone("BST", 3600))
	got := back(newRegister(), store.Client{ID: "a", Updated: at})
	require.Equal(t, at.UTC(), got[0].Updated)
}

// fill sets every field, and each to something else.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 3, 1, 9, 30, 0, *n*1000, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("fill: no rule for " + v.Type().String())
	}
}

// What was read keeps its own row alive, and the register keeps none but the last.
func TestTheRegisterLetsGoOfARowThatIsWrittenOver(t *testing.T) {
	r := newRegister()
	person := matching.Person{Given: "Zebedee", Family: strings.Repeat("z", 100)}
	back(r, store.Client{ID: "c", Version: 1, Reference: "R1", Person: person, Keys: []matching.Key{1, 2}, Profile: "p"})
	was := weak.Make(unsafe.StringData(string(r.row(1))))
	runtime.GC()
	require.NotNil(t, was.Value(), "while it is there")
	profile := r.row(1).candidate().Profile
	back(r, store.Client{ID: "c", Version: 2, Erased: true})
	runtime.GC()
	require.NotNil(t, was.Value(), "while somebody reads it")
	require.Equal(t, matching.Profile("p"), profile)
	profile = ""
	runtime.GC()
	require.Nil(t, was.Value(), "nobody has it any more")
	require.Equal(t, number(1), r.number("c"))
	runtime.KeepAlive(profile)
}

func TestAReferenceLeadsToWhoHasItNow(t *testing.T) {
	r := newRegister()
	for i := range 200 {
		back(r, store.Client{ID: store.ClientID(fmt.Sprint(i)), Version: 1, Reference: fmt.Sprint("R", i)})
	}
	for i := range 200 {
		require.Equal(t, store.ClientID(fmt.Sprint(i)), r.holder(fmt.Sprint("R", i)))
	}
	back(r, store.Client{ID: "7", Version: 2, Reference: "new"}, store.Client{ID: "8", Version: 2})
	require.Empty(t, r.holder("R7"))
	require.Empty(t, r.holder("R8"))
	require.Equal(t, store.ClientID("7"), r.holder("new"))
	require.Empty(t, r.holder("nobody's"))
	require.Equal(t, 199, r.references.count)
}

func TestAClientIsReadByItsNumberForGood(t *testing.T) {
	r := newRegister()
	back(r, store.Client{ID: "b", Version: 1}, store.Client{ID: "a", Version: 1}, store.Client{ID: "b", Version: 2})
	require.Equal(t, []number{1, 2, 0}, []number{r.number("b"), r.number("a"), r.number("c")})
	require.Equal(t, []store.Version{2, 1, 0}, []store.Version{r.version("b"), r.version("a"), r.version("c")})
	got := r.named([]store.ClientID{"b", "x", "a", "b", ""}).clients("leeds")
	require.Len(t, got, 2, "by id, once each")
	require.Equal(t, store.ClientID("a"), got[0].ID)
	require.Empty(t, r.named(nil).clients("leeds"))
}
