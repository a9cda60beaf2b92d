package lobby_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
)

const (
	bornOn  = "05/09/1985"
	leeds8  = "LS8 4AA"
	mobile  = "07700900123"
	another = "07700900456"
)

var (
	annaBorn = who("Anna|Quarmby", "born", bornOn)
	annaHome = who("Anna|Quarmby", "born", bornOn, "postcodes", leeds8)
	annaCall = who("Anna|Quarmby", "born", bornOn, "phones", mobile)
	anna     = who("Anna|Quarmby")
)

func TestCases_AMaskedYearIsNoYear(t *testing.T) {
	var rows []caseRow
	at := func(born string) matching.Person { return who("Anna|Quarmby", "born", born, "postcodes", leeds8) }
	none := who("Anna|Quarmby", "postcodes", leeds8)
	for _, born := range []string{"05/09/XX", "05/09/YY", "05/09/??", "05/09/**", "05-09-__", "5 Sep ??", "05.09.xx", "05/09/nn", "05/09/--", "05/09/0000",
		"05/09/19XX", "05/09/198?", "05/09", "5 September", "DD/MM/YY", "XX/XX/XX", "Sep ??", "dd.mm.yyyy", "--/--/----",
		"05/09/****", "5th September ????", "05/09/20??", "05/09/19--", "Sept 5th", "05/09/1XXX", "05/09/year unknown", "99/99/9999", "--09-05"} {
		rows = append(rows, arrives(born+" is as no date", annaHome, at(born), isFirst, as(none), silent("date of birth")))
	}
	for _, born := range []string{"Thu Sep 05 00:00:00 BST 1985", "Sep 5 00:00:00 1985", "05 09 00 1985", "05_09_1985", "1985_09_05", "05|09|1985",
		"19850905.0", "5091985", "5 Sepetmber 1985", "DOB: 05/09/1985", "[05/09/1985]", "O5/O9/1985", "5 Medi 1985", "5 września 1985", "5 septembre 1985",
		"Thursday 5th of September 1985", "05-SEP-85", "5-IX-1985", "0509 1985", "1985 0905", "5 septembrie 1985", "5 вересня 1985", "5 eylül 1985", "5 rugsėjo 1985", "05/09/1985 (39)", `05\09\1985`, "Thu Sep 05 1985 00:00:00 GMT+0100 (British Summer Time)"} {
		rows = append(rows, arrives(born+" is as typed out", annaHome, at(born), isFirst, as(annaHome), reads("date of birth", "equal")))
	}
	priya := who("Priya|Raghunathan", "born", "23/11/2000")
	rows = append(rows,
		arrives("23/11/?? is not 2000", priya, who("Priya|Raghunathan", "born", "23/11/??"), as(who("Priya|Raghunathan"))),
		arrives("an initial and 23/11/?? is not 2000", priya, who("P|Raghunathan", "born", "23/11/??"), as(who("P|Raghunathan"))),
		arrives("a year alone helps", annaHome, at("1985"), isFirst, more(none)),
		arrives("a client's masked date says nothing", at("05/09/XX"), annaHome, isFirst, silent("date of birth")))
	checkCases(t, rows)
}

