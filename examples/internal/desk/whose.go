package desk

import (
	"bytes"
	"net/http"
)

// whose is the field in which a form names the account that opened it. So nobody who logs in
// later in the same browser sends what somebody else left open in another tab.
const whose = "as"

// signed puts that field into every form of a page that sends something.
func signed(page []byte, key string) []byte {
	const posts = `method="post"`
	field := `><input type="hidden" name="` + whose + `" value="` + key + `">`
	var out bytes.Buffer
	out.Grow(len(page) + bytes.Count(page, []byte(posts))*len(field))
	for {
		before, rest, found := bytes.Cut(page, []byte(posts))
		out.Write(before)
		if !found {
			return out.Bytes()
		}
		tag, after, _ := bytes.Cut(rest, []byte(">"))
		out.WriteString(posts)
		out.Write(tag)
		out.WriteString(field)
		page = after
	}
}

// another reports whether a form was opened by another account than the one that is logged in.
func another(r *http.Request, a account) bool {
	return r.Method == http.MethodPost && r.PostForm.Has(whose) && r.PostForm.Get(whose) != a.Key
}
