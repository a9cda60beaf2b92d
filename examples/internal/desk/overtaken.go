package desk

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// basis is the present state of what a form changes: a task, the details of a case, its
// household. A form carries a mark of the state that it was filled from, so that it cannot
// overwrite unseen what somebody else has written since.
type basis struct {
	field   string                    // the field of the form that carries the mark
	mark    string                    // of the present state
	differs func(url.Values) []string // in words, how the present state differs from the form
}

// overtaken is what a form would overwrite unseen. That is nothing if the form was filled
// from the present state, has the same content, or carries no mark.
func (s basis) overtaken(form url.Values) []string {
	if !form.Has(s.field) || form.Get(s.field) == s.mark {
		return nil
	}
	return s.differs(form)
}

func taskBasis(t lobby.Task) basis {
	return basis{"was", markOf(t.Note, strconv.FormatBool(t.Done)), func(form url.Values) []string {
		if sameText(t.Note, form.Get("note")) && t.Done == (form.Get("done") == "yes") {
			return nil
		}
		return []string{t.Note}
	}}
}

// serviceBasis is the service that a case has on its waiting list, or for support; a form
// wants another, or none. Its mark is the service itself.
func serviceBasis(held, wanted string) basis {
	return basis{"was", held, func(url.Values) []string {
		switch held {
		case wanted:
			return nil
		case "":
			return []string{"Somebody took it back after you opened the page."}
		}
		return []string{"After you opened the page somebody chose " + plain(held) + "."}
	}}
}

// listService is the service on whose waiting list the person of a case is.
func listService(rec store.Record) string {
	if rec.WaitingList == nil {
		return ""
	}
	return rec.WaitingList.Service
}

// supportService is the service that supports the person of a case.
func supportService(rec store.Record) string {
	if rec.Support == nil {
		return ""
	}
	return rec.Support.Service
}

func detailsBasis(rec store.Record) basis {
	what := []string{string(rec.Details)}
	for _, f := range rec.Person.Fields() {
		what = append(append(what, f.Name), f.Values()...)
	}
	return basis{"was", markOf(what...), func(form url.Values) (differs []string) {
		typed, now := personOf(form), rec.Person
		of := typed.Fields()
		for i, f := range now.Fields() {
			if !slices.Equal(f.Values(), of[i].Values()) {
				differs = append(differs, aspects[f.Name].label+" is now “"+plain(strings.Join(f.Values(), "; "))+"”.")
			}
		}
		if !sameText(string(rec.Details), form.Get("details")) {
			differs = append(differs, "What they need is now “"+plain(string(rec.Details))+"”.")
		}
		return differs
	}}
}

func householdBasis(ms []store.Member) basis {
	mark := markOfMembers(ms)
	return basis{"household", mark, func(form url.Values) []string {
		if markOfMembers(typedMembers(form, ms)) == mark {
			return nil
		}
		return []string{"The household is now of " + count(len(ms), "person", "people") + " beside the first."}
	}}
}

func markOfMembers(ms []store.Member) string {
	var what []string
	for _, m := range ms {
		what = append(what, m.Relation)
		for _, f := range askedOf(&m.Person) {
			what = append(what, *f.Text)
		}
	}
	return markOf(what...)
}

func markOf(what ...string) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%q", what)
	return hex.EncodeToString(h.Sum(nil))
}

// sameText compares texts whatever their line breaks: browsers send CR LF.
func sameText(a, b string) bool {
	kept := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return kept(a) == kept(b)
}
