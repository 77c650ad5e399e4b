//! The documents of both formats: every example in them loads, every row of a table of figures is what the engine computes, both
//! languages say the same, and nothing of the formats is left out.

mod figures;
mod markdown;

use assessment::json::{self, Node, canonical};
use assessment::problem::Code;
use assessment::record::file::{
    AttachmentFile, CommentAnswer, CriterionRef, EntryFile, EvidenceFile, LevelAnswer, OriginalFile, PartFile,
    PointsAnswer, ProblemFile, RecordFile, RemedyFile, RubricRef, ScoreFile, YesNoAnswer, YesNoWord,
};
use assessment::record::manifest::{Listed, Manifest};
use assessment::record::{Dated, Figure, Noticed, PartFigure, Scored, Summary, Verdict};
use assessment::rubric::Rubric;
use assessment::rubric::fingerprint::Fingerprint;
use figures::Examples;
use markdown::{Document, read};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const RUBRIC: [&str; 2] = ["docs/rubric-format.md", "docs/rubric-format.zh-CN.md"];
const RECORD: [&str; 2] = ["docs/record-format.md", "docs/record-format.zh-CN.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(name: &str) -> Document {
    Document::of(&read(&root().join(name)))
}

#[test]
fn every_example_loads_and_gives_the_figures_beside_it() {
    let mut wrong = String::new();
    for (rubrics, records) in RUBRIC.into_iter().zip(RECORD) {
        let mut examples = Examples::default();
        for name in [rubrics, records] {
            for block in document(name).blocks {
                if let Err(fault) = examples.hold(&block) {
                    wrong += &format!("{name}, line {}: {fault}\n", block.line);
                }
            }
        }
        assert!(
            examples.rows > 50,
            "only {} rows of figures were looked at",
            examples.rows
        );
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn both_languages_have_the_same_examples_and_the_same_names() {
    for [english, chinese] in [RUBRIC, RECORD] {
        let (one, other) = (document(english), document(chinese));
        assert_eq!(
            one.blocks.len(),
            other.blocks.len(),
            "{english}: the number of examples"
        );
        for (ours, theirs) in one.blocks.iter().zip(&other.blocks) {
            let of = |block: &markdown::Block| (block.kind.clone(), worded(block.json()), block.figures());
            assert_eq!(
                of(ours),
                of(theirs),
                "{english} line {}, {chinese} line {}",
                ours.line,
                theirs.line
            );
        }
        let names = |document: &Document| document.codes.iter().filter(|code| code.is_ascii()).cloned().collect();
        let (ours, theirs): (BTreeSet<String>, BTreeSet<String>) = (names(&one), names(&other));
        let apart: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(apart.is_empty(), "in one of {english} and {chinese} only: {apart:?}");
        assert_eq!(
            one.headings.len(),
            other.headings.len(),
            "{english}: the number of headings"
        );
    }
}

/// An example without its texts, which are those of its language.
fn worded(value: Value) -> Value {
    const TEXTS: &[&str] = &[
        "label",
        "labels",
        "heading",
        "title",
        "text",
        "texts",
        "name",
        "unit",
        "note",
        "narrative",
        "guidance",
        "category",
        "evidence",
    ];
    match value {
        Value::Object(members) => {
            let blank = |key: &str, inner: Value| {
                if TEXTS.contains(&key) && !inner.is_array() {
                    Value::Null
                } else {
                    worded(inner)
                }
            };
            Value::Object(
                members
                    .into_iter()
                    .map(|(key, inner)| (key.clone(), blank(&key, inner)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(worded).collect()),
        Value::String(text) if text.contains(' ') || !text.is_ascii() => Value::Null,
        other => other,
    }
}

#[test]
fn every_key_word_and_code_of_the_rubric_is_named() {
    let schema: Value = serde_json::from_str(&read(&root().join("rubrics/rubric.schema.json"))).expect("JSON");
    let mut wanted = BTreeSet::new();
    names(&schema, &mut wanted);
    wanted.extend(Code::ALL.iter().map(|code| code.text().to_owned()));
    wanted.extend(findings());
    wanted.extend(["unscored", "empty", "too-few", "provisional", "final"].map(str::to_owned));
    assert!(wanted.len() > 150, "{wanted:?}");
    for name in RUBRIC {
        let named = document(name).codes;
        let missing: Vec<_> = wanted.difference(&named).collect();
        assert!(missing.is_empty(), "{name} does not name {missing:?}");
    }
}

/// The keys of the schema, and the words that they may hold.
fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            let keys = members
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            found.extend(keys.map(|(key, _)| key.clone()));
            let words = members.get("enum").and_then(Value::as_array).into_iter().flatten();
            let words = words.chain(members.get("const")).filter_map(Value::as_str);
            found.extend(words.map(str::to_owned));
            members.values().for_each(|inner| names(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| names(inner, found)),
        _ => {}
    }
}

/// The codes of findings: each is raised in a case of `tests/cases`.
fn findings() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let files = files.map(|file| file.expect("an entry").path());
    let mut codes = BTreeSet::new();
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
        let file: Value = serde_json::from_str(&read(&path)).expect("JSON");
        for case in file["cases"].as_array().into_iter().flatten() {
            let raised = case["expected"]["findings"].as_array().into_iter().flatten();
            codes.extend(raised.filter_map(|pair| pair[1].as_str()).map(str::to_owned));
        }
    }
    assert!(codes.len() > 10, "{codes:?}");
    codes
}

/// The keys that a document of the rubric format says are left out of a fingerprint: those in its line for `name`.
fn left_out(text: &str, name: &str) -> Vec<String> {
    let listed = text.lines().skip_while(|line| !line.starts_with("- `$schema`")).skip(1);
    let listed: String = listed.take_while(|line| line.starts_with("  ")).collect();
    let (_, keys) = listed
        .split_once(&format!("`{name}`"))
        .expect("the list of the fingerprint");
    let keys = keys.split_once("  - ").map_or(keys, |(keys, _)| keys);
    keys.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn fingerprints_leave_out_the_documented_keys() {
    let folder = std::fs::read_dir(root().join("rubrics")).expect("the folder is there");
    let files = folder.map(|file| read(&file.expect("an entry").path()));
    let rubrics: Vec<Rubric> = files.filter_map(|text| Rubric::parse(&text).ok()).collect();
    assert!(rubrics.len() > 10, "only {} rubrics were found", rubrics.len());
    for name in RUBRIC {
        let text = read(&root().join(name));
        let [scoring, texts] = ["scoring", "texts"].map(|name| left_out(&text, name));
        assert!(scoring.len() > 10 && texts.len() > 20, "{scoring:?} {texts:?}");
        for rubric in &rubrics {
            let tree = rubric.tree().expect("a tree");
            let hash = |tree: &Node, left_out: &[String]| {
                let form = canonical(tree, &|member| {
                    !(member.key.starts_with("x-")
                        || *member.key == *"$schema"
                        || left_out.iter().any(|key| *key == *member.key))
                });
                format!("sha256:{}", assessment::sha256(form.as_bytes()))
            };
            let known = Fingerprint::of(rubric);
            assert_eq!(
                (&*known.scoring, &*known.texts),
                (&*hash(&without_report(tree.clone()), &scoring), &*hash(&tree, &texts)),
                "{name}: {}",
                rubric.id
            );
        }
    }
}

/// The tree of a rubric without the feature `report`, as the documents say for `scoring`.
fn without_report(mut tree: Node) -> Node {
    if let json::Value::Object(members) = &mut tree.value {
        for member in members.iter_mut().filter(|member| *member.key == *"uses") {
            if let json::Value::Array(uses) = &mut member.node.value {
                uses.retain(|name| name.value != json::Value::String("report".into()));
            }
        }
    }
    tree
}

#[test]
fn every_key_of_the_record_is_named() {
    let keys: [&[&str]; 25] = [
        RecordFile::KEYS,
        RubricRef::KEYS,
        EntryFile::KEYS,
        EvidenceFile::KEYS,
        AttachmentFile::KEYS,
        OriginalFile::KEYS,
        ProblemFile::KEYS,
        RemedyFile::KEYS,
        PointsAnswer::KEYS,
        LevelAnswer::KEYS,
        YesNoAnswer::KEYS,
        YesNoWord::WORDS,
        CommentAnswer::KEYS,
        CriterionRef::KEYS,
        ScoreFile::KEYS,
        PartFile::KEYS,
        Manifest::KEYS,
        Listed::KEYS,
        Verdict::KEYS,
        Noticed::KEYS,
        Figure::KEYS,
        Summary::KEYS,
        Scored::KEYS,
        PartFigure::KEYS,
        Dated::KEYS,
    ];
    for name in RECORD {
        let named = document(name).codes;
        let missing: Vec<_> = keys
            .iter()
            .copied()
            .flatten()
            .filter(|key| !named.contains(**key))
            .collect();
        assert!(missing.is_empty(), "{name} does not name {missing:?}");
    }
}
