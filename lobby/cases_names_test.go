package lobby_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
)

// home2001 is somebody of one household: date of birth, phone and postcode are the
// same for all.
func home2001(name string) matching.Person {
	return who(name, "born", "05/09/2001", "phones", "07700900801", "postcodes", leeds8)
}

func TestCases_TwinsOfSeveralGivenNamesAreTwoPeople(t *testing.T) {
	var rows []caseRow
	for _, two := range [][2]string{
		{"Syed Muhammad Ali|Naqvi", "Syed Muhammad Hassan|Naqvi"},
		{"Syed|Muhammad Ali|Naqvi", "Syed|Muhammad Hassan|Naqvi"},
		{"Nguyen Thi Lan|Tran", "Nguyen Thi Hoa|Tran"},
		{"Md Rafiqul Islam|Chowdhury", "Md Nazrul Islam|Chowdhury"},
		{"Mohammed Zubair|Ali|Khan", "Mohammed Bilal|Ali|Khan"},
		{"Muhammad|Ali Raza|Naqvi", "Muhammad|Hassan Raza|Naqvi"},
		{"Maria del Carmen|Ferreira", "Maria del Pilar|Ferreira"},
		{"Mohammed|Abdul Rahman|Khan", "Mohammed|Abdul Kareem|Khan"},
		{"Abdur Rahman|Miah", "Abdur Rahim|Miah"},
		{"Abdurrahman|Miah", "Abdurrahim|Miah"},
		{"Abdul Rahman|Miah", "Abdul Rahim|Miah"},
		{"Xiao Ming|Li", "Xiao Hong|Li"},
		{"Xiaoming|Li", "Xiaohong|Li"},
		{"Van Minh|Pham", "Van Duc|Pham"},
		{"Oluwaseun|Adeyemi", "Oluwatobi|Adeyemi"},
		{"Ella|Tidmarsh", "Bella|Tidmarsh"},
		{"Tina|Marlow", "Nina|Marlow"},
		{"Amina|Yusuf", "Samina|Yusuf"},
		{"Aidan|Tidmarsh", "Jaidan|Tidmarsh"},
		{"Mia|Crowther", "Lia|Crowther"},
		{"Harry|Crowther", "Larry|Crowther"},
		{"Daniel|Marlow", "Danielle|Marlow"},
		{"Gurpreet|Singh|Gill", "Harpreet|Singh|Gill"},
		{"Simran|Kaur|Sidhu", "Jasmin|Kaur|Sidhu"},
		{"Shazia|Bibi|Khan", "Nazia|Bibi|Khan"},
		{"Ayaan|Abdullahi|Jama", "Hodan|Abdullahi|Jama"},
		{"Ivan Petrovich|Kovalenko", "Oleg Petrovich|Kovalenko"},
		{"Nur Aisyah|binti Ahmad", "Nur Amirah|binti Ahmad"},
		{"Jean-Luc|Moreau", "Jean-Marc|Moreau"},
		{"Maria Jose|Silva", "Maria Luisa|Silva"},
		{"Juan|Reyes|Cruz", "Jose|Reyes|Cruz"},
		{"Sai Krishna|Reddy", "Sai Kiran|Reddy"},
		{"Minh Anh|Le", "Minh Chau|Le"},
		{"Nguyen Van An|", "Nguyen Van Binh|"},
		{"Ji Woo|Kim", "Ji Ho|Kim"},
		{"Minjun|Kim", "Minseo|Kim"},
		{"Jia Hao|Wang", "Jiaming|Wang"},
		{"Abel|Tesfaye|Kebede", "Dawit|Tesfaye|Kebede"},
		{"Jignesh|Rajesh|Patel", "Hetal|Rajesh|Patel"},
		{"Emma Rose|Hartley", "Ella Rose|Hartley"},
		{"Abdi Rahman|Warsame", "Abdi Rashid|Warsame"},
		{"Abdulaziz|Hamid", "Abdulrahim|Hamid"},
		{"Fatou Binta|Diallo", "Fatou Kine|Diallo"},
		{"Chukwuemeka|Okafor", "Chukwudi|Okafor"},
		{"Hassan|Ali", "Hussain|Ali"},
		{"Mohamed Amin|Warsame", "Mohamed Yasin|Warsame"}, {"Muhammad Umar|Sheikh", "Muhammad Usman|Sheikh"}, {"Maria Fernanda|Lopes", "Maria Eduarda|Lopes"}, {"Jean Paul|Habimana", "Jean Pierre|Habimana"},
		{"Nur Izzah|Rahman", "Nur Iman|Rahman"}, {"Hana|Osman", "Hani|Osman"}, {"Ryan|Thistlewood", "Bryan|Thistlewood"}, {"Jayden|Cole", "Kayden|Cole"},
		{"Ayaan|Shah", "Rayaan|Shah"}, {"Tyler|Cole", "Skyler|Cole"}, {"Anil|Desai", "Sunil|Desai"}, {"Ramesh|Iyer", "Suresh|Iyer"},
		{"Sita|Thapa", "Gita|Thapa"}, {"Manpreet|Kaur|Sandhu", "Amanpreet|Kaur|Sandhu"}, {"Taiwo|Balogun", "Kehinde|Balogun"}, {"Hassan|Kamara", "Hussein|Kamara"},
		{"Xin Yi|Tan", "Xin Hui|Tan"}, {"Thi Mai|Vu", "Thi Lan|Vu"}, {"Abdul Karim|Miah", "Abdul Kadir|Miah"}, {"Syeda Fatima|Zaidi", "Syeda Zainab|Zaidi"},
		{"Bibi Ayesha|Noor", "Bibi Amina|Noor"}, {"Marta|Nowak", "Magda|Nowak"}, {"Andreea|Popa", "Andrei|Popa"}, {"Filip|Wojcik", "Filipa|Wojcik"},
		{"Lily|Cole", "Millie|Cole"}, {"Jack|Cole", "Zack|Cole"},
	} {
		rows = append(rows, eitherWay("twins "+two[0]+" and "+two[1], home2001(two[0]), home2001(two[1]), atMost(matching.Possible), related(.1))...)
	}
	later := func(name string) matching.Person {
		return who(name, "born", "11/02/2004", "phones", "07700900801", "postcodes", leeds8)
	}
	for _, two := range [][2]string{
		{"Syed Muhammad Ali|Naqvi", "Syed Muhammad Hassan|Naqvi"}, {"Abdul Rahman|Miah", "Abdul Rahim|Miah"}, {"Gurpreet|Singh|Gill", "Harpreet|Singh|Gill"},
		{"Ayaan|Abdullahi|Jama", "Hodan|Abdullahi|Jama"}, {"Van Minh|Pham", "Van Duc|Pham"}, {"Tina|Marlow", "Nina|Marlow"},
	} {
		rows = append(rows, eitherWay("born later, "+two[0]+" and "+two[1], home2001(two[0]), later(two[1]), atMost(matching.Weak), related(.5))...)
	}
	for _, same := range [][2]string{{"Syed Muhammad Ali|Naqvi", "Syed Ali|Naqvi"}, {"Syed Muhammad Ali|Naqvi", "Ali|Naqvi"}, {"Abdul Rahman|Miah", "Rahman|Miah"}, {"Abdul Rahman|Miah", "Abdul Rehman|Miah"},
		{"Gurpreet|Singh|Gill", "Gurpreet|Gill"}, {"Xiao Ming|Li", "Xiaoming|Li"}, {"Mohammed|Hassan|Khan", "Md Hasan|Khan"}, {"Nur Aisyah|binti Ahmad", "Aisyah|binti Ahmad"}, {"Maria Jose|Silva", "Mariajose|Silva"},
		{"Ji-Woo|Kim", "Ji Woo|Kim"}, {"Nguyen Thi Lan|", "Lan|Nguyen"}, {"Abel|Tesfaye|Kebede", "Abel|Tesfaye"}, {"Sai Krishna|Reddy", "Krishna|Reddy"}, {"Oluwatosin|Ajayi", "Tosin|Ajayi"}, {"Mamadou Lamine|Diallo", "Lamine|Diallo"}} {
		rows = append(rows, eitherWay("one person, "+same[0]+" and "+same[1], home2001(same[0]), home2001(same[1]), isFirst, agrees, atLeast(matching.VeryStrong))...)
	}
	checkCases(t, rows)
}

