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

// guarded runs what reads the file. bbolt maps it into memory and believes what it
// finds: where that is nonsense it panics, or the processor does. Either is
// ErrDamaged here. What it says is left out, for it may quote what is stored.
func guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			err = ErrDamaged
		}
	}()
	return read()
}

// opened opens the file, and looks once at all of it.
func opened(path string, o bbolt.Options) (db *bbolt.DB, err error) {
	var file *os.File
	o.OpenFile = func(path string, flag int, mode os.FileMode) (*os.File, error) {
		file, err = os.OpenFile(path, flag, mode)
		return file, err
	}
	err = guarded(func() error {
		if db, err = bbolt.Open(path, 0o600, &o); err != nil {
			return notOurs(err)
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

// notOurs says of an error of bbolt whether the file is damaged.
func notOurs(err error) error {
	for _, sign := range []error{bolterrors.ErrInvalid, bolterrors.ErrChecksum, bolterrors.ErrVersionMismatch} {
		if errors.Is(err, sign) {
			return ErrDamaged
		}
	}
	return err
}

// inspect reads every page that anything leads to, and then has bbolt check that
// they are in order and that nothing leads to a page that is free.
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
