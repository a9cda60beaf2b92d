package sql

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// sqlType is the target of a cast.
type sqlType struct {
	kind Kind
	bits int // of an integer
}

var types = map[string]sqlType{
	"TEXT": {kind: KindText}, "VARCHAR": {kind: KindText}, "STRING": {kind: KindText},
	"TINYINT": {KindInt, 8}, "SMALLINT": {KindInt, 16}, "INT": {KindInt, 32}, "INTEGER": {KindInt, 32}, "INT4": {KindInt, 32},
	"BIGINT": {KindInt, 64}, "INT8": {KindInt, 64}, "LONG": {KindInt, 64},
	"REAL": {kind: KindReal}, "FLOAT": {kind: KindReal}, "FLOAT4": {kind: KindReal},
	"DOUBLE": {kind: KindDouble}, "FLOAT8": {kind: KindDouble},
	"BOOLEAN": {kind: KindBool}, "BOOL": {kind: KindBool},
	"DATE": {kind: KindDate}, "TIMESTAMP": {kind: KindTimestamp}, "DATETIME": {kind: KindTimestamp},
}

// castOr casts a value that is not NULL. What cannot be cast fails, or with try
// is NULL; what this package does not know how to cast fails in any case.
func castOr(f *Frame, v Value, to sqlType, try bool) Value {
	e := f.program.engine
	if try && e.spark() {
		e = Spark43 // TRY_CAST follows the standard in every Spark
	}
	out, ok, known := e.cast(v, to)
	switch {
	case !known:
		return f.fail("cast from %s to %s is not known", v.kind, to.kind)
	case !ok && try:
		return Value{}
	case !ok:
		return f.fail("cast from %s to %s does not fit", v.kind, to.kind)
	}
	return out
}

// cast also says whether it knows the cast at all.
func (e Engine) cast(v Value, to sqlType) (out Value, ok, known bool) {
	switch {
	case e.spark():
		return e.sparkCast(v, to)
	case to.kind == KindText:
		switch v.kind {
		case KindDecimal, KindList, KindStruct:
			return Value{}, false, false
		}
		return Text(v.print()), true, true
	case to.kind == KindInt:
		return castInt(v, to.bits)
	case to.kind == KindReal || to.kind == KindDouble:
		x, ok, known := castFloat(v)
		if to.kind == KindReal {
			return Real(float32(x)), ok && (math.IsInf(x, 0) || !math.IsInf(float64(float32(x)), 0)), known
		}
		return Double(x), ok, known
	case to.kind == KindBool:
		return castBool(v)
	}
	return e.castTime(v, to.kind)
}

func castInt(v Value, size int) (out Value, ok, known bool) {
	var n int64
	switch v.kind {
	case KindInt, KindBool:
		n, ok = v.n, true
	case KindDecimal:
		n, ok = roundDecimal(v), true
	case KindReal, KindDouble:
		x := math.RoundToEven(v.float())
		n, ok = int64(x), x >= -(1<<63) && x < 1<<63
	case KindText:
		if strangeNumber(v.s) {
			return Value{}, false, false
		}
		n, ok = parseInt(v.s)
	default:
		return Value{}, false, false
	}
	return Int(n), ok && n >= math.MinInt64>>(64-size) && n <= math.MaxInt64>>(64-size), true
}

// roundDecimal rounds half away from zero.
func roundDecimal(v Value) int64 {
	unit := pow10[v.scale]
	n, rest := v.n/unit, v.n%unit
	switch {
	case rest*2 >= unit:
		n++
	case rest*2 <= -unit:
		n--
	}
	return n
}

// strangeNumber reports forms that DuckDB reads and this package does not:
// hexadecimal, binary, and underscores between digits.
func strangeNumber(s string) bool {
	s = strings.ToLower(strings.TrimLeft(strings.TrimSpace(s), "+-"))
	return strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0b") || s != "" && digit(s[0]) && strings.Contains(s, "_")
}

func parseInt(s string) (int64, bool) {
	s = strings.Trim(s, " \t\n\v\f\r")
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	if strings.Trim(s, "+-.0123456789eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(x) >= 1<<53 { // beyond it a double no longer tells integers apart
		return 0, false
	}
	return int64(math.Round(x)), true
}

func castFloat(v Value) (x float64, ok, known bool) {
	switch {
	case v.kind.numeric(), v.kind == KindBool:
		return v.float(), true, true
	case v.kind == KindText:
		if strangeNumber(v.s) {
			return 0, false, false
		}
		x, err := strconv.ParseFloat(strings.Trim(v.s, " \t\n\v\f\r"), 64)
		return x, err == nil || errors.Is(err, strconv.ErrRange), true // too large is infinite
	}
	return 0, false, false
}

func castBool(v Value) (out Value, ok, known bool) {
	switch v.kind {
	case KindBool:
		return v, true, true
	case KindInt, KindDecimal:
		return Bool(v.n != 0), true, true
	case KindReal, KindDouble:
		return Bool(v.float() != 0), true, true
	case KindText:
		switch strings.ToLower(v.s) {
		case "true", "t", "1", "yes", "y":
			return Bool(true), true, true
		case "false", "f", "0", "no", "n":
			return Bool(false), true, true
		}
		return Value{}, false, true
	}
	return Value{}, false, false
}

// print writes a value as the engine casts it to text.
func (v Value) print() string {
	switch v.kind {
	case KindText:
		return v.s
	case KindBool:
		return strconv.FormatBool(v.n != 0)
	case KindInt:
		return strconv.FormatInt(v.n, 10)
	case KindReal:
		return printFloat(v.float(), 32)
	case KindDouble:
		return printFloat(v.float(), 64)
	case KindDate:
		return printDate(v.n)
	case KindTimestamp:
		return printTimestamp(v.n)
	}
	return ""
}

// printFloat writes the shortest number that reads back the same, with ".0" or
// an exponent so that it is seen to be no integer.
func printFloat(x float64, size int) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	if a := math.Abs(x); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(x, 'e', -1, size)
	}
	s := strconv.FormatFloat(x, 'f', -1, size)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
