// Package lobbytest checks what hosts write for the lobby. A policy's test is one
// call:
//
//	func TestPolicy(t *testing.T) { lobbytest.Policy(t, ours{lobby.HPA2()}) }
//
// Each check is a subtest and says, when it fails, why it must hold.
package lobbytest
