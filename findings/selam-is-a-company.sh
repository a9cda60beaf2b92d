#!/usr/bin/env bash
# probablepeople 0.5.6 tells persons from companies, and parses names for dedupe. Of 64 names that
# are common in Britain it makes one company, of 64 Polish ones none; of Turkish, Czech and
# Eritrean ones 15 to 24, and a company has no first name and no surname to be compared with
# another's. Whose name is rarer in America is likelier not to be found. Told that it has a
# person before it, it parses all of them as persons: say type="person" wherever only people are
# listed. Eight first names by eight surnames each, seen on 30 November 2026:
#
#              companies   one of them             told type="person"
#   British    1           Isla Johnson            0
#   Polish     0                                   0
#   Turkish    15          Fatma Öztürk            0
#   Czech      20          Eliška Procházková      0
#   Eritrean   24          Selam Tesfay            0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet probablepeople==0.5.6
cd "$work"
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" -W ignore - <<'PY' | tee seen.txt
import probablepeople

names = {
    "British": ("Olivia Amelia Isla Ava Ivy Florence Lily Freya", "Brown Smith Patel Jones Williams Johnson Taylor Thomas"),
    "Polish": ("Zofia Zuzanna Hanna Maja Laura Julia Oliwia Alicja", "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński"),
    "Turkish": ("Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife", "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk"),
    "Czech": ("Eliška Anna Adéla Tereza Sofie Viktorie Ema Karolína", "Nováková Svobodová Novotná Dvořáková Černá Procházková Kučerová Veselá"),
    "Eritrean": ("Selam Bereket Yonas Mihret Tesfay Semhar Abrehet Filmon", "Tesfay Gebremedhin Haile Kidane Woldu Ghebreab Tekle Berhane"),
}
for origin, (first, last) in names.items():
    everybody = [f"{a} {b}" for a in first.split() for b in last.split()]
    companies = [name for name in everybody if probablepeople.tag(name)[1] == "Corporation"]
    told = [name for name in everybody if probablepeople.tag(name, type="person")[1] != "Person"]
    print(origin, len(companies), *companies[:1], len(told))
PY
diff seen.txt - <<'WANT' || { echo "this has changed" >&2; exit 1; }
British 1 Isla Johnson 0
Polish 0 0
Turkish 15 Fatma Öztürk 0
Czech 20 Eliška Procházková 0
Eritrean 24 Selam Tesfay 0
WANT
echo "confirmed: to probablepeople every third name of Eritreans and Czechs is a company's"
