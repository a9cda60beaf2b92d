"""Regenerates splink4/ and splink5/: a model of many kinds of comparison, and
every pair of a few made-up people as Splink itself scores them.

    python3 -m venv v4 && v4/bin/pip install splink==4.0.16 duckdb==1.5.6
    python3 -m venv v5 && v5/bin/pip install splink==5.0.0 duckdb==1.5.6 pandas
    v4/bin/python score.py splink4 && v5/bin/python score.py splink5

The model is not trained: its m and u are made up, some of them left out.
"""
import csv, json, logging, os, random, sys
import duckdb, splink
import splink.comparison_library as cl
import splink.comparison_level_library as cll
from splink import ColumnExpression, DuckDBAPI, Linker, SettingsCreator

logging.disable(logging.WARNING)
out = os.path.join(os.path.dirname(os.path.abspath(__file__)), sys.argv[1])
version = int(splink.__version__[0])
random.seed(20)

COLUMNS = {
    "unique_id": "BIGINT", "forename": "VARCHAR", "surname": "VARCHAR", "full_name": "VARCHAR", "dm": "VARCHAR[]", "dob": "VARCHAR", "born": "DATE",
    "seen": "TIMESTAMP", "email": "VARCHAR", "postcode": "VARCHAR", "lat": "DOUBLE", "long": "DOUBLE", "phones": "VARCHAR[]", "aliases": "VARCHAR[]",
    "house": "BIGINT", "income": "DOUBLE", "vec": "FLOAT[3]", "codes": "STRUCT(value VARCHAR, rel_freq FLOAT)[]", "town": "VARCHAR", "band": "VARCHAR",
}
FORENAMES = ["John", "Jon", "Mary", "Marie", "Siân", "Sian", "Oluwaseun", "Mohammed", "Muhammad", "Smith", "Ann-Marie", None]
SURNAMES = ["Smith", "Smyth", "Jones", "O'Neill", "ONeill", "Begum", "Nowak", "John", "García", "Garcia", "Smith", "Jones", None]
SOUNDS = {"John": ["JN"], "Jon": ["JN"], "Mary": ["MR"], "Marie": ["MR"], "Siân": ["SN", "XN"], "Sian": ["SN", "XN"], "Smith": ["SM0", "XMT"]}
DOBS = ["1990-01-05", "1990-05-01", "1990-1-5", "1990-01-15", "1991-01-05", "1985-12-31", "2023-02-30", "unknown", "", None]
DAYS = ["1990-01-05", "1990-05-01", "1990-01-06", "1991-01-05", "1985-12-31", "1900-03-01", None]
TIMES = ["2024-01-01 10:00:00", "2024-01-01 10:59:59", "2024-01-02 10:00:00.5", "2024-02-01 00:00:00", None]
EMAILS = ["j.smith@example.com", "j.smith@example.org", "jsmith@example.com", "mary@example.net", "@example.com", "", None]
POSTCODES = ["AB1 2CD", "AB1 2CE", "AB12CD", "AB1 9ZZ", "AB2 1AA", "M1 1AA", "ab1 2cd", None]
PLACES = [(51.5, -0.12), (51.5, -0.12), (51.509, -0.12), (51.6, -0.2), (53.48, -2.24), (None, None), (0.0, 179.9)]
PHONES = ["07700900001", "07700900002", "07700900003", "01632960001"]


def maybe(values, lists=True):
    r = random.random()
    return None if r < 0.15 else [] if r < 0.25 else random.sample(values, random.randint(1, min(3, len(values))))


