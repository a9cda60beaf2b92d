package matching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// The household of these tables: one postcode and one phone.
const (
	home    = "LS8 4AA"
	ring    = "07700900801"
	twinDay = "05/09/2001"
)

// pairOf is a client and an asker of one family name, born on one day unless
// said otherwise, at one postcode and on one phone.
func pairOf(name string, client, asker [2]string, family, born string, bounds ...bound) row {
	return row{name, person(asker[0], asker[1], family, born, home, ring),
		[]matching.Person{person(client[0], client[1], family, twinDay, home, ring)}, bounds}
}

// Whoever differs from a client in the word by which a family tells its children
// apart is more likely to be the client's twin than the client.
func TestReview_TwinsWhoShareTheFirstWordOfTheGivenNameAreTwoPeople(t *testing.T) {
	var rows []row
	twins := func(client, asker [2]string, family string) {
		name := fmt.Sprintf("%s %s and %s %s %s", client[0], client[1], asker[0], asker[1], family)
		rows = append(rows, pairOf(name, client, asker, family, twinDay, atMost(matching.Possible), relative(.1)))
	}
	twins([2]string{"Mohammed", "Hassan"}, [2]string{"Mohammed", "Hussain"}, "Khan")
	twins([2]string{"Mohammed Hassan"}, [2]string{"Mohammed Hussain"}, "Khan")
	twins([2]string{"Mohammed-Hassan"}, [2]string{"Mohammed-Hussain"}, "Khan")
	twins([2]string{"Mohammed", "Hassan"}, [2]string{"Mohammed Hussain"}, "Khan")
	twins([2]string{"Abdul Rahman"}, [2]string{"Abdul Rahim"}, "Miah")
	twins([2]string{"Muhammad Umar"}, [2]string{"Muhammad Bilal"}, "Chaudhry")
	twins([2]string{"Md", "Rafiqul"}, [2]string{"Md", "Shahidul"}, "Islam")
	twins([2]string{"Syeda Fatima"}, [2]string{"Syeda Zainab"}, "Shah")
	twins([2]string{"Maria", "Carmen"}, [2]string{"Maria", "Dolores"}, "Ferreira")
	twins([2]string{"Jean-Paul"}, [2]string{"Jean-Pierre"}, "Mbeki")
	twins([2]string{"Jia Wei"}, [2]string{"Jia Ming"}, "Chen")
	twins([2]string{"Thi Lan"}, [2]string{"Thi Hoa"}, "Nguyen")
	twins([2]string{"Nur Aisyah"}, [2]string{"Nur Izzati"}, "Rahman")
	twins([2]string{"Mohammed", "Ali"}, [2]string{"Imran", "Mohammed"}, "Tidmarsh") // what is common stands in two places
	twins([2]string{"José Luis"}, [2]string{"Luis Miguel"}, "Tidmarsh")
	twins([2]string{"Anne Marie"}, [2]string{"Marie Claire"}, "Tidmarsh")
	twins([2]string{"Wei Ming"}, [2]string{"Ming Li"}, "Zhang")
	twins([2]string{"Fatima Noor"}, [2]string{"Fatima Zahra"}, "Ali") // and so does any other first word, where both are the given name
	twins([2]string{"Anna Maria"}, [2]string{"Anna Sofia"}, "Kowalska")
	twins([2]string{"Martin Tom"}, [2]string{"Martin John"}, "McDonagh")
	twins([2]string{"Haile Mariam"}, [2]string{"Haile Michael"}, "Berhe")
	twins([2]string{"Wai Man"}, [2]string{"Wai Kit"}, "Chan")
	twins([2]string{"Wai Kit"}, [2]string{"Wai Man"}, "Chan")
	twins([2]string{"Gurpreet", "Singh"}, [2]string{"Gurpreet", "Kaur"}, "Gill")
	twins([2]string{"Krishna Kumar"}, [2]string{"Krishna Devi"}, "Rai")
	twins([2]string{"Khalid"}, [2]string{"Khalida"}, "Tidmarsh")
	twins([2]string{"Ella"}, [2]string{"Bella"}, "Tidmarsh")
	twins([2]string{"Zain"}, [2]string{"Zaid"}, "Shah")
	twins([2]string{"Jayden"}, [2]string{"Kayden"}, "Crowther")
	twins([2]string{"Ravi"}, [2]string{"Kavi"}, "Patel")
	twins([2]string{"Nisha"}, [2]string{"Disha"}, "Shah")
	twins([2]string{"Marvel"}, [2]string{"Zarvel"}, "Tidmarsh") // no known names
	twins([2]string{"Vijayakumar"}, [2]string{"Jayakumar"}, "Tidmarsh")
	twins([2]string{"Vijayaseelan"}, [2]string{"Jayaseelan"}, "Tidmarsh")
	twins([2]string{"Wei"}, [2]string{"Wen"}, "Zhang")
	twins([2]string{"Jing"}, [2]string{"Jin"}, "Wang")
	twins([2]string{"Hong"}, [2]string{"Hung"}, "Pham") // one family name in two romanisations, and two given names
	twins([2]string{"Lan"}, [2]string{"Lam"}, "Pham")
	twins([2]string{"Dinesh"}, [2]string{"Dineshka"}, "Perera")
	twins([2]string{"Lowen"}, [2]string{"Lowena"}, "Pascoe")
	twins([2]string{"Saifullah"}, [2]string{"Safiullah"}, "Noori")
	twins([2]string{"Abdinasir"}, [2]string{"Abdinur"}, "Jama")
	twins([2]string{"Mohamud"}, [2]string{"Mohamed"}, "Jama")
	twins([2]string{"Yifan"}, [2]string{"Yihan"}, "Liu")
	twins([2]string{"Zelmara"}, [2]string{"Zelmari"}, "Tidmarsh")
	twins([2]string{"Jiwon"}, [2]string{"Jiwoo"}, "Park")
	twins([2]string{"Haruka"}, [2]string{"Haruki"}, "Sato")
	twins([2]string{"Abebe"}, [2]string{"Abeba"}, "Tadesse")
	twins([2]string{"Ryan"}, [2]string{"Bryan"}, "Hepworth")
	twins([2]string{"Lena"}, [2]string{"Lana"}, "Petrauskas")
	twins([2]string{"Kiran"}, [2]string{"Karan"}, "Mirza")
	twins([2]string{"Ella-Mae"}, [2]string{"Ella-Rose"}, "Tidmarsh")
	twins([2]string{"Sarah-Jane"}, [2]string{"Sara-Louise"}, "Tidmarsh")
	twins([2]string{"Lily-Mae", "Ann"}, [2]string{"Lily-Grace", "Ann"}, "Tidmarsh")
	twins([2]string{"Md", "Saiful"}, [2]string{"Md", "Shariful"}, "Islam")
	twins([2]string{"Aminul"}, [2]string{"Anisul"}, "Haque")
	twins([2]string{"Nazmul"}, [2]string{"Nazrul"}, "Islam")
	twins([2]string{"Vijay"}, [2]string{"Vijayalakshmi"}, "Kandiah")
	twins([2]string{"Raja"}, [2]string{"Rajalakshmi"}, "Kandiah")
	twins([2]string{"Vijaya"}, [2]string{"Vijayakumar"}, "Kandiah")
	twins([2]string{"Jaya"}, [2]string{"Jayaprakash"}, "Kandiah")
	twins([2]string{"Siva"}, [2]string{"Sivalakshmi"}, "Kandiah")
	twins([2]string{"Seo"}, [2]string{"Seoyeon"}, "Park")
	twins([2]string{"Shu"}, [2]string{"Shuang"}, "Liu")
	twins([2]string{"Tan"}, [2]string{"Tanish"}, "Shah")
	twins([2]string{"Lam"}, [2]string{"Lambert"}, "Pham")
	twins([2]string{"Emir"}, [2]string{"Emira"}, "Tidmarsh")
	twins([2]string{"Tanveer"}, [2]string{"Tanvira"}, "Tidmarsh") // the other's name in another spelling
	twins([2]string{"Khaalid"}, [2]string{"Khalidah"}, "Tidmarsh")
	twins([2]string{"Stefan"}, [2]string{"Stephana"}, "Tidmarsh")
	twins([2]string{"Louis"}, [2]string{"Louise"}, "Tidmarsh")
	twins([2]string{"Frances"}, [2]string{"Francis"}, "Tidmarsh")
	twins([2]string{"Andrew"}, [2]string{"Andrea"}, "Tidmarsh")
	twins([2]string{"Ka Yan"}, [2]string{"Ka Yin"}, "Wong")
	twins([2]string{"Tsz Yan"}, [2]string{"Tsz Yin"}, "Lee")
	twins([2]string{"Mei Ling"}, [2]string{"Mei Lang"}, "Chan")
	twins([2]string{"Jae-hyun"}, [2]string{"Jae-hyuk"}, "Kim")
	twins([2]string{"Eun-hye"}, [2]string{"Eun-hee"}, "Kim")
	twins([2]string{"Seong-min"}, [2]string{"Seung-min"}, "Kim")
	twins([2]string{"Eun-ji"}, [2]string{"Yun-ji"}, "Kim")
	twins([2]string{"Van Minh"}, [2]string{"Van Manh"}, "Nguyen")
	twins([2]string{"Thanh"}, [2]string{"Thang"}, "Tran")
	twins([2]string{"Phuong"}, [2]string{"Phong"}, "Tran")
	twins([2]string{"Nimal"}, [2]string{"Nimali"}, "Perera")
	twins([2]string{"Saeed"}, [2]string{"Saeedeh"}, "Karimi")
	twins([2]string{"Latif"}, [2]string{"Latife"}, "Kaya")
	twins([2]string{"Logeswary"}, [2]string{"Logeswaran"}, "Rajah")
	twins([2]string{"Dieudonné"}, [2]string{"Dieudonnée"}, "Ilunga")
	twins([2]string{"André"}, [2]string{"Andrée"}, "Ilunga")
	twins([2]string{"Robert"}, [2]string{"Roberte"}, "Ilunga")
	twins([2]string{"Hamid"}, [2]string{"Hamide"}, "Kaya")
	twins([2]string{"Thien"}, [2]string{"Tien"}, "Nguyen")
	twins([2]string{"Jamaluddin"}, [2]string{"Jalaluddin"}, "Miah")
	twins([2]string{"Jamal Uddin"}, [2]string{"Jalaluddin"}, "Miah")
	twins([2]string{"Sarah Jane", "Ann"}, [2]string{"Sarah Louise", "Ann"}, "Tidmarsh")
	twins([2]string{"Anna Louise", "Jane"}, [2]string{"Anna Marie", "Jane"}, "Tidmarsh")
	twins([2]string{"Hem Raj"}, [2]string{"Hem Kumari"}, "Thapa")
	twins([2]string{"Dil Bahadur"}, [2]string{"Dil Devi"}, "Gurung")
	twins([2]string{"Vitalii"}, [2]string{"Vitaliia"}, "Tidmarsh")
	twins([2]string{"Salah al-Din"}, [2]string{"Shams al-Din"}, "Hamdan")
	twins([2]string{"Serkan"}, [2]string{"Erkan"}, "Tidmarsh") // known to be names
	twins([2]string{"Tapiwa"}, [2]string{"Tadiwa"}, "Phiri")
	twins([2]string{"Nilesh"}, [2]string{"Nimesh"}, "Patel")
	twins([2]string{"Gulnora"}, [2]string{"Gulnoza"}, "Karimova")
	twins([2]string{"Sophal"}, [2]string{"Sophea"}, "Chan")
	twins([2]string{"Mohammed", "Shabir"}, [2]string{"Mohammed", "Shakir"}, "Khan")
	twins([2]string{"Robert"}, [2]string{"Rupert"}, "Carr") // a table of pet forms has them as one
	twins([2]string{"Abdul Aziz"}, [2]string{"Abdul Azim"}, "Tidmarsh")
	twins([2]string{"Ella"}, [2]string{"Emma"}, "Tidmarsh")
	twins([2]string{"Khin Khin"}, [2]string{"Khin Mya"}, "Win") // a name of one word twice
	twins([2]string{"Ding Ding"}, [2]string{"Ding Lan"}, "Wang")
	twins([2]string{"Maya Devi"}, [2]string{"Maya Kumari"}, "Rai")
	twins([2]string{"Raj Rani"}, [2]string{"Raj Kumari"}, "Thapa")
	twins([2]string{"Om Prakash"}, [2]string{"Om Kumar"}, "Sharma")
	twins([2]string{"Ram Lal"}, [2]string{"Ram Das"}, "Sharma")
	twins([2]string{"Nour al-Din"}, [2]string{"Nasr al-Din"}, "Haddad")
	twins([2]string{"Muhammad", "Ali"}, [2]string{"Ahmed", "Ali"}, "Khan") // Muhammad is left out beside Ali, and not beside Ahmed
	twins([2]string{"M Ali"}, [2]string{"M Usman"}, "Khan")
	twins([2]string{"M Ali"}, [2]string{"Mohammed Usman"}, "Khan")
	twins([2]string{"Ann Marie"}, [2]string{"Marie Louise"}, "Tidmarsh")
	twins([2]string{"Alim"}, [2]string{"Salim"}, "Uddin")
	twins([2]string{"Ibran"}, [2]string{"Zibran"}, "Tidmarsh")
	twins([2]string{"Suganthan"}, [2]string{"Suganthi"}, "Kandiah")
	twins([2]string{"Lahiru"}, [2]string{"Lahiruni"}, "Perera")
	twins([2]string{"Tharindu"}, [2]string{"Tharindi"}, "Perera")
	twins([2]string{"Ji-hoon"}, [2]string{"Ji-hyun"}, "Kim")
	twins([2]string{"Jihoon"}, [2]string{"Jihyun"}, "Kim")
	twins([2]string{"Seo-yeon"}, [2]string{"Seo-yoon"}, "Kim")
	twins([2]string{"Seoyeon"}, [2]string{"Seoyoon"}, "Kim")
	twins([2]string{"Do Yun"}, [2]string{"Do Hyun"}, "Kim")
	twins([2]string{"Su-jin"}, [2]string{"Su-bin"}, "Kim")
	twins([2]string{"Tsz Yau"}, [2]string{"Tsz Yan"}, "Chen")
	twins([2]string{"Lok Yi"}, [2]string{"Lok Yin"}, "Chen")
	twins([2]string{"Cheuk Yin"}, [2]string{"Cheuk Hin"}, "Chen")
	twins([2]string{"Yee Man"}, [2]string{"Yee Wan"}, "Chan")
	twins([2]string{"Kwok Wai"}, [2]string{"Kwok Wah"}, "Chan")
	twins([2]string{"Ji-min"}, [2]string{"Jimi"}, "Kim")
	twins([2]string{"Kyung-soo"}, [2]string{"Gyeongho"}, "Kim")
	twins([2]string{"Borislav"}, [2]string{"Boris"}, "Tidmarsh")
	twins([2]string{"Kyle"}, [2]string{"Kylie"}, "Tidmarsh")
	twins([2]string{"Emma"}, [2]string{"Emily"}, "Tidmarsh")
	twins([2]string{"Adam"}, [2]string{"Adham"}, "Haddad")
	twins([2]string{"Daniel"}, [2]string{"Chloe"}, "Frostwick")
	twins([2]string{"Amira"}, [2]string{"Yusuf"}, "Haddad")
	check(t, rows)
}

