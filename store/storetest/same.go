package storetest

import (
	"fmt"
	"reflect"
	"time"
)

// requireSame fails unless got is want, exactly: texts, bytes, and times in
// UTC to the microsecond. Empty and nil slices are the same.
func requireSame(t tb, want, got any, what string, args ...any) {
	t.Helper()
	if d := difference(reflect.ValueOf(want), reflect.ValueOf(got), ""); d != "" {
		t.Fatalf("%s: %s", fmt.Sprintf(what, args...), d)
	}
}

// difference describes the first difference of two values of one type, or is
// empty. The rows of the suite are made up, so it may quote them.
func difference(want, got reflect.Value, path string) string {
	switch want.Kind() {
	case reflect.Pointer:
		if want.IsNil() || got.IsNil() {
			return differs(path, want.IsNil(), got.IsNil(), "absent")
		}
		return difference(want.Elem(), got.Elem(), path)
	case reflect.Slice:
		if want.Len() != got.Len() {
			return differs(path, want.Len(), got.Len(), "length")
		}
		for i := range want.Len() {
			if d := difference(want.Index(i), got.Index(i), fmt.Sprintf("%s[%d]", path, i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Struct:
		if w, ok := want.Interface().(time.Time); ok {
			return differentTimes(w, got.Interface().(time.Time), path)
		}
		for i := range want.NumField() {
			if d := difference(want.Field(i), got.Field(i), path+"."+want.Type().Field(i).Name); d != "" {
				return d
			}
		}
		return ""
	}
	return differs(path, want.Interface(), got.Interface(), "value")
}

func differentTimes(want, got time.Time, path string) string {
	if !want.Equal(got) {
		return differs(path, want, got, "time")
	}
	return differs(path, time.UTC, got.Location(), "location")
}

func differs(path string, want, got any, kind string) string {
	if want == got {
		return ""
	}
	return fmt.Sprintf("%s of %q: want %.200s, got %.200s", kind, path, fmt.Sprintf("%#v", want), fmt.Sprintf("%#v", got))
}
