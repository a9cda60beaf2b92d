package uk

// ToldApart reports whether two people have one forename, or none, and are told apart by
// what follows it, as father and son are, or by their number, as the children of one birth
// are.
func ToldApart(a, b *Person) bool {
	return toldApart(&a.Name, &b.Name) && oneForename(a.Name.Given, b.Name.Given)
}

func oneForename(g, h []word) bool { return len(g) == 0 || len(h) == 0 || g[0].text == h[0].text }

func toldApart(a, b *Name) bool { return a.Which != b.Which && a.Which != 0 && b.Which != 0 }

// TextApart is the text of a level of the name for two people whom [ToldApart] tells
// apart. They reach the level of another forename, but their forenames do not differ.
func TextApart(level int, text string) string {
	if level == nameSurname {
		return "surname equal, told apart as Snr and Jnr or twins are"
	}
	return text
}
