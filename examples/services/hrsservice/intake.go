package main

import (
	"net/http"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// partnerCase is a case of a referral partner's. It waits in the lobby once it is
// complete.
type partnerCase struct {
	Reference string           `json:"reference" filled:"true"` // the partner's own
	Complete  bool             `json:"complete"`
	Provider  store.ProviderID `json:"provider" filled:"true"` // whose users are to work on it
	Person    host.Person      `json:"person"`
	Tasks     []task           `json:"tasks,omitempty"`
}

// addedClient is somebody whom a provider's user adds.
type addedClient struct {
	Reference string      `json:"reference" filled:"true"`
	Person    host.Person `json:"person"`
	Tasks     []task      `json:"tasks,omitempty"`
}

type task struct {
	ID    store.TaskID `json:"id" filled:"true"`
	Type  string       `json:"type" filled:"true"`
	Title string       `json:"title" filled:"true"`
	Note  string       `json:"note,omitempty"`
	Done  bool         `json:"done,omitempty"`
}

// shownTask is a task with what provider users may do with it: its type says so, and no sender.
type shownTask struct {
	ID     store.TaskID `json:"id"`
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Note   string       `json:"note,omitempty"`
	Done   bool         `json:"done"`
	Access store.Access `json:"access"`
}

// stored are tasks as the lobby takes them. It refuses a type that the service does not have:
// providers would see nothing of such a task, and nobody would know why.
func stored(c *host.Call, h *host.Host, tasks []task) (list []store.Task, err error) {
	var types []string
	for _, t := range tasks {
		types = append(types, t.Type)
		list = append(list, store.Task{ID: t.ID, Type: t.Type, Title: t.Title, Note: t.Note, Done: t.Done})
	}
	known, err := h.HasTaskTypes(c.Context(), types)
	if err == nil && !known {
		err = host.Wrong("type")
	}
	return list, err
}

// only refuses whoever has another role: partners complete cases, and users of providers add
// clients.
func only(c *host.Call, role lobby.Role) error {
	if c.Actor.Role != role {
		return &lobby.Error{Op: "receive", Kind: lobby.ErrDenied}
	}
	return nil
}

func intake(h *host.Host) []host.Route {
	return []host.Route{
		{Method: "POST", Path: "/cases", Takes: partnerCase{}, Do: func(c *host.Call) (int, any, error) {
			var in partnerCase
			if err := c.Body(&in); err != nil {
				return 0, nil, err
			}
			if err := only(c, lobby.PartnerUser); err != nil {
				return 0, nil, err
			}
			switch known, err := h.HasUsersOf(c.Context(), in.Provider); {
			case err != nil:
				return 0, nil, err
			case !known: // nobody would work on the case
				return 0, nil, host.Wrong("provider")
			}
			tasks, err := stored(c, h, in.Tasks)
			if err != nil {
				return 0, nil, err
			}
			return h.Receive(c, lobby.Arrival{
				Channel: store.ChannelPartner, Key: in.Reference, Person: in.Person.Typed(), Provider: in.Provider, Draft: !in.Complete, Tasks: tasks,
			})
		}},
		{Method: "POST", Path: "/added-clients", Takes: addedClient{}, Do: func(c *host.Call) (int, any, error) {
			var in addedClient
			if err := c.Body(&in); err != nil {
				return 0, nil, err
			}
			if err := only(c, lobby.ProviderUser); err != nil {
				return 0, nil, err
			}
			tasks, err := stored(c, h, in.Tasks)
			if err != nil {
				return 0, nil, err
			}
			return h.Receive(c, lobby.Arrival{Channel: store.ChannelProvider, Key: in.Reference, Person: in.Person.Typed(), Tasks: tasks})
		}},
	}
}

type taskChange struct {
	Note *string `json:"note,omitempty"`
	Done *bool   `json:"done,omitempty"`
}

type service struct {
	Service string `json:"service" filled:"true"`
}

type taskList struct {
	Tasks []shownTask `json:"tasks"`
}

// progress are the operations on what goes on before a decision: tasks, waiting list, support.
func progress(h *host.Host) []host.Route {
	id := func(c *host.Call) store.RecordID { return store.RecordID(c.PathValue("record")) }
	named := func(do func(*host.Call, string) error) func(*host.Call) (int, any, error) {
		return func(c *host.Call) (int, any, error) {
			var in service
			if err := c.Body(&in); err != nil {
				return 0, nil, err
			}
			return http.StatusNoContent, nil, do(c, in.Service)
		}
	}
	return []host.Route{
		{Method: "GET", Path: "/lobby/{record}/tasks", Do: func(c *host.Call) (int, any, error) {
			tasks, err := h.Lobby.Tasks(c.Context(), c.Actor, id(c))
			out := taskList{Tasks: []shownTask{}}
			for _, t := range tasks {
				out.Tasks = append(out.Tasks, shownTask{t.ID, t.Type, t.Title, t.Note, t.Done, t.Access})
			}
			return http.StatusOK, out, err
		}},
		{Method: "POST", Path: "/lobby/{record}/tasks/{task}", Takes: taskChange{}, Do: func(c *host.Call) (int, any, error) {
			var in taskChange
			if err := c.Body(&in); err != nil {
				return 0, nil, err
			}
			u := lobby.TaskUpdate{ID: store.TaskID(c.PathValue("task")), Note: in.Note, Done: in.Done}
			return http.StatusNoContent, nil, h.Lobby.UpdateTask(c.Context(), c.Actor, id(c), u)
		}},
		{Method: "POST", Path: "/lobby/{record}/waiting-list", Takes: service{}, Do: named(func(c *host.Call, s string) error {
			return h.Lobby.JoinWaitingList(c.Context(), c.Actor, id(c), s)
		})},
		{Method: "DELETE", Path: "/lobby/{record}/waiting-list", Do: func(c *host.Call) (int, any, error) {
			return http.StatusNoContent, nil, h.Lobby.LeaveWaitingList(c.Context(), c.Actor, id(c))
		}},
		{Method: "POST", Path: "/lobby/{record}/support", Takes: service{}, Do: named(func(c *host.Call, s string) error {
			return h.Lobby.StartSupport(c.Context(), c.Actor, id(c), s)
		})},
		{Method: "DELETE", Path: "/lobby/{record}/support", Do: func(c *host.Call) (int, any, error) {
			return http.StatusNoContent, nil, h.Lobby.UndoSupport(c.Context(), c.Actor, id(c))
		}},
	}
}
