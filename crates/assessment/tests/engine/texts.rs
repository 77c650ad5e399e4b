//! Texts by language, fingerprints, and JSON as it is written.

use crate::kit::{headed, rubric};
use assessment::json::{self, canonical, pretty};
use assessment::rubric::fingerprint::Fingerprint;
use assessment::text::Text;

#[test]
fn a_reader_is_given_the_nearest_language() {
    let text = Text::Languages([("zh-CN".into(), "中".into()), ("en-GB".into(), "en".into())].into());
    let table = [
        ("zh-CN", "中", "zh-CN"),
        ("ZH-cn", "中", "zh-CN"),
        ("zh-TW", "中", "zh-CN"),
        ("en", "en", "en-GB"),
        ("fr", "中", "zh-CN"),
        ("", "中", "zh-CN"),
    ];
    for (wanted, wording, lang) in table {
        let picked = text.pick(wanted);
        assert_eq!(
            (&*picked.text, picked.lang.as_deref()),
            (wording, Some(lang)),
            "{wanted}"
        );
    }
    assert_eq!(Text::Plain("any".into()).pick("en").lang, None);
}

#[test]
fn a_free_key_is_no_language() {
    let rubric = rubric(
        r#"{ "format": 1, "id": "r", "version": "1", "status": "draft", "title": { "x-note": "ours", "en": "Theirs" },
             "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "c", "text": "C", "scale": { "kind": "comment" } }] }] }"#,
    );
    assert_eq!(&*rubric.title.wording("fr"), "Theirs");
}

const BASE: &str = r#"
    "profile": [{ "id": "n", "label": "N", "kind": "number", "unit": "m", "max": 9 }],
    "sections": [{ "id": "s", "title": "S", "criteria": [
        { "id": "c", "text": "C", "weight": 2.5, "scale": { "kind": "levels", "levels": [
            { "id": "a", "label": "A", "points": 1 }, { "id": "b", "label": "B", "points": 0 }] } },
        { "id": "y", "text": "Y", "scale": { "kind": "yes-no", "labels": { "yes": "So", "no": "Not" } } }] }],
    "grades": { "bands": [{ "id": "g", "label": "G", "atLeast": 1 }] }"#;

