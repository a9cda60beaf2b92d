package pgtrgm_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// startServer starts a throwaway PostgreSQL: its own process and files, a socket
// in a folder that nobody else can enter, settings for a server that has nothing
// to lose. It ends with the test, which is skipped where there is no PostgreSQL
// with pg_trgm.
func startServer(t testing.TB, settings ...string) *pgx.Conn {
	t.Helper()
	bin := binaries()
	if bin == "" {
		t.Skip("skipped: no PostgreSQL is installed (looked for initdb in PATH and /usr/lib/postgresql/*/bin)")
	}
	dir, err := os.MkdirTemp("", "peers-pg-")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, own(dir))
	data := filepath.Join(dir, "data")
	if out, err := unprivileged(bin, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}

	args := []string{"-D", data, "-k", dir}
	for _, s := range append([]string{"listen_addresses=", "dynamic_shared_memory_type=mmap", "log_min_messages=fatal",
		"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off"}, settings...) {
		args = append(args, "-c", s)
	}
	process := unprivileged(bin, "postgres", args...)
	must(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Signal(syscall.SIGQUIT)
		_ = process.Wait()
	})
	c := connect(t, dir)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	if _, err := c.Exec(t.Context(), "CREATE EXTENSION pg_trgm"); err != nil {
		t.Skipf("skipped: this PostgreSQL has no pg_trgm: %v", err)
	}
	return c
}

// connect waits until the server answers.
func connect(t testing.TB, dir string) *pgx.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, "host="+dir+" user=postgres dbname=postgres")
		if err == nil {
			return c
		}
		select {
		case <-ctx.Done():
			must(t, fmt.Errorf("PostgreSQL does not answer: %w", err))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func binaries() string {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

// nobody runs the server when the test runs as root, which initdb refuses.
const nobody = 65534

func unprivileged(bin, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(bin, name), args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return cmd
}

func own(dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chown(path, nobody, nobody))
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
