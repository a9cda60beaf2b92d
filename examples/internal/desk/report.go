package desk

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// reportBody is what the lobby of one system did in the last days.
type reportBody struct {
	System   store.System
	Tabs     []link
	Periods  []link
	Report   lobby.Report
	Cards    []card
	Channels []channelBody
	Ages     []bar
}

type card struct{ Name, Big, Small string }

// channelBody is one channel with the bars of what became of its cases.
type channelBody struct {
	Name string
	lobby.ChannelReport
}

// bar is one bar of a chart, in per cent of the longest.
type bar struct {
	Name  string
	In    string // what the link adds for screen readers
	N     int
	Href  string  // the list of what it counts, if there is one
	Width float64 // per cent of the longest
}

func (d *desk) report(r *request) (view, error) {
	days, err := periodOf(r.URL.Query().Get("days"))
	if err != nil {
		return view{}, err
	}
	now := d.now()
	rep, err := d.systems[r.system()].Report(r.Context(), r.actor(), lobby.Period{From: now.AddDate(0, 0, -days)})
	if err != nil {
		return view{}, err
	}
	b := reportBody{System: r.system(), Tabs: systemTabs(r, "/report/"), Report: rep}
	for _, n := range periods {
		b.Periods = append(b.Periods, link{fmt.Sprintf("/report/%s?days=%d", r.system(), n), fmt.Sprintf("Last %d days", n), n == days})
	}
	total := lobby.Counts{}
	for _, c := range rep.Channels {
		b.Channels = append(b.Channels, channelBody{channel(c.Channel), c})
		total.Received += c.Received
		total.Undecided += c.Undecided
		total.Assigned += c.Assigned
		total.Created += c.Created
		total.AutoClosed += c.AutoClosed
	}
	b.Cards = []card{
		{"Received", thousands(total.Received), "in the last " + count(days, "day", "days")},
		{"Still waiting", thousands(total.Undecided), count(rep.Overdue, "is overdue", "are overdue")},
		{"Time to a decision", spread(rep.Decision.Count, rep.Decision.Median), "for half of the " + count(rep.Decision.Count, "decided case", "decided cases") + "; nine in ten within " + spread(rep.Decision.Count, rep.Decision.P90)},
		{"Age of waiting cases", spread(rep.Waiting.Count, rep.Waiting.Median), "half are older; the oldest " + spread(rep.Waiting.Count, rep.Waiting.Longest)},
	}
	b.Ages = bars([]bar{{Name: "Still waiting", N: total.Undecided}, {Name: "Assigned to a client", N: total.Assigned - total.AutoClosed},
		{Name: "Assigned, new case closed", N: total.AutoClosed}, {Name: "New client created", N: total.Created}})
	return view{page: "report", Title: "Reports, " + system(r.system()), Current: "Reports", Body: b}, nil
}

// periods are those to choose from, in days.
var periods = []int{7, 30, 365}

func periodOf(text string) (int, error) {
	if text == "" {
		return 30, nil
	}
	days, err := number(text)
	if err != nil || !slices.Contains(periods, days) {
		return 0, &lobby.Error{Kind: lobby.ErrInvalid, Field: "days"}
	}
	return days, nil
}

func spread(n int, d time.Duration) string {
	if n == 0 {
		return "–"
	}
	return span(d)
}

// bars sets the widths of bars.
func bars(bs []bar) []bar {
	most := 1
	for _, b := range bs {
		most = max(most, b.N)
	}
	for i := range bs {
		bs[i].Width = math.Round(1000*float64(bs[i].N)/float64(most)) / 10
	}
	return bs
}
