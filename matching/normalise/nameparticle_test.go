package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFamilyNameHasAFormWithoutItsParticle(t *testing.T) {
	for typed, want := range map[string][2]string{
		"Al Rashid":          {"ALRASHID", "RASHID"},
		"Al-Rashid":          {"ALRASHID", "RASHID"},
		"AlRashid":           {"ALRASHID", "RASHID"},
		"Alrashid":           {"ALRASHID", "RASHID"},
		"ALRASHID":           {"ALRASHID", "RASHID"},
		"El Sayed":           {"ELSAYED", "SAYED"},
		"As-Sayed":           {"ASSAYED", "SAYED"},
		"As Sayed":           {"ASSAYED", "SAYED"},
		"Ash-Sharif":         {"ASHSHARIF", "SHARIF"},
		"An-Nur":             {"ANNUR", "NUR"},
		"Abu Bakr":           {"ABUBAKR", "BAKR"},
		"Ibn Khaldun":        {"IBNKHALDUN", "KHALDUN"},
		"bin Abu Bakr":       {"BINABUBAKR", "BAKR"},
		"bint Ali":           {"BINTALI", "ALI"},
		"binti Ahmad":        {"BINTIAHMAD", "AHMAD"},
		"bt Ahmad":           {"BTAHMAD", "AHMAD"},
		"a/l Raman":          {"BINRAMAN", "RAMAN"},
		"d/o Raman":          {"BINTIRAMAN", "RAMAN"},
		"van den Berg":       {"VANDENBERG", "BERG"},
		"Vandenberg":         {"VANDENBERG", "BERG"},
		"van 't Hoff":        {"VANTHOFF", "HOFF"},
		"'s-Gravesande":      {"SGRAVESANDE", "GRAVESANDE"},
		"ter Horst":          {"TERHORST", "HORST"},
		"von und":            {"VONUND", "UND"},
		"zu Guttenberg":      {"ZUGUTTENBERG", "GUTTENBERG"},
		"VanDyke":            {"VANDYKE", "DYKE"},
		"de la Cruz":         {"DELACRUZ", "CRUZ"},
		"Dela Cruz":          {"DELACRUZ", "CRUZ"},
		"DELACRUZ":           {"DELACRUZ", "CRUZ"},
		"De Los Santos":      {"DELOSSANTOS", "SANTOS"},
		"dos Santos":         {"DOSSANTOS", "SANTOS"},
		"De Haro":            {"DEHARO", "HARO"},
		"DeHaro":             {"DEHARO", "HARO"},
		"della Valle":        {"DELLAVALLE", "VALLE"},
		"D'Angelo":           {"DANGELO", "ANGELO"},
		"D’Angelo":           {"DANGELO", "ANGELO"},
		"D?Angelo":           {"DANGELO", "ANGELO"},
		"L'Estrange":         {"LESTRANGE", "ESTRANGE"},
		"Dell'Orto":          {"DELLORTO", "ORTO"},
		"N'Diaye":            {"NDIAYE", "DIAYE"},
		"N’ Diaye":           {"NDIAYE", "DIAYE"},
		"O'Brien":            {"OBRIEN", "BRIEN"},
		"O Brien":            {"OBRIEN", "BRIEN"},
		"Ó Briain":           {"OBRIAIN", "BRIAIN"},
		"Ua Briain":          {"UABRIAIN", "BRIAIN"},
		"Ní Dhomhnaill":      {"NIDHOMHNAILL", "DHOMHNAILL"},
		"Nic Gearailt":       {"NICGEARAILT", "GEARAILT"},
		"MacTavish":          {"MACTAVISH", "TAVISH"},
		"MACTAVISH":          {"MACTAVISH", "TAVISH"},
		"Mac Tavish":         {"MACTAVISH", "TAVISH"},
		"M'Tavish":           {"MTAVISH", "TAVISH"},
		"McTavish":           {"MCTAVISH", "TAVISH"},
		"MacKay":             {"MACKAY", "KAY"},
		"ap Gwilym":          {"APGWILYM", "GWILYM"},
		"ab Owain":           {"ABOWAIN", "OWAIN"},
		"ferch Ifan":         {"FERCHIFAN", "IFAN"},
		"St John":            {"STJOHN", "JOHN"},
		"St. John":           {"STJOHN", "JOHN"},
		"Saint John":         {"STJOHN", "JOHN"},
		"Stjohn":             {"STJOHN", "JOHN"},
		"SAINT-CLAIR":        {"STCLAIR", "CLAIR"},
		"FitzGerald":         {"FITZGERALD", "FITZGERALD"},
		"Fitz Gerald":        {"FITZGERALD", "FITZGERALD"},
		"Alexander":          {"ALEXANDER", "ALEXANDER"},
		"Allison":            {"ALLISON", "ALLISON"},
		"Mackie":             {"MACKIE", "MACKIE"},
		"Stone":              {"STONE", "STONE"},
		"Ts'ai":              {"TSAI", "TSAI"},
		"Ma'soumi":           {"MASOUMI", "MASOUMI"},
		"Le":                 {"LE", "LE"},
		"De X":               {"DEX", "DEX"},
		"Oduya":              {"ODUYA", "ODUYA"},
		"Vance":              {"VANCE", "VANCE"},
		"Delaney":            {"DELANEY", "DELANEY"},
		"Al-Yamani al-Masri": {"ALYAMANI ALMASRI", "YAMANI MASRI"},
		"O'Neill-Mc Coy":     {"ONEILL MCCOY", "NEILL COY"},
		"Ortega y Gasset":    {"ORTEGA GASSET", "ORTEGA GASSET"},
		"Costa e Silva":      {"COSTA SILVA", "COSTA SILVA"},
	} {
		t.Run(typed, func(t *testing.T) {
			n := ParseName("Jo", "", typed)
			require.Equal(t, want[0], spaced(n.Family))
			require.Equal(t, want[1], spaced(n.Bare))
			require.Equal(t, []string{"JO"}, n.Given)
			former := ParseName("Jo", "", "Frostwick", typed)
			require.Contains(t, former.Former, n.Family)
			require.Contains(t, former.FormerBare, n.Bare)
			requireReadsBack(t, n)
		})
	}
}

