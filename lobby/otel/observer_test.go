package otel_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/lobby/otel"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// collected are the sums and counts of all that was measured, by name and attributes.
func collected(t *testing.T, r metric.Reader) map[string]map[attribute.Distinct]float64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(t, r.Collect(context.Background(), &all))
	out := map[string]map[attribute.Distinct]float64{}
	put := func(name string, of attribute.Set, v float64) {
		if out[name] == nil {
			out[name] = map[attribute.Distinct]float64{}
		}
		out[name][of.Equivalent()] = v
	}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			require.NotEmpty(t, m.Description)
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range data.DataPoints {
					put(m.Name, p.Attributes, float64(p.Value))
				}
			case metricdata.Histogram[float64]:
				require.Equal(t, "s", m.Unit)
				for _, p := range data.DataPoints {
					put(m.Name, p.Attributes, float64(p.Count))
					put(m.Name+" sum", p.Attributes, p.Sum)
				}
			}
		}
	}
	return out
}

func with(op, kind string, more ...attribute.KeyValue) attribute.Distinct {
	all := append(more, attribute.String("caselobby.operation", op), attribute.String("caselobby.system", "hpa2"))
	if kind != "" {
		all = append(all, attribute.String("error.type", kind))
	}
	set := attribute.NewSet(all...)
	return set.Equivalent()
}

func TestWhatIsObservedIsMeasured(t *testing.T) {
	reader := metric.NewManualReader()
	v, err := otel.New(otel.Options{Meter: metric.NewMeterProvider(metric.WithReader(reader)).Meter("lobby")})
	require.NoError(t, err)
	ctx := t.Context()
	v.Observe(ctx, lobby.Observation{Op: lobby.ActClaim, System: "hpa2", Authority: "leeds", Took: 3 * time.Second, Conflicts: 2, Retries: 1})
	v.Observe(ctx, lobby.Observation{Op: lobby.ActClaim, System: "hpa2", Authority: "york", Took: time.Second})
	v.Observe(ctx, lobby.Observation{Op: lobby.ActReview, System: "hpa2", Kind: "not-found", Truncated: true, Unreadable: 4})
	require.Equal(t, map[string]map[attribute.Distinct]float64{
		"caselobby.operation.duration":     {with("claim", ""): 2, with("review", "not-found"): 1},
		"caselobby.operation.duration sum": {with("claim", ""): 4, with("review", "not-found"): 0},
		"caselobby.conflicts":              {with("claim", ""): 2},
		"caselobby.retries":                {with("claim", ""): 1},
		"caselobby.truncated":              {with("review", "not-found"): 1},
		"caselobby.unreadable":             {with("review", "not-found"): 4},
	}, collected(t, reader))
}

func TestAuthoritiesAreToldWhereTheyAreAskedFor(t *testing.T) {
	reader := metric.NewManualReader()
	v, err := otel.New(otel.Options{Meter: metric.NewMeterProvider(metric.WithReader(reader)).Meter("lobby"), Authorities: true})
	require.NoError(t, err)
	v.Observe(t.Context(), lobby.Observation{Op: lobby.ActClaim, System: "hpa2", Authority: "leeds"})
	require.Equal(t, map[attribute.Distinct]float64{with("claim", "", attribute.String("caselobby.authority", "leeds")): 1},
		collected(t, reader)["caselobby.operation.duration"])
}

func TestAnOperationIsASpan(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	tracer := trace.NewTracerProvider(trace.WithSpanProcessor(spans)).Tracer("lobby")
	v, err := otel.New(otel.Options{Tracer: tracer})
	require.NoError(t, err)
	ctx, parent := tracer.Start(t.Context(), "request")
	v.Observe(ctx, lobby.Observation{Op: lobby.ActClaim, System: "hpa2", Took: time.Minute, Kind: "claimed"})
	v.Observe(ctx, lobby.Observation{Op: lobby.ActClaim, System: "hpa2", Kind: "store"})
	ended := spans.Ended()
	require.Len(t, ended, 2)
	require.Equal(t, "lobby claim", ended[0].Name())
	require.Equal(t, parent.SpanContext().SpanID(), ended[0].Parent().SpanID())
	require.Equal(t, time.Minute, ended[0].EndTime().Sub(ended[0].StartTime()))
	require.Equal(t, codes.Unset, ended[0].Status().Code, "a refusal is an answer")
	require.Equal(t, codes.Error, ended[1].Status().Code)
}

func TestItHasToBeToldWhom(t *testing.T) {
	_, err := otel.New(otel.Options{})
	require.Error(t, err)
}

// A lobby tells it of what is done, and nothing of whom.
func TestALobbyIsMeasured(t *testing.T) {
	reader := metric.NewManualReader()
	v, err := otel.New(otel.Options{Meter: metric.NewMeterProvider(metric.WithReader(reader)).Meter("lobby")})
	require.NoError(t, err)
	l := lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), &lobby.Options{Observer: v})
	ctx := t.Context()
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	amy := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	in, err := l.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: matching.Person{Given: "Jane", Family: "Doe"}})
	require.NoError(t, err)
	_, err = l.Claim(ctx, amy, in.ID)
	require.NoError(t, err)
	_, err = l.Claim(ctx, portal, in.ID)
	require.ErrorIs(t, err, lobby.ErrDenied)
	require.Equal(t, map[attribute.Distinct]float64{with("receive", ""): 1, with("claim", ""): 1, with("claim", "denied"): 1},
		collected(t, reader)["caselobby.operation.duration"])
}
