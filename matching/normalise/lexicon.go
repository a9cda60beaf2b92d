package normalise

import "strings"

// kinds says what a word may be in a name or an e-mail address, as a set.
type kinds uint64

const (
	title         kinds = 1 << iota // no given name where one follows
	bareTitle                       // a title that is nobody's name, as Sir, Master and Dame are somebody's
	yetForename                     // a title that, before one word, is rather a given name
	suffix                          // follows a name and is no part of it: a generation, an honour
	generation                      // a suffix after a family name and, elsewhere, a given name
	degree                          // a suffix that is a family name or initials too
	closing                         // announces a name, and nothing follows
	vietnamese                      // a common Vietnamese family name, which stands first
	newborn                         // stands for the given name of a child without one yet
	beforeChild                     // of newborn, those that stand before a name
	particle                        // belongs to the family name after it
	elided                          // a particle that an apostrophe joins: D'Angelo, N'Diaye, 't Hooft
	article                         // the Arabic one, which is spoken and often written with the sound that follows: As-Sayed
	givenParticle                   // belongs to the given name after it
	maybeGiven                      // a particle that is a name by itself as well: Al, Ben, Van, Di, Das
	descent                         // "son of" or "daughter of" between given names: Ahmad bin Ali
	linking                         // "of" between given names: Maria de Fátima, who is Maria and Fátima
	leading                         // announces a name even where it opens a field
	weak                            // announces a name, and stands within one as well
	stray                           // stands between names, and is nobody's name
	decisive                        // of words that forms and clerks write in place of a name, those that name a name or deny it
	formWord                        // the rest of those words
	excuse                          // of words in which people say that they give no value, those that count where all words do
	surely                          // a stand-in, also beside other words
	noName                          // stands for a whole name
	yetName                         // looks like a stand-in, and is a family name
	standsIn                        // stands for any value
	relative                        // says that what stands with it is of somebody else
	another                         // somebody else, beside a date; beside a name it may be the person, or a name
	ending                          // begins what is said of a person after the name, in small letters
	numbered                        // no name before a number
	otherNumber                     // says that the number after it is of another kind than phones and NI numbers
	thisNumber                      // says that it is an NI number
	remark                          // begins a bracket that says who or what the person is; if it is a name as well, see [remarks]
	hedge                           // says how often another name is used, and is no part of it
	answer                          // answers the question whether there are other names
	noMailboxes                     // a domain that has none
	provider                        // a domain at which anybody may have a mailbox
	realDomain                      // no slip, however near to another
	noUser                          // typed because a form demanded an address
	exampleUser                     // what forms show as an example
	cue                             // begins one of the phrases

	endsGiven  = suffix | bareTitle // may follow a name and is no part of it
	endsFamily = endsGiven | generation | closing
)

