package e2e

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// mostKeys is how often a key is pressed before its target counts as out of reach. It is more
// than any page has controls.
const mostKeys = 400

// clicking is the click on what a selector finds first. A selector that begins with a slash is
// XPath, any other is CSS. For stories that are walked by keys it has moved the focus there, and
// is the key that does the same.
func (v *visitor) clicking(selector string) chromedp.Action {
	v.t.Helper()
	if walked("keys") {
		return v.reach(selector)
	}
	return chromedp.Click(selector, by(selector))
}

// chooseTwice clicks twice, as fast as it can. By keys it does not wait for the next page: the
// second key cancels the first page, which the driver would take for a failure.
func (v *visitor) chooseTwice(selector string) {
	v.t.Helper()
	if walked("keys") {
		key := v.reach(selector)
		v.do(key, key)
		return
	}
	v.leave(chromedp.DoubleClick(selector, by(selector)))
}

func by(selector string) chromedp.QueryOption {
	if strings.HasPrefix(selector, "/") {
		return chromedp.BySearch
	}
	return chromedp.ByQuery
}

// click clicks what does not lead to another page.
func (v *visitor) click(selector string) {
	v.t.Helper()
	v.do(v.clicking(selector))
}

// choose clicks what leads to another page, and waits for that.
func (v *visitor) choose(selector string) {
	v.t.Helper()
	v.leave(v.clicking(selector))
}

// write fills in the field that a selector finds.
func (v *visitor) write(selector, text string) {
	v.t.Helper()
	if !walked("keys") {
		v.do(chromedp.SetValue(selector, text, chromedp.ByQuery))
		return
	}
	v.reach(selector)
	var option string
	v.do(chromedp.Evaluate(fmt.Sprintf(`[...(document.activeElement.options || [])].find(o => o.value == %q)?.text || ""`, text), &option))
	if option != "" {
		v.do(chromedp.KeyEvent(option))
	} else {
		v.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.KeyEvent(kb.Delete), chromedp.KeyEvent(text))
	}
	require.Equal(v.t, text, v.value(selector), "typed into %s", selector)
}

// enterKey is Enter as a keyboard sends it. A link within the page may move the focus to a
// field: that must not get the key as well, and send its form.
func enterKey(ctx context.Context) error {
	for _, part := range []input.KeyType{input.KeyRawDown, input.KeyChar, input.KeyUp} {
		event := input.DispatchKeyEvent(part).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13)
		if part == input.KeyChar {
			event = event.WithText("\r")
		}
		if err := event.Do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// reach presses Tab, and arrows between radio buttons, until what a selector finds has
// the focus, and returns the key that does there what a click does.
func (v *visitor) reach(selector string) (key chromedp.Action) {
	v.t.Helper()
	found := fmt.Sprintf(`(s => s[0] == "/" ? document.evaluate(s, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue : document.querySelector(s))(%q)`, selector)
	v.until("!!" + found)
	for pressed := range mostKeys {
		var at string
		v.do(chromedp.Evaluate(`((e, f) => e != f ? e.type == "radio" && f.type == "radio" && e.name == f.name ? "beside" : "" : ["checkbox", "radio"].includes(e.type) ? "box" : e.matches("input, select, textarea") ? "field" : "control")(`+found+`, document.activeElement)`, &at))
		switch at {
		case "":
			v.do(chromedp.KeyEvent(kb.Tab))
		case "beside":
			v.do(chromedp.KeyEvent(kb.ArrowDown))
		default:
			if pressed > 0 { // what has the focus already may have moved on as it was pressed
				v.focusIsSeen(selector)
			}
			return map[string]chromedp.Action{"box": chromedp.KeyEvent(" "), "field": chromedp.Tasks{}, "control": chromedp.ActionFunc(enterKey)}[at]
		}
	}
	v.t.Fatalf("no key reaches %q on %s", selector, v.path())
	return nil
}

// focusIsSeen requires that the element with the focus is marked, and is in the window with
// nothing in front of it.
func (v *visitor) focusIsSeen(of string) {
	v.t.Helper()
	var marked, inSight bool
	v.do(chromedp.Evaluate(`(e => { const s = getComputedStyle(e); return s.outlineStyle != "none" || s.boxShadow != "none" })(document.activeElement)`, &marked),
		chromedp.Evaluate(`(e => [...e.getClientRects()].some(r => { const at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); return !!at && (e.contains(at) || at.contains(e)) }))(document.activeElement)`, &inSight))
	require.True(v.t, marked, "the focus on %q cannot be seen", of)
	require.True(v.t, inSight, "what has the focus, %q, is out of sight", of)
}

// tabTo presses Tab until the control with that text has the focus.
func (v *visitor) tabTo(text string) {
	v.t.Helper()
	for range mostKeys {
		var focus string
		v.do(chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(
			`(e => [e.innerText, e.id, e.value, [...(e.labels||[])].map(l => l.innerText)].join(" "))(document.activeElement)`, &focus))
		if strings.Contains(focus, text) {
			v.focusIsSeen(text)
			return
		}
	}
	v.t.Fatalf("Tab never reaches %q", text)
}

// enter presses Enter on the control with that text, and waits for the next page.
func (v *visitor) enter(text string) {
	v.t.Helper()
	v.tabTo(text)
	v.leave(chromedp.KeyEvent(kb.Enter))
}
