package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Task is a task as it is now.
type Task struct {
	store.Task
	Access store.Access // what provider users may do with tasks of its type
}

// access is what provider users may do with tasks of a type. What is no access gives
// none.
func (v *sight) access(ctx context.Context, taskType string) (store.Access, error) {
	if access, known := v.tasks[taskType]; known {
		return access, nil
	}
	access, err := v.s.o.TaskAccess(ctx, v.a.Authority, taskType)
	switch {
	case err != nil && ctx.Err() != nil:
		return store.AccessNone, ctx.Err()
	case err != nil:
		return store.AccessNone, &Error{Kind: ErrStore, Field: "task-access", cause: err}
	case !slices.Contains(store.Accesses(), access):
		access = store.AccessNone
	}
	if v.tasks == nil {
		v.tasks = make(map[string]store.Access)
	}
	v.tasks[taskType] = access
	return access, nil
}

// visible are the tasks that the actor may see.
func (v *sight) visible(ctx context.Context, all []store.Task) (ts []store.Task, err error) {
	if v.a.Role != ProviderUser {
		return all, nil
	}
	for _, t := range all {
		access, err := v.access(ctx, t.Type)
		if err != nil {
			return nil, err
		}
		if access != store.AccessNone {
			ts = append(ts, t)
		}
	}
	return ts, nil
}

// TaskUpdate changes one task. What is nil stays as it is.
type TaskUpdate struct {
	ID   store.TaskID
	Note *string
	Done *bool
	// Expect refuses the update with ErrStale if the task was changed after it was read:
	// it is the Updated of the task as read. Of a task that is already as the update would
	// have it nothing is refused: an update whose answer was lost is given again. Zero
	// writes whatever is there.
	Expect time.Time
}

// Tasks returns the tasks of a record: to a provider user, those whose type provider
// users may see. Refused with ErrNotFound, ErrRemoved or ErrUnreadable.
func (s *Service) Tasks(ctx context.Context, a Actor, id store.RecordID) ([]Task, error) {
	return operate(ctx, s, operation{a: a, act: ActTasks, record: id, reads: true}, s.tasks)
}

func (s *Service) tasks(ctx context.Context, o *operation) ([]Task, error) {
	a := o.a
	r, err := s.loadFor(ctx, o)
	if err != nil {
		return nil, err
	}
	if r.State == store.StateRemoved {
		return nil, &Error{Kind: ErrRemoved}
	}
	see := s.sight(a)
	if r, err = see.record(ctx, r); err != nil {
		return nil, err
	}
	ts := make([]Task, len(r.Tasks))
	for i, t := range r.Tasks {
		access, err := see.access(ctx, t.Type)
		if err != nil {
			return nil, err
		}
		ts[i] = Task{t, access}
	}
	return ts, nil
}

// AddTask puts a task on an undecided record and returns its id. Of the task its ID,
// Type, Title, Note and Done count. It needs a type, a title or a note in which there is
// something to see; without an ID it gets a fresh one. A provider user adds tasks of
// types with full access only. It is for the host, which is the embedding service itself
// and may add to any record that waits, for the officer who holds the record, and for the
// users of its provider. The same task again, by its ID, type and title, is a success that
// changes nothing: a note of its own is not taken, for that of the first may have been
// changed since ([Service.UpdateTask] changes it). A review of the record stays valid.
// Refused with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) AddTask(ctx context.Context, a Actor, id store.RecordID, t store.Task) (store.TaskID, error) {
	return operate(ctx, s, operation{a: a, act: ActAddTask, record: id}, func(ctx context.Context, o *operation) (store.TaskID, error) {
		return s.addTask(ctx, o, t)
	})
}

