"""Regenerates duckdb-*.json: expressions as DuckDB evaluates them.

    python3 -m venv v1 && v1/bin/pip install duckdb==1.5.6
    v1/bin/python evaluate.py > duckdb-1.5.json
    python3 -m venv v2 && v2/bin/pip install duckdb==2.0.1
    v2/bin/python evaluate.py duckdb-1.5.json > duckdb-2.0.json

Every expression is evaluated on every pair of the rows below. The people in
them are made up. With an earlier file, only what is answered otherwise than there is
written: the row or text, the one beside it, and the answer.
"""
import itertools, json, re, sys

COLUMNS = [
    ("t", "VARCHAR"), ("u", "VARCHAR"), ("i", "BIGINT"), ("f", "DOUBLE"), ("r", "FLOAT"), ("b", "BOOLEAN"), ("d", "DATE"), ("ts", "TIMESTAMP"),
    ("lt", "VARCHAR[]"), ("li", "BIGINT[]"), ("ls", "STRUCT(value VARCHAR, freq FLOAT)[]"), ("v", "FLOAT[3]"), ("w", "DOUBLE[]"),
]
ROWS = [
    ("MARTHA", "1990-01-05", 7, 1.5, 0.1, True, "1990-01-05", "1990-01-05 10:11:12.5", ["a", "b", None], [1, 2], [("AB1 2CD", 0.25), ("AB1 2CE", 0.5)], [1, 2, 3], [0.5, 1]),
    ("MARHTA", "1990-1-5 ", -3, 2.5, 0.3, False, "1990-02-28", "1990-01-06 00:00:00", ["b", "a", "a"], [2, 2, 3], [("AB1 2CD", 0.125)], [3, 2, 1], [1, 0.25]),
    ("José Ångström", "2023-02-30", 0, -0.0, 16777217, None, "2000-02-29", "1969-12-31 23:59:59.25", [], [], [], [0, 0, 1], [0.1, 0.2]),
    ("", "", None, 1e300, -2.5, True, None, None, None, [None], None, None, None),
    (None, None, 9007199254740993, None, None, None, "0099-12-31", "2024-06-30 12:00:00", ["", "é"], None, [("", None)], [1, 1, 1], [3, 4]),
    ("jon.smith@example.com", "epoch", 31557600, 1e-7, 1e10, False, "1970-01-01", "1970-01-01 00:00:00", [None], [5, 1], [("XY9 9ZZ", 1e-4)], [-1, -2, -3], [-0.5, -1]),
]
# Text beside text: edit distances, similarities, and dates in all shapes.
WORDS = """
|a|b|ab|ba|abc|ca|cab|acb|abcd|badc|aaaa|MARTHA|MARHTA|DIXON|DICKSONX|DWAYNE|DUANE|JELLYFISH|SMELLYFISH|SMITH|SMYTH|SCHMIDT|jones|johnson|jonson
|crate|trace|hello world|world hello|1990-01-05|1990-10-05|1991-01-05|1990-05-01|naïve|naive|José|Jose|Ω|ω|ʼ|O'Brien|OBrien|AB12CD|AB21CD|07700900123|07700900132
|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabaa
|The quick brown fox jumps over the lazy dog near the old river bank at dawn|The quick brown dog jumps over the lazy fox near the old river bank at dusk
""".replace("\n", "").split("|")
ACCENTS = """
|a|Łukasz|Lukasz|García|Garcia|José|Siân|Sian|Zoë|Zoë|Örn|Ørn|Đặng Thị|Dang Thi|Müller|Mueller|Straße|STRASSE|éèêë|eeee|ÅÖÄåöäÉÈ12|ÅÖÄåöäÉÈ21|😀a|😁a|👩‍👩‍👧|Иванов|Ивановa|ŵyn|wyn
""".replace("\n", "").split("|")
SIMILARITIES = ["levenshtein", "damerau_levenshtein", "jaro_similarity", "jaro_winkler_similarity", "jaccard", "hamming"]
DATES = """
|1990-01-05|1990-1-5|90-1-5| 1990-01-05 |1990-01-05x|1990-01-05 x|19900-01-05|199-01-05|0000-01-05|0001-01-05|1990-00-05|1990-13-05|1990-12-32|2023-02-29|2024-02-29|1900-02-29|2000-02-29
|1990-001-05|1990/01/05|1990 01 05|1990--05|-1990-01-05|epoch|EPOCH |infinity|-infinity|Infinityx|inf|nan|1990-01-05T10:11:12Z|1990-01-05 10:11:12|1990-01-05 10:11:12.5|1990-01-05 1:1:1
|1990-01-05 24:00:00|1990-01-05 10:60:00|1990-01-05 10:11:60|5/1/90|5/1/68|05/01/69|5 Jan 1990|5 january 1990|5 JANUARY 1990|05  Jan   1990|Fri 5 Jan 1990|Friday 5 Jan 1990|Monday 5 Jan 1990
|11 PM|12 am|12 PM|0 AM|13 pm|1990-01-05 11:30 pm|1990-01-05 10:11:12.123456|1990-01-05 10:11:12.1234567|1990-01-05\\t|\\n1990-01-05|1990-01-05 |9999-12-31|1990-01-05 10:11|1990-01-05 10:11:12Z|1990-01-05T10:11|199a-01-05
|8 Sept 1990|8 Sep 1990|may 1 2000|1990\\01\\05|1990-01-05 10:11:12.|1990-01-05 10
""".replace("\n", "").replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\").split("|")
# Text that may be cast to a date or a timestamp.
TIMES = r"""
1990-01-05 11:30:00+01|1990-01-05 11:30:00-05:30|1990-01-05 11:30:00 +01|1990-01-05 11:30:00 UTC|1990-01-05 11:30:00 pm|1990-01-05 11:30:00 a/b_c+d-e9
|1990-01-05 11:30:00 a b|1990-01-05 11:30:00 a.b|1990-01-05 11:30:00 é|1990-01-05 11:30:00  pm|1990-01-05 11:30:00pm|1990-01-05 11:30:00 pm 
|1990-01-05 11:30:00Z|1990-01-05 11:30:00 Z|1990-01-05 11:30:00z|1990-01-05 11:30:00+|1990-01-05 11:30:00+1|1990-01-05 11:30:00+15
|1990-01-05 11:30:00+16|1990-01-05 11:30:00+99|1990-01-05 11:30:00+0100|1990-01-05 11:30:00+01:60|1990-01-05 11:30:00+01:00:30|1990-01-05 11:30:00Z x
|1990-01-05 11:30:00ZZ|1990-01-05 11:30:00.5+01|1990-01-05 11:30:00. pm|1990-01-05 11:30.5|1990-01-05 11:30 .5|1990-01-05 1:3|1990-01-05 111:30
|1990-01-05 24:00|1990-01-05 24:00:00|1990-01-05 24:00:00.5|1990-01-05 24:00:01|1990-01-05 24:01|1990-01-05 25:00|1990-01-05 11:60|1990-01-05 11:5:5
|1990-01-05 11:005|1990-01-05  11:30|1990-01-05T11:30|1990-01-05t11:30|1990-01-05TT11:30|1990-01-05 T11:30|1990-01-05 11:|1990-01-05 11: 
|1990-01-05 11:x|1990-01-05 11:: |1990-01-05 11:30:|1990-01-05 11:30: pm|1990-01-05 11:30:1|1990-01-05 :30|1990-01-05 11 30|1990-01-05 11.5
|1990-01-05 11h|1990-01-05 1130|1990-01-05 11Z|1990-01-05 11 Z|1990-01-05T11:30 pm|1990/01/05 11:30 pm|1990-01-05 11:30:00\tpm|1990-01-05 11:30:00\t
|1990-01-05\t11:30|1990-01-05\t|1990-01-05||1990-01-05\tx|1990-01-05 (BC)|1990-01-05 (BC) 11:30|1990-01-05 (bc)|1990-01-05 BC|1990-01-05 AD|-1990-01-05
|99999-01-05|1990-01-05Z|1990-01-05 Z|1990-01-05+01|1990-01-05 +01|1990-01-05 UTC|1990-01-05 Europe/London|1990-01-05 00:00:00 BC|1990 01 05 11:30
|1990\\01\\05 11:30|epoch x| epoch |infinity x|inf |1990-01-05-06|1990-01-05-|1990-01-05/06|1990-1-5 1:2:3.123456789|1990-1-5 1:2:3.1234567 pm
|1990-02-30 11:30|1990-01-05T 11:30|1990-01-05(BC)|-1990-01-05 (BC)|6000000-01-05|300000-01-05|1990-01-05 11:30:00 utc |1990-01-05 11:30:00 GMT
|1990-01-05 11:30 -|1990-01-05 11:30:00 .|1990-01-05 11:30:00Z\t|1990-01-05 11:30:00 \t|1990-01-05 11:30:00+01:|1990-01-05 11:30:00+01: 
|1990-01-05 11:30:00+01:00:|1990-01-05 11:30:00+01:6|1990-01-05 11:30:00+011|1990-01-05 11:30:00+0100:00|1990-01-05 11:30:00+01 UTC
|1990-01-05 11:30+01 |1990-01-05 11:30:  |1990-01-05 24:|1990-01-05 24:00:00.0| -INF|-infinity |+infinity|Inf|1990-01-05 2|1990-01-05 (BC) pm
""".replace("\n", "").replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\").split("|")
FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%d/%m/%y", "%d %b %Y", "%d %B %Y", "%a %d %b %Y", "%A %d %b %Y", "%I %p", "%H %p", "%Y-%m-%d %I:%M %p", "%b %-d %Y", "%Y"]
NUMBERS = "|0|1|-1|+1| 5 |5.|.5|1.5|2.5|-2.5|1e2|1E-3|abc|12abc|1 2|--1|9223372036854775807|9223372036854775808|1e400|nan|inf|-Infinity|true|T|f|no|NO|y|on|off|0.1|2147483648|-128|128|99999999999999999999".split("|")
LETTERS = ["straße", "ŉ", "İstanbul", "ΑΣ", "ıI", "ẞß", "ÀÉÎõü", "Ǆǆǅ", "ŒœŸ", "ſ", "ﬁ", "Ⓐ", "ა", "Ა", "ꭰ", "Ꭰ", "µΜμ", "K", "Å", "ϴθ", "  \u00a0x\u3000 ", "\tx\t", "e\u0301a", "👩‍👩‍👧!"]

