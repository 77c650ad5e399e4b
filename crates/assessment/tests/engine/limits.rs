//! What is refused for its size or its bytes: too large to stand in a file of cases, so it is built here.

use crate::kit::{headed, lines};
use assessment::json;
use assessment::limits;
use assessment::problem::Code;
use assessment::record::Record;
use assessment::rubric::Rubric;

/// The codes that this module and `records` cover.
pub const COVERED: &[Code] = &[
    Code::TooLarge,
    Code::TooDeep,
    Code::TooMany,
    Code::TextTooLong,
    Code::NumberTooLong,
    Code::Encoding,
    Code::NotARecord,
];

/// The sections of a rubric with one criterion.
const ONE: &str =
    r#""sections": [{"id":"s","title":"S","criteria":[{"id":"c","text":"C","scale":{"kind":"comment"}}]}]"#;

fn told(source: &str) -> Vec<String> {
    lines(&Rubric::parse(source).err().unwrap_or_default())
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

fn criterion(i: usize) -> String {
    format!(r#"{{"id":"c{i}","text":"C","scale":{{"kind":"yes-no","points":1}}}}"#)
}

#[test]
fn sixty_four_deep_is_read_and_one_more_is_not() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert!(json::parse(&deep(64)).is_ok());
    assert_eq!(
        told(&deep(65)),
        ["too-deep: line 1, column 65: More than 64 lists and objects are nested here. Flatten them."]
    );
}

#[test]
fn a_number_has_a_limit_in_characters() {
    let of = |count: usize| format!("[{}]", "9".repeat(count));
    assert!(json::parse(&of(400)).is_ok());
    assert_eq!(
        told(&of(401)),
        ["number-too-long: line 1, column 2: This number has 401 characters, more than the 400 allowed. Shorten it."]
    );
    assert_eq!(told(&of(1_000_000)).len(), 1);
}

#[test]
fn a_hundred_raters_are_taken_and_one_more_is_not() {
    let of = |count: usize| {
        let raters = many(count, |i| format!(r#"{{"id":"r{i}","label":"R"}}"#));
        headed(&format!("\n\"raters\": [{raters}], {ONE}"))
    };
    assert!(told(&of(100)).is_empty());
    assert_eq!(
        told(&of(101)),
        ["too-many: line 2, column 11, raters: There are 101 entries, more than the 100 allowed. Remove some."]
    );
}

#[test]
fn cells_of_tables_are_counted_before_they_are_made() {
    let list = |name: &str, count: usize| many(count, |i| format!(r#"{{"id":"{name}{i}","label":"L"}}"#));
    let table = |id: usize, rows: usize, columns: usize| {
        let (rows, columns) = (list("r", rows), list("c", columns));
        format!(r#"{{"id":"t{id}","label":"T","kind":"table","rows":[{rows}],"columns":[{columns}]}}"#)
    };
    let of = |tables: &[String]| {
        let tables = tables.join(",");
        headed(&format!(
            "\n\"uses\": [\"profile-table\"], \"profile\": [{tables}], {ONE}"
        ))
    };
    assert!(told(&of(&[table(0, 25, 20)])).is_empty());
    assert_eq!(
        told(&of(&[table(0, 20_000, 20_000)])),
        [
            "too-many: line 2, column 85, profile[0].rows: There are 400000000 entries, more than the 500 allowed. Remove some."
        ]
    );
    let forty: Vec<_> = (0..40).map(|id| table(id, 25, 20)).collect();
    assert_eq!(
        told(&of(&forty)),
        ["too-many: line 2, column 39, profile: There are 20040 entries, more than the 20000 allowed. Remove some."]
    );
}

#[test]
fn five_megabytes_of_brackets_are_refused_at_the_sixty_fifth() {
    assert_eq!(
        told(&"[".repeat(5 << 20)),
        ["too-deep: line 1, column 65: More than 64 lists and objects are nested here. Flatten them."]
    );
}

#[test]
fn a_file_above_the_limit_is_refused_before_it_is_read() {
    let limit = limits::FILE;
    assert_eq!(
        told(&" ".repeat(limit + 1)),
        [
            "too-large: line 1, column 1: The file has 33554433 bytes, more than the 33554432 allowed. Split it into smaller files."
        ]
    );
    let bytes = json::decode(&vec![b' '; limit + 1]).expect_err("too large");
    assert_eq!(
        bytes.to_string(),
        "The file has 33554433 bytes, more than the 33554432 allowed. Split it into smaller files."
    );
}

#[test]
fn twenty_thousand_criteria_are_taken_and_one_more_is_not() {
    let of = |first: usize, second: usize| {
        let second: Vec<_> = (first..first + second).map(criterion).collect();
        headed(&format!(
            r#""sections": [{{"id":"s","title":"S","criteria":[{}]}},{{"id":"t","title":"T","criteria":[{}]}}]"#,
            many(first, criterion),
            second.join(",")
        ))
    };
    assert!(told(&of(10_000, 10_000)).is_empty());
    assert_eq!(
        told(&of(10_000, 10_001)),
        ["too-many: line 1, column 88, sections: There are 20001 entries, more than the 20000 allowed. Remove some."]
    );
    assert_eq!(
        told(&of(20_001, 0)),
        [
            "too-many: line 1, column 122, sections[0].criteria: There are 20001 entries, more than the 20000 allowed. Remove some."
        ]
    );
}

#[test]
fn a_hundred_levels_and_a_hundred_gates_are_taken_and_one_more_is_not() {
    let of = |levels: usize, gates: usize| {
        let levels = many(levels, |i| format!(r#"{{"id":"l{i}","label":"L"}}"#));
        let gates = many(gates, |_| {
            r#"{"kind":"veto","criterion":"v","when":"no","grade":"g"}"#.to_owned()
        });
        headed(&format!(
            r#"
"sections": [{{"id":"s","title":"S","criteria":[{{"id":"v","text":"V","scale":{{"kind":"yes-no","points":1}}}},
{{"id":"c","text":"C","scale":{{"kind":"levels","levels":[{levels}]}}}}]}}],
"rules": {{"gates": [{gates}]}},
"grades": {{"bands":[{{"id":"g","label":"G","atLeast":0}}]}}"#
        ))
    };
    assert!(told(&of(100, 100)).is_empty());
    assert_eq!(
        told(&of(101, 101)),
        [
            "too-many: line 3, column 56, sections[0].criteria[1].scale.levels: There are 101 entries, more than the 100 allowed. Remove some.",
            "too-many: line 4, column 20, rules.gates: There are 101 entries, more than the 100 allowed. Remove some.",
        ]
    );
}

#[test]
fn a_text_has_a_limit_in_characters() {
    let of = |count: usize| headed(&format!("\n\"summary\": \"{}\", {ONE}", "体".repeat(count)));
    assert!(told(&of(20_000)).is_empty());
    assert_eq!(
        told(&of(20_001)),
        [
            "text-too-long: line 2, column 12, summary: This text has 20001 characters, more than the 20000 allowed. Shorten it."
        ]
    );
}

#[test]
fn fifty_parts_of_a_report_and_a_hundred_names_in_a_text_are_taken_and_one_more_is_not() {
    let of = |parts: usize, names: usize| {
        let text = "{total}".repeat(names);
        let parts = many(parts, |_| format!(r#"{{"part":"text","text":"{text}"}}"#));
        headed(&format!("\n\"uses\": [\"report\"], \"report\": [{parts}], {ONE}"))
    };
    assert!(told(&of(50, 100)).is_empty());
    assert_eq!(
        told(&of(51, 1)),
        ["too-many: line 2, column 31, report: There are 51 entries, more than the 50 allowed. Remove some."]
    );
    assert_eq!(
        told(&of(1, 101)),
        ["too-many: line 2, column 54, report[0].text: There are 101 entries, more than the 100 allowed. Remove some."]
    );
}

#[test]
fn names_in_very_many_languages_and_fields_are_checked() {
    let of = |languages: usize, fields: usize, name: &str| {
        let texts = many(languages, |i| format!(r#""l{i}":"{}""#, name.repeat(100)));
        let profile = many(fields, |i| format!(r#"{{"id":"f{i}","label":"F","kind":"text"}}"#));
        headed(&format!(
            r#""uses": ["report"], "profile": [{profile}], "report": [{{"part":"text","text":{{{texts}}}}}], {ONE}"#
        ))
    };
    assert!(told(&of(5_000, 20_000, "{profile.f19999}")).is_empty());
    assert_eq!(told(&of(20_000, 1, "{x}")).len(), 500);
}

#[test]
fn bytes_are_read_with_any_mark_and_refused_in_words() {
    let text = "{\"标题\": \"𠀀\"}";
    let wide = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    };
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        with_mark,
        wide(u16::to_le_bytes, [0xFF, 0xFE]),
        wide(u16::to_be_bytes, [0xFE, 0xFF]),
    ] {
        assert_eq!(json::decode(&bytes).as_deref(), Ok(text));
    }
    let gbk = b"{\"\xB1\xEA\xCC\xE2\": 1}".to_vec();
    let odd = wide(u16::to_le_bytes, [0xFF, 0xFE])[..9].to_vec();
    let half_a_pair = vec![0xFE, 0xFF, 0xD8, 0x40];
    for bytes in [gbk, odd, half_a_pair] {
        let problem = json::decode(&bytes).expect_err("not text");
        assert_eq!(problem.code, Code::Encoding);
        assert_eq!(
            problem.to_string(),
            "The file is not text in UTF-8 or UTF-16. Save it as UTF-8 and open it again."
        );
    }
}

#[test]
fn a_file_that_is_not_a_record_gives_one_problem() {
    for source in [
        "[]",
        "{}",
        r#"{ "format": 1, "kind": "other" }"#,
        &headed(r#""sections": []"#),
    ] {
        let found = lines(&Record::parse(source).expect_err(source));
        assert_eq!(
            found,
            [
                "not-a-record: line 1, column 1: This is not a record of answers saved by this program. Open a file that it exported."
            ]
        );
    }
}

#[test]
fn an_object_of_many_keys_costs_no_more_than_its_length() {
    // 200,000 keys compared with one another would be 20 thousand million comparisons: minutes, not milliseconds.
    let keys = |start: &str| many(200_000, |i| format!("\"{start}{i}\":0"));
    assert!(told(&headed(&format!("{ONE}, {}", keys("x-")))).is_empty());
    assert_eq!(told(&headed(&keys("key"))).len(), 500);
    let texts = many(200_000, |i| format!("\"l{i}\":\"T\""));
    let told = told(&headed(&format!("\"summary\": {{{texts}}}, {ONE}")));
    assert!(told.is_empty());
}

#[test]
fn a_file_of_problems_costs_no_more_than_its_length() {
    // Each of the 20,000 has the id of the first, in a file of one long line.
    let one = r#"{"id":"c","text":"C","scale":{"kind":"yes-no"}}"#;
    let text = "体".repeat(10_000);
    let source = headed(&format!(
        r#""summary": "{text}", "sections": [{{"id":"s","title":"S","criteria":[{}]}}]"#,
        many(20_000, |_| one.to_owned())
    ));
    assert_eq!(told(&source).len(), 500);
}
