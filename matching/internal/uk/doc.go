// Package uk is the one kernel of the UK model: what a person is reduced to,
// the keys by which people meet, the levels of agreement and the comparisons
// that find them. Package matching ranks with it, and package train learns its
// parameters.
//
// A [Person] is prepared once, when stored, kept as a profile of bytes, and read
// back into the same struct again and again: comparing neither normalises nor
// allocates.
package uk