func TestReview_BrothersWhoShareTheFirstWordOfTheGivenNameAreTwoPeople(t *testing.T) {
	var rows []row
	brothers := func(client, asker [2]string, family, born string, bounds ...bound) {
		name := fmt.Sprintf("%s %s and %s %s %s, born %s", client[0], client[1], asker[0], asker[1], family, born)
		rows = append(rows, pairOf(name, client, asker, family, born, bounds...))
	}
	later, other := "05/09/2003", "11/02/2004"
	hassan, hussain := [2]string{"Mohammed", "Hassan"}, [2]string{"Mohammed", "Hussain"}
	brothers(hassan, hussain, "Khan", later, atMost(matching.Possible), relative(.1))
	brothers(hassan, hussain, "Khan", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Mohammed Hassan"}, [2]string{"Mohammed Hussain"}, "Khan", other, atMost(matching.Weak), relative(.5))
	brothers(hassan, [2]string{"Mohammed Hussain"}, "Khan", other, atMost(matching.Weak), relative(.5))
	brothers(hassan, [2]string{"Hussain"}, "Khan", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Maria", "Carmen"}, [2]string{"Maria", "Dolores"}, "Ferreira", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Jia Wei"}, [2]string{"Jia Ming"}, "Chen", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Fatima Noor"}, [2]string{"Fatima Zahra"}, "Ali", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Ravi"}, [2]string{"Kavi"}, "Patel", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Gurpreet", "Singh"}, [2]string{"Gurpreet", "Kaur"}, "Gill", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Syed", "Ali"}, [2]string{"Syed", "Haider"}, "Naqvi", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Jean-Paul"}, [2]string{"Jean-Pierre"}, "Mbeki", other, atMost(matching.Weak), relative(.5))
	brothers([2]string{"Thi Lan"}, [2]string{"Thi Hoa"}, "Nguyen", other, atMost(matching.Weak), relative(.5))
	check(t, rows)
}

