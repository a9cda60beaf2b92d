package host_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// What is another's in the database would be shown, and its accounts would be changed.
func TestADatabaseIsOfOneServiceAndAuthority(t *testing.T) {
	url := hosttest.Postgres(t)
	for _, c := range []struct {
		says      string
		policy    lobby.Policy
		authority store.Authority
		refused   string
	}{
		{"the first to come has it", lobby.HPA2(), "E08000035", ""},
		{"it has it again", lobby.HPA2(), "E08000035", ""},
		{"that of another authority has another", lobby.HPA2(), "E08000036", "the database is of authority E08000035"},
		{"another service has another", lobby.HRS(), "E08000035", "the database is of the service hpa2: hrs takes one of its own"},
	} {
		t.Run(c.says, func(t *testing.T) {
			h, err := host.Open(t.Context(), host.Config{Database: url, Authority: c.authority, TokenKey: make([]byte, 32)}, c.policy, lobby.Options{})
			if c.refused != "" {
				require.EqualError(t, err, c.refused)
				return
			}
			require.NoError(t, err)
			h.Close()
		})
	}
}
