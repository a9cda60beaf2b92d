package linkage

import (
	"strconv"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// rules is how many rules there are.
const rules = 6

// RulesSQL are the rules in SQL, of two rows l and r.
var RulesSQL = []string{
	"l.nino = r.nino",
	"l.phone = r.phone",
	"l.email = r.email",
	"l.postcode = r.postcode AND l.forename = r.forename",
	"l.surname = r.surname AND substr(l.born, 1, 4) = substr(r.born, 1, 4)",
	"l.born = r.born AND substr(l.forename, 1, 1) = substr(r.forename, 1, 1)",
}

// keys are those of a row by each of the rules.
func (t *Table) keys(r *Row) [rules]uint64 {
	return [rules]uint64{
		r.nino,
		r.phone,
		uint64(r.email),
		both(r.postcode, r.forename),
		both(r.surname, r.born>>16),
		both(r.born, uint32(t.initial(r.forename))),
	}
}

// both is the key of two values, neither of which may be missing.
func both(x, y uint32) uint64 {
	if x == 0 || y == 0 {
		return 0
	}
	return uint64(x)<<32 | uint64(y)
}

// initial is the first character of a forename.
func (t *Table) initial(id uint32) (c rune) {
	for _, c = range t.forenames.text(id) {
		break
	}
	return c
}

// Rules are the same with keys that are texts.
func (t *Table) Rules() []fs.Rule[Row] {
	names := [rules]string{"nino", "phone", "email", "postcode and forename", "surname and year", "born and initial"}
	out := make([]fs.Rule[Row], rules)
	for i, name := range names {
		out[i] = fs.Rule[Row]{Name: name, Keys: func(r *Row) []string {
			if k := t.keys(r)[i]; k != 0 {
				return []string{strconv.FormatUint(k, 36)}
			}
			return nil
		}}
	}
	return out
}
