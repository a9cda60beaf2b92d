//! Does the job that the command beside it wrote down, by weldrs. Prints as JSON what
//! was found and what it took.
//!
//! weldrs has a missing value agree with another only where both are missing, and
//! disagree otherwise. So that it is no evidence here either, as in the other
//! contenders, the last two levels of a comparison are "both are known", which
//! disagrees, and the rest, which is null.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use polars::prelude::*;
use serde::{Deserialize, Serialize};
use weldrs::blocking::generate_blocked_pairs;
use weldrs::comparison_vectors::compute_comparison_vectors;
use weldrs::predict::predict;
use weldrs::prelude::*;

#[derive(Deserialize)]
struct Job {
    file: String,
    columns: Vec<String>,
    rules: Vec<String>,
    comparisons: Vec<Compared>,
    prior: f64,
    least: f64,
}

#[derive(Deserialize)]
struct Compared {
    name: String,
    column: String,
    levels: Vec<Level>,
}

#[derive(Deserialize)]
struct Level {
    sql: String,
    m: f64,
    u: f64,
    frequency: bool,
}

#[derive(Serialize)]
struct Taken {
    cpu: f64,
    wall: f64,
}

#[derive(Serialize)]
struct Answer {
    version: String,
    phases: BTreeMap<String, Taken>,
    kept: usize,
    weight: f64,
    reached: Vec<Vec<u64>>,
}

type Outcome<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let path = std::env::args().nth(1).ok_or("the job's file is missing")?;
    let job: Job = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    if job.comparisons.iter().flat_map(|c| &c.levels).any(|l| l.frequency) {
        return Err("weldrs does not adjust for frequencies: -frequencies=false".into());
    }
    let mut derived = Vec::new();
    let rules: Vec<BlockingRule> =
        job.rules.iter().map(|r| rule(r, &mut derived)).collect::<Outcome<_>>()?;
    let comparisons: Vec<Comparison> =
        job.comparisons.iter().map(|c| comparison(c, &mut derived)).collect::<Outcome<_>>()?;
    let settings = rules
        .into_iter()
        .fold(
            comparisons.into_iter().fold(Settings::builder(LinkType::DedupeOnly), |s, c| s.comparison(c)),
            |s, r| s.blocking_rule(r),
        )
        .unique_id_column("id")
        .probability_two_random_records_match(job.prior)
        .build()?;

    let people = people(&job, &derived)?;
    let linker = Linker::new(settings)?;
    let prior = (job.prior / (1.0 - job.prior)).log2();
    let (cpu, wall) = (processor(), Instant::now());
    let found = if people.height() <= WHOLE {
        linker.predict(&people.lazy(), Some(job.least + prior))?.collect()?
    } else {
        predict_in_slices(linker.settings(), &people, job.least + prior)?
    };
    let phases = BTreeMap::from([(
        "block and predict".to_string(),
        Taken { cpu: processor() - cpu, wall: wall.elapsed().as_secs_f64() },
    )]);
    let kept = found.height();
    let weight = found.column("match_weight")?.f64()?.sum().unwrap_or(0.0) - prior * kept as f64;
    let reached = job.comparisons.iter().map(|c| reached(&found, c)).collect::<Outcome<_>>()?;
    let version = "weldrs 0.2.2 on Polars 0.53.0".to_string();
    println!("{}", serde_json::to_string(&Answer { version, phases, kept, weight, reached })?);
    Ok(())
}

/// The most people whose pairs are left to weldrs to hold all at once.
const WHOLE: usize = 500_000;

/// The most pairs in a slice.
const SLICE: usize = 2_000_000;

