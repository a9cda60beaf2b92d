package store

// Channel is the way a case arrived.
type Channel string

// The channels that HPA2 and HRS know. Hosts may add their own.
const (
	ChannelSelfReferral Channel = "self-referral"
	ChannelDutyToRefer  Channel = "duty-to-refer"
	ChannelThirdParty   Channel = "third-party"
	ChannelPartner      Channel = "partner"
	ChannelProvider     Channel = "provider"
	ChannelOfficerTyped Channel = "officer"
)

// Channels lists them.
func Channels() []Channel {
	return []Channel{ChannelSelfReferral, ChannelDutyToRefer, ChannelThirdParty, ChannelPartner, ChannelProvider, ChannelOfficerTyped}
}