func TestCases_AnInitialIsNoForename(t *testing.T) {
	at := func(name string, told ...string) matching.Person {
		return who(name, append([]string{"postcodes", leeds8, "phones", mobile}, told...)...)
	}
	checkCases(t, []caseRow{
		arrives("two initials are no more than an initial that fits", who("N|Pettigrew"), who("N|Pettigrew"), isFirst, noMore(who("Nora|Pettigrew"))),
		arrives("J Smith is not one person", who("J|Smith"), who("J|Smith"), atMost(matching.Weak)),
		arrives("J Smith born on one day", who("J|Smith", "born", bornOn), who("J|Smith", "born", bornOn), isFirst, atLeast(matching.Possible), noMore(who("James|Smith", "born", bornOn))),
		arrives("a mother and daughter of one initial", at("E|Pettigrew", "born", bornOn), at("E|Pettigrew", "born", "05/02/1955"), atMost(matching.Possible), related(.1)),
		arrives("two initials at one address", at("E|Pettigrew", "born", bornOn), at("E|Pettigrew"), isFirst, noMore(at("Emma|Pettigrew"))),
		arrives("an initial held, the whole name told with a date", who("R|Blenkinsop"), who("Robert|Blenkinsop", "born", bornOn), isFirst, agrees),
		arrives("an initial held, the whole name told", who("R|Blenkinsop"), who("Robert|Blenkinsop"), isFirst, agrees),
		arrives("an initial held with the date, the whole name told", who("R|Blenkinsop", "born", bornOn), who("Robert|Blenkinsop"), isFirst, agrees),
		arrives("an initial and the date", who("Robert|Blenkinsop", "born", bornOn), who("R|Blenkinsop", "born", bornOn), isFirst, atLeast(matching.Strong)),
	})
}

