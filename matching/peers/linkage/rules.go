package linkage

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// RulesSQL are the rules in SQL, of two rows l and r.
var RulesSQL = []string{
	"l.nino = r.nino",
	"l.phone = r.phone",
	"l.email = r.email",
	"l.postcode = r.postcode AND l.forename = r.forename",
	"l.surname = r.surname AND substr(l.born, 1, 4) = substr(r.born, 1, 4)",
	"l.born = r.born AND substr(l.forename, 1, 1) = substr(r.forename, 1, 1)",
}

// Rules are the same in Go: every value is a number already.
func (t *Table) Rules() []fs.Rule[Row] {
	return []fs.Rule[Row]{
		{Name: "nino", Number: func(r *Row) uint64 { return r.nino }},
		{Name: "phone", Number: func(r *Row) uint64 { return r.phone }},
		{Name: "email", Number: func(r *Row) uint64 { return uint64(r.email) }},
		{Name: "postcode and forename", Number: func(r *Row) uint64 { return both(r.postcode, r.forename) }},
		{Name: "surname and year", Number: func(r *Row) uint64 { return both(r.surname, r.born>>16) }},
		{Name: "born and initial", Number: func(r *Row) uint64 { return both(r.born, uint32(t.initial(r.forename))) }},
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

// Block sorts the rows of the table.
func (t *Table) Block() *fs.Blocks { return fs.Block(t.Data(), t.Rules(), 0) }

// Data are the rows of the table, of which each is paired with each other.
func (t *Table) Data() fs.Data[Row] { return fs.Data[Row]{Records: t.Rows} }
