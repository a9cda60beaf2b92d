package lobby

import (
	"maps"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Actor is who calls: the host has authenticated them and vouches for every field.
type Actor struct {
	ID        store.ActorID
	Authority store.Authority
	Role      Role
	Rights    Rights
	Provider  store.ProviderID // the organisation of a provider user, or of a partner
}

// Role is what an actor is to the lobby.
type Role string

// The roles. What each may do is the matrix in Policy.Permit; what is not
// listed there is denied.
const (
	Host           Role = "host" // the embedding service itself: keeps the client index current, reads events and what they tell of
	IntakeMachine  Role = "intake"
	PartnerUser    Role = "partner"
	ProviderUser   Role = "provider"
	Officer        Role = "officer"
	Lead           Role = "lead"
	DataProtection Role = "data-protection"
	Auditor        Role = "auditor"
)

// Roles lists the roles.
func Roles() []Role {
	return []Role{Host, IntakeMachine, PartnerUser, ProviderUser, Officer, Lead, DataProtection, Auditor}
}

// Rights are granted one by one, on top of a role.
type Rights uint16

// The rights.
const (
	MayRemove          Rights = 1 << iota // remove lobby cases
	MaySeeRestricted                      // open restricted clients
	MayJoinWaitingList                    // put a client on the waiting list
	MayStartSupport                       // start support
	MayExport                             // subject access
	MayErase                              // erase a client
	MayBackdate                           // date an arrival back
)

// Has reports whether all of the given rights are granted.
func (r Rights) Has(want Rights) bool { return r&want == want }

// Action is something that Policy.Permit is asked about.
type Action string

// Actions lists the actions in the order of their names: those of the matrix.
func Actions() []Action { return slices.Sorted(maps.Keys(matrix)) }

// The actions, one for each operation.
const (
	ActReceive          Action = "receive"
	ActBackdate         Action = "backdate" // receive, dated back
	ActAmend            Action = "amend"
	ActWithdraw         Action = "withdraw"
	ActOutcome          Action = "outcome"
	ActList             Action = "list"
	ActRead             Action = "read"
	ActClaim            Action = "claim"
	ActRelease          Action = "release"
	ActReassign         Action = "reassign"
	ActReview           Action = "review"
	ActLinkMember       Action = "link-member"
	ActAssign           Action = "assign"
	ActCreate           Action = "create"
	ActRemove           Action = "remove"
	ActOverride         Action = "override" // remove although support has started
	ActTasks            Action = "tasks"
	ActAddTask          Action = "add-task"
	ActUpdateTask       Action = "update-task"
	ActJoinWaitingList  Action = "join-waiting-list"
	ActLeaveWaitingList Action = "leave-waiting-list"
	ActStartSupport     Action = "start-support"
	ActUndoSupport      Action = "undo-support"
	ActPutClients       Action = "put-clients"
	ActMergeClients     Action = "merge-clients"
	ActReindex          Action = "reindex"
	ActReadClient       Action = "read-client"
	ActSeeRestricted    Action = "see-restricted"
	ActEraseClient      Action = "erase-client"
	ActSearch           Action = "search"
	ActReport           Action = "report"
	ActExport           Action = "export"
	ActEvents           Action = "events"
	ActReadings         Action = "readings"
	ActAudit            Action = "audit"
	ActLabels           Action = "labels"
	ActAcknowledge      Action = "acknowledge"
	ActRetire           Action = "retire"
)