// A brother and a sister have two forms of one surname where the language has them.
func TestReview_TwinsOfTwoFormsOfASurnameAreTwoPeople(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{
		{"Aleksandr|Petrov", "Aleksandra|Petrova"}, {"Ivan|Ivanov", "Ivanka|Ivanova"}, {"Karol|Wolski", "Karolina|Wolska"},
		{"Aleksandr|Sokolovskiy", "Aleksandra|Sokolovskaya"}, {"Jonas|Petraitis", "Jone|Petraityte"}, {"Janis|Ozols", "Janina|Ozola"},
		{"Peter|Horvath", "Petra|Horvathova"}, {"Georgios|Nikolaidis", "Georgia|Nikolaidou"}, {"Nikolay|Dimitrov", "Nikolina|Dimitrova"},
		{"Tomas|Kazlauskas", "Toma|Kazlauskaite"}, {"Raimonds|Berzins", "Raimonda|Berzina"}, {"Viktoras|Petraitis", "Viktorija|Petraityte"}, {"Giedrius|Kazlauskas", "Giedre|Kazlauskiene"}, {"Anna Maria|Novák", "Anna Sofia|Nováková"},
		{"Harjit|Singh", "Harjit|Kaur"}, // which is no family's
	} {
		client, asker := split(c[0], twinDay, home, ring), split(c[1], twinDay, home, ring)
		rows = append(rows,
			row{c[1] + " beside " + c[0], asker, one(client), []bound{listed, atMost(matching.Possible), relative(.1)}},
			row{c[0] + " told as " + c[0], client, one(client), []bound{first, atLeast(matching.VeryStrong)}})
	}
	check(t, rows)
}