def person(i):
    f, s, (lat, long) = random.choice(FORENAMES), random.choice(SURNAMES), random.choice(PLACES)
    codes = maybe(["AB1 2CD", "AB1 2CE", "M1 1AA", "AB2 1AA"])
    return {
        "unique_id": i, "forename": f, "surname": s, "full_name": f"{f} {s}" if f and s else None, "dm": SOUNDS.get(f), "dob": random.choice(DOBS),
        "born": random.choice(DAYS), "seen": random.choice(TIMES), "email": random.choice(EMAILS), "postcode": random.choice(POSTCODES), "lat": lat, "long": long,
        "phones": maybe(PHONES), "aliases": maybe(["Smith", "Smyth", "Jones", "Jhones", "García"]), "house": random.choice([1, 2, 3, 12, 100, None]),
        "income": random.choice([100.0, 105.0, 111.0, 0.0, 250.5, None]), "vec": random.choice([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [1, 1, 1], [0.3, 0.2, 0.1], None]),
        "codes": codes and [{"value": c, "rel_freq": {"AB1 2CD": 0.001, "AB1 2CE": 0.02, "M1 1AA": 1e-4, "AB2 1AA": 0.3}[c]} for c in codes],
        "town": random.choice(["Leeds", "Leeds", "leeds ", "Bradford", "York", None]), "band": random.choice(["a", "a", "b", "c", None]),
    }


def custom(name, levels, null=None):
    levels = [l if isinstance(l, dict) else {"sql_condition": l} for l in levels]
    if null:
        levels.insert(0, {"sql_condition": null, "is_null_level": True})
    return cl.CustomComparison(output_column_name=name, comparison_levels=levels)


ELSE = "ELSE"
tf = lambda sql, column, **more: {"sql_condition": sql, "tf_adjustment_column": column, **more}
REL = """list_reduce(list_prepend(1.0, list_transform(codes_l, x -> CASE WHEN array_contains(
    list_transform(codes_r, y -> y.value), x.value) THEN x.rel_freq ELSE 1.0 END)), (p, q) -> p * q) < """

