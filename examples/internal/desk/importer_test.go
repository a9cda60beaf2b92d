package desk

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
)

// upload sends a file by the form of the import page.
func (b *browser) upload(kind, text string) *http.Response {
	b.o.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	require.NoError(b.o.t, w.WriteField("kind", kind))
	f, err := w.CreateFormFile("file", "clients.csv")
	require.NoError(b.o.t, err)
	_, err = f.Write([]byte(text))
	require.NoError(b.o.t, err)
	require.NoError(b.o.t, w.Close())
	r := httptest.NewRequest(http.MethodPost, "/import", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// uploaded is the page that tells how an upload ended.
func (o *office) uploaded(kind, text string) string {
	o.t.Helper()
	lead := o.as("carys")
	res := lead.upload(kind, text)
	require.Equal(o.t, http.StatusSeeOther, res.StatusCode)
	var page string
	require.Eventually(o.t, func() bool {
		page = lead.page(res.Header.Get("Location"))
		return !strings.Contains(page, " data-goes-on")
	}, time.Minute, 5*time.Millisecond)
	return page
}

// A register's own mark of who is protected is no column that is read, and the page says so.
func TestAFileRestrictsNobodyAndFreesNobody(t *testing.T) {
	o := open(t)
	require.Contains(t, o.as("carys").page("/import"), "A file restricts nobody, whatever its columns say")
	restricted := person()
	require.NoError(t, o.desk.systems["hpa2"].PutClient(t.Context(), host, lobby.ClientUpdate{ID: "X1", Person: &restricted, Restricted: new(true)}))
	page := o.uploaded("clients", "id,given_name,family_name,restricted\nX1,Ada,Example,no\nX2,Ida,Example,yes\n")
	require.Contains(t, page, "columns that are not known are not read: &#34;restricted&#34;")
	require.Equal(t, http.StatusNotFound, o.as("amira").get(clientPath("hpa2", "X1")).StatusCode)
	require.Equal(t, http.StatusOK, o.as("amira").get(clientPath("hpa2", "X2")).StatusCode)
}

func TestAnImportTellsHowItReadTheFileAndWhatItLeftOut(t *testing.T) {
	for name, c := range map[string]struct {
		kind, text string
		says       []string
	}{
		"whole": {"clients", "id,given_name,family_name,date_of_birth\nX1,Ada,Example,1980-01-02\n",
			[]string{"<h2>Finished</h2>", "1 row read and 1 row imported"}},
		"other columns": {"clients", "id;Forename;Surname;DOB;Shoe size\rX1;Jos\xe9;Example;1980-01-02;9\r",
			[]string{"<h2>Finished</h2>", "How the file was read", "read as given_name: &#34;Forename&#34;", "columns that are not known are not read: &#34;Shoe size&#34;",
				"separated by semicolons", "read as Windows-1252: 1, the first is line 2"}},
		"dates that are none": {"clients", "id,family_name,date_of_birth,phone,postcode\nX1,Example,1980-01-02,,\nX2,Example,31/02/1980,07700 900123,no fixed abode\nX3,Example,99/99/9999,,\n",
			[]string{"<h2>Finished</h2>", "upload.csv: date_of_birth of 2 rows is not used for matching: no such value, or not understood; the first is line 3</li>"}},
		"a column missing": {"clients", "id,given_name,family_name\nX1,Ada,Example\n", []string{"no column holds date_of_birth"}},
		"in part":          {"clients", "id,family_name\nX1,Example\n\"broken\n", []string{"<h2>Imported in part</h2>", "1 row was left out", "upload.csv:3: a quotation mark is not closed"}},
		"no row":           {"clients", "id,family_name\r", []string{"<h2>Nothing was imported</h2>", "There is a problem", "upload.csv: no row could be used"}},
		"no header":        {"clients", "name:town\na:b\n", []string{"<h2>Nothing was imported</h2>", "no usable header", "separated by &#34;:&#34;"}},
		"a workbook":       {"clients", "PK\x03\x04", []string{"<h2>Nothing was imported</h2>", "a workbook (xlsx, ods)"}},
		"cases": {"cases", "id,channel,family_name\nK1,self-referral,Example\nK2,pigeon,Example\n", []string{"<h2>Imported in part</h2>", "2 rows read and 1 row imported", "1 row was left out",
			"upload.csv:3: channel: missing, or none of Self-referral, Duty to Refer, Third party, Referral partner, Provider, Typed by an officer"}},
		"channels in words": {"cases", "id,channel,family_name\nK1,Duty to Refer,Example\nK2, self referral ,Example\nK3,REFERRAL PARTNER,Example\nK4,third-party,Example\n", []string{"<h2>Finished</h2>", "4 rows read and 4 rows imported"}},
		"cases said to be clients": {"clients", "id,channel,family_name\nK1,self-referral,Example\nX1,,Example\n", []string{"<h2>Imported in part</h2>", "2 rows read and 1 row imported",
			"upload.csv:2: channel: is given, as it is for a case and not for a client"}},
		"cases of nobody": {"cases", "id,channel,family_name\nK1,self-referral,Example\nK2,self-referral,\nK2,self-referral,Example\n", []string{"<h2>Imported in part</h2>",
			"3 rows read and 1 row imported", "2 rows were left out", "upload.csv:3: nothing is said of the person", "upload.csv:4: id: the same as on line 3"}},
		"a client who is too long": {"clients", "id,family_name,phone\nX1,Example,\nX2,Example," + strings.Repeat("07700 900461;", 30) + "\n", []string{"<h2>Imported in part</h2>",
			"upload.csv:3: phones: more values than the lobby accepts"}},
		"cases of no channel": {"cases", "id,family_name\nK1,Example\n", []string{"<h2>Nothing was imported</h2>", "1 row was left out", "upload.csv:2: channel: missing"}},
	} {
		page := open(t).uploaded(c.kind, c.text)
		for _, s := range c.says {
			require.Contains(t, page, s, name)
		}
		if !strings.Contains(c.says[0], "Finished") && c.says[0] != "no column holds date_of_birth" {
			require.NotContains(t, page, "Finished", name)
		}
	}
}

func TestWhatStandsInAColumnIsNeitherShownNorLogged(t *testing.T) {
	o := open(t)
	page := o.uploaded("cases", "id,channel,family_name\nK1,Zebulon Markerfield,self-referral\nK2,self-referral,Example\n") // two columns are mixed up
	require.Contains(t, page, "1 row was left out")
	for _, text := range []string{page, o.log.String()} {
		require.NotContains(t, text, "Zebulon")
	}
}

func TestTheImportPageNamesEveryColumn(t *testing.T) {
	page := open(t).as("carys").page("/import")
	require.Contains(t, page, "id, channel, given_name, middle_name, family_name, known_as, former_family_name, date_of_birth, other_dates_of_birth, gender, nino, email, phone, previous_phones, postcode, previous_postcodes.")
}

func TestManyClientsAreTakenInBatchesToTheLast(t *testing.T) {
	text := "id,family_name\n"
	for i := range 1001 {
		text += "X" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + ",Example\n"
	}
	require.Contains(t, open(t).uploaded("clients", text), "1,001 rows read and 1,001 rows imported")
}

func TestADeskDoesNotOpenOnAFileItCannotRead(t *testing.T) {
	dir := t.TempDir()
	file := func(text string) string {
		path := filepath.Join(dir, "clients.csv")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	var out bytes.Buffer
	require.ErrorContains(t, open(t).desk.start(t.Context(), &out, startup{clients: file("id,family_name\r")}), "no row could be used")
	require.ErrorContains(t, open(t).desk.start(t.Context(), &out, startup{clients: file("a:b\n")}), "no usable header")
	out.Reset()
	require.NoError(t, open(t).desk.start(t.Context(), &out, startup{clients: file("id,Surname,hat\nX1,Example,9\nX2\n")}))
	require.Contains(t, out.String(), "Clients: 2 rows read, 1 imported, 0 there already, 1 left out")
	require.Contains(t, out.String(), `columns that are not known are not read: "hat"`)
	require.Contains(t, out.String(), "clients.csv:3: 1 fields")
}

func TestAFileThatIsImportedAgainTellsWhatItChangedAndWhatItDidNot(t *testing.T) {
	o := open(t)
	const cases, clients = "id,channel,family_name\nK1,self-referral,Example\nK2,self-referral,%s\n", "id,family_name\nX1,Example\nX2,%s\n"
	require.Contains(t, o.uploaded("cases", fmt.Sprintf(cases, "First")), "2 rows read and 2 rows imported")
	page := o.uploaded("cases", fmt.Sprintf(cases, "First"))
	require.Contains(t, page, "<h2>Everything was there already</h2>")
	require.Contains(t, page, "2 rows say what was there already")
	page = o.uploaded("cases", fmt.Sprintf(cases, "Second"))
	require.Contains(t, page, "<h2>Imported in part</h2>", "what a sender changed does not come in by the same key, and that is told")
	require.Contains(t, page, "upload.csv:3: id: is there already with other details, and stays as it was")

	require.Contains(t, o.uploaded("clients", fmt.Sprintf(clients, "First")), "2 rows read and 2 rows imported")
	require.Contains(t, o.uploaded("clients", fmt.Sprintf(clients, "Second")), "2 rows read and 1 row imported", "a register is brought up to date")
	require.Contains(t, o.uploaded("clients", fmt.Sprintf(clients, "Second")), "Everything was there already")
}

func TestWhatIsWrongWithAnUploadIsToldWholeAndAsItIs(t *testing.T) {
	o := open(t)
	carys := o.as("carys")
	send := func(form string) string {
		r := httptest.NewRequest(http.MethodPost, "/import", strings.NewReader(form))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		res := carys.do(r)
		require.Equal(t, http.StatusBadRequest, res.StatusCode)
		return body(t, res)
	}
	page := send("--b--\r\n")
	for _, at := range []string{"k1", "file"} {
		require.Contains(t, page, `<a href="#`+at+`">`)
	}
	page = send("--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nclients\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\n\r\nid,given_name\r\n1,A")
	require.Contains(t, page, "The file did not arrive whole.")
	require.NotContains(t, page, "Choose what is in the file")
}

func TestAFileIsNotKeptOverALogInAndThatIsSaid(t *testing.T) {
	lead := open(t).as("carys")
	lead.post("/logout", nil)
	res := lead.upload("clients", "id,given_name\nX1,Ada\n")
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "choose the file again: it is not kept.")
	require.NotContains(t, page, "what you typed is kept")
	require.Equal(t, "/import", hidden(t, page, "back"))
}

func TestAFileThatIsTooLargeIsRefusedAtItsField(t *testing.T) {
	form := io.MultiReader(strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,family_name\n"),
		bytes.NewReader(make([]byte, maxUpload)))
	r := httptest.NewRequest(http.MethodPost, "/import", form)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	res := open(t).as("carys").do(r)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), `<a href="#file">The file is larger than the 64 MB that are read at once.`)
}
