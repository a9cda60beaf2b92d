package lobby_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
)

func TestCases_ASpreadsheetsPhoneIsThePhone(t *testing.T) {
	var rows []caseRow
	for _, phone := range []string{"7700900123.0", "7700900123,0", "7700900123.00", "447700900123.0", "+447700900123.0", "7.700900123E+09", "4.47700900123E+11", `="07700900123"`, "'07700900123", "O77OO9OO123", "0447700900123", "7,700,900,123", "07700_900123", "07700 900 123 (mum)", "+4407700900123", "07700·900·123", "０７７００９００１２３"} {
		rows = append(rows, arrives(phone+" with a forename", annaCall, who("Anna", "phones", phone), isFirst, as(who("Anna", "phones", mobile))),
			arrives(phone+" with a surname misspelt", annaCall, who("Anna|Quarnby", "phones", phone), isFirst, as(who("Anna|Quarnby", "phones", mobile))))
	}
	for _, lost := range []string{"4.477009E+11", "4.47701E+11", "7.40012E+09", "7.7009E9"} {
		rows = append(rows, arrives(lost+" has lost its digits", who("Anna|Quarmby", "phones", lost), who("Anna|Quarmby", "phones", lost), silent("phone"), as(anna)),
			arrives("strangers do not meet on "+lost, who("Anna|Quarmby", "phones", lost), who("Zeb|Xanthou", "phones", lost), isNowhere))
	}
	for _, number := range [][2]string{{"+353 086 123 4567", "+353 86 123 4567"}, {"+33 06 12 34 56 78", "+33 6 12 34 56 78"}, {"+40 0721 234 567", "+40721234567"}, {"+234 0803 123 4567", "+2348031234567"}, {"+7 8 912 345 67 89", "+79123456789"}, {"+92 0300 1234567", "+923001234567"},
		{"+49 0151 23456789", "+4915123456789"}, {"+91 098765 43210", "+919876543210"}, {"+380 050 123 4567", "+380501234567"}, {"+252 061 234 5678", "+252612345678"}, {"+39 06 1234 5678", "+390612345678"}} {
		written, called := who("Anna|Quarmby", "phones", number[0]), who("Anna|Quarmby", "phones", number[1])
		rows = append(rows, eitherWay(number[0]+" is "+number[1], called, written, isFirst, reads("phone", "equal"))...)
	}
	checkCases(t, rows)
}

func TestCases_SeveralValuesInOneFieldAreAllRead(t *testing.T) {
	var rows []caseRow
	for _, phones := range []string{"07700 900123 / 07700 900456", "07700900456, 07700900123", "Mum 0113 496 0999 me 07700 900123", "07700900456 or 07700900123", "07700900456\n07700900123", "mob 07700900123 hm 01134960999", "07700900456 & 07700900123", "07700900456 07700900123", "1) 07700900456 2) 07700900123", "partner 07700900456, own 07700900123", "+447700900456 +447700900123"} {
		rows = append(rows, eitherWay("phones "+phones, annaCall, who("Anna|Quarmby", "phones", phones), isFirst, reads("phone", "equal"), atLeast(matching.VeryStrong))...)
	}
	for _, places := range []string{"LS8 4AA / LS7 4BB", "LS7 4BB, LS8 4AA", "was LS7 4BB now LS8 4AA", "LS7 4BB (previously LS8 4AA)", "LS74BB LS84AA", "LS7 4BB or LS8 4AA", "temp LS7 4BB perm LS8 4AA", "from LS7 4BB to LS8 4AA", "LS7 4BB\nLS8 4AA"} {
		rows = append(rows, eitherWay("postcodes "+places, annaHome, who("Anna|Quarmby", "postcodes", places), isFirst, reads("postcode", "equal"), atLeast(matching.Strong))...)
	}
	mail := who("Anna|Quarmby", "emails", "anna.q@gmail.com")
	for _, mails := range []string{"anna.q@gmail.com; a.quarmby@outlook.com", "a.quarmby@outlook.com, anna.q@gmail.com", "a.quarmby@outlook.com or anna.q@gmail.com", "a.quarmby@outlook.com / anna.q@gmail.com", "work: a.quarmby@outlook.com home: anna.q@gmail.com", "a.quarmby@outlook.com\nanna.q@gmail.com"} {
		rows = append(rows, eitherWay("e-mails "+mails, mail, who("Anna|Quarmby", "emails", mails), isFirst, reads("e-mail", "equal"), atLeast(matching.VeryStrong))...)
	}
	nino := who("Anna|Quarmby", "nino", "JK834512B")
	for _, ninos := range []string{"JK834512B / ZT654321A", "ZT654321A, JK834512B", "ZT654321A or JK834512B"} {
		rows = append(rows, eitherWay("NI numbers "+ninos, nino, who("Anna|Quarmby", "nino", ninos), isFirst, reads("NI number", "equal"), atLeast(matching.VeryStrong))...)
	}
	rows = append(rows,
		arrives("two dates, of which one is right", annaBorn, who("Anna|Quarmby", "born", "04/09/1985 or 05/09/1985"), isFirst, atLeast(matching.VeryStrong)),
		arrives("strangers with the second phone are listed", who("Anna|Quarmby", "born", bornOn, "phones", mobile+" / "+another), who("Zeb|Xanthou", "phones", another), isListed))
	checkCases(t, rows)
}