/// Does what `Linker::predict` does, by the same functions of weldrs: the pairs are made
/// at one go, as numbers alone, then so many at a time get the columns of both sides, are
/// compared and weighed, and those kept are added to the rest. With all columns of all
/// pairs at hand a million people take more than 24 GB.
fn predict_in_slices(s: &Settings, people: &DataFrame, least: f64) -> Outcome<DataFrame> {
    let pairs = generate_blocked_pairs(&people.clone().lazy(), &s.blocking_rules, &s.link_type, &s.unique_id_column, None)?
        .select([col("id_l"), col("id_r")])
        .collect()?;
    let mut found: Option<DataFrame> = None;
    for at in (0..pairs.height()).step_by(SLICE) {
        let some = pairs.slice(at as i64, SLICE);
        let both = side(people, &some, "_l")?.hstack(side(people, &some, "_r")?.columns())?;
        let compared = compute_comparison_vectors(both.lazy(), &s.comparisons, &s.gamma_prefix)?;
        let prior = s.probability_two_random_records_match;
        let kept = predict(compared, &s.comparisons, prior, &s.gamma_prefix, &s.bf_prefix, None, Some(least))?.collect()?;
        match &mut found {
            None => found = Some(kept),
            Some(found) => _ = found.vstack_mut_owned(kept)?,
        }
    }
    found.ok_or_else(|| "no pairs".into())
}

/// The columns of one side of some pairs. People are numbered by row.
fn side(people: &DataFrame, pairs: &DataFrame, suffix: &str) -> Outcome<DataFrame> {
    let rows = pairs.column(&format!("id{suffix}"))?.cast(&IDX_DTYPE)?;
    let mut side = people.take(rows.idx()?)?;
    let names: Vec<String> = side.columns().iter().map(|c| format!("{}{suffix}", c.name())).collect();
    side.set_column_names(&names)?;
    Ok(side)
}

/// The processor time of this process so far, in seconds.
fn processor() -> f64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock exists on every Unix, and t is a valid place to write to.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    t.tv_sec as f64 + t.tv_nsec as f64 / 1e9
}

/// A column of the file, or the beginning of one.
#[derive(PartialEq)]
enum Derived {
    Known(String),
    Start(String, usize),
}

impl Derived {
    fn name(&self) -> String {
        match self {
            Self::Known(of) => format!("{of}_known"),
            Self::Start(of, n) => format!("{of}_{n}"),
        }
    }

    fn column(&self, people: &DataFrame) -> Outcome<Column> {
        let (Self::Known(of) | Self::Start(of, _)) = self;
        let texts = people.column(of)?.str()?.into_iter().map(|text| {
            text.map(|text| match self {
                Self::Known(_) => "1".to_string(),
                Self::Start(_, n) => text.chars().take(*n).collect(),
            })
        });
        Ok(StringChunked::from_iter(texts).with_name(self.name().into()).into_column())
    }
}

/// Names a derived column, which is then made once.
fn derive(column: Derived, derived: &mut Vec<Derived>) -> String {
    let name = column.name();
    if !derived.contains(&column) {
        derived.push(column);
    }
    name
}