func TestCases_AParticleIsLeftOutInWhateverPlace(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("Rosa|de la Cruz", "Cruz|Rosa", "Rosa|Cruz", "Rosa Cruz|", "Rosa de la|Cruz", "Rosa|Cruz|Martinez")
	same("Rosa|de la Cruz Martinez", "Rosa|Cruz Martinez", "Rosa|Cruz", "Rosa|Martinez")
	same("Ali|Al Rashid", "Rashid|Ali", "Al Rashid|Ali", "Ali al|Rashid", "Ali Rashid|")
	same("Moira|MacTavish", "Tavish|Moira", "McTavish|Moira")
	same("Pieter|van den Berghe", "Berghe|Pieter", "Vandenberghe|Pieter", "Pieter van den|Berghe")
	same("Femke|van der Zwaagstra", "Femke|v.d. Zwaagstra", "Femke|Zwaagstra, van der", "Femke|Zwaagstra (van der)")
	same("Conor|O'Shaughnessy-Byrne", "Conor|Shaughnessy", "Conor|Byrne", "Conor|OShaughnessy Byrne")
	same("Siti|binti Ahmad", "Siti binti|Ahmad", "Ahmad|Siti", "Siti|bte Ahmad")
	same("Tareq|Abu Hamdan", "Tareq|Hamdan", "Hamdan|Tareq")
	same("Johannes|van den Broekhuizen", "Johannes|Broekhuizen", "Johannes|v.d. Broekhuizen", "Johannes van den|Broekhuizen", "Broekhuizen|Johannes")
	same("Klaus|von Hagenbeck", "Klaus|Hagenbeck", "Klaus von|Hagenbeck")
	same("Fionn|Mac Giolla Phadraig", "Fionn|Giolla Phadraig", "Fionn|MacGiollaPhadraig")
	same("Niamh|Ní Mhurchadha", "Niamh|Mhurchadha", "Niamh|NíMhurchadha")
	same("Owain|ap Rhydderch", "Owain|Rhydderch", "Owain ap|Rhydderch")
	same("Nur|bt Zulkifli", "Nur|binti Zulkifli", "Nur|Zulkifli", "Zulkifli|Nur")
	same("Faisal|Abdulmajid", "Faisal|Abdul Majid", "Faisal|Majid")
	same("Thierry|N'Guessan", "Thierry|Nguessan", "Thierry|Guessan")
	same("Tareq|As-Samarrai", "Tareq|Samarrai", "Tareq|Al Samarrai", "Tareq|Alsamarrai")
	same("Layla|Al-Obaidi", "Layla|Obaidi", "Layla|El Obaidi", "Layla|Alobaidi", "Obaidi|Layla", "Layla|Al Obaidy")
	same("Giovanni|Di Benedetto", "Giovanni|Benedetto", "Giovanni|Dibenedetto", "Di Benedetto|Giovanni", "Giovanni di|Benedetto")
	same("Rui|dos Santos Pereira", "Rui|Santos Pereira", "Rui|Santos", "Rui|Pereira", "Pereira|Rui dos Santos")
	same("Lotte|van 't Hoff", "Lotte|Hoff", "Lotte|van t Hoff", "Lotte|vant Hoff", "Lotte|'t Hoff")
	same("Catriona|Nic Dhòmhnaill", "Catriona|MacDonald", "Catriona|McDonald")
	same("Aisha|bint Khalid", "Aisha|Khalid", "Aisha|binte Khalid", "Aisha|binti Khalid")
	same("Dilys|ferch Gruffydd", "Dilys|Gruffydd", "Dilys|verch Gruffydd")
	same("Amina|Ould Ahmed", "Amina|Ahmed", "Amina|Ouldahmed")
	same("Idrissa|N'Diaye", "Idrissa|Diaye", "Idrissa|Ndiaye", "Idrissa|N Diaye")
	same("Sophie|D'Arcy", "Sophie|Darcy", "Sophie|Arcy", "Sophie|De Arcy")
	same("Liam|Fitz Gibbon", "Liam|Fitzgibbon")
	same("Anna|St. Clair", "Anna|Saint Clair", "Anna|Stclair", "Anna|Sinclair-St Clair")
	checkCases(t, rows)
}

