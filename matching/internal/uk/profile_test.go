package uk_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// everything is somebody of whom as much is known as is kept.
func everything() uk.Typed {
	return uk.Typed{
		Given: "Mohammed Zain", Middle: "Abdul-Karim J", Family: "Al Rashid-Featherstone", KnownAs: []string{"Zed", "Sami Haddad"},
		FormerFamily: []string{"O'Brien", "Smith-Jones"}, Born: "1984-05-06", OtherBorn: []string{"1984", "May 1985"}, Gender: "Female",
		NINO: "JG 10 37 59 A", Emails: []string{"zain.rashid84@example.com", "desk@example.org"}, Phones: []string{"07700 900123", "0113 496 0111"},
		PreviousPhones: []string{"+353 1 234 5678"}, Postcodes: []string{"LS1 2AB", "S10"}, PreviousPostcodes: []string{"SW1A 1AA"},
	}
}

// equalPeople requires that one person compares with others as the other does, is
// kept and looked for under the same keys, and is the same bytes.
func equalPeople(t require.TestingT, want, got *uk.Person, others ...*uk.Person) {
	require.Equal(t, want.Profile(), got.Profile())
	kept, ask := uk.KeysAndAsk[uint64](want)
	gotKept, gotAsk := uk.KeysAndAsk[uint64](got)
	require.Equal(t, kept, gotKept)
	require.Equal(t, ask, gotAsk)
	require.Equal(t, ask, uk.Ask[uint64](got))
	for _, o := range others {
		require.Equal(t, outcomes(want, o), outcomes(got, o), "as asker")
		require.Equal(t, outcomes(o, want), outcomes(o, got), "as candidate")
	}
}

func TestAProfileIsThePerson(t *testing.T) {
	all := prepared(everything())
	equalPeople(t, all, read(all.Profile()), all)
	nobody := prepared(uk.Typed{})
	equalPeople(t, nobody, read(nobody.Profile()), all, nobody)

	var last, first *uk.Person // others: a stranger, and who came just before
	told(func(client, again uk.Typed) {
		p, q := prepared(client), prepared(again)
		if first == nil {
			first, last = p, p
		}
		equalPeople(t, p, read(p.Profile()), p, q, first, last, all, nobody)
		equalPeople(t, q, read(q.Profile()), p, q, first, last, all, nobody)
		require.Equal(t, prepared(client).Profile(), p.Profile(), "the same person is always the same bytes")
		last = q
	})
}

// What the asker's values weigh is worked out from a profile as from the person.
func TestAProfileWeighsAsThePersonDoes(t *testing.T) {
	told(func(client, again uk.Typed) {
		p, q := prepared(again), prepared(client)
		var counts []uk.Count
		for i, k := range uk.Ask[uint64](p) {
			counts = append(counts, uk.Count{Key: k, Clients: i * i})
		}
		r := uk.NewRegister(20_000, counts, 100, uk.National{})
		other := read(p.Profile())
		p.Weigh(r)
		other.Weigh(r)
		require.Equal(t, outcomes(p, q), outcomes(other, q))
		require.Equal(t, p.Search(r), other.Search(r))
		require.Equal(t, p.Commonness(r), other.Commonness(r))
		require.Equal(t, p.Alike(), other.Alike())
		for f := range uk.Fields {
			require.Equal(t, p.Rarest(f), other.Rarest(f))
		}
	})
}

