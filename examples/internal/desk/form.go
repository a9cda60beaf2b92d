package desk

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// personField is one input of a form about a person.
type personField struct {
	Name, Label, Hint, Value, Type string
	Short                          bool
}

// personInputs are the inputs of a form about a person: what everybody is asked for,
// and the further details.
type personInputs struct {
	Usual, Seldom []personField
	Open          bool // something of the further details is filled in
}

// personForm lists the inputs, with what was typed before.
func personForm(p matching.Person) (in personInputs) {
	for _, f := range p.Fields() {
		a := aspects[f.Name]
		i := personField{Name: a.inputName(f), Label: a.label, Hint: a.hint, Value: strings.Join(f.Values(), "; "), Type: cmp.Or(a.kind, "text"), Short: a.short}
		if a.seldom {
			in.Seldom, in.Open = append(in.Seldom, i), in.Open || i.Value != ""
		} else {
			in.Usual = append(in.Usual, i)
		}
	}
	return in
}

// personOf reads that form.
func personOf(r *http.Request) (p matching.Person) {
	for _, f := range p.Fields() {
		typed := strings.TrimSpace(r.PostFormValue(aspects[f.Name].inputName(f)))
		if f.Text != nil {
			*f.Text = typed
		} else {
			*f.List = several(typed)
		}
	}
	return p
}

func (a aspect) inputName(f matching.Field) string { return cmp.Or(a.input, f.Name) }

func several(s string) (vs []string) {
	for v := range strings.SplitSeq(s, ";") {
		if v = strings.TrimSpace(v); v != "" {
			vs = append(vs, v)
		}
	}
	return vs
}