// Two people of one family, whose name stands in the place of the given name, are told
// apart by what stands in that of the surname.
func TestReview_WhereTheFamilysNameStandsFirstTheOtherTellsPeopleApart(t *testing.T) {
	var rows []row
	for _, c := range []struct {
		client, asker string
		bound         bound
	}{
		{"Singh|Gurdeep", "Singh|Gurdev", atMost(matching.Possible)},
		{"Nguyen|Van Hung", "Nguyen|Van Hai", atMost(matching.Possible)},
		{"Nguyen|Thi Lan", "Nguyen|Thi Mai", atMost(matching.Possible)},
		{"Nguyen|Thi Lan", "Nguyen|Thi Lan", atLeast(matching.VeryStrong)},
		{"Nguyen|Minh Khai", "Nguyen|Minh", atLeast(matching.VeryStrong)},
		{"Singh|Gurdeep", "Singh|Gurdip", atLeast(matching.VeryStrong)},
		{"Singh|Gurdeep", "Gurdeep|Singh", atLeast(matching.VeryStrong)},
		{"Kumar|Morina", "Kumar|Shala", agreesInForename},
		{"Devi|Patel", "Devi|Shah", agreesInForename},
		{"Mohammed|Karim", "Mohammed|Rahim", agreesInForename},
		{"Abdul|Karim", "Abdul|Rahim", atMost(matching.Weak)}, // half of a given name
		{"Md Abdul|Karim", "Md Abdul|Rahim", atMost(matching.Weak)},
	} {
		rows = append(rows, row{c.client + " and " + c.asker, split(c.asker, twinDay, ""), one(split(c.client, twinDay, "")), []bound{listed, c.bound}})
	}
	check(t, rows)
}

