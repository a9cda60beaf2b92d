package adapter

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// ErrDamaged: the file is not, or is no longer, as it was written: a copy that was
// cut short, or a failing disk. It is to be restored from a copy.
var ErrDamaged = errors.New("adapter: damaged file")

// guarded runs what reads the file, and returns ErrDamaged if it panics. bbolt maps the file
// into memory and trusts what it reads: a damaged page makes it panic, or reach beyond the
// file. What the panic says is left out, for it may quote what is stored.
func guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			err = ErrDamaged
		}
	}()
	return read()
}

// opened opens the file and inspects it. It leaves nothing open or locked if that fails.
func opened(path string, o bbolt.Options) (db *bbolt.DB, err error) {
	var file *os.File
	o.OpenFile = func(path string, flag int, mode os.FileMode) (*os.File, error) {
		file, err = os.OpenFile(path, flag, mode)
		return file, err
	}
	err = guarded(func() error {
		if db, err = bbolt.Open(path, 0o600, &o); err != nil {
			return damageOf(err)
		}
		return db.View(inspect)
	})
	if err == nil {
		return db, nil
	}
	if db != nil {
		_ = guarded(db.Close)
	} else if file != nil {
		unlock(file)
		_ = file.Close()
	}
	return nil, fmt.Errorf("adapter: open: %w", err)
}

// damageOf is ErrDamaged for those errors of bbolt that mean it, and the error itself otherwise.
func damageOf(err error) error {
	for _, sign := range []error{bolterrors.ErrInvalid, bolterrors.ErrChecksum, bolterrors.ErrVersionMismatch} {
		if errors.Is(err, sign) {
			return ErrDamaged
		}
	}
	return err
}

// inspect reads every page that is in use, and then has bbolt check that the pages are
// consistent and that none in use is marked as free.
func inspect(tx *bbolt.Tx) error {
	if err := tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return walk(b) }); err != nil {
		return err
	}
	damaged := false
	for range tx.Check() {
		damaged = true
	}
	if damaged {
		return ErrDamaged
	}
	return nil
}

// walk reads all keys and values of a bucket and those within it.
func walk(b *bbolt.Bucket) error {
	return b.ForEach(func(k, v []byte) error {
		if inner := b.Bucket(k); v == nil && inner != nil {
			return walk(inner)
		}
		for i := 0; i < len(v); i += os.Getpagesize() {
			_ = v[i] // which may be beyond the file's end
		}
		return nil
	})
}
