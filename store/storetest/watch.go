package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// watch is a store as it is, and sees which calls are under way and whether an
// error tells of a person.
type watch struct {
	store.Store
	*seen
}

// seen is what was noticed, through whatever handle.
type seen struct {
	mu        sync.Mutex
	running   map[string]int
	returned  int
	committed int      // commits that have begun
	indecent  []string // what errors told, and of which call
}

// underWay says which calls have not returned.
func (w *seen) underWay() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var calls []string
	for _, method := range slices.Sorted(maps.Keys(w.running)) {
		if n := w.running[method]; n > 0 {
			calls = append(calls, fmt.Sprintf("%d calls of %s under way", n, method))
		}
	}
	if len(calls) == 0 {
		return "no call of the store under way"
	}
	return strings.Join(calls, ", ")
}

// count says how many calls have returned.
func (w *seen) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.returned
}

// commits says how many commits have begun.
func (w *seen) commits() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.committed
}

func (w *seen) begin(method string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running == nil {
		w.running = make(map[string]int)
	}
	w.running[method]++
	if method == "Commit" {
		w.committed++
	}
}

func (w *seen) end(method string, err error, given ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running[method]--
	w.returned++
	if err == nil || len(w.indecent) > 0 {
		return
	}
	if told := confided(given).in(err); told != "" {
		w.indecent = append(w.indecent, fmt.Sprintf("an error of %s holds %s", method, told))
	}
}

// requireDiscretion fails if an error of any call told of a person.
func (w *seen) requireDiscretion(t tb) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.indecent) > 0 {
		t.Fatalf("%s: errors are logged, and carry ids and codes only. Drivers quote values and whole rows in theirs", w.indecent[0])
	}
}

func (w watch) Commit(ctx context.Context, b store.Batch) (err error) {
	w.begin("Commit")
	defer func() { w.end("Commit", err, b) }()
	return w.Store.Commit(ctx, b)
}

func (w watch) Rows(ctx context.Context, a store.Authority, ids store.IDs) (rows store.Rows, err error) {
	w.begin("Rows")
	defer func() { w.end("Rows", err) }()
	return w.Store.Rows(ctx, a, ids)
}

func (w watch) Records(ctx context.Context, q store.Query) (page store.Page, err error) {
	w.begin("Records")
	defer func() { w.end("Records", err) }()
	return w.Store.Records(ctx, q)
}

func (w watch) Clients(ctx context.Context, q store.ClientQuery) (page store.ClientPage, err error) {
	w.begin("Clients")
	defer func() { w.end("Clients", err) }()
	return w.Store.Clients(ctx, q)
}

func (w watch) Candidates(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (pool matching.Pool, err error) {
	w.begin("Candidates")
	defer func() { w.end("Candidates", err, ks) }()
	return w.Store.Candidates(ctx, a, ks, limit)
}

func (w watch) Events(ctx context.Context, q store.EventQuery) (page []store.Event, err error) {
	w.begin("Events")
	defer func() { w.end("Events", err) }()
	return w.Store.Events(ctx, q)
}

// secrets are what a person told: texts, and blocking keys.
type secrets struct {
	texts []string
	keys  []matching.Key
}

// shortest is the length of the shortest text that is looked for in an error: a
// shorter one may stand there by chance.
const shortest = 6

// confided collects what is personal in a batch, or in the keys of a search: every
// text but ids, codes and what an event holds.
func confided(given []any) (s secrets) {
	for _, g := range given {
		switch g := g.(type) {
		case []matching.Key:
			s.keys = append(s.keys, g...)
		case store.Batch:
			for _, c := range g.Records {
				s.collect(reflect.ValueOf(c.Next), "")
			}
			for _, c := range g.Clients {
				s.collect(reflect.ValueOf(c.Next), "")
			}
		}
	}
	return s
}

// impersonal are the fields that hold an id, a code or a digest, whoever they are of.
var impersonal = []string{"Authority", "ID", "System", "State", "Channel", "Provider", "Sender", "Head", "By", "Officer", "Kind", "Client", "Case", "From", "MergedInto", "ClosedBecause", "Type", "Model", "Levels"}

func (s *secrets) collect(v reflect.Value, field string) {
	if slices.Contains(impersonal, field) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			s.collect(v.Elem(), field)
		}
	case reflect.String:
		s.add(v.String())
	case reflect.Uint64:
		if v.Type() == reflect.TypeFor[matching.Key]() {
			s.keys = append(s.keys, matching.Key(v.Uint()))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			s.add(string(v.Bytes()))
			return
		}
		for i := range v.Len() {
			s.collect(v.Index(i), field)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				s.collect(v.Field(i), f.Name)
			}
		}
	}
}

func (s *secrets) add(text string) {
	if len(text) >= shortest {
		s.texts = append(s.texts, text)
	}
}

// in returns which secret an error tells in whatever form a log would show it,
// or nothing.
func (s secrets) in(err error) string {
	for _, said := range sayings(err) {
		for _, text := range s.texts {
			if strings.Contains(said, text) {
				return fmt.Sprintf("%.60q, which is of a person", text)
			}
		}
		for _, k := range s.keys {
			if k > 1<<32 && strings.Contains(said, fmt.Sprint(uint64(k))) {
				return "a blocking key, which is a value in disguise"
			}
		}
	}
	return ""
}

// sayings are the texts of an error and of every error in it, and of their fields:
// what a host that logs them shows.
func sayings(err error) (said []string) {
	if err == nil {
		return nil
	}
	said = append(said, err.Error(), fmt.Sprintf("%+v", err))
	v := reflect.ValueOf(err)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.String && v.Type().Field(i).IsExported() {
				said = append(said, f.String())
			}
		}
	}
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			said = append(said, sayings(inner)...)
		}
	default:
		said = append(said, sayings(errors.Unwrap(err))...)
	}
	return said
}
