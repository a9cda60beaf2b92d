package storetest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/store"
)

var registerMutants = []mutant{
	{"clients come in the order of a dictionary", "register/clients come by id", paged(func(page []store.Client) []store.Client {
		slices.SortFunc(page, func(x, y store.Client) int {
			return cmp.Compare(strings.ToLower(string(x.ID)), strings.ToLower(string(y.ID)))
		})
		return page
	})},
	{"ids are ordered by UTF-16", "register/clients come by id", paged(func(page []store.Client) []store.Client {
		i := slices.IndexFunc(page, func(c store.Client) bool { return c.ID == "\ue000" })
		j := slices.IndexFunc(page, func(c store.Client) bool { return c.ID == "😀" })
		if i >= 0 && j >= 0 {
			page[i], page[j] = page[j], page[i]
		}
		return page
	})},
	{"whoever was erased is not in the register", "register/clients come by id", paged(func(page []store.Client) []store.Client {
		return slices.DeleteFunc(page, func(c store.Client) bool { return c.Erased })
	})},
	{"a page of clients lacks what a review does not need", "register/clients come by id", paged(func(page []store.Client) []store.Client {
		for i := range page {
			page[i].Profile = ""
		}
		return page
	})},
	{"a page of clients lacks the keys", "register/clients come by id", paged(func(page []store.Client) []store.Client {
		for i := range page {
			page[i].Keys = nil
		}
		return page
	})},
	{"a page of clients is one short", "register/a page of clients is full while there are more", paged(func(page []store.Client) []store.Client {
		return page[:max(len(page)-1, min(len(page), 1))]
	})},
	{"a place must be of a client that is there", "register/a client's place is an id, not a row", func(s *broken) {
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			if _, err := clientOf(ctx, s.Store, q.Authority, q.After); err != nil && q.After != "" {
				return nil, nil
			}
			page, err := s.Store.Clients(ctx, q)
			return page.Clients, err
		}
	}},
	{"the register's place is a number of rows", "register/the register is read to its end while others write to it", func(s *broken) {
		offset := 0
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := s.Store.Clients(ctx, store.ClientQuery{Authority: q.Authority, Limit: min(offset+q.Limit, store.MaxPage)})
			all := page.Clients[min(offset, len(page.Clients)):]
			all = all[:min(len(all), q.Limit)]
			offset += len(all)
			return all, err
		}
	}},
	{"a page holds 100 clients at the most", "register/a page of clients may be as long as the contract allows", func(s *broken) {
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			q.Limit = min(q.Limit, 100)
			page, err := s.Store.Clients(ctx, q)
			return page.Clients, err
		}
	}},
}

// paged does something to every page of clients.
func paged(spoil func([]store.Client) []store.Client) func(*broken) {
	return func(s *broken) {
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := s.Store.Clients(ctx, q)
			return spoil(page.Clients), err
		}
	}
}
