package hosttest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
)

// Document is an OpenAPI 3.1 document, as much of it as these services use.
type Document struct {
	OpenAPI    string                          `json:"openapi"`
	Security   []map[string][]string           `json:"security"`
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`

	mu    sync.Mutex
	given map[string]bool // which answers of the document were given, by answerName
}

type operation struct {
	Summary     string                 `json:"summary"`
	Security    *[]map[string][]string `json:"security"` // where it differs from the document's
	Parameters  []parameter            `json:"parameters"`
	RequestBody *content               `json:"requestBody"`
	Responses   map[string]content     `json:"responses"`
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
}

type content struct {
	Description string `json:"description"`
	Content     map[string]struct {
		Schema *schema `json:"schema"`
	} `json:"content"`
}

func (c content) schema() *schema { return c.Content["application/json"].Schema }

type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	Enum       []string           `json:"enum"`
	More       *bool              `json:"additionalProperties"`
	Items      *schema            `json:"items"`
	MinLength  int                `json:"minLength"`

	Description string `json:"description"`
}

// Open reads the document of the service in the current folder.
func Open(t *testing.T) *Document {
	t.Helper()
	text, err := os.ReadFile("openapi.json")
	require.NoError(t, err)
	d := &Document{}
	require.NoError(t, json.Unmarshal(text, d))
	require.Equal(t, "3.1.0", d.OpenAPI)
	return d
}

// Held requires the document to have every route, with its parameters and its body, and no
// other operation.
func (d *Document) Held(t *testing.T, routes []host.Route) {
	t.Helper()
	require.NotEmpty(t, d.Security, "a session is needed")
	for name, s := range d.Components.Schemas {
		for field, p := range s.Properties {
			require.NotEmpty(t, p.Description, "what %s of %s is", field, name)
		}
	}
	told := map[string]bool{}
	for path, ops := range d.Paths {
		for method := range ops {
			told[strings.ToUpper(method)+" "+path] = true
		}
	}
	served := map[string]bool{}
	for _, r := range routes {
		name := r.Method + " " + r.Path
		served[name] = true
		op, ok := d.Paths[r.Path][strings.ToLower(r.Method)]
		require.True(t, ok, "%s is served and not in the document", name)
		require.NotEmpty(t, op.Summary, name)
		require.Equal(t, r.Path == "/login", op.Security != nil && len(*op.Security) == 0, "%s: who may ask", name)
		for _, part := range strings.Split(r.Path, "/") {
			if p, ok := strings.CutPrefix(part, "{"); ok {
				require.True(t, slices.Contains(op.Parameters, parameter{Name: strings.TrimSuffix(p, "}"), In: "path"}), "%s: %s", name, part)
			}
		}
		var asks []string
		for _, p := range op.Parameters {
			if p.In == "query" {
				asks = append(asks, p.Name)
				require.NotEmpty(t, p.Description, "%s: what %s is", name, p.Name)
			}
		}
		require.ElementsMatch(t, r.Asks, asks, "%s: what is asked in the query", name)
		if r.Takes == nil {
			require.Nil(t, op.RequestBody, name)
			continue
		}
		require.NotNil(t, op.RequestBody, name)
		require.NoError(t, d.describes(op.RequestBody.schema(), reflect.TypeOf(r.Takes)), name)
	}
	require.Equal(t, slices.Sorted(maps.Keys(served)), slices.Sorted(maps.Keys(told)))
}

func (d *Document) resolve(s *schema) *schema {
	if s != nil && s.Ref != "" {
		return d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	return s
}

// describes returns an error if a schema differs from what encoding/json makes of a type.
func (d *Document) describes(s *schema, t reflect.Type) error {
	if s = d.resolve(s); s == nil {
		return fmt.Errorf("no schema of %s", t)
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch kind := t.Kind(); {
	case kind == reflect.Slice && s.Type == "array":
		return d.describes(s.Items, t.Elem())
	case kind != reflect.Struct:
		if want := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Float64: "number"}[kind]; s.Type != want {
			return fmt.Errorf("%s is said to be a %s", t, s.Type)
		}
		return nil
	case s.Type != "object":
		return fmt.Errorf("%s is said to be a %s", t, s.Type)
	case s.More == nil || *s.More:
		return fmt.Errorf("%s is said to take fields that nobody knows", t)
	}
	var fields, required []string
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, name)
		if options != "omitempty" {
			required = append(required, name)
		}
		if err := d.describes(s.Properties[name], f.Type); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if told := s.Properties[name].MinLength > 0; told != (f.Tag.Get("filled") == "true") {
			return fmt.Errorf("%s: said to be filled is %t", name, told)
		}
	}
	slices.Sort(fields)
	slices.Sort(required)
	if told := slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(fields, told) {
		return fmt.Errorf("%s has %v, and is said to have %v", t, fields, told)
	}
	if told := slices.Sorted(slices.Values(s.Required)); !slices.Equal(required, told) {
		return fmt.Errorf("of %s %v are always there, and %v are said to be required", t, required, told)
	}
	return nil
}

// Answered returns an error if the document does not have such an answer for the operation.
func (d *Document) Answered(method, path string, status int, body []byte) error {
	path, _, _ = strings.Cut(path, "?")
	pattern, op := d.find(method, path)
	if pattern == "" {
		return fmt.Errorf("%s %s is not in the document", method, path)
	}
	told, ok := op.Responses[fmt.Sprint(status)]
	if !ok {
		return fmt.Errorf("%s %s answers %d, which is not in the document: %s", method, path, status, body)
	}
	d.mu.Lock()
	if d.given == nil {
		d.given = map[string]bool{}
	}
	d.given[answerName(method, pattern, fmt.Sprint(status))] = true
	d.mu.Unlock()
	s := told.schema()
	if s == nil {
		if len(body) > 0 {
			return fmt.Errorf("%s %s answers %d with a body", method, path, status)
		}
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	if err := d.fits(s, v); err != nil {
		return fmt.Errorf("%s %s answers %d: %w", method, path, status, err)
	}
	return nil
}

// find looks for the operation of a path. If several patterns match it, that with the fewest
// parameters counts.
func (d *Document) find(method, path string) (found string, best operation) {
	parts := strings.Split(path, "/")
	variable := len(parts) + 1
	for pattern, ops := range d.Paths {
		op, ok := ops[strings.ToLower(method)]
		ps := strings.Split(pattern, "/")
		if !ok || len(ps) != len(parts) {
			continue
		}
		n := 0
		for i, p := range ps {
			switch {
			case strings.HasPrefix(p, "{"):
				n++
			case p != parts[i]:
				n = len(parts) + 1
			}
		}
		if n < variable {
			found, best, variable = pattern, op, n
		}
	}
	return found, best
}

func answerName(method, pattern, status string) string {
	return strings.ToUpper(method) + " " + pattern + ": " + status
}

// Provoked requires that every answer in the document was given to some request, so that
// nobody writes code for one that never comes.
func (d *Document) Provoked(t *testing.T) {
	t.Helper()
	var never []string
	for pattern, ops := range d.Paths {
		for method, op := range ops {
			for status := range op.Responses {
				if name := answerName(method, pattern, status); !d.given[name] {
					never = append(never, name)
				}
			}
		}
	}
	slices.Sort(never)
	require.Empty(t, never, "are in the document, and nobody was answered so")
}

// fits returns an error if a value does not fit a schema.
func (d *Document) fits(s *schema, v any) error {
	if s = d.resolve(s); s == nil {
		return fmt.Errorf("no schema")
	}
	kind := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Float64: "number", reflect.Slice: "array", reflect.Map: "object"}[reflect.ValueOf(v).Kind()]
	if kind != s.Type && (kind != "number" || s.Type != "integer") {
		return fmt.Errorf("a %s where a %s is said to be", kind, s.Type)
	}
	switch v := v.(type) {
	case string:
		if s.Enum != nil && !slices.Contains(s.Enum, v) {
			return fmt.Errorf("%q is none of %q", v, s.Enum)
		}
	case []any:
		for _, e := range v {
			if err := d.fits(s.Items, e); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, r := range s.Required {
			if _, ok := v[r]; !ok {
				return fmt.Errorf("%s is missing", r)
			}
		}
		for name, e := range v {
			p, ok := s.Properties[name]
			if !ok {
				return fmt.Errorf("%s is not in the schema", name)
			}
			if err := d.fits(p, e); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}
