//go:build unix && !aix && !solaris

package adapter

import (
	"os"
	"syscall"
)

// unlock gives up the lock that bbolt took. Closing the file is not enough where
// bbolt gave up after it had mapped it: the mapping keeps the file open, and the
// lock with it, as long as the process lives.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) }
