package train_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/matching/trial"
)

// metBy counts five hundred people who are new, each of whom the officer says is a
// relative of the client.
func metBy(asker, client matching.Person) (c train.Counts) {
	m := matching.UK(nil)
	r := trial.NewRegister(m, 0)
	r.Put("C", client)
	for range 500 {
		c.Decide(r.Ask(asker), train.Ruling{Relative: "C"})
	}
	return c
}

func TestRelativesAreToldApart(t *testing.T) {
	client := matching.Person{Given: "Grace", Family: "Okafor", Gender: "F", Born: "1984-05-17", Phones: []string{"07700 900123"}}
	usual := train.Counts{}.Options(nil).Relations
	require.InDelta(t, 1, usual.Partner+usual.ParentOrChild+usual.Sibling+usual.Twin, 1e-12)
	for _, c := range []struct {
		name  string
		asker matching.Person
		share func(matching.Relations) float64
	}{
		{"a twin", matching.Person{Given: "Faith", Family: "Okafor", Gender: "F", Born: "1984-05-17", Phones: client.Phones}, func(r matching.Relations) float64 { return r.Twin }},
		{"a partner", matching.Person{Given: "Samuel", Family: "Okafor", Gender: "M", Born: "1982-11-02", Phones: client.Phones}, func(r matching.Relations) float64 { return r.Partner }},
		{"a child", matching.Person{Given: "Samuel", Family: "Okafor", Gender: "M", Born: "2006-11-02", Phones: client.Phones}, func(r matching.Relations) float64 { return r.ParentOrChild }},
		{"a sister", matching.Person{Given: "Faith", Family: "Okafor", Gender: "F", Born: "1982-11-02", Phones: client.Phones}, func(r matching.Relations) float64 { return r.Sibling }},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := metBy(c.asker, client).Options(nil).Relations
			require.Greater(t, c.share(got), .6, "%+v", got)
			require.InDelta(t, 1, got.Partner+got.ParentOrChild+got.Sibling+got.Twin, 1e-9)
		})
	}
	none := metBy(client, matching.Person{Given: "Piotr", Family: "Nowak"}).Options(nil)
	require.Equal(t, usual, none.Relations, "of nobody listed nothing is learnt")
	said := train.Counts{}.Options(&matching.Options{Relations: matching.Relations{Twin: 2, Sibling: 2}}).Relations
	require.InDelta(t, .5, said.Twin, 1e-12, "what the host says is what is believed at first")
}

// Where twins arrive ten times as often as in the country, decisions say so, and twins
// are taken for clients less.
func TestARegisterOfTwinsIsLearntFromDecisions(t *testing.T) {
	taught, later := streamOf(matchtest.New(21, 4000), 1600, matchtest.Mix{Clients: .33, Relatives: .33, Realistic: .8}).cut(800)
	l, err := train.UK(taught.clients, taught.decided(.03, anybody), &train.Options{Pairs: 300_000})
	require.NoError(t, err)
	was, is := later.judge(matching.UK(nil)), later.judge(trained(t, l))
	t.Logf("%+v %+v\n%s%s%s", l.Relations, l.Held, trial.Head, was.Row("untaught"), is.Row("taught"))
	require.Greater(t, l.Relations.Twin, .06)
	require.LessOrEqual(t, is.LogLoss, .8*was.LogLoss)
	require.LessOrEqual(t, is.Wrong["twin"], was.Wrong["twin"])
}