func TestReadingReusesMemoryAndLeavesNothingOfThePersonBefore(t *testing.T) {
	var counts []uk.Count
	for _, k := range uk.Ask[uint64](prepared(everything())) {
		counts = append(counts, uk.Count{Key: k, Clients: 7})
	}
	register := uk.NewRegister(1000, counts, 100, uk.National{})
	all := prepared(everything())
	all.Weigh(register)
	p := new(uk.Person)
	told(func(client, again uk.Typed) {
		for _, next := range []uk.Typed{client, again, {}, named("Zain|Rashid"), {Born: "1984"}} {
			require.True(t, p.Read(all.Profile()))
			p.Weigh(register)
			want := prepared(next)
			require.True(t, p.Read(want.Profile()))
			equalPeople(t, want, p, all)
			require.Equal(t, want.Gender, p.Gender)
			for f := range uk.Fields {
				require.Zero(t, p.Rarest(f), "a share of the person before")
			}
		}
	})

	t.Run("also where a profile is refused", func(t *testing.T) {
		require.True(t, p.Read(all.Profile()))
		require.False(t, p.Read(all.Profile()[:40]))
		equalPeople(t, prepared(uk.Typed{}), p, all)
	})
	t.Run("and allocates nothing once it has had as much", func(t *testing.T) {
		profiles := []string{all.Profile(), prepared(named("Ann|Lee")).Profile(), prepared(uk.Typed{}).Profile()}
		require.Zero(t, testing.AllocsPerRun(20, func() {
			for _, profile := range profiles {
				p.Read(profile)
			}
		}))
	})
}

func TestWhatIsNoProfileIsRefused(t *testing.T) {
	p := new(uk.Person)
	profile := prepared(everything()).Profile()
	for n := range profile {
		require.False(t, p.Read(profile[:n]), "the first %d bytes", n)
	}
	require.False(t, p.Read(profile+"\x00"), "a byte more")
	require.False(t, p.Read(profile+profile))
	require.True(t, uk.Current(profile))
	for name, other := range map[string]string{
		"nothing":                    "",
		"of another kind":            "x" + profile[1:],
		"of another format":          profile[:1] + "\xff" + profile[2:],
		"of other tables of names":   profile[:5] + string([]byte{profile[5] + 1}) + profile[versionBytes:],
		"only a version":             profile[:versionBytes],
		"a version and one byte":     profile[:versionBytes+1],
		"text":                       "uk profile",
		"lists longer than the rest": profile[:versionBytes+2] + strings.Repeat("\xff", 50),
	} {
		require.False(t, p.Read(other), name)
	}
	for _, other := range []string{"", "u", "x" + profile[1:], profile[:1] + "\xff" + profile[2:], profile[:2] + "\x00\x00\x00\x00" + profile[versionBytes:]} {
		require.False(t, uk.Current(other))
	}
}

// versionBytes is how many bytes of a profile are its version.
const versionBytes = 6

// survives reads what may be no profile, and uses whatever it gives.
func survives(t require.TestingT, bytes string, others ...*uk.Person) {
	p := new(uk.Person)
	if !p.Read(bytes) {
		equalPeople(t, new(uk.Person), p, others...)
		return
	}
	again := p.Profile()
	q := new(uk.Person)
	require.True(t, q.Read(again), "what is read can be kept")
	require.Equal(t, again, q.Profile())
	p.Weigh(uk.NewRegister(100, nil, 100, uk.National{}))
	p.Search(uk.NewRegister(100, nil, 100, uk.National{}))
	_, _ = uk.KeysAndAsk[uint64](p)
	for _, o := range others {
		outcomes(p, o)
		outcomes(o, p)
	}
	outcomes(p, p)
}

func TestADamagedProfileHarmsNobody(t *testing.T) {
	all := prepared(everything())
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		damaged := []byte(all.Profile())
		for range 1 + random.IntN(3) {
			damaged[versionBytes+random.IntN(len(damaged)-versionBytes)] = byte(random.IntN(256))
		}
		survives(t, string(damaged), all)
	}
}

func FuzzProfile(f *testing.F) {
	all := prepared(everything())
	version := all.Profile()[:versionBytes]
	f.Add(all.Profile()[versionBytes:])
	f.Add(prepared(uk.Typed{}).Profile()[versionBytes:])
	f.Add(prepared(named("M|Featherstone")).Profile()[versionBytes:])
	f.Add(prepared(named("محمد|خان")).Profile()[versionBytes:])
	told(func(client, again uk.Typed) {
		if len(client.Given) == 9 {
			f.Add(prepared(again).Profile()[versionBytes:])
		}
	})
	f.Fuzz(func(t *testing.T, body string) {
		survives(t, version+body, all)
		survives(t, body, all)
	})
}