PAIRS = r'''
t_l = t_r
t_l <> t_r
t_l < t_r
t_l <= t_r
NOT t_l = t_r
t_l = t_r AND i_l = i_r
t_l = t_r OR i_l < i_r
NOT (t_l = t_r AND i_l = i_r)
(t_l IS NULL OR t_r IS NULL) AND (i_l IS NULL OR i_r IS NULL)
t_l = u_r AND u_l = t_r
b_l AND b_r
b_l OR b_r
NOT b_l
b_l = b_r
b_l = b_r IS NULL
b_l IS TRUE
b_l IS NOT TRUE
b_l IS FALSE
b_l IS NOT FALSE
b_l = NOT b_r
NULL
NULL AND FALSE
NULL OR TRUE
NOT NULL
i_l IN (7, -3)
i_l IN (7, NULL)
i_l NOT IN (7, NULL)
i_l NOT IN (7, 0)
t_l IN ('MARTHA', t_r)
t_l NOT IN ('MARTHA')
i_l BETWEEN -3 AND 7
i_l NOT BETWEEN -3 AND 7
i_l = i_r + 10
i_l + 0
i_l - i_r
i_l * 2
i_l * i_r
i_l / i_r
i_l / 4
-i_l
- - i_l
abs(i_l - i_r) <= 5
abs(i_l) * 1.1 <= 7.7
i_l * 1.1
i_l + 0.1 = 7.1
1.1 * 3 = 3.3
0.1 + 0.2 = 0.3
0.1 - 0.3 = -0.2
f_l + f_r
f_l - 0.5
f_l * 1.1
f_l / 0
f_l = -f_l
f_l > 0.1
f_l >= 1.5
f_l = i_l
1 / 3
1.0 / 3
7 / 2 = 3.5
r_l = 0.1
r_l <= 0.1
r_l < 0.3
r_l = f_l
r_l * 3
r_l * 3.0
r_l + 0.2
r_l / 3
r_l * f_l
r_l + i_l
r_l = i_r
r_l = 16777216
CAST(0.1 AS FLOAT) <= 0.1
CAST(0.1 AS FLOAT) = CAST(0.1 AS DOUBLE)
CAST(f_l AS FLOAT) <= 1
CAST(i_l AS FLOAT)
CAST(i_l AS DOUBLE)
CAST(i_l AS TEXT)
CAST(f_l AS TEXT)
CAST(r_l AS TEXT)
CAST(b_l AS TEXT)
CAST(d_l AS TEXT)
CAST(ts_l AS TEXT)
CAST(f_l AS BIGINT)
CAST(r_l AS INT)
TRY_CAST(f_l AS INT)
TRY_CAST(i_l AS INT)
CAST(2.5 AS INT)
CAST(-2.5 AS INT)
CAST(2.49 AS INT)
CAST(b_l AS INT)
CAST(i_l AS BOOLEAN)
CAST(f_l AS BOOLEAN)
CAST(ts_l AS DATE)
CAST(d_l AS TIMESTAMP)
i_l::TEXT
(i_l + 1)::DOUBLE / 2
TRY_CAST(u_l AS DATE)
TRY_CAST(t_l AS INT)
i_l = true
b_l = 1
'7' = i_l
i_l = '7'
f_l = '1.5'
b_l = 'true'
d_l = '1990-01-05'
d_l = DATE '1990-01-05'
d_l < '1990-02-01'
d_l = CAST('1990-01-05' AS DATE)
ts_l = '1990-01-06'
ts_l = TIMESTAMP '1990-01-06 00:00:00'
d_l = d_r
d_l < d_r
d_l = ts_r
d_l < ts_r
ts_l < d_r
d_l IN ('1990-01-05', '2000-02-29')
d_l - d_r
abs(d_l - d_r) <= 400
d_l + 1
d_l - 1
1 + d_l
EPOCH(d_l)
EPOCH(ts_l)
ABS(EPOCH(d_l) - EPOCH(d_r)) <= 315576000.0
ABS(EPOCH(ts_l) - EPOCH(ts_r)) <= 86400
year(d_l)
month(ts_l)
day(d_l)
hour(ts_l)
hour(d_l)
minute(ts_l)
second(ts_l)
hour(TRY_CAST('1990-01-05 11:30 pm' AS TIMESTAMP))
hour(TRY_CAST(u_l AS TIMESTAMP))
extract(year FROM d_l)
date_part('month', d_l)
date_part('hour', ts_l)
date_part('second', ts_l)
datediff('day', d_l, d_r)
date_diff('month', d_l, d_r)
datediff('year', d_l, d_r)
datediff('day', ts_l, ts_r)
datediff('hour', ts_l, ts_r)
datediff('minute', ts_l, d_r)
datediff('second', ts_l, ts_r)
try_strptime(u_l, '%Y-%m-%d') IS NULL OR try_strptime(u_r, '%Y-%m-%d') IS NULL
ABS(EPOCH(try_strptime(u_l, '%Y-%m-%d')) - EPOCH(try_strptime(u_r, '%Y-%m-%d'))) <= 2629800.0
try_strptime(u_l, ['%d/%m/%Y', '%Y-%m-%d'])
strptime(u_l, '%Y-%m-%d')
try_strptime('infinity', '%Y') > d_l
try_strptime('epoch', '%Y') = ts_l
epoch(try_strptime('infinity', '%Y'))
year(try_strptime('-infinity', '%Y'))
datediff('day', try_strptime('infinity', '%Y'), d_l)
CAST(try_strptime('-infinity', '%Y') AS DATE) = DATE '-infinity'
strptime('-infinity', '%Y') < ts_l
strptime('epoch', '%Y')
DATE 'infinity'
DATE 'inf' - d_l
abs(DATE 'infinity' - DATE '-infinity') <= 400
DATE '-infinity' + 1
DATE 'infinity' - 1
DATE 'infinity' = TIMESTAMP 'infinity'
DATE '-infinity' < ts_l
greatest(DATE 'infinity', d_l)
CAST(DATE 'infinity' AS TEXT)
CAST(DATE '-infinity' AS TIMESTAMP)
CAST(TIMESTAMP 'infinity' AS DATE)
date_part('hour', CAST('1990-01-05 11:30 pm' AS TIMESTAMP))
date_part('day', DATE 'infinity')
d_l = '1990-01-05 10:11'
TRY_CAST('1990-01-05 x' AS DATE) = d_l
damerau_levenshtein(CAST(d_l AS TEXT), CAST(d_r AS TEXT)) <= 1
levenshtein(t_l, t_r)
jaro_winkler_similarity(t_l, t_r) >= 0.92
jaro_winkler_similarity(t_l, t_r)
jaccard(t_l, t_r)
levenshtein(t_l, NULL)
lower(t_l) = lower(t_r)
upper(t_l)
length(t_l)
len(t_l)
strlen(t_l)
substring(t_l, 1, 3)
substr(t_l, 2)
substr(t_l, 0, 3)
substr(t_l, -3, 2)
substr(t_l, 3, -2)
substr(t_l, -50, 48)
substr(t_l, -7, 3)
substr(t_l, -7)
substr(t_l, -7, -2)
substr(u_l, -12, 7)
substr(t_l, i_r)
substr(t_l, 2, i_r)
left(t_l, 2)
left(t_l, -2)
right(t_l, 2)
right(t_l, -2)
left(t_l, i_r)
t_l[1]
t_l[-1]
t_l[-7]
t_l[-22]
t_l[i_r]
t_l || '-' || u_l
t_l || i_l
i_l || i_r + 1
concat(t_l, i_l, NULL, f_l, b_l)
replace(t_l, 'A', '')
replace(t_l, '', 'x')
contains(t_l, 'AR')
starts_with(t_l, 'MAR')
ends_with(t_l, 'TA')
trim('  ' || t_l || ' ')
split_part(t_l, '@', 1)
split_part(t_l, '@', 2)
split_part(t_l, '@', -1)
split_part(t_l, '@', 0)
split_part(t_l, '@', 3)
string_split(t_l, 'A')
string_split(t_l, '')
string_split('', t_l)
split_part(t_l, '', 1)
regexp_extract(t_l, '^[^@]+', 0)
NULLIF(regexp_extract(t_l, '^[^@]+', 0), '') = NULLIF(regexp_extract(t_r, '^[^@]+', 0), '')
regexp_extract(t_l, '[A-Z]{2}')
regexp_extract(t_l, '(.)@(.)', 2)
regexp_extract(t_l, 'A', 1)
regexp_extract(t_l, '(?i)mar')
regexp_extract(t_l, '(x)|(M)', 1)
regexp_matches(t_l, '^M')
regexp_matches(t_l, '\w+ \w+')
regexp_full_match(t_l, '[A-Z]+')
regexp_full_match(t_l, 'M|MARTHA')
regexp_replace(t_l, 'A', 'x')
regexp_replace(t_l, '[^A-M]', '', 'g')
nullif(t_l, '')
nullif(t_l, t_r)
nullif(i_l, 7)
nullif(i_l, 7.0)
nullif(NULL, 1)
coalesce(t_l, t_r, 'none')
ifnull(i_l, i_r)
least(i_l, i_r)
greatest(i_l, i_r, 3)
least(f_l, f_r)
least(t_l, t_r)
least(array_length(li_l), array_length(li_r)) <> 0
greatest(d_l, d_r)
if(i_l > 0, 'plus', 'minus')
CASE WHEN i_l > i_r THEN i_l ELSE i_r END
CASE WHEN i_l > i_r THEN 'l' WHEN i_l < i_r THEN 'r' END
CASE i_l WHEN 7 THEN 'seven' WHEN 0 THEN 'nought' ELSE 'other' END
CASE WHEN NULL THEN 1 ELSE 2 END
(ABS(i_l - i_r) / (CASE WHEN i_r > i_l THEN i_r ELSE i_l END)) < 0.5
floor(f_l)
ceil(f_l)
floor(2.5)
floor(-2.5)
ceil(2.1)
floor(r_l)
floor(i_l / 2)
sqrt(abs(i_l))
sqrt(f_l)
sqrt(-1)
ln(2)
log2(i_l)
pow(f_l, 2)
power(2, i_l)
radians(f_l)
acos(r_l)
acos(0.5)
acos(i_l)
acos(2) <= 1
sin(f_l / 0)
cos(f_l / 0)
ln(i_l)
log2(f_l)
log2(0) < i_l
sqrt(i_l) > 2
radians(180)
abs(f_l)
abs(r_l)
abs(-2.5)
lt_l = lt_r
li_l = li_r
lt_l IS NULL
array_length(lt_l)
len(li_l)
array_length(list_intersect(lt_l, lt_r)) >= 1
list_intersect(lt_l, lt_r)
list_intersect(lt_l, lt_r) IS NULL
array_intersect(li_l, li_r)
LEAST(ARRAY_LENGTH(lt_l), ARRAY_LENGTH(lt_r)) <> 0 AND ARRAY_LENGTH(ARRAY_INTERSECT(lt_l, lt_r)) = LEAST(ARRAY_LENGTH(lt_l), ARRAY_LENGTH(lt_r))
list_has_any(lt_l, lt_r)
list_has_all(lt_l, lt_r)
list_contains(lt_l, 'a')
list_contains(lt_l, t_r)
array_contains(li_l, 2)
list_contains(li_l, 2.0)
array_contains(lt_l, t_r)
array_has(lt_l, t_r)
list_has(lt_l, u_r)
contains(lt_l, t_r)
list_contains(li_l, i_r)
contains(lt_l, 'b')
lt_l[1]
lt_l[-1]
lt_l[2] = lt_r[1]
lt_l[0]
lt_l[i_r]
list_prepend('z', lt_l)
list_append(lt_l, 'z')
list_concat(lt_l, lt_r)
lt_l || lt_r
list_max(lt_l)
list_min(li_l)
flatten([lt_l, lt_r])
[i_l, i_r][1]
list_transform(li_l, x -> x + 1)
list_transform(li_l, lambda x: x * 2)
list_filter(li_l, x -> x > 1)
list_reduce(li_l, (p, q) -> p + q)
list_transform(lt_l, x -> levenshtein(x, t_r))
list_max(list_transform(flatten(list_transform(lt_l, x -> list_transform(lt_r, y -> [x, y]))), pair -> jaro_winkler_similarity(pair[1], pair[2]))) >= 0.9
list_min(list_transform(flatten(list_transform(lt_l, x -> list_transform(lt_r, y -> [x, y]))), pair -> levenshtein(pair[1], pair[2]))) <= 1
list_transform(ls_l, x -> x.value)
list_transform(ls_l, x -> x['freq'])
list_reduce(list_prepend(1.0, list_transform(ls_l, x -> CASE WHEN array_contains(list_transform(ls_r, y -> y.value), x.value) THEN x.freq ELSE 1.0 END)), (p, q) -> p * q) < 0.3
ls_l[1].value = ls_r[1].value
array_cosine_similarity(v_l, v_r)
array_cosine_similarity(v_l, v_r) >= 0.7
list_cosine_similarity(w_l, w_r)
list_cosine_similarity(w_l, w_l) <= 1
array_cosine_similarity(v_l, v_l) = 1
list_cosine_similarity(w_l, list_transform(w_r, lambda x: x * -3))
list_cosine_similarity(w_l, list_transform(w_r, lambda x: x * 0))
list_cosine_similarity(w_l, list_transform(w_r, lambda x: x * 0)) >= 0.9
list_cosine_similarity(list_transform(w_l, lambda x: x * 0), w_r) >= 0.9
list_cosine_similarity(w_l, list_transform(w_r, lambda x: x / 0)) >= 0.9
cast(acos(case when (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) > 1 then 1 when (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) < -1 then -1 else (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) end) * 6371 as float) <= 100
len(lt_l) * len(lt_r) + len(li_l) * len(li_r) <= 10
substr(CAST(d_l AS TEXT), 1, 3) = substr(CAST(d_r AS TEXT), 1, 3) AND levenshtein(substr(CAST(d_l AS TEXT), 4, 7), substr(CAST(d_r AS TEXT), 4, 7)) <= 1
'it''s' = 'it''s' -- a comment
/* another */ "t_l" = "T_R"
t_l == t_r
t_l != t_r
1 = 1 AND 2 > 1 OR FALSE
1 + 2 * 3 - 4 / 2
-2 * 3
2 - -2
'a' < 'B'
1 + 2 || 3
1 in (1) = true
length(t_l) + length(t_r) > 10
cast(f_l * 1e308 as text)
cast(-1e308 * 1e10 as varchar)
cast(cast('nan' as double) as text)
cast(cast('-inf' as real) as varchar)
f_l > 2.5e-1
f_l < .15E+1
f_l = 1e300
lcase(t_l) = lower(t_l)
ucase(t_l) = upper(t_l)
prefix(t_l, 'MAR')
suffix(t_l, 'HA')
5 + cast('infinity' as date) = cast('infinity' as date)
strptime('5% 1990', '%m%% %Y')
list_transform(lt_l, lambda x: x || '!')
(b_l and true) is not false
+i_l = i_l
- -i_l = i_l
'''.strip().split("\n")


