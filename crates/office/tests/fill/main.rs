//! Answers written into the files that their rubrics were made from.

mod corpus;
mod excel;
mod hostile;
mod kit;
mod large;
mod matching;
mod round_trip;
mod word;
