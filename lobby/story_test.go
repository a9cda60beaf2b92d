package lobby_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestStories plays what officers do. A story is a file of one command a line,
// each followed by what the lobby answers, after "> ". The commands are below.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 15)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			got := play(t, string(want))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			require.Equal(t, string(want), got)
		})
	}
}

// play runs the commands of a story and returns it with the answers in place.
func play(t *testing.T, script string) string {
	s := &story{t: t, store: new(memory.Store), names: map[string]string{}, tokens: map[string]lobby.Token{}, access: map[string]store.Access{}}
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, ">") {
			continue
		}
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for answer := range strings.Lines(s.do(line)) {
			out.WriteString("> " + strings.TrimRight(answer, "\n") + "\n")
		}
	}
	return out.String()
}

// story is a lobby and the names that its teller gave to things.
type story struct {
	t      *testing.T
	w      *world
	store  store.Store
	names  map[string]string // name in the story → id
	told   []string          // names in the order given
	tokens map[string]lobby.Token
	access map[string]store.Access // of types of tasks; any other type is named after its access
}

// cast is who acts.
var cast = map[string]lobby.Actor{
	"portal": portal, "shelter": shelter, "haven": haven, "amy": amy, "ben": ben, "lena": lena, "dora": dora, "august": auditor,
	"grove": {ID: "grove-worker", Authority: leeds, Role: lobby.ProviderUser, Provider: "grove"},
	"carl":  {ID: "carl", Authority: leeds, Role: lobby.Officer},
	"york":  {ID: "yusuf", Authority: "york", Role: lobby.Lead, Rights: lobby.MayRemove},
}

// command is one sentence of the language.
type command struct {
	form *regexp.Regexp
	run  func(s *story, m []string) string
}

func sentence(form string, run func(s *story, m []string) string) command {
	return command{regexp.MustCompile("^" + form + "$"), run}
}

// do runs one command and returns its answer, with names in the place of ids.
func (s *story) do(line string) string {
	for _, c := range commands {
		if m := c.form.FindStringSubmatch(line); m != nil {
			return s.named(c.run(s, m))
		}
	}
	s.t.Fatalf("no such command: %s", line)
	return ""
}

// name gives a thing a name.
func (s *story) name(name, id string) {
	if id == "" {
		return
	}
	if _, ok := s.names[name]; !ok {
		s.told = append(s.told, name)
	}
	s.names[name] = id
}

// id is the id behind a name; a name that nobody gave is an id.
func (s *story) id(name string) string {
	if id, ok := s.names[name]; ok {
		return id
	}
	return name
}

func (s *story) record(name string) store.RecordID { return store.RecordID(s.id(name)) }

func (s *story) client(name string) store.ClientID { return store.ClientID(s.id(name)) }

// named puts names in the place of ids.
func (s *story) named(text string) string {
	for _, name := range s.told {
		text = strings.ReplaceAll(text, s.names[name], name)
	}
	return text
}

// actor is somebody of the cast.
func (s *story) actor(name string) lobby.Actor {
	a, ok := cast[name]
	require.True(s.t, ok, "nobody is called %s", name)
	return a
}

// tell puts an error in words, or the answer if there is none.
func tell(err error, answer string, args ...any) string {
	var e *lobby.Error
	switch {
	case err == nil:
		return fmt.Sprintf(answer, args...)
	case !errors.As(err, &e):
		return "error: " + err.Error()
	}
	text := "refused: " + e.Kind.Error()
	if e.Code != "" {
		text += " (" + strings.TrimSpace(e.Field+" "+e.Code) + ")"
	}
	if e.Holder != "" {
		text += ": " + string(e.Holder)
	}
	if e.Decision != nil {
		text += ": " + decision(e.Decision)
	}
	for _, c := range e.Changed {
		text += ": " + c.String()
	}
	return text
}

func decision(d *store.Decision) string {
	text := string(d.Kind)
	if d.By != "" {
		text += " by " + string(d.By)
	}
	if d.Client != "" {
		text += " to " + string(d.Client)
	}
	if d.Case != "" {
		text += ", case " + string(d.Case)
	}
	return text
}

// person reads "Jane Doe, born 1990-05-17, NI QQ123456C, phone 07700 900123".
func person(t *testing.T, text string) (p matching.Person) {
	for i, part := range strings.Split(text, ", ") {
		word, rest, _ := strings.Cut(part, " ")
		switch {
		case i == 0:
			p.Given, p.Family = word, rest
		case word == "born":
			p.Born = rest
		case word == "NI":
			p.NINO = rest
		case word == "e-mail":
			p.Emails = append(p.Emails, rest)
		case word == "phone":
			p.Phones = append(p.Phones, rest)
		case word == "postcode":
			p.Postcodes = append(p.Postcodes, rest)
		default:
			t.Fatalf("a person has no %s", word)
		}
	}
	return p
}

// arrival reads a person and, after semicolons, what else comes with the case.
func (s *story) arrival(channel, text string) lobby.Arrival {
	parts := strings.Split(text, "; ")
	v := lobby.Arrival{Channel: store.Channel(channel), Person: person(s.t, parts[0])}
	for _, part := range parts[1:] {
		word, rest, _ := strings.Cut(part, " ")
		switch word {
		case "key":
			v.Key = rest
		case "organisation":
			v.Sender = rest
		case "urgent":
			v.Urgent = true
		case "draft":
			v.Draft = true
		case "for":
			v.Provider = store.ProviderID(rest)
		case "task":
			f := strings.SplitN(rest, " ", 3)
			v.Tasks = append(v.Tasks, store.Task{ID: store.TaskID(f[0]), Type: f[1], Title: f[2]})
		case "household":
			f := strings.SplitN(rest, " ", 2)
			v.Household = append(v.Household, store.Member{Relation: f[0], Person: person(s.t, f[1])})
		default:
			s.t.Fatalf("a case comes with no %s", word)
		}
	}
	return v
}

// days is a duration in days and hours.
func days(d time.Duration) string {
	return fmt.Sprintf("%d days", int(d.Round(24*time.Hour)/(24*time.Hour)))
}
