//! `ziping compare`.

use crate::kit::{ONE, Record, assert_has, folder, rollup, shown, ziping};
use std::fs;

#[test]
fn two_runs_are_compared() {
    let root = folder("compare");
    let run = |name: &str, lines: &[String]| {
        let (code, ..) = rollup(&root, lines, &[]);
        assert_eq!(code, Some(0));
        fs::rename(root.join("out"), root.join(name)).unwrap();
    };
    run(
        "old",
        &[
            Record {
                a: "2",
                period: "2025",
                ..ONE
            }
            .text(),
            Record {
                id: "2",
                name: "South",
                ..ONE
            }
            .text(),
            Record {
                id: "3",
                name: "Gone",
                ..ONE
            }
            .text(),
        ],
    );
    run(
        "new",
        &[
            Record {
                id: "7",
                a: "3.5",
                ..ONE
            }
            .text(),
            Record {
                id: "2",
                name: "South",
                a: "4",
                b: "no",
                ..ONE
            }
            .text(),
            Record {
                id: "8",
                name: "New",
                a: "0",
                b: "",
                ..ONE
            }
            .text(),
        ],
    );
    let (code, out, _) = shown(&ziping(&root, &["compare", "old", "new"]));
    assert_eq!(code, Some(0));
    assert_has(
        &out,
        &[
            "North\t5.5\t4\t+1.5\n",
            "South\t4\t6\t-2\n",
            "New\tnew\n",
            "Gone\tnot there any more\n",
            "compared 2, new 1, not there any more 1\n",
            "now: final totals 2, mean 4.75",
            "before: final totals 3, mean 5.33",
        ],
    );
    let (_, out, _) = shown(&ziping(
        &root,
        &["compare", "old", "new", "--json", "-o", "changes.csv"],
    ));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 5, "{out}");
    assert_has(
        lines[0],
        &[
            r#""subject": "North","period": "2026","now": "5.5","before": "4","difference": "1.5","sections": {"s": "1.5"}"#,
        ],
    );
    assert_has(
        lines[4],
        &[r#"{"summary": {"compared": 2,"new": 1,"gone": 1,"now": {"count": 2,"mean": "4.75""#],
    );
    assert_eq!(
        fs::read_to_string(root.join("changes.csv")).unwrap(),
        "\u{feff}subject,period,now,before,difference,difference:s\r\nNorth,2026,5.5,4,1.5,1.5\r\nSouth,2026,4,6,-2,-2\r\n\
         New,2026,,,,\r\nGone,2026,,6,,\r\n"
    );
    let nothing = ziping(&root, &["compare", "old", "nothing"]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn a_subject_with_an_earlier_period_is_not_gone() {
    let root = folder("compare-periods");
    let of = |id, period, a| Record { id, period, a, ..ONE }.text();
    for (name, lines) in [
        ("old", vec![of("1", "2024", "1"), of("2", "2025", "2")]),
        ("new", vec![of("3", "2026", "3")]),
    ] {
        let (code, ..) = rollup(&root, &lines, &[]);
        assert_eq!(code, Some(0));
        fs::rename(root.join("out"), root.join(name)).unwrap();
    }
    let (code, out, _) = shown(&ziping(&root, &["compare", "old", "new"]));
    assert_eq!(code, Some(0));
    assert_has(&out, &["compared 1, new 0, not there any more 0\n"]);
    assert!(!out.contains("North\tnot there any more"), "{out}");
}
