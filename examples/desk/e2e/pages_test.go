package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// look is one page of one account, by the links that lead there.
type look struct {
	account, name string
	go_           func(*visitor)
}

var looks = []look{
	{"", "login", func(v *visitor) { v.open("/login") }},
	{"amira", "list-hpa2", func(v *visitor) { v.open("/lobby/hpa2") }},
	{"amira", "list-hrs", func(v *visitor) { v.open("/lobby/hrs") }},
	{"amira", "record", func(v *visitor) { v.open("/lobby/hpa2"); v.follow2("table tbody a") }},
	{"amira", "review", func(v *visitor) {
		v.open("/lobby/hpa2?sort=match")
		v.follow2("table tbody a")
		v.press("Assign lobby case")
	}},
	{"amira", "compare", func(v *visitor) {
		v.open("/lobby/hpa2?sort=match")
		v.follow2("table tbody a")
		v.follow("Review potential")
		v.follow("Compare")
	}},
	{"amira", "assign", func(v *visitor) {
		v.open("/lobby/hpa2?sort=match")
		v.follow2("table tbody a")
		v.follow("Review potential")
		v.follow("Assign to this client")
	}},
	{"amira", "create", func(v *visitor) {
		v.open("/lobby/hpa2?sort=match")
		v.follow2("table tbody a")
		v.follow("Review potential")
		v.follow("Create new client")
	}},
	{"amira", "remove", func(v *visitor) {
		v.open("/lobby/hpa2?sort=match")
		v.follow2("table tbody a")
		v.follow("Review potential")
		v.follow("Remove lobby case")
	}},
	{"amira", "search", func(v *visitor) { v.open("/search") }},
	{"amira", "model", func(v *visitor) { v.open("/model") }},
	{"carys", "record-lead", func(v *visitor) { v.open("/lobby/hpa2?sort=match"); v.follow2("table tbody a") }},
	{"carys", "report", func(v *visitor) { v.open("/report/hpa2") }},
	{"carys", "audit", func(v *visitor) { v.open("/audit") }},
	{"carys", "import", func(v *visitor) { v.open("/import") }},
	{"devon", "provider-list", func(v *visitor) { v.open("/lobby/hrs") }},
	{"devon", "provider-record", func(v *visitor) { v.open("/lobby/hrs"); v.follow2("table tbody a") }},
	{"devon", "add", func(v *visitor) { v.open("/add") }},
	{"priya", "subject", func(v *visitor) { v.open("/subject") }},
	{"elin", "not-found", func(v *visitor) { v.open("/nothing") }},
}

func (v *visitor) follow2(selector string) {
	v.t.Helper()
	v.leave(chromedp.Click(selector, chromedp.ByQuery))
}

func TestEveryPageAtEveryWidth(t *testing.T) {
	browser, at := engine(t), desk(t)
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			v := visit(t, browser, at, l.account)
			l.go_(v)
			for _, w := range []int64{1280, 320} {
				for _, dark := range []bool{false, true} {
					v.width(w)
					v.dark(dark)
					var over int64
					v.do(chromedp.Evaluate(`document.documentElement.scrollWidth`, &over))
					require.LessOrEqual(t, over, w, "scrolls sideways")
					v.picture(fmt.Sprintf("%s-%d-%v", l.name, w, dark))
				}
			}
		})
	}
}
