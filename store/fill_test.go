package store

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// filled returns a V with every field set, nested ones and elements of slices
// included, and every string and byte holding the marker and a number of its own.
func filled[V any](marker string) V {
	var v V
	n := 0
	fill(reflect.ValueOf(&v).Elem(), marker, &n)
	return v
}

func fill(v reflect.Value, marker string, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%s-%d", marker, *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(1<<63 + uint64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), marker, n)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes(fmt.Appendf(nil, "%s-%d", marker, *n))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), marker, n)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 3, 1, 9, 30, 0, *n*1000, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), marker, n)
		}
	default:
		panic("fill: no rule for " + v.Type().String())
	}
}

// pointers lists the address behind every slice and pointer in v, by path.
func pointers(v reflect.Value, path string, into map[string]uintptr) {
	switch v.Kind() {
	case reflect.Pointer:
		into[path] = v.Pointer()
		if !v.IsNil() {
			pointers(v.Elem(), path, into)
		}
	case reflect.Slice:
		into[path] = v.Pointer()
		for i := range v.Len() {
			pointers(v.Index(i), fmt.Sprintf("%s[%d]", path, i), into)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			pointers(v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), into)
		}
	}
}
