"""Finds the duplicates of a public register by Splink or by goldenmatch, without labels, and
says how many of its pairs are true ones. The fields are those of the file. Splink has the
comparisons that its library has for such fields, and is trained as its documentation says.
goldenmatch configures itself. Each is judged at the threshold at which it does best, so what
is told of it is what nobody who uses it would know: the truth decides."""

import argparse
import csv
import json
import logging
import time
from itertools import combinations
from pathlib import Path

FEBRL = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id"]
HISTORICAL = ["first_name", "surname", "dob", "birth_place", "postcode_fake", "gender", "occupation"]


def read(folder, register):
    """The rows, each with an id and the person whose it is."""
    rows = []
    if register == "historical":
        for row in csv.DictReader((folder / "historical_50k.csv").open()):
            rows.append({"person": row["cluster"]} | {c: row[c] for c in HISTORICAL})
        columns = HISTORICAL
    else:
        for name in {"febrl3": ["febrl3"], "febrl4": ["febrl4a", "febrl4b"]}[register]:
            for row in csv.DictReader((folder / f"{name}.csv").open(), skipinitialspace=True):
                rows.append({"person": row["rec_id"].split("-")[1]} | {c: row[c].strip() for c in FEBRL})
        columns = FEBRL
    for i, row in enumerate(rows):
        row["id"] = i
        for c in columns:
            row[c] = row[c] or None
    return rows, columns


def table(rows, columns):
    import pyarrow

    return pyarrow.table({"id": [r["id"] for r in rows]} | {c: pyarrow.array([r[c] for r in rows], pyarrow.string()) for c in columns})


def by_splink(rows, columns, register):
    """Pairs with their weights."""
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, block_on

    def compared(c):
        if c in ("given_name", "first_name", "surname"):
            return cl.NameComparison(c).configure(term_frequency_adjustments=True)
        if c == "dob":
            return cl.DateOfBirthComparison(c, input_is_string=True)
        if c in ("date_of_birth", "postcode", "soc_sec_id", "street_number"):
            return cl.DamerauLevenshteinAtThresholds(c, [1, 2])
        if c in ("state", "gender"):
            return cl.ExactMatch(c)
        if c == "postcode_fake":
            return cl.PostcodeComparison(c)
        return cl.JaroWinklerAtThresholds(c, [0.9, 0.7]).configure(term_frequency_adjustments=True)

    if register == "historical":
        strict = [block_on("first_name", "surname", "dob"), block_on("surname", "dob", "postcode_fake"), block_on("first_name", "dob", "occupation")]
        rules = [
            block_on("postcode_fake", "first_name"), block_on("postcode_fake", "surname"), block_on("dob", "surname"), block_on("dob", "first_name"),
            block_on("surname", "birth_place"), block_on("first_name", "surname"), block_on("postcode_fake", "occupation"), block_on("dob", "birth_place"),
            block_on("dob", "occupation"), block_on("dob", "postcode_fake"),
        ]
        train = [block_on("first_name", "surname"), block_on("dob"), block_on("postcode_fake")]
    else:
        strict = [block_on("given_name", "surname", "postcode"), block_on("soc_sec_id"), block_on("date_of_birth", "surname")]
        rules = [
            block_on("soc_sec_id"), block_on("date_of_birth"), block_on("given_name", "surname"), block_on("surname", "postcode"), block_on("address_1"),
            block_on("suburb", "street_number"), block_on("given_name", "suburb"), block_on("postcode", "given_name"),
        ]
        train = [block_on("date_of_birth"), block_on("given_name", "surname"), block_on("postcode", "street_number")]
    con = duckdb.connect()
    con.execute("SET threads = 1")
    people = table(rows, columns)
    con.register("arrow_people", people)
    con.execute("CREATE TABLE people AS SELECT * FROM arrow_people")
    api = DuckDBAPI(connection=con)
    linker = Linker(
        api.register("people"),
        {
            "link_type": "dedupe_only",
            "unique_id_column_name": "id",
            "blocking_rules_to_generate_predictions": rules,
            "comparisons": [compared(c) for c in columns],
        },
        log_level=logging.ERROR,
    )
    linker.training.estimate_probability_two_random_records_match(strict, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in train:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=-10)
    return con.execute(f"SELECT id_l, id_r, match_weight FROM {found.physical_name}").fetchall()


def by_goldenmatch(rows, columns, register):
    """Pairs of the clusters that it makes, which it does not let one choose among."""
    import goldenmatch

    result = goldenmatch.dedupe_df(table(rows, columns), exclude_columns=["id"], confidence_required=False)
    pairs = []
    for cluster in result.clusters.values():
        pairs += [(a, b, 1.0) for a, b in combinations(sorted(cluster["members"]), 2)]
    return pairs


def best(pairs, rows):
    """Precision, recall and F1 where F1 is best."""
    sizes = {}
    for r in rows:
        sizes[r["person"]] = sizes.get(r["person"], 0) + 1
    true = sum(n * (n - 1) // 2 for n in sizes.values())
    person = [r["person"] for r in rows]
    found, top = 0, (0.0, 0.0, 0.0, 0.0)
    pairs = sorted(pairs, key=lambda p: -p[2])
    for n, (a, b, weight) in enumerate(pairs, 1):
        found += person[a] == person[b]
        if n < len(pairs) and pairs[n][2] == weight:
            continue
        f1 = 2 * found / (n + true)
        top = max(top, (f1, found / n, found / true, weight))
    return {"f1": round(top[0], 4), "precision": round(top[1], 4), "recall": round(top[2], 4), "threshold": round(top[3], 2)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("by", choices=["splink", "goldenmatch"])
    arguments.add_argument("register", choices=["febrl3", "febrl4", "historical"])
    a = arguments.parse_args()
    logging.disable(logging.WARNING)
    rows, columns = read(a.folder, a.register)
    cpu = time.process_time()
    pairs = {"splink": by_splink, "goldenmatch": by_goldenmatch}[a.by](rows, columns, a.register)
    print(json.dumps({"by": a.by, "register": a.register, "records": len(rows), "cpu": round(time.process_time() - cpu, 1)} | best(pairs, rows)))


main()
