package normalise

import "testing"

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Clean("12 High Street, Leeds")
	}
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"folded": "WALKER", "ascii": "Walker", "accents": "Stankevičienė", "cyrillic": "Йорданова"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}

func BenchmarkParseName(b *testing.B) {
	for _, c := range []struct{ name, given, middle, family string }{
		{"plain", "Caroline", "Ava", "Walker"},
		{"capitals", "CAROLINE", "AVA", "WALKER"},
		{"joined", "Mr Jean-Paul", "", "O'Brien de la Cruz"},
		{"accents", "Łukasz", "", "Wiśniewski"},
		{"former", "Ann", "", "Smith (née Jones)"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseName(c.given, c.middle, c.family)
			}
		})
	}
}

func BenchmarkParsePostcode(b *testing.B) {
	for _, s := range []string{"LS1 2AB", "sw1a2aa", "SW1O OES", "NFA", "no fixed abode", "1 High St, Leeds LS1 2AB"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParsePostcode(s)
			}
		})
	}
}

func BenchmarkParseNINO(b *testing.B) {
	for _, s := range []string{"JG123457D", "jg 12 34 57 d", "N/K"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseNINO(s)
			}
		})
	}
}

func BenchmarkParseDate(b *testing.B) {
	for _, s := range []string{"1990-12-31", "31/12/1990", "31st of December 1990", "19901231"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseDate(s)
			}
		})
	}
}

func BenchmarkParsePhone(b *testing.B) {
	for _, s := range []string{"07700900123", "+44 (0)7700 900123", "0113 496 0123 ext 5"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParsePhone(s)
			}
		})
	}
}

func BenchmarkParseEmail(b *testing.B) {
	for _, s := range []string{"jo.bloggs@gmail.com", "Jo_Bloggs+council@Example.org", "jo@gmial.com"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseEmail(s)
			}
		})
	}
}