# The lambda that both versions read, beside the one that DuckDB 2 refuses.
PAIRS += [re.sub(r"\(([a-z]+, [a-z]+)\) ->|\b([a-z]+) ->", lambda m: f"lambda {m[1] or m[2]}:", p) for p in PAIRS if "->" in p]


def plain(x):
    """A result as JSON holds it: text and booleans as they are, numbers with their type."""
    if x is None or isinstance(x, (bool, str)):
        return x
    if isinstance(x, (list, tuple)):
        return [plain(y) for y in x]
    if isinstance(x, int):
        return {"int": str(x)}
    if isinstance(x, float):
        return {"float": x.hex()}
    return {"decimal": str(x)}


def evaluate(db, sql, table):
    import duckdb

    try:
        kind, text = db.execute(f"SELECT typeof({sql}\n), CAST({sql}\n AS VARCHAR) FROM {table}").fetchone()
        if kind in ("DATE", "TIMESTAMP"):  # Python's dates end where DuckDB's do not
            return text and {kind: text}
        return plain(db.execute(f"SELECT {sql}\n FROM {table}").fetchone()[0])
    except duckdb.Error:
        return {"error": True}


def main():
    import duckdb

    db = duckdb.connect()
    names = ", ".join(n for n, _ in COLUMNS)
    for k, row in enumerate(ROWS):
        db.execute(f"CREATE TABLE r{k} (" + ", ".join(f"{n} {t}" for n, t in COLUMNS) + ")")
        row = [[{"value": v, "freq": f} for v, f in x] if c == "ls" and x is not None else x for (c, _), x in zip(COLUMNS, row)]
        db.execute(f"INSERT INTO r{k} VALUES (" + ", ".join("?" for _ in COLUMNS) + ")", row)
    for i, j in itertools.product(range(len(ROWS)), repeat=2):
        left = ", ".join(f"l.{n} AS {n}_l" for n, _ in COLUMNS)
        right = ", ".join(f"r.{n} AS {n}_r" for n, _ in COLUMNS)
        db.execute(f"CREATE VIEW p{i}_{j} AS SELECT {left}, {right} FROM r{i} l, r{j} r")
    pairs = []
    for sql in PAIRS:
        results = [[evaluate(db, sql, f"p{i}_{j}") for j in range(len(ROWS))] for i in range(len(ROWS))]
        pairs.append({"sql": sql, "results": results})
    db.execute("CREATE TABLE texts (t_l VARCHAR, t_r VARCHAR)")

    def text(sql, l, r=None):
        db.execute("DELETE FROM texts")
        db.execute("INSERT INTO texts VALUES (?, ?)", [l, r])
        return evaluate(db, sql, "texts")

    texts = []
    for f in SIMILARITIES:  # every word beside every other
        sql = f"{f}(t_l, t_r)"
        for name, words in ("words", WORDS), ("accents", ACCENTS):
            texts.append({"sql": sql, "of": name, "with": name, "results": [[text(sql, a, b) for b in words] for a in words]})
    singles = [("dates", DATES, f"try_strptime(t_l, '{f}')") for f in FORMATS]
    singles += [("dates", DATES, f"{c}(t_l AS {t})") for c in ("CAST", "TRY_CAST") for t in ("DATE", "TIMESTAMP")]
    singles += [("times", TIMES, f"{c}(t_l AS {t})") for c in ("CAST", "TRY_CAST") for t in ("DATE", "TIMESTAMP")]
    singles += [("numbers", NUMBERS, f"{c}(t_l AS {t})") for c in ("CAST", "TRY_CAST") for t in ("INT", "BIGINT", "TINYINT", "DOUBLE", "FLOAT", "BOOLEAN")]
    singles += [("letters", LETTERS, s) for s in ("lower(t_l)", "upper(t_l)", "trim(t_l)", "length(t_l)", "left(t_l, 1)", "substr(t_l, 2, 1)")]
    for of, values, sql in singles:
        texts.append({"sql": sql, "of": of, "results": [text(sql, v) for v in values]})
    rows = [{n: (x if not isinstance(x, float) else {"float": x.hex()}) for (n, _), x in zip(COLUMNS, row)} for row in ROWS]
    out = {"duckdb": duckdb.__version__, "columns": dict(COLUMNS), "rows": rows, "words": WORDS, "accents": ACCENTS, "dates": DATES, "times": TIMES, "numbers": NUMBERS, "letters": LETTERS}
    write(out, pairs, texts, (sys.argv + [None])[1])


