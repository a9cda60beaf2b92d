#!/usr/bin/env bash
# A Saudi document gives a date of birth in the calendar of Umm al-Qura. Which day that is
# depends on the library: Java 17's HijrahDate and ICU4J 79.1's islamic-umalqura, which agree
# with one another day by day, differ from hijridate 2.6.0 on two days of three from 1940 to
# the middle of April 1999, and on none since. The year 1400 began on
# 20 November 1979, the day on which the Grand Mosque of Mecca was seized; hijridate has
# that, and Java and ICU have the 21st. Seen on 29 November 2026:
#
#   days that differ from hijridate     Java 17.0.15   ICU4J 79.1
#   1940 to 1959                                3424         3424
#   1960 to 1979                                4769         4769
#   1980 to 16 April 1999                       5653         5653
#   17 April 1999 to 2019                          0            0
#   the first day of 1400                 1979-11-21   1979-11-21   (hijridate: 1979-11-20)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet hijridate==2.6.0
mvn --quiet --batch-mode dependency:copy -Dartifact=com.ibm.icu:icu4j:79.1 -DoutputDirectory="$work" >"$work/mvn.log"
cd "$work"
cat >Days.java <<'JAVA'
import java.time.LocalDate;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;

class Days {
    public static void main(String[] none) {
        Calendar icu = Calendar.getInstance(TimeZone.GMT_ZONE, new ULocale("en@calendar=islamic-umalqura"));
        for (LocalDate day = LocalDate.of(1940, 1, 1); day.getYear() < 2020; day = day.plusDays(1)) {
            HijrahDate java = HijrahDate.from(day);
            icu.setTimeInMillis(day.toEpochDay() * 86_400_000);
            System.out.println(day
                + " " + java.get(ChronoField.YEAR) + "-" + java.get(ChronoField.MONTH_OF_YEAR) + "-" + java.get(ChronoField.DAY_OF_MONTH)
                + " " + icu.get(Calendar.YEAR) + "-" + (icu.get(Calendar.MONTH) + 1) + "-" + icu.get(Calendar.DATE));
        }
    }
}
JAVA
java -cp icu4j-79.1.jar Days.java >days.txt
"$work/venv/bin/python" - <<'PY' | tee seen.txt
import collections
import datetime

from hijridate import Gregorian, Hijri

spans = [("1940-01-01", "1959-12-31"), ("1960-01-01", "1979-12-31"), ("1980-01-01", "1999-04-16"), ("1999-04-17", "2019-12-31")]
differ, began = collections.Counter(), {}
for line in open("days.txt"):
    day, java, icu = line.split()
    date = datetime.date.fromisoformat(day)
    own = Gregorian(date.year, date.month, date.day).to_hijri()
    text = f"{own.year}-{own.month}-{own.day}"
    for name, other in (("java", java), ("icu", icu)):
        for span in spans:
            differ[name, span] += span[0] <= day <= span[1] and other != text
        if other == "1400-1-1":
            began[name] = day
for span in spans:
    print(*span, differ["java", span], differ["icu", span])
print("1400", Hijri(1400, 1, 1).to_gregorian(), began["java"], began["icu"])
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
1940-01-01 1959-12-31 3424 3424
1960-01-01 1979-12-31 4769 4769
1980-01-01 1999-04-16 5653 5653
1999-04-17 2019-12-31 0 0
1400 1979-11-20 1979-11-21 1979-11-21
WANT
echo "confirmed: a date of birth of Umm al-Qura is another day in Java and ICU than in hijridate, two times of three before April 1999"
