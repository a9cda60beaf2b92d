package memory

import (
	"hash/maphash"
	"math/bits"

	"github.com/caselobby/caselobby/matching"
)

// chains find numbers by the hash of what they stand for: a hash table that holds
// 4-byte numbers and nothing else, about eight bytes for each, and nothing that a
// garbage collector follows. What a number stands for is read where it is kept, so
// that nothing has to be wiped here when it goes.
//
// Whatever has one hash, and others besides, is in one chain:
//
//	for n := c.first(hash); n != 0; n = c.following(n) {
//
// The table grows by one bucket at a time (linear hashing), so that no write waits
// while everything moves. The zero value is empty.
type chains struct {
	heads vector[number] // the first of each bucket, or 0
	next  vector[number] // by number: the next of its bucket, or 0
	count int
}

// first returns the first of those that may have a hash, or 0.
func (c *chains) first(hash uint64) number {
	if c.count == 0 {
		return 0
	}
	return *c.heads.at(c.bucket(hash))
}

// following returns the next in the chain of a number, or 0.
func (c *chains) following(n number) number { return *c.next.at(n) }

// bucket returns where a hash belongs: by as many of its bits as there are
// buckets, or by one less where that bucket is still to come.
func (c *chains) bucket(hash uint64) number {
	buckets := uint64(c.heads.len())
	mask := uint64(1)<<bits.Len64(buckets-1) - 1
	if b := hash & mask; b < buckets {
		return number(b)
	}
	return number(hash & (mask >> 1))
}

// add adds a number, which is not there. The hashes of others are asked for when
// they move.
func (c *chains) add(hash uint64, n number, hashOf func(number) uint64) {
	c.next.reach(n)
	if c.count++; c.heads.len() < c.count {
		c.split(hashOf)
	}
	c.link(hash, n)
}

func (c *chains) link(hash uint64, n number) {
	head := c.heads.at(c.bucket(hash))
	*c.next.at(n), *head = *head, n
}

// split adds a bucket, and shares out with it the one that it was part of.
func (c *chains) split(hashOf func(number) uint64) {
	added := number(c.heads.len())
	c.heads.push(0)
	if added == 0 {
		return
	}
	head := c.heads.at(added &^ (1 << (bits.Len32(added) - 1)))
	n := *head
	for *head = 0; n != 0; {
		following := c.following(n)
		c.link(hashOf(n), n)
		n = following
	}
}

// remove takes out a number, which is there.
func (c *chains) remove(hash uint64, n number) {
	at := c.heads.at(c.bucket(hash))
	for *at != n {
		at = c.next.at(*at)
	}
	*at, *c.next.at(n) = c.following(n), 0
	c.count--
}

// seed makes hashes differ from one process to the next, so that nobody makes ids
// that meet in one chain.
var seed = maphash.MakeSeed()

func hashOfText(s string) uint64 { return maphash.String(seed, s) }

// hashOfKey multiplies and folds the product: keys are digests mostly, and whoever makes
// others does not know the factors.
func hashOfKey(k matching.Key) uint64 {
	high, low := bits.Mul64(uint64(k)^keySeeds[0], keySeeds[1])
	return high ^ low
}

var keySeeds = [2]uint64{maphash.Comparable(seed, 0), maphash.Comparable(seed, 1) | 1}
