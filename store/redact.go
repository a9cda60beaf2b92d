package store

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

// Every row that holds something of a person, or text that somebody typed,
// prints, logs and marshals as its kind and its ids. The methods sit on the
// structs themselves and not on their fields: package fmt calls no method of a
// value that it reaches through an unexported field, and package slog none of
// a value inside another. What must be written out in full goes through
// [EncodeRecord] and its like.

// Format writes the record's kind and ids, whatever the verb.
func (r Record) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, r.label()) }

// LogValue logs the record's kind and ids.
func (r Record) LogValue() slog.Value { return slog.StringValue(r.label()) }

// MarshalText gives the record's kind and ids; to store one, use [EncodeRecord].
func (r Record) MarshalText() ([]byte, error) { return []byte(r.label()), nil }

func (r Record) label() string {
	return label("record", string(r.Authority), string(r.ID), version(r.Version))
}

// Format writes the client's kind and ids, whatever the verb.
func (c Client) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.label()) }

// LogValue logs the client's kind and ids.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.label()) }

// MarshalText gives the client's kind and ids; to store one, use [EncodeClient].
func (c Client) MarshalText() ([]byte, error) { return []byte(c.label()), nil }

func (c Client) label() string {
	return label("client", string(c.Authority), string(c.ID), version(c.Version))
}

// Format writes the case's kind and id, whatever the verb.
func (c Case) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.label()) }

// LogValue logs the case's kind and id.
func (c Case) LogValue() slog.Value { return slog.StringValue(c.label()) }

// MarshalText gives the case's kind and id.
func (c Case) MarshalText() ([]byte, error) { return []byte(c.label()), nil }

func (c Case) label() string { return label("case", string(c.ID)) }

// Format writes the task's kind and id, whatever the verb.
func (k Task) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, k.label()) }

// LogValue logs the task's kind and id.
func (k Task) LogValue() slog.Value { return slog.StringValue(k.label()) }

// MarshalText gives the task's kind and id.
func (k Task) MarshalText() ([]byte, error) { return []byte(k.label()), nil }

func (k Task) label() string { return label("task", string(k.ID)) }

// Format writes a placeholder, whatever the verb.
func (m Member) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, m.label()) }

// LogValue logs a placeholder.
func (m Member) LogValue() slog.Value { return slog.StringValue(m.label()) }

// MarshalText gives a placeholder.
func (m Member) MarshalText() ([]byte, error) { return []byte(m.label()), nil }

func (Member) label() string { return label("member") }

// Format writes a placeholder, whatever the verb.
func (r Referrer) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, r.label()) }

// LogValue logs a placeholder.
func (r Referrer) LogValue() slog.Value { return slog.StringValue(r.label()) }

// MarshalText gives a placeholder.
func (r Referrer) MarshalText() ([]byte, error) { return []byte(r.label()), nil }

func (Referrer) label() string { return label("referrer") }

// Format writes the change's id and versions, whatever the verb.
func (c Change[ID, Row]) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, c.label()) }

// LogValue logs the change's id and versions.
func (c Change[ID, Row]) LogValue() slog.Value { return slog.StringValue(c.label()) }

// MarshalText gives the change's id and versions.
func (c Change[ID, Row]) MarshalText() ([]byte, error) { return []byte(c.label()), nil }

func (c Change[ID, Row]) label() string {
	return label("write", fmt.Sprint(c.ID), "at", version(c.Expect))
}

// Format writes how many changes the batch holds, whatever the verb.
func (b Batch) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, b.label()) }

// LogValue logs how many changes the batch holds.
func (b Batch) LogValue() slog.Value { return slog.StringValue(b.label()) }

// MarshalText gives how many changes the batch holds.
func (b Batch) MarshalText() ([]byte, error) { return []byte(b.label()), nil }

func (b Batch) label() string {
	return label("batch", string(b.Authority), fmt.Sprintf("records=%d clients=%d events=%d acks=%d retired=%d",
		len(b.Records), len(b.Clients), len(b.Events), len(b.Acks), len(b.Retired)))
}

func version(v Version) string { return "v" + strconv.FormatInt(int64(v), 10) }

func label(words ...string) string { return "[" + strings.Join(words, " ") + "]" }
