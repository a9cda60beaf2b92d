package lobby_test

import "github.com/caselobby/caselobby/store"

// The names of package store that the benchmarks use: another build may call them
// otherwise.
type (
	clientID = store.ClientID
	recordID = store.RecordID
)

const selfReferral = store.ChannelSelfReferral
