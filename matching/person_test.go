package matching_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// What is not among the fields is outside every rule that loops over them.
func TestFieldsAreAllFieldsOfAPerson(t *testing.T) {
	var p matching.Person
	v := reflect.ValueOf(&p).Elem()
	fields, names := p.Fields(), map[string]bool{}
	require.Len(t, fields, v.NumField())
	for i, f := range fields {
		require.NotEmpty(t, f.Name)
		require.False(t, names[f.Name], "%s twice", f.Name)
		names[f.Name] = true
		at := v.Field(i).Addr().Interface()
		switch v.Field(i).Kind() {
		case reflect.String:
			require.Same(t, at, f.Text, v.Type().Field(i).Name)
			require.Nil(t, f.List)
		default:
			require.Same(t, at, f.List, v.Type().Field(i).Name)
			require.Nil(t, f.Text)
		}
	}
}

func TestACloneSharesNoList(t *testing.T) {
	var p matching.Person
	for _, f := range p.Fields() {
		if f.List != nil {
			*f.List = []string{"a"}
		} else {
			*f.Text = "a"
		}
	}
	c := p.Clone()
	require.True(t, reflect.DeepEqual(p, c))
	for _, f := range c.Fields() {
		for i := range f.Values() {
			f.Values()[i] = "b"
		}
	}
	for _, f := range p.Fields() {
		require.Equal(t, []string{"a"}, f.Values(), f.Name)
	}
}
