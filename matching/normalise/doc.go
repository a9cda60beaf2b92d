// Package normalise turns what people type into what can be compared: names,
// postcodes, National Insurance numbers, dates of birth, phones and e-mails.
//
// Nothing is ever rejected. Every parser returns a value together with its
// [Quality]; whatever is not usable carries no evidence and no parts, and a desk
// can say so. What was typed is for the caller to keep.
//
// Parsers never panic and are safe for concurrent use. They read at most
// [MaxBytes] of a text, return valid UTF-8 without control characters, and are
// idempotent: parsing what a value prints gives the value again, but for what only
// the typing tells: its Why, [Postcode.Repaired] and [Name.Whole].
package normalise
