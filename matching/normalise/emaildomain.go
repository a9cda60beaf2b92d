package normalise

import "strings"

// provider reports a domain at which anybody may have a mailbox.
func provider(domain string) bool {
	switch domain {
	case "gmail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com", "live.com", "live.co.uk",
		"mail.com", "email.com", "ymail.com", "aol.com":
		return true
	}
	return false
}

// misspelled names the domain that was probably meant, "" if domain looks right.
func misspelled(domain string) string {
	switch domain {
	case "gmail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "btinternet.com":
		return "" // most of all addresses
	case "gmail.co.uk", "gmail.uk", "gmail.net", "gmail.org", "gmali.com", "gmailcom.com", "gnail.com", "gmaii.com":
		return "gmail.com"
	case "hotmail.uk", "hotmail.couk.com", "hotmial.co.uk", "hotmai.co.uk":
		return "hotmail.co.uk"
	case "yahoo.uk", "yaho.co.uk":
		return "yahoo.co.uk"
	case "outlook.co", "outlook.uk", "outook.com":
		return "outlook.com"
	case "icloud.co.uk", "icloud.uk", "icoud.com":
		return "icloud.com"
	case "btinternet.co.uk", "btinternet.net":
		return "btinternet.com"
	case "mail.com", "email.com", "ymail.com", "cloud.com", "rocketmail.com", "gmx.com", "hotmail.fr", "hotmail.de", "live.com", "zmail.com",
		"yahoo.ca", "yahoo.co.in", "yahoo.co.id", "yahoo.co.za", "hotmail.co.za", "hotmail.ca":
		return "" // real, though near to others
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
