package lobby

import (
	"context"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// matched are clients that matched, as the actor may see their cases.
func (v *sight) matched(ctx context.Context, ms []ClientMatch) error {
	cs := make([]*store.Client, len(ms))
	for i := range ms {
		cs[i] = &ms[i].Client
	}
	return v.cases(ctx, cs...)
}

// cases leaves out of the cases of clients who else is hidden from the actor: a member of
// a household whom the host says to be some client, and whom a case was merged from, whose
// protection outlasts that of the client who is left.
func (v *sight) cases(ctx context.Context, cs ...*store.Client) error {
	var others []store.ClientID
	for _, c := range cs {
		for _, k := range c.Cases {
			others = append(others, k.MergedFrom...)
			for i := range k.Household {
				others = append(others, k.Household[i].Client)
			}
		}
	}
	if len(others) == 0 {
		return nil
	}
	if !v.open() {
		if err := v.lookUp(ctx, others); err != nil {
			return err
		}
	}
	for _, c := range cs {
		c.Cases = slices.Clone(c.Cases)
		for i := range c.Cases {
			if err := v.caseOf(ctx, &c.Cases[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// caseOf does so with one.
func (v *sight) caseOf(ctx context.Context, k *store.Case) (err error) {
	if k.Household, err = v.household(ctx, k.Household, true); err != nil {
		return err
	}
	from := k.MergedFrom
	k.MergedFrom = nil
	for _, id := range from {
		switch hidden, err := v.hides(ctx, id); {
		case err != nil:
			return err
		case !hidden:
			k.MergedFrom = append(k.MergedFrom, id)
		}
	}
	return nil
}
