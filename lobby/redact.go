package lobby

import (
	"fmt"
	"io"
	"log/slog"
)

// What a host hands in holds what somebody typed of a person. Like the rows of
// package store it prints, logs and marshals as its kind and its ids, whatever
// the host does with it.

// Format writes the kind and, if the library knows it, the channel, whatever the verb.
func (v Arrival) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, v.label()) }

// LogValue logs the kind and channel.
func (v Arrival) LogValue() slog.Value { return slog.StringValue(v.label()) }

// MarshalText gives the kind and channel.
func (v Arrival) MarshalText() ([]byte, error) { return []byte(v.label()), nil }

func (v Arrival) label() string { return label("arrival", tellable(v.Channel)) }

// Format writes the kind, whatever the verb.
func (v Amendment) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, v.label()) }

// LogValue logs the kind.
func (v Amendment) LogValue() slog.Value { return slog.StringValue(v.label()) }

// MarshalText gives the kind.
func (v Amendment) MarshalText() ([]byte, error) { return []byte(v.label()), nil }

func (Amendment) label() string { return label("amendment", "") }

// Format writes the kind and task, whatever the verb.
func (u TaskUpdate) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, u.label()) }

// LogValue logs the kind and task.
func (u TaskUpdate) LogValue() slog.Value { return slog.StringValue(u.label()) }

// MarshalText gives the kind and task.
func (u TaskUpdate) MarshalText() ([]byte, error) { return []byte(u.label()), nil }

func (u TaskUpdate) label() string { return label("task update", string(u.ID)) }

// Format writes the kind and client, whatever the verb.
func (u ClientUpdate) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, u.label()) }

// LogValue logs the kind and client.
func (u ClientUpdate) LogValue() slog.Value { return slog.StringValue(u.label()) }

// MarshalText gives the kind and client.
func (u ClientUpdate) MarshalText() ([]byte, error) { return []byte(u.label()), nil }

func (u ClientUpdate) label() string { return label("client update", string(u.ID)) }

// label leaves an id out that is not one: it may be anything.
func label(kind, id string) string {
	if id = loggable(id); id != "" {
		id = " " + id
	}
	return "[" + kind + id + "]"
}
