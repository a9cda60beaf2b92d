#!/usr/bin/env bash
# Thailand counts its years from the death of the Buddha: 1984 is 2527. Arrow 1.4.0 of Python minds
# that when it writes a date in Thai or Lao, and not when it reads one: what it wrote itself comes
# back, by the same pattern in the same language, five centuries late, and who was born on that
# day is not born yet. The same happens to a date from a Thai document. Java 17 reads the year as
# it wrote it, with its Thai Buddhist chronology; in 185 of the 189 names of languages that arrow
# has, the sixth of every month comes back as it was. Seen on 30 November 2026:
#
#   6 May 1984   written             read back
#   arrow, th    6 พฤษภาคม 2527      2527-05-06
#   arrow, lo    6 ພຶດສະພາ 2527       2527-05-06
#   Java, th     6 พฤษภาคม 2527      1984-05-06
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet arrow==1.4.0
cd "$work"
"$work/venv/bin/python" <<'PY' >seen.txt
import arrow
import arrow.locales

pattern = "D MMMM YYYY"


def back(day, language):
    return arrow.get(day.format(pattern, locale=language), pattern, locale=language)


born = arrow.get(1984, 5, 6)
for language in ("th", "lo"):
    print(f"arrow, {language}: {born.format(pattern, locale=language)}, {back(born, language).date()}")
classes = [c for c in vars(arrow.locales).values() if isinstance(c, type) and issubclass(c, arrow.locales.Locale)]
languages = {name for c in classes for name in c.names}
months = [arrow.get(1984, month, 6) for month in range(1, 13)]
print(sum(all(back(day, name) == day for day in months) for name in languages), "of", len(languages), "come back")
PY
cat >Thai.java <<'JAVA'
import java.time.LocalDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

class Thai {
    public static void main(String[] none) {
        DateTimeFormatter pattern = DateTimeFormatter.ofPattern("d MMMM y", Locale.forLanguageTag("th"))
            .withChronology(ThaiBuddhistChronology.INSTANCE);
        String text = pattern.format(LocalDate.of(1984, 5, 6));
        System.out.println("Java, th: " + text + ", " + LocalDate.parse(text, pattern));
    }
}
JAVA
java -Dfile.encoding=UTF-8 Thai.java >>seen.txt
cat seen.txt
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
arrow, th: 6 พฤษภาคม 2527, 2527-05-06
arrow, lo: 6 ພຶດສະພາ 2527, 2527-05-06
185 of 189 come back
Java, th: 6 พฤษภาคม 2527, 1984-05-06
WANT
echo "confirmed: arrow writes the Buddhist year of a Thai date and reads it as one of ours"
