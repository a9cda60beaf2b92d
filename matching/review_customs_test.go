package matching_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
)

// Where births are not registered, 1 January stands for a year. Compatriots have it and a
// forename in common without being one person.
func TestReview_CompatriotsBornOn1JanuaryAreTwoPeople(t *testing.T) {
	const newYear = "01/01/1995"
	unsure := []bound{listed, atMost(matching.Possible)}
	check(t, []row{
		{"another father's name", split("Mehari|Kidane", newYear), one(split("Mehari|Tesfamariam", newYear)), unsure},
		{"another surname", split("Hamid|Stanikzai", newYear), one(split("Hamid|Wardak", newYear)), unsure},
		{"another second word", split("Ahmad Shah|Mohammadi", newYear), one(split("Ahmad Zia|Mohammadi", newYear)), unsure},
		{"the father's name spelt otherwise", split("Mehari|Tesfamaryam", newYear), one(split("Mehari|Tesfamariam", newYear)), []bound{first, atLeast(matching.Strong)}},
		{"the whole name", split("Hamid|Wardak", newYear), one(split("Hamid|Wardak", newYear)), []bound{first, atLeast(matching.VeryStrong)}},
		{"another surname and a day that is known", split("Mehari|Kidane", born), one(split("Mehari|Tesfamariam", born)), []bound{first, atLeast(matching.Strong)}},
	})
}