func TestCases_AGivenNameOfTwoWordsIsFoundByItsForms(t *testing.T) {
	var rows []caseRow
	same := func(client string, askers ...string) {
		for _, asker := range askers {
			rows = append(rows, eitherWay(client+" and "+asker, who(client), who(asker), isFirst, agrees)...)
			rows = append(rows, eitherWay(client+" and "+asker+" born on one day", who(client, "born", bornOn), who(asker, "born", bornOn), isFirst, agrees, atLeast(matching.VeryStrong))...)
		}
	}
	same("Ann-Marie|Tidmarsh", "Annmarie|Tidmarsh", "Anne Marie|Tidmarsh", "Annemarie|Tidmarsh")
	same("Billie-Jo|Crowther", "Billiejo|Crowther", "Billie Joe|Crowther", "Billyjo|Crowther")
	same("Abdul Rahman|Qasim", "Abdulrahman|Qasim", "Abdur Rahman|Qasim", "Abdurrahman|Qasim", "Abdel Rahman|Qasim", "Abd al-Rahman|Qasim")
	same("Abdus Salam|Miah", "Abdul Salam|Miah", "Abdussalam|Miah")
	same("Mei-Ling|Cheung", "Meiling|Cheung", "Mei Ling|Cheung")
	same("La Toya|Whitlock", "Latoya|Whitlock", "LaToya|Whitlock")
	same("Sarah-Jayne|Ollerenshaw", "Sarahjane|Ollerenshaw", "Sara Jayne|Ollerenshaw", "Sarajane|Ollerenshaw")
	same("Lee-Ann|Hepworth", "Leeann|Hepworth", "Lee Anne|Hepworth", "Leigh-Ann|Hepworth")
	same("Bobby-Jo|Trimble", "Bobbyjo|Trimble", "Bobbiejo|Trimble")
	same("Anna-Lena|Bergström", "Annalena|Bergstrom", "Analena|Bergström")
	checkCases(t, rows)
}

