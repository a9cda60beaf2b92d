package normalise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The months as Unicode CLDR has them in a date, where one word tells.
func TestMonthsAreReadInManyLanguages(t *testing.T) {
	for language, names := range map[string]string{
		"English":               "January February March April May June July August September October November December",
		"English in short":      "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
		"Welsh":                 "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
		"Welsh in short":        "Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag",
		"Welsh, shorter":        "Ion Chw Maw Ebr Mai Meh Gor Awst Med Hyd Tach Rhag",
		"Welsh after o":         "Ionawr Chwefror Fawrth Ebrill Fai Fehefin Orffennaf Awst Fedi Hydref Dachwedd Ragfyr",
		"Welsh after yn":        "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Ngorffennaf Awst Medi Hydref Nhachwedd Rhagfyr",
		"Irish":                 "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán Deireadh Samhain Nollaig",
		"Polish in a date":      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"Polish":                "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
		"Polish in short":       "sty lut mar kwi maj cze lip sie wrz paź lis gru",
		"Romanian":              "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"Romanian in short":     "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.",
		"French":                "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"French in short":       "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
		"Spanish":               "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"Spanish in short":      "ene feb mar abr may jun jul ago sept oct nov dic",
		"Portuguese":            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"Portuguese in short":   "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
		"Italian":               "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"Italian in short":      "gen feb mar apr mag giu lug ago set ott nov dic",
		"German":                "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		"German in short":       "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
		"Turkish":               "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
		"Turkish in short":      "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
		"Somali":                "Janaayo Febraayo Maarso Abriil Maayo Juun Luulyo Agosto Sebtembar Oktoobar Noofeembar Diseembar",
		"Somali in short":       "Jan Feb Mar Abr May Jun Lul Ogs Seb Okt Nof Dis",
		"Lithuanian":            "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
		"Latvian":               "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
		"Dutch":                 "januari februari maart april mei juni juli augustus september oktober november december",
		"Albanian":              "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
		"Hungarian":             "január február március április május június július augusztus szeptember október november december",
		"Czech":                 "ledna února března dubna května června července srpna září října listopadu prosince",
		"Slovak":                "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
		"Norwegian":             "januar februar mars april mai juni juli august september oktober november desember",
		"Ukrainian":             "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"Russian":               "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"Bulgarian":             "януари февруари март април май юни юли август септември октомври ноември декември",
		"Irish, but two":        "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa September October Samhain Nollaig",
		"Gaelic":                "Fhaoilleach Ghearran Mhàrt Ghiblean Chèitean Ògmhios Iuchar Lùnastal t-Sultain Dàmhair t-Samhain Dùbhlachd",
		"Roman numerals, but X": "I II III IV V VI VII VIII IX October XI XII",
	} {
		t.Run(language, func(t *testing.T) {
			months := strings.Fields(names)
			require.Len(t, months, 12)
			for i, m := range months {
				m = strings.TrimPrefix(m, "t-")
				want := fmt.Sprintf("1985-%02d-06", i+1)
				for _, s := range []string{"6 " + m + " 1985", "6 " + strings.ToUpper(m) + " 85", "06-" + m + "-1985"} {
					require.Equal(t, want, ParseDate(s).String(), s)
				}
			}
		})
	}
}

func TestAWordIsOneMonth(t *testing.T) {
	seen := map[string]string{}
	once := func(word, meaning string) {
		require.Contains(t, []string{"", meaning}, seen[word], word)
		seen[word] = meaning
	}
	for i, names := range monthNames {
		for _, w := range strings.Fields(names) {
			once(plain(w), fmt.Sprint(i+1))
			require.Equal(t, dateWord{monthWord, int32(i + 1)}, lookUp(plain(w)), w)
		}
		for n := 3; n <= len(englishMonths[i]); n++ {
			once(englishMonths[i][:n], fmt.Sprint(i+1))
		}
		require.Contains(t, strings.Fields(names), strings.ToLower(welshMonths[i]))
	}
	for kind, words := range wordList {
		for _, w := range strings.Fields(words) {
			once(plain(w), fmt.Sprint("kind ", kind))
		}
	}
}

