//! The JSON Schema and the reader say the same: what the reader takes passes, and a fault of shape is one to both.

use crate::kit::{files, headed, rubric, text};
use crate::strategies::model;
use assessment::rubric::SectionEach;
use assessment::rubric::fields::{Choice, Column, Field};
use assessment::rubric::file::{self, Basis, CriterionFile, Role, RubricFile, SectionFile};
use assessment::rubric::scale::{
    self, Checklist, Comment, Deductions, Entries, Level, Levels, Measure, Parts, Points, YesNo,
};
use assessment::rubric::{
    Band, Grades, Mean, NotApplicable, ProblemRules, Rater, ReportPart, Rubric, RulesFile, Weakest, WeightIf,
};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The schema, with just as much of a checker as it needs: a keyword that is not known here fails the test.
struct Schema(Value);

impl Schema {
    fn new() -> Self {
        Self(serde_json::from_str(&file::schema()).expect("JSON"))
    }

    fn definition(&self, name: &str) -> &Value {
        &self.0["$defs"][name]
    }

    fn takes(&self, value: &Value) -> bool {
        self.fits(&self.0["$ref"], "$ref", value, &Map::new())
    }

    fn all(&self, schema: &Value, value: &Value) -> bool {
        match schema {
            Value::Bool(any) => *any,
            Value::Object(rules) => rules.iter().all(|(rule, wanted)| self.fits(wanted, rule, value, rules)),
            _ => panic!("no schema: {schema}"),
        }
    }

    fn fits(&self, wanted: &Value, rule: &str, value: &Value, beside: &Map<String, Value>) -> bool {
        let each = |of: &Value| of.as_array().expect("a list").clone();
        let object = value.as_object();
        match rule {
            "description" => true,
            "$ref" => {
                let name = wanted
                    .as_str()
                    .and_then(|name| name.strip_prefix("#/$defs/"))
                    .expect("a definition");
                self.all(self.definition(name), value)
            }
            "type" => match wanted.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "number" => value.is_number(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("{other}"),
            },
            "const" => value == wanted,
            "enum" => each(wanted).contains(value),
            "anyOf" => each(wanted).iter().any(|schema| self.all(schema, value)),
            "oneOf" => each(wanted).iter().filter(|schema| self.all(schema, value)).count() == 1,
            "items" => value
                .as_array()
                .is_none_or(|all| all.iter().all(|item| self.all(wanted, item))),
            "required" => object.is_none_or(|o| {
                each(wanted)
                    .iter()
                    .all(|key| o.contains_key(key.as_str().expect("a key")))
            }),
            "properties" | "patternProperties" => true,
            "additionalProperties" => object.is_none_or(|o| {
                o.iter().all(|(key, inner)| {
                    let free = |pattern: &str| match pattern {
                        "^x-" => key.starts_with("x-"),
                        "^\\$schema$" => key == "$schema",
                        other => panic!("{other}"),
                    };
                    let patterns = beside
                        .get("patternProperties")
                        .and_then(Value::as_object)
                        .into_iter()
                        .flatten();
                    let own = beside.get("properties").and_then(|own| own.get(key));
                    let found = own.or_else(|| {
                        patterns
                            .into_iter()
                            .find(|(pattern, _)| free(pattern))
                            .map(|(_, schema)| schema)
                    });
                    self.all(found.unwrap_or(wanted), inner)
                })
            }),
            "minimum" => value.as_f64().is_none_or(|number| Some(number) >= wanted.as_f64()),
            "maximum" => value.as_f64().is_none_or(|number| Some(number) <= wanted.as_f64()),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().expect("a count")),
            "minProperties" => object.is_none_or(|o| o.len() as u64 >= wanted.as_u64().expect("a count")),
            "pattern" => value.as_str().is_none_or(|text| {
                assert_eq!(wanted, "^[A-Za-z0-9._-]{1,64}$");
                assessment::Id::new(text).is_some()
            }),
            other => panic!("{other} is not known to this checker"),
        }
    }
}

fn json(source: &str) -> Value {
    serde_json::from_str(source).expect("JSON")
}