// Who has the date of birth on the register is found by the name alone, and the other
// way round.
func TestCases_TheSameWordsAreOneNameInWhateverOrder(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	one := []string{"|Wiryanto", "Wiryanto|Wiryanto", "Wiryanto|.", "FNU|Wiryanto", "Wiryanto|(no surname)", "Wiryanto|N/A", "Mr Wiryanto|", "XXX|Wiryanto", "Wiryanto|No last name", "|Wiryanto (mononym)", "Wiryanto|Single name"}
	same("Wiryanto", one...)
	same("|Wiryanto", one[2:]...)
	same("Adaeze Chidinma|Nwosu", "Nwosu|Adaeze Chidinma", "Nwosu|Chidinma Adaeze", "Nwosu Adaeze|Chidinma", "|Nwosu Adaeze Chidinma", "Nwosu|Adaeze", "NWOSU, Adaeze Chidinma|")
	same("Katalin|Szabolcsi", "Szabolcsi|Katalin", "Szabolcsi Katalin|", "|SZABOLCSI Katalin", "Katalin Szabolcsi|Katalin Szabolcsi")
	same("Mulugeta|Tesfahun Alemayehu", "Tesfahun|Mulugeta Alemayehu", "Alemayehu|Mulugeta Tesfahun", "Mulugeta|Tesfahun", "Mulugeta|Alemayehu")
	same("Min-jun|Baek", "Baek|Min-jun", "Baek|Minjun", "Baek Min Jun|", "|Baek Min-jun")
	same("Thanh Truc|Huynh", "Huynh|Thanh Truc", "Huynh Thanh|Truc", "Huynh Thanh Truc|", "Truc Huynh|")
	same("José Antonio|Quintanilla Ferrer", "Quintanilla Ferrer|José Antonio", "José|Quintanilla", "Antonio|Quintanilla", "José Antonio|Ferrer Quintanilla", "José Antonio|Quintanilla y Ferrer", "José|Ferrer")
	same("Robert|Blenkinsop", "|BLENKINSOP Robert", "|Mr Robert James Blenkinsop", "Robert Blenkinsop|Blenkinsop", "|Dr Robert Blenkinsop MBE", "|robert blenkinsop", "Robert|Mr R Blenkinsop", "Robert James Blenkinsop|")
	same("Hodan|Abdullahi|Warfa", "Hodan|Abdullahi", "Hodan|Warfa", "|Hodan Abdullahi Warfa", "Hodan|Abdullahi Warfa", "Abdullahi|Hodan")
	same("Zohra|Haidari", "Zohra|Haidari|Ahmadzai", "Zohra|Ahmad|Haidari")
	same("Parwati", "|Parwati", "Parwati|Parwati", "Parwati|-", "Parwati|NLN", "NFN|Parwati", "Parwati|(none)", "Parwati|nil", "Parwati|surname not known", "Parwati|same", "Miss Parwati|", "Parwati|Unknown Surname", "Parwati|does not have one")
	same("|Gyatso", "Gyatso", "Gyatso|?", "Unknown|Gyatso", "Gyatso|no family name", "N.N.|Gyatso")
	same("Chukwuemeka Obinna|Ezeokafor", "Ezeokafor|Chukwuemeka Obinna", "Ezeokafor|Chukwuemeka", "Obinna|Ezeokafor", "Ezeokafor Obinna|Chukwuemeka")
	same("Zsófia Anna|Kovácsházi", "Kovácsházi|Zsófia Anna", "Kovácsházi Zsófia|", "Kovácsházi|Zsófia", "Kovácsházi Anna|Zsófia")
	same("Xiulan|Ouyang", "Ouyang|Xiulan", "Ouyang|Xiu Lan", "Ou Yang|Xiulan", "Xiu-Lan|Ouyang", "|OUYANG Xiulan")
	same("Berhane|Woldemariam Tekle", "Tekle|Berhane Woldemariam", "Woldemariam|Berhane", "Berhane|Tekle", "Tekle|Woldemariam Berhane", "Berhane|Wolde Mariam")
	same("Dong-hyun|Seo", "Seo|Dong-hyun", "Seo|Donghyun", "Seo Dong Hyun|", "Dong Hyun|Seo")
	same("Carlos Alberto|Villanueva Sepúlveda", "Villanueva|Carlos", "Sepulveda Villanueva|Carlos Alberto", "Villanueva Sepulveda|Carlos", "Alberto|Villanueva")
	same("Katherine|Ramsbotham", "Katherine Ramsbotham|", "|Katherine Ramsbotham", "|RAMSBOTHAM Katherine", "|Mrs K Ramsbotham", "|Ramsbotham K", "Ramsbotham Katherine|", "|Katherine Anne Ramsbotham", "Mrs Katherine Ramsbotham|Ramsbotham", "Katherine Ramsbotham|Ramsbotham", "|K. Ramsbotham", "|Katherine  RAMSBOTHAM", "K Ramsbotham|", "|ramsbotham, katherine", "Katherine Ramsbotham|N/A")
	same("Yohannes|Haile|Desta", "Yohannes|Haile", "Yohannes|Desta", "Haile|Yohannes", "Yohannes Haile|")
	same("Nasra|Cabdi|Ducaale", "Nasra|Cabdi", "Nasra|Abdi Duale", "Nasra|Duale")
	same("Sukhdeep|Kaur|Dhaliwal", "Sukhdeep|Kaur", "Sukhdeep|Dhaliwal", "Kaur|Sukhdeep", "Sukhdeep Kaur|Dhaliwal")
	same("Rubina|Bibi|Qayyum", "Rubina|Bibi", "Rubina Bibi|", "Rubina|Qayyum")
	same("Shamima|Akter|Talukder", "Shamima|Akter", "Shamima|Aktar", "Shamima|Talukder", "Mst Shamima|Akter")
	same("Hamid|Gul|Mangal", "Hamid Gul|Mangal", "Hamid|Gul", "Hamid Gul|", "Hamidgul|Mangal")
	same("Omar|Khalid|Al Masri", "Omar|Khalid", "Omar|Masri", "Omar|Al Masri Khalid")
	checkCases(t, rows)
}