// Two names written as one are found by either, and another half is a brother's.
func TestReview_AHalfOfAJoinedNameIsTheName(t *testing.T) {
	ring := "07700900801"
	check(t, []row{
		{"the first half", split("Zia|Tidmarsh", born), one(split("Ziaurrehman|Tidmarsh", born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
		{"the second half", split("Reza|Karimi", born), one(split("Mohammadreza|Karimi", born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
		{"the first half, without a date", split("Saif|Tidmarsh"), one(split("Saifullah|Tidmarsh", born)), []bound{first, agrees}},
		{"a twin of another half", split("Mohammadali|Karimi", born, home, ring), one(split("Mohammadreza|Karimi", born, home, ring)), []bound{listed, atMost(matching.Possible)}},
		{"a twin of another Eritrean compound", split("Weldegiorgis|Tekle", born, home, ring), one(split("Weldegebriel|Tekle", born, home, ring)), []bound{listed, atMost(matching.Possible)}},
		{"a twin of another Igbo compound", split("Chukwuebuka|Obi", born, home, ring), one(split("Chukwuemeka|Obi", born, home, ring)), []bound{listed, atMost(matching.Possible)}},
	})
}

// Words are written as one, or apart, wherever one field ends and the next begins.
func TestReview_WordsWrittenAsOneAreFoundWrittenApart(t *testing.T) {
	var rows []row
	for client, asker := range map[string]string{
		"Haile|Gebre|Selassie": "Haile|Gebreselassie", "Kim Min|Jun": "Minjun|Kim", "Noor|ul|Haq": "Noorulhaq|", "Aung San|Win": "Aungsanwin|",
		"Abdul Karim|Chowdhury": "Abdul|Karim", "Abdur Rahman|Khan": "Abdul|Rahman", "Abdus|Samad": "Abdul Samad|Ali", "Md Abdul|Karim|Chowdhury": "Abdul|Karim", "Abu Bakr|Siddique": "Abu|Bakr",
	} {
		for client, asker := range map[string]string{client: asker, asker: client} {
			rows = append(rows,
				row{client + " told as " + asker, split(asker, born), one(split(client, born)), []bound{first, agrees, atLeast(matching.Strong)}},
				row{client + " told as " + asker + " without a date", split(asker), one(split(client, born)), []bound{listed, agrees}})
		}
	}
	check(t, append(rows,
		row{"another second half", split("Abdul|Karim", born), one(split("Abdul Rahim|Chowdhury", born)), []bound{atMost(matching.VeryWeak)}},
		row{"a brother of another second half", split("Abdul|Karim", "11/02/1964", home), one(split("Abdul|Rahim", born, home)), []bound{atMost(matching.Weak)}},
	))
}

// Among Tamils an initial stands for the father's name, before the only name or after it.
func TestReview_AnInitialOfTheFathersNameMayStandBeforeTheOnlyName(t *testing.T) {
	check(t, []row{
		{"before it", split("R|Sivakumar", born), one(split("Sivakumar|Ramanathan", born)), []bound{first, agrees, atLeast(matching.Strong)}},
		{"before it, the other way", split("Sivakumar|Ramanathan", born), one(split("R|Sivakumar", born)), []bound{first, agrees, atLeast(matching.Strong)}},
		{"of another father", split("K|Sivakumar", born), one(split("Sivakumar|Ramanathan", born)), []bound{atMost(matching.Possible)}},
		{"a name that many have, born on another day", split("J|Thomas", "14/03/1961"), one(split("Thomas|Jones", born)), []bound{atMost(matching.Weak)}},
	})
}

// What stands before an initial may be nobody's name, so that the initial is of the given name.
func TestReview_AnInitialAfterAWordThatIsNobodysNameIsOfTheGivenName(t *testing.T) {
	hoa := one(split("Hoa|Nguyen", born, home))
	check(t, []row{
		{"cut off", split("Nguyen Thi H|", born), hoa, []bound{first, agrees, as(split("H|Nguyen", born), hoa...)}},
		{"cut off, at home", split("Nguyen Thi H|", "", home), hoa, []bound{first, agrees, as(split("H|Nguyen", "", home), hoa...)}},
		{"of another", split("Nguyen Thi L|", born), hoa, []bound{atMost(matching.Possible)}},
		{"of a middle name", split("Mohammed H|Tidmarsh", born), one(split("Mohammed|Hassan|Tidmarsh", born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
	})
}

// The word that tells people apart is one name in its spellings, and two names in two.
func TestReview_TheTellingWordIsComparedAsANameIs(t *testing.T) {
	ring := "07700900803"
	umar := one(split("Mohammed Umar|Tidmarsh", born, home, ring))
	luis := one(split("Luis Fernando|Tidmarsh", born, home, ring))
	check(t, []row{
		{"another spelling of it, alone", split("Umer|Tidmarsh", born, home, ring), umar, []bound{first, atLeast(matching.VeryStrong)}},
		{"another spelling of both", split("Muhammad Omer|Tidmarsh", born, home, ring), umar, []bound{first, atLeast(matching.VeryStrong)}},
		{"a twin by that word", split("Uzair|Tidmarsh", born, home, ring), umar, []bound{listed, atMost(matching.Possible)}},
		{"a twin by the second word", split("Luis Alberto|Tidmarsh", born, home, ring), luis, []bound{listed, atMost(matching.Possible)}},
		{"Maria, abridged", split("Mª José|Hernández", born), one(split("María José|Hernández Pérez", born)), []bound{first, agrees, atLeast(matching.Strong)}},
		{"what is said of many", split("Abdi|Tidmarsh", born), one(split("Abdirahman|Tidmarsh", born)), []bound{first, agrees, atLeast(matching.VeryStrong)}},
	})
}

// A part of a double surname is found in its other forms.
func TestReview_APartOfASurnameIsFoundInItsForms(t *testing.T) {
	nowak := one(split("Agnieszka|Nowak-Zielińska", born))
	check(t, []row{
		{"as a man's", split("Agnieszka|Zieliński", born), nowak, []bound{first, agrees, atLeast(matching.Strong)}},
		{"as a man's, with a short forename", split("Aga|Zieliński", born), nowak, []bound{first, agrees, atLeast(matching.Strong)}},
		{"spelt otherwise", split("Nasima|Chowdhury", born), one(split("Nasima|Ali-Choudhury", born)), []bound{first, agrees, atLeast(matching.Strong)}},
		{"a common part and a common middle name, a slip apart in the date", split("Isla|Grace|Brown-Slingsby", "28/04/1989"), one(split("Grace|Phillips-Browne", "28/04/1982")), []bound{atMost(matching.VeryWeak)}},
		{"cut short, as its bearer does", split("Thiru|Kandiah", born), one(split("Thirunavukarasu|Kandiah", born)), []bound{first, atLeast(matching.VeryStrong)}},
		{"cut to three letters, which are no name", split("Vla|Kandiah", born), one(split("Vladimir|Kandiah", born)), []bound{first, atLeast(matching.VeryStrong)}},
		{"a sister whose name begins so", split("Anna|Tidmarsh", born, home), one(split("Annabella|Tidmarsh", born, home)), []bound{atMost(matching.Possible)}},
		{"an initial, and called by the whole name", split("Tyler|Hollis", born), one(matching.Person{Given: "Z", Family: "Hollis", KnownAs: []string{"Tyler"}, Born: born}), []bound{first, atLeast(matching.Strong)}},
		{"called by letters", split("TJ|Hollis", born), one(matching.Person{Given: "Tyler", Family: "Hollis", KnownAs: []string{"TJ"}, Born: born}), []bound{first, atLeast(matching.VeryStrong)}},
	})
}

// Of two names one may be a form that a table has and the other a spelling by rule.
func TestReview_AFormWithASpellingIsFound(t *testing.T) {
	var rows []row
	for client, asker := range map[string]string{
		"Cabdullaahi|Xasan": "Abdullahi|Hassan", "Cismaan|Xirsi": "Osman|Hirsi", "Yevhenii|Kowalskyi": "Eugene|Kovalsky", "Margaret|Shaikh": "Peggy|Sheikh",
	} {
		rows = append(rows,
			row{client + " told as " + asker, split(asker, born), one(split(client, born)), []bound{first, agrees, atLeast(matching.Strong)}},
			row{client + " told as " + asker + " without a date", split(asker), one(split(client, born)), []bound{listed, agrees}})
	}
	check(t, rows)
}

// Whoever asks with one given name finds those who go by it.
func TestReview_AGivenNameAloneFindsWhoGoesByIt(t *testing.T) {
	known := matching.Person{Given: "Temperance", Family: "Osgood", KnownAs: []string{"Zillah"}, Born: born}
	check(t, []row{
		{"known as", split("Zillah|"), one(known), []bound{listed}},
		{"the word that tells", split("Zulqarnain|"), one(split("Mohammed Zulqarnain|Osgood", born)), []bound{listed}},
		{"the first", split("Temperance|"), one(known), []bound{listed}},
		{"after a word that marks a woman", split("Shamima|Akter", born), one(split("Mst Shamima|Begum", born)), []bound{first, atLeast(matching.Possible)}},
		{"of two, of which the common one is another's middle name", split("Mohammed|Tidmarsh", born), one(split("Imran|Mohammed|Tidmarsh", born)), []bound{first, agrees, atLeast(matching.Strong)}},
	})
}

// An initial for a surname is no other surname.
func TestReview_AnInitialForASurnameSpeaksAgainstNobody(t *testing.T) {
	const ring = "07700900802"
	clients := one(split("Chantelle|Osgood", born, "", ring))
	check(t, []row{
		{"both initials", split("C|O", "", "", ring), clients, []bound{first, as(split("|", "", "", ring), clients...)}},
		{"a forename and an initial", split("Chantelle|O", born), clients, []bound{first, as(split("Chantelle|", born), clients...)}},
		{"both initials, and a former surname", split("C|O", "", "", ring), one(matching.Person{Given: "Chantelle", Family: "Osgood", FormerFamily: []string{"Bickerdike"}, Phones: []string{ring}}), []bound{first, as(split("|", "", "", ring), clients...)}},
		{"another's initial", split("Chantelle|P", "", "", ring), clients, []bound{listed}},
	})
}