/// Reads "l.a = r.a" and "substr(l.a, 1, 4) = substr(r.a, 1, 4)", joined by AND.
fn rule(sql: &str, derived: &mut Vec<Derived>) -> Outcome<BlockingRule> {
    let mut columns = Vec::new();
    for part in sql.split(" AND ") {
        let (left, right) = part.split_once(" = ").ok_or_else(|| format!("not read: {part}"))?;
        if left.replacen("l.", "r.", 1) != right {
            return Err(format!("not read: {part}").into());
        }
        columns.push(column(left, derived)?);
    }
    Ok(BlockingRule::on(&columns.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Reads one side: "l.a", "a_l" or "substr(…, 1, 4)" of either.
fn column(sql: &str, derived: &mut Vec<Derived>) -> Outcome<String> {
    let plain = |s: &str| s.strip_prefix("l.").or(s.strip_suffix("_l")).map(str::to_string);
    if let Some(inner) = sql.strip_prefix("substr(").and_then(|s| s.strip_suffix(")")) {
        let words: Vec<&str> = inner.split(", ").collect();
        if let [of, "1", n] = words[..]
            && let Some(of) = plain(of)
        {
            return Ok(derive(Derived::Start(of, n.parse()?), derived));
        }
    } else if let Some(name) = plain(sql) {
        return Ok(name);
    }
    Err(format!("not read: {sql}").into())
}

/// Reads the condition of a level.
fn predicate(sql: &str, of: &str, derived: &mut Vec<Derived>) -> Outcome<ComparisonPredicate> {
    if sql == "ELSE" {
        return Ok(ComparisonPredicate::ExactMatch { col: derive(Derived::Known(of.to_string()), derived) });
    }
    let called = |function: &str, sign: &str| -> Option<(String, String)> {
        let (name, rest) = sql.strip_prefix(function)?.strip_prefix('(')?.split_once("_l, ")?;
        let limit = rest.strip_prefix(name)?.strip_prefix("_r) ")?.strip_prefix(sign)?;
        Some((name.to_string(), limit.trim().to_string()))
    };
    if let Some((col, limit)) = called("levenshtein", "<=") {
        return Ok(ComparisonPredicate::LevenshteinDistance { col, threshold: limit.parse()? });
    }
    if let Some((col, limit)) = called("jaro_winkler_similarity", ">=") {
        return Ok(ComparisonPredicate::JaroWinklerSimilarity { col, threshold: limit.parse()? });
    }
    let (left, right) = sql.split_once(" = ").ok_or_else(|| format!("not read: {sql}"))?;
    if left.replacen("_l", "_r", 1) != right {
        return Err(format!("not read: {sql}").into());
    }
    Ok(ComparisonPredicate::ExactMatch { col: column(left, derived)? })
}

fn comparison(c: &Compared, derived: &mut Vec<Derived>) -> Outcome<Comparison> {
    let mut levels = Vec::new();
    for (i, l) in c.levels.iter().enumerate() {
        levels.push(ComparisonLevel {
            predicate: predicate(&l.sql, &c.column, derived)?,
            label: l.sql.clone(),
            is_null_level: false,
            comparison_vector_value: (c.levels.len() - 1 - i) as i32,
            m_probability: Some(l.m),
            u_probability: Some(l.u),
            fix_m_probability: true,
            fix_u_probability: true,
        });
    }
    levels.push(ComparisonLevel {
        predicate: ComparisonPredicate::Else,
        label: "missing".to_string(),
        is_null_level: true,
        comparison_vector_value: -1,
        m_probability: None,
        u_probability: None,
        fix_m_probability: true,
        fix_u_probability: true,
    });
    let mut inputs: Vec<String> = levels.iter().filter_map(|l| l.predicate.column().map(String::from)).collect();
    inputs.sort();
    inputs.dedup();
    Ok(Comparison { output_column_name: c.name.clone(), description: None, input_columns: inputs, comparison_levels: levels })
}

/// Reads the register, with the columns that weldrs cannot work out for itself.
fn people(job: &Job, derived: &[Derived]) -> Outcome<DataFrame> {
    let schema: Schema = job
        .columns
        .iter()
        .map(|c| Field::new(c.as_str().into(), if c == "id" { DataType::Int64 } else { DataType::String }))
        .collect();
    let mut people = CsvReadOptions::default()
        .with_has_header(true)
        .with_schema(Some(Arc::new(schema)))
        .try_into_reader_with_file_path(Some(job.file.clone().into()))?
        .finish()?;
    for column in derived {
        people.with_column(column.column(&people)?)?;
    }
    Ok(people)
}

/// Counts the pairs that reached each level, null first and then the best.
fn reached(found: &DataFrame, c: &Compared) -> Outcome<Vec<u64>> {
    let mut n = vec![0; c.levels.len() + 1];
    for level in found.column(&format!("gamma_{}", c.name))?.i8()?.into_iter() {
        match level {
            Some(-1) => n[0] += 1,
            Some(v) if (v as usize) < c.levels.len() => n[c.levels.len() - v as usize] += 1,
            _ => return Err(format!("{}: level {level:?}", c.name).into()),
        }
    }
    Ok(n)
}
