package adapter

import (
	"path/filepath"
	"testing"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return mustOpen(t, filepath.Join(t.TempDir(), "lobby.db"))
	}, storetest.Reopen(reopen), storetest.Dump(dump), storetest.Damage(damage))
}