func TestCases_AFragmentAfterASpaceIsNoEmailAddress(t *testing.T) {
	client := who("Anna|Quarmby", "emails", "anna.quarmby@gmail.com")
	var rows []caseRow
	for _, broken := range []string{"anna quarmby@gmail.com", "a quarmby@gmail.com", "anna. quarmby@gmail.com", "anna_ quarmby@gmail.com", "mo farouk 1979@gmail.com", "anna\tquarmby@gmail.com", `"anna quarmby"@gmail.com`} {
		rows = append(rows, arrives(broken+" is never worse than none", client, who("Anna|Quarmby", "emails", broken), noLess(anna)))
	}
	for _, whole := range []string{"Anna Quarmby <anna.quarmby@gmail.com>", "anna.quarmby @gmail.com", "anna.quarmby@ gmail.com", "anna.quarmby@gmail .com", "mailto:anna.quarmby@gmail.com", "email: anna.quarmby@gmail.com", "anna.quarmby&#64;gmail.com",
		"anna.quarmby@gmail.con", "anna.quarmby(at)gmail.com", "anna.quarmby%40gmail.com", "mailto:anna.quarmby@gmail.com?subject=x", "x@example.org and anna.quarmby@gmail.com"} {
		rows = append(rows, arrives(whole+" is read", client, who("Anna|Quarmby", "emails", whole), isFirst, reads("e-mail", "equal")))
	}
	for _, mails := range [][2]string{{"mo farouk 1979@gmail.com", "jane tims 1979@gmail.com"}, {"john quarmby@gmail.com", "anna quarmby@gmail.com"}, {"lee 99@hotmail.com", "kim 99@hotmail.com"}, {"a b smith@yahoo.co.uk", "c d smith@yahoo.co.uk"}, {"jo bloggs@gmail.com", "al bloggs@gmail.com"}} {
		rows = append(rows, arrives("strangers do not meet: "+mails[0]+", "+mails[1], who("Mo|Farouk", "emails", mails[0]), who("Jane|Tims", "emails", mails[1]), isNowhere))
	}
	checkCases(t, rows)
}

func TestCases_APostcodeThatCannotBeSaysNothing(t *testing.T) {
	var rows []caseRow
	for _, code := range []string{"AA9 9AA", "XX99 9XX", "QQ1 1AA", "X9 9XX", "ZZZSECUR", "ZZ99 3VZ", "NF1 1NF", "AA1 1AA", "NFA", "01001", "75001", "10115", "T12 X70A", "VV1 1AA", "ZZ1 1ZZ", "XXX XXX", "D02 X285", "QZ3 4CD", "00-950", "1234 AB", "V94 T9PX", "K1A 0B1", "sofa surfing"} {
		p := who("N|Pettigrew", "postcodes", code)
		rows = append(rows, arrives(code+" agrees with itself and says nothing", p, p, silent("postcode"), as(who("N|Pettigrew"))),
			arrives(code+" is no conflict", who("N|Pettigrew", "postcodes", leeds8), p, silent("postcode")),
			arrives("strangers do not meet on "+code, who("Nora|Pettigrew", "postcodes", code), who("Nell|Zuckerbrot", "postcodes", code), isNowhere))
	}
	for _, code := range []string{"GX11 1AA", "BF1 2AY", "JE2 3AB", "EC1V OBW", "Y062 7TT", "ls84aa", "LS8-4AA", "FIQQ 1ZZ", "WIA IAA"} {
		p := who("Anna|Quarmby", "postcodes", code)
		rows = append(rows, arrives(code+" is a postcode", p, p, isFirst, reads("postcode", "equal"), more(anna)))
	}
	checkCases(t, rows)
}

