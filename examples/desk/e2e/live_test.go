package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Nothing moves away from under a hand, but by a part of a pixel, and who has scrolled reads it too.
func TestAnOpenPageSaysWhatSomebodyElseDoes(t *testing.T) {
	scripted(t, "a page that is loaded again says it")
	at := desk(t)
	ben, amira := visit(t, at, "ben"), visit(t, at, "amira")
	ben.open("/lobby/hpa2?holder=nobody")
	ben.choose("table tbody a")
	its := ben.path()
	// He goes on and back, to the page as the browser kept it.
	ben.do(chromedp.Evaluate(`for (const what of ["pagehide", "pageshow"]) dispatchEvent(new PageTransitionEvent(what, {persisted: true}))`, nil))
	for _, act := range []struct {
		does, said string
		tall       int64 // as tall as a window in which nothing is left to scroll, or less than half a page
	}{{"Assign lobby case", "Lobby case assigned by Amira Osei", 4000}, {"Put back", "Put back into the lobby by Amira Osei", 600}} {
		ben.do(chromedp.EmulateViewport(1280, act.tall), chromedp.Evaluate(`scrollTo(0, 150)`, nil))
		before := ben.places()
		amira.open(its)
		amira.press(act.does)
		ben.until(`document.getElementById("live").innerText.includes("` + act.said + `")`)
		require.InDeltaSlice(t, before, ben.places(), 2, act.does)
		var seen bool
		ben.do(chromedp.Evaluate(`document.getElementById("live").getBoundingClientRect().bottom <= innerHeight + 1`, &seen))
		require.True(t, seen, act.does)
	}
	amira.open(its)
	amira.press("Assign lobby case")
	ben.until(`document.getElementById("live").innerText.includes("Lobby case assigned")`)
	ben.follow("Load the page again")
	require.Contains(t, ben.text(), "Amira Osei has been working on this case")
	ben.logOut()
	ben.until(`document.getElementById("live").innerText.includes("hears of no more changes")`)
}

// places is how high up the headings and buttons of a page are.
func (v *visitor) places() (at []float64) {
	v.t.Helper()
	v.do(chromedp.Evaluate(`[...document.querySelectorAll("main :is(h1, h2, button)")].map(e => e.getBoundingClientRect().top)`, &at))
	return at
}

// Buttons that stay at the lower edge are not covered by what is said there.
func TestWhatIsSaidMeanwhileCoversNoButtonThatStaysInView(t *testing.T) {
	scripted(t, "a page that is loaded again says it")
	amira := visit(t, desk(t), "amira")
	amira.open("/lobby/hpa2?holder=nobody&sort=match")
	amira.choose("table tbody a")
	its := amira.path()
	amira.press("Assign lobby case")
	amira.open(its + "/review")
	amira.choose("a.compare")
	compares := amira.path()
	for _, width := range []int64{800, 1280} {
		for path, buttons := range map[string]string{compares: ".decide", "/lobby/hpa2?holder=nobody": ".bulk fieldset"} {
			amira.do(chromedp.EmulateViewport(width, 700))
			amira.open(path)
			var apart []bool
			amira.do(chromedp.Evaluate(`(() => {
				document.querySelector(".bulk tbody input")?.click();
				const told = document.getElementById("live"), buttons = document.querySelector("`+buttons+`");
				told.textContent = "Lobby case assigned by Ben Carter, 1 December 2026 at 7:12am. Load the page again";
				told.classList.add("note");
				return [0, 200, document.documentElement.scrollHeight].map((to) => {
					scrollTo({ top: to, behavior: "instant" });
					const a = told.getBoundingClientRect(), b = buttons.getBoundingClientRect();
					return a.bottom <= innerHeight + 1 && (a.bottom <= b.top + 1 || b.bottom <= a.top + 1);
				});
			})()`, &apart))
			require.Equal(t, []bool{true, true, true}, apart, "%s, %d pixels wide", buttons, width)
		}
	}
}
