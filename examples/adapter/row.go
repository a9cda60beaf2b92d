package adapter

import (
	"encoding/binary"
	"fmt"

	"github.com/caselobby/caselobby/store"
)

// A row is kept behind its version in eight bytes, so that a commit compares the
// versions of the rows that it replaces and decodes none of them.
const versionLen = 8

func versioned(v store.Version, row []byte) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, versionLen+len(row)), uint64(v)), row...)
}

// versionOf returns the version of a row as it is kept: 0 where there is no row, and -1, which
// no change expects, where a failing disk has left less than a version.
func versionOf(kept []byte) store.Version {
	switch {
	case kept == nil:
		return 0
	case len(kept) < versionLen:
		return -1
	}
	return store.Version(binary.BigEndian.Uint64(kept))
}

// errAnother: the row under an id has another id, as after a copy that went wrong.
var errAnother = fmt.Errorf("%w: the row of another", store.ErrFormat)

// recordOf reads the record that lies under an id.
func recordOf(id string, kept []byte) (store.Record, error) {
	r, err := store.DecodeRecord(rowOf(kept))
	if err == nil && string(r.ID) != id {
		return store.Record{}, errAnother
	}
	return r, err
}

// clientOf reads the client that lies under an id.
func clientOf(id string, kept []byte) (store.Client, error) {
	c, err := store.DecodeClient(rowOf(kept))
	if err == nil && string(c.ID) != id {
		return store.Client{}, errAnother
	}
	return c, err
}

// rowOf leaves out the version.
func rowOf(kept []byte) []byte { return kept[min(versionLen, len(kept)):] }
