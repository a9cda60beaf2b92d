"""Regenerates spark-*.json: expressions as Spark evaluates them, with the
functions of the jar that Splink ships. It wants Java 17.

    python3 -m venv v3 && v3/bin/pip install pyspark==3.5.9 setuptools
    python3 -m venv v4 && v4/bin/pip install pyspark==4.3.0
    v3/bin/pip download --no-deps splink==5.0.0 && unzip -j splink-*.whl '*.jar'
    v3/bin/python evaluate_spark.py scala-udf-similarity-0.1.2_spark3.x.jar > spark-3.5.json
    v4/bin/python evaluate_spark.py scala-udf-similarity-0.2.1_spark4.x.jar spark-3.5.json > spark-4.3.json

With an earlier file, only the expressions are written that are answered
otherwise than there. Every jar of Splink 4.0.17 and 5.0.0 answers alike.
"""
import datetime, decimal, json, sys
import pyspark
from pyspark.sql import SparkSession, types as T
from evaluate import ACCENTS, DATES, LETTERS, ROWS, WORDS, write

COLUMNS = [
    ("t", T.StringType()), ("u", T.StringType()), ("i", T.LongType()), ("f", T.DoubleType()), ("r", T.FloatType()), ("b", T.BooleanType()), ("d", T.DateType()),
    ("ts", T.TimestampNTZType()), ("lt", T.ArrayType(T.StringType())), ("li", T.ArrayType(T.LongType())),
]
PAIRS = r'''
`t_l` = `t_r`
t_l <> t_r
t_l < t_r
NOT t_l = t_r
t_l = t_r AND i_l = i_r OR b_l
t_l IS NULL OR t_r IS NULL
b_l IS NOT TRUE
t_l = "MARTHA"
t_l = 'it\'s'
i_l IN (7, NULL)
i_l NOT IN (7, 0)
i_l BETWEEN -3 AND 7
i_l + 1
i_l - i_r
i_l * 2
i_l / i_r
i_l / 4
i_l * 1.1
f_l * 1.1
f_l > 0.1
f_l >= 1.5
f_l = i_l
f_l / 0
r_l = 0.1
r_l <= 0.1
r_l = f_l
r_l * 3
r_l * 3.0
r_l / 3
2629800.0 / 86400
1 / 3
0.1 + 0.2 = 0.3
-i_l
abs(i_l - i_r) <= 5
CAST(i_l AS STRING)
CAST(d_l AS STRING)
CAST(ts_l AS STRING)
CAST(b_l AS STRING)
CAST(i_l AS DOUBLE)
CAST(i_l AS FLOAT)
CAST(f_l AS INT)
CAST(f_l AS FLOAT) <= 1
CAST(f_l AS BIGINT)
CAST(r_l AS INT)
TRY_CAST(f_l AS INT)
CAST(i_l AS BOOLEAN)
CAST(3 AS INT) = i_l
CAST(3.5 AS FLOAT) = r_l
CAST('1990-01-05' AS DATE) = d_l
CAST(ts_l AS DATE)
CAST(d_l AS TIMESTAMP)
d_l = '1990-01-05'
d_l = ts_r
d_l < d_r
i_l = '7'
f_l = '1.5'
b_l = 'true'
datediff(d_l, d_r)
abs(datediff(d_l, d_r)) <= floor(2629800.0 / 86400)
datediff(ts_l, ts_r)
UNIX_TIMESTAMP(d_l)
ABS(UNIX_TIMESTAMP(d_l) - UNIX_TIMESTAMP(d_r)) <= 315576000.0
UNIX_TIMESTAMP(ts_l)
floor(86400 / 86400)
floor(f_l)
ceil(f_l)
floor(2.5)
year(d_l)
month(ts_l)
date(try_to_timestamp(u_l, 'yyyy-MM-dd'))
date(try_to_timestamp(u_l, 'yyyy-MM-dd')) IS NULL OR date(try_to_timestamp(u_r, 'yyyy-MM-dd')) IS NULL
levenshtein(t_l, t_r)
levenshtein(CAST(d_l AS STRING), CAST(d_r AS STRING)) <= 1
damerau_levenshtein(t_l, t_r)
jaro_sim(t_l, t_r)
jaro_winkler(t_l, t_r)
jaro_winkler(t_l, t_r) >= 0.9
NOT jaro_winkler(t_l, t_r) >= 0.9
jaccard(t_l, t_r)
jaccard(t_l, t_r) < 0.5
lower(t_l)
upper(t_l)
length(t_l)
substring(t_l, 1, 3)
substr(t_l, 2)
substr(t_l, 0, 3)
substr(t_l, -3, 2)
substr(t_l, -50, 48)
substr(t_l, 2, -1)
t_l || '-' || u_l
concat(t_l, u_l)
concat(t_l, i_l)
replace(t_l, 'A', 'x')
contains(t_l, 'AR')
trim('  ' || t_l || ' ')
regexp_extract(t_l, '^[^@]+', 0)
NULLIF(regexp_extract(t_l, '^[^@]+', 0), '') = NULLIF(regexp_extract(t_r, '^[^@]+', 0), '')
regexp_extract(t_l, '(.)@(.)', 2)
regexp_extract(t_l, '(.)@(.)')
regexp_extract(t_l, '(x)|(M)', 1)
nullif(t_l, t_r)
nullif(i_l, 7)
coalesce(t_l, t_r, 'none')
ifnull(i_l, i_r)
least(i_l, i_r)
greatest(f_l, f_r)
if(i_l > 0, 'plus', 'minus')
CASE WHEN i_l > i_r THEN i_l ELSE i_r END
CASE i_l WHEN 7 THEN 'seven' ELSE 'other' END
(ABS(i_l - i_r) / (CASE WHEN i_r > i_l THEN i_r ELSE i_l END)) < 0.5
sqrt(abs(i_l))
radians(f_l)
acos(0.5)
acos(i_l)
acos(f_l) <= 1
sin(1 / r_l)
i_l / (i_r - i_r)
f_l / f_r
r_l / r_r
1.5 / 0
1.5 / 0.5
r_l + i_l
r_l - i_l
r_l > i_l
r_l = i_r
r_l = 16777216
r_l * r_r
r_l + 0.5
pow(2, i_l)
SIZE(lt_l)
SIZE(ARRAY_INTERSECT(lt_l, lt_r)) >= 1
SIZE(ARRAY_INTERSECT(lt_l, lt_r))
SIZE(ARRAY_INTERSECT(li_l, li_r))
array_intersect(lt_l, lt_r)
LEAST(SIZE(lt_l), SIZE(lt_r)) <> 0 AND SIZE(ARRAY_INTERSECT(lt_l, lt_r)) = LEAST(SIZE(lt_l), SIZE(lt_r))
array_contains(lt_l, 'a')
array_contains(li_l, 2)
array_contains(lt_l, t_r)
lt_l[0]
lt_l[1] = lt_r[0]
lt_l[5]
lt_l[2]
li_l[1]
coalesce(element_at(lt_l, 2), t_l)
element_at(lt_l, -1) = element_at(lt_r, -1)
element_at(lt_l, 1)
element_at(lt_l, 9)
lt_l[-1]
left(t_l, 2)
cardinality(lt_l)
SIZE(lt_l) > 1 OR SIZE(lt_r) > 1
SIZE(lt_l) = SIZE(lt_r)
NOT SIZE(ARRAY_INTERSECT(lt_l, lt_r)) >= 1
SIZE(lt_l) IS NULL
date(try_to_timestamp(u_l, 'yyyy-MM-dd')) = d_r
sqrt(f_l - 2)
startswith(t_l, 'MA')
array_max(lt_l)
array_min(li_l)
transform(li_l, x -> x + 1)
filter(li_l, x -> x > 1)
flatten(array(lt_l, lt_r))
array_max(transform(flatten(transform(lt_l, x -> transform(lt_r, y -> array(x, y)))), pair -> jaro_winkler(pair[0], pair[1]))) >= 0.9
array_min(transform(flatten(transform(lt_l, x -> transform(lt_r, y -> array(x, y)))), pair -> levenshtein(pair[0], pair[1]))) <= 1
cast(acos(case when (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) > 1 then 1 when (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) < -1 then -1 else (sin(radians(f_l)) * sin(radians(f_r)) + cos(radians(f_l)) * cos(radians(f_r)) * cos(radians(r_r - r_l))) end) * 6371 as float) <= 100
'''.strip().split("\n")

