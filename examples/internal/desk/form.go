package desk

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// input is one line of a form.
type input struct {
	ID, Name, Label, Hint, Value, Type string
	Short, Long                        bool
	Wrong                              string
}

// newInput is an input of one line, with the fault that a problem has for its id.
func newInput(p *problem, id, name, label, hint, value string) input {
	return input{ID: id, Name: name, Label: label, Hint: hint, Value: value, Type: "text", Wrong: p.at(id)}
}

// personInputs are the inputs of a form about a person: what everybody is asked for,
// and the further details.
type personInputs struct {
	Usual, Seldom []input
	Open          bool // something of the further details is filled in
}

// personForm lists the inputs, with what was typed before and what is wrong with it.
func personForm(p matching.Person, pr *problem) (in personInputs) {
	for _, f := range p.Fields() {
		a := aspects[f.Name]
		i := newInput(pr, a.inputID(f), a.inputName(f), a.label, a.hint, strings.Join(f.Values(), "; "))
		i.Type, i.Short = cmp.Or(a.kind, "text"), a.short
		if a.seldom {
			in.Seldom, in.Open = append(in.Seldom, i), in.Open || i.Value != ""
		} else {
			in.Usual = append(in.Usual, i)
		}
	}
	return in
}

// personOf reads what was typed into the inputs of personForm.
func personOf(form url.Values) (p matching.Person) {
	for _, f := range p.Fields() {
		typed := strings.TrimSpace(form.Get(aspects[f.Name].inputName(f)))
		if f.Text != nil {
			*f.Text = typed
		} else {
			*f.List = several(typed)
		}
	}
	return p
}

// shows reports whether there is anything to see in a text that was typed.
func shows(text string) bool { return normalise.Clean(text) != "" }

func (a aspect) inputName(f matching.Field) string { return cmp.Or(a.input, f.Name) }

func (a aspect) inputID(f matching.Field) string { return "f-" + a.inputName(f) }

// unused are faults for values that matching does not use, one for each input. "No fixed
// abode" is an answer, and no fault.
func unused(p matching.Person) (fs []fault) {
	for _, f := range p.Fields() {
		a := aspects[f.Name]
		for _, v := range f.Values() {
			if a.unused(v) {
				said := a.label + ": " + a.remark(v)
				if why, whole := strings.CutPrefix(a.remark(v), "Not used for matching"); whole {
					said = a.label + " will not help to find the person" + why
				}
				fs = append(fs, fault{a.inputID(f), said + ". Correct it, or tick below that this is what they gave."})
				break
			}
		}
	}
	return fs
}

// unused reports whether matching does not use a value, or one of several in it.
func (a aspect) unused(v string) bool {
	return slices.ContainsFunc(a.read(v), func(r people.Reading) bool { return !r.Quality.Usable() && r.Note == "" })
}

// refused says what the lobby does not accept of a form about a person, at its input.
func refused(err error, form url.Values) *problem {
	var e *lobby.Error
	if !errors.As(err, &e) || !errors.Is(err, lobby.ErrInvalid) && !errors.Is(err, lobby.ErrTooLarge) {
		return nil
	}
	switch {
	case e.Field == "details":
		return wrong("details", refusedWords("What they need", e.Code))
	case e.Field == "arrival", e.Code == "nothing-left": // such as a dash in the place of a name
		return wrong("f-family", "Nothing is said of anybody. Enter a name, a phone number or another detail.")
	}
	if strings.HasPrefix(e.Field, "household") {
		return refusedMember(form, e)
	}
	for _, f := range new(matching.Person).Fields() {
		if f.Name == e.Field {
			a := aspects[f.Name]
			return wrong(a.inputID(f), refusedWords(a.label, e.Code))
		}
	}
	return nil
}

func refusedWords(label, code string) string {
	switch code {
	case "too-long":
		return label + " is longer than the lobby accepts. Shorten it."
	case "too-many":
		return fmt.Sprintf("%s has more values than the lobby accepts. Give at most %d.", label, lobby.MaxList)
	}
	return label + " has characters that cannot be kept. Type it again."
}

func several(s string) (vs []string) {
	for v := range strings.SplitSeq(s, ";") {
		if v = strings.TrimSpace(v); v != "" {
			vs = append(vs, v)
		}
	}
	return vs
}