// sameName makes the cases of clients who are told of by other forms of their names.
func sameName(rows *[]caseRow) func(client string, askers ...string) {
	return func(client string, askers ...string) {
		held := who(client, "born", bornOn)
		for _, asker := range askers {
			*rows = append(*rows, eitherWay(client+" and "+asker+" born on one day", held, who(asker, "born", bornOn), isFirst, agrees, atLeast(matching.Strong))...)
			*rows = append(*rows, eitherWay(client+" and "+asker, held, who(asker), isListed, agrees)...)
		}
	}
}

func TestCases_AnInitialInTheSurnamesPlaceIsTheFathers(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("Ramanathan|S", "S|Ramanathan", "S Ramanathan|", "|S. Ramanathan", "Ramanathan S|", "|Ramanathan S", "S.|Ramanathan", "Ramanathan|Selvam", "Ramanathan|Selvam|S", "Selvam|Ramanathan")
	same("Thangavelu|K.R.", "K R|Thangavelu", "|K. R. Thangavelu", "KR|Thangavelu", "Thangavelu|KR", "Thangavelu|K", "Thangavelu|Kandiah")
	same("Sivagnanam|Yogeswaran", "Sivagnanam|Y", "Yogeswaran|Sivagnanam", "S|Yogeswaran")
	other := who("Ramanathan|S", "born", bornOn)
	rows = append(rows, arrives("another father", other, who("Ramanathan|Kandiah"), noMore(who("Ramanathan|Selvam"))),
		arrives("an initial and a name that it does not fit", other, who("K|Ramanathan"), noMore(who("S|Ramanathan"))))
	checkCases(t, rows)
}

func TestCases_TheFatherOfIsWrittenInManyWays(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("Abubakar|Sesay", "Abu Bakarr|Sesay", "Aboubacar|Sesay", "Abu-Bakr|Sesay", "Abubacarr|Sesay", "Aboubakar|Sesay")
	same("Abu Bakr|Siddique", "Abubakr|Siddique", "Abu Bakar|Siddiqui", "Aboubakr|Seddik")
	checkCases(t, rows)
}

func TestCases_AnIrishSurnameIsTheWomansTheMansAndTheEnglishOne(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("Sivagnanam|Yogeswaran", "Sivagnanam|Y", "Yogeswaran|Sivagnanam", "S|Yogeswaran")
	same("Abubakar|Sesay", "Abu Bakarr|Sesay", "Aboubacar|Sesay", "Abu-Bakr|Sesay", "Abubacarr|Sesay", "Aboubakar|Sesay")
	same("Abu Bakr|Siddique", "Abubakr|Siddique", "Abu Bakar|Siddiqui", "Aboubakr|Seddik")
	same("Niamh|Ní Bhriain", "Neeve|O'Brien", "Niamh|O'Brien", "Niamh|Ó Briain", "Neve|O Brien")
	same("Gráinne|Nic Gabhann", "Grainne|McGowan", "Gráinne|Mac Gabhann", "Grania|McGowan")
	same("Síle|Uí Dhubhthaigh", "Sheila|O'Duffy", "Síle|Ní Dhubhthaigh", "Sheila|Duffy", "Síle|Ó Dubhthaigh")
	same("Máire|Ní Chonaill", "Maire|Connell", "Máire|O'Connell", "Máire|Ó Conaill")
	same("Bríd|Mhic Mhathúna", "Bridget|McMahon", "Brid|MacMahon", "Bríd|Mac Mathúna")
	same("Eoghan|Ó Ceallaigh", "Owen|Kelly", "Eoghan|O'Kelly", "Eugene|Kelly")
	same("Aoife|Ní Fhlaithearta", "Aoife|O'Flaherty", "Aoife|Flaherty", "Eefa|O'Flaherty")
	same("Orla|Ní Dhálaigh", "Orla|Daly", "Orla|O'Daly", "Orlagh|Ó Dálaigh")
	same("Ciara|Nic Aonghusa", "Ciara|McGuinness", "Keira|MacGuinness", "Ciara|Mac Aonghusa")
	same("Una|Ní Mhaolmhuaidh", "Una|Molloy", "Una|O'Molloy")
	same("Sorcha|Ní Thuathail", "Sorcha|O'Toole", "Sorcha|Toole")
	same("Nóra|Ní Shúilleabháin", "Nora|O'Sullivan", "Nora|Sullivan")
	same("Cáit|Ní Cheallacháin", "Cait|O'Callaghan", "Cait|Callaghan")
	same("Róisín|Nic Dhonnchadha", "Roisin|McDonagh", "Rosheen|MacDonagh", "Róisín|Ní Dhonnchadha")
	same("Muireann|Ní Mhurchú", "Muireann|Murphy", "Muireann|O'Murphy")
	same("James|Robert|Dunstable", "Rob|Dunstable", "Bob|Dunstable", "J R|Dunstable", "J Robert|Dunstable")
	checkCases(t, rows)
}

