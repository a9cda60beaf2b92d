package hosttest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Build compiles the service in the current folder.
func Build(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "service")
	out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return program
}

// Instance is one process of a service, at an address that it keeps when it is killed
// and started again.
type Instance struct {
	Address string

	program, database string
	mu                sync.Mutex
	process           *exec.Cmd
	said              bytes.Buffer
}

// Start starts a process, which ends with the test.
func Start(t *testing.T, program, database string) *Instance {
	t.Helper()
	i := &Instance{Address: address(t), program: program, database: database}
	require.NoError(t, i.start())
	i.Ready(t)
	t.Cleanup(func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		_ = i.process.Process.Signal(syscall.SIGTERM)
		_ = i.process.Wait()
		if t.Failed() {
			t.Log(i.said.String())
		}
	})
	return i
}

// address is a free one. Its port is below those that systems give to outgoing connections, so
// that nobody takes it while the instance is dead.
func address(t *testing.T) string {
	t.Helper()
	for range 1000 {
		at := fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(10_000))
		if l, err := net.Listen("tcp", at); err == nil {
			require.NoError(t, l.Close())
			return at
		}
	}
	t.Fatal("no port is free")
	return ""
}

func (i *Instance) start() error {
	i.process = exec.Command(i.program)
	i.process.Env = append(os.Environ(), "DATABASE_URL="+i.database, "ADDRESS="+i.Address, "AUTHORITY=E08000035", "TOKEN_KEY=thirty-two bytes, of a test alone")
	i.process.Stderr = &i.said
	i.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return i.process.Start()
}

// Kill kills the process and starts another at the same address.
func (i *Instance) Kill() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if err := i.process.Process.Kill(); err != nil {
		return err
	}
	_ = i.process.Wait()
	return i.start()
}

// Ready waits until the instance answers.
func (i *Instance) Ready(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		r, err := http.Get("http://" + i.Address + "/lobby")
		if err != nil {
			return false
		}
		return r.Body.Close() == nil
	}, 5*time.Minute, 50*time.Millisecond, "%s", i.Address)
}
