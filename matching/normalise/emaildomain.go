package normalise

import (
	"strings"

	"github.com/caselobby/caselobby/matching/similarity"
)

// domainSlips names, for frequent slips of a provider's domain, the domain that was
// meant. [misspelled] finds those that are one edit from it besides.
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
		for _, typed := range strings.Fields(s.typed) {
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
		if similarity.OneEdit(domain, p) {
			return p
		}
	}
	return ""
}
