package similarity

import "testing"

var kinds4bench = []struct {
	name  string
	pairs [][2]string
}{
	{"name", [][2]string{{"KATHERINE", "CATHERINE"}, {"SMITH", "SMYTHE"}, {"MOHAMMED", "MUHAMMAD"}, {"JONES", "WILLIAMS"}}},
	{"email", [][2]string{{"katherine.smith85@example.com", "k.smith85@example.com"}, {"mo.ahmed@example.org", "m.ahmad@example.org"}}},
	{"number", [][2]string{{"QQ123456", "QQ123465"}, {"QQ123456", "QQ987654"}}},
}

func BenchmarkSimilarity(b *testing.B) {
	for _, k := range kinds4bench {
		run := func(name string, f func(i int)) {
			b.Run(k.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					f(i)
					if i++; i == len(k.pairs) {
						i = 0
					}
				}
			})
		}
		run("JaroWinkler", func(i int) { JaroWinkler(k.pairs[i][0], k.pairs[i][1]) })
		run("JaroWinkler/textbook", func(i int) { textbookJaroWinkler([]rune(k.pairs[i][0]), []rune(k.pairs[i][1])) })
		run("OSA", func(i int) { OSA(k.pairs[i][0], k.pairs[i][1]) })
		run("Levenshtein", func(i int) { Levenshtein(k.pairs[i][0], k.pairs[i][1]) })
	}
}

func BenchmarkBelow(b *testing.B) {
	x, y := LettersOf("KATHERINE"), LettersOf("WILLIAMS")
	for b.Loop() {
		Below(x, y, .8)
	}
}

func BenchmarkKeys(b *testing.B) {
	b.Run("Phonetic", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Phonetic("CHRISTOPHER")
		}
	})
}
