package storetest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const wholeList = "rows/a list comes back whole, however long it is and whatever is empty in it"

var rowMutants = []mutant{
	{"a field is forgotten", "rows/every field comes back as given", written(func(r *store.Record) { r.Person.PreviousPostcodes = nil })},
	{"a field of a list is forgotten", "rows/every field comes back as given", written(func(r *store.Record) {
		for i := range r.Tasks {
			r.Tasks[i].Note = ""
		}
	})},
	{"ids are folded to lower case", "rows/ids compare byte for byte", identified(strings.ToLower)},
	{"ids that are numbers in hexadecimal are kept as such", "rows/ids compare byte for byte", identified(func(id string) string {
		if len(id) == 24 && strings.Trim(strings.ToLower(id), "0123456789abcdef") == "" {
			return strings.ToLower(id)
		}
		return id
	})},
	{"a backslash says what the next letter is", "rows/ids compare byte for byte", identified(func(id string) string { return strings.ReplaceAll(id, `\\`, `\`) })},
	{"ids are trimmed", "rows/ids compare byte for byte", identified(strings.TrimSpace)},
	{"ids are composed", "rows/ids compare byte for byte", identified(norm.NFC.String)},
	{"ids lose their accents", "rows/ids compare byte for byte", identified(func(id string) string {
		return strings.NewReplacer("é", "e", "\u0301", "").Replace(id)
	})},
	{"times are kept to the millisecond", "rows/times come back in UTC, to the microsecond", timed(func(t time.Time) time.Time { return t.Truncate(time.Millisecond) })},
	{"times are kept as nanoseconds since 1970", "rows/times come back in UTC, to the microsecond", timed(func(t time.Time) time.Time { return time.Unix(0, t.UnixNano()).UTC() })},
	{"times come back in local time", "rows/times come back in UTC, to the microsecond", timed(func(t time.Time) time.Time { return t.In(time.FixedZone("BST", 3600)) })},
	{"the zero time comes back as the epoch", "rows/an empty row comes back empty", timed(func(t time.Time) time.Time {
		if t.IsZero() {
			return time.Unix(0, 0).UTC()
		}
		return t
	})},
	{"a missing time is now", "clocks/no time is a store's own", timed(func(t time.Time) time.Time {
		if t.IsZero() {
			return time.Now().UTC().Truncate(time.Microsecond)
		}
		return t
	})},
	{"an earlier write is an older write", "clocks/versions decide, not times", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if old, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && c.Next.Updated.Before(old.Updated) {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"long text is cut", "rows/the largest row and the longest ids come back as given", written(func(r *store.Record) {
		r.Person.Given = r.Person.Given[:min(len(r.Person.Given), 255)]
	})},
	{"details over 32 KiB are cut", "rows/the largest row and the longest ids come back as given", written(func(r *store.Record) {
		r.Details = r.Details[:min(len(r.Details), 32<<10)]
	})},
	{"bytes are kept as text", "rows/bytes come back as given", written(func(r *store.Record) { r.Details = bytes.ToValidUTF8(r.Details, []byte("?")) })},
	{"an empty part is no part", "rows/parts that are there but empty stay there", written(func(r *store.Record) {
		if r.Claim != nil && *r.Claim == (store.Claim{}) {
			r.Claim = nil
		}
	})},
	{"empty strings vanish from lists", "rows/parts that are there but empty stay there", written(func(r *store.Record) {
		var kept []string
		for _, e := range r.Person.Emails {
			if e != "" {
				kept = append(kept, e)
			}
		}
		r.Person.Emails = kept
	})},
	{"a list holds as many as a byte counts", wholeList, writtenClient(func(c *store.Client) { c.Within = c.Within[:min(len(c.Within), 255)] })},
	{"an empty text of a list is none", wholeList, writtenClient(func(c *store.Client) {
		c.Person.Phones = slices.DeleteFunc(c.Person.Phones, func(p string) bool { return p == "" })
	})},
	{"bytes are kept without the zeros at their end", "rows/bytes come back as given", writtenClient(func(c *store.Client) {
		c.Profile = matching.Profile(strings.TrimRight(string(c.Profile), "\x00"))
	})},
	{"times are kept as clocks show them where the summer has another", "rows/times come back in UTC, to the microsecond", written(func(r *store.Record) {
		if r.Due.Equal(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)) {
			r.Due = r.Due.Add(time.Hour)
		}
	})},
	{"times of a part begin in 1970", "rows/times come back in UTC, to the microsecond", writtenClient(func(c *store.Client) {
		for i := range c.Cases {
			if p := c.Cases[i].WaitingList; p != nil && p.At.Before(time.Unix(0, 0)) {
				p.At = time.Unix(0, 0).UTC()
			}
		}
	})},
	{"a client who was read without keys is kept so", "rows/many rows are read at once", func(s *broken) {
		kept := make(map[store.ClientID]bool)
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			for i, c := range rows.Clients {
				if kept[c.ID] = kept[c.ID] || ids.Unkeyed; kept[c.ID] {
					rows.Clients[i].Keys = nil
				}
			}
			return rows, err
		}
	}},
	{"records are read without keys as clients are", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			for i := range rows.Records {
				if ids.Unkeyed {
					rows.Records[i].Keys = nil
				}
			}
			return rows, err
		}
	}},
	{"numbers are kept as floating point", "rows/the largest numbers come back as given", written(func(r *store.Record) { r.Fence = int64(float64(r.Fence - 1)) })},
	{"an empty slice is refused", "rows/empty slices and nil slices are the same", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Next.Tasks != nil && len(c.Next.Tasks) == 0 {
					return errors.New("array of unknown type")
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"what is missing is an error of the driver", "rows/what is not there is not found", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			if len(rows.Records)+len(rows.Clients) < len(ids.Records)+len(ids.Clients) {
				return rows, errors.New("no rows in result set")
			}
			return rows, err
		}
	}},
	{"what is missing is an empty row", "rows/what is not there is not found", func(s *broken) {
		s.client = func(ctx context.Context, a store.Authority, id store.ClientID) (store.Client, error) {
			c, err := clientOf(ctx, s.Store, a, id)
			c.ID = id
			if errors.Is(err, errAbsent) {
				err = nil
			}
			return c, err
		}
	}},
	{"rows come in the order asked", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			slices.SortFunc(rows.Clients, func(x, y store.Client) int {
				return cmp.Compare(slices.Index(ids.Clients, x.ID), slices.Index(ids.Clients, y.ID))
			})
			return rows, err
		}
	}},
	{"a row comes as often as it is asked for", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			if len(ids.Records) > len(slices.Compact(slices.Sorted(slices.Values(ids.Records)))) {
				rows.Records = append(rows.Records, rows.Records[len(rows.Records)-1])
			}
			return rows, err
		}
	}},
	{"an authority with a NUL is an error", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			if strings.Contains(string(a), "\x00") {
				return store.Rows{}, errors.New("invalid byte sequence")
			}
			return s.Store.Rows(ctx, a, ids)
		}
	}},
	{"an id with a NUL is an error", "rows/many rows are read at once", misread(func(ids store.IDs) bool {
		return slices.ContainsFunc(ids.Records, func(id store.RecordID) bool { return strings.ContainsRune(string(id), 0) })
	})},
	{"an id that is not UTF-8 is an error", "rows/many rows are read at once", misread(func(ids store.IDs) bool {
		return slices.ContainsFunc(ids.Clients, func(id store.ClientID) bool { return !utf8.ValidString(string(id)) })
	})},
	{"an id of a record that is too long is an error", "rows/many rows are read at once", misread(func(ids store.IDs) bool {
		return slices.ContainsFunc(ids.Records, func(id store.RecordID) bool { return len(id) > store.MaxID })
	})},
	{"a client that is read without its keys is read without its reference", "rows/many rows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			for i := range rows.Clients {
				if ids.Unkeyed {
					rows.Clients[i].Keys, rows.Clients[i].Reference = nil, ""
				}
			}
			return rows, err
		}
	}},
	{"a hundred rows are read at once", "rows/as many rows as the contract allows are read at once", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			ids.Records = ids.Records[:min(len(ids.Records), 100)]
			return s.Store.Rows(ctx, a, ids)
		}
	}},
	{"rows are read one after another", "storms/rows read in a storm are of one instant", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, store.IDs{Records: ids.Records})
			time.Sleep(time.Millisecond)
			if clients, errClients := s.Store.Rows(ctx, a, store.IDs{Clients: ids.Clients}); errClients == nil {
				rows.Clients = clients.Clients
			}
			return rows, err
		}
	}},
	{"a profile is kept as text", "rows/bytes come back as given", written(func(r *store.Record) { r.Profile = matching.Profile(strings.ToValidUTF8(string(r.Profile), "?")) })},
	{"a profile ends at a NUL", "rows/every field comes back as given", written(func(r *store.Record) {
		before, _, _ := strings.Cut(string(r.Profile), "\x00")
		r.Profile = matching.Profile(before)
	})},
	{"a foreign row is forbidden", "tenancy/another authority's row is like one that never was", func(s *broken) {
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			r, err := recordOf(ctx, s.Store, a, id)
			if err != nil && a == here {
				if _, theirs := recordOf(ctx, s.Store, there, id); theirs == nil {
					return r, errors.New("belongs to another authority")
				}
			}
			return r, err
		}
	}},
	{"the batch is kept", "aliasing/changing a batch after its commit changes nothing stored", func(s *broken) {
		kept := make(map[store.RecordID]*store.Record)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				kept[c.ID] = c.Next
			}
			return s.Store.Commit(ctx, b)
		}
		s.record = func(_ context.Context, _ store.Authority, id store.RecordID) (store.Record, error) {
			r := *kept[id]
			r.Version = 1
			return r, nil
		}
	}},
	{"a page is cached", "aliasing/changing a result changes nothing stored", func(s *broken) {
		var once sync.Once
		var page []store.Record
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			once.Do(func() { page, _ = listOf(ctx, s.Store, q) })
			return page, nil
		}
	}},
	{"a cached row is handed out twice", "aliasing/results share nothing with one another", func(s *broken) {
		cached := make(map[store.RecordID]store.Record)
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			if r, ok := cached[id]; ok {
				return r, nil
			}
			r, err := recordOf(ctx, s.Store, a, id)
			cached[id] = r
			return r, err
		}
	}},
	{"a commit sorts the keys it is given", "aliasing/a commit does not modify its batch", sorting(func(b store.Batch) {
		for _, c := range b.Records {
			slices.Sort(c.Next.Keys)
		}
	})},
	{"a commit writes the version into its batch", "aliasing/a commit does not modify its batch", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				c.Next.Version = c.Expect + 1
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a tombstone keeps the person", "candidates/a tombstone leaves no key and no candidate", removedWith(func(r *store.Record, old store.Record) { r.Person = old.Person })},
}

// written stores records with something done to them.
func written(spoil func(*store.Record)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				spoil(c.Next)
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// misread fails where rows are asked for by some ids.
func misread(by func(store.IDs) bool) func(*broken) {
	return func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			if by(ids) {
				return store.Rows{}, errors.New("invalid byte sequence, or value too long")
			}
			return s.Store.Rows(ctx, a, ids)
		}
	}
}

// identified keeps records under a folded id.
func identified(fold func(string) string) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, c := range b.Records {
				b.Records[i].ID = store.RecordID(fold(string(c.ID)))
				c.Next.ID = b.Records[i].ID
			}
			return s.Store.Commit(ctx, b)
		}
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			return recordOf(ctx, s.Store, a, store.RecordID(fold(string(id))))
		}
	}
}

// timed returns rows in which every time has gone through f.
func timed(f func(time.Time) time.Time) func(*broken) {
	return func(s *broken) {
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			r, err := recordOf(ctx, s.Store, a, id)
			retime(reflect.ValueOf(&r).Elem(), f)
			return r, err
		}
	}
}

func retime(v reflect.Value, f func(time.Time) time.Time) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			retime(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			retime(v.Index(i), f)
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			v.Set(reflect.ValueOf(f(at)))
			return
		}
		for i := range v.NumField() {
			retime(v.Field(i), f)
		}
	}
}

// removedWith keeps something of a record that is removed.
func removedWith(keep func(r *store.Record, old store.Record)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if old, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && c.Next.State == store.StateRemoved {
					keep(c.Next, old)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}
}
