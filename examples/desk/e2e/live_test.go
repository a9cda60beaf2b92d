package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

func TestAnOpenPageSaysWhatSomebodyElseDoes(t *testing.T) {
	scripted(t, "a page that is loaded again says it")
	at := desk(t)
	ben, amira := visit(t, at, "ben"), visit(t, at, "amira")
	ben.open("/lobby/hpa2?holder=nobody")
	ben.choose("table tbody a")
	amira.open(ben.path())
	// He goes on and back, to the page as the browser kept it.
	ben.do(chromedp.Evaluate(`for (const what of ["pagehide", "pageshow"]) dispatchEvent(new PageTransitionEvent(what, {persisted: true}))`, nil))
	where := func() (at []float64) {
		ben.do(chromedp.Evaluate(`[...document.querySelectorAll("main :is(h1, h2, button)")].map(e => e.getBoundingClientRect().top)`, &at))
		return at
	}
	before := where()
	amira.press("Assign lobby case")
	ben.until(`document.getElementById("live").innerText.includes("Lobby case assigned by Amira Osei")`)
	require.InDeltaSlice(t, before, where(), 2, "nothing moves away from under a hand, but by a part of a pixel")
	ben.follow("Load the page again")
	require.Contains(t, ben.text(), "Amira Osei has been working on this case")
	ben.logOut()
	ben.until(`document.getElementById("live").innerText.includes("hears of no more changes")`)
}
