// Package splink scores records exactly as Splink does, with a model that
// Splink trained and saved.
//
// [Read] takes the JSON that Splink 4 or 5 writes with save_model_to_json;
// [Model.ReadFrequencies] takes its term-frequency tables. [Model.Prepare] works
// out once what a condition needs of one record, [Model.Score] weighs a pair:
// the level of every comparison is the one that Splink reaches, and the match
// weight is Splink's to 1e-9 bits.
//
// A model carries its conditions as SQL, in the dialect of DuckDB or Spark, and
// what they mean depends on the version of the engine. [Options] names it: DuckDB
// 1.5 or 2.0, Spark 3.5 or 4.3, by default the newest. Every comparison of
// Splink's own library is known for DuckDB, and most of what is written by hand;
// for Spark (with its default settings in UTC, and with the functions of the jar
// that Splink ships) every comparison but those of times of day and vectors.
// Whatever is not known, be it an engine, a function or a key of a level, is
// refused by name and place when the model is read, never guessed at.
//
// Some of what Splink does surprises, and is done here too:
//
//   - A comparison in which no level holds, and which has no ELSE, makes the
//     score NULL in Splink 5 (here NaN) and the least that there is in Splink 4.
//   - A missing m or u is a default, not an error. In Splink 4 so is a 0.
//   - tf_adjustment_weight 0 is read as 1.
//   - DuckDB 1 compares text byte by byte: "José" and "Jose" are two edits apart.
//     To DuckDB 2 they are one, since it compares letters.
//   - DuckDB 2 refuses the comparison of Splink's library that compares the
//     elements of two lists, unless its session sets lambda_syntax.
//   - On DuckDB 2 a vector of noughts agrees with every other: the similarity is
//     NaN, which is above every threshold. On DuckDB 1 it is -1.
//   - Spark 4 fails where Spark 3.5 answers NULL: on a division by nought, an
//     element beyond a list, a number that does not fit.
//
// Training is not portable: Splink samples by a hash of the engine. Read a
// trained model; do not train one again elsewhere and expect the same figures.
//
// A Model and the rows it prepared are safe for concurrent use, once its
// frequencies are read. Nothing here logs, and no error holds a value of a row.
package splink
