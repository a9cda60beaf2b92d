//go:build linux

// Package libraries measures similarity and the matcher beside published Go libraries
// of string metrics and a naive register put together of them, in turns and in one
// run: machines differ, ratios hardly do.
//
//	go test -bench . -benchtime 200x ./matching/peers/libraries
//
// What is measured is processor time, as medians of short turns.
package libraries