// A woman may once have been recorded as Singh; brother and sister have one day rarely, and
// one forename hardly ever.
func TestReview_SinghAndKaurOfOneForenameAndOneDayArePossiblyOnePerson(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{{"Harjit|Singh", "Harjit|Kaur"}, {"Gurpreet|Kaur", "Gurpreet|Singh"}} {
		day := func(name string) matching.Person { return split(name, twinDay, "") }
		rows = append(rows, row{c[0] + " and " + c[1], day(c[1]), one(day(c[0])), []bound{first, atLeast(matching.Possible), atMost(matching.Possible)}})
	}
	told := "Gurpreet Kaur|Singh" // which is a woman's name
	rows = append(rows, row{told, split(told, twinDay, ""), one(split("Gurpreet|Kaur", twinDay, "")), []bound{first, atLeast(matching.VeryStrong)}})
	check(t, rows)
}

// agreesInForename: a mark that is a given name too, or a family's, is one where it stands as one.
var agreesInForename = bound{"the forename is equal", func(s seen) bool { return s.name().Level == "forename" }}

// Somebody of a client's name and day of the year, a generation away, is a parent or a
// child as likely as the client with a digit mistyped; ten years make no generation. Two
// digits changed over leave one year only, which a parent's would have to be by chance.
func TestReview_ADigitThatMakesAGenerationLeavesItOpenWho(t *testing.T) {
	var rows []row
	away := func(name, born, told string, phone string, bounds ...bound) {
		rows = append(rows, row{fmt.Sprintf("%s, born %s told as %s %s", name, born, told, phone),
			split(name, told, home, phone), one(split(name, born, home, phone)), bounds})
	}
	open := []bound{listed, relative(.3), {"is at most even", func(s seen) bool { return s.Probability <= .5 }}}
	away("Amelia|Southern", "18/07/1991", "18/07/1961", "", open...)
	away("Amelia|Southern", "18/07/1991", "18/07/1971", "", open...)
	away("Amelia|Southern", "18/07/1951", "18/07/1991", "", open...)
	away("Thomas|Hepworth", "30/05/2003", "30/05/1953", "", open...)
	away("Yusuf|Haddad", "1999-02-11", "1969-02-11", "", open...)
	away("Yusuf|Haddad", "1999-02-11", "1969-02-11", ring, relative(.2), atMost(matching.Possible))
	away("Amelia|Southern", "18/07/1991", "18/07/1981", "", first, atLeast(matching.Strong))
	for _, changedOver := range [][2]string{{"30/05/1978", "30/05/1987"}, {"30/05/1968", "30/05/1986"}, {"30/05/1985", "30/05/1958"}} {
		away("Thomas|Hepworth", changedOver[0], changedOver[1], "", first, atLeast(matching.VeryStrong))
	}
	check(t, rows)
}

