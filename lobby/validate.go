package lobby

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The limits of one arrival, beside those of package store.
const (
	MaxList    = 20       // values in one list of a person: phones, former names, …
	MaxPerson  = 16 << 10 // bytes of all that is known of a person: comparing takes as long as there is
	MaxMembers = 30       // people of a household, beside the one referred
	MaxTasks   = 50       // tasks on a record
	MaxNote    = 4000     // bytes of a task's note
	MaxDetails = 16 << 10 // bytes of a case's details
	maxCarried = 48 << 10 // bytes of an encoded record: leaves room in store.MaxRow for what is added later
)

// checkID accepts what package store promises of identifiers.
func checkID(field, id string) error {
	switch {
	case id == "":
		return invalid(field, "empty")
	case len(id) > store.MaxID:
		return &Error{Kind: ErrTooLarge, Field: field, Code: "too-long"}
	case !utf8.ValidString(id):
		return invalid(field, "not-utf-8")
	case strings.ContainsFunc(id, unicode.IsControl):
		return invalid(field, "control-character")
	case strings.TrimSpace(id) == "":
		return invalid(field, "empty")
	}
	return nil
}

// checkOptionalID accepts an empty id as well.
func checkOptionalID(field, id string) error {
	if id == "" {
		return nil
	}
	return checkID(field, id)
}

// checkText accepts what every store can keep. The text is valid UTF-8 already: a
// reader has been over it.
func checkText(field, text string, limit int) error {
	switch {
	case len(text) > limit:
		return &Error{Kind: ErrTooLarge, Field: field, Code: "too-long"}
	case strings.ContainsRune(text, 0):
		return invalid(field, "nul")
	}
	return nil
}

// checkCode accepts one of a list of codes.
func checkCode(field, code string, known []string) error {
	if !slices.Contains(known, code) {
		return invalid(field, "unknown-code")
	}
	return nil
}

// checkTime accepts a time that every store can keep.
func checkTime(field string, t time.Time) error {
	if year := t.UTC().Year(); year < 1 || year > 9999 {
		return invalid(field, "year")
	}
	return nil
}

// checkActor accepts an actor that the host has described completely.
func checkActor(a Actor) error {
	return first(
		checkID("actor", string(a.ID)),
		checkAuthority(a.Authority),
		checkID("role", string(a.Role)),
		checkOptionalID("provider", string(a.Provider)),
	)
}

// checkAuthority accepts an authority that is a council's, and none that the lobby keeps
// rows of its own under.
func checkAuthority(a store.Authority) error {
	for _, suffix := range []store.Authority{readingSuffix, relaySuffix} {
		if strings.HasSuffix(string(a), string(suffix)) {
			return invalid("authority", "reserved")
		}
	}
	return checkID("authority", string(a))
}

// checkPerson accepts whatever was typed, up to the limits.
func checkPerson(prefix string, p matching.Person) error {
	size := 0
	for _, f := range p.Fields() {
		if f.List != nil && len(*f.List) > MaxList {
			return &Error{Kind: ErrTooLarge, Field: prefix + f.Name, Code: "too-many"}
		}
		for _, v := range f.Values() {
			if err := checkText(prefix+f.Name, v, store.MaxText); err != nil {
				return err
			}
			size += len(v)
		}
	}
	if size > MaxPerson {
		return &Error{Kind: ErrTooLarge, Field: prefix + "person", Code: "too-long"}
	}
	return nil
}

// checkHousehold accepts the other people of a household.
func checkHousehold(ms []store.Member) error {
	if len(ms) > MaxMembers {
		return &Error{Kind: ErrTooLarge, Field: "household", Code: "too-many"}
	}
	for _, m := range ms {
		err := first(
			checkText("household.relation", m.Relation, store.MaxID),
			checkOptionalID("household.client", string(m.Client)),
			checkPerson("household.", m.Person),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkTasks accepts tasks with distinct ids.
func checkTasks(ts []store.Task) error {
	if len(ts) > MaxTasks {
		return &Error{Kind: ErrTooLarge, Field: "tasks", Code: "too-many"}
	}
	seen := map[store.TaskID]bool{}
	for _, t := range ts {
		err := first(
			checkOptionalID("task.id", string(t.ID)),
			checkOptionalID("task.type", t.Type),
			checkText("task.title", t.Title, store.MaxText),
			checkText("task.note", t.Note, MaxNote),
		)
		switch {
		case err != nil:
			return err
		case t.ID != "" && seen[t.ID]:
			return invalid("task.id", "repeated")
		}
		seen[t.ID] = true
	}
	return nil
}

// checkArrival accepts a whole arrival.
func checkArrival(v Arrival) error {
	err := first(
		checkTime("due", v.Due),
		checkID("channel", string(v.Channel)),
		checkOptionalID("key", v.Key),
		checkOptionalID("sender", v.Sender),
		checkOptionalID("provider", string(v.Provider)),
		checkTime("received", v.Received),
		checkText("referrer.organisation", v.Referrer.Organisation, store.MaxText),
		checkText("referrer.body", v.Referrer.Body, store.MaxID),
		checkText("referrer.contact", v.Referrer.Contact, store.MaxText),
		checkDetails(v.Details),
		checkPerson("", v.Person),
		checkHousehold(v.Household),
		checkTasks(v.Tasks),
	)
	if err == nil && !slices.Contains([]string{"", "oral", "written"}, v.Consent.How) {
		return invalid("consent.how", "unknown-code")
	}
	return err
}

// checkDetails accepts opaque details up to the limit.
func checkDetails(d []byte) error {
	if len(d) > MaxDetails {
		return &Error{Kind: ErrTooLarge, Field: "details", Code: "too-long"}
	}
	return nil
}

// first returns the first error of several checks.
func first(errs ...error) error { return cmp.Or(errs...) }

// loggable returns an id that passed the checks, and otherwise nothing.
func loggable(id string) string {
	if checkID("", id) != nil {
		return ""
	}
	return id
}

// checkRecord accepts a row that leaves room for what is added later. It is encoded
// only where its lengths do not say so.
func checkRecord(r store.Record) error {
	if recordAtMost(r) <= maxCarried && first(checkTime("", r.Updated), checkTime("", r.Due)) == nil {
		return nil
	}
	b, err := store.EncodeRecord(r)
	return checkRow("record", len(b), maxCarried, err)
}

// checkClient accepts a row that a store can keep, likewise.
func checkClient(c store.Client) error {
	if atMost(c) <= store.MaxRow && checkTime("", c.Updated) == nil {
		return nil
	}
	b, err := store.EncodeClient(c)
	return checkRow("client", len(b), store.MaxRow, err)
}

func checkRow(field string, size, limit int, err error) error {
	switch {
	case err != nil:
		return invalid(field, "not-storable")
	case size > limit:
		return &Error{Kind: ErrTooLarge, Field: field, Code: "too-long"}
	}
	return nil
}
