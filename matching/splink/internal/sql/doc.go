// Package sql understands the SQL conditions that a saved Splink model carries:
// boolean expressions over the columns of two records, name_l and name_r.
//
// It is no SQL engine. It parses one expression, refuses whatever it does not
// know by name, and compiles the rest to closures that follow the dialect:
// three-valued logic, text compared as bytes, numbers in the types that the
// engine would give them. What depends on one record only is worked out once,
// when the record is prepared; what depends on both and is costly is worked out
// once for each pair.
//
// DuckDB's behaviour was established by running DuckDB 1.5.6; the cases are in
// testdata beside this package.
package sql
