// Package sql understands the SQL conditions that a saved Splink model carries:
// boolean expressions over the columns of two records, name_l and name_r.
//
// It is no SQL engine. It parses one expression, refuses whatever it does not
// know by name, and compiles the rest to closures that follow the engine:
// three-valued logic, text compared by bytes or by letters, numbers in the types
// that the engine would give them. What depends on one record only is worked out once,
// when the record is prepared; what depends on both and is costly is worked out
// once for each pair.
//
// What an engine does was established by running it, in the release that stands
// beside its name in [Engine]; its answers are in testdata beside this package.
// What only one version does is in duckdb.go and spark.go.
package sql
