package host

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/normalise"
)

// maxBody is the most that a request may hold, in bytes.
const maxBody = 64 << 10

// notTaken refuses a request that is not what the operation takes. It leaves out what the
// decoder says, which may quote a person.
type notTaken struct {
	status int
	code   string
	field  string // the one that is missing, empty, or has a value that is not known
}

func (e *notTaken) Error() string { return e.code }

var (
	errBody     = &notTaken{status: http.StatusBadRequest, code: "body"}
	errQuery    = &notTaken{status: http.StatusBadRequest, code: "query"}
	errKind     = &notTaken{status: http.StatusUnsupportedMediaType, code: "content-type"}
	errTooLarge = &notTaken{status: http.StatusRequestEntityTooLarge, code: "too-large"}
)

// Wrong refuses a request for one field, which is missing, empty, or has a value that is not
// known.
func Wrong(field string) error {
	return &notTaken{status: http.StatusBadRequest, code: "body", field: field}
}

// Body decodes the request into v, a pointer to a struct. The body has to be one JSON object
// with the fields of v, spelled as in its tags: each at most once and not null, and all of
// them but those tagged omitempty. A text tagged filled has to hold a visible character.
// Nothing that was sent is ignored or converted.
func (c *Call) Body(v any) error {
	if !c.json() {
		return errKind
	}
	text, err := io.ReadAll(http.MaxBytesReader(nil, c.Request.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return errTooLarge
	case err != nil || !utf8.Valid(text) || json.Unmarshal(text, v) != nil:
		return errBody
	}
	return (&exact{json.NewDecoder(bytes.NewReader(text)), text}).value(reflect.StructField{Type: reflect.TypeOf(v).Elem()})
}

// json reports whether the headers say that the body is JSON in UTF-8 and not compressed, or
// say nothing of it.
func (c *Call) json() bool {
	kind, coded := strings.Join(c.Header.Values("Content-Type"), ","), strings.Join(c.Header.Values("Content-Encoding"), ",")
	if coded != "" && coded != "identity" {
		return false
	}
	if kind == "" {
		return true
	}
	kind, params, err := mime.ParseMediaType(kind)
	set := params["charset"]
	return err == nil && kind == "application/json" && (set == "" || strings.EqualFold(set, "utf-8"))
}

// withoutBody refuses a body where the operation takes none, so that nothing in it is ignored.
// An empty object and null are let through: they hold nothing.
func (c *Call) withoutBody() error {
	text, err := io.ReadAll(http.MaxBytesReader(nil, c.Request.Body, maxBody))
	if err != nil || !slices.Contains([]string{"", "{}", "null"}, string(bytes.TrimSpace(text))) {
		return errBody
	}
	return nil
}

// exact goes through a text that encoding/json has decoded, and refuses what it is lenient
// about: names in another case, unknown, twice or missing, and null.
type exact struct {
	*json.Decoder
	text []byte
}

// value checks the next value, which is for that field.
func (x *exact) value(f reflect.StructField) error {
	t, began := f.Type, x.InputOffset()
	token, err := x.Token()
	if err != nil {
		return errBody
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch token := token.(type) {
	case nil: // null is neither a value nor left out
		return errBody
	case string:
		switch {
		case mangled(token, x.text[began:x.InputOffset()]):
			return errBody
		case f.Tag.Get("filled") == "true" && normalise.Clean(token) == "":
			return Wrong(f.Tag.Get("json"))
		}
	case json.Delim:
		if token == '{' {
			err = x.fields(t)
		}
		for token == '[' && err == nil && x.More() {
			err = x.value(reflect.StructField{Type: t.Elem()})
		}
		if err == nil {
			_, err = x.Token()
		}
		return err
	}
	return nil
}

// fields checks the fields of an object, up to its closing brace.
func (x *exact) fields(t reflect.Type) error {
	fields := map[string]reflect.StructField{}
	var needed []string
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields[name] = f
		if options != "omitempty" {
			needed = append(needed, name)
		}
	}
	for x.More() {
		token, err := x.Token()
		name, _ := token.(string)
		f, ok := fields[name]
		if err != nil || !ok { // unknown, or there twice
			return errBody
		}
		delete(fields, name)
		if err := x.value(f); err != nil {
			return err
		}
	}
	for _, name := range needed {
		if _, left := fields[name]; left {
			return Wrong(name)
		}
	}
	return nil
}

// mangled reports whether decoding replaced something: half of a surrogate pair, as in
// "\ud83d", becomes U+FFFD, more of which are there then than were sent.
func mangled(decoded string, sent []byte) bool {
	const mark = "\ufffd"
	return strings.Count(decoded, mark) > bytes.Count(sent, []byte(mark))+bytes.Count(bytes.ToLower(sent), []byte(`\ufffd`))
}

// conditions are headers by which a sender makes a change hang on something, or changes a part.
var conditions = []string{"If-Match", "If-None-Match", "If-Unmodified-Since", "Content-Range"}

// unconditional refuses a change with a condition, which no operation looks at: it would be made
// although its sender did not want it then.
func unconditional(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead { // what is read anew is what was asked for
		return nil
	}
	for _, name := range conditions {
		if len(r.Header.Values(name)) > 0 {
			return &notTaken{status: http.StatusBadRequest, code: "header", field: strings.ToLower(name)}
		}
	}
	return nil
}

// query reads the query of a request, and refuses parameters with other names, without a value,
// or given twice.
func query(r *http.Request, names []string) (url.Values, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, errQuery
	}
	for name, values := range q {
		if len(values) > 1 || values[0] == "" || !slices.Contains(names, name) {
			return nil, errQuery
		}
	}
	return q, nil
}
