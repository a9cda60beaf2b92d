package hosttest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Strict sends every operation requests that spoil what the document says it takes. Each has
// to be refused, and nothing kept. The account that sends is that of the senders for the
// beginning of the path, and lena's elsewhere.
func (d *Document) Strict(t *testing.T, url, base string, senders map[string]string) {
	t.Helper()
	const rows = `SELECT (SELECT count(*) FROM lobby_record) + (SELECT count(*) FROM lobby_client) + (SELECT count(*) FROM client) + (SELECT count(*) FROM casework)`
	before := Count(t, url, rows)
	nobody := &Client{Bases: []string{base}, Document: d}
	for _, account := range []string{"", "x", "amy\x00", "AMY"} {
		require.Equal(t, http.StatusUnauthorized, nobody.Once(t, "POST", "/login", map[string]string{"account": account}), account)
	}
	for _, token := range []string{"x", "\xff", "'"} {
		require.Equal(t, http.StatusUnauthorized, (&Client{Bases: nobody.Bases, Document: d, Token: token}).Raw(t, "GET", "/lobby", nil), "%q", token)
	}
	for pattern, ops := range d.Paths {
		who := "lena"
		for beginning, account := range senders {
			if strings.HasPrefix(pattern, beginning) {
				who = account
			}
		}
		c, err := LogIn(d, who, base)
		require.NoError(t, err)
		for method, op := range ops {
			method := strings.ToUpper(method)
			if pattern != "/login" {
				require.Equal(t, http.StatusUnauthorized, nobody.Raw(t, method, pattern, nil), "%s %s", method, pattern)
			}
			d.ids(t, c, method, pattern, op)
			path := filled(pattern, "x")
			require.Equal(t, http.StatusBadRequest, c.Raw(t, method, path+"?unheard_of=1", nil), "%s %s", method, pattern)
			require.Equal(t, "query", c.Refused(method, path+"?unheard_of=1"), "%s %s", method, pattern)
			if op.RequestBody == nil {
				for _, body := range []string{`{"unheard_of":1}`, `[]`, `"x"`, `x`} {
					require.Equal(t, http.StatusBadRequest, c.Raw(t, method, path, []byte(body)), "%s %s: %s, where no body is taken", method, path, body)
				}
				continue
			}
			sample := d.sample(op.RequestBody.schema()).(map[string]any)
			text := marshalled(t, sample)
			for what, body := range d.spoilt(t, op.RequestBody.schema(), sample) {
				require.Equal(t, http.StatusBadRequest, c.Raw(t, method, path, body), "%s %s: %s: %s", method, path, what, body)
			}
			large := append(text[:len(text)-1:len(text)-1], []byte(`,"x":"`+strings.Repeat("x", 70_000)+`"}`)...)
			require.Equal(t, http.StatusRequestEntityTooLarge, c.Raw(t, method, path, large), "%s %s", method, path)
			for _, kind := range []string{"application/x-www-form-urlencoded", "application/json; charset=iso-8859-1", "application/merge-patch+json", "json"} {
				other := &Client{Bases: c.Bases, Token: c.Token, Document: d, Kind: kind}
				require.Equal(t, http.StatusUnsupportedMediaType, other.Raw(t, method, path, text), "%s %s: %s", method, path, kind)
			}
		}
	}
	require.Equal(t, before, Count(t, url, rows), "nothing was kept")
}

// ids sends ids that cannot be ids: with a NUL, not UTF-8, and too long.
func (d *Document) ids(t *testing.T, c *Client, method, pattern string, op operation) {
	t.Helper()
	if filled(pattern, "x") == pattern {
		return
	}
	var body []byte
	if op.RequestBody != nil {
		body = marshalled(t, d.sample(op.RequestBody.schema()))
	}
	require.Equal(t, http.StatusBadRequest, c.Raw(t, method, filled(pattern, "%00"), body), "%s %s", method, pattern)
	require.Equal(t, http.StatusBadRequest, c.Raw(t, method, filled(pattern, "%FF"), body), "%s %s", method, pattern)
	long := c.Raw(t, method, filled(pattern, strings.Repeat("x", 300)), body)
	require.Contains(t, []int{http.StatusRequestEntityTooLarge, http.StatusBadRequest}, long, "%s %s", method, pattern)
}

// filled is a path with the same value for each parameter.
func filled(pattern, value string) string {
	parts := strings.Split(pattern, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = value
		}
	}
	return strings.Join(parts, "/")
}