/// What is changed in the rubric above, and whether that changes what scores and whether it changes the texts.
const CHANGES: &[(&str, &str, bool, bool)] = &[
    // Neither: another way to write the same, and what belongs to anybody.
    (r#""weight": 2.5"#, r#""weight":    2.50"#, false, false),
    (r#""points": 1 }"#, r#""points": 1.0 }"#, false, false),
    (r#""id": "s", "title": "S""#, r#""title": "S", "id": "s""#, false, false),
    (r#""label": "A""#, r#""label": "\u0041""#, false, false),
    (
        r#""id": "c""#,
        r#""$schema": "here", "x-ours": { "points": 3 }, "id": "c""#,
        false,
        false,
    ),
    (r#""version": "1""#, r#""version": "2""#, false, false),
    (r#""status": "draft""#, r#""status": "final""#, false, false),
    // A wording.
    (r#""title": "R""#, r#""title": "A better R""#, false, true),
    (r#""title": "R""#, r#""title": { "en": "R" }"#, false, true),
    (
        r#""text": "C""#,
        r#""text": "C, but said at length", "guidance": "So." "#,
        false,
        true,
    ),
    (
        r#""label": "B""#,
        r#""label": "B", "text": "A descriptor.""#,
        false,
        true,
    ),
    (r#""unit": "m""#, r#""unit": "km""#, false, true),
    (r#""yes": "So""#, r#""yes": "Yea""#, false, true),
    (r#""id": "s""#, r#""id": "s", "narrative": "Tell.""#, false, true),
    // A figure.
    (r#""points": 1 }"#, r#""points": 2 }"#, true, false),
    (r#""weight": 2.5"#, r#""weight": 3"#, true, false),
    (r#""max": 9"#, r#""max": 10"#, true, false),
    (r#""atLeast": 1"#, r#""atLeast": 2"#, true, false),
    (
        r#""grades": {"#,
        r#""rules": { "places": 2 }, "grades": {"#,
        true,
        false,
    ),
    (r#""id": "c""#, r#""id": "c", "notApplicable": {}"#, true, false),
    // Both: another thing altogether.
    (r#""id": "c""#, r#""id": "d""#, true, true),
    (r#""id": "r""#, r#""id": "q""#, true, true),
];

#[test]
fn fingerprints_tell_what_scores_from_what_is_read() {
    let source = headed(BASE);
    let base = Fingerprint::of(&rubric(&source));
    for (from, to, scoring, texts) in CHANGES {
        assert!(source.contains(from), "{from}");
        let changed = Fingerprint::of(&rubric(&source.replacen(from, to, 1)));
        let differs = (changed.scoring != base.scoring, changed.texts != base.texts);
        assert_eq!(differs, (*scoring, *texts), "{from} → {to}");
    }
    let flat: String = source.split_whitespace().collect();
    assert_eq!(Fingerprint::of(&rubric(&flat)), base);
    assert!(base.scoring.starts_with("sha256:") && base.scoring.len() == 71);
}

/// What the members of a rubric are, and whether its texts have another fingerprint than without the report. What scores has the same.
const REPORTS: &[(&str, bool)] = &[
    (r#""uses": ["report"], "report": [{ "part": "result" }],"#, true),
    (
        r#""uses": ["report"], "report": [{ "part": "text", "heading": "H", "text": "{total} of {max}" }, { "part": "result" }],"#,
        true,
    ),
    // The name of a feature is no text.
    (r#""uses": ["report"],"#, false),
];

#[test]
fn a_report_changes_nothing_that_scores() {
    let plain = Fingerprint::of(&rubric(&headed(BASE)));
    let with_pool = Fingerprint::of(&rubric(&headed(&format!(r#""uses": ["pool"], {BASE}"#))));
    assert_ne!(plain.scoring, with_pool.scoring);
    for (members, is_text) in REPORTS {
        let alone = Fingerprint::of(&rubric(&headed(&format!("{members} {BASE}"))));
        assert_eq!(
            (&alone.scoring, alone.texts != plain.texts),
            (&plain.scoring, *is_text),
            "{members}"
        );
        let members = members.replacen(r#"["report"]"#, r#"["pool", "report"]"#, 1);
        let beside = Fingerprint::of(&rubric(&headed(&format!("{members} {BASE}"))));
        assert_eq!(
            (&beside.scoring, &beside.texts),
            (&with_pool.scoring, &alone.texts),
            "{members}"
        );
    }
    // An empty list that the author wrote is part of the form, as it always was.
    assert_ne!(
        Fingerprint::of(&rubric(&headed(&format!(r#""uses": [], {BASE}"#)))).scoring,
        plain.scoring
    );
}

#[test]
fn a_fingerprint_is_the_hash_of_the_canonical_form() {
    // SHA-256 of the canonical form that is written out here, by another program (sha256sum).
    let rubric = rubric(&headed(
        r#""sections": [{ "title": "S", "id": "s", "total": 0.0, "criteria": [{ "text": "C", "id": "c", "scale": { "kind": "comment" } }] }]"#,
    ));
    let tree = rubric.tree().expect("a tree");
    let form = r#"{"format":1,"id":"r","sections":[{"criteria":[{"id":"c","scale":{"kind":"comment"},"text":"C"}],"id":"s","title":"S","total":0}],"status":"draft","title":"R","version":"1"}"#;
    assert_eq!(canonical(&tree, &|_| true), form);
    let print = Fingerprint::of(&rubric);
    // {"format":1,"id":"r","sections":[{"criteria":[{"id":"c","scale":{"kind":"comment"}}],"id":"s","total":0}]}
    assert_eq!(
        &*print.scoring,
        "sha256:ad7a0ade09daf1856208112e7a5b5e2453f1f7bbcabd1e71fc18f8ff90d97ba1"
    );
    // {"id":"r","sections":[{"criteria":[{"id":"c","scale":{},"text":"C"}],"id":"s","title":"S"}],"title":"R"}
    assert_eq!(
        &*print.texts,
        "sha256:2f82dacdc5208ab88008509b6b7ade7d3ff24b0a547bed0a97fb083389f7cc0d"
    );
}

/// A text, and how it is written.
const STRINGS: &[(&str, &str)] = &[
    ("a/b", r#""a/b""#),
    ("\"\\", r#""\"\\""#),
    ("\n\r\t", r#""\n\r\t""#),
    ("\u{0}\u{8}\u{1f}", r#""\u0000\u0008\u001f""#),
    ("</script><!--", r#""\u003c/script>\u003c!--""#),
    ("\u{2028}\u{2029}", r#""\u2028\u2029""#),
    ("体𠀀\u{7f}\u{feff}", "\"体𠀀\u{7f}\u{feff}\""),
];

#[test]
fn strings_are_written_so_that_they_can_stand_in_a_page() {
    for (text, written) in STRINGS {
        let node = json::Node::text(*text);
        assert_eq!(pretty(&node), format!("{written}\n"));
        let back = json::parse(written).expect("JSON");
        assert_eq!(back.value, node.value);
        let theirs: String = serde_json::from_str(written).expect("JSON to another reader");
        assert_eq!(theirs, *text);
    }
}

#[test]
fn escapes_are_read() {
    let table = [
        (r#""\u00e9\u4F53\/\b\f""#, "é体/\u{8}\u{c}"),
        (r#""\ud840\udc00""#, "𠀀"),
        (r#""""#, ""),
    ];
    for (source, text) in table {
        assert_eq!(json::parse(source).expect("JSON").value, json::Node::text(text).value);
    }
    for source in [
        r#""\ud840""#,
        r#""\udc00""#,
        r#""\ud840\u0041""#,
        r#""\u12g4""#,
        r#""\u+123""#,
    ] {
        assert!(json::parse(source).is_err(), "{source}");
    }
}
