package storetest

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// parts yields whatever a row is made of that is no structure: texts, bytes, times,
// numbers and lists; of lists the elements too, or the first of them alone. Fields that
// a row will have one day are among them.
func parts(row reflect.Value, every bool) iter.Seq[reflect.Value] {
	return func(yield func(reflect.Value) bool) { walk(row, every, yield) }
}

func walk(v reflect.Value, every bool, yield func(reflect.Value) bool) bool {
	switch {
	case v.Kind() == reflect.Pointer:
		return walk(v.Elem(), every, yield)
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			if !walk(v.Field(i), every, yield) {
				return false
			}
		}
		return true
	case !yield(v):
		return false
	case isList(v):
		for i := range v.Len() {
			if (every || i == 0) && !walk(v.Index(i), every, yield) {
				return false
			}
		}
	}
	return true
}

// isList reports whether a part is a list whose order and number count.
func isList(v reflect.Value) bool {
	return v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8 && v.Type() != reflect.TypeFor[[]matching.Key]()
}

// everyText puts a text wherever a row has one: as a name only what may be a name,
// which holds no control characters.
func everyText(row any, text string) {
	name := len(text) <= store.MaxID && !strings.ContainsFunc(text, unicode.IsControl)
	for v := range parts(reflect.ValueOf(row), true) {
		switch v.Type() {
		case reflect.TypeFor[store.State](), reflect.TypeFor[matching.Profile]():
		default:
			if v.Kind() == reflect.String && (name || v.Type() == reflect.TypeFor[string]()) {
				v.SetString(text)
			}
		}
	}
}

// everyByte puts bytes wherever a row has some.
func everyByte(row any, b string) {
	for v := range parts(reflect.ValueOf(row), true) {
		switch v.Type() {
		case reflect.TypeFor[[]byte]():
			v.SetBytes([]byte(b))
		case reflect.TypeFor[matching.Profile]():
			v.SetString(b)
		}
	}
}

// everyTime puts a time wherever a row has one.
func everyTime(row any, at time.Time) {
	for v := range parts(reflect.ValueOf(row), true) {
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(at))
		}
	}
}

// endless is more elements than a byte counts.
const endless = 260

// relisted yields copies of a row in each of which one of its lists is another: a long
// one, one with elements that are empty, and one with nothing else.
func relisted[Row any](row Row, clone func(Row) Row) iter.Seq2[string, Row] {
	return func(yield func(string, Row) bool) {
		for i := range slices.Collect(lists(&row)) {
			for what, fill := range map[string]func(reflect.Value){"long": lengthen, "sparse": thinOut, "hollow": hollowOut} {
				other := clone(row)
				fill(slices.Collect(lists(&other))[i])
				if !yield(fmt.Sprintf("%s %d", what, i), other) {
					return
				}
			}
		}
	}
}

func lists(row any) iter.Seq[reflect.Value] {
	return func(yield func(reflect.Value) bool) {
		for v := range parts(reflect.ValueOf(row), false) {
			if isList(v) && !yield(v) {
				return
			}
		}
	}
}

// lengthen gives a list very many elements that are small and differ.
func lengthen(list reflect.Value) {
	list.Set(reflect.MakeSlice(list.Type(), endless, endless))
	for i := range endless {
		for v := range parts(list.Index(i).Addr(), true) {
			if v.Kind() == reflect.String {
				v.SetString(fmt.Sprint(i))
				break
			}
		}
	}
}

// thinOut gives a list an empty element before, between and after others.
func thinOut(list reflect.Value) {
	some, none := list.Index(0), reflect.Zero(list.Type().Elem())
	list.Set(reflect.Append(reflect.Zero(list.Type()), none, some, none, none, some, none))
}

// hollowOut leaves an empty element alone.
func hollowOut(list reflect.Value) { list.Set(reflect.MakeSlice(list.Type(), 1, 1)) }

// cut leaves some elements of a list, and turn changes their order.
func cut(from, to int) func(list reflect.Value) {
	return func(list reflect.Value) { list.Set(list.Slice(from, to)) }
}

func turn(list reflect.Value) {
	other := reflect.MakeSlice(list.Type(), 0, list.Len())
	for i := range list.Len() {
		other = reflect.Append(other, list.Index(list.Len()-1-i))
	}
	list.Set(other)
}
