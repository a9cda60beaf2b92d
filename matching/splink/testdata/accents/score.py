"""Regenerates what stands beside it: made-up people with accented names, a model
for each version and dialect of Splink, and every pair of them as Splink itself
scores it on each engine.

    for splink in 4.0.17 5.0.0; do
        for engine in duckdb==1.5.6 duckdb==2.0.1 pyspark==3.5.9 pyspark==4.3.0; do
            rm -rf v && python3.11 -m venv v
            v/bin/pip install splink==$splink $engine pandas pyarrow setuptools
            HOME=$(mktemp -d) v/bin/python score.py $engine
        done
    done

All eight combinations install and run; pyspark wants Java 17. Before it scores,
a session of DuckDB 2 sets lambda_syntax, without which Splink's own comparison
of lists fails. Spark 3.5 fails on a date without its leading zeros, so it is not
given the people who have one.

The models are not trained: their m and u are made up, the same for all.
"""
import csv, json, logging, os, random, sys
import splink
import splink.comparison_library as cl
import splink.comparison_level_library as cll
from splink import Linker

logging.disable(logging.WARNING)
HERE = os.path.dirname(os.path.abspath(__file__))
VERSION = int(splink.__version__[0])
ENGINE, RELEASE = sys.argv[1].split("==")
ENGINE = ENGINE.removeprefix("py")
COLUMNS = ["unique_id", "first_name", "surname", "full_name", "town", "dob", "phones", "aliases"]
PEOPLE = [
    # first name, surname, town, date of birth, phones, aliases
    ("José", "García", "Córdoba", "1990-01-05", ["07700900001", "07700900002"], ["Pepe", "José"]),
    ("Jose", "Garcia", "Cordoba", "1990-01-05", ["07700900002"], ["Jose"]),
    ("Josè", "Garcìa", "Cordobà", "1990-05-01", None, None),
    ("Łukasz", "Wójcik", "Łódź", "1985-12-31", ["07700900003"], ["Łukasz"]),
    ("Lukasz", "Wojcik", "Lodz", "1985-12-31", [], ["Lukasz", "Luke"]),
    ("Łukasz", "Garcia", "Łodz", "1985-12-13", None, []),
    ("Lukasz", "Garcia", "Lódz", "1985-12-31", ["07700900003", "07700900001"], None),
    ("Siân", "Dŵr", "Ynys Môn", "1978-03-01", ["07700900004"], ["Siani"]),
    ("Sian", "Dwr", "Ynys Mon", "1978-03-01", ["07700900004"], ["Siân"]),
    ("Sián", "Dwr", "Ynys Môn", "1978-3-1", ["07700900005"], ["Siân", "Siani"]),
    ("Zoë", "Müller", "Köln", "2001-07-19", None, ["Zoe"]),
    ("Zoe\u0308", "Mueller", "Koeln", "2001-07-19", ["07700900006"], ["Zoë"]),
    ("Zoe", "Muller", "Koln", "2001-07-09", ["07700900006", "07700900007"], ["Zo"]),
    ("Nguyễn", "Đặng", "Đà Nẵng", "1966-02-28", ["07700900008"], ["Đặng"]),
    ("Nguyen", "Dang", "Da Nang", "1966-02-28", ["07700900008"], ["Dang"]),
    ("Nguyên", "Đang", "Đà Nẵng", "1966-2-28", [], None),
    ("Đặng", "Nguyễn", "Da Nẵng", "1966-02-27", ["07700900009"], ["Nguyễn"]),
    ("Øystein", "Åsgård", "Tromsø", "1959-11-11", ["07700900010"], []),
    ("Oystein", "Asgard", "Tromso", "1959-11-11", None, ["Øystein"]),
    ("Öystein", "Aasgaard", "Tromsö", "1960-11-11", ["07700900010"], ["Oystein"]),
    ("Иван", "Иванов", "Київ", "1971-05-05", ["07700900011"], ["Ваня"]),
    ("Ivan", "Ivanov", "Kyiv", "1971-05-05", ["07700900011"], ["Иван"]),
    ("Ивaн", "Ивaнов", "Kиїв", "1971-05-06", None, ["Vanya"]),  # with a Latin a and K
    ("Çağla", "Şahin", "İzmir", "1994-09-30", ["07700900012"], ["Cagla"]),
    ("Cagla", "Sahin", "Izmir", "1994-09-30", ["07700900012", "07700900013"], ["Çağla"]),
    ("Çagla", "Şahın", "Izmır", "1994-9-30", ["07700900013"], None),
    ("", "O’Brien", "Ír", "unknown", None, [""]),
    (None, "O'Brien", None, None, [], None),
]


def people():
    rows = []
    for i, (first, last, town, dob, phones, aliases) in enumerate(PEOPLE):
        if (ENGINE, RELEASE[0]) == ("spark", "3") and dob and len(dob) in (8, 9):
            continue
        rows.append((i, first, last, f"{first} {last}" if first else None, town, dob, phones, aliases))
    return rows