func TestCases_ANINumberMayBeAnotherOfTheHousehold(t *testing.T) {
	alice := who("Alice|Tidmarsh", "nino", "JK834512B", "born", bornOn)
	given := who("Alice|Tidmarsh", "nino", "PP834512B")
	checkCases(t, []caseRow{
		arrives("another forename with the number may be a relative", alice, who("Robert|Tidmarsh", "nino", "JK834512B"), atMost(matching.Possible), related(.25)),
		arrives("another forename and date with the number is a relative", alice, who("Robert|Tidmarsh", "nino", "JK834512B", "born", "01/02/1983"), atMost(matching.Weak), related(.5)),
		arrives("a child with a parent's number", alice, who("Robert|Tidmarsh", "nino", "JK834512B", "born", "01/02/2012"), atMost(matching.Weak), related(.5)),
		arrives("a surname and the number is not very strong", alice, who("|Tidmarsh", "nino", "JK834512B"), isFirst, atMost(matching.Strong)),
		arrives("the whole name and the number", alice, who("Alice|Tidmarsh", "nino", "JK834512B"), isFirst, atLeast(matching.VeryStrong)),
		arrives("another name altogether with the number", alice, who("Zeb|Xanthou", "nino", "JK834512B"), isListed, atMost(matching.Possible)),
		arrives("an administrative number agrees", given, given, isFirst, more(who("Alice|Tidmarsh"))),
		arrives("an administrative number is no conflict", given, who("Alice|Tidmarsh", "nino", "JK834512B"), as(who("Alice|Tidmarsh"))),
		arrives("another administrative number is no conflict", given, who("Alice|Tidmarsh", "nino", "FY123987A"), as(who("Alice|Tidmarsh"))),
		arrives("an example says nothing", who("Alice|Tidmarsh", "nino", "QQ123456C"), who("Alice|Tidmarsh", "nino", "QQ123456C"), silent("NI number")),
	})
}

func TestCases_AGenerationIsNoSlip(t *testing.T) {
	client := who("Amelia|Southern", "born", "1967-06-19")
	at := func(born string) matching.Person { return who("Amelia|Southern", "born", born) }
	mother := who("Amelia|Southern", "born", "1961-07-18", "postcodes", leeds8)
	daughter := who("Amelia|Southern", "born", "1991-07-18", "postcodes", "BD3 8QH")
	var rows []caseRow
	for _, born := range []string{"1987-06-19", "1977-06-19", "1997-06-19"} {
		rows = append(rows, arrives(born+" is less than a year off", client, at(born), isListed, noMore(at("1968-06-19")), atMost(matching.Strong)))
	}
	checkCases(t, append(rows,
		caseRow{"a namesake a generation younger does not take a share of the other's", []matching.Person{daughter, mother}, at("1961-07-18"), []must{atMost(matching.Weak)}},
		caseRow{"the other way round", []matching.Person{mother, daughter}, at("1991-07-18"), []must{atMost(matching.Weak)}},
		caseRow{"with the postcode", []matching.Person{daughter, mother}, mother, []must{atMost(matching.Weak)}},
		caseRow{"the mother is first", []matching.Person{mother, daughter}, at("1961-07-18"), []must{isFirst, atLeast(matching.VeryStrong)}},
		caseRow{"duplicates share", []matching.Person{mother, who("Amelia|Southern", "born", "1961-07-18", "postcodes", "BD3 8QH")}, at("1961-07-18"), []must{atLeast(matching.VeryStrong)}},
	))
}

func TestCases_WhatIsPastStillLeadsToTheClient(t *testing.T) {
	moved := who("Amelia|Southern", "born", "1967-06-19", "previous-postcodes", leeds8, "postcodes", "BD3 8QH", "previous-phones", mobile, "phones", another)
	amelia := who("Amelia|Southern")
	checkCases(t, []caseRow{
		arrives("the postcode before", moved, who("Amelia|Southern", "postcodes", leeds8), isFirst, atLeast(matching.VeryStrong)),
		arrives("the phone before", moved, who("Amelia|Southern", "phones", mobile), isFirst, atLeast(matching.VeryStrong)),
		arrives("the phone before, and a forename", moved, who("Amelia", "phones", mobile), isFirst, atLeast(matching.Strong)),
		arrives("the phone before, married", moved, who("Amelia|Northcott", "phones", mobile), isFirst, atLeast(matching.Possible)),
		arrives("moved on, and tells where from", moved, who("Amelia|Southern", "postcodes", "M1 1AE", "previous-postcodes", leeds8), isFirst, atLeast(matching.VeryStrong)),
		arrives("a new phone and the one before", moved, who("Amelia|Southern", "phones", "07700900777", "previous-phones", mobile), isFirst, atLeast(matching.VeryStrong)),
		arrives("a gender equal", who("Amelia|Southern", "gender", "female"), who("Amelia|Southern", "gender", "F"), isFirst, noLess(amelia)),
		arrives("a gender that differs outweighs no name and date", who("Amelia|Southern", "born", "1967-06-19", "gender", "female"), who("Amelia|Southern", "born", "1967-06-19", "gender", "male"), isFirst, atLeast(matching.Strong), less(who("Amelia|Southern", "born", "1967-06-19"))),
		arrives("married and moved, known by a former name", who("Amelia|Northcott", "former-family", "Southern", "born", "1967-06-19", "postcodes", "BD3 8QH"), who("Amelia|Southern", "born", "1967-06-19", "postcodes", leeds8), isFirst, agrees, atLeast(matching.VeryStrong)),
	})
}
