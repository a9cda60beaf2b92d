"""Does the job that the command beside it wrote down, by goldenmatch, as far as it can
say it: from_splink converts the settings that Splink is given. It drops levels that
look at another column than the rest of their comparison, and the prior. Prints as JSON
what was found and what it took: dedupe_df, which also clusters what it has linked.
"""

import contextlib
import json
import logging
import sys
import time
from pathlib import Path

import goldenmatch
import pyarrow
import pyarrow.csv

# Where the levels of a comparison look at several columns, the one that it keeps.
MAIN = {"postcode": "postcode", "email": "email"}


def settings(job):
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": job["prior"],
        "blocking_rules_to_generate_predictions": job["rules"],
        "comparisons": [comparison(c) for c in job["comparisons"]],
    }


def comparison(c):
    column = MAIN.get(c["name"], c["column"])
    levels = [{"sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "is_null_level": True}]
    for l in c["levels"]:
        if l["sql"] != "ELSE" and f"{column}_l" not in l["sql"]:
            continue
        level = {"sql_condition": l["sql"], "m_probability": l["m"], "u_probability": l["u"]}
        if l["frequency"]:
            level |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}
        levels.append(level)
    return {"output_column_name": c["name"], "comparison_levels": levels}


def main():
    job = json.loads(Path(sys.argv[1]).read_text())
    logging.disable(logging.WARNING)
    converted = goldenmatch.from_splink(settings(job))
    model = str(Path(job["file"]).with_name("goldenmatch.json"))
    converted.em_model.save_json(model)
    texts = {c: pyarrow.string() for c in job["columns"] if c != "id"}
    people = pyarrow.csv.read_csv(
        job["file"], convert_options=pyarrow.csv.ConvertOptions(column_types=texts, strings_can_be_null=True, null_values=[""])
    )
    cpu, wall = time.process_time(), time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        result = goldenmatch.dedupe_df(people, config=converted.config, fs_model_path=model)
    phases = {"block, predict and cluster": {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}}
    print(json.dumps({"version": "goldenmatch " + goldenmatch.__version__, "phases": phases, "kept": len(result.scored_pairs)}))


main()