comparisons = [
    cl.NameComparison("forename", dmeta_col_name="dm"),
    cl.ForenameSurnameComparison("forename", "surname", forename_surname_concat_col_name="full_name").configure(term_frequency_adjustments=True),
    cl.ForenameSurnameComparison("surname", "forename"),
    cl.DateOfBirthComparison("dob", input_is_string=True),
    cl.DateOfBirthComparison("born", input_is_string=False),
    cl.EmailComparison("email").configure(term_frequency_adjustments=True),
    cl.PostcodeComparison("postcode", lat_col="lat", long_col="long", km_thresholds=[1, 5, 50]),
    cl.DistanceInKMAtThresholds("lat", "long", [0.5, 20, 400]),
    cl.ArrayIntersectAtSizes("phones", [2, 1]),
    cl.PairwiseStringDistanceFunctionAtThresholds("aliases", distance_function_name="jaro_winkler", distance_threshold_or_thresholds=[0.95, 0.9]),
    cl.PairwiseStringDistanceFunctionAtThresholds("aliases", distance_function_name="levenshtein", distance_threshold_or_thresholds=[1, 2]),
    cl.JaccardAtThresholds("town", [0.9, 0.5]),
    cl.JaroAtThresholds("surname", [0.9, 0.7]),
    cl.JaroWinklerAtThresholds(ColumnExpression("surname").lower(), [0.9, 0.8]),
    cl.LevenshteinAtThresholds("forename", [1, 2]),
    cl.DamerauLevenshteinAtThresholds(ColumnExpression("dob").substr(1, 7), [1, 2]),
    cl.AbsoluteTimeDifferenceAtThresholds("seen", input_is_string=False, metrics=["hour", "day"], thresholds=[1, 1]),
    cl.AbsoluteDateDifferenceAtThresholds("dob", input_is_string=True, metrics=["day", "month", "year"], thresholds=[10, 5, 1]),
    cl.CosineSimilarityAtThresholds("vec", [0.99, 0.9]),
    cl.CustomComparison(output_column_name="library levels", comparison_levels=[
        cll.NullLevel("house"), cll.LiteralMatchLevel("house", "12", literal_datatype="int", side_of_comparison="both"),
        cll.And(cll.ExactMatchLevel("house"), cll.Not(cll.ColumnsReversedLevel("forename", "surname"))),
        cll.PercentageDifferenceLevel("income", 0.06), cll.AbsoluteDifferenceLevel("house", 2), cll.ArraySubsetLevel("phones"),
        cll.ExactMatchLevel(ColumnExpression("phones").access_extreme_array_element("last")),
        cll.Or(cll.ExactMatchLevel(ColumnExpression("email").regex_extract("@(.*)$", 1)), cll.ExactMatchLevel(ColumnExpression("town").nullif("York").cast_to_string())),
        cll.ElseLevel()]),
    custom("tf inexact", [tf("surname_l = surname_r", "surname", m_probability=0.8, u_probability=0.05), tf("jaro_winkler_similarity(surname_l, surname_r) > 0.8", "surname", tf_adjustment_weight=0.5, m_probability=0.1, u_probability=0.1), ELSE], "surname_l IS NULL OR surname_r IS NULL"),
    custom("tf minimum", [tf("town_l = town_r", "town", tf_minimum_u_value=0.3, tf_adjustment_weight=2.0), ELSE]),
    custom("tf own u", [tf("lower(trim(town_l)) = lower(trim(town_r))", "town", disable_tf_exact_match_detection=True, u_probability=0.2), ELSE]),
    custom("tf weight 0", [tf('"band_l" = "band_r"', "band", tf_adjustment_weight=0), ELSE]),
    custom("tf reversed", [tf("((POSTCODE_r = postcode_l)) AND true", "postcode"), "left(postcode_l, 2) = left(postcode_r, 2)", ELSE]),
    custom("tf number", [tf("house_l = house_r", "house"), ELSE], "house_l is null or house_r is null"),
    custom("no else", ["town_l = town_r", "town_l <> town_r or house_l < house_r"], "town_l IS NULL AND town_r IS NULL"),
    custom("null late", ["born_l = born_r", {"sql_condition": "born_l is null or born_r is null", "is_null_level": True}, "year(born_l) = year(born_r)", ELSE], "forename_l is null and surname_l is null"),
    custom("all defaults", ["house_l = house_r", "house_l < house_r", "income_l = income_r", "income_l < income_r", ELSE]),
    custom("two defaults", ["town_l = town_r", ELSE]),
    custom("relative", [REL + "0.00001", REL + "0.001", REL + "0.05", ELSE], "codes_l IS NULL OR codes_r IS NULL"),
    custom("dates by hand", ["dob_l = dob_r and born_l = born_r", "abs(born_l - born_r) <= 400", "abs(datediff('month', born_l, born_r)) < 80 AND born_l BETWEEN DATE '1980-01-01' AND '1992-12-31'",
        "substr(CAST(born_l AS TEXT), 1, 3) = substr(CAST(born_r AS TEXT), 1, 3)", "born_l IN ('1900-03-01', '1985-12-31')", ELSE], "born_l IS NULL OR born_r IS NULL"),
    custom("text by hand", ["surname_l || ' ' || forename_l = forename_r || ' ' || surname_r", "split_part(email_l, '@', 2) = split_part(email_r, '@', 2) and email_l <> ''",
        "regexp_replace(coalesce(surname_l, ''), '[^A-Za-z]', '', 'g') = regexp_replace(coalesce(surname_r, ''), '[^A-Za-z]', '', 'g')", "starts_with(forename_l, left(forename_r, 1)) is true",
        "least(length(forename_l), length(forename_r)) > 5 OR contains(town_l, 'ee')", ELSE]),
    custom("numbers by hand", ["(house_l + 0.1) * 3 = (house_r + 0.1) * 3 and not income_l <> income_r", "abs(income_l - income_r) / greatest(income_l, income_r, 1) <= 0.1", "case when house_l > house_r then house_l - house_r else house_r - house_l end in (1, 2, 9)", ELSE]),
]


