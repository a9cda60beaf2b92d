package lobby

// Digest lets tests forge a chain of events.
var Digest = digest
