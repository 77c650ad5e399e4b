//! Searching a form for words.

use crate::kit::*;
use ziping::state::{Hit, HitKind, search};

const RUBRIC: &str = r#"{ "format": 1, "id": "s", "version": "1", "status": "draft", "title": "方案",
    "profile": [{ "id": "rural", "label": "Rural", "kind": "choice", "options": [{ "id": "yes", "label": "Yes" }, { "id": "no", "label": "No" }] }],
    "sections": [
        { "id": "a", "label": "一", "title": { "zh-CN": "组织领导", "en": "Organisation" }, "criteria": [
            { "id": "a1", "label": "1", "text": { "zh-CN": "制定ＡＢＣ方案", "en": "A plan of the School" }, "guidance": { "zh-CN": "盖章", "en": "sealed" }, "scale": { "kind": "points", "max": 2 } },
            { "id": "a2", "label": "２", "text": { "zh-CN": "学校 公布方案", "en": "The plan is public" }, "scale": { "kind": "points", "max": 2 }, "notApplicable": {} }],
          "sections": [{ "id": "b", "title": "Inner", "criteria": [{ "id": "b1", "text": "Ends with PLAN", "scale": { "kind": "comment" } }] }] },
        { "id": "c", "title": "Farms", "appliesIf": { "kind": "is", "field": "rural", "any": ["yes"] },
          "criteria": [{ "id": "c1", "text": "A plan of the fields", "scale": { "kind": "comment" } }] }] }"#;

fn names(hits: &[Hit]) -> String {
    let each = hits.iter().map(|hit| {
        let kind = match hit.kind {
            HitKind::Whole => "whole",
            HitKind::Section => "section",
            HitKind::Criterion => "item",
        };
        format!("{kind} {} of {}: {}", hit.ordinal, hit.criterion, hit.name)
    });
    each.collect::<Vec<_>>().join("; ")
}

#[test]
fn words_are_found_in_what_the_reader_sees_and_entered() {
    let state = after(
        &blank(RUBRIC),
        [
            note("b1", "see the Ledger"),
            reason("a2", "closed for repairs"),
            narrative("a", "met twice a term"),
            narrative("", "a good year"),
            profile("rural", Some(assessment::answers::Value::Text("no".into()))),
        ],
    );
    let (first, second, inner) = (
        "item 0 of 0: 1 A plan of the School",
        "item 1 of 1: ２ The plan is public",
        "item 2 of 2: Ends with PLAN",
    );
    // The language, the words, and the hits.
    let cases = [
        ("en", "", String::new()),
        ("en", "  ", String::new()),
        ("en", "plan", [first, second, inner].join("; ")),
        ("en", "SCHOOL plan", first.to_owned()),
        ("en", "sealed", first.to_owned()),
        ("en", "2", second.to_owned()),
        ("en", "organ", "section 1 of 0: 一 Organisation".to_owned()),
        ("en", "twice", "section 1 of 0: 一 Organisation".to_owned()),
        ("en", "good year", "whole 0 of 0: ".to_owned()),
        ("en", "inner", "section 2 of 2: Inner".to_owned()),
        ("en", "ledger", inner.to_owned()),
        ("en", "repairs", second.to_owned()),
        // The other language is not shown, and criteria of a section that does not apply are not either.
        ("en", "方案", String::new()),
        ("en", "fields", String::new()),
        ("en", "farms", "section 3 of 3: Farms".to_owned()),
        ("zh-CN", "abc", "item 0 of 0: 1 制定ＡＢＣ方案".to_owned()),
        ("zh-CN", "ｐｌａｎ", inner.to_owned()),
        ("zh-CN", "公布　学校", "item 1 of 1: ２ 学校 公布方案".to_owned()),
        ("zh-CN", "方案书", String::new()),
    ];
    for (tag, words, expected) in cases {
        assert_eq!(names(&search(&state, tag, words)), expected, "{tag} {words:?}");
    }
    let farm = after(
        &state,
        [profile("rural", Some(assessment::answers::Value::Text("yes".into())))],
    );
    assert_eq!(
        names(&search(&farm, "en", "fields")),
        "item 3 of 3: A plan of the fields"
    );
}
