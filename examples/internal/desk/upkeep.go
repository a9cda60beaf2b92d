package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// upkeepBody is what a lead does for the lobby as a whole.
type upkeepBody struct {
	Kinds []filter // for each kind of data, how long to keep it
}

const upkeepPath = "/upkeep"

var upkeepLink = link{Href: upkeepPath, Text: "Upkeep"}

// dataKinds are what can be kept for a limited time, by the names that the form has for them.
var dataKinds = []struct{ name, label string }{
	{"records", "What decided cases say of people"}, {"events", "What has happened to them"}, {"readings", "Who looked"},
}

// keepTime is how long something is kept.
type keepTime struct {
	days int // 0 for ever
	text string
}

// keepTimes are those to choose from. How long data is kept is the authority's to decide.
var keepTimes = []keepTime{{0, "Keep all"}, {7, "1 week (to try it out)"}, {182, "6 months"}, {365, "1 year"}, {3 * 365, "3 years"}, {6 * 365, "6 years"}}

func (d *desk) upkeep(r *request) (view, error) { return d.upkeepPage(r, nil) }

func (d *desk) upkeepPage(r *request, p *problem) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	var b upkeepBody
	for _, k := range dataKinds {
		f := filter{Name: k.name, Label: k.label}
		for _, c := range keepTimes {
			days := strconv.Itoa(c.days)
			f.Options = append(f.Options, option{days, c.text, r.typed(upkeepPath+"/retention", k.name) == days})
		}
		b.Kinds = append(b.Kinds, f)
	}
	return view{page: "upkeep", Title: "Upkeep", Current: "Upkeep", Problem: p, Body: b}, nil
}

// reindex prepares everybody for matching again.
func (d *desk) reindex(r *request) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	pool, err := d.store.Candidates(r.Context(), authority, nil, 1)
	if err != nil {
		return view{}, err
	}
	total := pool.Size
	for _, s := range tabs {
		all, err := d.waiting(r, s)
		if err != nil {
			return view{}, err
		}
		total += len(all.Records)
	}
	w := &work{name: "Prepare for matching again", unit: [2]string{"person", "people"}, total: total, back: upkeepLink}
	return d.begin(r, w, func(ctx context.Context, step func(int)) (result, error) {
		res, err := d.systems[tabs[0]].Reindex(ctx, host, lobby.ReindexOptions{Progress: func(n lobby.ReindexResult) { step(n.Clients.Checked + n.Records.Checked) }})
		step(res.Clients.Checked + res.Records.Checked)
		said := ""
		if res.Failed > 0 {
			said = count(res.Failed, "row", "rows") + " could not be prepared and stayed as they were. The log names each."
		}
		return result{Said: said, Table: &workTable{"What was done", []string{"", "Looked at", "Prepared again"}, [][]string{
			{"Clients", thousands(res.Clients.Checked), thousands(res.Clients.Prepared)}, {"Lobby cases", thousands(res.Records.Checked), thousands(res.Records.Prepared)},
		}}}, err
	})
}

// retentionOf reads from when on each kind of data is kept, the beginning of a day in UTC, and
// says the same in words.
func (d *desk) retentionOf(r *request) (lobby.Retention, string, *problem) {
	now := d.now()
	before := map[string]time.Time{}
	var words []string
	for _, k := range dataKinds {
		typed := r.PostFormValue(k.name)
		i := slices.IndexFunc(keepTimes, func(c keepTime) bool { return typed == strconv.Itoa(c.days) })
		switch {
		case i < 0 && typed != "":
			return lobby.Retention{}, "", wrong(k.name, "Choose one of the times. Nothing was done.")
		case i >= 0 && keepTimes[i].days > 0:
			before[k.name] = now.AddDate(0, 0, -keepTimes[i].days).UTC().Truncate(24 * time.Hour)
			words = append(words, k.label+", older than "+keepTimes[i].text)
		}
	}
	if len(before) == 0 {
		return lobby.Retention{}, "", wrong("records", "Choose how long something is kept. Nothing was done.")
	}
	return lobby.Retention{Records: before["records"], Events: before["events"], Readings: before["readings"]}, strings.Join(words, "; "), nil
}

