package lobbytest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// Policy holds a policy to the contract of [lobby.Policy]. It asks it about actors of
// every role, with and without rights, and about those given: a policy that has
// roles of its own lends some. Where nobody among them may take a decision, that
// decision is not played through, and the test's log says so.
func Policy(t *testing.T, p lobby.Policy, actors ...lobby.Actor) {
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if t.Failed() {
					t.Logf("why: %s", c.why)
				}
			}()
			c.run(t, newSubject(p, actors))
		})
	}
}

// check is one thing that must hold of every policy.
type check struct {
	name string
	why  string // it must hold: printed when it does not
	run  func(tb, *subject)
}

// tb is what a check uses of [testing.T], so that the checks can be run on broken
// policies and be seen to fail.
type tb interface {
	require.TestingT
	Helper()
	Logf(format string, args ...any)
}

// checks are all of them, the simple ones first.
var checks = []check{
	{
		name: "its name is an identifier",
		why:  "records and cases are kept under it",
		run:  named,
	},
	{
		name: "its channels are listed once each, and the same each time",
		why:  "what arrives by a channel of the list waits, and whatever else is refused",
		run:  channels,
	},
	{
		name: "it writes to nothing that it is handed",
		why:  "it is handed copies, so what it writes is lost: it believes to have done what it has not",
		run:  writesNothing,
	},
	{
		name: "the same question has the same answer",
		why:  "a review and the decision ask it apart: an officer decides on what the review said",
		run:  pure,
	},
	{
		name: "what it does not know it denies",
		why:  "a later version of the library asks about actions that it cannot know",
		run:  deniesByDefault,
	},
	{
		name: "senders and providers never do officers' work",
		why:  "they would learn whom the authority knows (I16)",
		run:  sendersDecideNothing,
	},
	{
		name: "whoever may not do it at all may do it to no record",
		why:  "an operation is refused at the door before it reads anything, and a list is sifted by record",
		run:  deniedAtAll,
	},
	{
		name: "a refusal says nothing of a person",
		why:  "it is shown, logged and answered to senders",
		run:  discreet,
	},
	{
		name: "it closes open cases of its own system only, each once and for a reason",
		why:  "any other answer is refused, and nobody can be assigned to that client",
		run:  closings,
	},
	{
		name: "an assignment does what the review said",
		why:  "it cannot be undone",
		run:  assigns,
	},
	{
		name: "a creation does what the review said",
		why:  "it cannot be undone",
		run:  creates,
	},
	{
		name: "a removal does what the review said",
		why:  "it cannot be undone",
		run:  removes,
	},
}
