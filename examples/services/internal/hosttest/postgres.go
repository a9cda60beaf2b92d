// Package hosttest is for the tests of the services: a throwaway PostgreSQL, instances
// that can be killed, and a client that holds every answer to the OpenAPI document.
package hosttest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// nobody is the user id that runs the server if the tests run as root: PostgreSQL refuses to.
const nobody = 65534

// Postgres starts a server for a test and returns the URL of its database. The test is skipped
// where no PostgreSQL is installed.
func Postgres(t *testing.T) (url string) {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		t.Skip("no PostgreSQL is installed (looked for initdb in PATH and /usr/lib/postgresql/*/bin)")
	}
	bin := filepath.Dir(found[len(found)-1])
	dir, err := os.MkdirTemp("", "lobby-hosts-") // a socket's path is short
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() == 0 {
		require.NoError(t, os.Chown(dir, nobody, nobody))
		attr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
	initdb.SysProcAttr = attr
	out, err := initdb.CombinedOutput()
	require.NoError(t, err, "%s", out)
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", // no test crashes the server
		"-c", "max_connections=100")
	server.SysProcAttr = attr
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGQUIT)
		_ = server.Wait()
	})
	url = "host=" + dir + " user=postgres dbname=postgres"
	require.Eventually(t, func() bool {
		c, err := pgx.Connect(context.Background(), url)
		if err != nil {
			return false
		}
		return c.Close(context.Background()) == nil
	}, 5*time.Minute, 20*time.Millisecond)
	return url
}

// Count is the one number that a query returns.
func Count(t *testing.T, url, query string) (n int) {
	t.Helper()
	c, err := pgx.Connect(context.Background(), url)
	require.NoError(t, err)
	defer c.Close(context.Background())
	require.NoError(t, c.QueryRow(context.Background(), query).Scan(&n))
	return n
}

// Exec runs a statement.
func Exec(t *testing.T, url, statement string) {
	t.Helper()
	c, err := pgx.Connect(context.Background(), url)
	require.NoError(t, err)
	defer c.Close(context.Background())
	_, err = c.Exec(context.Background(), statement)
	require.NoError(t, err)
}
