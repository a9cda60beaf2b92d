package postgres

import (
	"hash/fnv"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// slots is how many keys of the tally, from 0, may count the register: they are read
// in one go. What is counted now is counted by the first: whoever appends to a tally
// waits for nobody, and to spread what is counted saves nothing.
const slots = 8

// mixer turns an authority's keys into the numbers that are indexed and back.
// The authority is part of the number: one authority's search never meets
// another's entries in an index that all share.
type mixer uint64

func mixerOf(a store.Authority) mixer { return mixer(hash(string(a))) }

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return spread(h.Sum64())
}

func (m mixer) mix(k matching.Key) int64 { return int64(spread(uint64(k) ^ uint64(m))) }

func (m mixer) unmix(stored int64) matching.Key {
	return matching.Key(gather(uint64(stored)) ^ uint64(m))
}

// split parts keys into those that are followed and those that are only
// counted, each as stored, and once: the tally counts a client once under each.
func (m mixer) split(keys []matching.Key) (followed, counted []int64) {
	followed, counted = make([]int64, 0, len(keys)), []int64{}
	for _, k := range slices.Compact(slices.Sorted(slices.Values(keys))) {
		if k.CountOnly() {
			counted = append(counted, m.mix(k))
		} else {
			followed = append(followed, m.mix(k))
		}
	}
	return followed, counted
}

// join is the inverse of split.
func (m mixer) join(followed, counted []int64) []matching.Key {
	var keys []matching.Key
	for _, stored := range [][]int64{followed, counted} {
		for _, s := range stored {
			if !isSlot(s) {
				keys = append(keys, m.unmix(s))
			}
		}
	}
	slices.Sort(keys)
	return keys
}

// size is the key of the tally that counts a client towards the size of the
// register. A mixed key falls among the slots once in 2^61.
const size = 0

// departures is the key of the tally that counts who has left a key, or one of its share:
// clients who carried it and do so no more.
func departures(stored int64) int64 { return slots + int64(byte(stored)) }

func isSlot(stored int64) bool { return stored >= 0 && stored < slots }

// spread is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable
// pseudorandom number generators", 2014): a bijection, which gather inverts.
func spread(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func gather(z uint64) uint64 {
	z = (z ^ z>>31 ^ z>>62) * 0x319642b2d24d8ec3
	z = (z ^ z>>27 ^ z>>54) * 0x96de1b173f119089
	return z ^ z>>30 ^ z>>60
}
