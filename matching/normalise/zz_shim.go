package normalise

// shim
func ParsePostcodes(s string) []Postcode { return []Postcode{ParsePostcode(s)} }

// shim
func ParsePhones(s string) []Phone { return []Phone{ParsePhone(s)} }

// shim
func ParseEmails(s string) []Email { return []Email{ParseEmail(s)} }
