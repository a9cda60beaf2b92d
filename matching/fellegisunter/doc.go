// Package fellegisunter is record linkage after Fellegi and Sunter, for records
// of any type.
//
// Two records are compared field by field. Each [Comparison] sorts a pair into
// one [Level], such as "equal" or "one edit apart", and a level is evidence:
//
//	w = log2(m / u)
//
// bits, where m is the share of true matches that reach the level and u the
// share of non-matches that do (I. P. Fellegi and A. B. Sunter, "A Theory for
// Record Linkage", JASA 64, 1969). Fields are taken as independent given the
// truth, so the weights add up, and with the prior λ, the probability that two
// records taken at random are the same,
//
//	W = log2(λ / (1−λ)) + Σ w        p = 1 / (1 + 2^−W)
//
// A field that cannot be compared is [Null] and contributes exactly 0 bits: it
// speaks neither for nor against. Where the agreed value is known to be rare or
// common, a level adds a term-frequency adjustment (see [Level]).
//
// The names, defaults and formulas follow the documentation of Splink
// (https://moj-analytical-services.github.io/splink/), so that parameters can
// be compared with a Splink model level by level.
//
// A [Model] is a plain value: functions and their parameters. [New] checks it
// and returns a [Scorer], which weighs pairs. [Model.Parameters] and
// [Model.With] carry the parameters to and from JSON.
//
// Weights are whole multiples of 1/1024 bit and every logarithm here is computed
// without fused operations, so a sum is exact in any order and the same on every
// architecture. Nothing here does I/O, reads a clock, draws a random number or
// starts a goroutine.
package fellegisunter
