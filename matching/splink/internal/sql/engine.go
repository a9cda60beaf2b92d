package sql

// Engine is a SQL engine in the release whose answers are followed. A later
// release of the same major and minor version answers alike.
type Engine uint8

// The engines, with the release that was run to establish what they do.
const (
	DuckDB15 Engine = iota // 1.5.6
	DuckDB20               // 2.0.1
	Spark35                // 3.5.9
	Spark43                // 4.3.0
)

// spark reports whether the engine speaks Spark's dialect, and not DuckDB's.
func (e Engine) spark() bool { return e == Spark35 || e == Spark43 }

// ansi reports whether the engine is a Spark that follows the standard, as it
// does since version 4 unless told otherwise: where the result is not defined
// it fails, and an integer beside a float makes a double.
func (e Engine) ansi() bool { return e == Spark43 }

// Settings are an engine and what its session sets.
type Settings struct {
	Engine Engine
	// SingleArrow lets DuckDB 2 read x -> as a lambda, which DuckDB 1 always does.
	SingleArrow bool
}

// arrow reports whether x -> is a lambda.
func (s Settings) arrow() bool { return s.Engine != DuckDB20 || s.SingleArrow }
