package splink

import (
	"fmt"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/splink/internal/sql"
)

// Engine names the SQL engine, and its version, that scores are equal to. They
// differ: DuckDB 2 compares texts letter by letter, DuckDB 1 byte by byte.
type Engine string

// The engines that are known, by the release that was run to establish what
// they do. A later release of the same minor version is expected to do alike.
const (
	DuckDB15 Engine = "duckdb 1.5" // 1.5.6
	DuckDB20 Engine = "duckdb 2.0" // 2.0.1
	Spark35  Engine = "spark 3.5"  // 3.5.9
	Spark43  Engine = "spark 4.3"  // 4.3.0
)

// engines are those that are known, those of a dialect from the oldest.
var engines = []struct {
	name    Engine
	dialect string
	engine  sql.Engine
}{
	{DuckDB15, "duckdb", sql.DuckDB15}, {DuckDB20, "duckdb", sql.DuckDB20},
	{Spark35, "spark", sql.Spark35}, {Spark43, "spark", sql.Spark43},
}

// Engines returns the engines that are known, those of a dialect from the
// oldest to the newest.
func Engines() []Engine {
	names := make([]Engine, len(engines))
	for i, e := range engines {
		names[i] = e.name
	}
	return names
}

// Engine returns the engine that the model's scores are equal to.
func (m *Model) Engine() Engine { return m.engine }

// choose returns the engine of a name, or the newest that speaks the dialect.
func choose(name Engine, dialect string) (chosen Engine, e sql.Engine, _ *Error) {
	if name != "" && !slices.Contains(Engines(), name) {
		return "", 0, &Error{Kind: ErrEngine, Reason: fmt.Sprintf("%q is not known: %q are", string(name), Engines())}
	}
	speaks := false
	for _, known := range engines {
		if strings.EqualFold(known.dialect, dialect) {
			speaks = true
			if name == "" || name == known.name {
				chosen, e = known.name, known.engine
			}
		}
	}
	switch {
	case !speaks:
		return "", 0, &Error{Kind: ErrUnsupported, Reason: fmt.Sprintf("SQL dialect %q is not known", dialect)}
	case chosen == "":
		return "", 0, &Error{Kind: ErrEngine, Reason: fmt.Sprintf("%q does not speak the model's dialect, %q", string(name), dialect)}
	}
	return chosen, e, nil
}
