package store

// State is where a record stands: Waiting → Claimed → Assigned | Created |
// Removed. The only way back is from Claimed to Waiting.
type State string

// The states.
const (
	StateWaiting  State = "waiting"
	StateClaimed  State = "claimed"
	StateAssigned State = "assigned"
	StateCreated  State = "created"
	StateRemoved  State = "removed"
)

// Undecided lists the states in which an officer has still to decide.
func Undecided() []State { return []State{StateWaiting, StateClaimed} }

// Decided lists the states that are final.
func Decided() []State { return []State{StateAssigned, StateCreated, StateRemoved} }

// Decided reports whether nothing can change any more.
func (s State) Decided() bool { return s == StateAssigned || s == StateCreated || s == StateRemoved }
