//go:build unix

package desk

import (
	"syscall"
	"time"
)

// cpu is the processor time that this process has used, of which other programs on the
// machine take nothing away.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // of oneself it never fails
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
