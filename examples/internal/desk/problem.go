package desk

import "slices"

// problem is what went wrong, at the top of a page.
type problem struct {
	Title  string
	Lines  []string
	Faults []fault
}

// fault is what is wrong with one input, which has that id.
type fault struct{ Input, Text string }

// wrong is a problem with one input.
func wrong(input, text string) *problem { return faulty(fault{input, text}) }

// faulty is a problem with inputs; nil where there is no fault.
func faulty(fs ...fault) *problem {
	if len(fs) == 0 {
		return nil
	}
	return &problem{Title: "There is a problem", Faults: fs}
}

// at is what is wrong with an input; empty if nothing is. The problem may be nil.
func (p *problem) at(input string) string {
	if p == nil {
		return ""
	}
	if i := slices.IndexFunc(p.Faults, func(f fault) bool { return f.Input == input }); i >= 0 {
		return p.Faults[i].Text
	}
	return ""
}

// and is the problem with one more fault, which comes first. The problem may be nil.
func (p *problem) and(f fault) *problem {
	if p == nil {
		return faulty(f)
	}
	return &problem{Title: p.Title, Lines: p.Lines, Faults: append([]fault{f}, p.Faults...)}
}