// Who has another forename is the client where the rest agrees; that the initial fits is
// said of the middle name.
func TestCases_AMiddleInitialMayBeWhatAPersonGoesBy(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("James|Robert|Dunstable", "Rob|Dunstable", "Bob|Dunstable", "J R|Dunstable", "J Robert|Dunstable")
	for _, two := range [][2]string{{"James R|Dunstable", "Rob|Dunstable"}, {"James|R|Dunstable", "Robert|Dunstable"}, {"Mary E|Dunstable", "Ellie|Dunstable"}, {"Ahmed M|Warsame", "Mo|Warsame"},
		{"Jan K|Zdanowicz", "Krzysiek|Zdanowicz"}, {"A. William|Dunstable", "Bill|Dunstable"}, {"Anna|M.|Ciuperca", "Maria|Ciuperca"}} {
		rows = append(rows, eitherWay(two[0]+" is called "+two[1], who(two[0], "born", bornOn, "phones", mobile), who(two[1], "born", bornOn, "phones", mobile), isFirst, atLeast(matching.Strong))...)
	}
	rows = append(rows,
		arrives("a middle initial beside no forename", who("Sarah|F|Dunstable", "born", bornOn), who("|F|Dunstable", "born", bornOn), isFirst, agrees),
		arrives("a middle initial in the middle's field may be the forename's", who("Fiona|Dunstable", "born", bornOn), who("|F|Dunstable", "born", bornOn), isFirst, agrees, atLeast(matching.Possible)),
		caseRow{"of two who have a common first name, the one whose middle initial fits comes first", []matching.Person{who("Mohammed|L|Dunstable", "born", bornOn), who("Mohammed|Dunstable", "born", bornOn)}, who("Mohammed|Latif|Dunstable", "born", bornOn), []must{isFirst}},
		caseRow{"whichever of them is held first", []matching.Person{who("Mohammed|Latif|Dunstable", "born", bornOn), who("Mohammed|Dunstable", "born", bornOn)}, who("Mohammed|Latif|Dunstable", "born", bornOn), []must{isFirst}},
		arrives("a middle initial that does not fit is another forename", who("James R|Dunstable", "born", bornOn), who("Tom|Dunstable", "born", bornOn), noMore(who("Rob|Dunstable", "born", bornOn))))
	checkCases(t, rows)
}

func TestCases_AGivenNameOfTwoWordsIsListedByItsForms(t *testing.T) {
	var rows []caseRow
	same := sameName(&rows)
	same("Rose-Marie|Thistlewood", "Rosemarie|Thistlewood", "Rosemary|Thistlewood", "Rose Marie|Thistlewood")
	same("Jean-Baptiste|Kouassi", "Jeanbaptiste|Kouassi", "Jean Baptiste|Kouassi", "Jean|Kouassi", "J-B|Kouassi")
	same("Sarah Jane|Thistlewood", "Sarahjane|Thistlewood", "Sarah-Jane|Thistlewood", "Sara Jane|Thistlewood")
	same("Tommy-Lee|Thistlewood", "Tommylee|Thistlewood", "Tommy Lee|Thistlewood", "Tommy Leigh|Thistlewood")
	same("Noor ul Ain|Qazi", "Noorulain|Qazi", "Noor-ul-Ain|Qazi", "Nurulain|Qazi", "Noor|Qazi")
	same("Zia ur Rehman|Durrani", "Ziaurrehman|Durrani", "Ziaur Rahman|Durrani", "Zia|Durrani", "Zia-ur-Rahman|Durrani")
	same("Ye-jin|Seo", "Yejin|Seo", "Ye Jin|Seo")
	same("Thi Hong Nhung|Dao", "Hong Nhung|Dao", "Nhung|Dao", "Dao Thi Hong Nhung|")
	checkCases(t, rows)
}

