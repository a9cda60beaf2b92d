package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// TaskUpdate changes one task. What is nil stays as it is.
type TaskUpdate struct {
	ID   store.TaskID
	Note *string
	Done *bool
}

// Tasks returns the tasks of a record: to a provider user, those whose type
// provider users may see.
func (s *Service) Tasks(ctx context.Context, a Actor, id store.RecordID) ([]store.Task, error) {
	ts, err := s.tasks(ctx, a, id)
	return ts, s.read(ctx, a, ActTasks, id, err)
}

func (s *Service) tasks(ctx context.Context, a Actor, id store.RecordID) ([]store.Task, error) {
	if err := s.enter(ctx, a, ActTasks); err != nil {
		return nil, err
	}
	r, err := s.load(ctx, a, ActTasks, id)
	if err != nil {
		return nil, err
	}
	if r.State == store.StateRemoved {
		return nil, &Error{Kind: ErrRemoved}
	}
	r, err = s.view(ctx, a, r)
	return r.Tasks, err
}

// UpdateTask changes a task's note or ticks it. For a provider user, a task
// whose type gives no access does not exist, and one that is read only is
// refused. A review of the record stays valid.
func (s *Service) UpdateTask(ctx context.Context, a Actor, id store.RecordID, u TaskUpdate) error {
	return s.done(ctx, a, ActUpdateTask, id, s.updateTask(ctx, a, id, u))
}

func (s *Service) updateTask(ctx context.Context, a Actor, id store.RecordID, u TaskUpdate) error {
	if err := first(s.enter(ctx, a, ActUpdateTask), checkID("task", string(u.ID))); err != nil {
		return err
	}
	if u.Note != nil {
		note := new(reader).text("task.note", *u.Note)
		if err := checkText("task.note", note, MaxNote); err != nil {
			return err
		}
		u.Note = &note
	}
	_, err := s.change(ctx, a, ActUpdateTask, id, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := s.live(ctx, a, r); err != nil {
			return nil, err
		}
		i := slices.IndexFunc(r.Tasks, func(t store.Task) bool { return t.ID == u.ID })
		if err := touchable(a, r.Tasks, i); err != nil {
			return nil, err
		}
		r.Tasks = slices.Clone(r.Tasks)
		t, before := &r.Tasks[i], r.Tasks[i]
		if u.Note != nil {
			t.Note = *u.Note
		}
		if u.Done != nil {
			t.Done = *u.Done
		}
		if *t == before {
			return nil, nil
		}
		t.Updated, t.By = at, a.ID
		code := "open"
		if t.Done {
			code = "done"
		}
		return &write{record: r, event: store.Event{Kind: KindTaskUpdated, Code: code}}, checkRecord(r)
	})
	return err
}

// touchable refuses what the access of a task's type withholds.
func touchable(a Actor, ts []store.Task, i int) error {
	switch {
	case i < 0, a.Role == ProviderUser && ts[i].Access != store.AccessReadOnly && ts[i].Access != store.AccessFull:
		return &Error{Kind: ErrNotFound, Code: "no-such-task"}
	case a.Role == ProviderUser && ts[i].Access == store.AccessReadOnly:
		return &Error{Kind: ErrDenied, Task: ts[i].ID, Code: "read-only"}
	}
	return nil
}

// JoinWaitingList puts the person on the waiting list of a service. No client
// and no case come of it: the place is carried into the case at the decision.
// A record has one place; another service takes the place of the one before.
func (s *Service) JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error {
	err := s.begin(ctx, a, ActJoinWaitingList, id, service, func(r *store.Record, at time.Time) (string, error) {
		if r.WaitingList != nil && r.WaitingList.Service == service {
			return "", nil
		}
		r.WaitingList = &store.WaitingListPlace{Service: service, At: at, By: a.ID}
		return KindWaitingListJoined, nil
	})
	return s.done(ctx, a, ActJoinWaitingList, id, err)
}

// StartSupport records that support by a service has started. No client and no
// case come of it: it is carried into the case at the decision. It starts once.
func (s *Service) StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error {
	err := s.begin(ctx, a, ActStartSupport, id, service, func(r *store.Record, at time.Time) (string, error) {
		switch {
		case r.Support == nil:
			r.Support = &store.SupportStart{Service: service, At: at, By: a.ID}
			return KindSupportStarted, nil
		case r.Support.Service == service:
			return "", nil
		}
		return "", &Error{Kind: ErrSupportStarted}
	})
	return s.done(ctx, a, ActStartSupport, id, err)
}

// begin marks an undecided record, or finds the mark there.
func (s *Service) begin(ctx context.Context, a Actor, act Action, id store.RecordID, service string,
	mark func(*store.Record, time.Time) (kind string, err error)) error {
	if err := first(s.enter(ctx, a, act), checkID("service", service)); err != nil {
		return err
	}
	_, err := s.change(ctx, a, act, id, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := s.live(ctx, a, r); err != nil {
			return nil, err
		}
		kind, err := mark(&r, at)
		if kind == "" || err != nil {
			return nil, err
		}
		return &write{record: r, event: store.Event{Kind: kind}}, checkRecord(r)
	})
	return err
}
