package matching_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
)

// A name in Cyrillic or Greek letters is the one of the passport.
func TestReview_ANameIsFoundInTheLettersOfThePassport(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{
		{"Олена|Шевченко", "Olena|Shevchenko"}, {"Сергій|Гончар", "Serhii|Honchar"}, {"Сергей|Бондаренко", "Sergey|Bondarenko"},
		{"Юлия|Кузнецова", "Julia|Kuznetsova"}, {"Евгений|Попов", "Yevgeniy|Popov"}, {"Христо|Стоичков", "Hristo|Stoichkov"},
		{"Никола|Јовановић", "Nikola|Jovanović"}, {"Петров|Иван", "Ivan|Petrov"}, {"Иван|Петров", "ИВАН|ПЕТРОВ"},
		{"Γιώργος|Παπαδόπουλος", "Giorgos|Papadopoulos"}, {"Ευάγγελος|Αυγερινός", "Evangelos|Avgerinos"}, {"محمد|خان", "محمد|خان"},
	} {
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			rows = append(rows,
				row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}},
				row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
		}
	}
	for _, c := range [][2]string{{"Иван|Петров", "Игорь|Петров"}, {"Олена|Шевченко", "Oksana|Shevchenko"}, {"Анна|Димитрова", "Inna|Dimitrova"}} {
		rows = append(rows, row{c[0] + " and a twin", split(c[1], born, home), one(split(c[0], born, home)), []bound{atMost(matching.Possible)}})
	}
	check(t, rows)
}
