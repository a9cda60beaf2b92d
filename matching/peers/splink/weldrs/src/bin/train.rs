//! Learns from the register that accuracy.py wrote down, without labels, and writes the
//! pairs that it finds, with their weights, as CSV to the standard output.
//!
//! What is missing is no evidence here either: see main.rs.

use std::error::Error;
use std::io::Write;

use polars::prelude::*;
use serde::Deserialize;
use weldrs::comparison::ComparisonBuilder;
use weldrs::prelude::*;

type Outcome<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Deserialize)]
struct Job {
    file: String,
    columns: Vec<String>,
    comparisons: Vec<Compared>,
    strict: Vec<Vec<String>>, // rules that hardly anybody but one person keeps
    recall: f64,              // of those rules
    train: Vec<Vec<String>>,
    rules: Vec<Vec<String>>,
    pairs: usize, // by which u is estimated
    least: f64,
}

#[derive(Deserialize)]
struct Compared {
    column: String,
    levels: Vec<Level>,
}

#[derive(Deserialize)]
enum Level {
    Exact,
    Levenshtein(u32),
    JaroWinkler(f64),
}

fn main() -> Outcome<()> {
    let path = std::env::args().nth(1).ok_or("the job's file is missing")?;
    let job: Job = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut settings = Settings::builder(LinkType::DedupeOnly).unique_id_column("id");
    for c in &job.comparisons {
        settings = settings.comparison(comparison(c)?);
    }
    settings = job.rules.iter().fold(settings, |s, r| s.blocking_rule(rule(r)));
    let mut linker = Linker::new(settings.build()?)?;
    let people = people(&job)?.lazy();
    let strict: Vec<BlockingRule> = job.strict.iter().map(rule).collect();
    linker.estimate_probability_two_random_records_match(&people, &strict, job.recall)?;
    linker.estimate_u_using_random_sampling(&people, job.pairs)?;
    for l in linker.settings_mut().comparisons.iter_mut().flat_map(|c| &mut c.comparison_levels) {
        l.fix_u_probability = true; // as Splink has it
    }
    for r in &job.train {
        linker.estimate_parameters_using_em(&people, &rule(r))?;
    }
    let found = linker.predict(&people, Some(job.least))?.collect()?;
    let (left, right) = (found.column("id_l")?.i64()?, found.column("id_r")?.i64()?);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for ((l, r), weight) in left.into_iter().zip(right).zip(found.column("match_weight")?.f64()?) {
        let (Some(l), Some(r), Some(weight)) = (l, r, weight) else { return Err("a pair lacks an id or its weight".into()) };
        writeln!(out, "{l},{r},{weight}")?;
    }
    Ok(out.flush()?)
}

fn rule(columns: &Vec<String>) -> BlockingRule {
    BlockingRule::on(&columns.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The levels of the job, then "both are known", which disagrees, then the rest, which is null.
fn comparison(c: &Compared) -> Outcome<Comparison> {
    let known = format!("{}_known", c.column);
    let mut made = c
        .levels
        .iter()
        .fold(ComparisonBuilder::new(&c.column), |b, l| match *l {
            Level::Exact => b.exact_match_level(),
            Level::Levenshtein(most) => b.levenshtein_level(most),
            Level::JaroWinkler(least) => b.jaro_winkler_level(least),
        })
        .else_level()
        .build()?;
    let last = made.comparison_levels.last_mut().ok_or("there is no level")?;
    last.predicate = ComparisonPredicate::ExactMatch { col: known.clone() };
    let mut missing = last.clone();
    missing.predicate = ComparisonPredicate::Else;
    missing.is_null_level = true;
    missing.comparison_vector_value = -1;
    (missing.m_probability, missing.u_probability) = (None, None);
    made.comparison_levels.push(missing);
    made.input_columns.push(known);
    Ok(made)
}

fn people(job: &Job) -> Outcome<DataFrame> {
    let schema: Schema = job
        .columns
        .iter()
        .map(|c| Field::new(c.as_str().into(), if c == "id" { DataType::Int64 } else { DataType::String }))
        .collect();
    Ok(CsvReadOptions::default()
        .with_has_header(true)
        .with_schema(Some(Arc::new(schema)))
        .try_into_reader_with_file_path(Some(job.file.clone().into()))?
        .finish()?)
}
