package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a throwaway PostgreSQL: its own process, its own files, a socket
// in a folder that nobody else can enter.
type server struct {
	dir, url string
	settings []string
	mu       sync.Mutex
	process  *exec.Cmd
	gone     chan struct{} // closed when the process has been waited for
}

// careless settings make a server fast that has nothing to lose.
var careless = []string{"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=10min"}

var errNoServer = errors.New("no PostgreSQL binaries are installed (looked for initdb in PATH and /usr/lib/postgresql/*/bin)")

// startServer starts a server from a copy of a freshly initialised one.
func startServer(settings ...string) (*server, error) { return startServerIn("", settings...) }

// startServerIn does so within a folder, or where folders for a while are.
func startServerIn(parent string, settings ...string) (*server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	template, err := initialised(bin)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, "lobby-pg-")
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir, settings: settings, url: "host=" + dir + " user=postgres dbname=postgres"}
	data := filepath.Join(dir, "data")
	if err := errors.Join(os.CopyFS(data, os.DirFS(template)), own(dir)); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.start(bin); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// start starts the server. A backend that the killed one forked in its last
// moment may hold the shared memory a little longer: then it tries again.
func (s *server) start(bin string) error {
	for tries := 0; ; tries++ {
		err := s.launch(bin)
		if err == nil || tries == 100 || !strings.Contains(err.Error(), "pre-existing shared memory block") {
			return err
		}
		_ = os.Truncate(s.log(), 0)
		time.Sleep(100 * time.Millisecond)
	}
}

// launch runs postgres as a direct child, so that a killed one can be waited for
// and its lock file found to be stale.
func (s *server) launch(bin string) error {
	args := []string{"-D", filepath.Join(s.dir, "data"), "-k", s.dir, "-c", "listen_addresses=", "-c", "shared_buffers=64MB",
		"-c", "max_connections=200", "-c", "log_min_messages=error", "-c", "dynamic_shared_memory_type=mmap"}
	for _, set := range s.settings {
		args = append(args, "-c", set)
	}
	out, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := exec.Command(filepath.Join(bin, "postgres"), args...)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = out, out, unprivileged()
	if err := cmd.Start(); err != nil {
		return err
	}
	gone := make(chan struct{})
	go func() { _ = cmd.Wait(); close(gone) }()
	s.mu.Lock()
	s.process, s.gone = cmd, gone
	s.mu.Unlock()
	return s.ready()
}

// ready waits until the server answers.
func (s *server) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, s.url)
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-s.gone:
			text, _ := os.ReadFile(s.log())
			return fmt.Errorf("postgres ended: %s", text[max(0, len(text)-1000):])
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *server) log() string { return filepath.Join(s.dir, "log") }

// signal reaches the postmaster; kill it and its children notice and end.
func (s *server) signal(sig syscall.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process != nil && s.process.Process != nil {
		_ = s.process.Process.Signal(sig)
	}
}

// kill kills the postmaster and every process of its, and waits until they are
// gone. Stopped first, it starts no more of them meanwhile.
func (s *server) kill() {
	s.signal(syscall.SIGSTOP)
	s.stopped()
	pids := s.children()
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	s.signal(syscall.SIGKILL)
	<-s.gone
	for _, pid := range pids {
		for alive(pid) {
			time.Sleep(time.Millisecond)
		}
	}
}

// stopped waits until the postmaster has stopped, or is gone. A signal that was sent may
// take its time to arrive, and whoever is forked meanwhile keeps the shared memory.
func (s *server) stopped() {
	for {
		state, _, ok := status(s.process.Process.Pid)
		if !ok || state == "T" || state == "Z" {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// stop ends the server and removes its files.
func (s *server) stop() {
	if s.gone != nil {
		s.signal(syscall.SIGQUIT)
		<-s.gone
	}
	_ = os.RemoveAll(s.dir)
}

// children lists the processes that the postmaster has started.
func (s *server) children() []int {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	var pids []int
	for _, f := range files {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(f)))
		if _, parent, ok := status(pid); ok && parent == s.process.Process.Pid {
			pids = append(pids, pid)
		}
	}
	return pids
}

func alive(pid int) bool {
	state, _, ok := status(pid)
	return ok && state != "Z"
}

// status reads the state and the parent of a process: "pid (name) state parent …".
func status(pid int) (state string, parent int, ok bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0, false
	}
	_, err = fmt.Sscan(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), &state, &parent)
	return state, parent, err == nil
}

func binaries() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errNoServer
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// initialised returns a data folder that initdb has made: once for each version
// and user, and kept, for it takes longer than everything else.
func initialised(bin string) (string, error) {
	version, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", err
	}
	name := strings.Join(strings.Fields(string(version)), "-")
	kept := filepath.Join(os.TempDir(), fmt.Sprintf("lobby-initdb-%d-%s", os.Getuid(), strings.Map(plain, name)))
	if info, err := os.Stat(kept); err == nil && info.IsDir() && ownedByUs(info) {
		return kept, nil
	}
	dir, err := os.MkdirTemp("", "lobby-initdb-")
	if err != nil {
		return "", err
	}
	if err := own(dir); err != nil {
		return "", err
	}
	cmd := exec.Command(filepath.Join(bin, "initdb"), "-D", dir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
	cmd.SysProcAttr = unprivileged()
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := os.Rename(dir, kept); err != nil && !errors.Is(err, os.ErrExist) && !errors.Is(err, syscall.ENOTEMPTY) {
		return "", err
	}
	return kept, nil
}

func plain(r rune) rune {
	if r == '.' || r == '-' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
		return r
	}
	return '_'
}

// nobody runs the server when the tests run as root, which initdb refuses.
const nobody = 65534

func unprivileged() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() == 0 {
		attr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return attr
}

func ownedByUs(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && (int(stat.Uid) == os.Getuid() || os.Getuid() == 0 && stat.Uid == nobody)
}

// own gives a folder to whoever runs the server, and closes it to all others.
func own(dir string) error {
	return filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		if os.Getuid() == 0 {
			if err := os.Chown(path, nobody, nobody); err != nil {
				return err
			}
		}
		if info.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
}

var shared struct {
	sync.Once
	url    string
	server *server
	err    error
}

// servers are those that more than one test uses.
var servers []*server

// TestMain ends them.
func TestMain(m *testing.M) {
	if os.Getenv(writerEnv) != "" {
		runWriter()
		return
	}
	code := m.Run()
	for _, s := range servers {
		s.stop()
	}
	os.Exit(code)
}

// sharedURL is of a server that all tests share: CASELOBBY_POSTGRES_URL or a
// throwaway one. Without either a test is skipped, but not in CI.
func sharedURL(t testing.TB) string {
	t.Helper()
	shared.Do(func() {
		if shared.url = os.Getenv("CASELOBBY_POSTGRES_URL"); shared.url != "" {
			return
		}
		if shared.server, shared.err = startServer(careless...); shared.err == nil {
			shared.url = shared.server.url
			servers = append(servers, shared.server)
		}
	})
	if shared.err != nil {
		skipOrFail(t, shared.err)
	}
	return shared.url
}

func skipOrFail(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, errNoServer) && os.Getenv("CI") == "" {
		t.Skipf("skipped: %v", err)
	}
	t.Fatalf("no PostgreSQL to test on: %v", err)
}
