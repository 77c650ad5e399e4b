//! Whatever is read, nothing panics: bytes, texts, JSON of any shape, and files that were right before something hit them.

use crate::kit::{files, headed, lines, text};
use crate::records;
use assessment::json::{self, Node, Value};
use assessment::record::Record;
use assessment::rubric::Rubric;
use proptest::collection::vec;
use proptest::prelude::*;

/// Reads a text every way there is; every problem says its place and leaves no argument unfilled.
fn read(source: &str) {
    let rubric = Rubric::parse(source);
    let record = Record::parse(source);
    for problems in [rubric.as_ref().err(), record.as_ref().err()].into_iter().flatten() {
        assert!(!problems.is_empty());
        for (problem, line) in problems.iter().zip(lines(problems)) {
            assert!(problem.line > 0 && problem.column > 0, "{line}");
            let known = [
                "value", "limit", "known", "found", "expected", "key", "kind", "nearest", "count", "size", "min",
                "max", "step", "sum", "before", "first",
            ];
            for name in known
                .iter()
                .filter(|name| !problem.args.iter().any(|(_, value)| value.contains(*name)))
            {
                assert!(!line.contains(&format!("{{{name}}}")), "{line}");
            }
        }
    }
    if let Ok(file) = record {
        let (record, _) = Record::open(&records::rubric(), file);
        let saved = record.to_text(&records::rubric());
        assert!(Record::parse(&saved).is_ok(), "{saved}");
    }
}

fn value() -> impl Strategy<Value = Node> {
    let keys = [
        "format", "kind", "id", "version", "status", "title", "sections", "criteria", "scale", "levels", "points",
        "max", "min", "step", "weight", "total", "rules", "gates", "grades", "bands", "atLeast", "profile", "roles",
        "answers", "self", "revision", "rubric", "scores", "uses", "x-", "$schema", "",
    ];
    let words = [
        "points",
        "levels",
        "yes-no",
        "comment",
        "veto",
        "choice",
        "ziping-record",
        "r",
        "",
        "体",
    ];
    let numbers = [
        "0",
        "1",
        "-1",
        "0.5",
        "1e400",
        "-0",
        "99999999999999999999",
        "0.000000001",
        "2",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        prop::sample::select(numbers.to_vec()).prop_map(|token| Value::Number(token.into())),
        prop::sample::select(words.to_vec()).prop_map(|word| Value::String(word.into())),
        ".{0,8}".prop_map(|text| Value::String(text.into())),
    ];
    let node = leaf.prop_map(Node::new);
    node.prop_recursive(6, 60, 8, move |inner| {
        let members = vec((prop::sample::select(keys.to_vec()), inner.clone()), 0..8);
        prop_oneof![
            vec(inner, 0..5).prop_map(|items| Node::new(Value::Array(items))),
            members.prop_map(Node::object),
        ]
    })
}

/// Rubrics and records that are right.
fn valid() -> Vec<String> {
    let rubric = records::rubric();
    let mut all = vec![headed(records::RUBRIC), records::full(&rubric).to_text(&rubric)];
    all.extend(files("problems", "json").iter().map(|path| text(path)));
    all
}

#[test]
fn what_fuzzing_begins_with_is_right() {
    let seeds = |target: &str, ending: &str| files(&format!("../fuzz/seeds/{target}"), ending);
    for path in seeds("rubric", "json") {
        crate::kit::rubric(&text(&path));
    }
    for path in seeds("record", "json") {
        assert!(Record::parse(&text(&path)).is_ok(), "{}", path.display());
    }
    for path in seeds("migrate", "txt") {
        let both = text(&path);
        let (rubric, record) = both.split_once('\u{1e}').expect("two files");
        crate::kit::rubric(rubric);
        assert!(Record::parse(record).is_ok(), "{}", path.display());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in vec(any::<u8>(), 0..200), mark in prop::sample::select(vec![&b""[..], b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"])) {
        if let Ok(text) = json::decode(&[mark, &bytes].concat()) {
            read(&text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"([\[\]{}:,"\\u0-9eE.+\-a-f \n]|\PC){0,60}"#) {
        read(&text);
    }

    #[test]
    fn any_tree_is_read_or_refused(node in value()) {
        let text = json::pretty(&node);
        prop_assert_eq!(json::pretty(&json::parse(&text).expect("what was written")), text.clone());
        read(&text);
        let Value::Object(members) = node.value else { return Ok(()) };
        let head = json::parse(&headed("\"x-\": 0")).expect("JSON");
        let Value::Object(head) = head.value else { return Ok(()) };
        let whole = members.into_iter().chain(head).map(|m| (m.key, m.node));
        read(&json::pretty(&Node::object(whole)));
    }

    #[test]
    fn a_file_that_something_hit_is_read_or_refused(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), length in 0_usize..12, with in prop::sample::select(vec!["", "0", "-1", "1e9", "\"", "{", "}", "[]", "null", ",", "\\", "\u{feff}", "体"])) {
        let all = valid();
        let source = &all[which.index(all.len())];
        let bounds: Vec<_> = source.char_indices().map(|(i, _)| i).chain([source.len()]).collect();
        let from = at.index(bounds.len());
        let to = (from + length).min(bounds.len() - 1);
        read(&format!("{}{with}{}", &source[..bounds[from]], &source[bounds[to]..]));
    }

    #[test]
    fn a_file_with_a_value_replaced_is_read_or_refused(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), with in value()) {
        let all = valid();
        let mut tree = json::parse(&all[which.index(all.len())]).expect("JSON");
        let count = count(&tree);
        *nth(&mut tree, &mut at.index(count)).expect("within the count") = with;
        read(&json::pretty(&tree));
    }
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.iter().map(|m| count(&m.node)).sum(),
        _ => 0,
    }
}

fn nth<'n>(node: &'n mut Node, left: &mut usize) -> Option<&'n mut Node> {
    if *left == 0 {
        return Some(node);
    }
    *left -= 1;
    match &mut node.value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(members) => members.iter_mut().find_map(|m| nth(&mut m.node, left)),
        _ => None,
    }
}
