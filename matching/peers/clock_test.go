//go:build linux

package peers_test

import (
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/peers"
)

func TestAThreadAndItsProcessUseTimeWhileTheyWorkAndNoneAsleep(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	thread, process := peers.ThreadTime(), peers.ProcessTime(os.Getpid())
	time.Sleep(20 * time.Millisecond)
	require.Less(t, peers.ThreadTime()-thread, 10*time.Millisecond)
	for peers.ThreadTime()-thread < 10*time.Millisecond {
	}
	require.GreaterOrEqual(t, peers.ProcessTime(os.Getpid())-process, 10*time.Millisecond)
}

func TestAProcessThatIsNotThereHasUsedNothing(t *testing.T) {
	require.Zero(t, peers.ProcessTime(1<<22+1))
}