def comparisons():
    return [
        cl.JaroWinklerAtThresholds("first_name", [0.92, 0.88, 0.7]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("surname", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("full_name", [1, 2, 4]),
        cl.JaroAtThresholds("surname", [0.9, 0.8, 0.6]),
        cl.JaccardAtThresholds("town", [0.9, 0.7, 0.5]),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ArrayIntersectAtSizes("phones", [2, 1]),
        cl.PairwiseStringDistanceFunctionAtThresholds("aliases", distance_function_name="levenshtein", distance_threshold_or_thresholds=[0, 1, 2]),
        cl.CustomComparison(output_column_name="subset", comparison_levels=[cll.ArraySubsetLevel("phones"), cll.ArraySubsetLevel("aliases"), cll.ElseLevel()]),
    ]


def session():
    """The database and what Splink calls it."""
    if ENGINE == "duckdb":
        import duckdb
        from splink import DuckDBAPI

        assert duckdb.__version__ == RELEASE
        db = duckdb.connect()
        if RELEASE[0] == "2":
            db.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
        db.execute("CREATE TABLE people (unique_id BIGINT, first_name VARCHAR, surname VARCHAR, full_name VARCHAR, town VARCHAR, dob VARCHAR, phones VARCHAR[], aliases VARCHAR[])")
        db.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)", people())
        return DuckDBAPI(connection=db), "people"
    import pyspark
    from pyspark.sql import SparkSession

    try:
        from splink.backends.spark import SparkAPI, similarity_jar_location
    except ImportError:
        from splink import SparkAPI
        from splink.internals.spark.jar_location import similarity_jar_location

    assert pyspark.__version__ == RELEASE
    spark = SparkSession.builder.master("local[1]").config("spark.jars", similarity_jar_location()).config("spark.sql.session.timeZone", "UTC")
    spark = spark.config("spark.ui.enabled", False).config("spark.sql.shuffle.partitions", 1).config("spark.default.parallelism", 1).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.sparkContext.setCheckpointDir(os.path.join(os.environ["HOME"], "checkpoints"))
    schema = "unique_id bigint, first_name string, surname string, full_name string, town string, dob string, phones array<string>, aliases array<string>"
    return SparkAPI(spark_session=spark, break_lineage_method="checkpoint", num_partitions_on_repartition=1), spark.createDataFrame(people(), schema)


def settings():
    """The comparisons, each by a name of its own, with made-up parameters."""
    creator = splink.SettingsCreator(
        link_type="dedupe_only", probability_two_random_records_match=0.003, comparisons=comparisons(),
        blocking_rules_to_generate_predictions=["1=1"], retain_intermediate_calculation_columns=True,
    )
    s = creator.create_settings_dict(ENGINE)
    rng, names = random.Random(5), set()
    for c in s["comparisons"]:
        while not c["output_column_name"] or c["output_column_name"] in names:
            c["output_column_name"] = (c["output_column_name"] or "x") + "_again"
        names.add(c["output_column_name"])
        for level in c["comparison_levels"]:
            if not level.get("is_null_level"):
                level["m_probability"], level["u_probability"] = rng.uniform(0.01, 0.9), rng.uniform(1e-5, 0.4)
    return s


def main():
    api, table = session()
    if VERSION > 4:
        linker = Linker(api.register(table), settings())
    else:
        linker = Linker(table, settings(), api)
    path = os.path.join(HERE, f"splink{VERSION}-{ENGINE}.json")
    model = json.loads(json.dumps(linker.misc.save_model_to_json()))
    model["linker_uid"] = "fixture"
    with open(path, "w") as f:
        json.dump(model, f, indent=1, ensure_ascii=False)
        f.write("\n")
    with open(os.path.join(HERE, "people.json"), "w") as f:
        everybody = [[i, a, b, f"{a} {b}" if a else None, *more] for i, (a, b, *more) in enumerate(PEOPLE)]
        f.write('{"columns": ' + json.dumps(COLUMNS) + ', "rows": [\n' + ",\n".join(json.dumps(r, ensure_ascii=False) for r in everybody) + "]}\n")
    release = ".".join(RELEASE.split(".")[:2])
    found = linker.inference.predict()
    pairs = sorted(found.as_record_list() if VERSION > 4 else found.as_record_dict(), key=lambda r: (r["unique_id_l"], r["unique_id_r"]))
    gammas = [c for c in pairs[0] if c.startswith("gamma_")]
    with open(os.path.join(HERE, f"splink{VERSION}-{ENGINE}-{release}.csv"), "w") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["unique_id_l", "unique_id_r", *gammas, "match_weight", "match_probability"])
        for r in pairs:
            w.writerow([r["unique_id_l"], r["unique_id_r"]] + ["" if r[g] is None else int(r[g]) for g in gammas] + [repr(float(r["match_weight"])), repr(float(r["match_probability"]))])
    print("splink", splink.__version__, ENGINE, RELEASE, len(pairs), "pairs")


main()
