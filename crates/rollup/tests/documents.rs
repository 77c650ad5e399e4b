//! The documents of the tables have every table and every column, each with its type.

use rollup::Table;
use rollup::tables::Kind;
use std::path::Path;

/// The columns that all tables share, which the documents explain once.
const KEY: [&str; 3] = ["rubric", "period", "record"];

/// The part of a document about a table.
fn part(text: &str, table: Table) -> &str {
    let start = format!("\n## {}\n", table.name());
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once("\n## ").map_or(rest, |(part, _)| part)
}

#[test]
fn both_documents_have_every_column_with_its_type() {
    for (file, kinds) in [
        ("tables.md", ["text", "whole", "points"]),
        ("tables.zh-CN.md", ["文本", "整数", "分数"]),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        for table in Table::ALL {
            let names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
            assert_eq!(names[..KEY.len()], KEY, "{}", table.name());
            let mut expected = Vec::new();
            for column in &table.columns()[KEY.len()..] {
                let kind = match column.kind {
                    Kind::Text => kinds[0],
                    Kind::Whole => kinds[1],
                    Kind::Points => kinds[2],
                };
                let sign = if column.is_optional { "?" } else { "" };
                expected.push(format!("| `{}` | {kind}{sign} |", column.name));
            }
            let rows = part(&text, table).lines().filter(|line| line.starts_with("| `"));
            let rows: Vec<_> = rows
                .filter(|line| !KEY.iter().any(|key| line.starts_with(&format!("| `{key}`"))))
                .collect();
            assert_eq!(rows.len(), expected.len(), "{file}: {}", table.name());
            for (row, expected) in rows.iter().zip(expected) {
                assert!(
                    row.starts_with(&expected),
                    "{file}: {}: {expected} is not {row}",
                    table.name()
                );
            }
        }
    }
}
