package postgres_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestNothingAcknowledgedIsLostInAFailover kills the primary under load and promotes
// the replica that it was synchronous with. The primary's setting for commits is the
// weakest that there is.
func TestNothingAcknowledgedIsLostInAFailover(t *testing.T) {
	if !apart(t) {
		return
	}
	times := 1
	if os.Getenv("CASELOBBY_LONG") != "" {
		times = 3
	}
	for range times {
		primary, err := startServer("synchronous_commit=off", "wal_writer_delay=2s", "max_wal_senders=4")
		if err != nil {
			skipOrFail(t, err)
		}
		t.Cleanup(primary.stop)
		require.NoError(t, postgres.Migrate(t.Context(), openPool(t, primary.url), &postgres.Options{Schema: writerSchema}))
		replica := synchronous(t, primary)
		behind := postgres.New(openPool(t, replica.url), &postgres.Options{Schema: writerSchema})
		require.ErrorIs(t, behind.Validate(t.Context()), postgres.ErrSchema, "nobody can write there")
		require.ErrorIs(t, behind.Commit(t.Context(), records(putRecord(0, record("r")))), store.ErrBusy, "nothing was written, and it may be promoted")
		_, _, err = behind.Gather(t.Context(), hackney, nil, 1, event("looked", "r"))
		require.ErrorIs(t, err, store.ErrBusy, "who looks cannot be written down there yet")

		l := newLedger()
		c := startChild(t, primary.url, l)
		l.await(21, "acknowledged")
		time.Sleep(rand.N(300 * time.Millisecond))
		primary.kill()
		_ = c.cmd.Process.Kill()
		c.finish()
		promoted := openPool(t, replica.url)
		var done bool
		require.NoError(t, promoted.QueryRow(t.Context(), "SELECT pg_promote()").Scan(&done))
		require.True(t, done)
		settled(t, promoted, l, "a failover")
		require.Greater(t, l.said["acknowledged"], 20, "too little load to prove anything")
	}
}

// synchronous starts a replica that commits of the primary wait for.
func synchronous(t *testing.T, primary *server) *server {
	replica := replicaOf(t, primary)
	pool := openPool(t, primary.url)
	for _, set := range []string{"ALTER SYSTEM SET synchronous_standby_names = 'replica'", "SELECT pg_reload_conf()"} {
		_, err := pool.Exec(t.Context(), set)
		require.NoError(t, err)
	}
	require.Eventually(t, func() bool {
		var sync bool
		return pool.QueryRow(t.Context(), "SELECT sync_state = 'sync' FROM pg_stat_replication").Scan(&sync) == nil && sync
	}, 2*time.Minute, 10*time.Millisecond)
	return replica
}

// What the replica has not is not acknowledged, though pgx cancels a commit whose time is up,
// and PostgreSQL then shows on the primary what it has not replicated.
func TestACommitIsNotSettledBeforeTheReplicaHasIt(t *testing.T) {
	if !apart(t) {
		return
	}
	primary, err := startServer("max_wal_senders=4", "wal_sender_timeout=0")
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(primary.stop)
	pool := openPool(t, primary.url)
	require.NoError(t, postgres.Migrate(t.Context(), pool, nil))
	replica := synchronous(t, primary)
	signal := func(sig syscall.Signal) {
		replica.signal(sig)
		for _, pid := range replica.children() {
			_ = syscall.Kill(pid, sig)
		}
	}
	t.Cleanup(func() { signal(syscall.SIGCONT) })
	s := postgres.New(pool, &postgres.Options{CommitTimeout: 3 * time.Second, LockTimeout: time.Minute})
	b := pairBatch("pair", 1)
	signal(syscall.SIGSTOP)
	require.ErrorIs(t, s.Commit(t.Context(), b), context.DeadlineExceeded)
	require.Eventually(t, func() bool { _, found, err := recordOf(t.Context(), s, "pair"); return err == nil && found }, time.Minute, time.Millisecond,
		"the primary shows it")
	require.ErrorIs(t, s.Commit(t.Context(), b), context.DeadlineExceeded, "still nobody knows")
	signal(syscall.SIGCONT)
	require.Eventually(t, func() bool { return errors.Is(s.Commit(t.Context(), b), store.ErrConflict) }, time.Minute, time.Millisecond)
	requireWhole(t, s, b)
	require.Equal(t, 1, sizeOf(t, s), "what is written to wait for the replica counts nobody")
}

// replicaOf starts a replica that the primary may be synchronous with.
func replicaOf(t *testing.T, primary *server) *server {
	bin, err := binaries()
	require.NoError(t, err)
	dir, err := os.MkdirTemp("", "lobby-pg-")
	require.NoError(t, err)
	require.NoError(t, own(dir))
	r := &server{dir: dir, url: "host=" + dir + " user=postgres dbname=postgres",
		settings: []string{"primary_conninfo=host=" + primary.dir + " user=postgres application_name=replica"}}
	t.Cleanup(r.stop)
	copier := filepath.Join(bin, "pg_basebackup")
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_basebackup"); len(found) > 0 {
		copier = found[len(found)-1]
	}
	cmd := exec.Command(copier, "-D", filepath.Join(dir, "data"), "-h", primary.dir, "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync")
	cmd.SysProcAttr = unprivileged()
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, r.start(bin))
	return r
}

// TestNothingAcknowledgedIsLostWhenTheDiskIsFull fills a small file system under load
// and makes room again.
func TestNothingAcknowledgedIsLostWhenTheDiskIsFull(t *testing.T) {
	dir, err := os.MkdirTemp("", "lobby-small-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.Remove(dir) })
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=160m"); errors.Is(err, syscall.EPERM) {
		t.Skip("skipped: only root may mount a small file system")
	} else {
		require.NoError(t, err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	require.NoError(t, os.Chmod(dir, 0o755))
	s, err := startServerIn(dir, "max_wal_size=64MB", "min_wal_size=32MB", "checkpoint_timeout=30s")
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(s.stop)
	bin, err := binaries()
	require.NoError(t, err)
	pool := openPool(t, s.url)
	require.NoError(t, postgres.Migrate(t.Context(), pool, &postgres.Options{Schema: writerSchema}))
	l, filler := newLedger(), filepath.Join(dir, "filler")
	full := 0
	for range 4 {
		c := startChild(t, s.url, l)
		l.await(6, "acknowledged")
		if fillUp(filler) {
			full++
		}
		l.await(1, "ambiguous")
		time.Sleep(rand.N(600 * time.Millisecond))
		require.NoError(t, os.Remove(filler))
		if s.ready() != nil { // it found no room to recover either
			require.NoError(t, s.start(bin))
		}
		c.finish()
	}
	require.Equal(t, 4, full)
	text, err := os.ReadFile(s.log())
	require.NoError(t, err)
	require.Contains(t, string(text), "No space left on device", "the server met it")
	settled(t, pool, l, "a full disk, four times")
	require.Greater(t, l.said["acknowledged"], 20, "too little load to prove anything")
}

// fillUp writes a file until there is no room for more.
func fillUp(path string) (full bool) {
	f, err := os.Create(path)
	if err != nil {
		return errors.Is(err, syscall.ENOSPC)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	for {
		if _, err := f.Write(block); err != nil {
			return errors.Is(err, syscall.ENOSPC)
		}
	}
}
