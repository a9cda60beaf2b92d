package desk

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// bearer is what bears a reference: a lobby case, or a client.
type bearer struct {
	system store.System
	record store.Record // its ID is empty for a client
	client store.Client
}

// kind tells a case from a client, as both may have the same id.
func (b bearer) kind() string {
	if b.record.ID != "" {
		return "record"
	}
	return "client"
}

func (b bearer) id() string {
	if b.record.ID != "" {
		return string(b.record.ID)
	}
	return string(b.client.ID)
}

func (b bearer) path() string {
	if b.record.ID != "" {
		return recordPath(b.system, b.record.ID)
	}
	return clientPath(b.system, b.client.ID)
}

func (b bearer) subject() lobby.Subject {
	return lobby.Subject{Record: b.record.ID, Client: b.client.ID}
}

// row lists it among others, with its whole id.
func (b bearer) row() foundBody {
	p, name := b.client.Person, personName(b.client.Person)
	if b.record.ID != "" {
		p, name = b.record.Person, caseName(b.record)
	}
	return foundBody{Href: b.path(), ID: b.id(), Kind: b.kind(), Name: name, Born: dateWords(p.Born), Postcode: plain(strings.Join(p.Postcodes, ", "))}
}

// meant are the bearers of a reference, and the clients who have a case of that number.
func (d *desk) meant(r *request, text string) (all []bearer, unreadable bool, err error) {
	all, unreadable, err = d.bearers(r, text)
	if err != nil {
		return nil, unreadable, err
	}
	all, more, err := d.numbered(r, text, all)
	return all, unreadable || more, err
}

// bearers are all cases and clients that a reference may name, in any spelling of it, and whether
// a row could not be read that may bear it. There may be several: the eight characters of
// a case that people read out, and its sender's reference, can be those of another too.
// Removed cases are not among them.
func (d *desk) bearers(r *request, text string) (all []bearer, unreadable bool, err error) {
	known := map[string]bool{}
	add := func(b bearer) {
		if !known[b.path()] {
			known[b.path()] = true
			all = append(all, b)
		}
	}
	for _, spelled := range spellings(text) {
		for _, s := range tabs {
			f, err := d.systems[s].Find(r.Context(), r.actor(), spelled)
			if err != nil {
				return nil, false, err
			}
			unreadable = unreadable || f.Unreadable > 0
			for _, m := range f.Records {
				add(bearer{system: s, record: m.Record})
			}
			for _, m := range f.Clients {
				add(bearer{system: tabs[0], client: m.Client}) // clients are the same in both systems
			}
		}
	}
	named, more, err := d.namedCases(r, text)
	for _, b := range named {
		add(b)
	}
	return all, unreadable || more, err
}

// namedCases are the cases, decided ones too, that a reference may name, as far as the reader
// may open them. Those of systems that this desk does not have are not opened here.
func (d *desk) namedCases(r *request, text string) (all []bearer, unreadable bool, err error) {
	typed := strings.TrimSpace(text)
	cases, unreadable := d.named.find(typed)
	for _, c := range cases {
		lists, ours := d.lists[c.system]
		if !ours {
			continue
		}
		switch rec, err := lists.Record(r.Context(), r.actor(), c.id); {
		case err == nil:
			if names(typed, reference(rec.ID)) || names(typed, numberOf(rec.SenderKey)) {
				all = append(all, bearer{system: c.system, record: rec})
			}
		case errors.Is(err, lobby.ErrUnreadable):
			unreadable = true
		case !errors.Is(err, lobby.ErrNotFound) && !errors.Is(err, lobby.ErrDenied) && !errors.Is(err, lobby.ErrRemoved):
			return nil, false, err
		}
	}
	return all, unreadable, nil
}

// notAReference is said where nonsense reports true.
const notAReference = "That is no reference: it is too long, or has characters that none has."

// nonsense reports whether a text that was typed can be the id of nothing.
func (r *request) nonsense(text string) bool {
	return r.Method == http.MethodPost && text != "" && len(store.IDs{Records: []store.RecordID{store.RecordID(text)}}.Possible(authority).Records) == 0
}

// noReference reports whether an error says that a text cannot be a reference.
func noReference(err error) bool {
	return errors.Is(err, lobby.ErrInvalid) || errors.Is(err, lobby.ErrTooLarge)
}

// nothingNamed says that nothing was found, as far as that is known. How many rows cannot be
// read it does not say: each may be met in both systems and under several spellings.
func nothingNamed(what string, unreadable bool) string {
	if !unreadable {
		return "No " + what + " has that reference."
	}
	return "No " + what + " that can be read has that reference, and something that may have it cannot be read."
}

func rowsOf(bs []bearer) (rows []foundBody) {
	for _, b := range bs {
		rows = append(rows, b.row())
	}
	return rows
}

// names reports whether a text names something by its reference, in any spelling of it.
func names(text, reference string) bool {
	return slices.ContainsFunc(spellings(text), func(spelled string) bool { return strings.EqualFold(spelled, reference) })
}

// besides are the words that pages print beside a reference, and people copy along.
var besides = []string{"LOBBY", "CASE", "CLIENT", "REFERENCE", "REF", "NUMBER", "HPA2", "HRS"}

// marks are characters that people put around a reference, and that no reference holds.
const marks = ".,:;#()[]<>'\"‘’“”«»"

// spellings are the references that somebody may mean: what was typed, and what is left
// of it without the words beside it, spaces within it and marks around it, in letters
// and digits of the usual width.
func spellings(text string) []string {
	bare := ""
	for word := range strings.FieldsFuncSeq(strings.ToUpper(width.Fold.String(plain(text))), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(marks, r) }) {
		if !slices.Contains(besides, word) {
			bare += word
		}
	}
	all := []string{text, strings.ToUpper(text)}
	if strings.ContainsFunc(bare, unicode.IsDigit) {
		all = append(all, bare)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
