"""Finds the duplicates of a public register by Splink, goldenmatch or weldrs, without labels,
and says how many of its pairs are true ones. The fields are those of the file. Splink has the
comparisons that its library has for such fields, and is trained as its documentation says.
weldrs has the same rules and training, and the nearest comparisons that it has. goldenmatch
configures itself. Each is judged at the threshold at which it does best, so what is told of it
is what nobody who uses it would know: the truth decides."""

import argparse
import csv
import json
import logging
import os
import subprocess
import tempfile
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


# Rules are lists of columns on which two rows agree: those that hardly anybody but one person
# keeps, those under which pairs are looked for, and those under which is trained.
RULES = {
    "historical": {
        "strict": [["first_name", "surname", "dob"], ["surname", "dob", "postcode_fake"], ["first_name", "dob", "occupation"]],
        "rules": [
            ["postcode_fake", "first_name"], ["postcode_fake", "surname"], ["dob", "surname"], ["dob", "first_name"], ["surname", "birth_place"],
            ["first_name", "surname"], ["postcode_fake", "occupation"], ["dob", "birth_place"], ["dob", "occupation"], ["dob", "postcode_fake"],
        ],
        "train": [["first_name", "surname"], ["dob"], ["postcode_fake"]],
    },
    "febrl": {
        "strict": [["given_name", "surname", "postcode"], ["soc_sec_id"], ["date_of_birth", "surname"]],
        "rules": [
            ["soc_sec_id"], ["date_of_birth"], ["given_name", "surname"], ["surname", "postcode"], ["address_1"], ["suburb", "street_number"],
            ["given_name", "suburb"], ["postcode", "given_name"],
        ],
        "train": [["date_of_birth"], ["given_name", "surname"], ["postcode", "street_number"]],
    },
}


def rules_of(register):
    return RULES["historical" if register == "historical" else "febrl"]


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

    rules = {kind: [block_on(*rule) for rule in rules] for kind, rules in rules_of(register).items()}
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
            "blocking_rules_to_generate_predictions": rules["rules"],
            "comparisons": [compared(c) for c in columns],
        },
        log_level=logging.ERROR,
    )
    linker.training.estimate_probability_two_random_records_match(rules["strict"], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in rules["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=-10)
    return con.execute(f"SELECT id_l, id_r, match_weight FROM {found.physical_name}").fetchall()


def by_weldrs(rows, columns, register, train):
    """Pairs with their weights. It has no frequencies, no swap of letters and no parts of a postcode."""

    def levels(c):
        if c in ("given_name", "first_name", "surname"):
            return ["Exact", {"JaroWinkler": 0.92}, {"JaroWinkler": 0.88}, {"JaroWinkler": 0.7}]
        if c in ("dob", "date_of_birth", "postcode", "postcode_fake", "soc_sec_id", "street_number"):
            return ["Exact", {"Levenshtein": 1}, {"Levenshtein": 2}]
        if c in ("state", "gender"):
            return ["Exact"]
        return ["Exact", {"JaroWinkler": 0.9}, {"JaroWinkler": 0.7}]

    with tempfile.TemporaryDirectory() as folder:
        file, job = Path(folder, "people.csv"), Path(folder, "job.json")
        named = ["id"] + columns + [c + "_known" for c in columns]
        with file.open("w", newline="") as f:
            out = csv.writer(f)
            out.writerow(named)
            for r in rows:
                out.writerow([r["id"]] + [r[c] or "" for c in columns] + ["1" if r[c] else "" for c in columns])
        comparisons = [{"column": c, "levels": levels(c)} for c in columns]
        job.write_text(json.dumps(rules_of(register) | {"file": str(file), "columns": named, "comparisons": comparisons, "recall": 0.8, "pairs": 1_000_000, "least": -10}))
        found = subprocess.run([train, job], check=True, capture_output=True, text=True).stdout
    return [(int(a), int(b), float(w)) for a, b, w in (line.split(",") for line in found.splitlines())]


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
    arguments.add_argument("by", choices=["splink", "goldenmatch", "weldrs"])
    arguments.add_argument("register", choices=["febrl3", "febrl4", "historical"])
    arguments.add_argument("--train", help="weldrs: what is built of splink/weldrs/src/bin/train.rs")
    a = arguments.parse_args()
    logging.disable(logging.WARNING)
    rows, columns = read(a.folder, a.register)
    start = time.process_time()
    if a.by == "weldrs":
        pairs = by_weldrs(rows, columns, a.register, a.train)
    else:
        pairs = {"splink": by_splink, "goldenmatch": by_goldenmatch}[a.by](rows, columns, a.register)
    used = time.process_time() - start + sum(os.times()[2:4])  # and of what it called
    print(json.dumps({"by": a.by, "register": a.register, "records": len(rows), "cpu": round(used, 1)} | best(pairs, rows)))


main()