func TestCases_AgreementIsNeverWorseThanASlip(t *testing.T) {
	one, two := who("Mohammed|Begley", "born", "12/03/1990", "phones", "07700900201"), who("Mohammed|Begley", "born", "12/03/1990", "phones", "07700900202")
	chloe := func(told ...string) matching.Person {
		return who("Chloe|Frostwick", append([]string{"born", "01/03/1998"}, told...)...)
	}
	daniel := who("Daniel|Frostwick", "born", "01/03/1998", "phones", "07700900803", "postcodes", leeds8, "emails", "frostwick@example.com")
	checkCases(t, []caseRow{
		{"of two namesakes born on one day the one whose phone it is comes first", []matching.Person{two, one}, two, []must{isFirst}},
		{"and the other one for the other", []matching.Person{one, two}, one, []must{isFirst}},
		arrives("a phone equal is no less than one digit off", daniel, chloe("postcodes", leeds8, "phones", "07700900803"), noLess(chloe("postcodes", leeds8, "phones", "07700900804"))),
		arrives("a postcode equal is no less than one letter off", daniel, chloe("postcodes", leeds8), noLess(chloe("postcodes", "LS8 4AB"))),
		arrives("an e-mail equal is no less than mistyped", daniel, chloe("emails", "frostwick@example.com"), noLess(chloe("emails", "frostwik@example.com"))),
		arrives("a date equal is no less than a digit off", daniel, chloe("phones", "07700900803"), noLess(who("Chloe|Frostwick", "born", "01/03/1989", "phones", "07700900803"))),
		arrives("a forename equal is no less than mistyped", daniel, who("Daniel|Frostwick", "phones", "07700900803"), noLess(who("Danile|Frostwick", "phones", "07700900803"))),
		arrives("contacts without a name, equal and not mistyped", daniel, who("", "emails", "frostwick@example.com", "postcodes", leeds8), noLess(who("", "emails", "frostwik@example.com", "postcodes", leeds8))),
	})
}

func TestCases_AnInstantIsTheDayThatBeginsInBritain(t *testing.T) {
	var rows []caseRow
	for _, at := range [][2]string{
		{"1985-05-31T23:00:00.000Z", "01/06/1985"}, {"1985-09-30T23:00:00Z", "01/10/1985"}, {"1985-05-31T23:00:00+00:00", "01/06/1985"},
		{"1985-05-31 23:00:00 UTC", "01/06/1985"}, {"1985-06-01T00:00:00+01:00", "01/06/1985"}, {"1985-01-31T00:00:00Z", "31/01/1985"},
		{"1970-01-14T23:00:00Z", "15/01/1970"}, {"1985-10-27T23:00:00Z", "27/10/1985"}, {"1985-03-31T23:00:00Z", "01/04/1985"},
		{"Fri May 31 1985 23:00:00 GMT+0000", "01/06/1985"}, {"1985-12-31T23:00:00.000Z", "31/12/1985"},
	} {
		instant, day := at[0], at[1]
		client := who("Anna|Quarmby", "born", day)
		rows = append(rows, arrives(instant+" is "+day, client, who("Anna|Quarmby", "born", instant), isFirst, as(client)),
			arrives(instant+" is "+day+" with an initial", client, who("A|Quarmby", "born", instant), isFirst, as(who("A|Quarmby", "born", day))))
	}
	checkCases(t, rows)
}

func TestCases_TextEncodedTwiceIsReadAsItWasTyped(t *testing.T) {
	var rows []caseRow
	read := func(client string, garbled ...string) {
		c := who(client, "born", bornOn)
		for _, g := range garbled {
			rows = append(rows, arrives(g+" is "+client+", with the date", c, who(g, "born", bornOn), isFirst, as(c)),
				arrives(g+" is "+client, c, who(g), isListed, agrees, as(who(client))))
		}
	}
	read("Sean|O'Rafferty", "Sean|O&#39;Rafferty", "Sean|O&#039;Rafferty", "Sean|O&#x27;Rafferty", "Sean|O&rsquo;Rafferty", "Sean|O&amp;#39;Rafferty", "Sean|O&apos;Rafferty",
		"Se&aacute;n|O'Rafferty", "Se&#225;n|O&#8217;Rafferty", "SeÃ¡n|Oâ€™Rafferty", `Sean|O\'Rafferty`, "Sean|O''Rafferty", "Sean|O?Rafferty", "Sean|O%27Rafferty", "Sean|0'Rafferty", "Sean|O’Rafferty", "Sean|O Rafferty")
	read("Ján|Novák", "JÃ¡n|NovÃ¡k", "J&aacute;n|Nov&aacute;k", "JÃƒÂ¡n|NovÃƒÂ¡k", "Jan|Novak", "J\xe1n|Nov\xe1k")
	read("Jürgen|Müller", "JÃ¼rgen|MÃ¼ller", "J&uuml;rgen|M&#252;ller", "Jurgen|Muller")
	read("Zoë|Brontë", "ZoÃ«|BrontÃ«", "Zo&euml;|Bront&euml;")
	read("Ștefan|Țurcanu", "È˜tefan|Èšurcanu", "Stefan|Turcanu")
	read("İbrahim|Şahin", "Ä°brahim|Åžahin", "&#304;brahim|&#350;ahin")
	read("Bríd|O'Shea", "Br&iacute;d|O&#39;Shea", "BrÃ\u00add|Oâ€™Shea", "Br&amp;iacute;d|O&amp;amp;#39;Shea", "Brid|O`Shea", "Brid|O´Shea", "Br%C3%ADd|O%27Shea", `Br\u00edd|O\u0027Shea`)
	read("Łukasz|Wiśniewski", "&#321;ukasz|Wi&#347;niewski", "&Lstrok;ukasz|Wi&sacute;niewski", "Łukasz|Wis\u0301niewski")
	read("Anna|Smith-Jones", "Anna|Smith&ndash;Jones", "Anna|Smithâ€“Jones", "Anna|Smith&nbsp;Jones", "\ufeffAnna|Smith-Jones")
	jan := who("Ján|Novák", "born", bornOn)
	rows = append(rows, arrives("letters lost to question marks are a likeness", jan, who("J?n|Nov?k", "born", bornOn), isFirst, atLeast(matching.Strong)),
		arrives("letters lost to question marks are listed", jan, who("J?n|Nov?k"), isListed))
	checkCases(t, rows)
}

