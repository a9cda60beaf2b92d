package storetest

import (
	"context"
	"io"

	"github.com/caselobby/caselobby/store"
)

// Option lends the suite something that a [store.Store] has no method for.
type Option func(*hooks)

// Handle lends a way to open one more handle on a store's data, as another
// process would. The suite closes it if it has a Close method.
func Handle(f func(store.Store) (store.Store, error)) Option {
	return func(h *hooks) { h.handle = f }
}

// Reopen lends a way to close a store and open it again on the same data. It may be
// called while commits are under way, which may then end in an error. The suite closes
// what it gets if it has a Close method.
func Reopen(f func(store.Store) (store.Store, error)) Option {
	return func(h *hooks) { h.reopen = f }
}

// Crash lends a way to break a store off, whatever calls are under way, without letting
// it finish anything, and to open what is left. It is called while other goroutines use
// the store. Once what is left is fixed, the store that was broken off must not tell any
// of them that a call succeeded. The suite closes what it gets if it has a Close method.
func Crash(f func(store.Store) (store.Store, error)) Option {
	return func(h *hooks) { h.crash = f }
}

// Dump lends a way to write out everything that a store would ever hand out:
// every table, index, log and statistic that its own export or its queries can
// reach, uncompressed and not encrypted. The files as they are may show more, such
// as pages that were freed: whoever writes them out proves more.
func Dump(f func(store.Store, io.Writer) error) Option {
	return func(h *hooks) { h.dump = f }
}

// Hold lends a way to hold whatever a commit of a record waits for, as another
// process in the midst of its own transaction would, until release is called.
func Hold(f func(s store.Store, a store.Authority, id store.RecordID) (release func() error, err error)) Option {
	return func(h *hooks) { h.hold = f }
}

// Damage lends a way to spoil one row of an authority where it is stored, so that
// it cannot be read any more: a record, or a client where the record's id is
// empty. It writes what a newer version of the library might, or half a row, and
// leaves alone what leads to the row.
func Damage(f func(s store.Store, a store.Authority, r store.RecordID, c store.ClientID) error) Option {
	return func(h *hooks) { h.damage = f }
}

// Transactions lends what a database with transactions of the host's own has: begin
// begins one, and returns the store that works within it and how the host ends it,
// by its commit or by its rollback. Until the transaction writes, others commit
// beside it.
func Transactions(begin func(context.Context, store.Store) (inside store.Store, end func(commit bool) error, err error)) Option {
	return func(h *hooks) { h.begin = begin }
}

// Migrations lends what a database with tables has: empty makes a database without
// any. It is not for a store whose opening makes them.
func Migrations(empty func() (Database, error)) Option {
	return func(h *hooks) { h.empty = empty }
}

// Database is a place for tables. Migrate makes what is not there yet, Open opens a
// store on it, and Drop, unless nil, does away with it.
type Database struct {
	Migrate func(context.Context) error
	Open    func() (store.Store, error)
	Drop    func()
}

type hooks struct {
	handle, reopen, crash func(store.Store) (store.Store, error)
	dump                  func(store.Store, io.Writer) error
	hold                  func(store.Store, store.Authority, store.RecordID) (func() error, error)
	damage                func(store.Store, store.Authority, store.RecordID, store.ClientID) error
	begin                 func(context.Context, store.Store) (store.Store, func(bool) error, error)
	empty                 func() (Database, error)
}

// hook names something that a check needs besides the store.
type hook string

const (
	nothing hook = ""
	closing hook = "the store has no Close method"
	gathers hook = "the store is no Gatherer"
	handles hook = "the adapter lends no Handle"
	reopens hook = "the adapter lends no Reopen"
	crashes hook = "the adapter lends no Crash"
	dumps   hook = "the adapter lends no Dump"
	holds   hook = "the adapter lends no Hold"
	damages hook = "the adapter lends no Damage"

	transactions hook = "the adapter lends no Transactions"
	migrations   hook = "the adapter lends no Migrations"
)

// have reports whether the means that a check needs are lent.
func (l hooks) have(h hook) bool {
	switch h {
	case handles:
		return l.handle != nil
	case reopens:
		return l.reopen != nil
	case crashes:
		return l.crash != nil
	case dumps:
		return l.dump != nil
	case holds:
		return l.hold != nil
	case damages:
		return l.damage != nil
	case transactions:
		return l.begin != nil
	case migrations:
		return l.empty != nil
	}
	return h == nothing
}

// own reports whether what a check needs is the store's own to have.
func (h hook) own() bool { return h == closing || h == gathers }

// within reports whether a store has of its own what a check needs.
func (h hook) within(s store.Store) (has bool) {
	switch h {
	case closing:
		_, has = closer(s)
	case gathers:
		_, has = s.(store.Gatherer)
	}
	return has
}

// closer returns the store's Close method, with or without an error.
func closer(s store.Store) (func() error, bool) {
	switch c := s.(type) {
	case io.Closer:
		return c.Close, true
	case interface{ Close() }:
		return func() error { c.Close(); return nil }, true
	}
	return nil, false
}

// opened takes what a hook gave, and sees to it that it is closed.
func opened(t tb, s store.Store, err error) store.Store {
	t.Helper()
	if err != nil {
		t.Fatalf("the adapter's hook: %v", err)
	}
	if s == nil {
		t.Fatalf("the adapter's hook: it gave no store")
	}
	if shut, ok := closer(s); ok {
		t.Cleanup(func() { _ = shut() })
	}
	return s
}