// retired is what goes, or has gone, of one system.
type retired struct {
	system store.System
	lobby.Retired
}

// retire lets go what is too old to be kept, in both systems.
func (d *desk) retire(ctx context.Context, keep lobby.Retention, step func(int)) (all []retired, err error) {
	before := 0
	for _, s := range tabs {
		keep.Progress = func(n lobby.Retired) { step(before + going(n)) }
		n, err := d.systems[s].Retire(ctx, host, keep)
		all = append(all, retired{s, n})
		if err != nil {
			return all, err
		}
		before += going(n)
	}
	return all, nil
}

// going is how many items go.
func going(n lobby.Retired) int { return n.Records + n.Events + n.Readings }

func sumOfGoing(all []retired) (n int) {
	for _, r := range all {
		n += going(r.Retired)
	}
	return n
}

func retiredTable(caption string, all []retired) *workTable {
	t := &workTable{caption, []string{"", "Cases that lose their content", "Events", "Readings", "Open cases that stay", "Stay for another reason"}, nil}
	for _, r := range all {
		t.Rows = append(t.Rows, []string{system(r.system), thousands(r.Records), thousands(r.Events), thousands(r.Readings), thousands(r.Open), thousands(r.Kept)})
	}
	return t
}

// lookRetire counts what would go, and asks for a confirmation.
func (d *desk) lookRetire(r *request) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	keep, chosen, p := d.retentionOf(r)
	if p != nil {
		return d.upkeepPage(r, p)
	}
	w := &work{name: "What would go", of: chosen, unit: [2]string{"item", "items"}, back: upkeepLink}
	return d.begin(r, w, func(ctx context.Context, step func(int)) (result, error) {
		dry := keep
		dry.DryRun = true
		all, err := d.retire(ctx, dry, step)
		res := result{Said: "Nothing has gone yet.", Table: retiredTable("What would go", all)}
		if n := sumOfGoing(all); err == nil && n > 0 {
			res.Ask = &confirmation{
				Question: "Let it go?", Typed: thousands(n), Label: "Type how many items go", Button: "Let " + count(n, "item", "items") + " go",
				Warning: "What goes is gone for good: nobody can bring it back. That a case was decided, when, by whom and for which client stays.",
				begin:   func(r *request) (view, error) { return d.beginRetire(r, keep, chosen, n) },
			}
		} else if err == nil {
			res.Said = "Nothing is that old: nothing would go."
		}
		return res, err
	})
}

// beginRetire lets it go, unless more or less would go now than was confirmed: then nothing does.
func (d *desk) beginRetire(r *request, keep lobby.Retention, chosen string, expected int) (view, error) {
	if err := needs(r, lobby.Lead); err != nil {
		return view{}, err
	}
	w := &work{name: "Let it go", of: chosen, unit: [2]string{"item", "items"}, total: expected, back: upkeepLink}
	return d.begin(r, w, func(ctx context.Context, step func(int)) (result, error) {
		dry := keep
		dry.DryRun = true
		all, err := d.retire(ctx, dry, func(int) {})
		if err != nil {
			return result{Said: "Nothing has gone."}, err
		}
		if n := sumOfGoing(all); n != expected {
			return result{Said: fmt.Sprintf("Nothing has gone: %s would go now, and you confirmed %s. Look again.", thousands(n), thousands(expected)), Table: retiredTable("What would go now", all)}, nil
		}
		all, err = d.retire(ctx, keep, step)
		return result{Said: count(sumOfGoing(all), "item has", "items have") + " gone.", Table: retiredTable("What has gone", all)}, err
	})
}