# Functions that Spark 3 does not have.
NEW = ["jaro_winkler_similarity(t_l, t_r)", "jaro_winkler_similarity(t_l, t_r) >= 0.9", "NOT jaro_winkler_similarity(t_l, t_r) >= 0.9"]


def plain(x):
    if x is None or isinstance(x, (bool, str)):
        return x
    if isinstance(x, list):
        return [plain(y) for y in x]
    if isinstance(x, int):
        return {"int": str(x)}
    if isinstance(x, float):
        return {"float": x.hex()}
    if isinstance(x, datetime.datetime):
        return {"TIMESTAMP": str(x)}
    if isinstance(x, datetime.date):
        return {"DATE": str(x)}
    return {"decimal": str(x)}


def main():
    spark = SparkSession.builder.master("local[1]").config("spark.jars", sys.argv[1]).config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", False).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    for name, cls in {"jaro_sim": "JaroSimilarity", "jaro_winkler": "JaroWinklerSimilarity", "jaccard": "JaccardSimilarity", "damerau_levenshtein": "LevDamerauDistance"}.items():
        spark.udf.registerJavaFunction(name, "uk.gov.moj.dash.linkage." + cls, T.DoubleType())

    def cell(v, t):
        if v is None:
            return None
        if isinstance(t, T.DateType):
            return datetime.date.fromisoformat(v)
        if isinstance(t, T.TimestampNTZType):
            return datetime.datetime.fromisoformat(v.replace(".5", ".500000").replace(".25", ".250000"))
        if isinstance(t, (T.DoubleType, T.FloatType)):
            return float(v)
        return v

    names = [n for n, _ in COLUMNS]
    source = ["t", "u", "i", "f", "r", "b", "d", "ts", "lt", "li"]
    rows = [tuple(cell(row[source.index(n)], t) for n, t in COLUMNS) for row in ROWS]
    pairs = [(k, m) + l + r for k, l in enumerate(rows) for m, r in enumerate(rows)]
    schema = T.StructType([T.StructField("k", T.IntegerType()), T.StructField("m", T.IntegerType())] + [T.StructField(n + s, t) for s in ("_l", "_r") for n, t in COLUMNS])
    df = spark.createDataFrame(pairs, schema).cache()

    def run(df, sql, key):
        try:
            return [plain(r[0]) for r in sorted(df.selectExpr(sql + " AS x", *key).collect(), key=lambda r: tuple(r)[1:])]
        except Exception:
            return None

    out = []
    for sql in PAIRS + (NEW if pyspark.__version__ >= "4" else []):
        got = run(df, sql, ["k", "m"])
        if got is None:
            got = []
            for k in range(len(rows)):
                for m in range(len(rows)):
                    one = run(df.where(f"k = {k} and m = {m}"), sql, ["k", "m"])
                    got.append(one[0] if one else {"error": True})
        n = len(rows)
        out.append({"sql": sql, "results": [got[k * n:(k + 1) * n] for k in range(n)]})
    texts = []
    functions = ["levenshtein", "damerau_levenshtein", "jaro_sim", "jaro_winkler", "jaccard"]
    if pyspark.__version__ >= "4":
        functions.append("jaro_winkler_similarity")
    for f in functions:
        for name, words in ("words", WORDS), ("accents", ACCENTS):
            sql = f"{f}(t_l, t_r)"
            beside = spark.createDataFrame([(k, m, a, b) for k, a in enumerate(words) for m, b in enumerate(words)], "k int, m int, t_l string, t_r string")
            got, n = run(beside, sql, ["k", "m"]), len(words)
            texts.append({"sql": sql, "of": name, "with": name, "results": [got[k * n:(k + 1) * n] for k in range(n)]})
    singles = [("dates", DATES, "try_to_timestamp(t_l, 'yyyy-MM-dd')"), ("dates", DATES, "date(try_to_timestamp(t_l, 'yyyy-MM-dd'))")]
    singles += [("letters", LETTERS, s) for s in ("lower(t_l)", "upper(t_l)", "trim(t_l)", "length(t_l)", "substr(t_l, 2, 1)")]
    for of, values, sql in singles:
        one = spark.createDataFrame([(k, v) for k, v in enumerate(values)], "k int, t_l string")
        texts.append({"sql": sql, "of": of, "results": [(run(one.where(f"k = {k}"), sql, ["k"]) or [{"error": True}])[0] for k in range(len(values))]})
    write({"spark": pyspark.__version__, "words": WORDS, "accents": ACCENTS, "dates": DATES, "letters": LETTERS}, out, texts, (sys.argv + [None])[2])


main()
