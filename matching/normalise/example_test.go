package normalise_test

import (
	"fmt"
	"time"

	"github.com/caselobby/caselobby/matching/normalise"
)

// A column often holds more than one number, and more than numbers.
func ExampleParsePhones() {
	for _, p := range normalise.ParsePhones("07700 900123 (mum) or 0113 496 0123 x4") {
		fmt.Println(p, p.Mobile)
	}
	// Output:
	// 07700900123 true
	// 01134960123 ext 4 false
}

func ExampleParseEmails() {
	for _, e := range normalise.ParseEmails("Ann.Lee+bills@GoogleMail.com; ann@example.org") {
		fmt.Println(e)
	}
	// Output:
	// annlee@gmail.com
	// ann@example.org
}

func ExampleParseNINOs() {
	for _, n := range normalise.ParseNINOs("NI: jg 10 37 59 a, before that QQ123456A") {
		fmt.Println(n.Stem, n.Quality)
	}
	// Output:
	// JG103759 valid
	// QQ123456 placeholder
}

func ExampleParsePostcodes() {
	for _, p := range normalise.ParsePostcodes("1 High Street, Leeds ls12ab; now EH1 1YZ") {
		fmt.Println(p.District, p.Unit, p.Quality)
	}
	// Output:
	// LS1 LS1 2AB valid
	// EH1 EH1 1YZ valid
}

// A year of two digits is the last with which the birth is not after that day.
func ExampleParseDateBefore() {
	told := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	fmt.Println(normalise.ParseDateBefore("17 May 26", told), normalise.ParseDateBefore("17 Feb 26", told))
	// Output: 1926-05-17 2026-02-17
}

// What a text is not used for is said in a code, and in words that quote nothing of it.
func ExampleReason_Text() {
	p := normalise.ParsePostcode("NFA")
	fmt.Printf("%s: %s\n", p.Why, p.Why.Text())
	// Output: placeholder: stands in for a value
}

func ExampleQuality_Usable() {
	fmt.Println(normalise.ParsePhone("07700 900123").Quality.Usable(), normalise.ParsePhone("07000 000000").Quality.Usable())
	// Output: true false
}

// Bytes that are no UTF-8 are those of Windows-1252, as exports have them.
func ExampleToUTF8() {
	fmt.Println(normalise.ToUTF8("Si\xe2n"))
	// Output: Siân
}

// A child who is not named yet is told apart by the order of birth.
func ExampleGeneration() {
	fmt.Println(normalise.Generation("Quarmby Snr"), normalise.Generation("Quarmby, Jr."), normalise.Generation("Senior"))
	// Output: 1 2 0
}

func ExampleBirthOrder() {
	fmt.Println(normalise.BirthOrder("Twin 2"), normalise.BirthOrder("Baby girl B"), normalise.BirthOrder("Ann"))
	// Output: 2 2 0
}
