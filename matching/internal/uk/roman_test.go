package uk

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/normalise"
)

func TestNamesAreWrittenAsInPassports(t *testing.T) {
	for typed, want := range map[string]string{
		"Юлія Гнатюк":      "YULIIA HNATIUK",
		"Євген Згурський":  "YEVHEN ZGHURSKYI",
		"Дмитро Їжак":      "DMYTRO YIZHAK", // a letter that Russian lacks is enough to tell
		"Йосип Олексійчук": "YOSYP OLEKSIICHUK",
		"Дмитрий Щукин":    "DMITRII SHCHUKIN",
		"Юлия Яковлева":    "YULIIA YAKOVLEVA",
		"Игорь Объедков":   "IGOR OBAEDKOV",
		"Христо Ангелов":   "KHRISTO ANGELOV",
		"Љубица Јовић":     "LJUBITSA JOVIC",
		"Γιώργος Μπακής":   "GIORGOS BAKIS",
		"Ευάγγελος Κούρος": "EVANGELOS KOUROS",
		"محمد خان":         "محمد خان",
		"李 明":              "李 明",
		"Petröv Ivan":      "PETROV IVAN",
		"ИванѠ Петров":     "ИВАНѠ PETROV", // a letter that nobody writes any more
	} {
		n := normalise.ParseFullName(typed)
		romanise(&n)
		require.Equal(t, want, n.Given[0]+" "+n.Family[0], typed)
		require.Equal(t, n.Family, n.Bare, typed)
	}
}

func TestAllNamesOfAPersonAreWrittenInOneWay(t *testing.T) {
	n := normalise.ParseNames(normalise.Names{Given: "Дмитро", Family: "Мельник", KnownAs: []string{"Діма Гриб"}, FormerFamily: []string{"Гай"}})
	romanise(&n)
	require.Equal(t, []string{"DMYTRO"}, n.Given)
	require.Equal(t, []normalise.Other{{Given: []string{"DIMA"}, Family: []string{"HRYB"}, Bare: []string{"HRYB"}}}, n.Also)
	require.Equal(t, [][]string{{"HAI"}, {"HRYB"}}, n.Former)
	require.Equal(t, n.Former, n.FormerBare)
}
