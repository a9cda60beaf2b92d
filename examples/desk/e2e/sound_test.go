package e2e

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// unsound is a script that lists what axe-core does not look for: references to what is not on
// the page, tables without a caption, and targets of less than 24 px (WCAG 2.5.8) that are not
// words of a sentence.
const unsound = `(() => {
	const found = [], seen = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 2;
	for (const name of ["aria-describedby", "aria-labelledby", "for"])
		for (const e of document.querySelectorAll("[" + name + "]"))
			for (const id of e.getAttribute(name).split(" ")) if (!document.getElementById(id)) found.push(name + " of " + id);
	for (const a of document.querySelectorAll('a[href^="#"]'))
		if (!document.getElementById(a.hash.slice(1))) found.push("link to " + a.hash);
	for (const t of document.querySelectorAll("main table")) if (!t.caption) found.push("table without a caption: " + t.tHead?.innerText);
	for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")) {
		const r = e.getBoundingClientRect();
		if (seen(e) && (r.height < 24 || r.width < 24)) found.push("target of " + r.width + " x " + r.height + ": " + e.outerHTML.slice(0, 80));
	}
	return found;
})()`

// sound requires that nothing on the page is unsound, and that the page is no wider than its
// window when the reader has set letters of twice the size in the browser.
func (v *visitor) sound(at string) {
	v.t.Helper()
	var found []string
	v.do(chromedp.Evaluate(unsound, &found))
	require.Empty(v.t, found, at)
	for _, width := range []int64{1280, 320} {
		v.width(width)
		v.letters(32)
		wide := v.across()
		v.letters(16)
		require.LessOrEqual(v.t, wide, width, "%s scrolls sideways at %d px with large letters", at, width)
	}
}

// letters sets the size that letters have unless the page says otherwise, in pixels.
func (v *visitor) letters(size int64) {
	v.t.Helper()
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		return page.SetFontSizes(&page.FontSizes{Standard: size, Fixed: size}).Do(ctx)
	}))
	v.until(fmt.Sprintf(`parseFloat(getComputedStyle(document.documentElement).fontSize) == %d`, size))
}