func TestAParticleInTheGivenFieldBelongsToTheFamilyName(t *testing.T) {
	for _, c := range []struct{ given, family, wantGiven, wantFamily string }{
		{"Siti binti", "Ahmad", "SITI", "BINTIAHMAD"},
		{"Jan van der", "Berg", "JAN", "VANDERBERG"},
		{"Ana de la", "Cruz", "ANA", "DELACRUZ"},
		{"Ahmad bin", "Ali", "AHMAD", "BINALI"},
		{"Otto von", "Trapp", "OTTO", "VONTRAPP"},
		{"Thi Van", "Nguyen", "THI VAN", "NGUYEN"},
		{"Olivia O", "Jones", "OLIVIA O", "JONES"},
		{"Ahmad bin Ali", "Omar", "AHMAD ALI", "OMAR"},
		{"Bin", "Wang", "BIN", "WANG"},
	} {
		n := ParseName(c.given, "", c.family)
		require.Equal(t, c.wantGiven, spaced(n.Given), c.given)
		require.Equal(t, c.wantFamily, spaced(n.Family), c.given)
	}
}

// A capital within a family name parts it as a hyphen does, where both halves may be names.
func TestACapitalPartsADoubleName(t *testing.T) {
	for typed, want := range map[string]string{
		"SmithJones":         "SMITH JONES",
		"BegumKhan":          "BEGUM KHAN",
		"LeeCooper":          "LEE COOPER",
		"O'BrienSmith":       "OBRIEN SMITH",
		"McDonaldSmith":      "MCDONALD SMITH",
		"SmithJones-Brown":   "SMITH JONES BROWN",
		"SMITHJONES":         "SMITHJONES",
		"Smithjones":         "SMITHJONES",
		"McDonald":           "MCDONALD",
		"MacDonald":          "MACDONALD",
		"FitzGerald":         "FITZGERALD",
		"DeSouza":            "DESOUZA",
		"LeBlanc":            "LEBLANC",
		"VanDerBerg":         "VANDERBERG",
		"DelaCruz":           "DELACRUZ",
		"AbdulRahman":        "ABDULRAHMAN",
		"BenAli":             "BENALI",
		"StJohn":             "STJOHN",
		"O'Brien":            "OBRIEN",
		"SmIth":              "SMITH",
		"SmitH":              "SMITH",
		"sMITH":              "SMITH",
		"QuArMbY":            "QUARMBY",
		"SmithJunior":        "SMITHJUNIOR", // half of it is no name by itself
		"AnnFNU":             "ANNFNU",
		"SmithJonesBrowning": "SMITHJONESBROWNING", // nothing that is typed so is known to be names
	} {
		n := ParseName("Ann", "", typed+" (née Holroyd)")
		require.Equal(t, want, spaced(n.Family), typed)
		require.Len(t, n.Bare, len(n.Family), typed)
		require.Equal(t, [][]string{{"HOLROYD"}}, n.Former, typed)
	}
	require.Equal(t, []string{"ANNMARIE"}, ParseName("AnnMarie", "", "Smith").Given)
}