// kindLists are the words of each kind. Those of cue are in phrases. Of the particles all but
// Fitz are left out at times, so that the rest of the name is a form of its own.
var kindLists = [...]struct {
	kind  kinds
	words string
}{
	{title, `MR MRS MS MISS MX MSTR MASTER DR DOCTOR PROF PROFESSOR REV REVD REVEREND SIR DAME
		MESSRS MME MLLE MADAM CLLR COUNCILLOR CAPT CAPTAIN COL COLONEL SGT CPL LT MAJ FR RT HON
		FATHER BROTHER SISTER MISTER HERR FRAU SRA SRTA SENOR SENORA PTE LCPL`},
	{bareTitle, `MR MRS MS MISS MX DR REV REVD PROF`},
	{yetForename, `CAPTAIN COL HON`},
	{suffix, `JR JNR SR SNR ESQ ESQUIRE II III IV
		OBE MBE CBE DBE KBE GBE BEM KCMG CMG DSO QPM FRCS FRCP FRCGP FRS FRSA MRCP
		PHD DPHIL HONS MSC BSC LLB LLM MBBS MBCHB PGCE CPA MSP`},
	{generation, `JUNIOR SENIOR`},
	{degree, `MA BA MD QC KC JP RN DL MP TD CB KCB OM CH BS DDS BED MBA SJ`},
	{closing, `AKA FKA NKA`},
	{vietnamese, `NGUYEN TRAN LE PHAM HUYNH HOANG PHAN VU VO DANG BUI DO HO NGO DUONG LY DINH TRUONG LAM MAI TRINH DAO DOAN`},
	{newborn, `BABY BOY GIRL CHILD INFANT NEWBORN UNBORN SON DAUGHTER TWIN TRIPLET FOETUS FETUS BB BG MALE FEMALE`},
	{beforeChild, `BABY INFANT NEWBORN UNBORN TWIN TRIPLET`},
	{particle, `MC MAC MAG MHIC O UA UI NI NIC FITZ ST SAINT ` + // Gaelic, Norman
		`VAN VANDER VANDEN VON VOM ZU ZUM ZUR DEN DER DEM AUF TER TEN HET OP ` + // Dutch, German
		`DE DEL DELA DELAS DELOS DELLA DELLO DEGLI DEI DA DAL DALLA DAS DO DOS DI DU DES LE LA LAS LOS ` + // Romance
		`AL EL BIN BINT BINTE BINTI BT BTE IBN IBNI BEN ABU ABD ABDUL ABDEL ABDAL ABDUR ABDUS ABDUN ABDUD ABDUZ UL UR UD AIT OULD ` + // Arabic, Malay
		`AP AB FERCH VERCH`}, // Welsh
	{elided, `O D L N M T S DE DELL DALL NELL SANT`},
	{article, `AD AR AS ASH AT ATH AZ ED ER ES ESH ET EZ AN EN`},
	{givenParticle, `ABD ABDUL ABDEL ABDAL ABDUR ABDUS ABDUN ABDUD ABDUZ ABU UL UR UD ` + // Abdul Rahman, Zia ul Haq
		`MC FITZ ST DE DEL DELA DELAS DELLA DELOS DA LA LAS LOS VON`}, // De Andre, La Toya; and a family name in the wrong field
	{maybeGiven, `AL BEN VAN DI MAC LE LA DO DU DA DAL BIN NI ABDUL ABDEL ABU ABD UL AB OP TEN DAS DES DEN EL NIC O`},
	{descent, `BIN BINT BINTE BINTI BT BTE IBN IBNI FERCH VERCH`},
	{linking, `DE DEL DELA DELAS DELOS DELLA DA DAS DO DOS LA LAS LOS`},
	{leading, `NEE FORMERLY PREVIOUSLY NICKNAMED`},
	{weak, `GYNT MN BIRTH FORMER PREVIOUS EX THEN LATER ALT USUALLY CURRENTLY NICKNAME`},
	{stray, `AND AKA KNOWN DEADNAME ALSO NEE FORMERLY PREVIOUSLY ALIAS AS GOES PREFERS PREFERRED USED USES LIKES CALLED
		MAIDEN ANSWERS NICKNAMED PREV FKA NKA PKA CURRENT`},
	{decisive, `NAME NAMES SURNAME SURNAMES FORENAME FORENAMES FIRSTNAME LASTNAME NOT NONE UNKNOWN MISSING UNK MONONYM WITHOUT NAMED
		NOSURNAME NOFORENAME UNAVAILABLE UNSPECIFIED UNRECORDED RE FAO ENW CYFENW LLAWN TENANT DOESNT DIDNT WONT WOULDNT CANT DECLINED REFUSED`},
	{formWord, `NO NIL NULL BLANK NA N A ONLY ONE SINGLE SOLE JUST
		FIRST LAST FAMILY GIVEN MIDDLE SECOND FULL LEGAL OTHER FATHERS FORMER PREVIOUS MAIDEN BIRTH ALIAS ALIASES
		KNOWN PROVIDED SUPPLIED RECORDED STATED ENTERED AVAILABLE APPLICABLE SPECIFIED DISCLOSED HELD REQUIRED CAPTURED
		OBTAINED RECEIVED CONFIRMED COLLECTED USED LISTED FOUND APPLIES TOLD ASKED YET
		SAY SEE WISH KNOW TELL REMEMBER HAS HAVE HAVING DOES DID USES USE GIVE TO BE IS WAS THE AS ON FILE PASSPORT RECORD FOR THIS PERSON CLIENT SAME CASE
		MALE FEMALE ADULT PATIENT PLEASE SYSTEM PER AT PRESENT TIME GOT YN AR GAEL
		PHONE MOBILE TEL MOB TELEPHONE EMAIL ADDRESS POSTCODE NUMBER NINO NI NATIONAL INSURANCE DOB DATE OF OWN WORKING ISSUED FFON DIM`},
	{excuse, `ABOVE NOTES ATTACHED REFERRAL LETTER INFO INFORMATION DATA DETAILS AVAILABLE
		ANSWER DISCLOSE PROVIDE WANT WANTS PREFER PREFERS RATHER WOULD WILLING UNWILLING UNABLE CANNOT RECALL FORGOT FORGOTTEN APPLIED
		REASONS OBTAIN ATTEND RESPONSE LOST STOLEN BROKEN ACCESS MOMENT FOLLOW SAFETY PROTECTED HYSBYS GWRTHOD`},
	{surely, `UNKNOWN UNK NONAME NOSURNAME NOFORENAME NOLASTNAME NOFIRSTNAME FNU LNU MNU NFN NLN NMN NMI MONONYM
		UNNAMED UNIDENTIFIED ANON ANONYMOUS TBC TEST TESTING ZZTEST SURNAME FORENAME LASTNAME FIRSTNAME XX XXX XXXX ZZ ZZZ`},
	{noName, `UNBORN UNNAMED ANON ANONYMOUS NONAME NOSURNAME NOFIRSTNAME NOFORENAME NOLASTNAME NOMIDDLENAME
		SURNAME FORENAME FIRSTNAME LASTNAME FAMILYNAME GIVENNAME MIDDLENAME FULLNAME NAME FIRSTLAST
		FNU LNU MNU NFN NLN NMN NMI NGN NSN MONONYM MONONYMOUS MONONYMIC NAMELESS UNIDENTIFIED NOONE NOBODY SOMEONE
		MALE FEMALE ADULT INFANT DUPLICATE DELETED DONOTUSE MIGERROR NOSHOW XXTEST ZZTEST TESTUSER TESTPERSON ANOTHER OCCUPIER THEOCCUPIER DECEASED
		CLIENT APPLICANT SERVICEUSER PATIENT BABYBOY BABYGIRL BABYOF X UNKNOWNMALE UNKNOWNFEMALE JOHNDOE JANEDOE
		MOTHER LANDLORD HOMELESSPERSON YOUNGPERSON ROUGHSLEEPER YOURNAME ENTERNAME ENTERYOURNAME`},
	{yetName, `NO UK DK DIM DITTO NI PHONE NAN NAT BLANK NULL PENDING CHILD COUSIN FRIEND FOSTER MAIN LEAD SOLE NEW OLD MINOR AGED EDD CASE BLOCK BORN WARD`},
	{standsIn, `UNKNOWN UNKOWN UNKNOW UNK UK NOTKNOWN NK NKN DK DONTKNOW DOESNOTKNOW NOTSURE UNSURE
		NA NOTAVAILABLE NOTAPPLICABLE NOTAPP NONE NO NIL NULL NOTHING NOTFOUND UNDEFINED NAN NAT
		TBC TBA TBD TOBECONFIRMED TOBEADVISED PENDING AWAITED AWAITING APPLIEDFOR
		NOTGIVEN NOTPROVIDED NOTDISCLOSED NOTSTATED NOTRECORDED NOTENTERED NOTSUPPLIED NOTSPECIFIED NOTHELD NOTVERIFIED NOTCONFIRMED
		NODATA NOINFORMATION NOINFO NODETAILS MISSING BLANK EMPTY DEFAULT DUMMY
		REFUSED REFUSEDTOSAY DECLINED WITHHELD REDACTED PREFERNOTTOSAY DOESNOTHAVEONE DOESNOTHAVE HASNONE
		TEST TESTING TESTTEST XX ASDF ASDFG QWERTY SAMEASABOVE ASABOVE SEENOTES
		DITTO UNAVAILABLE UNSPECIFIED UNRECORDED UNCONFIRMED UNDISCLOSED EXDIRECTORY CONFIDENTIAL DIM DDIM ANHYSBYS GWRTHODWYD AMHERTHNASOL`},
	{remark | relative, `MOTHER MUM MUMMY MAM FATHER DAD DADDY STEPMUM STEPDAD PARENT WIFE HUSBAND PARTNER SPOUSE FIANCE FIANCEE
		SON DAUGHTER SISTER BROTHER SIBLING AUNT UNCLE NIECE NEPHEW GRANDMOTHER GRANDFATHER GRAN GRANDAD GRANDSON GRANDDAUGHTER
		GRANDMA GRANDPA AUNTY AUNTIE STEPSON CHILDREN KIDS CARER GUARDIAN LANDLORD LANDLADY GIRLFRIEND BOYFRIEND GF BF`},
	{remark, `WIDOW WIDOWER TENANT JOINT APPLICANT DEPENDANT DEPENDENT LODGER OCCUPANT CLIENT ADULT PREGNANT
		EVICTED MOVED LEFT TRANSFERRED HOMELESS NFA HMP VIOLENT WARNING ALERT PVP INTERPRETER AGE AGED REF ID NHS EDD VIA THE NOT SEE
		TWIN SOCIAL PROBATION MARAC MAPPA IDVA NOK NRPF UASC DEAF SINGLE UNVERIFIED THEY
		SP SPELLING SIC DUP URGENT DTR HOSTEL REFUGE PRISON CARE SENIOR AND
		DV RISK BSL HPA YP EUSS ASYLUM REFUGEE COUPLE HOSPITAL PRIORITY PASSPORT MOSAIC SUPPORTED MARRIAGE RELEASED CRISIS SHELTER UNDER NB CALL
		BRITISH POLISH ROMANIAN BULGARIAN ALBANIAN UKRAINIAN PORTUGUESE TURKISH KURDISH SYRIAN IRAQI IRANIAN AFGHAN PAKISTANI BANGLADESHI
		CHINESE VIETNAMESE SUDANESE ERITREAN ETHIOPIAN SOMALI NIGERIAN
		TIGRINYA ARABIC FARSI PASHTO AMHARIC URDU PUNJABI BENGALI RUSSIAN HUNGARIAN LITHUANIAN LATVIAN CZECH SLOVAK YEMENI
		NO CHILD COUSIN FRIEND FOSTER MAIN LEAD SOLE NEW OLD MINOR`},
	{another, `JOINT DEPENDANT DEPENDENT LODGER OCCUPANT INTERPRETER NOK CHILD COUSIN FRIEND FOSTER KIN HOUSEMATE APPOINTEE REFERRER EMERGENCY HOUSEHOLD`},
	{ending, `OF FOR WITH FROM VIA OBO PLUS WHO LIVES NEEDS SPEAKS AT IS REFERRED PLEASE PREGNANT HOMELESS FEMALE MALE NOT`},
	{numbered, `FLAT ROOM RM WARD SECTION UNIT BLOCK APT APARTMENT REF NO NUMBER ID CASE BORN AGED AGE PHONE MOBILE NINO NI`},
	{otherNumber, `PASSPORT ID REF REFERENCE CASE ARC VISA BRP LICENCE NHS ACCOUNT CRIME CARD URN UPRN PIN`},
	{thisNumber, `NI NINO INSURANCE`},
	{hedge, `JUST ONLY MOSTLY SOMETIMES OCCASIONALLY OFTEN NORMALLY`},
	{answer, `YES Y NO N NOPE SAME SINGLE NEVER`},
	{noMailboxes, `none.com none.co.uk noemail.com noemail.co.uk nomail.com no.com na.com nil.com unknown.com
		test.com test.co.uk nowhere.com noreply.com invalid.com abc.com xxx.com notprovided.com`},
	{provider, `gmail.com hotmail.com hotmail.co.uk outlook.com yahoo.com yahoo.co.uk icloud.com btinternet.com live.com live.co.uk
		mail.com email.com ymail.com aol.com`},
	{realDomain, `gmail.com hotmail.com hotmail.co.uk outlook.com yahoo.com yahoo.co.uk icloud.com btinternet.com
		mail.com email.com ymail.com cloud.com rocketmail.com gmx.com hotmail.fr hotmail.de live.com zmail.com
		yahoo.ca yahoo.co.in yahoo.co.id yahoo.co.za hotmail.co.za hotmail.ca`},
	{noUser, `NOEMAIL NOEMAILADDRESS NOMAIL NOADDRESS NOREPLY DONOTREPLY NOONE NOBODY NOTKNOWNYET FAKE TESTER ANONYMOUS`},
	{exampleUser, `EMAIL MAIL EXAMPLE USER USERNAME NAME YOURNAME SOMEONE ADDRESS`},
}

// lexicon holds the kinds of each word.
var lexicon = func() map[string]kinds {
	all := make(map[string]kinds, 800)
	for _, list := range kindLists {
		for _, w := range strings.Fields(list.words) {
			all[w] |= list.kind
		}
	}
	for w := range phrases {
		all[w] |= cue
	}
	return all
}()
