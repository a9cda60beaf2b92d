//go:build linux

package peers

import (
	"time"

	"golang.org/x/sys/unix"
)

// ThreadTime returns the processor time that the calling thread has used. Lock the
// goroutine to its thread to measure it.
func ThreadTime() time.Duration { return read(unix.CLOCK_THREAD_CPUTIME_ID) }

// ProcessTime returns the processor time that all threads of another process have
// used, and 0 if it has ended. Only the process's owner and root may ask.
func ProcessTime(pid int) time.Duration {
	const scheduled = 2 // see clock_getcpuclockid(3): the clock of a process is the complement of its id
	return read(int32(^pid<<3 | scheduled))
}

func read(clock int32) time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(clock, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
