package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// webkit is WebKitGTK, driven by W3C WebDriver, on a screen in memory. Debian has them in
// webkit2gtk-driver and xvfb. Without either the test skips, even where CI is set.
type webkit struct {
	t             *testing.T
	session, desk string
}

// program is the path of the first program that is there. Without one the test skips.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
		if found, err := filepath.Glob(name); err == nil && len(found) > 0 {
			return found[0]
		}
	}
	t.Skipf("%s is absent: skipped", names[0])
	return ""
}

// running starts a program and ends it with the test.
func running(t *testing.T, env []string, extra *os.File, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // whatever becomes of the test
	if extra != nil {
		cmd.ExtraFiles = []*os.File{extra}
	}
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
}

// screen starts a screen in memory and returns its name.
func screen(t *testing.T) string {
	t.Helper()
	xvfb := program(t, "Xvfb")
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	running(t, nil, w, xvfb, "-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
	require.NoError(t, w.Close())
	n, err := bufio.NewReader(r).ReadString('\n')
	require.NoError(t, err)
	return ":" + strings.TrimSpace(n)
}

func openWebKit(t *testing.T, desk string) *webkit {
	t.Helper()
	driver, browser := program(t, "WebKitWebDriver"), program(t, "MiniBrowser", "/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := fmt.Sprint(free.Addr().(*net.TCPAddr).Port)
	require.NoError(t, free.Close())
	at := "http://127.0.0.1:" + port
	running(t, []string{"DISPLAY=" + screen(t), "WEBKIT_DISABLE_COMPOSITING_MODE=1", "LIBGL_ALWAYS_SOFTWARE=1"}, nil, driver, "--port="+port)
	v := &webkit{t: t, desk: desk}
	var opened struct{ SessionID string }
	require.Eventually(t, func() bool {
		return v.call(at+"/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
			"webkitgtk:browserOptions": map[string]any{"binary": browser, "args": []string{"--automation"}}}}}, &opened) == nil
	}, patience, 300*time.Millisecond)
	v.session = at + "/session/" + opened.SessionID
	t.Cleanup(func() {
		r, _ := http.NewRequest(http.MethodDelete, v.session, nil)
		if res, err := http.DefaultClient.Do(r); err == nil {
			_ = res.Body.Close()
		}
	})
	return v
}

// call makes a request of WebDriver: a POST, or a GET if there is nothing to send.
func (v *webkit) call(at string, send, value any) error {
	method, text := http.MethodGet, []byte(nil)
	if send != nil {
		method = http.MethodPost
		var err error
		if text, err = json.Marshal(send); err != nil {
			return err
		}
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, at, bytes.NewReader(text))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", at, b[:min(len(b), 500)])
	}
	return json.Unmarshal(b, &struct{ Value any }{value})
}

func (v *webkit) do(command string, send any) {
	v.t.Helper()
	require.NoError(v.t, v.call(v.session+command, send, nil))
}

func (v *webkit) open(path string) {
	v.t.Helper()
	v.do("/url", map[string]string{"url": v.desk + path})
}

// run runs a script that returns something.
func (v *webkit) run(script string, value any) {
	v.t.Helper()
	require.NoError(v.t, v.call(v.session+"/execute/sync", map[string]any{"script": script, "args": []any{}}, value))
}

// press waits for an element with that text among those that a selector finds, and clicks it.
func (v *webkit) press(selector, text string) {
	v.t.Helper()
	v.until(fmt.Sprintf(`(e => { if (e) e.click(); return e })([...document.querySelectorAll(%q)].find(e => e.textContent.includes(%q) && e.checkVisibility()))`, selector, text))
}

func (v *webkit) until(condition string) {
	v.t.Helper()
	require.Eventually(v.t, func() bool {
		var ok bool
		return v.call(v.session+"/execute/sync", map[string]any{"script": "return !!(" + condition + ")", "args": []any{}}, &ok) == nil && ok
	}, patience, 200*time.Millisecond, condition)
}

func (v *webkit) as(account string) {
	v.t.Helper()
	require.NoError(v.t, v.call(v.session+"/url", map[string]string{"url": v.desk + "/login"}, nil))
	r, _ := http.NewRequest(http.MethodDelete, v.session+"/cookie", nil)
	res, err := http.DefaultClient.Do(r)
	require.NoError(v.t, err)
	_ = res.Body.Close()
	v.open("/login")
	v.press("label[for=as-"+account+"]", "")
	v.press("main button", "Log in")
	v.until(`location.pathname != "/login" && document.readyState == "complete"`)
}

// sound requires that the page does not scroll sideways, and that axe-core finds nothing.
func (v *webkit) sound(at string) {
	v.t.Helper()
	var over []float64
	v.run(`return [document.documentElement.scrollWidth, document.documentElement.clientWidth]`, &over)
	require.LessOrEqual(v.t, over[0], over[1], "%s scrolls sideways", at)
	source, err := axe()
	if err != nil {
		absent(v.t, "axe-core from npm")
	}
	v.run(source+";return 0", nil)
	var found []string
	require.NoError(v.t, v.call(v.session+"/execute/async", map[string]any{"script": `const done = arguments[0];
		axe.run(document, {runOnly: ` + rules + `}).then(r => done(r.violations.map(x => x.id + ": " + x.nodes.map(n => n.html + n.failureSummary).join("; "))), e => done([String(e)]))`, "args": []any{}}, &found))
	require.Empty(v.t, found, at)
}

// TestWebKitShowsEveryPageAndDecides goes through the pages, and then from the list to a decision.
func TestWebKitShowsEveryPageAndDecides(t *testing.T) {
	if *as != "" {
		t.Skip("the ways are Chromium's")
	}
	program(t, "WebKitWebDriver")
	v := openWebKit(t, desk(t))
	for _, a := range []struct {
		account string
		paths   []string
	}{
		{"amira", []string{"/dashboard", "/lobby/hpa2", "/lobby/hrs", "/case", "/search", "/model"}},
		{"carys", []string{"/report/hpa2", "/audit", "/readings", "/import", "/upkeep"}},
		{"devon", []string{"/people", "/lobby/hrs", "/add"}},
		{"priya", []string{"/subject"}},
	} {
		v.as(a.account)
		for _, path := range a.paths {
			v.open(path)
			v.sound(a.account + path)
		}
	}
	v.as("amira")
	v.open("/lobby/hpa2?holder=nobody&sort=match")
	v.press("table tbody a", "")
	v.press("main button", "Assign lobby case")
	v.until(`location.pathname.endsWith("/review")`)
	v.sound("review")
	v.press("a.compare", "Compare")
	v.until(`location.pathname.includes("/compare/")`)
	v.sound("compare")
	v.press("main a.button", "Assign to this client")
	v.until(`location.pathname.includes("/assign/")`)
	v.press("main button", "Assign to this client")
	v.until(`location.pathname.endsWith("/done") && document.querySelector("h1").innerText.includes("Assigned to a client")`)
	v.sound("done")
}
