package lobby_test

import (
	"fmt"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// must is what has to be true of the first client, in words. Likened, if it is
// set, is how somebody else would arrive with whom the client is compared.
type must struct {
	says    string
	holds   func(s, likened shown) bool
	likened *matching.Person
}

var (
	isFirst   = must{says: "is listed first", holds: func(s, _ shown) bool { return s.Place == 1 }}
	isListed  = must{says: "is listed", holds: func(s, _ shown) bool { return s.Place > 0 }}
	isNowhere = must{says: "is not listed", holds: func(s, _ shown) bool { return s.Place == 0 }}
	agrees    = must{says: "the name agrees, and nothing of it is said to differ", holds: func(s, _ shown) bool {
		e := s.on("name")
		return e.Total() > 0 && !strings.Contains(e.Text, "differ")
	}}
)

func atLeast(r matching.Rating) must {
	return must{says: "is at least " + string(r), holds: func(s, _ shown) bool { return s.Place > 0 && s.Rating.AtLeast(r) }}
}

func atMost(r matching.Rating) must {
	return must{says: "is at most " + string(r), holds: func(s, _ shown) bool { return s.Place == 0 || r.AtLeast(s.Rating) }}
}

func related(p float64) must {
	return must{says: fmt.Sprintf("may be a relative, %.2f or more", p), holds: func(s, _ shown) bool { return s.Related >= p }}
}

// silent is that a field says nothing at all.
func silent(field string) must {
	return must{says: "the " + field + " says nothing", holds: func(s, _ shown) bool { return s.Place > 0 && s.on(field).Level == "" }}
}

// reads is that a field has the level.
func reads(field, level string) must {
	return must{says: "the " + field + " is " + level, holds: func(s, _ shown) bool { return s.on(field).Level == level }}
}

// as is that the client is as probable as for somebody who tells the same in the
// usual way; half a bit is no difference.
func as(p matching.Person) must {
	return must{"is as probable as told in the usual way", func(s, l shown) bool {
		return (s.Place > 0) == (l.Place > 0) && s.odds() >= l.odds()/1.5 && s.odds() <= l.odds()*1.5
	}, &p}
}

// noLess is that what is told does not make the client less probable than the
// other telling does.
func noLess(p matching.Person) must {
	return must{"is no less probable", func(s, l shown) bool {
		return s.Place > 0 && s.Place <= max(l.Place, 1) && s.odds() >= l.odds()/1.01
	}, &p}
}

// more is that it makes the client more probable, by a bit at least.
func more(p matching.Person) must {
	return must{"is more probable", func(s, l shown) bool { return s.Place > 0 && s.odds() >= 2*l.odds() }, &p}
}

// less is that it makes the client less probable, by a bit at least.
func less(p matching.Person) must {
	return must{"is less probable", func(s, l shown) bool { return 2*s.odds() <= l.odds() }, &p}
}

// noMore is that it makes the client no more probable than the other telling does.
func noMore(p matching.Person) must {
	return must{"is no more probable", func(s, l shown) bool { return s.odds() <= l.odds()*1.01 }, &p}
}
