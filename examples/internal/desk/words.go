package desk

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"
	_ "time/tzdata" // a machine without time zones would show every summer an hour early
	"unicode"
	"unicode/utf8"

	"github.com/caselobby/caselobby/store"
)

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

// when writes a time as casework screens do: "4 June 2026 at 9:32am".
func when(t time.Time) string {
	if t.IsZero() {
		return "not recorded"
	}
	return clock(t, "2 January 2006 at 3:04pm")
}

// clock writes a time to the minute. In the hour that comes twice when summer time ends it
// says which one is meant.
func clock(t time.Time, layout string) string {
	t = t.In(london)
	said := t.Format(layout)
	if said == t.Add(time.Hour).Format(layout) || said == t.Add(-time.Hour).Format(layout) {
		said += t.Format(" MST")
	}
	return said
}

// day writes the date alone.
func day(t time.Time) string {
	if t.IsZero() {
		return "not recorded"
	}
	return t.In(london).Format("2 January 2006")
}

// span writes a length of time in whole minutes, hours or days: "3 days".
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < time.Hour:
		return count(int(d.Minutes()), "minute", "minutes")
	case d < 48*time.Hour:
		return count(int(d.Hours()), "hour", "hours")
	}
	return count(int(d.Hours()/24), "day", "days")
}

// left says how long something will go on.
func left(d time.Duration) string {
	if d < time.Minute {
		return span(d) + " left"
	}
	return "about " + span(d) + " left"
}

// took says how long something went on, to the second while it is short.
func took(d time.Duration) string {
	switch {
	case d < time.Second:
		return "less than a second"
	case d < 2*time.Minute:
		return count(int(d.Seconds()), "second", "seconds")
	}
	return span(d)
}

// comma joins a phrase that may be empty.
func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

// count writes a number with its noun: "1 case", "12 cases", "20,192 clients".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a probability so that it never reads as certain when it is not.
func percent(p float64) string {
	switch {
	case p >= .9995:
		return "over 99.9%"
	case p >= .99:
		return fmt.Sprintf("%.1f%%", math.Min(99.9, p*100))
	case p < .001:
		return "under 0.1%"
	case p < .01:
		return fmt.Sprintf("%.1f%%", p*100)
	}
	return fmt.Sprintf("%.0f%%", math.Min(99, p*100))
}

// capital begins a sentence.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

var channelWords = map[store.Channel]string{
	store.ChannelSelfReferral: "Self-referral",
	store.ChannelDutyToRefer:  "Duty to Refer",
	store.ChannelThirdParty:   "Third party",
	store.ChannelPartner:      "Referral partner",
	store.ChannelProvider:     "Provider",
	store.ChannelOfficerTyped: "Typed by an officer",
}

func channel(c store.Channel) string { return cmp.Or(channelWords[c], string(c)) }

var stateWords = map[store.State]string{
	store.StateWaiting:  "Waiting",
	store.StateClaimed:  "Being worked on",
	store.StateAssigned: "Assigned to a client",
	store.StateCreated:  "New client created",
	store.StateRemoved:  "Removed",
}

func state(s store.State) string { return cmp.Or(stateWords[s], string(s)) }

// system writes the name of a system as its users say it.
func system(s store.System) string { return strings.ToUpper(string(s)) }

// share writes how often something is seen: "94%", "1 in 1,000,000".
func share(p float64) string {
	if p >= .01 {
		return fmt.Sprintf("%.0f%%", p*100)
	}
	if p <= 0 {
		return "never"
	}
	n := 1 / p
	digits := math.Pow(10, math.Floor(math.Log10(n))-1)
	return "1 in " + thousands(int(math.Round(n/digits)*digits))
}
