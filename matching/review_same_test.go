package matching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// The other side of it: one person who shortens the first word, or leaves a word
// out, is still that person.
func TestReview_WhoLeavesAWordOfTheGivenNameOutIsStillThatPerson(t *testing.T) {
	var rows []row
	same := func(client, asker [2]string, family string, r matching.Rating) {
		name := fmt.Sprintf("%s %s told as %s %s %s", client[0], client[1], asker[0], asker[1], family)
		rows = append(rows, pairOf(name, client, asker, family, twinDay, first, atLeast(r)))
	}
	hassan := [2]string{"Mohammed", "Hassan"}
	same(hassan, hassan, "Khan", matching.VeryStrong)
	same(hassan, [2]string{"Mohammed"}, "Khan", matching.VeryStrong)
	same(hassan, [2]string{"Mohammed", "H"}, "Khan", matching.VeryStrong)
	same(hassan, [2]string{"Muhammad", "Hasan"}, "Khan", matching.VeryStrong)
	same(hassan, [2]string{"Md", "Hassan"}, "Khan", matching.VeryStrong)
	same(hassan, [2]string{"Mohammed Hassan"}, "Khan", matching.VeryStrong)
	same([2]string{"Ella-Mae"}, [2]string{"Ella-May"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Ella-Mae"}, [2]string{"Ella", "M"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Ella-Mae", "Rose"}, [2]string{"Ella", "Rose"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Anna", "Jane"}, [2]string{"Anna", "Louise"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Anna Jane"}, [2]string{"Anna", "Louise"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Sarah Jane", "Ann"}, [2]string{"Sarah Ann", "Jane"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Sarah Jane", "Ann"}, [2]string{"Sarah J", "Ann"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Sarah J", "Ann"}, [2]string{"Sarah Jane", "A"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Sarah Jane", "Ann"}, [2]string{"Sarah", "Jane Ann"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Mary Ann", "Elizabeth"}, [2]string{"Mary", "Ann Elizabeth"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Mary Ann", "Elizabeth"}, [2]string{"Mary Elizabeth"}, "Tidmarsh", matching.VeryStrong)
	for _, spelt := range [][2]string{ // what a man's name would be a woman's with, and is not
		{"Evie", "Eviee"}, {"Chloe", "Chloee"}, {"Nicole", "Nicolee"}, {"Daphne", "Daphnee"}, {"Esme", "Esmee"},
		{"Nawal", "Nawale"}, {"Mariam", "Mariame"}, {"Nasrin", "Nasrine"}, {"Karen", "Karene"}, {"Gail", "Gaile"},
		{"Tess", "Tessi"}, {"Barb", "Barbi"}, {"Tigist", "Tigisti"}, {"Rach", "Rachael"}, {"Nkiru", "Nkiruka"}, {"Gedi", "Geedi"},
		{"Sandra", "Sandar"}, {"Martin", "Matin"}, {"Phuong", "Phuon"}, {"Thanh", "Tanh"}, // slips that are no names, or hardly
	} {
		same([2]string{spelt[0]}, [2]string{spelt[1]}, "Tidmarsh", matching.VeryStrong)
	}
	for _, spelt := range [][2]string{ // a last letter, and slips in a rare name or behind a common beginning
		{"Chinedu", "Chinedi"}, {"Opeyemi", "Opeyemu"}, {"Zainabu", "Zainabi"}, {"Tochukwu", "Tochukwi"}, {"Bakytzhan", "Akytzhan"},
		{"Abdifatah", "Abdifayah"}, {"Abdirasak", "Abditasak"}, {"Shafikul", "Shafokul"}, {"Zannatul", "Xannatul"}, {"Nihap", "Nigap"},
	} {
		same([2]string{spelt[0]}, [2]string{spelt[1]}, "Tidmarsh", matching.VeryStrong)
	}
	same([2]string{"Ji Won"}, [2]string{"Ji Weon"}, "Lis", matching.VeryStrong)
	same([2]string{"Eun Hee"}, [2]string{"Eun Hui"}, "Lis", matching.VeryStrong)
	same([2]string{"Fatima Noor"}, [2]string{"Fatima Nour"}, "Ali", matching.VeryStrong)
	same([2]string{"Gita D Lal"}, [2]string{"Gita Devi Lal"}, "Tidmarsh", matching.VeryStrong) // an initial for the mark of a woman
	same([2]string{"Fatima Noor"}, [2]string{"Fatima N"}, "Ali", matching.VeryStrong)
	same([2]string{"Fatima Zahra"}, [2]string{"Fatima Ezzahrae"}, "Benali", matching.VeryStrong)
	same([2]string{"Min Soo"}, [2]string{"Min Su"}, "Lis", matching.VeryStrong) // two romanisations
	same([2]string{"Hyun Soo"}, [2]string{"Hyeon Su"}, "Lis", matching.VeryStrong)
	same([2]string{"Nour al-Din"}, [2]string{"Nuruddin"}, "Hamdan", matching.VeryStrong)
	same([2]string{"Salah al-Din"}, [2]string{"Salahuddin"}, "Hamdan", matching.VeryStrong)
	same([2]string{"Min Kyung"}, [2]string{"Min Gyeong"}, "Lis", matching.VeryStrong)
	same([2]string{"Siu Ming"}, [2]string{"Xiao Ming"}, "Lis", matching.VeryStrong)
	same([2]string{"Hari Prasad"}, [2]string{"Hari Pd"}, "Limbu", matching.VeryStrong)
	same([2]string{"Anna Maria Sofia"}, [2]string{"Anna Sofia"}, "Kowalska", matching.VeryStrong)
	same([2]string{"Rehana Begum"}, [2]string{"Rehana Khatun"}, "Miah", matching.VeryStrong)
	same([2]string{"Purna Bahadur"}, [2]string{"Purna Bdr"}, "Limbu", matching.VeryStrong)
	same([2]string{"Gurpreet", "Kaur"}, [2]string{"Gurpreet"}, "Gill", matching.VeryStrong)
	same([2]string{"Raj Kumari"}, [2]string{"Raj"}, "Thapa", matching.VeryStrong)
	same([2]string{"Khin Khin"}, [2]string{"Khin"}, "Win", matching.VeryStrong)
	same([2]string{"David"}, [2]string{"avid"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Julie"}, [2]string{"Juli"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Rosie"}, [2]string{"Rosei"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Yahia"}, [2]string{"Yahya"}, "Lis", matching.VeryStrong)
	same([2]string{"Nithya"}, [2]string{"Nitya"}, "Kandiah", matching.VeryStrong)
	same([2]string{"Zaw Zaw"}, [2]string{"Zawzaw"}, "Win", matching.VeryStrong)
	same([2]string{"Seung-hyun"}, [2]string{"Seung-hyeon"}, "Lis", matching.VeryStrong)
	same([2]string{"Sung-hyun"}, [2]string{"Seung-hyun"}, "Lis", matching.VeryStrong)
	same([2]string{"Un-ji"}, [2]string{"Eun-ji"}, "Lis", matching.VeryStrong)
	same([2]string{"Kwok Keung"}, [2]string{"Kwok Keng"}, "Lis", matching.VeryStrong)
	same([2]string{"Kyung-soo"}, [2]string{"Gyeongsu"}, "Lis", matching.VeryStrong)
	same([2]string{"Mi-kyung"}, [2]string{"Migyeong"}, "Lis", matching.VeryStrong)
	same([2]string{"Dong-kyu"}, [2]string{"Donggyu"}, "Lis", matching.VeryStrong)
	same([2]string{"Jung Hee"}, [2]string{"Jeong Hee"}, "Lis", matching.VeryStrong)
	same([2]string{"Michael Peter"}, [2]string{"John Michael Peter"}, "Tidmarsh", matching.Strong)
	same([2]string{"J Bob"}, [2]string{"James Robert"}, "Tidmarsh", matching.Strong)
	same([2]string{"Syed Ali"}, [2]string{"Ali", "Syed"}, "Raza", matching.VeryStrong)
	same([2]string{"Abdul Rahim"}, [2]string{"Md Rahim"}, "Miah", matching.VeryStrong)
	same([2]string{"Hossein"}, [2]string{"Ossein"}, "Lis", matching.VeryStrong)
	same([2]string{"Mhd"}, [2]string{"Mohammad"}, "Lis", matching.VeryStrong)
	same([2]string{"Robt"}, [2]string{"Robert"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Hroztivel"}, [2]string{"Nroztivel"}, "Tidmarsh", matching.VeryStrong) // keys that are neighbours
	same([2]string{"Benjamin"}, [2]string{"Denjamin"}, "Tidmarsh", matching.VeryStrong)   // no name
	same([2]string{"Tamika"}, [2]string{"Damika"}, "Tidmarsh", matching.VeryStrong)       // heard as one
	same([2]string{"Boutros"}, [2]string{"Poutros"}, "Khoury", matching.VeryStrong)
	same([2]string{"Gowri"}, [2]string{"Kowri"}, "Sivan", matching.VeryStrong)
	same([2]string{"Wilhelmina"}, [2]string{"Wilhelmin"}, "Lis", matching.VeryStrong)
	same([2]string{"Najibullah"}, [2]string{"Nagibullah"}, "Amiri", matching.VeryStrong)
	same([2]string{"Abdirashid"}, [2]string{"Cabdirashiid"}, "Jama", matching.VeryStrong)
	same([2]string{"Leo"}, [2]string{"Le"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Md", "Saiful"}, [2]string{"Saifool"}, "Islam", matching.Strong)
	same([2]string{"Rafiqul"}, [2]string{"Rofiqul"}, "Islam", matching.VeryStrong)
	same([2]string{"Ziaul"}, [2]string{"Jiaul"}, "Haque", matching.VeryStrong)
	same([2]string{"Tajul"}, [2]string{"Tazul"}, "Islam", matching.VeryStrong)
	same([2]string{"Jahirul"}, [2]string{"Zahirul"}, "Islam", matching.VeryStrong)
	same([2]string{"Ella-Mae"}, [2]string{"Ella-Mai"}, "Tidmarsh", matching.VeryStrong)
	same([2]string{"Sarah-Jane"}, [2]string{"Sara-Jane"}, "Tidmarsh", matching.VeryStrong)
	same(hassan, [2]string{"M", "Hassan"}, "Khan", matching.Strong)
	same(hassan, [2]string{"Hassan"}, "Khan", matching.Strong)
	same([2]string{"Abdul Rahman"}, [2]string{"Abdulrahman"}, "Miah", matching.VeryStrong)
	same([2]string{"Maria", "Carmen"}, [2]string{"Carmen"}, "Ferreira", matching.Strong)
	same([2]string{"Jean-Paul"}, [2]string{"Jean"}, "Mbeki", matching.VeryStrong)
	same([2]string{"Jia Wei"}, [2]string{"Jiawei"}, "Chen", matching.VeryStrong)
	same([2]string{"Nur Aisyah"}, [2]string{"Aisyah"}, "Rahman", matching.Strong)
	same([2]string{"Elizabeth", "Jane"}, [2]string{"Liz"}, "Tidmarsh", matching.VeryStrong)
	check(t, rows)
}

// Real duplicates in the register keep the person's probability.
func TestReview_DuplicatesOfTheRegisterStayStrong(t *testing.T) {
	full := person("Emily", "Rose", "Featherstone", "06/05/1984", home, ring)
	for name, again := range map[string]matching.Person{
		"the same once more":            full,
		"before the move":               person("Emily", "Rose", "Featherstone", "06/05/1984", "BD3 8QH"),
		"without a middle name":         person("Emily", "", "Featherstone", "06/05/1984", home),
		"day and month the other way":   person("Emily", "Rose", "Featherstone", "05/06/1984", home, ring),
		"the surname mistyped":          person("Emily", "", "Fetherstone", "06/05/1984", home, ring),
		"by a short form of the name":   person("Em", "Rose", "Featherstone", "06/05/1984", home, ring),
		"with an initial for a middle":  person("Emily", "R", "Featherstone", "06/05/1984", "", ring),
		"the first and middle as given": person("Emily Rose", "", "Featherstone", "06/05/1984", home),
	} {
		t.Run(name, func(t *testing.T) {
			all, _ := others().review(full, full, again)
			require.True(t, all[0].Rating.AtLeast(matching.VeryStrong), all)
			require.True(t, all[1].Rating.AtLeast(matching.Possible), all)
		})
	}
}
