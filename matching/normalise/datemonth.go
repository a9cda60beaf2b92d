package normalise

var englishMonths = [12]string{"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
	"JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"}

var welshMonths = [12]string{"IONAWR", "CHWEFROR", "MAWRTH", "EBRILL", "MAI", "MEHEFIN",
	"GORFFENNAF", "AWST", "MEDI", "HYDREF", "TACHWEDD", "RHAGFYR"}

// monthNames are the months in other languages of the United Kingdom's councils,
// January first, as they are written in a date and by themselves, with the usual
// abbreviations: Welsh with its mutations (17 o Fehefin, yng Ngorffennaf), Irish and
// Gaelic, of two words the first (Meán Fómhair); Roman numerals; Polish, Czech and Slovak; Romanian,
// French, Spanish, Portuguese, Italian; German, Dutch, Danish, Norwegian, Swedish;
// Turkish, Somali, Albanian, Hungarian, Lithuanian, Latvian; Ukrainian, Russian,
// Bulgarian; Arabic as in Egypt. No word names two months: Croatian is left out, where listopad is
// October and not November. English names count from three letters on, so these do
// not repeat them.
//
// Source: Unicode CLDR, https://cldr.unicode.org, under the Unicode licence v3;
// mutations and variants (setiembre, Janner) after general dictionaries.
var monthNames = [12]string{
	`i ionawr ion eanáir ean fhaoilleach faoilleach faoi styczeń stycznia sty leden ledna led január januára ianuarie ian janvier janv enero ene
		janeiro gennaio gen januar jänner januari ocak oca janaayo jannaayo janar sausis sausio saus janvāris
		يناير січень січня січ январь января янв януари яну`,
	`ii chwefror chwef chwe chw feabhra feabh ghearran gearran gearr luty lutego lut únor února úno február februára februarie février févr fév
		febrero fevereiro fev febbraio februar feber februari şubat şub febraayo shkurt shk vasaris vasario vas februāris
		فبراير лютий лютого лют февраль февраля февр фев февруари`,
	`iii mawrth fawrth maw márta mhàrt màrt marzec marca březen března bře marec martie mars marzo março märz maerz mär mrz maart mrt marts mart
		maarso március márc kovas kovo kov marts مارس березень березня бер март марта мар`,
	`iv ebrill ebr aibreán aib ghiblean giblean gibl kwiecień kwietnia kwi duben dubna dub apríl apríla aprilie avril avr abril abr aprile nisan nis
		abriil prill pri április ápr balandis balandžio bal aprīlis أبريل ابريل إبريل квітень квітня квіт апрель апреля апр април`,
	`v mai fai bealtaine beal chèitean cèitean cèit maj maja květen května kvě máj mája mayo maio maggio mag mei mayıs maayo május geg gegužė gegužės maijs
		مايو травень травня трав май мая`,
	`vi mehefin fehefin meh mehef meitheamh meith ògmhios ògmh czerwiec czerwca cze červen června čvn jún júna iunie iun juin junio junho giugno giu juni
		haziran haz juun qershor qer június júni birželis birželio birž jūnijs jūn يونيو يونيه червень червня черв июнь июня июн юни`,
	`vii gorffennaf ngorffennaf orffennaf gorff gor iúil iuchar iuch lipiec lipca lip červenec července čvc júl júla iulie iul juillet juil julio julho
		luglio lug juli temmuz tem luulyo luuliyo lul korrik korr július liepa liepos liep jūlijs jūl يوليو يوليه липень липня лип июль июля июл юли`,
	`viii awst lúnasa lún lùnastal lùna sierpień sierpnia sie srpen srpna srp augusta août aoû agosto ago augustus augusti ağustos ağu agoosto ogosto ogost ogs
		gusht gush augusztus rugpjūtis rugpjūčio rugp augusts أغسطس اغسطس серпень серпня серп август августа авг`,
	`ix medi fedi med meán sultain sult wrzesień września wrz září zář septembra septembrie septiembre setiembre setembro set settembre septembre eylül eyl
		sebtembar sebteembar seb shtator sht szeptember szept rugsėjis rugsėjo rugs septembris سبتمبر вересень вересня вер сентябрь сентября сент сен септември сеп`,
	`hydref hyd deireadh dàmhair dàmh październik października paź říjen října říj október októbra octombrie octobre octubre outubro out ottobre ott oktober okt
		ekim eki oktoobar tetor tet spalis spalio spal oktobris أكتوبر اكتوبر жовтень жовтня жовт октябрь октября окт октомври`,
	`xi tachwedd dachwedd nhachwedd thachwedd tach samhain samh listopad listopada listopadu lis novembra noiembrie noi novembre noviembre novembro kasım kas
		nofembar noofembar noofeembar nof nëntor nën lapkritis lapkričio lapkr novembris نوفمبر листопад листопада лист ноябрь ноября нояб ноември ное`,
	`xii rhagfyr ragfyr rhag nollaig noll dùbhlachd dùbh grudzień grudnia gru prosinec prosince pro decembra decembrie décembre déc diciembre dic dezembro dez
		dicembre dezember aralık ara desembar diseembar dis dhjetor dhj gruodis gruodžio gruod decembris desember des
		ديسمبر грудень грудня груд декабрь декабря дек декември`,
}