// FuzzPrepare prepares whatever is typed: what is kept is the person.
func FuzzPrepare(f *testing.F) {
	all := prepared(everything())
	f.Add("Ann", "Jane", "Lee-Smith", "O'Hara", "1980-01-01", "AB123457C", "ann@example.com", "07700 900123", "LS1 2AB")
	f.Add("\x00\xff", "İß", "O’Brien-Łódź", "Đỗ", "31/02/0000", "QQ", "@", "+++", "ZZ99 3VZ")
	f.Add("", "", "BLENKINSOP, Robert James", "Robert Blenkinsop", "1984", "11 a1 11 11", "a@b.c; d@e.f", "+353 1 234 5678, 016977 2346", "S10, M1 1")
	f.Fuzz(func(t *testing.T, given, middle, family, former, born, nino, email, phone, postcode string) {
		p := prepared(uk.Typed{Given: given, Middle: middle, Family: family, KnownAs: []string{former, given}, FormerFamily: []string{former, family},
			Born: born, OtherBorn: []string{former, phone}, Gender: given, NINO: nino, Emails: []string{email, former}, Phones: []string{phone, nino},
			PreviousPhones: []string{former}, Postcodes: []string{postcode}, PreviousPostcodes: []string{email}})
		require.True(t, uk.Current(p.Profile()))
		equalPeople(t, p, read(p.Profile()), p, all)
	})
}

func TestAProfileIsSmall(t *testing.T) {
	var sizes []int
	for _, w := range []*matchtest.World{matchtest.New(1, 2000), matchtest.NewWorld(2, 2000, matchtest.RealRates())} {
		for c := range w.Clients() {
			sizes = append(sizes, len(prepared(uk.Typed(c.Person)).Profile()))
		}
	}
	slices.Sort(sizes)
	require.LessOrEqual(t, sizes[len(sizes)/2], 256, "the median in bytes")
	require.LessOrEqual(t, sizes[len(sizes)*99/100], 400, "all but one in a hundred")
	t.Logf("bytes: median %d, 99 %% %d, most %d", sizes[len(sizes)/2], sizes[len(sizes)*99/100], sizes[len(sizes)-1])

	long := strings.Repeat("Łódźabc-", 1<<10)
	many := slices.Repeat([]string{long, "a@example.org " + long, "07700 900123", "LS1 2AB"}, 99)
	huge := prepared(uk.Typed{Given: long, Middle: long, Family: long, KnownAs: many, FormerFamily: many, OtherBorn: many, Emails: many, Phones: many, Postcodes: many})
	require.Less(t, len(huge.Profile()), 16<<10, "whatever a sender sends")
}

// Memory goes from one person to the next, and nothing of the one with it.
func TestWhoIsForgottenLeavesNothing(t *testing.T) {
	var r uk.Reading
	typed, nobody := everything(), uk.Typed{}
	p := new(uk.Person)
	for range 3 {
		r.Prepare(p, &typed)
		equalPeople(t, prepared(everything()), p)
		for name, values := range map[string]any{
			"given": p.Name.Given, "family": p.Name.Family, "known": p.Name.Known, "born": p.Born,
			"nino": p.NINOs, "phones": p.Phones, "emails": p.Emails, "places": p.Places,
		} {
			require.NotEmpty(t, values, name)
		}
		given, emails, places := p.Name.Given, p.Emails, p.Places
		p.Forget()
		require.Zero(t, given[0])
		require.Zero(t, emails[0])
		require.Zero(t, places[0])
		equalPeople(t, prepared(uk.Typed{}), p)
		r.Prepare(p, &nobody)
		equalPeople(t, prepared(uk.Typed{}), p)
	}
}
