package store

// Channel is the way a case arrived.
type Channel string

// The channels that the library knows, and in whose lobby their cases wait. Hosts may
// add their own, in a policy that lists them.
const (
	ChannelSelfReferral Channel = "self-referral" // HPA2
	ChannelDutyToRefer  Channel = "duty-to-refer" // HPA2
	ChannelThirdParty   Channel = "third-party"   // HPA2
	ChannelPartner      Channel = "partner"       // HRS
	ChannelProvider     Channel = "provider"      // HRS: the one channel of a provider's user
	ChannelOfficerTyped Channel = "officer"       // neither, until a policy lists it: the one channel of an officer
)

// Channels lists them.
func Channels() []Channel {
	return []Channel{ChannelSelfReferral, ChannelDutyToRefer, ChannelThirdParty, ChannelPartner, ChannelProvider, ChannelOfficerTyped}
}
