package matching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

const born = "12/03/1961"

func one(p matching.Person) []matching.Person { return []matching.Person{p} }

// split reads "given|middle|family".
func split(name string, more ...string) matching.Person {
	parts := strings.Split(name, "|")
	if len(parts) == 2 {
		parts = []string{parts[0], "", parts[1]}
	}
	return person(parts[0], parts[1], parts[2], more...)
}

// A single name agrees with a single name in whichever field it stands.
func TestReview_OneNameIsFoundInWhicheverFieldItStands(t *testing.T) {
	given, family := one(split("Suharto|", born)), one(split("|Suharto", born))
	ahmed := one(split("Ahmed|", born))
	in := func(name string, clients []matching.Person, asker matching.Person, bounds ...bound) row {
		return row{name, asker, clients, bounds}
	}
	asGiven := func(clients []matching.Person, more ...string) bound {
		return as(split("Suharto|", more...), clients...)
	}
	rows := []row{
		in("given, with the date", given, split("Suharto|", born), first, atLeast(matching.VeryStrong)),
		in("family for given, with the date", given, split("|Suharto", born), first, agrees, asGiven(given, born)),
		in("family for given, alone", given, split("|Suharto"), first, agrees, asGiven(given)),
		in("a dot for given, alone", given, split(".|Suharto"), first, agrees, asGiven(given)),
		in("given for family, with the date and postcode", one(split("|Suharto", born, home)), split("Suharto|", born, home), first, agrees, atLeast(matching.VeryStrong)),
		in("given for family, with the postcode", one(split("|Suharto", born, home)), split("Suharto|", "", home), first, agrees),
		in("given for family, alone", family, split("Suharto|"), first, agrees),
		in("given for family, and an unknown surname", family, split("Suharto|Unknown", born), first, agrees),
		in("a common name, family for given", ahmed, split("|Ahmed", born), first, agrees, as(split("Ahmed|", born), ahmed...)),
		in("twice the same name", ahmed, split("Ahmed|Ahmed", born), first, atLeast(matching.Strong)),
		in("a dot for a surname", ahmed, split("Ahmed|.", born), first, atLeast(matching.Strong)),
		in("no surname given", ahmed, split("Ahmed|No Surname Given", born), first, atLeast(matching.Strong)),
	}
	for _, standIn := range []string{"NFN", "FNU", "NLN", "LNU", "Only name", "Mononym", "SURNAME UNKNOWN", "No Surname Given", "Not known", "-"} {
		rows = append(rows,
			in(standIn+" for the surname", given, split("Suharto|"+standIn, born), first, agrees, asGiven(given, born)),
			in(standIn+" for the forename", given, split(standIn+"|Suharto", born), first, agrees, asGiven(given, born)))
	}
	for _, name := range []string{"Sukarno", "Ngawang", "Thilagavathi", "Wayan", "Haile"} {
		rows = append(rows,
			in(name+" in the other field", one(split(name+"|", born)), split("|"+name, born), first, agrees, as(split(name+"|", born), split(name+"|", born))),
			in(name+" in the other field, the other way, alone", one(split("|"+name, born)), split(name+"|"), first, agrees))
	}
	check(t, rows)
}

// An only name agrees with two that are written apart: a visa makes Habib Ullah of
// Habibullah, and a form makes Habibullah of Habib Ullah.
func TestReview_OneNameIsFoundWhereTwoAreHeld(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{
		{"Habibullah|", "Habib|Ullah"}, {"|Habibullah", "Habib|Ullah"}, {"Habibullah|.", "Habib|Ullah"}, {"Habibullah|Habibullah", "Habib|Ullah"},
		{"Abdulkarim|", "Abdul|Karim"}, {"Abdul Karim|", "Abdul|Karim"}, {"|Abdul Karim", "Abdul|Karim"}, {"FNU|Fazalrehman", "Fazal|Rehman"},
		{"Balasubramaniam|", "Bala|Subramaniam"}, {"Tenzindolma|", "Tenzin|Dolma"}, {"Sitinurhaliza|LNU", "Siti|Nurhaliza"},
	} {
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			rows = append(rows,
				row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}},
				row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
		}
	}
	common := split("Alikhan|")
	check(t, append(rows, row{"of whom there are many", common, one(split("Ali|Khan", born)), []bound{listed, agrees, atMost(matching.VeryWeak)}}))
}