func TestALetterThatAnExportLostPartsNoWords(t *testing.T) {
	for typed, want := range map[string]string{"J?n": "JN", "Jos?": "JOS", "?ukasz": "UKASZ", "Ann ?": "ANN", "Se?n-Paul": "SEN PAUL"} {
		require.Equal(t, want, spaced(ParseName(typed, "", "Smith").Given), typed)
	}
	require.Equal(t, ParseName("Ann", "", "O'Brien"), ParseName("Ann", "", "O?Brien"))
}

func TestWhatAGivenNameIsOfIsAGivenName(t *testing.T) {
	for typed, want := range map[string][]string{
		"Maria de Fátima":         {"MARIA", "FATIMA"},
		"MARIA DE LOS ANGELES":    {"MARIA", "ANGELES"},
		"Maria de la Paz":         {"MARIA", "PAZ"},
		"Maria do Carmo":          {"MARIA", "CARMO"},
		"MARIA DO CARMO":          {"MARIA", "CARMO"},
		"Maria Do Carmo":          {"MARIA", "CARMO"},
		"MARIA DA LUZ":            {"MARIA", "LUZ"},
		"ANA MARIA DAS DORES":     {"ANA", "MARIA", "DORES"},
		"JOAO DE DEUS":            {"JOAO", "DEUS"},
		"Maria Do":                {"MARIA", "DO"},
		"ANH DO MINH":             {"ANH", "DO", "MINH"},
		"MARY LA TOYA":            {"MARY", "LATOYA"},
		"Jean de Dieu":            {"JEAN", "DIEU"},
		"De Andre":                {"DEANDRE"},
		"Mary La Toya":            {"MARY", "LATOYA"},
		"Thi Do Quyen":            {"THI", "DO", "QUYEN"},
		"Noor ul Ain":             {"NOOR", "ULAIN"},
		"Maria de Fátima Da Hora": {"MARIA", "FATIMA", "DAHORA"},
		"de la Cruz":              {"DELACRUZ"}, // a family name in the wrong field
		"DE LA CRUZ":              {"DELACRUZ"},
		"de los Santos":           {"DELOSSANTOS"},
		"de las Casas":            {"DELASCASAS"},
	} {
		t.Run(typed, func(t *testing.T) { require.Equal(t, want, ParseName(typed, "", "Quintela").Given) })
	}
}
