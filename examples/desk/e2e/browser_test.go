// Package e2e drives the desk with a real browser: Debian's Chromium, and
// axe-core from npm. Where either is absent the tests skip with one line, but
// fail when CI is set.
package e2e

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// absent skips the test, or fails it where CI is set.
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
	atEnd = append(atEnd, func() { _ = os.RemoveAll(dir) })
	bin := filepath.Join(dir, "desk")
	cmd := exec.Command("go", "build", "-o", bin, "github.com/caselobby/caselobby/examples/desk")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	flag.Parse()
	if err := chooseStories(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	code := m.Run()
	for _, stop := range atEnd {
		stop()
	}
	os.Exit(code)
}

// atEnd are run after the last test.
var atEnd []func()

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
	t      *testing.T
	window context.Context
	ctx    context.Context // of the window, within a limit
	desk   string
}

var chromium = sync.OnceValue(func() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
})

// browser is started once. Every visitor has a profile of their own in it.
var browser = sync.OnceValues(func() (context.Context, error) {
	dir, err := os.MkdirTemp("", "desk-browser")
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium()), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.UserDataDir(dir), chromedp.WSURLReadTimeout(time.Minute))
	alloc, _ := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(alloc)
	// Once it has stopped: it may write into its folder to its very end.
	atEnd = append(atEnd, func() { stop(); _ = os.RemoveAll(dir) })
	return ctx, chromedp.Run(ctx)
})

// visit opens a window on a desk in a profile of its own, logged in as one account.
func visit(t *testing.T, desk, account string) *visitor {
	t.Helper()
	if chromium() == "" {
		absent(t, "Chromium")
	}
	whole, err := browser()
	require.NoError(t, err)
	own := cdp.WithExecutor(whole, chromedp.FromContext(whole).Browser)
	profile, err := target.CreateBrowserContext().Do(own)
	require.NoError(t, err)
	t.Cleanup(func() { _ = target.DisposeBrowserContext(profile).Do(own) })
	window, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(own)
	require.NoError(t, err)
	ctx, cancel := chromedp.NewContext(whole, chromedp.WithTargetID(window))
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Run(ctx)) // the window outlives whatever is done within a limit
	v := (&visitor{window: ctx, desk: desk}).within(t)
	v.do(emulation.SetFocusEmulationEnabled(true)) // several windows, and each behaves as if it had the focus
	v.ready()
	v.as(account)
	return v
}

// patience is how long a page may take. A machine may be busy with much else.
const patience = 3 * time.Minute

// within is the same visitor for another test, or a part of one, with a time limit of its own.
func (v *visitor) within(t *testing.T) *visitor {
	ctx, stop := context.WithTimeout(v.window, 3*patience)
	t.Cleanup(stop)
	return &visitor{t: t, window: v.window, ctx: ctx, desk: v.desk}
}

// as logs out, and in as an account unless that is empty.
func (v *visitor) as(account string) {
	v.t.Helper()
	v.do(network.ClearBrowserCookies())
	if account != "" {
		v.open("/login")
		v.click("#as-" + account)
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
	v.arrived()
}

// leave does what leads to another page, and waits for that.
func (v *visitor) leave(as ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	_, err := chromedp.RunResponse(ctx, as...)
	require.NoError(v.t, err)
	v.arrived()
}

// press clicks the button with that text, and waits for the next page.
func (v *visitor) press(text string) {
	v.t.Helper()
	v.choose(fmt.Sprintf(`//main//button[contains(normalize-space(.), %q)]`, text))
}

// pressTwice double-clicks the button with that text. The second click cancels the page that the
// first has asked for, so what comes is the answer to the second.
func (v *visitor) pressTwice(text string) {
	v.t.Helper()
	form := v.path()
	v.chooseTwice(fmt.Sprintf(`//main//button[contains(normalize-space(.), %q)]`, text))
	v.until(fmt.Sprintf(`location.pathname != %q && document.readyState == "complete"`, form))
}

// follow clicks the link with that text, and waits for the next page.
func (v *visitor) follow(text string) {
	v.t.Helper()
	v.choose(fmt.Sprintf(`//main//a[contains(normalize-space(.), %q)]`, text))
}

// awaited waits for the promise that a script returns.
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

// width sets the width of the window, in pixels. Stories that are walked at 400 % have at most a
// quarter of it, and of the height.
func (v *visitor) width(w int64) {
	v.t.Helper()
	if walked("narrow") {
		v.do(chromedp.EmulateViewport(min(w, 320), 225))
		return
	}
	v.do(chromedp.EmulateViewport(w, 900))
}

// dark chooses dark or light colours. It turns smooth scrolling off: clicks would miss what moves.
func (v *visitor) dark(on bool) {
	value := "light"
	if on {
		value = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if walked("forced") {
		features = append(features, &emulation.MediaFeature{Name: "forced-colors", Value: "active"})
	}
	v.do(emulation.SetEmulatedMedia().WithFeatures(features))
}

// plain shows the page in DejaVu Sans, which is there where no other font is installed.
func (v *visitor) plain(on bool) {
	v.t.Helper()
	v.do(chromedp.Evaluate(fmt.Sprintf(`document.body.style.fontFamily = %v ? "DejaVu Sans" : ""`, on), nil))
}

// across is the width of the page, with what does not fit into the window.
func (v *visitor) across() (px int64) {
	v.t.Helper()
	v.do(chromedp.Evaluate(`document.documentElement.scrollWidth`, &px))
	return px
}

// picture keeps a screenshot of the whole page among the test's artifacts, if they are
// kept (go test -artifacts). The window is made as tall as the page: capturing beyond
// it can hang.
func (v *visitor) picture(name string) {
	v.t.Helper()
	if keep := flag.Lookup("test.artifacts"); keep == nil || keep.Value.String() != "true" {
		return
	}
	var size []int64
	var b []byte
	v.do(chromedp.Evaluate(`[document.documentElement.clientWidth, document.documentElement.scrollHeight]`, &size))
	v.do(chromedp.EmulateViewport(size[0], min(size[1], 8000)), chromedp.CaptureScreenshot(&b), chromedp.EmulateViewport(size[0], 900))
	require.NoError(v.t, os.WriteFile(filepath.Join(v.t.ArtifactDir(), name+".png"), b, 0o600))
}
