package normalise

import "strings"

// domainSlips are the domains that were meant by others, besides those of one slip.
var domainSlips = func() map[string]string {
	all := map[string]string{}
	for _, s := range [...]struct{ meant, typed string }{
		{"gmail.com", "gmail.co.uk gmail.uk gmail.net gmail.org gmali.com gmailcom.com gnail.com gmaii.com"},
		{"hotmail.co.uk", "hotmail.uk hotmail.couk.com hotmial.co.uk hotmai.co.uk"},
		{"yahoo.co.uk", "yahoo.uk yaho.co.uk"},
		{"outlook.com", "outlook.co outlook.uk outook.com"},
		{"icloud.com", "icloud.co.uk icloud.uk icoud.com"},
		{"btinternet.com", "btinternet.co.uk btinternet.net"},
	} {
		for typed := range strings.FieldsSeq(s.typed) {
			all[typed] = s.meant
		}
	}
	return all
}()

// misspelled names the domain that was probably meant, "" if domain looks right.
func misspelled(domain string) string {
	if lexicon[domain]&realDomain != 0 { // as most of all addresses are
		return ""
	}
	if meant, ok := domainSlips[domain]; ok {
		return meant
	}
	for _, p := range [...]string{"gmail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com",
		"googlemail.com", "btinternet.com", "virginmedia.com", "ntlworld.com", "talktalk.net", "protonmail.com", "live.co.uk"} {
		if oneSlip(domain, p) {
			return p
		}
	}
	return ""
}

// oneSlip reports whether a differs from b by one letter put in, left out,
// mistaken or changed with its neighbour (optimal string alignment distance 1).
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && strings.Compare(a[i+2:], b[i+2:]) == 0
}
