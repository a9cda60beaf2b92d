package names

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNamesAreKnownThatNoTableRelates(t *testing.T) {
	for community, list := range map[string]string{
		"English":     "ELLA BELLA JAYDEN KAYDEN BURTON BARTON WALKER PETTIGREW BRATHWAITE WHITTAKER",
		"Sikh":        "GURINDER GURVINDER HARINDER MANJOT RANJOT SUKHVIR SUKHBIR",
		"South Asian": "KIRAN KARAN SIMRAN HARISH HARIS AISHA ALISHA ISLAM ISMAIL GURPREET JASLEEN DHILLON RUKHSANA",
		"Polish":      "KOWALCZYK WOZNIAK WISNIEWSKI KACPER ZUZANNA",
		"Turkish":     "MEHMET MAHMUT KAYA YILMAZ FATIH",
		"African":     "OKAFOR ADEYEMI BOATENG MWANGI TADESSE TINASHE",
		"Iranian":     "REZAEI HOSSEINI NILOUFAR SHIRIN PARISA",
		"Portuguese":  "FERREIRA OLIVEIRA RODRIGUES",
		"Lithuanian":  "KAZLAUSKAS PETRAUSKAS MANTAS",
	} {
		for name := range strings.FieldsSeq(list) {
			require.NotZero(t, Prepare(name).ID, "%s: %s", community, name)
		}
	}
}

func TestSlipsAreNoNames(t *testing.T) {
	for slip := range strings.FieldsSeq("JHON SMTIH JOESPH KATHYRN DEBROAH BRAIN STEPHAINE WILIAMS RODIGUEZ WILLAM KENNITH CLEARENCE SAMATHA LEP JAMSE THOMSA SARHA") {
		require.Zero(t, Prepare(slip).ID, slip)
	}
}

func TestAKnownNameWithoutRelationsHasNone(t *testing.T) {
	table := All()
	known, mohammed := table.ID("PETTIGREW"), table.ID("MOHAMMED")
	require.NotZero(t, known)
	require.Empty(t, table.Roots("PETTIGREW"))
	require.Equal(t, Unrelated, table.Relation(known, mohammed))
	require.Equal(t, Unrelated, table.Relation(mohammed, known))
	require.True(t, table.Holds(known))
	require.Equal(t, "PETTIGREW", table.names[known])
}

// The lists are kept so that a change to them is small and nothing in them is
// out of reach of a folded name.
func TestListsOfKnownNamesAreFoldedAndSorted(t *testing.T) {
	words := 0
	for _, file := range must(filepath.Glob("known/*.txt")) {
		group, seen := []string(nil), map[string]bool{}
		for line := range strings.Lines(string(must(os.ReadFile(file)))) {
			if line[0] == '#' {
				group = nil
				continue
			}
			group = append(group, strings.Fields(line)...)
			require.True(t, slices.IsSorted(group), "%s: %s", file, line)
			for name := range strings.FieldsSeq(line) {
				require.Regexp(t, "^[A-Z]{2,16}$", name)
				require.False(t, seen[name], "%s has %s twice", file, name)
				seen[name] = true
				words++
			}
		}
	}
	require.Greater(t, words, 30_000)
}

func TestAFamilyNameIsNobodysGivenName(t *testing.T) {
	table := All()
	for name := range strings.FieldsSeq("NOH NAH SZETO OUYANG NGUYEN") {
		require.True(t, table.OnlyFamily(table.ID(name)), name)
	}
	for name := range strings.FieldsSeq("LEE KIM TEO ANN JOE NOAH PETTIGREW NOBODYSNAME") { // or of which it is not known
		require.False(t, table.OnlyFamily(table.ID(name)), name)
	}
}

func TestAnIDThatIsNoNamesHasNoForms(t *testing.T) {
	table := All()
	require.NotEmpty(t, slices.Collect(table.Forms(table.ID("ELIZABETH"))))
	require.Empty(t, slices.Collect(table.Forms(0)))
	require.Empty(t, slices.Collect(table.Forms(table.ID("PETTIGREW"))))
	require.Contains(t, slices.Collect(table.Forms(table.ID("ELIZABETH"))), "BETTY")
}
