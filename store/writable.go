package store

import (
	"reflect"
	"time"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
)

// writable reports whether every text of a row is UTF-8 and every time is of the
// years 1 to 9999: what every store can keep, and what [EncodeRecord] and its like
// write. Profiles are bytes.
func writable(row any) bool { return writableIn(reflect.ValueOf(row).Elem()) }

var (
	timeType    = reflect.TypeFor[time.Time]()
	profileType = reflect.TypeFor[matching.Profile]()
)

func writableIn(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return v.Type() == profileType || utf8.ValidString(v.String())
	case reflect.Pointer:
		return v.IsNil() || writableIn(v.Elem())
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k == reflect.Uint8 || k == reflect.Uint64 {
			return true
		}
		for i := range v.Len() {
			if !writableIn(v.Index(i)) {
				return false
			}
		}
	case reflect.Struct:
		if v.Type() == timeType {
			year := v.Interface().(time.Time).UTC().Year()
			return 1 <= year && year <= 9999
		}
		for i := range v.NumField() {
			if !writableIn(v.Field(i)) {
				return false
			}
		}
	}
	return true
}