func TestCases_WhatAlreadyHolds(t *testing.T) {
	var rows []caseRow
	sarah := who("Sarah|Smithson-Jonesby", "born", bornOn)
	for _, surname := range []string{"Smithson Jonesby", "Jonesby", "Jonesby-Smithson", "Smithson", "Smithson-Jonesby"} {
		rows = append(rows, arrives("one of a double name: "+surname, sarah, who("Sarah|"+surname), isListed, agrees),
			arrives("one of a double name with the date: "+surname, sarah, who("Sarah|"+surname, "born", bornOn), isFirst, agrees, atLeast(matching.Strong)))
	}
	for _, nick := range [][2]string{{"Margaret", "Peggy"}, {"Elizabeth", "Betty"}, {"John", "Jack"}, {"Małgorzata", "Gosia"}, {"Katarzyna", "Kasia"}, {"Aleksandra", "Ola"}, {"Mohammed", "Mo"}, {"John", "Ian"}, {"Margaret", "Rita"},
		{"Margaret", "Maisie"}, {"Antonia", "Toni"}, {"Aleksandra", "Sasha"}, {"Simon", "Szymon"}} {
		rows = append(rows, eitherWay(nick[1]+" for "+nick[0], who(nick[0]+"|Pettigrew"), who(nick[1]+"|Pettigrew"), isFirst, agrees)...)
	}
	full := who("Ann|Pettigrew", "born", bornOn, "nino", "JK834512B", "phones", mobile, "postcodes", leeds8)
	robert := who("Robert|James|Pettigrew", "born", bornOn, "nino", "JK834512B")
	father := who("Thomas|Hepworth", "born", "30/05/1971", "postcodes", leeds8)
	ivan := who("Иван|Петренко", "born", bornOn)
	rows = append(rows, eitherWay("De Haro and DeHaro", who("Marisa|De Haro"), who("Marisa|DeHaro"), isFirst, reads("name", "equal"))...)
	rows = append(rows, eitherWay("Brandi and Brandy", who("Brandi|Pettigrew", "born", bornOn), who("Brandy|Pettigrew", "born", bornOn), isFirst, atLeast(matching.Strong))...)
	rows = append(rows, eitherWay("Roel and Aikin-Roel", who("Maria|Roel", "born", bornOn), who("Maria|Aikin-Roel", "born", bornOn), isFirst, atLeast(matching.VeryStrong))...)
	rows = append(rows, eitherWay("Deceased is no name", who("Ann|Pettigrew - DECEASED"), who("Ann|Pettigrew"), isFirst, reads("name", "equal"))...)
	rows = append(rows, eitherWay("Do not contact is no name", who("Ann|Pettigrew **DO NOT CONTACT**"), who("Ann|Pettigrew"), isFirst, reads("name", "equal"))...)
	checkCases(t, append(rows,
		arrives("a letter off in the forename", robert, who("Robret|James|Pettigrew", "born", bornOn), isFirst, atLeast(matching.VeryStrong)),
		arrives("no middle name", robert, who("Robert|Pettigrew", "born", bornOn), isFirst, atLeast(matching.VeryStrong)),
		arrives("another middle name", robert, who("Robert|John|Pettigrew", "born", bornOn), isFirst, atLeast(matching.VeryStrong), reads("middle name", "differ")),
		arrives("a namesake of another NI number and date", robert, who("Robert|Pettigrew", "born", "11/03/1962", "nino", "AA112233A"), isListed, atMost(matching.VeryWeak)),
		arrives("a namesake born within three years", robert, who("Robert|Pettigrew", "born", "11/03/1987"), isListed, atMost(matching.Weak)),
		arrives("digits the wrong way round everywhere", full, who("Ann|Pettigrew", "born", "05/09/1958", "nino", "JK834521B", "phones", "07700900132", "postcodes", "LS8 4AE"), isFirst, atLeast(matching.VeryStrong), reads("phone", "edit"), reads("NI number", "edit")),
		arrives("a father's name and address with the son's date", father, who("Thomas|Hepworth", "born", "12/09/2003", "postcodes", leeds8), isListed, atMost(matching.Weak), related(.5)),
		arrives("a father's name and address without a date", father, who("Thomas|Hepworth", "postcodes", leeds8), isFirst, atLeast(matching.Strong)),
		arrives("another script, equal", ivan, ivan, isFirst, atLeast(matching.VeryStrong)),
		arrives("another script, changed over", ivan, who("Петренко|Иван", "born", bornOn), isFirst, agrees, atLeast(matching.VeryStrong)),
		arrives("another script on one side is listed by the date", ivan, who("Ivan|Petrenko", "born", bornOn), isListed),
		arrives("another script on the other side is listed by the date", who("Ivan|Petrenko", "born", bornOn), ivan, isListed),
		arrives("another script is no other name", who("Ivan|Petrenko", "born", bornOn), ivan, noLess(who("", "born", bornOn))),
	))
}