func TestSlipsInTheNameOfAMonth(t *testing.T) {
	for typed, want := range map[string]string{
		"Febuary": "1985-02-06", "Feburary": "1985-02-06", "Febrary": "1985-02-06", "Sepetmber": "1985-09-06", "Setpember": "1985-09-06", "Septmber": "1985-09-06",
		"Agust": "1985-08-06", "Augst": "1985-08-06", "Janurary": "1985-01-06", "Janaury": "1985-01-06", "Arpil": "1985-04-06", "Jully": "1985-07-06",
		"Ocotber": "1985-10-06", "Octomber": "1985-10-06", "Novemeber": "1985-11-06", "Decmber": "1985-12-06", "DECEMEBER": "1985-12-06", "Mrach": "1985-03-06",
		"Gorfennaf": "1985-07-06", "Tachwed": "1985-11-06", "Rhagfir": "1985-12-06",
		"Juny": "invalid", "Jule": "invalid", "Mey": "invalid", "Sober": "invalid", "Remember": "invalid",
	} {
		d := ParseDate("6 " + typed + " 1985")
		require.Equal(t, want, d.String(), typed)
	}
}

func TestWordsAroundADate(t *testing.T) {
	for in, want := range map[string]string{
		"17eg o Fehefin 1990":               "1990-06-17",
		"1af Ionawr 1990":                   "1990-01-01",
		"Dydd Mawrth, 5 Mawrth 1985":        "1985-03-05",
		"yng Ngorffennaf 1985":              "1985-07",
		"Dyddiad geni: 6 Awst 1985":         "1985-08-06",
		"1er septembre 1985":                "1985-09-01",
		"1º de janeiro de 1985":             "1985-01-01",
		"1\xba de janeiro de 1985":          "1985-01-01",
		"1o de janeiro de 1985":             "1985-01-01",
		"5. März 1985":                      "1985-03-05",
		"1985 m. rugsėjo 5 d.":              "1985-09-05",
		"5 września 1985 r.":                "1985-09-05",
		"5.IX.1985":                         "1985-09-05",
		"DOB: 05/09/1985":                   "1985-09-05",
		"D.O.B. 05/09/1985":                 "1985-09-05",
		"DOB05/09/1985":                     "1985-09-05",
		"Date of birth - 5 September 1985":  "1985-09-05",
		"[05/09/1985]":                      "1985-09-05",
		`="05/09/1985"`:                     "1985-09-05",
		"~1985":                             "1985",
		"est. 1985":                         "1985",
		"05/09/1985 seen on the birth cert": "1985-09-05",
		"Client's DOB: 05/09/1985":          "1985-09-05",
		"My date of birth is 5 Sep 1985":    "1985-09-05",
		"Home Office DOB 05/09/1985":        "1985-09-05",
		"Female, born 05/09/1985":           "1985-09-05",
		"Mum's DOB 05/09/1985":              "invalid",
		"partner's DOB 05/09/1985":          "invalid",
		"DOB (DD/MM/YYYY): 05/09/1985":      "1985-09-05",
		"__/__/____ 5 Sep 1985":             "1985-09-05",
		"MM/DD/YYYY 09/05/1985":             "invalid",
		"Month: 9 Day: 5 Year: 1985":        "1985-09-05",
		`{"year":1985,"day":5,"month":9}`:   "1985-09-05",
		"Diwrnod 5 Mis Medi Blwyddyn 1985":  "1985-09-05",
		"Day/Month/Year: 05/09/1985":        "1985-09-05",
		"*05/09/1985":                       "1985-09-05", // a footnote
		"?85-09-05":                         "invalid",
		"age disputed 05/09/2009":           "2009-09-05",
		"age assessed as 05/09/2009":        "2009-09-05",
		"assessed 05/09/2009":               "invalid",
		"registered as 05/09/1985":          "1985-09-05",
		"moved as 05/09/2015":               "invalid",
		"tenancy as of 05/09/2015":          "invalid",
		"died 05/09/1985":                   "invalid",
		"expires 5 September 2026":          "invalid",
		"1o janeiro 1985":                   "invalid", // or a slip for 10
		"<1985":                             "invalid",
		"1980s":                             "invalid",
	} {
		require.Equal(t, want, ParseDate(in).String(), in)
	}
}

// Passports of the United Kingdom and of Ireland have the month in two languages.
func TestAMonthInTwoLanguagesIsOneMonth(t *testing.T) {
	for in, want := range map[string]string{
		"05 SEP/SEPT 85":  "1985-09-05",
		"05 SEP /SEPT 85": "1985-09-05",
		"12 AUG / AOÛ 90": "1990-08-12",
		"12 MEH/JUN 1990": "1990-06-12",
		"12-DEC-DÉC-1990": "1990-12-12",
		"Sept/Sep 1985":   "1985-09",
		"05 SEP/OCT 1985": "invalid",
		"May May 1990":    "1990-05",
	} {
		t.Run(in, func(t *testing.T) { require.Equal(t, want, ParseDate(in).String()) })
	}
}
