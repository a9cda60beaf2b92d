package matchtest

// Errors says how likely each thing is that makes two tellings of one person
// differ. All are probabilities, from 0 to 1. The zero value tells the truth,
// all of it and tidily.
type Errors struct {
	// What has happened since the register heard of the person.
	Moved     float64 // lives elsewhere; half then give the old postcode as a previous one
	NewPhone  float64
	NewEmail  float64
	NewFamily float64 // married, divorced: another family name; a third give the former one too

	// Names.
	GivenSlip    float64 // mistyped by a letter
	FamilySlip   float64
	Nickname     float64 // of those whose name has one
	Spelling     float64 // of those whose name has another: Mohammed, Muhammad
	NamesSwapped float64 // forename in the family name's box
	NoGiven      float64
	NoMiddle     float64 // of those who have one
	Initial      float64 // of those who give a middle name
	NoFormer     float64 // of those who had another family name long ago

	// Date of birth.
	BornSlip        float64 // one digit wrong, or two neighbours changed over
	BornSwapped     float64 // day and month, where that is a date
	BornPlaceholder float64 // 1900-01-01
	NoBorn          float64

	// National Insurance number.
	NINOSlip        float64
	NoSuffix        float64
	NINOPlaceholder float64 // QQ123456C, N/K
	NoNINO          float64

	// Where to find the person.
	EmailSlip    float64
	NoEmail      float64
	PhoneSlip    float64
	NoPhone      float64
	PostcodeSlip float64
	NoPostcode   float64
	NoPrevious   float64 // gives no previous postcode
	NoAbode      float64 // "NFA", "ZZ99 3VZ" for a postcode
	Worker       float64 // a support worker's phone and e-mail instead

	Untidy float64 // each value: typed in capitals, without spaces, the date the other way round
}

// Register is how the register heard of its clients: what is usable on it is
// near 75 % for National Insurance numbers, 70 % for e-mail, 85 % for phones
// and 93 % for postcodes.
func Register() Errors {
	return Errors{
		GivenSlip: .015, FamilySlip: .015, Nickname: .04, Spelling: .04, NamesSwapped: .003, NoGiven: .002, NoMiddle: .3, Initial: .25,
		NoFormer: .5, BornSlip: .01, BornSwapped: .008, BornPlaceholder: .01, NoBorn: .03, NINOSlip: .01, NoSuffix: .04,
		NINOPlaceholder: .04, NoNINO: .21, EmailSlip: .01, NoEmail: .30, PhoneSlip: .008, NoPhone: .15, PostcodeSlip: .01,
		NoPostcode: .04, NoPrevious: .1, NoAbode: .005, Worker: .01, Untidy: .15,
	}
}

// Clean is somebody careful, soon after: nothing wrong, a little left out.
func Clean() Errors {
	return Errors{Moved: .05, NewPhone: .03, NewEmail: .02, NoMiddle: .5, NoFormer: .5, NoNINO: .15, NoEmail: .25, NoPhone: .1,
		NoPostcode: .05, NoPrevious: .5, Untidy: .1}
}

// Realistic is the everyday referral.
func Realistic() Errors {
	return Errors{
		Moved: .4, NewPhone: .28, NewEmail: .15, NewFamily: .03, GivenSlip: .04, FamilySlip: .04, Nickname: .15, Spelling: .12,
		NamesSwapped: .012, NoGiven: .003, NoMiddle: .5, Initial: .3, NoFormer: .6, BornSlip: .025, BornSwapped: .02,
		BornPlaceholder: .012, NoBorn: .04, NINOSlip: .025, NoSuffix: .08, NINOPlaceholder: .06, NoNINO: .28, EmailSlip: .03,
		NoEmail: .38, PhoneSlip: .025, NoPhone: .18, PostcodeSlip: .02, NoPostcode: .1, NoPrevious: .4, NoAbode: .03, Worker: .06,
		Untidy: .3,
	}
}

// Hard is a referral by somebody who hardly knows the person: moved, mostly
// without numbers, and mistyped.
func Hard() Errors {
	return Errors{
		Moved: .75, NewPhone: .6, NewEmail: .4, NewFamily: .08, GivenSlip: .12, FamilySlip: .2, Nickname: .3, Spelling: .25,
		NamesSwapped: .03, NoGiven: .005, NoMiddle: .7, Initial: .3, NoFormer: .7, BornSlip: .08, BornSwapped: .05,
		BornPlaceholder: .02, NoBorn: .06, NINOSlip: .06, NoSuffix: .2, NINOPlaceholder: .1, NoNINO: .55, EmailSlip: .06,
		NoEmail: .6, PhoneSlip: .06, NoPhone: .35, PostcodeSlip: .05, NoPostcode: .2, NoPrevious: .6, NoAbode: .1, Worker: .15,
		Untidy: .5,
	}
}

// Sparse is a referral that holds what the duty to refer asks for and little more:
// who the person is and how to reach them (Housing Act 1996, section 213B).
func Sparse() Errors {
	e := Realistic()
	e.NoBorn, e.NoNINO, e.NoPostcode, e.NoPrevious, e.NoMiddle = 1, 1, .85, 1, .8
	e.NoEmail, e.NoPhone, e.Worker = .5, .15, .02
	return e
}

// Undated is an everyday referral by a form that has no field for the date of
// birth, and hardly ever the National Insurance number.
func Undated() Errors {
	e := Realistic()
	e.NoBorn, e.NoNINO = 1, .8
	return e
}

// VeryHard leaves hardly more than two mistyped names and a doubtful date of
// birth. Some of these nobody could find.
func VeryHard() Errors {
	return Errors{
		Moved: 1, NewPhone: .9, NewEmail: .8, NewFamily: .1, GivenSlip: .5, FamilySlip: .8, Nickname: .4, Spelling: .4,
		NamesSwapped: .05, NoGiven: .01, NoMiddle: .8, Initial: .3, NoFormer: .8, BornSlip: .4, BornSwapped: .1,
		BornPlaceholder: .02, NoBorn: .05, NINOSlip: .1, NoSuffix: .3, NINOPlaceholder: .15, NoNINO: .9, EmailSlip: .1,
		NoEmail: .85, PhoneSlip: .1, NoPhone: .8, PostcodeSlip: .1, NoPostcode: .4, NoPrevious: .9, NoAbode: .2, Worker: .3,
		Untidy: .6,
	}
}
