//! Papers and workbooks composed from a filled-in form: the report, the analysis, the ledger, orders, the list of evidence, tables of scores.

mod answer;
pub mod capital;
pub mod comparison;
pub mod evidence;
pub mod filled;
mod grade;
pub mod kind;
pub mod ledger;
pub mod order;
mod profile;
pub mod report;
pub mod rollup;
mod say;
pub mod scores;
mod shape;
mod values;
pub mod words;
pub mod workbook;

use crate::paper::{Align, Bar, Block, Cell, Chart, Content, Paper, Picture, Row, RowKind, Style, Table};
