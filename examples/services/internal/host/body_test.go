package host

import (
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

func TestAnOperationWithoutABodyTakesNone(t *testing.T) {
	for body, taken := range map[string]bool{"": true, "{}": true, " {}\n": true, "null": true, "[]": false, `{"officer":"ben"}`: false, "x": false, strings.Repeat(" ", maxBody+1): false} {
		err := (&Call{Request: httptest.NewRequest("POST", "/lobby/x/claim", strings.NewReader(body))}).withoutBody()
		require.Equal(t, taken, err == nil, "%.20q", body)
	}
}
