package lobby

import (
	"slices"
	"strings"

	"github.com/caselobby/caselobby/store"
)

// Actor is who calls: the host has authenticated them and vouches for every field.
type Actor struct {
	ID        store.ActorID
	Authority store.Authority // none that ends in "/read" or "/relay": those are the lobby's own
	Role      Role
	Rights    Rights
	Provider  store.ProviderID // the organisation of a provider user, or of a partner
}

// Role is what an actor is to the lobby.
type Role string

// The roles of [HPA2] and [HRS], with what each is there for. What exactly each may
// do in which state of a record is in testdata/matrix.golden; what is not there is
// denied. The rights in brackets are granted one by one, in [Actor.Rights].
const (
	Host           Role = "host"            // the embedding service itself: keeps the client index current, relays events and reads what they tell of
	IntakeMachine  Role = "intake"          // a web form or a queue: sends, amends and withdraws what it sent (MayBackdate)
	PartnerUser    Role = "partner"         // a referral partner's user: the same, for its organisation, Actor.Provider (MayBackdate)
	ProviderUser   Role = "provider"        // a provider's user: adds people, and works on the records of Actor.Provider (MayJoinWaitingList, MayStartSupport)
	Officer        Role = "officer"         // claims, reviews and decides (MayRemove, MaySeeRestricted, MayBackdate)
	Lead           Role = "lead"            // an officer who also reassigns, overrides, reports and audits (the same rights)
	DataProtection Role = "data-protection" // reads, audits, exports and erases (MayExport, MayErase, MaySeeRestricted)
	Auditor        Role = "auditor"         // reads events and figures, and nothing of a person
)

// Roles lists the roles.
func Roles() []Role {
	return []Role{Host, IntakeMachine, PartnerUser, ProviderUser, Officer, Lead, DataProtection, Auditor}
}

// Rights are granted one by one, on top of a role. The bits from 1<<8 on are the host's,
// for rights that a policy of its own asks for: the library gives them no meaning.
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

// rightWords says what each right permits, in the order of the bits.
var rightWords = [...]string{
	"remove lobby cases", "open restricted clients", "put people on the waiting list", "start support",
	"give subject access", "erase clients", "date an arrival back",
}

// words says what the rights permit, for the message to whoever lacks one.
func (r Rights) words() string {
	var words []string
	for i, w := range rightWords {
		if r.Has(1 << i) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " and to ")
}

// Has reports whether all of the given rights are granted.
func (r Rights) Has(want Rights) bool { return r&want == want }

// Action is something that Policy.Permit is asked about.
type Action string

// Actions lists the actions in the order of their names: those of the matrix.
func Actions() []Action {
	var acts []Action
	for i := range matrix {
		acts = append(acts, matrix[i].act)
	}
	slices.Sort(acts)
	return acts
}

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