def main():
    os.makedirs(out, exist_ok=True)
    people = [person(i) for i in range(44)]
    db = duckdb.connect()
    db.execute("CREATE TABLE people (" + ", ".join(f'"{c}" {t}' for c, t in COLUMNS.items()) + ")")
    for p in people:
        db.execute("INSERT INTO people VALUES (" + ", ".join("?" for _ in COLUMNS) + ")", [p[c] for c in COLUMNS])
    api = DuckDBAPI(connection=db)
    settings = SettingsCreator(link_type="dedupe_only", probability_two_random_records_match=0.003, comparisons=comparisons, blocking_rules_to_generate_predictions=["1=1"], retain_intermediate_calculation_columns=True)
    settings = settings.create_settings_dict("duckdb")
    names = set()
    for c in settings["comparisons"]:  # made-up parameters, most levels trained
        while (c["output_column_name"] or "x") in names or not c["output_column_name"]:
            c["output_column_name"] = (c["output_column_name"] or "x") + " again"
        names.add(c["output_column_name"])
        trained = [l for l in c["comparison_levels"] if not l.get("is_null_level")]
        for l in trained:
            if "default" not in c["output_column_name"]:
                if random.random() < 0.85:
                    l.setdefault("m_probability", random.uniform(0.001, 0.9))
                if random.random() < 0.85:
                    l.setdefault("u_probability", random.uniform(1e-5, 0.4))
    linker = Linker(api.register("people") if version > 4 else "people", settings, **({} if version > 4 else {"db_api": api}))
    linker.misc.save_model_to_json(os.path.join(out, "model.json"), overwrite=True)
    with open(os.path.join(out, "model.json")) as f:
        model = json.load(f)
    model["linker_uid"] = "fixture"
    with open(os.path.join(out, "model.json"), "w") as f:
        json.dump(model, f, indent=1, ensure_ascii=False)
        f.write("\n")
    with open(os.path.join(out, "records.json"), "w") as f:
        f.write(json.dumps({"splink": splink.__version__, "duckdb": duckdb.__version__, "columns": COLUMNS})[:-1] + ', "rows": [\n')
        f.write(",\n".join(json.dumps([p[c] for c in COLUMNS], ensure_ascii=False) for p in people) + "]}\n")
    columns = list(dict.fromkeys(l["tf_adjustment_column"] for c in model["comparisons"] for l in c["comparison_levels"] if "tf_adjustment_column" in l))
    for c in columns:
        name = c.strip('"')
        table = linker.table_management.compute_tf_table(name).as_pandas_dataframe()
        table.columns = [name, "tf"]
        table.sort_values(["tf", name], ascending=[False, True]).to_csv(os.path.join(out, f"tf_{name}.csv"), index=False)
    write(linker, "pairs.csv")
    linker = Linker(DuckDBAPI(connection=db).register("people") if version > 4 else "people", model, **({} if version > 4 else {"db_api": DuckDBAPI(connection=db)}))
    for c in columns:  # the same frequencies, kept in 32 bits
        name = c.strip('"')
        db.execute(f'CREATE TABLE tf32_{name} AS SELECT "{name}", CAST(count(*) / (SELECT count("{name}") FROM people) AS FLOAT) AS "tf_{name}" FROM people WHERE "{name}" IS NOT NULL GROUP BY 1')
        t = f"tf32_{name}"
        linker.table_management.register_term_frequency_lookup(api.register(t) if version > 4 else t, name)
    write(linker, "pairs_float32.csv")


def write(linker, name):
    df = linker.inference.predict().as_pandas_dataframe().sort_values(["unique_id_l", "unique_id_r"])
    gammas = [c for c in df.columns if c.startswith("gamma_")]
    df[gammas] = df[gammas].astype("Int64")
    df[["unique_id_l", "unique_id_r", *gammas, "match_weight", "match_probability"]].to_csv(os.path.join(out, name), index=False, float_format="%.17g")
    print(name, len(df), df["match_weight"].min(), df["match_weight"].max(), df["match_weight"].isna().sum())


main()