func TestCases_NobodyIsBornInTheFuture(t *testing.T) {
	var rows []caseRow
	client := func(born string) matching.Person { return who("Amelia|Quarmby", "born", born) }
	for _, future := range []string{"05/09/2065", "05/09/2058", "2065-09-05", "5 Sept 2065", "09/2065", "2065", "05/09/2999"} {
		rows = append(rows, arrives(future+" is no worse than no date", client("05/09/1965"), client(future), isFirst, noLess(who("Amelia|Quarmby"))))
	}
	for _, years := range [][2]string{{"05/09/28", "05/09/1928"}, {"05/09/65", "05/09/1965"}, {"05/09/30", "05/09/1930"}, {"31/12/99", "31/12/1999"}, {"05/09/0065", "05/09/1965"}, {"05/09/04", "05/09/2004"}} {
		rows = append(rows, eitherWay(years[0]+" is "+years[1], client(years[1]), client(years[0]), isFirst, as(client(years[1])))...)
	}
	checkCases(t, rows)
}

func TestCases_NamesThatAreAsideStayNames(t *testing.T) {
	var rows []caseRow
	plain := who("Daniel|Frostwick", "born", "01/03/1985", "former-family", "Jellicoe")
	for _, entry := range []string{"was Jellicoe", "Jellicoe (until 2015)", "Jellicoe 2015", "née Jellicoe", "nee: Jellicoe", "formerly Jellicoe", "maiden name Jellicoe", "Mr Daniel Jellicoe",
		"Jellicoe, Daniel", "JELLICOE Daniel", "Jellicoe / Cranmere", "Cranmere and Jellicoe", "née Jellicoe, then Cranmere", "prev. Jellicoe"} {
		rows = append(rows, arrives("a former name written as "+entry, who("Daniel|Frostwick", "born", "01/03/1985", "former-family", entry), who("Daniel|Jellicoe"), isFirst, agrees, reads("name", "former")),
			arrives("a former name written as "+entry+", told with the date", who("Daniel|Frostwick", "born", "01/03/1985", "former-family", entry), who("Daniel|Jellicoe", "born", "01/03/1985"), isFirst, atLeast(matching.VeryStrong)))
	}
	rows = append(rows, arrives("a former name as it is", plain, who("Daniel|Jellicoe"), isFirst, reads("name", "former")),
		arrives("a surname with was", who("Daniel|Frostwick was Jellicoe", "born", "01/03/1985"), who("Daniel|Jellicoe", "born", "01/03/1985"), isFirst, agrees, atLeast(matching.VeryStrong)),
		arrives("a surname with now", who("Daniel|Frostwick now Jellicoe", "born", "01/03/1985"), who("Daniel|Frostwick", "born", "01/03/1985"), isFirst, agrees, atLeast(matching.VeryStrong)))
	for _, given := range []string{"Alexandra (goes by Sasha)", "Alexandra goes by Sasha", "Alexandra aka Sasha", `Alexandra "Sasha"`, "Alexandra known as Sasha"} {
		rows = append(rows, arrives(given+" is Sasha too", who(given+"|Frostwick", "born", "01/03/1985"), who("Sasha|Frostwick", "born", "01/03/1985"), isFirst, agrees, atLeast(matching.VeryStrong)))
	}
	for _, given := range []string{"Daniel (was Emily)", "Daniel was Emily", "Daniel (formerly Emily)", "Daniel (previously Emily)", "Daniel (known as Emily until 2019)",
		"Daniel - was Emily", "Daniel, formerly Emily", "Daniel (f/k/a Emily)", "Daniel [ex-Emily]", "Daniel (used to be Emily)", "Daniel (birth name: Emily)", "Daniel (deadname Emily)", "Emily now Daniel", "Daniel (previously Emily Frostwick)"} {
		rows = append(rows, arrives(given+" is Emily too", who(given+"|Frostwick", "born", "01/03/1985"), who("Emily|Frostwick", "born", "01/03/1985"), isFirst, agrees, atLeast(matching.VeryStrong)))
	}
	for _, called := range [][2]string{{"Oluwadamilola|Frostwick", "Dami"}, {"Xin Yi|Zhang", "Cindy"}, {"Daniel|Frostwick", "Emily"}} {
		c := who(called[0], "born", "01/03/1985", "known-as", called[1])
		rows = append(rows, eitherWay(called[0]+" is known as "+called[1], c, who(called[1]+"|"+c.Family, "born", "01/03/1985"), isFirst, agrees, atLeast(matching.VeryStrong))...)
	}
	checkCases(t, rows)
}

