package hosttest

import (
	"bytes"
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
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	i := &Instance{Address: l.Addr().String(), program: program, database: database}
	require.NoError(t, l.Close())
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

func (i *Instance) start() error {
	i.process = exec.Command(i.program)
	i.process.Env = append(os.Environ(), "DATABASE_URL="+i.database, "ADDRESS="+i.Address, "AUTHORITY=E08000035", "TOKEN_KEY=thirty-two bytes, of a test alone")
	i.process.Stderr = &i.said
	i.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return i.process.Start()
}

// Kill ends the process where it stands, and starts another.
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
	}, 60*time.Second, 50*time.Millisecond, "%s", i.Address)
}
