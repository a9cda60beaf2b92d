// Package peers compares matching with what else one could use: PostgreSQL with
// pg_trgm, Splink on DuckDB, Go's published string libraries. Each comparison is one
// command, lets its contenders take turns within one run, and says what they found
// beside how long they took. It is a module of its own, so that nobody who embeds
// the library depends on any of them.
package peers
