package matching

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAProfileIsReadBackWhole(t *testing.T) {
	var p Person
	for i, f := range p.Fields() {
		if f.List != nil {
			*f.List = []string{fmt.Sprint("first ", i), "", "naïve £"}
		} else {
			*f.Text = fmt.Sprint("text ", i)
		}
	}
	for _, want := range []Person{p, {}, {Given: "Jane"}, {PreviousPostcodes: []string{"LS1 4AP"}}} {
		got, ok := profileOf(want).person()
		require.True(t, ok)
		require.True(t, fmt.Sprintf("%q", valuesOf(want)) == fmt.Sprintf("%q", valuesOf(got)))
	}
}

func valuesOf(p Person) (vs [][]string) {
	for _, f := range p.Fields() {
		vs = append(vs, f.Values())
	}
	return vs
}

func TestWhatIsNoProfileOfThisVersionIsUnreadAndStale(t *testing.T) {
	m := UK(nil)
	whole := m.Prepare(Person{Given: "Jane", Family: "Example", Phones: []string{"07700 900123"}}).Profile
	require.False(t, m.Stale(whole))
	for _, p := range []Profile{"", "\x00", "\x02" + whole[1:]} {
		require.True(t, m.Stale(p))
	}
	bad := []Profile{"", "\x02" + whole[1:], whole + "\x00", "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"}
	for n := range len(whole) {
		bad = append(bad, whole[:n])
	}
	for _, p := range bad {
		r := m.Rank(m.Prepare(Person{Given: "Jane"}), Pool{Size: 1, Clients: []Candidate{{"a", p}}, Records: []Candidate{{"b", whole}, {"c", p}}})
		require.Equal(t, []string{"a", "c"}, r.Unread)
		require.Empty(t, r.Clients)
		require.Len(t, r.Records, 1)
	}
}

func TestAProfileDoesNotPrint(t *testing.T) {
	q := UK(nil).Prepare(Person{Given: "Jane"})
	require.NotContains(t, fmt.Sprintf("%v %s %q %+v %#v %x %v", q.Profile, q.Profile, q.Profile, q, q, q.Profile, Candidate{"a", q.Profile}), "Jane")
	require.Equal(t, "[profile]", fmt.Sprint(q.Profile))
	require.Equal(t, "[profile]", q.Profile.LogValue().String())
	text, err := q.Profile.MarshalText()
	require.NoError(t, err)
	require.Equal(t, "[profile]", string(text))
}