// The same words are the same name wherever they stand.
func TestReview_NamesChangedOverAreFoundHoweverManyWordsTheyHave(t *testing.T) {
	var rows []row
	over := func(client, asker string) {
		rows = append(rows,
			row{client + " told as " + asker, split(asker, born), one(split(client, born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
			row{client + " told as " + asker + " without a date", split(asker), one(split(client, born)), []bound{first, agrees}})
	}
	over("Van|Nguyen", "Nguyen|Van")
	over("Jean-Paul|Ngoma", "Ngoma|Jean-Paul")
	over("Nguyen|Thi Minh Khai", "Thi Minh Khai|Nguyen")
	over("Okafor|John Michael", "John Michael|Okafor")
	over("Okafor|John Michael", "John|Okafor")
	over("John Michael|Okafor", "Okafor|John Michael")
	over("Jean Paul|Ngoma", "Ngoma|Jean Paul")
	over("Mary Jane|Smithers", "Smithers|Mary Jane")
	over("Kovacs|Eva Maria", "Eva Maria|Kovacs")
	over("Wei Ling|Ong", "Ong|Wei Ling")
	over("Weiling|Ong", "Ong|Wei Ling")
	over("Ji-woo|Baek", "Baek|Ji Woo")
	over("Hanneke|van der Meulen", "van der Meulen|Hanneke")
	over("Rosa|de la Fuente", "de la Fuente|Rosa")
	over("Rosa Elena|de los Santos", "de los Santos|Rosa Elena")
	over("Maria|Garcia Zubiri", "Garcia Zubiri|Maria")
	over("Abebe|Bikila Tessema", "Bikila Tessema|Abebe")
	over("Oluwaseun|Adeyemi Bakare", "Adeyemi Bakare|Oluwaseun")
	over("Hepworth|Anna J", "Anna|Jane|Hepworth")
	over("Anna Maria|Hepworth", "Hepworth|Anna|M.")
	gale := split("Gale|Theodore", born)
	gale.FormerFamily = []string{"Smith"}
	rows = append(rows, row{"changed over, and held by the name of birth", gale, one(split("Theodore|Smith", born)), []bound{first, agrees, atLeast(matching.Strong)}})
	check(t, rows)
}

// A field that holds the whole name is read as the two fields are.
func TestReview_TheWholeNameInOneFieldIsRead(t *testing.T) {
	var rows []row
	reads := func(asker, told string, client string) {
		rows = append(rows,
			row{asker + " with the date", split(asker, born), one(split(client, born)), []bound{first, agrees, whole, as(split(told, born), split(client, born))}},
			row{asker + " alone", split(asker), one(split(client, born)), []bound{listed, agrees, whole, as(split(told), split(client, born))}})
	}
	const robert = "Robert|Blenkinsop"
	reads("|Robert Blenkinsop", robert, robert)
	reads("Robert Blenkinsop|", robert, robert)
	reads("|Blenkinsop, Robert", robert, robert)
	reads("|BLENKINSOP Robert", robert, robert)
	reads("BLENKINSOP Robert|", robert, robert)
	reads("|Mr Robert Blenkinsop", robert, robert)
	reads("Mr R Blenkinsop|", "R|Blenkinsop", robert)
	reads("|R. Blenkinsop", "R|Blenkinsop", "Robert|James|Blenkinsop")
	reads("|Robert James Blenkinsop", "Robert|James|Blenkinsop", "Robert|James|Blenkinsop")
	reads("|Ann Hepple-Jones", "Ann|Hepple-Jones", "Ann|Hepple-Jones")
	reads("|Hanneke van der Meulen", "Hanneke|van der Meulen", "Hanneke|van der Meulen")
	reads("Ms Siobhan O'Rafferty|", "Siobhan|O'Rafferty", "Siobhan|O'Rafferty")
	reads("|Mrs Oluwaseun Adeyemi", "Oluwaseun|Adeyemi", "Oluwaseun|Adeyemi")
	// Which half of two plain words is which, nothing says for certain.
	rows = append(rows,
		row{"family first, with the date", split("|Blenkinsop Robert", born), one(split(robert, born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
		row{"family first, alone", split("|Blenkinsop Robert"), one(split(robert, born)), []bound{listed, agrees}})
	held := func(client, asker string) {
		rows = append(rows, row{"held as " + client, split(asker), one(split(client, born)), []bound{listed, agrees}})
	}
	held("|Robert Blenkinsop", robert)
	held("Robert Blenkinsop|", robert)
	held("|BLENKINSOP Robert", robert)
	held("|Ann Hepple-Jones", "Ann|Hepple-Jones")
	held("|Mrs Oluwaseun Adeyemi", "Oluwaseun|Adeyemi")
	for _, c := range [][2]string{{"Kim Min Jun|", "Minjun|Kim"}, {"|Zhang Wei Ming", "Weiming|Zhang"}, {"Blenkinsop Ann Marie|", "Annmarie|Blenkinsop"}} { // and the given name is one word or two
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			held(way[0], way[1])
			rows = append(rows, row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
		}
	}
	for _, c := range [][2]string{{"Li|Zhiqiang", "Zhi Qiang|Lee"}, {"Park|Ji Hoon", "Jihun|Pak"}, {"Haddad|Abd al-Rahman", "Abdurrahman|Hadad"}, {"Pickles|Ann Marie", "Annemarie|Pickels"}} { // and both names are spelt otherwise
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			rows = append(rows, row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
		}
	}
	rows = append(rows, row{"a slip in a surname of two words, changed over", split("Ma Donald|Ian", born), one(split("Ian|Mac Donald", born)), []bound{first, agrees, atLeast(matching.VeryStrong)}})
	for client, asker := range map[string]string{"Park|Ji Hoon": "Jihyun|Pak", "Li|Zhi Qiang": "Zhigang|Lee", "Haddad|Abd al-Rahman": "Abdurrahim|Hadad"} {
		rows = append(rows, row{"another, changed over: " + asker, split(asker, born, home), one(split(client, born, home)), []bound{atMost(matching.Possible)}})
	}
	rows = append(rows, row{"a brother of one syllable", split("Kim Min Ho|", born, home), one(split("Minjun|Kim", born, home)), []bound{atMost(matching.Possible)}})
	check(t, rows)
}

// A particle that one side leaves out does not make another surname.
func TestReview_ASurnameIsFoundWithAndWithoutItsParticle(t *testing.T) {
	var rows []row
	found := func(client string, askers ...string) {
		for _, asker := range askers {
			for _, way := range [][2]string{{client, asker}, {asker, client}} {
				rows = append(rows,
					row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}},
					row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.Strong)}})
			}
		}
	}
	found("Ali|Al Rashid", "Ali|Rashid", "Ali|Ar-Rashid")
	found("Hassan|Al-Sayed", "Hassan|Sayed", "Hassan|As-Sayed")
	found("Rosa|de la Cruz", "Rosa|Cruz")
	found("Juan|dos Santos", "Juan|Santos")
	found("Carmen|De Los Santos", "Carmen|Santos")
	found("Siti|binti Ahmad", "Siti|Ahmad")
	found("Rhys|ap Gwilym", "Rhys|Gwilym")
	found("Pietro|D'Angelo", "Pietro|Angelo")
	found("Fatou|N'Diaye", "Fatou|Diaye")
	found("Moira|MacTavish", "Moira|Tavish", "Moira|M'Tavish")
	found("Siobhán|Ní Dhomhnaill", "Siobhan|Dhomhnaill")
	found("Kevin|St John", "Kevin|Saint John")
	found("Hanneke|van der Meulen", "Hanneke|Meulen", "Hanneke|van Meulen")
	found("Otto|von Rautenberg", "Otto|Rautenberg")
	found("Yusuf|El Haddad", "Yusuf|Haddad")
	found("Brendan|O'Shaughnessy", "Brendan|Shaughnessy")
	found("Elin|ferch Rhydderch", "Elin|Rhydderch")
	found("Luca|Della Valle", "Luca|Valle")
	found("Omar|bin Zulkifli", "Omar|Zulkifli")
	found("Faisal|bin Abdulmajid", "Faisal|Majid", "Faisal|Abdul Majid", "Faisal|Abdulmajid")
	found("Siti|binti Abdul Rahman", "Siti|Rahman", "Siti|Abdulrahman")
	found("Layla|bint Abdelkader", "Layla|Kader")
	found("Ali|Al Rashid", "Ali|Alrashid")
	found("Marisa|De Haro", "Marisa|DeHaro")
	found("Brendan|O Brien", "Brendan|OBrien")
	found("Moira|Mac Tavish", "Moira|McTavish")
	check(t, rows)
}

// A name that is the family name on one side and a middle or father's name on the
// other agrees.
func TestReview_AFathersNameInTheSurnamesPlaceAgrees(t *testing.T) {
	var rows []row
	father := func(client, asker string, r matching.Rating) {
		rows = append(rows,
			row{client + " told as " + asker + " alone", split(asker), one(split(client, born)), []bound{listed, agrees}},
			row{client + " told as " + asker, split(asker, born), one(split(client, born)), []bound{first, agrees, atLeast(r)}})
	}
	father("Selam|Tesfay", "Selam|Tesfay|Gebremedhin", matching.Strong)
	father("Selam|Tesfay|Gebremedhin", "Selam|Tesfay", matching.Strong)
	father("Ahmed|Mohamed|Warsame", "Ahmed|Mohamed", matching.Possible)
	father("Abdi|Hassan|Warsame", "Abdi|Hassan", matching.Possible)
	father("Abdi|Mohamed|Hassan", "Abdi|Mohamed", matching.Possible)
	father("Zahra|Noori", "Zahra|Noori|Ahmadzai", matching.Strong)
	father("Fatima|Bibi|Hussain", "Fatima|Bibi", matching.Possible)
	father("Fatima|Bibi|Hussain", "Bibi|Fatima", matching.Possible)
	father("Rukhsana|Bibi", "Rukhsana|Bibi|Akhtar", matching.Strong)
	father("Harpreet|Kaur|Gill", "Harpreet|Kaur", matching.Possible)
	father("Yohannes|Kifle|Woldemariam", "Yohannes|Kifle", matching.Strong)
	father("Yohannes Kifle|Woldemariam", "Yohannes|Kifle", matching.Strong)
	father("Hodan|Warsame|Abukar", "Hodan|Warsame", matching.Strong)
	father("Layla|Mahmoud|Hamdan|", "Layla|Mahmoud|Hamdan", matching.VeryStrong)
	father("Maria|Garcia Zubiri", "Maria Garcia|Zubiri", matching.Strong)
	check(t, rows)
}

// Forenames written as one word, as two and with a hyphen are found by one another.
func TestReview_AForenameWrittenAsOneWordIsFoundWhereTwoAreHeld(t *testing.T) {
	var rows []row
	for _, forms := range [][]string{
		{"Ann-Marie|Tidmarsh", "Annmarie|Tidmarsh", "Ann Marie|Tidmarsh", "Ann|Marie|Tidmarsh"},
		{"Jean-Paul|Mbeki", "Jeanpaul|Mbeki", "Jean Paul|Mbeki", "Jean|Paul|Mbeki"},
		{"Mary Jane|Smithers", "Maryjane|Smithers", "Mary-Jane|Smithers"},
		{"Billie-Jo|Crowther", "Billiejo|Crowther", "Billie Jo|Crowther"},
		{"Jia Wei|Zhuang", "Jiawei|Zhuang", "Jia-Wei|Zhuang"},
		{"Min-jun|Baek", "Minjun|Baek", "Min Jun|Baek"},
		{"Abdul Rahman|Quershi", "Abdulrahman|Quershi", "Abdul-Rahman|Quershi"},
		{"Lee-Anne|Hepworth", "Leeanne|Hepworth", "Lee|Anne|Hepworth"},
		{"志 明|王", "志明|王"},
		{"Lee-Ann|Hepworth", "Leighann|Hepworth", "Leighanne|Hepworth", "Lee Anne|Hepworth"},
		{"Mary-Jo|Crowther", "Maryjoe|Crowther", "Mari Jo|Crowther"},
		{"Kerry-Ann|Crowther", "Kerianne|Crowther"},
		{"Seung-hyun|Park", "Seunghyun|Pak", "Seung Hyun|Pak"},
		{"Mei Ling|Tan", "Meiling|Chen"},
	} {
		for _, held := range forms {
			for _, told := range forms {
				if held != told {
					rows = append(rows, row{held + " told as " + told, split(told), one(split(held, born)), []bound{first, agrees}})
				}
			}
		}
	}
	check(t, rows)
}

// A given name is found without the servant or the father that it begins with, or what it
// is of.
func TestReview_AGivenNameIsFoundWithoutItsParticle(t *testing.T) {
	var rows []row
	for _, forms := range [][]string{
		{"Abu Bakr|Quershi", "Bakr|Quershi", "Abubakar|Quershi"},
		{"Abdul Karim|Quershi", "Karim|Quershi", "Abdulkarim|Quershi", "Kareem|Quershi"},
		{"Abdirahman|Warsame", "Rahman|Warsame"},
		{"Abdelaziz|Haddad", "Aziz|Haddad"},
		{"Abu Talib|Chaudhry", "Talib|Chaudhry"},
		{"Maria de Lurdes|Quintela", "Lurdes|Quintela", "Maria Lurdes|Quintela", "Maria|Lurdes|Quintela"},
		{"María de los Ángeles|Quintela", "Angeles|Quintela", "Maria Angeles|Quintela"},
		{"MARIA DEL PILAR|QUINTELA", "Pilar|Quintela"}, {"Maria do Carmo|Quintela", "Carmo|Quintela"}, {"MARIA DO CARMO|QUINTELA", "Maria|Quintela"}, {"Maria da Conceição|Quintela", "Conceicao|Quintela"},
	} {
		for _, told := range forms[1:] {
			for _, way := range [][2]string{{forms[0], told}, {told, forms[0]}} {
				rows = append(rows,
					row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}},
					row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.Strong)}})
			}
		}
	}
	check(t, rows)
}

