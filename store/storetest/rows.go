package storetest

import (
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The authorities of the checks. Most rows are here; there are checks in which
// some are there, under the same ids.
const (
	here  store.Authority = "authority-1"
	there store.Authority = "authority-2"
)

type (
	recordChange = store.Change[store.RecordID, store.Record]
	clientChange = store.Change[store.ClientID, store.Client]
)

// morning is when the first record of most checks arrives.
var morning = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// minute is n minutes later.
func minute(n int) time.Time { return morning.Add(time.Duration(n) * time.Minute) }

// aRecord is a record that waits, with every field set that one can have.
func aRecord(id store.RecordID) store.Record {
	r := filled[store.Record](string(id))
	r.Authority, r.ID, r.Version, r.State = here, id, 0, store.StateWaiting
	r.Received = morning
	r.Keys = nil
	return r
}

// aClient is a client with every field set but its reference and its keys.
func aClient(id store.ClientID) store.Client {
	c := filled[store.Client](string(id))
	c.Authority, c.ID, c.Version = here, id, 0
	c.Reference, c.Keys = "", nil
	return c
}

// unordered are ids in no order, in fives of which another order than that of their
// bytes makes another list: a dictionary's, that of numbers, that of letters alone or
// that of UTF-16.
func unordered[ID ~string]() []ID {
	return []ID{"b", "B", "aa", "a-b", "a", "é", "e", "10", "9", "€", "😀", "\uff5e", "zz", "Z", "\ue000"}
}

// hollow are a record and a client with every part, and nothing in any of them.
func hollow() (store.Record, store.Client) {
	r := store.Record{
		Authority: here, ID: "r", WaitingList: &store.WaitingListPlace{}, Support: &store.SupportStart{},
		Withdrawn: &store.Withdrawal{}, Claim: &store.Claim{}, Decision: &store.Decision{},
		Household: make([]store.Member, 2), Tasks: make([]store.Task, 2),
		Person: matching.Person{Emails: []string{"", "x", ""}},
	}
	c := store.Client{Authority: here, ID: "c", Cases: []store.Case{{WaitingList: &store.WaitingListPlace{}, Support: &store.SupportStart{}}, {}}}
	return r, c
}

// anEvent is an event with every field set.
func anEvent(id store.EventID) store.Event {
	e := filled[store.Event](string(id))
	e.Authority, e.ID, e.At = here, id, morning
	return e
}

// tombstone is what is left of a record once it is removed.
func tombstone(r store.Record) store.Record {
	return store.Record{
		Authority: r.Authority, ID: r.ID, System: r.System, State: store.StateRemoved,
		Decision: &store.Decision{Kind: store.StateRemoved, By: "officer-1", At: minute(60), Reason: "duplicate"},
	}
}

// write is the change that writes a record which is expected at a version.
func write(expect store.Version, r store.Record) recordChange {
	return recordChange{ID: r.ID, Expect: expect, Next: &r}
}

// writeClient is the change that writes a client which is expected at a version.
func writeClient(expect store.Version, c store.Client) clientChange {
	return clientChange{ID: c.ID, Expect: expect, Next: &c}
}

// records is a batch of changes of records.
func records(cs ...recordChange) store.Batch {
	return store.Batch{Authority: here, Records: cs}
}

// clients is a batch of changes of clients.
func clients(cs ...clientChange) store.Batch {
	return store.Batch{Authority: here, Clients: cs}
}

// events is a batch of events.
func events(es ...store.Event) store.Batch {
	return store.Batch{Authority: here, Events: es}
}

// acks is a batch in which a consumer acknowledges events.
func acks(c store.Consumer, ids ...store.EventID) store.Batch {
	b := store.Batch{Authority: here}
	for _, id := range ids {
		b.Acks = append(b.Acks, store.Ack{Consumer: c, Event: id})
	}
	return b
}

// in is the same batch, of another authority.
func in(a store.Authority, b store.Batch) store.Batch {
	b = clone(b)
	b.Authority = a
	for _, c := range b.Records {
		c.Next.Authority = a
		if c.Was != nil {
			c.Was.Authority = a
		}
	}
	for _, c := range b.Clients {
		c.Next.Authority = a
		if c.Was != nil {
			c.Was.Authority = a
		}
	}
	for i := range b.Events {
		b.Events[i].Authority = a
	}
	return b
}

// clone is a copy of a batch that shares no memory with it.
func clone(b store.Batch) store.Batch {
	b.Records, b.Clients = slices.Clone(b.Records), slices.Clone(b.Clients)
	b.Events, b.Acks = slices.Clone(b.Events), slices.Clone(b.Acks)
	for i, c := range b.Records {
		b.Records[i].Next, b.Records[i].Was = cloned(c.Next, store.Record.Clone), cloned(c.Was, store.Record.Clone)
	}
	for i, c := range b.Clients {
		b.Clients[i].Next, b.Clients[i].Was = cloned(c.Next, store.Client.Clone), cloned(c.Was, store.Client.Clone)
	}
	b.Retired = slices.Clone(b.Retired)
	return b
}

func cloned[Row any](row *Row, clone func(Row) Row) *Row {
	if row == nil {
		return nil
	}
	next := clone(*row)
	return &next
}

// filled is a row in which every field is set: texts to the field's own path
// and the given word, so that a difference says what was lost and where.
func filled[Row any](word string) Row {
	var row Row
	n := 0
	fill(reflect.ValueOf(&row).Elem(), word, &n)
	return row
}

func fill(v reflect.Value, path string, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[matching.Profile]() {
			path += "\x00\xff" // a profile is bytes
		}
		v.SetString(path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path, n)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes(append([]byte(path), 0, 0xff))
			return
		}
		fillList(v, path, n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(morning.Add(time.Duration(*n) * time.Microsecond)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name, n)
		}
	default:
		panic("storetest: cannot fill a " + v.Type().String())
	}
}

// fillList gives a list three elements that are in no order. What has no id of
// its own comes twice, as two people of one name do. Keys are sorted.
func fillList(v reflect.Value, path string, n *int) {
	v.Set(reflect.MakeSlice(v.Type(), 3, 3))
	order := []int{1, 2, 0}
	if v.Type() == reflect.TypeFor[[]matching.Key]() {
		order = []int{0, 1, 2}
	}
	first := *n
	for place, i := range order {
		fill(v.Index(place), element(path, i), n)
	}
	if elem := v.Type().Elem(); elem.Kind() == reflect.String || elem == reflect.TypeFor[store.Member]() {
		fill(v.Index(2), element(path, order[0]), &first)
	}
}

func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// keys are blocking keys that a store follows.
func keys(ks ...matching.Key) []matching.Key { return ks }
