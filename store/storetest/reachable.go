package storetest

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
)

// DumpMemory writes every text, number and byte that can be reached from a
// value, unexported fields and the unused ends of slices included. It is a
// [Dump] for stores that keep their rows in memory; nothing may change while
// it reads.
func DumpMemory(v any, w io.Writer) error {
	b := bufio.NewWriter(w)
	reach(reflect.ValueOf(v), b, make(map[seenAt]bool))
	return b.Flush()
}

type seenAt struct {
	address uintptr
	kind    reflect.Type
}

func reach(v reflect.Value, w io.Writer, seen map[seenAt]bool) {
	switch v.Kind() {
	case reflect.String:
		_, _ = fmt.Fprintln(w, v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		_, _ = fmt.Fprintln(w, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		_, _ = fmt.Fprintln(w, v.Uint())
	case reflect.Interface:
		reach(v.Elem(), w, seen)
	case reflect.Pointer:
		at := seenAt{v.Pointer(), v.Type()}
		if !v.IsNil() && !seen[at] {
			seen[at] = true
			reach(v.Elem(), w, seen)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			reach(k, w, seen)
			reach(v.MapIndex(k), w, seen)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			_, _ = fmt.Fprintf(w, "%s\n", v.Bytes())
			return
		}
		v = v.Slice(0, v.Cap())
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			reach(v.Index(i), w, seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			reach(v.Field(i), w, seen)
		}
	}
}
