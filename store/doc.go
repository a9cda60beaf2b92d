// Package store is the contract between the lobby and whatever keeps its rows.
//
// An adapter is dumb on purpose: a handful of reads and one conditional write,
// [Store.Commit]. Rules, retries, clocks, ids and validation live in package
// lobby, once. To write an adapter, implement [Store] and pass
// storetest.Run; package memory is the reference.
package store
