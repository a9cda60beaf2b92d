package host

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABodyIsTakenForWhatItSaysThatItIs(t *testing.T) {
	for _, c := range []struct {
		kind, coding string
		taken        bool
	}{
		{"", "", true}, {"application/json", "", true}, {"Application/JSON", "", true}, {"application/json; charset=utf-8", "", true},
		{`application/json; charset="UTF-8"`, "", true}, {"application/json", "identity", true},
		{"application/json; charset=iso-8859-1", "", false}, {"application/json; charset", "", false}, {"text/json", "", false},
		{"application/merge-patch+json", "", false}, {"application/json", "gzip", false}, {"", "br", false},
	} {
		r := httptest.NewRequest("POST", "/login", strings.NewReader(`{"account":"amy"}`))
		r.Header.Set("Content-Type", c.kind)
		r.Header.Set("Content-Encoding", c.coding)
		err := (&Call{Request: r}).Body(&login{})
		if c.taken {
			require.NoError(t, err, "%q, %q", c.kind, c.coding)
		} else {
			require.ErrorIs(t, err, errKind, "%q, %q", c.kind, c.coding)
		}
	}
}

func TestABodyOfTwoKindsIsOfNone(t *testing.T) {
	for header, kinds := range map[string][2]string{"Content-Type": {"application/json", "text/plain"}, "Content-Encoding": {"identity", "gzip"}} {
		r := httptest.NewRequest("POST", "/login", strings.NewReader(`{"account":"amy"}`))
		r.Header[header] = kinds[:]
		require.ErrorIs(t, (&Call{Request: r}).Body(&login{}), errKind, header)
	}
}

// Who changes a client only as long as nobody else has would otherwise be told that it was so.
func TestAChangeHangsOnNoCondition(t *testing.T) {
	done := 0
	do := func(*Call) (int, any, error) { done++; return http.StatusNoContent, nil, nil }
	handler := new(Host).Handler([]Route{{Method: "GET", Path: "/login", Do: do}, {Method: "POST", Path: "/login", Do: do}})
	for _, c := range []struct {
		method, header, value string
		status                int
	}{
		{"POST", "If-Match", `"x"`, http.StatusBadRequest}, {"POST", "If-Match", "", http.StatusBadRequest}, {"POST", "if-none-match", "*", http.StatusBadRequest},
		{"POST", "If-Unmodified-Since", "Tue, 01 Dec 2026 09:00:00 GMT", http.StatusBadRequest}, {"POST", "Content-Range", "bytes 0-3/10", http.StatusBadRequest},
		{"POST", "Idempotency-Key", "1", http.StatusNoContent}, {"GET", "If-None-Match", `"x"`, http.StatusNoContent},
	} {
		r := httptest.NewRequest(c.method, "/login", nil)
		r.Header.Set(c.header, c.value)
		before, w := done, httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		require.Equal(t, c.status, w.Code, "%s, %s", c.method, c.header)
		require.Equal(t, c.status == http.StatusNoContent, done > before)
		if w.Code == http.StatusBadRequest {
			require.Contains(t, w.Body.String(), `"code":"header","field":"`+strings.ToLower(c.header)+`"`)
		}
	}
}

func TestAnOperationWithoutABodyTakesNone(t *testing.T) {
	for body, taken := range map[string]bool{"": true, "{}": true, " {}\n": true, "null": true, "[]": false, `{"officer":"ben"}`: false, "x": false, strings.Repeat(" ", maxBody+1): false} {
		err := (&Call{Request: httptest.NewRequest("POST", "/lobby/x/claim", strings.NewReader(body))}).withoutBody()
		require.Equal(t, taken, err == nil, "%.20q", body)
	}
}