func (s *Service) addTask(ctx context.Context, o *operation, t store.Task) (store.TaskID, error) {
	a := o.a
	var in reader
	t = in.tasks([]store.Task{t})[0]
	o.repaired = in.repaired
	if err := checkTasks([]store.Task{t}); err != nil {
		return "", err
	}
	fresh := t.ID == ""
	if fresh {
		t.ID = store.TaskID(s.o.NewID())
	}
	see := s.sight(a)
	_, err := s.changeLive(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := first(see.addable(ctx, t), saysSomething(t)); err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(r.Tasks, func(o store.Task) bool { return o.ID == t.ID }); i >= 0 {
			if o := r.Tasks[i]; fresh || o.Type != t.Type || o.Title != t.Title {
				return nil, invalid("task.id", "repeated")
			}
			return nil, nil
		}
		t.Updated, t.By = at, a.ID
		r.Tasks = append(slices.Clone(r.Tasks), t)
		return &write{record: r, event: store.Event{Kind: KindTaskAdded, Code: doneness(t)}}, first(checkTasks(r.Tasks), checkRecord(r))
	})
	if err != nil {
		return "", err
	}
	return t.ID, nil
}

// saysSomething refuses a task with nothing in it.
func saysSomething(t store.Task) error {
	if blank(t.Type, t.Title, t.Note) {
		return invalid("task", "empty")
	}
	return nil
}

// addable refuses a task of a type that a provider user may not write to.
func (v *sight) addable(ctx context.Context, t store.Task) error {
	if v.a.Role != ProviderUser {
		return nil
	}
	access, err := v.access(ctx, t.Type)
	if err == nil && access != store.AccessFull {
		err = &Error{Kind: ErrDenied, Code: "no-full-access"}
	}
	return err
}

// UpdateTask changes a task's note or ticks it. For a provider user, a task whose type
// gives no access does not exist, and one that is read only is refused. A review of the
// record stays valid. Refused with ErrStale if the task is not what TaskUpdate.Expect
// says, and with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) UpdateTask(ctx context.Context, a Actor, id store.RecordID, u TaskUpdate) error {
	return s.operate(ctx, operation{a: a, act: ActUpdateTask, record: id}, func(ctx context.Context, o *operation) error {
		return s.updateTask(ctx, o, u)
	})
}

func (s *Service) updateTask(ctx context.Context, o *operation, u TaskUpdate) error {
	a := o.a
	if err := checkID("task", string(u.ID)); err != nil {
		return err
	}
	if u.Note != nil {
		var in reader
		note := in.text("task.note", *u.Note)
		o.repaired = in.repaired
		if err := checkText("task.note", note, MaxNote); err != nil {
			return err
		}
		u.Note = &note
	}
	see := s.sight(a)
	_, err := s.changeLive(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		i := slices.IndexFunc(r.Tasks, func(t store.Task) bool { return t.ID == u.ID })
		if err := see.touchable(ctx, r.Tasks, i); err != nil {
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
		switch {
		case *t == before:
			return nil, nil
		case !u.Expect.IsZero() && !before.Updated.Equal(u.Expect):
			return nil, &Error{Kind: ErrStale, Task: u.ID, Changed: []Changed{{What: ChangedTask}}}
		}
		t.Updated, t.By = at, a.ID
		return &write{record: r, event: store.Event{Kind: KindTaskUpdated, Code: doneness(*t)}}, checkRecord(r)
	})
	return err
}

// doneness is the code of events of tasks.
func doneness(t store.Task) string {
	if t.Done {
		return "done"
	}
	return "open"
}

// touchable refuses what the access of a task's type withholds.
func (v *sight) touchable(ctx context.Context, ts []store.Task, i int) error {
	none := &Error{Kind: ErrNotFound, Code: "no-such-task"}
	if i < 0 {
		return none
	}
	if v.a.Role != ProviderUser {
		return nil
	}
	switch access, err := v.access(ctx, ts[i].Type); {
	case err != nil || access == store.AccessFull:
		return err
	case access == store.AccessReadOnly:
		return &Error{Kind: ErrDenied, Task: ts[i].ID, Code: "read-only"}
	}
	return none
}
