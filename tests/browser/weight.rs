//! The write volume of an edit: the edit is written, never the whole record.

use serde_json::json;

use super::support::large::{Shape, rubric};
use super::support::page::{PATIENCE, wait_for};
use super::support::{Page, browse, files};

/// The maximum that one edit may write, in UTF-16 units of all rows.
const MOST: u64 = 4 * 1024;

/// Starts measuring the writes to all rows of all object stores.
fn weigh(page: &Page) {
    page.run(
        "window.written = { bytes: 0, rows: 0 };
        for (const name of ['put', 'add']) {
            const own = IDBObjectStore.prototype[name];
            IDBObjectStore.prototype[name] = function (row, ...key) {
                window.written.rows += 1;
                window.written.bytes += typeof row === 'string' ? row.length : JSON.stringify(row).length;
                return own.call(this, row, ...key);
            };
        }",
        json!([]),
    );
}

/// Returns the write volume since the last call.
fn written(page: &Page) -> (u64, u64) {
    let written = page.value(
        "(({ bytes, rows }) => { window.written = { bytes: 0, rows: 0 }; return [bytes, rows]; })(window.written)",
    );
    (
        written[0].as_u64().unwrap_or(u64::MAX),
        written[1].as_u64().unwrap_or(u64::MAX),
    )
}

#[test]
fn an_edit_writes_as_little_at_10000_criteria_as_at_21() {
    browse(|page| {
        let mut figures = Vec::new();
        for count in [21, 10_000] {
            let name = format!("weight-{count}.html");
            page.open(&files::write(
                &name,
                files::page_with(&[&rubric(count, Shape::Sections)]),
            ));
            let field = wait_for(4 * PATIENCE, "the form is there", || {
                page.all("textbox", "自评分，第1项").pop().ok_or("no field".to_owned())
            });
            weigh(page);
            field.rewrite("3");
            page.keeps("saved");
            let first = written(page);
            let mut most = 0;
            for (label, points) in [("2", "4"), ("3", "2"), ("4", "5")] {
                page.points(label).rewrite(points);
                page.until("it is being written", "window.written.rows > 0");
                page.keeps("saved");
                let (bytes, rows) = written(page);
                assert!(bytes > 0 && rows >= 2, "{rows} rows of {bytes}");
                most = most.max(bytes);
            }
            eprintln!(
                "{count} criteria: the first edit writes {first:?} (units, rows), with its rubric; a later one at most {most}"
            );
            assert!(most <= MOST, "{count} criteria: an edit wrote {most}");
            figures.push(most);
        }
        let [small, large] = figures[..] else { unreachable!() };
        assert!(large <= small + 256, "{small} at 21, {large} at 10000");
    });
}