// A sister who is told with the surname of her birth is a relative, as she would be without
// a marriage.
func TestReview_AFormerSurnameAloneIsTheFamilys(t *testing.T) {
	var rows []row
	for _, family := range []string{"Quarmby", "Patel"} {
		told := person("Anna", "", "Smith", "11/02/2004", home, ring)
		told.FormerFamily = []string{family}
		rows = append(rows,
			row{"a sister of the " + family + "s, married", told, one(person("Lucy", "", family, "05/09/2001", home, ring)), []bound{atMost(matching.VeryWeak), relative(.9)}},
			row{"a twin of the " + family + "s, married", withBorn(told, "05/09/2001"), one(person("Lucy", "", family, "05/09/2001", home, ring)), []bound{atMost(matching.Possible), relative(.1)}})
	}
	check(t, rows)
}

func withBorn(p matching.Person, born string) matching.Person { p.Born = born; return p }

// Father and son of one name are told apart by what follows it.
func TestReview_FatherAndSonOfOneNameAreTwoPeople(t *testing.T) {
	var rows []row
	for _, way := range [][2]string{{"John|Quarmby Snr", "John|Quarmby Jnr"}, {"John|Quarmby (Senior)", "John Jr|Quarmby"}} {
		senior, junior := split(way[0], "", home), split(way[1], "", home)
		rows = append(rows,
			row{way[1] + " beside his father, who is " + way[0], junior, []matching.Person{junior, senior}, []bound{first}},
			row{way[1] + ", and no more told", split("John|Quarmby", "", home), one(junior), []bound{first, atLeast(matching.VeryStrong)}})
	}
	alone := row{"the father alone", split("John|Quarmby Jnr", "", home), one(split("John|Quarmby Snr", "", home)), []bound{atMost(matching.VeryWeak), relative(.9)}}
	check(t, append(rows, alone))
}

