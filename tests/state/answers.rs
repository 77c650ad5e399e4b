//! What typing means: full-width digits are taken, a refused text stands beside the answer that was there.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::{Answer, Entry, Value};
use assessment::rubric::{Criterion, Field, Rubric};
use std::rc::Rc;
use ziping::state::{Change, parse_answer as means, parse_field};

fn criterion<'r>(rubric: &'r Rubric, id: &str) -> &'r Rc<Criterion> {
    rubric.criterion(id).expect("the criterion")
}

/// An entry out of `4`, `N/A`, `4 ?9` (9 was refused beside 4), `?9`, or nothing.
fn standing(text: &str) -> Entry {
    let (answer, refused) = text
        .split_once('?')
        .map_or((text, None), |(answer, refused)| (answer, Some(refused)));
    Entry {
        answer: match answer.trim() {
            "" => None,
            "N/A" => Some(Answer::NotApplicable),
            amount => Some(points(amount)),
        },
        refused: refused.map(Into::into),
        ..Entry::default()
    }
}

fn told(change: Change) -> String {
    let Change::Answer { answer, refused, .. } = change else {
        panic!("{change:?}");
    };
    let refused = refused.map(|text| format!(" ?{text}")).unwrap_or_default();
    format!("{}{refused}", said(answer.as_ref())).trim_start().to_owned()
}

#[test]
fn typed_points_are_parsed_or_refused() {
    let rubric = rubric(SMALL);
    for (before, text, expected) in [
        ("", "7.5", "7.5"),
        ("4", "7.5", "7.5"),
        ("4", "０", "0"),
        ("4", "７．５", "7.5"),
        ("4", "7。5", "7.5"),
        ("4", "７｡５", "7.5"),
        ("4", " 8 ", "8"),
        ("4", "　8", "8"),
        ("4", "7.", "7"),
        ("4", "7。", "7"),
        ("4", ".5", "0.5"),
        ("4", "08", "8"),
        ("4", "7.50000", "7.5"),
        ("4", "-0", "0"),
        // Nothing left takes the answer back, and what was refused with it.
        ("4", "", ""),
        ("4", " \t　", ""),
        ("4 ?9", "", ""),
        ("N/A", "", ""),
        // What is refused stands as typed beside the answer that was there.
        ("4", "8.5", "4 ?8.5"),
        ("4", "-1", "4 ?-1"),
        ("4", "7.3", "4 ?7.3"),
        ("4", "7.00001", "4 ?7.00001"),
        ("4", "abc", "4 ?abc"),
        ("4", " 9 ", "4 ? 9 "),
        // A comma is the point where it cannot part thousands.
        ("4", "7,5", "7.5"),
        ("4", "7，5", "7.5"),
        ("4", "７，５", "7.5"),
        ("4", "0,500", "0.5"),
        ("4", ",5", "0.5"),
        ("4", "7,", "7"),
        ("4", "7·5", "7.5"),
        // Its unit, a plus, and the digits of other scripts say nothing else.
        ("4", "4.5分", "4.5"),
        ("4", "4.5 分", "4.5"),
        ("4", "４。５　分", "4.5"),
        ("4", "7.5 points", "7.5"),
        ("4", "1 Point", "1"),
        ("4", "+7", "7"),
        ("4", "＋７", "7"),
        ("4", "٧٫٥", "7.5"),
        ("4", "७.५", "7.5"),
        // What may mean two numbers, or none.
        ("4", "1,000", "4 ?1,000"),
        ("4", "1,500", "4 ?1,500"),
        ("4", "7,5,5", "4 ?7,5,5"),
        ("4", "7分5", "4 ?7分5"),
        ("4", "7分钟", "4 ?7分钟"),
        ("4", "分", "4 ?分"),
        ("4", "7%", "4 ?7%"),
        ("4", "7 5", "4 ?7 5"),
        ("4", "++7", "4 ?++7"),
        ("4", "7/8", "4 ?7/8"),
        ("4", "7、5", "4 ?7、5"),
        ("4", "1e0", "4 ?1e0"),
        ("4", "八", "4 ?八"),
        ("4", "<img onerror>", "4 ?<img onerror>"),
        ("4", "99999999999999999999", "4 ?99999999999999999999"),
        ("", "9", "?9"),
        ("?9", "95", "?95"),
        ("4 ?9", "8", "8"),
        ("4 ?9", "4", "4"),
        // A number over "not applicable" is an answer; a refused one is none.
        ("N/A", "4", "4"),
        ("N/A", "9", "?9"),
    ] {
        assert_eq!(
            told(means(criterion(&rubric, "p"), &standing(before), text)),
            expected,
            "{before} ← {text}"
        );
    }
}