#[test]
fn every_key_of_the_types_is_described_in_the_schema() {
    let schema = Schema::new();
    let keys = |of: &Value| {
        let all = of["properties"].as_object().expect("properties");
        all.iter()
            .map(|(key, inner)| {
                let told = inner["description"].as_str().is_some_and(|text| text.len() > 5);
                assert!(told || inner.get("const").is_some(), "{key} has no description");
                key.clone()
            })
            .collect::<std::collections::BTreeSet<_>>()
    };
    let types: &[(&str, &[&str])] = &[
        ("RubricFile", RubricFile::KEYS),
        ("SectionFile", SectionFile::KEYS),
        ("CriterionFile", CriterionFile::KEYS),
        ("RulesFile", RulesFile::KEYS),
        ("NotApplicable", NotApplicable::KEYS),
        ("Basis", Basis::KEYS),
        ("Role", Role::KEYS),
        ("ReportPart", ReportPart::KEYS),
        ("Field", Field::KEYS),
        ("Choice", Choice::KEYS),
        ("Column", Column::KEYS),
        ("Grades", Grades::KEYS),
        ("Band", Band::KEYS),
        ("Level", Level::KEYS),
        ("Rater", Rater::KEYS),
        ("ProblemRules", ProblemRules::KEYS),
        ("Mean", Mean::KEYS),
        ("SectionEach", SectionEach::KEYS),
        ("Weakest", Weakest::KEYS),
        ("WeightIf", WeightIf::KEYS),
        ("Factor", scale::Factor::KEYS),
        ("Row", scale::Row::KEYS),
        ("Tier", scale::Tier::KEYS),
        ("Clause", scale::Clause::KEYS),
        ("FactorOption", scale::FactorOption::KEYS),
        ("Part", scale::Part::KEYS),
        ("Item", scale::Item::KEYS),
        ("Step", scale::Step::KEYS),
        ("Finding", scale::Finding::KEYS),
        ("YesNoLabels", scale::YesNoLabels::KEYS),
        ("Asked", scale::Asked::KEYS),
    ];
    for (name, known) in types {
        assert_eq!(
            keys(schema.definition(name)),
            known.iter().map(|key| (*key).to_owned()).collect(),
            "{name}"
        );
    }
    let scales: &[(&str, &[&str])] = &[
        ("points", Points::KEYS),
        ("levels", Levels::KEYS),
        ("yes-no", YesNo::KEYS),
        ("parts", Parts::KEYS),
        ("checklist", Checklist::KEYS),
        ("measure", Measure::KEYS),
        ("deductions", Deductions::KEYS),
        ("tiers", scale::Tiers::KEYS),
        ("entries", Entries::KEYS),
        ("each", scale::Each::KEYS),
        ("comment", Comment::KEYS),
    ];
    let all = schema.definition("Scale")["oneOf"].as_array().expect("scales");
    assert_eq!(all.len(), scales.len());
    for ((kind, known), scale) in scales.iter().zip(all) {
        assert_eq!(scale["properties"]["kind"]["const"], *kind);
        let known = known.iter().chain(&["kind"]).map(|key| (*key).to_owned()).collect();
        assert_eq!(keys(scale), known, "{kind}");
    }
}

#[test]
fn the_rubrics_that_ship_and_those_of_the_cases_pass() {
    let schema = Schema::new();
    let mut count = 0;
    for path in files("../../../rubrics", "json")
        .iter()
        .filter(|path| !path.ends_with("rubric.schema.json"))
    {
        assert!(schema.takes(&json(&text(path))), "{}", path.display());
        count += 1;
    }
    assert!(count >= 2);
    for path in files("cases", "json") {
        let mut whole = json(&headed("\"sections\": []"));
        let members = json(&text(&path))["rubric"].as_object().cloned().expect("a rubric");
        whole.as_object_mut().expect("an object").extend(members);
        assert!(
            Rubric::parse(&whole.to_string()).is_ok() && schema.takes(&whole),
            "{}",
            path.display()
        );
    }
}

/// Codes of faults that a schema can see: of one place, and not of how two places go together.
const SHAPE: &[&str] = &["unknown-key", "misspelt-key", "wrong-type", "unknown-word", "bad-id"];

#[test]
fn a_fault_of_shape_is_one_to_the_schema_too() {
    let schema = Schema::new();
    let mut count = 0;
    for path in files("problems", "txt") {
        let told = text(&path);
        if told
            .lines()
            .any(|line| SHAPE.iter().any(|code| line.starts_with(&format!("{code}: "))))
        {
            assert!(
                !schema.takes(&json(&text(&path.with_extension("json")))),
                "{}",
                path.display()
            );
            count += 1;
        }
    }
    assert!(count > 5);
}

#[test]
fn a_text_is_plain_or_by_language() {
    let schema = Schema::new();
    for (title, passes) in [
        ("\"R\"", true),
        ("{ \"zh-CN\": \"甲\", \"en\": \"A\" }", true),
        ("{ \"en\": \"A\", \"x-note\": 5 }", true),
        ("\"\"", false),
        ("{}", false),
        ("{ \"en\": 5 }", false),
        ("5", false),
    ] {
        let source = headed(r#""sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "c", "text": "C", "scale": { "kind": "comment" } }] }]"#).replace("\"R\"", title);
        assert_eq!(
            (Rubric::parse(&source).is_ok(), schema.takes(&json(&source))),
            (passes, passes),
            "{title}"
        );
    }
}

proptest! {
    #[test]
    fn whatever_the_reader_takes_passes(model in model()) {
        let source = model.json();
        rubric(&source);
        prop_assert!(Schema::new().takes(&json(&source)));
    }
}
