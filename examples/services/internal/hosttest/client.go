package hosttest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Client is somebody who is logged in.
type Client struct {
	Bases    []string // the URLs of the instances: if one does not answer, the next is tried
	Token    string
	Kind     string // the Content-Type of what is sent; JSON if empty
	Document *Document
	http     http.Client
	turn     int
}

// LogIn logs in at whichever instance answers.
func LogIn(d *Document, account string, bases ...string) (*Client, error) {
	c := &Client{Bases: bases, Document: d, http: http.Client{Timeout: 5 * time.Minute}}
	var s struct{ Token string }
	status, err := c.Do("POST", "/login", map[string]string{"account": account}, &s)
	if err == nil && status != http.StatusCreated {
		err = fmt.Errorf("log in as %s: %d", account, status)
	}
	c.Token = s.Token
	return c, err
}

// Do makes a request until an instance answers it with another status than 503, and checks the
// answer against the document. A refusal is no error, and out is told it too. Operations have
// to bear repetition: an instance may die when it has done the work and not yet answered.
func (c *Client) Do(method, path string, in, out any) (status int, err error) {
	var body []byte
	if in != nil {
		if body, err = json.Marshal(in); err != nil {
			return 0, err
		}
	}
	for tries := range 3000 { // minutes: an instance that was killed starts again on a busy machine
		status, answer, err := c.once(method, path, body)
		if err != nil || status == http.StatusServiceUnavailable {
			c.turn++
			time.Sleep(time.Duration(min(tries+1, 20)) * 5 * time.Millisecond)
			continue
		}
		if err := c.Document.Answered(method, path, status, answer); err != nil {
			return status, err
		}
		if out != nil && len(answer) > 0 {
			err = json.Unmarshal(answer, out)
		}
		return status, err
	}
	return 0, fmt.Errorf("%s %s: nobody answers", method, path)
}

func (c *Client) once(method, path string, body []byte) (int, []byte, error) {
	r, err := http.NewRequest(method, strings.TrimSuffix(c.Bases[c.turn%len(c.Bases)], "/")+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	if body != nil {
		r.Header.Set("Content-Type", cmp.Or(c.Kind, "application/json"))
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}

// Refused makes a request once, and returns the code of the refusal.
func (c *Client) Refused(method, path string) string {
	_, answer, err := c.once(method, path, nil)
	if err != nil {
		return err.Error()
	}
	var r struct{ Code string }
	_ = json.Unmarshal(answer, &r) // without a body there is no code
	return r.Code
}

// Once makes a request once and returns the status, whatever it is.
func (c *Client) Once(t *testing.T, method, path string, in any) int {
	t.Helper()
	body, err := json.Marshal(in)
	require.NoError(t, err)
	return c.Raw(t, method, path, body)
}

// Raw is Once with the bytes of the body.
func (c *Client) Raw(t *testing.T, method, path string, body []byte) int {
	t.Helper()
	status, answer, err := c.once(method, path, body)
	require.NoError(t, err)
	require.NoError(t, c.Document.Answered(method, path, status, answer))
	return status
}