#[test]
fn typed_text_answers_only_comments() {
    let rubric = rubric(SMALL);
    let comment = |text: &str| Some(Answer::Comment(text.into()));
    for (id, before, text, after) in [
        ("n", None, "^v^ **", comment("^v^ **")),
        ("n", comment("x"), " x\n", comment(" x\n")),
        ("n", comment("x"), "７。５", comment("７。５")),
        ("n", comment("x"), "", None),
        ("l", Some(level("top")), "low", Some(level("top"))),
        ("y", Some(Answer::Yes), "no", Some(Answer::Yes)),
        ("y", None, "yes", None),
    ] {
        let entry = Entry {
            answer: before,
            ..Entry::default()
        };
        assert_eq!(
            means(criterion(&rubric, id), &entry, text),
            answer(id, after),
            "{id} ← {text}"
        );
    }
}

#[test]
fn a_profile_field_keeps_refused_text() {
    let rubric = rubric(SMALL);
    let field = |id: &str| -> &Field { rubric.profile.iter().find(|field| &*field.id == id).expect("the field") };
    let text = |text: &str| Some(Value::Text(text.into()));
    let number = |text: &str| Some(Value::Number(text.parse().expect("a decimal")));
    let many = |all: &[&str]| Some(Value::Many(all.iter().map(|text| (*text).into()).collect()));
    for (id, typed, expected) in [
        ("school", "第一小学", text("第一小学")),
        ("school", " x ", text(" x ")),
        ("school", "15", text("15")),
        ("school", "", None),
        ("classes", "15", number("15")),
        ("classes", "１５", number("15")),
        ("classes", " 15。", number("15")),
        ("classes", "0", number("0")),
        ("classes", "200", number("200")),
        ("classes", "", None),
        ("classes", " 　", None),
        // What the field does not take stays as it was typed.
        ("classes", "201", text("201")),
        ("classes", "-1", text("-1")),
        ("classes", "1.5", text("1.5")),
        ("classes", "十五", text("十五")),
        ("classes", "15 classes", text("15 classes")),
        ("classes", "1,5", text("1,5")),
        ("classes", "1,000", text("1,000")),
        ("area", "1,500.25", number("1500.25")),
        ("area", "1.500,25", number("1500.25")),
        ("area", "12,5", number("12.5")),
        ("area", "1,500,000", number("1500000")),
        ("area", "1,500", text("1,500")),
        ("area", "1,505", number("1505")),
        ("area", "-0,01", number("-0.01")),
        ("area", "1500000.25", number("1500000.25")),
        ("area", "-0.01", number("-0.01")),
        ("area", "0.001", text("0.001")),
        ("teachers", "甲 语文", many(&["甲 语文"])),
        ("teachers", "甲\n乙", many(&["甲", "乙"])),
        ("teachers", "甲\n\n乙\n", many(&["甲", "", "乙", ""])),
        ("teachers", "", None),
        ("stage", "primary", text("primary")),
        ("stage", "", None),
        ("founded", "1956-09-01", text("1956-09-01")),
        ("founded", "", None),
        ("motto", "a\nb", text("a\nb")),
        ("motto", "", None),
    ] {
        assert_eq!(parse_field(field(id), typed), expected, "{id} ← {typed:?}");
    }
}