// Initials that are written as one word are initials.
func TestReview_InitialsWrittenAsOneWordFitTheNames(t *testing.T) {
	var rows []row
	for _, c := range []struct {
		client, asker string
		fits          bool
	}{
		{"Jean-Baptiste|Moreau", "JB|Moreau", true}, {"Jean Paul|Moreau", "JP|Moreau", true}, {"Andrew|James|Moreau", "AJ|Moreau", true},
		{"Mary Jane|Hepworth", "MJ|Hepworth", true}, {"Thomas|Hepworth", "TJ|Hepworth", true}, {"Peter|John|Hepworth", "P.J.|Hepworth", true},
		{"Peter|Hepworth", "JP|Hepworth", false}, {"Joan|Paula|Hepworth", "JB|Hepworth", false}, {"Mohammed|Dawood|Quershi", "NG|Quershi", false},
	} {
		for _, way := range [][2]string{{c.client, c.asker}, {c.asker, c.client}} {
			bounds := []bound{listed, atMost(matching.Possible)}
			if c.fits {
				bounds = []bound{first, agrees, atLeast(matching.Strong)}
				rows = append(rows, row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}})
			}
			rows = append(rows, row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), bounds})
		}
	}
	check(t, rows)
}

// Who goes by a form of a middle name, a short one or another spelling, is found under
// the first one.
func TestReview_AFormOfAMiddleNameIsFound(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{
		{"Ann|Deborah|Hepworth", "Debbie|Hepworth"}, {"J|Robert|Hepworth", "Bob|Hepworth"}, {"Mary|Elizabeth|Crowther", "Liz|Crowther"},
		{"James Andrew|Frostwick", "Andy|Frostwick"}, {"Zofia|Katarzyna|Wrobel", "Kasia|Wrobel"},
		{"Ann|Katherine|Hepworth", "Catherine|Hepworth"}, {"James|Stephen|Hepworth", "Steven|Hepworth"}, {"John|Geoffrey|Hepworth", "Jeffrey|Hepworth"},
		{"Raja|Zulfiqar|Quershi", "Zulfikar|Quershi"}, {"Amina|Yusuf|Warsame", "Yousef|Warsame"}, {"Gul|Mohammad Naeem|Quershi", "Naim|Quershi"},
		{"Sarah|Hepworth known as Zoe", "Zoe|Hepworth"},
	} {
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			rows = append(rows,
				row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}},
				row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.Possible)}})
		}
	}
	twin := row{"a twin of another middle name", split("Susie|Hepworth", born, home), one(split("Ann|Deborah|Hepworth", born, home)), []bound{atMost(matching.Possible)}}
	check(t, append(rows, twin))
}

