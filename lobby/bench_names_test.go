package lobby_test

import (
	"reflect"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The names that the benchmarks use: another build may call them otherwise.
type (
	clientID = store.ClientID
	recordID = store.RecordID
)

const selfReferral store.Channel = "self-referral"

// clientUpdate is a client as the host knows it: older builds hold the person itself.
func clientUpdate(id clientID, p matching.Person) (u lobby.ClientUpdate) {
	u.ID = id
	person := reflect.ValueOf(&u).Elem().FieldByName("Person")
	if person.Kind() == reflect.Pointer {
		person.Set(reflect.ValueOf(&p))
	} else {
		person.Set(reflect.ValueOf(p))
	}
	return u
}
