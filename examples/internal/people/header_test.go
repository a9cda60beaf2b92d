package people_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
)

// one reads a file of one person, and what there is to say of its columns.
func one(t *testing.T, text string) (matching.Person, []string) {
	t.Helper()
	r, err := people.NewReader("p.csv", strings.NewReader(text))
	require.NoError(t, err, text)
	var rows []people.Row
	for row, err := range r.Rows() {
		require.NoError(t, err, text)
		rows = append(rows, row)
	}
	require.Len(t, rows, 1, text)
	notes := r.Notes()
	for i := range notes {
		notes[i] = strings.TrimPrefix(notes[i], "p.csv: ")
	}
	return rows[0].Person, notes
}

func TestEveryFieldOfAPersonIsAColumn(t *testing.T) {
	var want people.Row
	want.ID, want.Channel, want.Line = "C1", "partner", 2
	for _, f := range want.Person.Fields() {
		if f.Text != nil {
			*f.Text = "Ünï \"" + f.Name + "\", ="
		} else {
			*f.List = []string{f.Name + " 1", "two\nlines, " + f.Name, "=" + f.Name}
		}
	}
	var file bytes.Buffer
	w := people.NewWriter(&file)
	require.NoError(t, w.Write(want))
	require.NoError(t, w.Flush())
	require.Equal(t, strings.Join(people.Columns(), ",")+"\n", strings.SplitAfterN(file.String(), "\n", 2)[0])
	require.Equal(t, "id,channel,given_name,middle_name,family_name,known_as,former_family_name,date_of_birth,other_dates_of_birth,"+
		"gender,nino,email,phone,previous_phones,postcode,previous_postcodes", strings.Join(people.Columns(), ","))
	rows, bad := read(t, file.String())
	require.Empty(t, bad)
	require.Equal(t, []people.Row{want}, rows)
	_, notes := one(t, file.String())
	require.Empty(t, notes)
}

func TestOneOfSeveralValuesHoldsNoSemicolon(t *testing.T) {
	w := people.NewWriter(new(bytes.Buffer))
	require.ErrorIs(t, w.Write(people.Row{ID: "1", Person: matching.Person{KnownAs: []string{"a;b"}}}), people.ErrSemicolon)
	require.NoError(t, w.Write(people.Row{ID: "1", Person: matching.Person{Family: "a;b"}}))
}

func TestColumnsMayBeCalledAsOtherSystemsCallThem(t *testing.T) {
	for field, headers := range map[string][]string{
		"given":              {"Forename", "forename(s)", "First name", "First Names", "firstName", "FIRST_NAME", "given\u00a0name", "Given name (optional)", "Applicant first name", "Legal first name", "fname", "Enw cyntaf", " Christian name* "},
		"middle":             {"Middle name(s)", "middleNames", "Middle initial", "Forename 2", "middle\u00a0 name"},
		"family":             {"Surname", "LAST NAME", "last-name", "family\u00a0name", "Family Name", "Legal surname", "lname", "Client surname", "Surname / Family name", "Cyfenw", "\ufefffamily_name"},
		"known-as":           {"Known as", "Also known as", "Alias", "Preferred name", "preferred_first_name", "Nickname"},
		"former-family":      {"Maiden name", "Previous surname", "Former surname", "Née", "Former family name"},
		"born":               {"DOB", "D.O.B.", "Date of birth", "date-of-birth", "dateOfBirth", "Birth date", "Date of birth (DD/MM/YYYY)", "DOB dd-mm-yy", "Date of Birth (DOB)", "person_dob", "Dyddiad geni", "Birthday"},
		"other-born":         {"Other date of birth", "Alias DOB", "other_dates_of_birth"},
		"gender":             {"Gender", "Sex", "gender identity"},
		"nino":               {"NI number", "NI No.", "N.I. number", "National Insurance number", "NINO", "NINumber", "National insurance no (if known)"},
		"emails":             {"E-mail", "Email address", "emails", "Email 1", "e-bost"},
		"phones":             {"Mobile number", "Telephone", "Tel. no.", "Phone 2", "Home telephone number", "Contact number", "Phone (mobile)", "Alternative number", "Other phone", "Rhif ffôn"},
		"previous-phones":    {"Previous phone", "Old mobile", "previous phone number 2"},
		"postcodes":          {"Post code", "POSTCODE", "Postal code", "Home postcode", "post-code", "Current address postcode", "Cod post"},
		"previous-postcodes": {"Previous postcode", "previous post code 1", "Former postcode"},
	} {
		for _, header := range headers {
			got, notes := one(t, "id,\""+header+"\"\n1, 05/09/1985 \n")
			var want matching.Person
			for _, f := range want.Fields() {
				switch {
				case f.Name == field && f.Text != nil:
					*f.Text = "05/09/1985"
				case f.Name == field:
					*f.List = []string{"05/09/1985"}
				}
			}
			require.Equal(t, want.Fields(), got.Fields(), header)
			require.NotContains(t, strings.Join(notes, "\n"), "not read", header)
		}
	}
	for _, id := range []string{"Id", "ID", "client_id", "Case ID", "Reference", "Ref no.", "Client ref", "unique id", "URN"} {
		rows, bad := read(t, "\""+id+"\",surname\n7,Example\n")
		require.Empty(t, bad, id)
		require.Equal(t, "7", rows[0].ID, id)
	}
}