func marshalled(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

// sample is a value that fits a schema, with its optional fields.
func (d *Document) sample(s *schema) any {
	switch s = d.resolve(s); s.Type {
	case "string":
		if s.Enum != nil {
			return s.Enum[0]
		}
		return "x"
	case "boolean":
		return true
	case "array":
		return []any{d.sample(s.Items)}
	case "object":
		v := map[string]any{}
		for name, p := range s.Properties {
			v[name] = d.sample(p)
		}
		return v
	}
	return 1
}

// spoilt are bodies that do not fit a schema, each for one reason, which is its key.
func (d *Document) spoilt(t *testing.T, s *schema, sample map[string]any) map[string][]byte {
	t.Helper()
	whole := string(marshalled(t, sample))
	bodies := map[string][]byte{
		"nothing": {}, "null": []byte("null"), "a list": []byte("[" + whole + "]"), "a text": []byte(`"x"`), "broken off": []byte(whole[:len(whole)-1]),
		"something after it": []byte(whole + "{}"), "one field more": []byte(`{"unheard_of":1,` + whole[1:]),
		"bytes that are no text": []byte(strings.Replace(whole, `"x"`, "\"\xe9\"", 1)), "half a character": []byte(strings.Replace(whole, `"x"`, `"\ud83d"`, 1)),
	}
	if !strings.Contains(whole, `"x"`) {
		delete(bodies, "bytes that are no text")
		delete(bodies, "half a character")
	}
	s = d.resolve(s)
	for name, value := range sample {
		but := func(change func(map[string]any)) []byte {
			v := maps.Clone(sample)
			change(v)
			return marshalled(t, v)
		}
		if slices.Contains(s.Required, name) {
			bodies["without "+name] = but(func(v map[string]any) { delete(v, name) })
		}
		bodies[name+" in capitals"] = but(func(v map[string]any) { delete(v, name); v[strings.ToUpper(name)] = value })
		bodies[name+" of null"] = but(func(v map[string]any) { v[name] = nil })
		bodies[name+" of another kind"] = but(func(v map[string]any) { v[name] = []any{[]any{}} })
		bodies[name+" twice"] = []byte("{" + string(marshalled(t, name)) + ":" + string(marshalled(t, value)) + "," + whole[1:])
		within, list := d.resolve(s.Properties[name]), false
		if within.MinLength > 0 {
			bodies[name+" that is empty"] = but(func(v map[string]any) { v[name] = "" })
			bodies[name+" that is blank"] = but(func(v map[string]any) { v[name] = " " })
			bodies[name+" that nobody sees"] = but(func(v map[string]any) { v[name] = "\u200b" })
			bodies[name+" of a letter that is blank"] = but(func(v map[string]any) { v[name] = "\u3164" })
		}
		if within.Enum != nil {
			bodies[name+" that is none of them"] = but(func(v map[string]any) { v[name] = "unheard of" })
		}
		if within.Type == "array" {
			within, list, value = d.resolve(within.Items), true, value.([]any)[0]
		}
		if inner, ok := value.(map[string]any); ok {
			for what, body := range d.spoilt(t, within, inner) {
				if list {
					body = slices.Concat([]byte("["), body, []byte("]"))
				}
				if json.Valid(body) && what != "nothing" {
					bodies[name+": "+what] = but(func(v map[string]any) { v[name] = json.RawMessage(body) })
				}
			}
		}
	}
	return bodies
}

// Failing takes a table away, and requires every operation to answer 503 as the document says,
// without a word of why.
func (d *Document) Failing(t *testing.T, url, base string) {
	t.Helper()
	c, err := LogIn(d, "lena", base)
	require.NoError(t, err)
	Exec(t, url, `ALTER TABLE session RENAME TO gone`)
	for pattern, ops := range d.Paths {
		for method, op := range ops {
			var body []byte
			if op.RequestBody != nil {
				body = marshalled(t, d.sample(op.RequestBody.schema()))
			}
			require.Equal(t, http.StatusServiceUnavailable, c.Raw(t, strings.ToUpper(method), filled(pattern, "x"), body), "%s %s", method, pattern)
		}
	}
}

// Unserved requires that paths and methods without an operation are refused like anything else.
func Unserved(t *testing.T, base string) {
	t.Helper()
	for _, c := range []struct {
		method, path string
		status       int
		code         string
	}{
		{"GET", "/nowhere", http.StatusNotFound, "not-found"}, {"GET", "/lobby/", http.StatusNotFound, "not-found"}, {"GET", "/LOBBY", http.StatusNotFound, "not-found"},
		{"GET", "/lobby//x", http.StatusNotFound, "not-found"}, {"POST", "//login", http.StatusNotFound, "not-found"}, {"GET", "/clients/../lobby", http.StatusNotFound, "not-found"},
		{"DELETE", "/lobby", http.StatusMethodNotAllowed, "method"}, {"PATCH", "/clients/x", http.StatusMethodNotAllowed, "method"}, {"GET", "/login", http.StatusMethodNotAllowed, "method"},
	} {
		r, err := http.NewRequest(c.method, base+c.path, nil)
		require.NoError(t, err)
		res, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer res.Body.Close()
		var refusal struct{ Code, Text string }
		require.NoError(t, json.NewDecoder(res.Body).Decode(&refusal), c.path)
		require.Equal(t, c.status, res.StatusCode, "%s %s", c.method, c.path)
		require.Equal(t, c.code, refusal.Code, "%s %s", c.method, c.path)
		require.Equal(t, c.status == http.StatusMethodNotAllowed, res.Header.Get("Allow") != "", "%s %s", c.method, c.path)
		require.Equal(t, "application/json", res.Header.Get("Content-Type"))
		require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	}
}
