package lobby

// Digest lets tests forge a chain of events.
var Digest = digest

// AtMost is tested against what encoding makes.
var AtMost, RecordAtMost = atMost, recordAtMost
