package uk

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The memory in which keys are gathered goes from one person to the next as well.
func TestTheKeysOfWhoIsForgottenAreForgotten(t *testing.T) {
	var r Reading
	p := new(Person)
	r.Prepare(p, &Typed{Given: "Amina", Family: "Rahman", Born: "1990-02-03", Phones: []string{"07700 900123"}})
	keys, ask := KeysAndAsk[uint64](p)
	gathered, likes := p.keys.keys[:cap(p.keys.keys)], p.keys.likes[:cap(p.keys.likes)]
	require.NotZero(t, gathered[0])
	require.NotZero(t, likes[0])
	p.Forget()
	require.Empty(t, p.keys.keys)
	require.Equal(t, make([]keyed, len(gathered)), gathered)
	require.Equal(t, make([]hashing, len(likes)), likes)
	r.Prepare(p, &Typed{Given: "Amina", Family: "Rahman", Born: "1990-02-03", Phones: []string{"07700 900123"}})
	again, askAgain := KeysAndAsk[uint64](p)
	require.Equal(t, keys, again)
	require.Equal(t, ask, askAgain)
}
