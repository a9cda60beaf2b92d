package uk_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/uk"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// keptPeople are people of every kind that is kept in its own way.
func keptPeople() []struct {
	title string
	uk.Typed
} {
	type kept = struct {
		title string
		uk.Typed
	}
	name := func(title, n string) kept { return kept{title, named(n)} }
	return []kept{
		{"nobody", uk.Typed{}},
		{"everything that is kept", everything()},
		name("a forename and a surname", "Ann|Featherstone"),
		name("a middle name", "Ann|Marie|Featherstone"),
		name("an initial", "M|Featherstone"),
		name("a nickname", "Liz|Smith"),
		name("a first word that tells little", "Mohammed Zain|Khan"),
		name("two syllables", "Jia Wei|Chen"),
		name("a double-barrelled surname", "Ann|Lee-Featherstone"),
		name("a particle", "Hanneke|van der Meulen"),
		name("an article", "Omar|Al-Rashid"),
		name("one name, as the given one", "Suharto|"),
		name("one name, as the family name", "|Suharto"),
		name("the whole name in one field", "|Robert Blenkinsop"),
		name("another script", "محمد|خان"),
		{"a former surname", uk.Typed{Given: "Ann", Family: "Lee", FormerFamily: []string{"Featherstone"}}},
		{"a name that is gone by", uk.Typed{Given: "Elizabeth", Family: "Featherstone", KnownAs: []string{"Liz", "Betty Brown"}}},
		{"a date of birth alone", uk.Typed{Born: "1984-05-06"}},
		{"month and year of birth", uk.Typed{Given: "Ann", Family: "Lee", Born: "May 1984"}},
		{"several dates of birth", uk.Typed{Given: "Ann", Family: "Lee", Born: "1984-05-06", OtherBorn: []string{"1984-06-05", "1985"}}},
		{"1 January", uk.Typed{Given: "Ann", Family: "Lee", Born: "1984-01-01"}},
		{"an NI number", uk.Typed{NINO: "JG 10 37 59 A"}},
		{"an administrative number", uk.Typed{NINO: "OO 12 34 56 A"}},
		{"phones", uk.Typed{Phones: []string{"07700 900123"}, PreviousPhones: []string{"+353 1 234 5678"}}},
		{"e-mail addresses", uk.Typed{Given: "John", Family: "Smith", Emails: []string{"john.smith84@example.com", "yorkshirelass@gmial.com"}}},
		{"postcodes", uk.Typed{Given: "Ann", Family: "Lee", Postcodes: []string{"LS1 2AB", "S10"}, PreviousPostcodes: []string{"M1 1"}}},
		{"gender", uk.Typed{Gender: "woman"}},
	}
}

// Keys and profiles are kept beside people and outlive the process that made them.
// Whatever changes a byte of them has to give profiles another version, so that
// hosts prepare everybody anew; and if only keys change, as well.
func TestGoldenProfilesAndKeysAreTheSameBytes(t *testing.T) {
	var b strings.Builder
	version := prepared(uk.Typed{}).Profile()[:versionBytes]
	fmt.Fprintf(&b, "version %x\n", version)
	for _, k := range keptPeople() {
		p := prepared(k.Typed)
		fmt.Fprintf(&b, "# %s\nprofile %x\n", k.title, strings.TrimPrefix(p.Profile(), version))
		kept, ask := uk.KeysAndAsk[uint64](p)
		keys(&b, "kept under", kept)
		keys(&b, "asks by", ask)
	}
	path := filepath.Join("testdata", "kept.golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, strings.Split(string(want), "\n"), strings.Split(b.String(), "\n"),
		"after a deliberate change, and another profileFormat: go test ./matching/internal/uk -run Golden -update")
}

func keys(b *strings.Builder, title string, of []uint64) {
	b.WriteString(title)
	for i, k := range of {
		if i%6 == 0 {
			b.WriteString("\n ")
		}
		fmt.Fprintf(b, " %016x", k)
	}
	b.WriteString("\n")
}
