package lobby

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"log/slog"

	"github.com/caselobby/caselobby/store"
)

// operation is one call of the service: who does what, and to which record and client,
// as far as that is known before it is done.
type operation struct {
	a      Actor
	act    Action
	as     Action // how errors, log and Observer name it, if not by act
	record store.RecordID
	client store.ClientID
	// foundRecord and foundClient say that these are there and the actor may know so.
	foundRecord, foundClient bool

	reads bool          // success goes unlogged
	over  bool          // it has come to its end, and has not panicked
	opens []store.Event // readings, written down before anything is returned

	repaired []string // fields of text that was not UTF-8: see reader
}

// operate is the door of every operation: it lets in whom the policy lets in at all,
// does what is to be done, names operation, record and client in the error, and tells
// the log and the Observer how it went, also where it panics.
func (s *Service) operate(ctx context.Context, o operation, do func(context.Context, *operation) error) error {
	ctx = s.watched(ctx)
	defer s.unlessEnded(ctx, &o)
	err := s.enter(ctx, o.a, o.act)
	if err == nil {
		err = do(ctx, &o)
	}
	if err == nil {
		err = s.witnessed(ctx, o.a, o.opens...)
	}
	o.over = true
	if o.as != "" {
		o.act = o.as
	}
	return s.ended(ctx, o, err)
}

// unlessEnded, deferred, tells the log and the Observer of an operation that does not
// come to its end, because a policy or something else of the host's has panicked. It does
// not tell the value of the panic, which may be anything and goes on to the caller. What
// was written before stands.
func (s *Service) unlessEnded(ctx context.Context, o *operation) {
	if o.over {
		return
	}
	s.observeAs(ctx, o.a, o.act, PanicCode)
	record, client := o.named()
	s.o.Logger.LogAttrs(ctx, slog.LevelError, "lobby: panicked",
		s.about(o.a, o.act, record, client)...)
}

// operate does the same with an operation that returns something. With an error it
// returns what was done before, but nothing if a reading was to be written down.
func operate[T any](ctx context.Context, s *Service, o operation, do func(context.Context, *operation) (T, error)) (out T, err error) {
	opens := false
	err = s.operate(ctx, o, func(ctx context.Context, o *operation) (err error) {
		out, err = do(ctx, o)
		opens = len(o.opens) > 0
		return err
	})
	if opens && err != nil {
		out = *new(T)
	}
	return out, err
}

// iterate is the door of an operation that yields many. It ends at the first error, which
// it yields last.
func iterate[T any](ctx context.Context, s *Service, o operation, do func(context.Context, func(T) bool) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := s.operate(ctx, o, func(ctx context.Context, _ *operation) error {
			return do(ctx, func(v T) bool { return yield(v, nil) })
		})
		if err != nil {
			yield(*new(T), err)
		}
	}
}

// enter lets in a live context, a well-formed actor, and a role that may do this at all.
func (s *Service) enter(ctx context.Context, a Actor, act Action) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := checkActor(a); err != nil {
		return err
	}
	return s.permit(a, act, nil)
}

// ended names what was done in the error of an operation, and tells the log and the
// Observer how it went.
func (s *Service) ended(ctx context.Context, o operation, err error) error {
	s.observe(ctx, o.a, o.act, err)
	if err == nil {
		if o.repaired != nil {
			s.o.Logger.LogAttrs(ctx, slog.LevelWarn, "lobby: text was not UTF-8, and is kept as Windows-1252 reads it",
				append(s.about(o.a, o.act, o.record, o.client), slog.Any("fields", o.repaired))...)
		}
		if !o.reads && s.o.Logger.Enabled(ctx, slog.LevelInfo) {
			s.o.Logger.LogAttrs(ctx, slog.LevelInfo, "lobby: done", s.about(o.a, o.act, o.record, o.client)...)
		}
		return nil
	}
	e := asError(err)
	e.Op = string(o.act)
	record, client := o.named()
	e.Record, e.Client = cmp.Or(e.Record, record), cmp.Or(e.Client, client)
	level := slog.LevelWarn
	if errors.Is(e, ErrStore) || errors.Is(e, ErrUnreadable) || errors.Is(e, ErrUnknown) || errors.Is(e, ErrBroken) {
		level = slog.LevelError
	}
	if !s.o.Logger.Enabled(ctx, level) {
		return e
	}
	s.o.Logger.LogAttrs(ctx, level, "lobby: refused",
		append(s.about(o.a, o.act, e.Record, e.Client),
			slog.String("kind", e.Kind.Error()), slog.String("field", e.Field), slog.String("code", e.Code))...)
	return e
}

// about is what every log line says.
func (s *Service) about(a Actor, act Action, r store.RecordID, c store.ClientID) []slog.Attr {
	return []slog.Attr{
		slog.String("op", string(act)), slog.String("system", string(s.system)), slog.String("authority", loggable(string(a.Authority))),
		slog.String("actor", loggable(string(a.ID))), slog.String("record", loggable(string(r))), slog.String("client", loggable(string(c))),
	}
}
