// Package splink scores records exactly as Splink does, with a model that
// Splink trained and saved.
//
// [Read] takes the JSON that Splink 4 or 5 writes with save_model_to_json;
// [Model.ReadFrequencies] takes its term-frequency tables. [Model.Prepare] works
// out once what a condition needs of one record, [Model.Score] weighs a pair:
// the level of every comparison is the one that Splink reaches, and the match
// weight is Splink's to 1e-9 bits.
//
// A model carries its conditions as SQL, and they follow the dialect that it was
// saved in. Every comparison of Splink's own library is known for DuckDB (as
// version 1.5 behaves), and most of what is written by hand; for Spark (as
// version 3.5 behaves with its default settings in UTC, with the functions of
// the jar that Splink ships) every comparison but those of times of day and
// vectors. Whatever is not known, be it a dialect, a function or a key of a
// level, is refused by name and place when the model is read, never guessed at.
//
// Some of what Splink does surprises, and is done here too:
//
//   - A comparison in which no level holds, and which has no ELSE, makes the
//     score NULL in Splink 5 (here NaN) and the least that there is in Splink 4.
//   - A missing m or u is a default, not an error. In Splink 4 so is a 0.
//   - tf_adjustment_weight 0 is read as 1.
//   - Text is compared byte by byte: "José" and "Jose" are two edits apart.
//
// Training is not portable: Splink samples by a hash of the engine. Read a
// trained model; do not train one again elsewhere and expect the same figures.
//
// A Model and the rows it prepared are safe for concurrent use, once its
// frequencies are read. Nothing here logs, and no error holds a value of a row.
package splink
