//! The engine from outside, native and in seconds. Cases are data: `tests/problems` holds broken rubrics with what must
//! be said of them, `tests/cases` rubrics and answers with what they must come to, and the modules here hold tables.

mod attachments;
mod beyond;
mod blocks;
mod cases;
mod compare;
mod conditions;
mod decimals;
mod drawn;
mod kit;
mod limits;
mod made;
mod merge;
mod migrate;
mod model;
mod oracle;
mod problems;
mod properties;
mod raters;
mod records;
mod robust;
mod rollup;
mod rounds;
mod schema;
mod second_opinion;
mod sheets;
mod strategies;
mod texts;
mod verdict;
mod versions;
