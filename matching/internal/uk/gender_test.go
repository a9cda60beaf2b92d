package uk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/uk"
)

// Of two strangers one in two is of the other's gender; of two Anns hardly any is of
// another.
func TestAnEqualGenderSaysNextToNothingWhereTheForenameAgrees(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		says       bool
	}{
		{"one name", "Ann|Featherstone", "Ann|Featherstone", false},
		{"one forename", "Ann|Featherstone", "Ann|Okafor", false},
		{"a nickname", "Elizabeth|Featherstone", "Liz|Featherstone", false},
		{"an initial, which must not weigh more than the forename", "A|Featherstone", "Ann|Featherstone", false},
		{"no forename, likewise", "|Featherstone", "Ann|Featherstone", false},
		{"a sister", "Ann|Featherstone", "Grace|Featherstone", true},
		{"another name", "Ann|Featherstone", "Grace|Okafor", true},
		{"no name", "|", "|", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			of := func(name, gender string) *uk.Person {
				p := named(name)
				p.Gender = gender
				return prepared(p)
			}
			gender := uk.Model().Comparisons[uk.FieldGender].Levels
			equal := outcomes(of(c.a, "female"), of(c.b, "female"))[uk.FieldGender]
			require.Equal(t, "equal", gender[equal.Level].Code)
			require.Equal(t, !c.says, equal.Frequency > 0)
			if !c.says {
				require.InDelta(t, gender[equal.Level].M, equal.Frequency, .01)
			}
			differ := outcomes(of(c.a, "female"), of(c.b, "male"))[uk.FieldGender]
			require.Equal(t, "differ", gender[differ.Level].Code)
			require.Zero(t, differ.Frequency, "some forenames are women's and men's")
		})
	}
}

func TestAGenderIsReadAsFormsAndPeopleSayIt(t *testing.T) {
	for want, texts := range map[uk.Gender][]string{
		uk.Female: {"F", "f.", "(F)", "Female", "Fem", "2 - Female", "Sex: F", "F 41", "Woman (including trans woman)", "Trans woman", "trans-woman", "Transgender female",
			"cis female", "she/her", "She / Her / Hers", "identifies as female", "Female (pregnant)", `["Female"]`, "Benyw", "Menyw", "boireannach", "Kobieta", "Жінка", "أنثى"},
		uk.Male: {"M", "Male", "1=Male", "Man", "Trans male", "he/him/his", "Gentleman", "Gwryw", "Dyn", "fireann", "Mężczyzna", "Bărbat", "чоловік"},
		uk.NoGender: {"", "X", "2", "Other", "Non-binary", "they/them", "she/they", "M/F", "Male or Female", "not male", "Male, was Female", "female at birth",
			"assigned male", "Unknown", "Prefer not to say", "Mrs", "MTF"},
	} {
		for _, text := range texts {
			require.Equal(t, want, prepared(uk.Typed{Gender: text}).Gender, text)
		}
	}
}
