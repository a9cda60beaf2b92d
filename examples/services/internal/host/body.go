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
	"unicode"
	"unicode/utf8"
)

// maxBody is the most that a request may hold, in bytes.
const maxBody = 64 << 10

// notTaken is a request that is not what the operation takes, whoever sends it. What the
// decoder says of it is not answered: it may quote a person.
type notTaken struct {
	status int
	code   string
	field  string // that is missing, or says nothing that the operation knows
}

func (e *notTaken) Error() string { return e.code }

var (
	errBody     = &notTaken{status: http.StatusBadRequest, code: "body"}
	errQuery    = &notTaken{status: http.StatusBadRequest, code: "query"}
	errKind     = &notTaken{status: http.StatusUnsupportedMediaType, code: "content-type"}
	errTooLarge = &notTaken{status: http.StatusRequestEntityTooLarge, code: "too-large"}
)

// Wrong is a request without a field that the operation needs, with nothing in it, or with
// a value that nobody knows.
func Wrong(field string) error {
	return &notTaken{status: http.StatusBadRequest, code: "body", field: field}
}

// Body decodes the request, which has to be one object of JSON with the fields of v:
// each as it is written there, once, with a value, and all of them but those that may be
// left out. A text whose field is tagged filled says something. Nothing that was sent is
// passed over, or made something else.
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

// json reports whether the request says of its body nothing else than that it is JSON as
// it stands, in the one encoding that JSON has.
func (c *Call) json() bool {
	kind, coded := c.Header.Get("Content-Type"), c.Header.Get("Content-Encoding")
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

// withoutBody refuses a body where the operation takes none: what is asked in it would be
// passed over. An empty object, or null, asks nothing.
func (c *Call) withoutBody() error {
	text, err := io.ReadAll(http.MaxBytesReader(nil, c.Request.Body, maxBody))
	if err != nil || !slices.Contains([]string{"", "{}", "null"}, string(bytes.TrimSpace(text))) {
		return errBody
	}
	return nil
}

// exact holds a text that decodes into a type to the names and the values of that type.
type exact struct {
	*json.Decoder
	text []byte
}

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
		case lost(token, x.text[began:x.InputOffset()]):
			return errBody
		case f.Tag.Get("filled") == "true" && !strings.ContainsFunc(token, seen):
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

// fields are those of an object.
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

// seen reports whether a character is one that can be seen.
func seen(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// lost reports whether half a character was sent, which decodes to a mark that something
// was there.
func lost(decoded string, sent []byte) bool {
	const mark = "\ufffd"
	return strings.Count(decoded, mark) > bytes.Count(sent, []byte(mark))+bytes.Count(bytes.ToLower(sent), []byte(`\ufffd`))
}

// query is the request's, which has these parameters at most, each once.
func query(r *http.Request, names []string) (url.Values, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, errQuery
	}
	for name, values := range q {
		if len(values) > 1 || !slices.Contains(names, name) {
			return nil, errQuery
		}
	}
	return q, nil
}
