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

// basis is something as it stands now, of which an open form may have been made: a
// task, the details of a case, its household. A form carries the mark of what it was
// made of, so that it takes nothing away that nobody saw.
type basis struct {
	field   string                    // of the form, that carries the mark
	mark    string                    // of what stands now
	differs func(url.Values) []string // what stands otherwise than typed, in words
}

// overtaken is what a form would take away unseen: nothing, if it was made of what
// stands now, or makes just that, or does not say of what it was made.
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

// serviceBasis is the service of a waiting list, or of support, which a form is to make
// another, or none.
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

// sameText compares as a browser sends it: with line breaks of its own.
func sameText(a, b string) bool {
	kept := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return kept(a) == kept(b)
}