def differing(p, earlier):
    """What of an expression's answers is not as it was; all of them where it is new."""
    was = [e for e in earlier if (e["sql"], e.get("of")) == (p["sql"], p.get("of"))]
    if not was:
        return [p]
    cells = lambda r: {(i, j): y for i, x in enumerate(r) for j, y in enumerate(x if "of" not in p or "with" in p else [x])}
    old, new = cells(was[0]["results"]), cells(p["results"])
    differ = [[i, j, new[i, j]] for i, j in new if new[i, j] != old[i, j]]
    return [{k: v for k, v in p.items() if k != "results"} | {"differ": differ}] if differ else []


def write(about, pairs, texts, earlier):
    """Prints everything, or what differs from an earlier file."""
    if earlier:
        with open(earlier) as f:
            was = json.load(f)
        pairs, texts = ([d for p in new for d in differing(p, old)] for new, old in ((pairs, was["pairs"]), (texts, was["texts"])))
        about = {k: v for k, v in about.items() if k not in was or k in ("duckdb", "spark")}
    print(json.dumps(about, ensure_ascii=False)[:-1] + ',\n"pairs": [')
    print(",\n".join(json.dumps(p, ensure_ascii=False) for p in pairs) + '],\n"texts": [')
    print(",\n".join(json.dumps(p, ensure_ascii=False) for p in texts) + "]}")


if __name__ == "__main__":
    main()
