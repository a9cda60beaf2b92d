package storetest

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// secret is the blocking key that goes with markers.
const secret = 0x1badc0dedeadbeef

// secretly is one that is only counted.
const secretly = 1<<63 | secret ^ 0xff

// found lists the markers that a dump holds, in whatever disguise.
func (m markers) found(dump []byte) []string {
	var list []string
	folded := lower(dump)
	for _, marker := range m {
		for name, form := range disguises(marker) {
			if bytes.Contains(folded, lower(form)) {
				list = append(list, fmt.Sprintf("%s as %s", marker, name))
				break
			}
		}
	}
	for _, k := range []uint64{secret, secretly} {
		for name, form := range keyForms(k) {
			if bytes.Contains(folded, lower(form)) {
				list = append(list, "the key as "+name)
			}
		}
	}
	return list
}

// missing lists the markers that a dump does not hold in a form that can be
// read back. The key is not among them: a store may index keys in a form of
// its own.
func (m markers) missing(dump []byte) []string {
	var list []string
	for _, marker := range m {
		readable := false
		for name, form := range disguises(marker) {
			readable = readable || !strings.HasPrefix(name, "a hash") && bytes.Contains(dump, form)
		}
		if !readable {
			list = append(list, marker)
		}
	}
	return list
}

// lower folds ASCII letters and leaves every other byte alone.
func lower(b []byte) []byte {
	b = bytes.Clone(b)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// disguises are the forms in which a word may be kept. A hash of a word that
// can be guessed, such as a National Insurance number, is the word.
func disguises(word string) map[string][]byte {
	b := []byte(word)
	sha, old, older := sha256.Sum256(b), sha1.Sum(b), md5.Sum(b)
	reversed := make([]byte, len(b))
	wide := make([]byte, 0, 2*len(b))
	for i, c := range b {
		reversed[len(b)-1-i] = c
	}
	for _, u := range utf16.Encode([]rune(word)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	forms := map[string][]byte{
		"itself":         b,
		"its reverse":    reversed,
		"UTF-16":         wide,
		"hexadecimal":    []byte(hex.EncodeToString(b)),
		"base32":         []byte(strings.TrimRight(base32.StdEncoding.EncodeToString(b[:len(b)/5*5]), "=")),
		"URL":            []byte(url.QueryEscape(word)),
		"a hash, SHA-2":  []byte(hex.EncodeToString(sha[:])),
		"a hash, SHA-1":  []byte(hex.EncodeToString(old[:])),
		"a hash, MD5":    []byte(hex.EncodeToString(older[:])),
		"a hash's bytes": sha[:],
		"a hash, base64": []byte(base64.StdEncoding.EncodeToString(sha[:])[:42]),
	}
	for shift := range 3 { // the word may begin at any of three places in base64
		padded := append(make([]byte, shift), b...)
		padded = padded[:len(padded)/3*3]
		forms[fmt.Sprint("base64, shifted by ", shift)] = []byte(base64.StdEncoding.EncodeToString(padded)[(shift*8+5)/6:])
	}
	return forms
}

// keyForms are the forms in which a blocking key may be kept.
func keyForms(k uint64) map[string][]byte {
	return map[string][]byte{
		"a decimal number": fmt.Append(nil, k),
		"a signed number":  fmt.Append(nil, int64(k)),
		"hexadecimal":      fmt.Appendf(nil, "%x", k),
		"big-endian":       binary.BigEndian.AppendUint64(nil, k),
		"little-endian":    binary.LittleEndian.AppendUint64(nil, k),
		"with its sign":    binary.BigEndian.AppendUint64(nil, k^1<<63),
	}
}
