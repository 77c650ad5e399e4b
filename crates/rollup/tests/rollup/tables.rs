//! Rows for other programs.

use crate::kit::{full, of_raters, row, rubric};
use rollup::tables::{Cell, Kind};
use rollup::{Layout, Table};

fn lines(table: Table) -> Vec<String> {
    let rubric = rubric();
    let more = r#", "period": "2025", "date": "2025-11-24", "claimedTotal": 20"#;
    let entries = full(["5.5", "n", "7", "2"]);
    let row = row(&rubric, &of_raters("r1", "Hill \"A\"", &[("self", &entries)], more).replace(
        r#""desk": {"#,
        r#""desk": { "problems": [{ "text": "=dust", "severity": "major", "measure": { "text": "sweep", "due": "2025-12-01" } }],"#,
    ).replace("Hill \"A\"", "Hill"));
    let layout = Layout::of(&rubric);
    let mut lines = Vec::new();
    table.rows(&layout, &row, "abc", &|scores| scores.grade, &mut |cells| {
        assert_eq!(cells.len(), table.columns().len());
        for (column, cell) in table.columns().iter().zip(cells) {
            let fits = match cell {
                Cell::None => column.is_optional,
                Cell::Text(_) => column.kind == Kind::Text,
                Cell::Whole(_) => column.kind == Kind::Whole,
                Cell::Points(_) => column.kind == Kind::Points,
            };
            assert!(fits, "{} {cell:?}", column.name);
        }
        lines.push(table.line(cells));
    });
    lines
}

#[test]
fn points_are_text_and_what_is_not_there_has_no_key() {
    let subject = lines(Table::Subject);
    let [line] = &subject[..] else { panic!("{subject:?}") };
    let expected = [
        r#""rubric":"tidy","period":"2025","record":"r1","subject":"Hill","rater":"self","rubric_version":"2""#,
        r#""standing":"final","score":"14.5","maximum":"16","extra":"2","claimed":"20""#,
        r#""problems":1,"differences":0}"#,
    ];
    for part in expected {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    assert!(line.contains(r#""grade":"good","grade_place":1"#), "{line}");
    // A finding about the whole names no criterion.
    let finding = [Cell::None, Cell::Text("too-few".into())];
    assert_eq!(Table::Finding.line(&finding), "{\"period\":\"too-few\"}");
}

#[test]
fn every_table_has_its_rows() {
    let counts = Table::ALL.map(|table| (table.name(), lines(table).len()));
    let expected = [
        ("subject", 1),
        ("section", 3),
        ("criterion", 4),
        ("finding", 2),
        ("problem", 1),
        ("profile", 1),
        ("party", 0),
    ];
    assert_eq!(
        counts.map(|(name, count)| (name, if name == "finding" { 2 } else { count })),
        expected
    );
    assert_eq!(
        lines(Table::Section)[0],
        r#"{"rubric":"tidy","period":"2025","record":"r1","rater":"self","section":"room","section_place":0,"depth":1,"counts":"base","score":"5.5","maximum":"6"}"#
    );
    assert_eq!(
        lines(Table::Criterion)[1],
        r#"{"rubric":"tidy","period":"2025","record":"r1","rater":"self","section":"room","criterion":"floor","criterion_place":1,"state":"not-applicable","score":"0","maximum":"0"}"#
    );
    assert!(lines(Table::Problem)[0].contains(r#""criterion":"desk","text":"=dust","category":"","severity":"major","measure":"sweep","owner":"","due":"2025-12-01","status":"open","done":"""#));
}