func TestCases_AClientMayCarryAnotherIdentity(t *testing.T) {
	both := who("Daniel|Frostwick", "born", "01/03/1985", "known-as", "Michael Cranmere", "other-born", "14/06/1984")
	former := who("Daniel|Frostwick", "born", "01/03/1985", "former-family", "Michael Cranmere", "other-born", "14/06/1984")
	other := who("Michael|Cranmere", "born", "14/06/1984")
	full := []must{isFirst, agrees, atLeast(matching.VeryStrong)}
	checkCases(t, []caseRow{
		arrives("the other identity whole", both, other, full...),
		arrives("the other identity with the first date", both, who("Michael|Cranmere", "born", "01/03/1985"), full...),
		arrives("the other identity as a former name", former, other, full...),
		arrives("the first identity", both, who("Daniel|Frostwick", "born", "01/03/1985"), full...),
		arrives("the first name with the other date", both, who("Daniel|Frostwick", "born", "14/06/1984"), full...),
		arrives("the other surname with the first forename", both, who("Daniel|Cranmere", "born", "14/06/1984"), full...),
		arrives("the other name alone", both, who("Michael|Cranmere"), isFirst, agrees, noLess(who("Daniel|Cranmere"))),
		arrives("the other name changed over", both, who("Cranmere|Michael", "born", "14/06/1984"), full...),
		arrives("the other name with a short forename", both, who("Mike|Cranmere", "born", "14/06/1984"), isFirst, atLeast(matching.Strong)),
		arrives("the other name in another spelling", both, who("Micheal|Cranmer", "born", "14/06/1984"), isFirst, atLeast(matching.Possible)),
		arrives("the other name in one field", both, who("|Michael Cranmere", "born", "14/06/1984"), full...),
		arrives("the other name with a middle name", both, who("Michael|James|Cranmere", "born", "14/06/1984"), full...),
		arrives("the other identity asks, changed over", who("Cranmere|Michael", "born", "14/06/1984"), both, full...),
		arrives("the other identity arrives, the first is held", who("Daniel|Frostwick", "born", "01/03/1985"), both, full...),
		arrives("the other identity's name without its date, held as surname alone", who("Daniel|Frostwick", "former-family", "Cranmere", "born", "01/03/1985"), who("Michael|Cranmere", "born", "01/03/1985"), isFirst, atLeast(matching.Possible)),
	})
}
