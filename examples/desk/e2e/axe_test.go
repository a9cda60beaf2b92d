package e2e

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// axeVersion is pinned: a newer one may find more.
const axeVersion = "4.14.1"

// axe is the source of axe-core, fetched from npm once per machine. It is
// licensed under MPL-2.0 and never part of this project.
var axe = sync.OnceValues(func() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	file := filepath.Join(dir, "caselobby", "axe-"+axeVersion+".min.js")
	if b, err := os.ReadFile(file); err == nil {
		return string(b), nil
	}
	b, err := fetchAxe()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err == nil {
		_ = os.WriteFile(file, b, 0o600) // the next run fetches it again if this fails
	}
	return string(b), nil
})

func fetchAxe() ([]byte, error) {
	dir, err := os.MkdirTemp("", "axe")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("npm", "pack", "--silent", "axe-core@"+axeVersion)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm pack: %w: %s", err, out)
	}
	f, err := os.Open(filepath.Join(dir, "axe-core-"+axeVersion+".tgz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	for in := tar.NewReader(z); ; {
		h, err := in.Next()
		if err != nil {
			return nil, fmt.Errorf("no axe.min.js in the package: %w", err)
		}
		if h.Name == "package/axe.min.js" {
			return io.ReadAll(in)
		}
	}
}

// rules are those of WCAG 2.2 AA, and good practice.
const rules = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`

// accessible runs axe-core on the page as it is.
func (v *visitor) accessible(at string) {
	v.t.Helper()
	for _, f := range v.violations() {
		v.t.Errorf("%s: %s: %s", at, f.ID, strings.Join(f.Nodes, "\n"))
	}
}

type violation struct {
	ID    string
	Nodes []string
}

// violations are what axe-core finds.
func (v *visitor) violations() (found []violation) {
	v.t.Helper()
	source, err := axe()
	if err != nil {
		absent(v.t, "axe-core from npm")
	}
	var there bool
	if v.do(chromedp.Evaluate(`"axe" in window`, &there)); !there {
		v.do(chromedp.Evaluate(source+";0", nil)) // half a megabyte
	}
	var report string
	v.script(`axe.run(document, {resultTypes: ["violations"], runOnly: `+rules+`})
		.then(r => JSON.stringify(r.violations.map(x => ({id: x.id, nodes: x.nodes.map(n => n.html + " | " + n.failureSummary)}))))`, &report)
	require.NoError(v.t, json.Unmarshal([]byte(report), &found))
	return found
}

// TestAxeSeesWhatIsWrong proves that the scan can fail.
func TestAxeSeesWhatIsWrong(t *testing.T) {
	v := visit(t, desk(t), "")
	v.open("/login")
	v.do(chromedp.Evaluate(`document.documentElement.removeAttribute("lang"); document.querySelector("label").remove();
		document.querySelector("h1").style.cssText = "color:#aaa;background:#fff"; 0`, nil))
	var found []string
	for _, f := range v.violations() {
		found = append(found, f.ID)
	}
	require.Subset(t, found, []string{"html-has-lang", "label", "color-contrast"})
}
