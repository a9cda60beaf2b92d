package lobby

import (
	"encoding/json"
	"time"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The types of a subject access file. Rows keep themselves out of print, so
// what is to be read by the person is written out here, field by field.

type subjectFile struct {
	Client  *clientFile  `json:"client,omitempty"`
	Records []recordFile `json:"records,omitempty"`
	Events  []eventFile  `json:"events,omitempty"`
	// Households are those of others to which the person belongs.
	Households []withinFile     `json:"householdsOfOthers,omitempty"`
	Unreadable []store.RecordID `json:"unreadableRecords,omitempty"`
}

type withinFile struct {
	Record   store.RecordID `json:"record,omitempty"`
	System   store.System   `json:"system,omitempty"`
	Relation string         `json:"relation,omitempty"`
	Person   personFile     `json:"person"`
}

// detailsFile writes what the host put into a case as it is, where it is JSON,
// as text where it is text, and in base 64 where it is not in UTF-8, as the file is.
type detailsFile []byte

func (d detailsFile) MarshalJSON() ([]byte, error) {
	switch {
	case !utf8.Valid(d):
		return json.Marshal([]byte(d))
	case json.Valid(d):
		return d, nil
	}
	return json.Marshal(string(d))
}

type personFile struct {
	Given             string   `json:"given,omitempty"`
	Middle            string   `json:"middle,omitempty"`
	Family            string   `json:"family,omitempty"`
	KnownAs           []string `json:"knownAs,omitempty"`
	FormerFamily      []string `json:"formerFamily,omitempty"`
	Born              string   `json:"born,omitempty"`
	OtherBorn         []string `json:"otherBorn,omitempty"`
	Gender            string   `json:"gender,omitempty"`
	NINO              string   `json:"nationalInsuranceNumber,omitempty"`
	Emails            []string `json:"emails,omitempty"`
	Phones            []string `json:"phones,omitempty"`
	PreviousPhones    []string `json:"previousPhones,omitempty"`
	Postcodes         []string `json:"postcodes,omitempty"`
	PreviousPostcodes []string `json:"previousPostcodes,omitempty"`
}

func fileOfPerson(p matching.Person) personFile { return personFile(p) }

type memberFile struct {
	Relation string     `json:"relation,omitempty"`
	Person   personFile `json:"person"`
}

func fileOfHousehold(ms []store.Member) (out []memberFile) {
	for _, m := range ms {
		out = append(out, memberFile{m.Relation, fileOfPerson(m.Person)})
	}
	return out
}

type taskFile struct {
	ID      store.TaskID  `json:"id"`
	Type    string        `json:"type,omitempty"`
	Title   string        `json:"title,omitempty"`
	Note    string        `json:"note,omitempty"`
	Done    bool          `json:"done"`
	Updated time.Time     `json:"updated,omitzero"`
	By      store.ActorID `json:"by,omitempty"`
}

func fileOfTasks(ts []store.Task) (out []taskFile) {
	for _, t := range ts {
		out = append(out, taskFile(t))
	}
	return out
}

type beganFile struct {
	Service string        `json:"service"`
	At      time.Time     `json:"at"`
	By      store.ActorID `json:"by"`
}

type caseFile struct {
	ID            store.CaseID     `json:"id"`
	System        store.System     `json:"system"`
	Channel       store.Channel    `json:"channel,omitempty"`
	Opened        time.Time        `json:"opened,omitzero"`
	Closed        time.Time        `json:"closed,omitzero"`
	ClosedBecause string           `json:"closedBecause,omitempty"`
	From          store.RecordID   `json:"from,omitempty"`
	MergedFrom    []store.ClientID `json:"mergedFrom,omitempty"`
	Details       detailsFile      `json:"details,omitempty"`
	Household     []memberFile     `json:"household,omitempty"`
	Tasks         []taskFile       `json:"tasks,omitempty"`
	WaitingList   *beganFile       `json:"waitingList,omitempty"`
	Support       *beganFile       `json:"support,omitempty"`
}

type clientFile struct {
	ID         store.ClientID `json:"id"`
	Reference  string         `json:"reference,omitempty"`
	Person     personFile     `json:"person"`
	Restricted bool           `json:"restricted,omitempty"`
	MergedInto store.ClientID `json:"mergedInto,omitempty"`
	Erased     bool           `json:"erased,omitempty"`
	From       store.RecordID `json:"from,omitempty"`
	Updated    time.Time      `json:"updated,omitzero"`
	Cases      []caseFile     `json:"cases,omitempty"`
}

func fileOfClient(c store.Client) clientFile {
	f := clientFile{
		ID: c.ID, Reference: c.Reference, Person: fileOfPerson(c.Person), Restricted: c.Restricted,
		MergedInto: c.MergedInto, Erased: c.Erased, From: c.From, Updated: c.Updated,
	}
	for _, k := range c.Cases {
		f.Cases = append(f.Cases, caseFile{
			ID: k.ID, System: k.System, Channel: k.Channel, Opened: k.Opened, Closed: k.Closed, ClosedBecause: k.ClosedBecause,
			From: k.From, MergedFrom: k.MergedFrom, Details: k.Details, Household: fileOfHousehold(k.Household), Tasks: fileOfTasks(k.Tasks),
			WaitingList: (*beganFile)(k.WaitingList), Support: (*beganFile)(k.Support),
		})
	}
	return f
}

type recordFile struct {
	ID          store.RecordID   `json:"id"`
	System      store.System     `json:"system"`
	State       store.State      `json:"state"`
	Channel     store.Channel    `json:"channel"`
	Received    time.Time        `json:"received"`
	Updated     time.Time        `json:"updated"`
	SenderKey   string           `json:"sendersKey,omitempty"`
	Sender      store.ActorID    `json:"sender,omitempty"`
	SentFor     string           `json:"sentFor,omitempty"`
	SentTwice   bool             `json:"sentTwice,omitempty"`
	Provider    store.ProviderID `json:"provider,omitempty"`
	Referrer    referrerFile     `json:"referrer,omitzero"`
	Consent     consentFile      `json:"consent,omitzero"`
	Urgent      bool             `json:"urgent,omitempty"`
	Due         time.Time        `json:"due,omitzero"`
	Person      personFile       `json:"person"`
	Household   []memberFile     `json:"household,omitempty"`
	Details     detailsFile      `json:"details,omitempty"`
	Tasks       []taskFile       `json:"tasks,omitempty"`
	WaitingList *beganFile       `json:"waitingList,omitempty"`
	Support     *beganFile       `json:"support,omitempty"`
	Withdrawn   *withdrawnFile   `json:"withdrawn,omitempty"`
	HeldBy      store.ActorID    `json:"heldBy,omitempty"`
	Decision    *decisionFile    `json:"decision,omitempty"`
}

type referrerFile struct {
	Organisation string `json:"organisation,omitempty"`
	Body         string `json:"body,omitempty"`
	Statutory    bool   `json:"statutory,omitempty"`
	Contact      string `json:"contact,omitempty"`
}

type consentFile struct {
	Refer        bool   `json:"refer"`
	ShareContact bool   `json:"shareContact"`
	How          string `json:"how,omitempty"`
}

type withdrawnFile struct {
	At     time.Time     `json:"at"`
	By     store.ActorID `json:"by"`
	Reason string        `json:"reason"`
}

// decisionFile leaves out how other people's clients compared.
type decisionFile struct {
	Kind       store.State    `json:"kind"`
	By         store.ActorID  `json:"by"`
	At         time.Time      `json:"at"`
	Reason     string         `json:"reason,omitempty"`
	Client     store.ClientID `json:"client,omitempty"`
	Case       store.CaseID   `json:"case,omitempty"`
	Closed     bool           `json:"closed,omitempty"`
	Superseded []store.CaseID `json:"superseded,omitempty"`
	Reference  string         `json:"reference,omitempty"`
	Model      string         `json:"model,omitempty"`
	Levels     []string       `json:"comparison,omitempty"`
}

func fileOfRecord(r store.Record) recordFile {
	f := recordFile{
		ID: r.ID, System: r.System, State: r.State, Channel: r.Channel, Received: r.Received, Updated: r.Updated,
		SenderKey: r.SenderKey, Sender: r.Sender, SentFor: r.SentFor, SentTwice: r.DoublePost, Provider: r.Provider, Referrer: referrerFile(r.Referrer),
		Consent: consentFile(r.Consent), Urgent: r.Urgent, Due: r.Due, Person: fileOfPerson(r.Person),
		Household: fileOfHousehold(r.Household), Details: r.Details, Tasks: fileOfTasks(r.Tasks),
		WaitingList: (*beganFile)(r.WaitingList), Support: (*beganFile)(r.Support), Withdrawn: (*withdrawnFile)(r.Withdrawn),
	}
	if r.Claim != nil {
		f.HeldBy = r.Claim.Officer
	}
	if d := r.Decision; d != nil {
		f.Decision = &decisionFile{
			Kind: d.Kind, By: d.By, At: d.At, Reason: d.Reason, Client: d.Client, Case: d.Case,
			Closed: d.Closed, Superseded: d.Superseded, Reference: d.Reference, Model: d.Model,
		}
		for _, v := range d.Compared {
			if v.Same {
				f.Decision.Levels = v.Levels
			}
		}
	}
	return f
}

type eventFile struct {
	ID     store.EventID  `json:"id"`
	At     time.Time      `json:"at"`
	Kind   string         `json:"kind"`
	Actor  store.ActorID  `json:"actor"`
	Record store.RecordID `json:"record,omitempty"`
	Client store.ClientID `json:"client,omitempty"`
	Case   store.CaseID   `json:"case,omitempty"`
	Code   string         `json:"code,omitempty"`
}

func fileOfEvent(e store.Event) eventFile {
	return eventFile{e.ID, e.At, e.Kind, e.Actor, e.Record, e.Client, e.Case, e.Code}
}
