// Package otel tells OpenTelemetry of every operation of a lobby: its metrics and, if
// wanted, its spans. It is a module of its own, so that whoever has no need of it does
// not get OpenTelemetry either.
//
//	seen, err := otel.New(otel.Options{Meter: provider.Meter("lobby")})
//	…
//	lobby.New(store, matcher, policy, &lobby.Options{Observer: seen})
//
// The instruments, each with caselobby.operation, caselobby.system and, of what was
// refused, error.type (the lobby.KindCode, or lobby.PanicCode) as attributes:
//
//	caselobby.operation.duration  histogram, s  how long operations took, and so how many there were
//	caselobby.conflicts           counter       somebody else was faster, and it looked again
//	caselobby.retries             counter       the store was asked once more to write the same
//	caselobby.truncated           counter       searches in which some value was too common to be followed
//	caselobby.unreadable          counter       rows that this version cannot read
//
// No attribute is an id, but for the authority's where it is asked for.
package otel

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/caselobby/caselobby/lobby"
)

// Options say what is told to whom. One of Meter and Tracer has to be given.
type Options struct {
	Meter  metric.Meter // nil: no metrics
	Tracer trace.Tracer // nil: no spans
	// Authorities adds caselobby.authority to the attributes: a series of each for each
	// council, where one lobby serves several.
	Authorities bool
}

// Observer is a lobby.Observer. It is safe for concurrent use.
type Observer struct {
	o                                         Options
	duration                                  metric.Float64Histogram
	conflicts, retries, truncated, unreadable metric.Int64Counter
}

var _ lobby.Observer = (*Observer)(nil)

// New makes the instruments. It fails as the meter does.
func New(o Options) (*Observer, error) {
	if o.Meter == nil && o.Tracer == nil {
		return nil, errors.New("otel: neither a meter nor a tracer is given")
	}
	v := &Observer{o: o}
	if o.Meter == nil {
		return v, nil
	}
	var errs []error
	counter := func(name, unit, about string) metric.Int64Counter {
		c, err := o.Meter.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(about))
		errs = append(errs, err)
		return c
	}
	var err error
	v.duration, err = o.Meter.Float64Histogram("caselobby.operation.duration", metric.WithUnit("s"),
		metric.WithDescription("How long operations of the lobby took."),
		metric.WithExplicitBucketBoundaries(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10))
	errs = append(errs, err)
	v.conflicts = counter("caselobby.conflicts", "{conflict}", "How often somebody else was faster.")
	v.retries = counter("caselobby.retries", "{retry}", "How often the store was asked once more to write the same.")
	v.truncated = counter("caselobby.truncated", "{search}", "Searches in which some value was too common to be followed.")
	v.unreadable = counter("caselobby.unreadable", "{row}", "Rows that this version cannot read.")
	return v, errors.Join(errs...)
}

// Observe tells of one operation.
func (v *Observer) Observe(ctx context.Context, o lobby.Observation) {
	attributes := v.attributes(o)
	if v.o.Meter != nil {
		v.measure(ctx, o, metric.WithAttributes(attributes...))
	}
	if v.o.Tracer != nil {
		v.trace(ctx, o, attributes)
	}
}

func (v *Observer) attributes(o lobby.Observation) []attribute.KeyValue {
	all := []attribute.KeyValue{attribute.String("caselobby.operation", string(o.Op)), attribute.String("caselobby.system", string(o.System))}
	if v.o.Authorities {
		all = append(all, attribute.String("caselobby.authority", string(o.Authority)))
	}
	if o.Kind != "" {
		all = append(all, attribute.String("error.type", o.Kind))
	}
	return all
}

func (v *Observer) measure(ctx context.Context, o lobby.Observation, with metric.MeasurementOption) {
	v.duration.Record(ctx, o.Took.Seconds(), with)
	for _, c := range []struct {
		counter metric.Int64Counter
		n       int
	}{{v.conflicts, o.Conflicts}, {v.retries, o.Retries}, {v.unreadable, o.Unreadable}} {
		if c.n > 0 {
			c.counter.Add(ctx, int64(c.n), with)
		}
	}
	if o.Truncated {
		v.truncated.Add(ctx, 1, with)
	}
}

// trace makes a span of what is over already: spans of the store are beside it, and not
// below.
func (v *Observer) trace(ctx context.Context, o lobby.Observation, attributes []attribute.KeyValue) {
	end := time.Now()
	_, span := v.o.Tracer.Start(ctx, "lobby "+string(o.Op), trace.WithTimestamp(end.Add(-o.Took)), trace.WithAttributes(attributes...))
	if failures[o.Kind] {
		span.SetStatus(codes.Error, o.Kind)
	}
	span.End(trace.WithTimestamp(end))
}

// failures are the kinds that are nobody's choice: refusals are answers.
var failures = map[string]bool{
	lobby.KindCode(lobby.ErrStore): true, lobby.KindCode(lobby.ErrUnknown): true, lobby.KindCode(lobby.ErrUnreadable): true,
	lobby.KindCode(lobby.ErrBroken): true, lobby.KindCode(lobby.ErrBusy): true, lobby.KindCode(context.DeadlineExceeded): true,
	lobby.PanicCode: true,
}
