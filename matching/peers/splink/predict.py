"""Does the job that the command beside it wrote down: on DuckDB, as Splink would
have it or by Splink itself. Prints as JSON what was found and what it took."""

import argparse
import json
import logging
import math
import time
from pathlib import Path

import duckdb


class Watch:
    """Processor and wall time of the phases, in seconds."""

    def __init__(self):
        self.phases = {}

    def __call__(self, name, work):
        cpu, wall = time.process_time(), time.perf_counter()
        result = work()
        self.phases[name] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        return result


def load(con, job):
    texts = ", ".join(f"'{c}': 'VARCHAR'" for c in job["columns"] if c != "id")
    con.execute(
        f"CREATE TABLE person AS SELECT * FROM read_csv('{job['file']}', header = true, nullstr = '', columns = {{'id': 'INTEGER', {texts}}})"
    )


def shaped(con, job, watch):
    """SQL of the shape that Splink generates: a union of joins for the pairs, two
    joins to fetch their columns, CASE levels, a weight for each, a threshold."""
    tf = [c["column"] for c in job["comparisons"] if any(l["frequency"] for l in c["levels"])]
    joins = " ".join(
        f"LEFT JOIN (SELECT {c}, count(*) / sum(count(*)) OVER () AS tf_{c} FROM person WHERE {c} IS NOT NULL GROUP BY {c}) USING ({c})" for c in tf
    )
    watch("prepare", lambda: con.execute(f"CREATE TABLE row AS SELECT * FROM person {joins}"))

    unions = []
    for i, rule in enumerate(job["rules"]):
        earlier = " OR ".join(f"coalesce(({r}), false)" for r in job["rules"][:i])
        without = f" AND NOT ({earlier})" if earlier else ""
        unions.append(f"SELECT {i} AS rule, l.id AS id_l, r.id AS id_r FROM row AS l INNER JOIN row AS r ON ({rule}) WHERE l.id < r.id{without}")
    watch("block", lambda: con.execute("CREATE TABLE blocked AS " + " UNION ALL ".join(unions)))

    columns = [c for c in job["columns"] if c != "id"] + [f"tf_{c}" for c in tf]
    fetched = ", ".join(f"l.{c} AS {c}_l, r.{c} AS {c}_r" for c in columns)
    gammas = ", ".join(gamma(c) for c in job["comparisons"])
    weights = ", ".join(weight(c) for c in job["comparisons"])
    total = " + ".join(f"w_{c['name']}" for c in job["comparisons"])
    watch(
        "predict",
        lambda: con.execute(f"""CREATE TABLE predicted AS
WITH fetched AS (SELECT b.id_l, b.id_r, {fetched} FROM blocked AS b LEFT JOIN row AS l ON b.id_l = l.id LEFT JOIN row AS r ON b.id_r = r.id),
graded AS (SELECT *, {gammas} FROM fetched),
weighed AS (SELECT *, {weights} FROM graded)
SELECT id_l, id_r, {total} AS match_weight, {", ".join("gamma_" + c["name"] for c in job["comparisons"])} FROM weighed WHERE {total} >= {job["least"]}"""),
    )
    one = lambda sql: con.execute(sql).fetchall()
    reached = []
    for c in job["comparisons"]:
        n = dict(one(f"SELECT gamma_{c['name']}, count(*) FROM predicted GROUP BY 1"))
        reached.append([n.get(g, 0) for g in range(-1, len(c["levels"]))])
    return {
        "pairs": one("SELECT count(*) FROM blocked")[0][0],
        "kept": one("SELECT count(*) FROM predicted")[0][0],
        "weight": one("SELECT coalesce(sum(match_weight), 0) FROM predicted")[0][0],
        "reached": reached,
    }


def missing(c):
    return f"{c['column']}_l IS NULL OR {c['column']}_r IS NULL"


def gamma(c):
    """The level of a pair, numbered as in Go: the best is 0."""
    whens = " ".join(f"WHEN {l['sql']} THEN {i}" for i, l in enumerate(c["levels"]) if l["sql"] != "ELSE")
    return f"CASE WHEN {missing(c)} THEN -1 {whens} ELSE {len(c['levels']) - 1} END AS gamma_{c['name']}"


def weight(c):
    def bits(l):
        adjusted = f" + log2({l['u']!r} / greatest(tf_{c['column']}_l, tf_{c['column']}_r))" if l["frequency"] else ""
        return f"{math.log2(l['m'] / l['u'])!r}::DOUBLE{adjusted}"  # else all would be decimals

    whens = " ".join(f"WHEN {i} THEN {bits(l)}" for i, l in enumerate(c["levels"]))
    return f"CASE gamma_{c['name']} WHEN -1 THEN 0 {whens} END AS w_{c['name']}"


def splink(con, job, watch):
    """Splink itself, with the same levels, parameters and rules."""
    import splink
    from splink import DuckDBAPI, Linker

    new = int(splink.__version__.split(".")[0]) >= 5
    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": job["prior"],
        "blocking_rules_to_generate_predictions": job["rules"],
        "comparisons": [settings_of(c) for c in job["comparisons"]],
        "additional_columns_to_retain": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }
    api = DuckDBAPI(connection=con)
    if new:
        linker = watch("prepare", lambda: Linker(api.register("person"), settings, log_level=logging.ERROR))
    else:
        linker = watch("prepare", lambda: Linker("person", settings, api))
    least = job["least"] + math.log2(job["prior"] / (1 - job["prior"]))
    found = watch("block and predict", lambda: linker.inference.predict(threshold_match_weight=least))
    weights = con.execute(f"SELECT count(*), sum(match_weight) FROM {found.physical_name}").fetchone()
    return {"version": splink.__version__, "kept": weights[0], "weight": weights[1] - weights[0] * (least - job["least"])}


def settings_of(c):
    levels = [{"sql_condition": missing(c), "label_for_charts": "null", "is_null_level": True}]
    for l in c["levels"]:
        level = {"sql_condition": l["sql"], "label_for_charts": l["sql"], "m_probability": l["m"], "u_probability": l["u"]}
        if l["frequency"]:
            level |= {"tf_adjustment_column": c["column"], "tf_adjustment_weight": 1.0}
        levels.append(level)
    return {"output_column_name": c["name"], "comparison_levels": levels}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("job", type=Path)
    arguments.add_argument("by", choices=["shaped", "splink"])
    a = arguments.parse_args()
    job = json.loads(a.job.read_text())
    con = duckdb.connect()
    con.execute("SET threads = 1")
    load(con, job)
    watch = Watch()
    found = {"shaped": shaped, "splink": splink}[a.by](con, job, watch)
    print(json.dumps({"duckdb": duckdb.__version__, "phases": watch.phases} | found))


main()