func TestWhatIsNotReadOrNotThereIsTold(t *testing.T) {
	const (
		read    = "read as "
		unknown = "columns that are not known are not read: "
	)
	for name, c := range map[string]struct {
		text  string
		want  matching.Person
		notes []string
	}{
		"our own names": {"id,given_name,family_name,date_of_birth\n1,Anna,Quarmby,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"}, nil},
		"spaces and capitals": {"ID,Given Name,FAMILY-NAME,Date of birth\n1,Anna,Quarmby,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"}, nil},
		"other names": {"id,Forename,Surname,DOB\n1,Anna,Quarmby,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{read + `given_name: "Forename"`, read + `family_name: "Surname"`, read + `date_of_birth: "DOB"`}},
		"not known": {"id,given_name,family_name,date_of_birth,shoe size,\"two\nlines\",Title,\n1,Anna,Quarmby,05/09/1985,9,x,Ms,y\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{unknown + `"shoe size", "two\nlines", "Title", ""`}},
		"ambiguous": {"id,Second name,Address,Date of birth (MM/DD/YYYY),Partner surname,postcode\n1,a,b,c,d,LS8 4AA\n",
			matching.Person{Postcodes: []string{"LS8 4AA"}},
			[]string{unknown + `"Second name", "Address", "Date of birth (MM/DD/YYYY)", "Partner surname"`,
				"no column holds given_name", "no column holds family_name", "no column holds date_of_birth"}},
		"the whole name in one": {"id,Full name,dob\n1,Robert Blenkinsop,05/09/1985\n",
			matching.Person{Family: "Robert Blenkinsop", Born: "05/09/1985"},
			[]string{read + `family_name: "Full name"`, read + `date_of_birth: "dob"`}},
		"name": {"id,name,date_of_birth\n1,Robert Blenkinsop,05/09/1985\n",
			matching.Person{Family: "Robert Blenkinsop", Born: "05/09/1985"}, []string{read + `family_name: "name"`}},
		"name beside a surname": {"id,Name,Surname,date_of_birth\n1,Anna,Quarmby,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{read + `given_name: "Name"`, read + `family_name: "Surname"`}},
		"name beside a first name": {"id,Name,First name,date_of_birth\n1,Quarmby,Anna,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{read + `given_name: "First name"`, read + `family_name: "Name"`}},
		"a whole name beside its parts": {"id,full_name,given_name,family_name,date_of_birth\n1,Anna Quarmby,Anna,Quarmby,05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{`column "full_name" is not read: its parts are in columns of their own`}},
		"a whole name beside one part": {"id,full_name,surname,date_of_birth\n1,Anna Quarmby,Quarmby,05/09/1985\n",
			matching.Person{Family: "Anna Quarmby", Born: "05/09/1985"},
			[]string{`column "surname" is not read: the whole name is in another column`, read + `family_name: "full_name"`}},
		"a date in three": {"id,given_name,family_name,day,month,year\n1,Anna,Quarmby,5,9,1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "5/9/1985"}, []string{read + `date_of_birth: "day", "month", "year"`}},
		"a date in three, as a form calls them": {"id,given_name,family_name,date-of-birth-year,date-of-birth-month,date-of-birth-day\n1,Anna,Quarmby,1985,September,5\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "5/September/1985"},
			[]string{read + `date_of_birth: "date-of-birth-day", "date-of-birth-month", "date-of-birth-year"`}},
		"a date in three without a day": {"id,given_name,family_name,Birth day,Birth month,Birth year\n1,Anna,Quarmby,,9,1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "??/9/1985"}, []string{read + `date_of_birth: "Birth day", "Birth month", "Birth year"`}},
		"a date in three, empty": {"id,given_name,family_name,day,month,year\n1,Anna,Quarmby, ,,\n",
			matching.Person{Given: "Anna", Family: "Quarmby"}, []string{read + `date_of_birth: "day", "month", "year"`, "no row has a date_of_birth"}},
		"a date in two": {"id,given_name,family_name,month,year\n1,Anna,Quarmby,9,1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby"},
			[]string{`column "month" is not read: a date of birth in parts is one column each of day, month and year`,
				`column "year" is not read: a date of birth in parts is one column each of day, month and year`, "no column holds date_of_birth"}},
		"a date whole and in three": {"id,given_name,family_name,date_of_birth,day,month,year\n1,Anna,Quarmby,05/09/1985,1,1,2020\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{`column "day" is not read: the date of birth is in another column`, `column "month" is not read: the date of birth is in another column`,
				`column "year" is not read: the date of birth is in another column`}},
		"several phones": {"id,given_name,family_name,date_of_birth,Home phone,Mobile number,phone\n1,Anna,Quarmby,05/09/1985,1;2,,3\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985", Phones: []string{"1", "2", "3"}},
			[]string{read + `phone: "Home phone", "Mobile number", "phone"`}},
		"one of the very name": {"id,given_name,family_name,date_of_birth,gender,Sex,reference\n1,Anna,Quarmby,05/09/1985,f,female,r\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985", Gender: "f"},
			[]string{`column "reference" is not read: id is in another column`, `column "Sex" is not read: gender is in another column`}},
		"one without an aside": {"id,given_name,family_name,DOB,DOB (verified)\n1,Anna,Quarmby,05/09/1985,Yes\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{`column "DOB (verified)" is not read: date_of_birth is in another column`, read + `date_of_birth: "DOB"`}},
		"semicolons and a title": {"Register of clients\nid;given_name;family_name;date_of_birth\n1;Anna;Quarmby;05/09/1985\n",
			matching.Person{Given: "Anna", Family: "Quarmby", Born: "05/09/1985"},
			[]string{"separated by semicolons", "the header is on line 2, what is above it is not read"}},
	} {
		got, notes := one(t, c.text)
		require.Equal(t, c.want.Fields(), got.Fields(), name)
		require.Equal(t, c.notes, slices.Clip(notes), name)
	}
}

func TestTwoColumnsForOneValueAreRefused(t *testing.T) {
	for _, c := range []string{
		"given_name|Given Name|given_name", "Forename|First name|given_name", "Surname|Last name|family_name", "DOB|Birth date|date_of_birth",
		"NI number|National Insurance number|nino", "Sex|gender identity|gender", "Client ID|Case ID|id",
	} {
		names := strings.Split(c, "|")
		header := fmt.Sprintf("id,%s,%s,postcode\n", names[0], names[1])
		if names[2] == "id" {
			header = strings.TrimPrefix(header, "id,")
		}
		_, err := people.NewReader("p.csv", strings.NewReader(header))
		require.ErrorIs(t, err, people.ErrHeader, c)
		require.ErrorContains(t, err, fmt.Sprintf("columns %q and %q are both %s: leave one out", names[0], names[1], names[2]))
	}
}

func TestManyUnknownColumnsAreCounted(t *testing.T) {
	header := "id,given_name,family_name,date_of_birth"
	for i := range 40 {
		header += fmt.Sprintf(",%sextra %d", strings.Repeat("x", 50), i)
	}
	_, notes := one(t, header+"\n1,Anna,Quarmby,05/09/1985"+strings.Repeat(",", 40)+"\n")
	require.Len(t, notes, 1)
	require.Contains(t, notes[0], `"`+strings.Repeat("x", 40)+`…", `)
	require.Contains(t, notes[0], ", and 10 more")
}

func TestAColumnThatNoRowFillsIsTold(t *testing.T) {
	_, notes := one(t, "id,given_name,family_name,date_of_birth,phone\n1,Anna,,,\n")
	require.Equal(t, []string{"no row has a family_name", "no row has a date_of_birth"}, notes)
}

func TestAWholeNameMaySayItsOrder(t *testing.T) {
	p, _ := one(t, "id,\"Name (Last, First)\",\"Date of birth\"\n1,\"Quarmby, Anna\",05/09/1985\n")
	require.Equal(t, "Quarmby, Anna", p.Family)
}

func TestWhatMatchingDoesNotUseIsCounted(t *testing.T) {
	for _, f := range new(matching.Person).Fields() {
		for text, unused := range map[string]bool{"#REF!": true, "Anna": !strings.Contains("given middle family known-as former-family", f.Name)} {
			var u people.Unused
			row := people.Row{Line: 7}
			for _, g := range row.Person.Fields() {
				switch {
				case g.Name != f.Name:
				case g.Text != nil:
					*g.Text = text
				default:
					*g.List = []string{text}
				}
			}
			u.Add(people.Row{})
			u.Add(row)
			require.Equal(t, unused, len(u.Notes("p.csv")) == 1, "%s: %s", f.Name, text)
		}
	}
	var u people.Unused
	u.Add(people.Row{Person: matching.Person{Family: "Quarmby", Born: "31295", Gender: "F", NINO: "JG103457D", Emails: []string{"anna@example.com"},
		Phones: []string{"4.47701E+11"}, Postcodes: []string{"no fixed abode"}}, Line: 2})
	u.Add(people.Row{Person: matching.Person{Given: "Anna", Born: "31296", OtherBorn: []string{"1985"}}, Line: 3})
	const why = " is not used for matching: no such value, or not understood; the first is line 2"
	require.Equal(t, []string{"p.csv: date_of_birth of 2 rows" + why, "p.csv: phone of 1 row" + why}, u.Notes("p.csv"))
}

func TestAFileWithoutOneUsableRowIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"a header only":          "id,family_name\n",
		"CR CR":                  "id,family_name\r\r",
		"no row with an id":      "id,family_name\n,Example\n,Other\n",
		"every row of one width": "id,family_name\n1\n2\n",
		"ids and nobody":         "id,given_name,family_name\n1,,\n2,,\n",
	} {
		r, err := people.NewReader("p.csv", strings.NewReader(text))
		require.NoError(t, err, name)
		var errs []error
		for _, err := range r.Rows() {
			errs = append(errs, err)
		}
		require.ErrorIs(t, errs[len(errs)-1], people.ErrNoRow, name)
		for _, err := range errs[:len(errs)-1] {
			require.NotErrorIs(t, err, people.ErrNoRow, name)
		}
	}
}

func TestAnIDThatIsAFormulaIsLeftOut(t *testing.T) {
	rows, bad := read(t, "id,family_name\n=cmd|' /c calc'!A1,Example\n@SUM(1+1),Example\n+1+1,Example\n\"=HYPERLINK(\"\"http://example.com\"\")\",Example\n-2+3,Example\n-12,=Example\n+447700900123,@Example\n")
	require.Len(t, bad, 5)
	for i, b := range bad {
		require.Equal(t, fmt.Sprintf("p.csv:%d: id: begins as a formula does, which a spreadsheet would run", i+2), b)
	}
	require.Len(t, rows, 2)
	require.Equal(t, "=Example", rows[0].Person.Family, "names are not written out")
}

func TestAnIDThatASpreadsheetHasSpoiltIsLeftOut(t *testing.T) {
	rows, bad := read(t, "id,family_name\n1.0E+05,Example\n4E+11,Example\n#N/A,Example\n#NAME?,Example\n########,Example\n4E11,Example\nE+05,Example\n#12,Example\n")
	require.Len(t, rows, 3)
	require.Len(t, bad, 5)
	require.Equal(t, "p.csv:2: id: is what a spreadsheet has left of it", bad[0])
}