// Nobody is told that a forename differs where both have the same, or none.
func TestReview_WhatTellsPeopleOfOneNameApartIsSaid(t *testing.T) {
	for _, c := range []struct{ client, asker, says string }{
		{"John|Quarmby Snr", "John|Quarmby Jnr", "surname equal, told apart as Snr and Jnr or twins are"},
		{"Twin 1|Quarmby", "Baby B|Quarmby", "surname equal, told apart as Snr and Jnr or twins are"},
		{"John|Quarmby Snr", "Peter|Quarmby Jnr", "surname equal, forename differs"},
		{"John|Quarmby Snr", "Mary|Quarmby", "surname equal, forename differs"},
		{"John|Quarmby Snr", "John|Quarmby", "forename and surname equal"},
		{"Twin 1|Quarmby", "Twin 1|Quarmby", "surname equal, no forename to compare"},
	} {
		for _, way := range [][2]string{{c.client, c.asker}, {c.asker, c.client}} {
			seen, _ := others().review(split(way[1], born, home), split(way[0], born, home))
			require.Equal(t, c.says, seen[0].name().Text, "%s beside %s", way[0], way[1])
		}
	}
}

// A middle initial with which another's forename begins hardly makes one of two people.
func TestReview_AMiddleInitialIsNoForename(t *testing.T) {
	var rows []row
	for _, way := range [][2]matching.Person{
		{person("Olivia", "O", "White", "", home), person("Oscar", "", "White", "", home)},
		{person("James", "R", "Hepworth", "05/09/1985", home), person("Rachel", "", "Hepworth", "05/02/1987", home)},
		{person("Muhammad", "C", "Quershi", "", home), person("Charlie", "", "Quershi", "", home)},
	} {
		for _, w := range [][2]matching.Person{way, {way[1], way[0]}} {
			rows = append(rows, row{w[0].Given + " told as " + w[1].Given, w[1], one(w[0]), []bound{atMost(matching.VeryWeak)}})
		}
	}
	rows = append(rows, row{"with the day of birth, it may be", person("Rob", "", "Hepworth", "05/09/1985"), one(person("James", "R", "Hepworth", "05/09/1985")), []bound{first, atLeast(matching.Possible)}},
		row{"an initial for a forename is one", person("F", "", "Hepworth", "05/09/1985", home, ring), one(person("Freya", "", "Hepworth", "05/09/1985", home, ring)), []bound{first, atLeast(matching.VeryStrong)}})
	check(t, rows)
}
