package storetest

import (
	"fmt"

	"github.com/caselobby/caselobby/store"
)

var references = group{"references", []check{
	{
		name: "a reference belongs to one client",
		why:  "a reference on a letter must lead to one person",
		run: func(t tb, s *subject) {
			s.given(t, clients(referred(0, "a", "HRS-1")))
			s.refuse(t, clients(referred(0, "b", "HRS-1")), "a new client takes a reference")
			s.commit(t, clients(referred(0, "b", "HRS-2")))
			s.refuse(t, clients(referred(1, "b", "HRS-1")), "a client takes another's reference")
			s.refuse(t, clients(referred(0, "c", "HRS-3"), referred(0, "d", "HRS-3")), "one batch gives a reference twice")
			s.refuse(t, clients(referred(1, "a", "HRS-1"), referred(0, "c", "HRS-1")), "one batch writes the holder and gives the reference to another")
			s.refuse(t, clients(referred(0, "c", "HRS-1"), referred(1, "a", "HRS-1")), "one batch gives a reference to another and writes the holder")
			var many []clientChange
			for i := range s.most() - 1 {
				many = append(many, referred(0, store.ClientID(fmt.Sprint("e", i)), fmt.Sprint("HRS-3", i)))
			}
			s.refuse(t, clients(append(many, referred(0, "c", "HRS-30"))...), "a batch as large as may be gives a reference to its first client and its last")
			s.refuse(t, clients(append(many, referred(0, "c", "HRS-1"))...), "a batch as large as may be gives its last client a reference that is taken")
			s.commit(t, clients(referred(1, "a", "HRS-1")))
			s.holdsClient(t, 2, *referred(0, "a", "HRS-1").Next)
			s.holdsClient(t, 1, *referred(0, "b", "HRS-2").Next)
			s.noClient(t, here, "c")
		},
	},
	{
		name: "any number of clients have no reference",
		why:  "an empty reference is none, not one that is taken",
		run: func(t tb, s *subject) {
			for i := range 3 {
				s.commit(t, clients(referred(0, store.ClientID(fmt.Sprint(i)), ""), referred(0, store.ClientID(fmt.Sprint("x", i)), "")))
			}
			s.commit(t, clients(referred(1, "0", "HRS-1")))
			s.commit(t, clients(referred(2, "0", "")))
		},
	},
	{
		name: "a reference given up is free",
		why:  "a merge gives one client's reference to another",
		run: func(t tb, s *subject) {
			s.given(t, clients(referred(0, "a", "HRS-1"), referred(0, "b", "HRS-2"), referred(0, "c", "HRS-3")))
			s.commit(t, clients(referred(1, "a", "")))
			s.commit(t, clients(referred(0, "d", "HRS-1")))
			s.commit(t, clients(referred(1, "b", "HRS-4")))
			s.commit(t, clients(referred(0, "e", "HRS-2")))
			s.commit(t, clients(writeClient(1, store.Client{Authority: here, ID: "c", Erased: true})))
			s.commit(t, clients(referred(0, "f", "HRS-3")))
			s.refuse(t, clients(referred(0, "g", "HRS-4")), "the reference changed to is taken")
		},
	},
	{
		name: "references change hands within one batch",
		why:  "a batch is judged by what it leaves, not by the order in which a store happens to write it",
		run: func(t tb, s *subject) {
			s.given(t, clients(referred(0, "a", "HRS-1"), referred(0, "b", "HRS-2"), referred(0, "c", "HRS-3")))
			s.commit(t, clients(referred(1, "a", "HRS-2"), referred(1, "b", "HRS-1")))
			s.holdsClient(t, 2, *referred(0, "a", "HRS-2").Next)
			s.holdsClient(t, 2, *referred(0, "b", "HRS-1").Next)
			s.commit(t, clients(referred(0, "d", "HRS-3"), referred(1, "c", "")))
			s.commit(t, clients(referred(2, "a", "HRS-1"), referred(2, "b", "HRS-3"), referred(1, "d", "HRS-2")))
			s.commit(t, clients(referred(0, "e", "HRS-1"), referred(3, "a", "")))
			s.refuse(t, clients(referred(0, "f", "HRS-2")), "references that went round are still taken")
			s.holdsClient(t, 3, *referred(0, "b", "HRS-3").Next)
			s.holdsClient(t, 2, *referred(0, "d", "HRS-2").Next)
		},
	},
	{
		name: "references compare byte for byte",
		why:  "hrs-1 and HRS-1 are two references if the host says so",
		run: func(t tb, s *subject) {
			for i, name := range append(lookalikes(), long()...) {
				s.commit(t, clients(referred(0, store.ClientID(fmt.Sprint(i)), name)))
				s.refuse(t, clients(referred(0, "another", name)), fmt.Sprintf("the reference %.30q is taken", name))
			}
		},
	},
	{
		name: "each authority has its own references",
		why:  "authorities mint on their own",
		run: func(t tb, s *subject) {
			s.given(t, clients(referred(0, "a", "HRS-1")))
			s.commit(t, in(there, clients(referred(0, "b", "HRS-1"))))
			s.refuse(t, in(there, clients(referred(0, "a", "HRS-1"))), "taken in that authority")
		},
	},
}}

// referred is the change that writes a client with a reference.
func referred(expect store.Version, id store.ClientID, reference string) clientChange {
	c := aClient(id)
	c.Reference, c.Keys = reference, keys(9)
	return writeClient(expect, c)
}
