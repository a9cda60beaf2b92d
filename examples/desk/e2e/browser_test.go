// Package e2e drives the desk with a real browser: Debian's Chromium, and
// axe-core from npm. Where either is absent the tests skip with one line, but
// fail when CI is set.
package e2e

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// absent skips, or fails where everything has to be there.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is needed and absent", what)
	}
	t.Skipf("%s is absent: skipped", what)
}

// built is the desk's program, built once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "desk")
	cmd := exec.Command("go", "build", "-o", bin, "github.com/caselobby/caselobby/examples/desk")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := built(); err == nil {
		_ = os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

// desk starts a desk of its own and returns its address.
func desk(t *testing.T, args ...string) string {
	t.Helper()
	bin, err := built()
	require.NoError(t, err)
	cmd := exec.Command(bin, append([]string{"-addr", "127.0.0.1:0"}, args...)...)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); m != "" {
			go func() {
				for lines.Scan() {
				}
			}()
			return m
		}
	}
	t.Fatal("the desk did not say where it is")
	return ""
}

// visitor is one browser profile on one desk.
type visitor struct {
	t    *testing.T
	ctx  context.Context
	desk string
}

var chromium = sync.OnceValue(func() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
})

// engine starts a browser that the test's visitors share.
func engine(t *testing.T) context.Context {
	t.Helper()
	if chromium() == "" {
		absent(t, "Chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium()), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.UserDataDir(profile(t)), chromedp.WSURLReadTimeout(time.Minute))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Run(ctx))
	return ctx
}

// profile is a folder for a browser. It is removed once the browser, which may
// write into it to its very end, has let go of it.
func profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk-browser")
	require.NoError(t, err)
	t.Cleanup(func() {
		for range 50 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	return dir
}

// visit opens a tab on a desk, logged in as one account and as nobody before.
// Who is to act at the same time as another needs an engine of their own.
func visit(t *testing.T, browser context.Context, desk, account string) *visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	v := &visitor{t: t, ctx: ctx, desk: desk}
	v.width(1280)
	v.as(account)
	return v
}

// as logs in as one account, and as nobody before.
func (v *visitor) as(account string) {
	v.t.Helper()
	v.do(network.ClearBrowserCookies())
	if account != "" {
		v.open("/login")
		v.do(chromedp.Click("#as-"+account, chromedp.ByQuery))
		v.press("Log in")
	}
}

func (v *visitor) do(as ...chromedp.Action) {
	v.t.Helper()
	require.NoError(v.t, chromedp.Run(v.ctx, as...))
}

func (v *visitor) open(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate(v.desk + path))
}

// go follows whatever changes the page and waits for the next one.
func (v *visitor) leave(as ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 20*time.Second)
	defer cancel()
	_, err := chromedp.RunResponse(ctx, as...)
	require.NoError(v.t, err)
}

// press clicks the button of that text.
func (v *visitor) press(text string) {
	v.t.Helper()
	v.leave(chromedp.Click(fmt.Sprintf(`//main//button[contains(normalize-space(.), %q)]`, text), chromedp.BySearch))
}

// follow clicks the link of that text.
func (v *visitor) follow(text string) {
	v.t.Helper()
	v.leave(chromedp.Click(fmt.Sprintf(`//main//a[contains(normalize-space(.), %q)]`, text), chromedp.BySearch))
}

// awaited has a script's promise be waited for.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

func (v *visitor) path() string {
	v.t.Helper()
	var at string
	v.do(chromedp.Location(&at))
	u, err := url.Parse(at)
	require.NoError(v.t, err)
	return u.Path
}

func (v *visitor) text() string {
	v.t.Helper()
	var s string
	v.do(chromedp.Text("main", &s, chromedp.ByQuery))
	return s
}

func (v *visitor) width(w int64) { v.do(chromedp.EmulateViewport(w, 900)) }

func (v *visitor) dark(on bool) {
	value := "light"
	if on {
		value = "dark"
	}
	v.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}))
}

func (v *visitor) scripts(on bool) { v.do(emulation.SetScriptExecutionDisabled(!on)) }

// picture keeps a screenshot of the whole page among the test's artifacts. The
// window is made as tall as the page: capturing beyond it can hang.
func (v *visitor) picture(name string) {
	v.t.Helper()
	var size []int64
	var b []byte
	v.do(page.BringToFront(), chromedp.Evaluate(`[document.documentElement.clientWidth, document.documentElement.scrollHeight]`, &size))
	v.do(chromedp.EmulateViewport(size[0], min(size[1], 8000)), chromedp.CaptureScreenshot(&b), chromedp.EmulateViewport(size[0], 900))
	require.NoError(v.t, os.WriteFile(filepath.Join(v.t.ArtifactDir(), name+".png"), b, 0o600))
}
