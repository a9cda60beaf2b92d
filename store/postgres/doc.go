// Package postgres keeps the lobby's rows in PostgreSQL.
package postgres