// Both names may be told in another way at once.
func TestReview_AShortForenameIsFoundWithAPartOrASpellingOfTheSurname(t *testing.T) {
	var rows []row
	for _, c := range [][2]string{
		{"John|Davies", "Siôn|ap Dafydd"}, {"Tesfay|Gebremedhin", "Tesfay|G/medhin"},
		{"Rebecca|Smith-Jones", "Becky|Jones"}, {"Rebecca|Smith-Jones", "Becky|Smith"}, {"Rebecca|SmithJones", "Becky|Jones"}, {"Rebecca|SmithJones", "Rebecca|Jones Smith"},
		{"Geoffrey|Thompson", "Jeff|Thomson"}, {"Jonathan|Sampson", "Jon|Samson"},
		{"Christopher|St. Clair", "Christopher|Sinclair"}, {"Fatma|Bint Khalid", "Fatima|Khaled"}, {"Yusuf|El Sayyed", "Yousef|Sayed"}, {"Fatima Zahra|El Idrissi", "Fatimazahra|Idrissi"},
		{"Zia ur Rehman|Quershi", "Ziaur Rahman|Quershi"}, {"Mizanur Rahman|Chowdhury", "Mizan|Chowdhury"}, {"Saiful|Islam", "Saif ul|Islam"}, {"Habibur|Rahman", "Habib ur|Rehman"},
	} {
		for _, way := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			rows = append(rows,
				row{way[0] + " told as " + way[1], split(way[1], born), one(split(way[0], born)), []bound{first, agrees, atLeast(matching.Possible)}},
				row{way[0] + " told as " + way[1] + " alone", split(way[1]), one(split(way[0], born)), []bound{listed, agrees}})
		}
	}
	check(t, rows)
}

// A half of the name that is equal is worth no less than one that is alike, however many bear it.
func TestReview_AnEqualHalfIsWorthNoLessThanOneThatIsAlike(t *testing.T) {
	for _, c := range []struct{ asker, equal, alike string }{
		{"John|Davies", "Siôn|Davies", "Siôn|Davis"},
		{"John|Davies", "Siôn|Davies", "Siôn|ap Dafydd"},
		{"Elizabeth|Smith", "Liz|Smith", "Liz|Smyth"},
		{"David|Tidmarsh", "David|Titmarsh", "Dai|Titmarsh"},
		{"Gurpreet|Singh", "Gurprit|Singh", "Gurprit|Sing"},
	} {
		all, _ := others().review(split(c.asker, born), split(c.equal, born), split(c.alike, born))
		require.GreaterOrEqual(t, all[0].Weight, all[1].Weight, "%s told of, and %s or %s", c.asker, c.equal, c.alike)
	}
}
