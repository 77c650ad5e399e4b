//! Holds the examples of the documents, and the tables of figures below them, to the engine.

use crate::markdown::Block;
use assessment::record::Record;
use assessment::record::manifest::Manifest;
use assessment::rubric::{Feature, Rubric};
use serde_json::{Map, Value, json};

type Outcome<T> = Result<T, String>;

/// What the examples of one language have in common.
#[derive(Default)]
pub struct Examples {
    /// The first whole rubric: the one that whole records answer.
    rubric: Option<Value>,
    /// The scale of deductions: the one that an entry alone answers.
    deductions: Option<Value>,
    /// How many rows of figures were looked at.
    pub rows: usize,
}

impl Examples {
    /// Loads an example, and computes every row of its table.
    pub fn hold(&mut self, block: &Block) -> Outcome<()> {
        let value = block.json();
        match &*block.kind {
            "rubric" => {
                self.rubric.get_or_insert_with(|| value.clone());
                self.sheets(&value, block)
            }
            "members" => self.sheets(&with_heading(value), block),
            "scale" => {
                if value["kind"] == "deductions" {
                    self.deductions.get_or_insert_with(|| value.clone());
                }
                self.sheets(&of_scale(value), block)
            }
            "field" => self.sheets(
                &with_heading(json!({ "profile": [value], "sections": [comment("s")] })),
                block,
            ),
            "condition" => self.sheets(&of_condition(value), block),
            "amount" => self.sheets(&of_amount(value), block),
            "record" => self.record(&value),
            "entry" => self.entry(&value, block),
            "manifest" => Manifest::parse(&block.text)
                .map(|_| ())
                .map_err(|problems| told(&problems)),
            other => Err(format!("“{other}” is no kind of example")),
        }
    }

    fn sheets(&mut self, rubric: &Value, block: &Block) -> Outcome<()> {
        parsed(rubric)?;
        let Some((head, rows)) = block.table.split_first() else {
            return Ok(());
        };
        let names: Vec<_> = head.iter().map(|cell| coded(cell)).collect();
        for row in rows {
            let cells = names
                .iter()
                .zip(row)
                .filter_map(|(name, cell)| Some((name.as_deref()?, &**cell)));
            computed(rubric, &cells.collect::<Vec<_>>()).map_err(|fault| format!("{row:?}: {fault}"))?;
            self.rows += 1;
        }
        Ok(())
    }

    /// A whole record: it opens without a notice, and where it has figures it is what the engine writes.
    fn record(&self, value: &Value) -> Outcome<()> {
        let saved = opened(&parsed(self.rubric.as_ref().ok_or("no rubric before it")?)?, value)?;
        if value.get("scores").is_some() && saved != *value {
            return Err(format!("it is written as {saved:#}"));
        }
        Ok(())
    }

    fn entry(&mut self, value: &Value, block: &Block) -> Outcome<()> {
        let rubric = of_scale(self.deductions.clone().ok_or("no deductions before it")?);
        let saved = opened(&parsed(&rubric)?, &record_of(json!({ "c": value }), json!({})))?;
        if saved["answers"]["self"]["c"] != *value {
            return Err(format!("it is written as {:#}", saved["answers"]["self"]["c"]));
        }
        let [head, row] = &block.table[..] else {
            return Err("one row of figures is wanted".to_owned());
        };
        self.rows += 1;
        for (name, cell) in head
            .iter()
            .zip(row)
            .filter_map(|(name, cell)| Some((coded(name)?, cell)))
        {
            same(&name, cell, &saved["scores"]["self"]["criteria"]["c"][&name])?;
        }
        Ok(())
    }
}

/// One row: what its cells enter, and what they say of it.
fn computed(rubric: &Value, cells: &[(&str, &str)]) -> Outcome<()> {
    let mut rubric = rubric.clone();
    let (mut answers, mut profile, mut wanted) = (Map::new(), Map::new(), Vec::new());
    let (criteria, fields) = (criteria(&rubric), ids(&rubric["profile"]));
    let alone = criteria
        .iter()
        .find(|(id, _)| id == "c")
        .filter(|_| criteria.len() == 1)
        .map(|(_, scale)| scale.clone());
    let (mut entry, mut amounts) = (Map::new(), Map::new());
    for (name, cell) in cells {
        if let Some(rule) = name.strip_prefix("rules.") {
            rubric["rules"][rule] = literal(cell);
        } else if let Some((id, amount)) = name
            .split_once('.')
            .filter(|(id, _)| criteria.iter().any(|(own, _)| own == id))
        {
            if !cell.is_empty() {
                let entry = answers.entry(id).or_insert_with(|| json!({ "amounts": {} }));
                entry["amounts"][amount] = literal(cell);
            }
        } else if let Some((_, scale)) = criteria.iter().find(|(id, _)| id == name) {
            if let Some(answer) = answer(scale, cell) {
                answers.insert((*name).to_owned(), json!({ "answer": answer }));
            }
        } else if fields.iter().any(|field| field == name) {
            if !cell.is_empty() {
                profile.insert((*name).to_owned(), literal(cell));
            }
        } else if let Some(scale) = alone.as_ref().filter(|scale| is_entered(scale, name)) {
            if is_answered(scale, name) {
                entry.extend(answer(scale, cell).map(|answer| ("answer".to_owned(), answer)));
            } else if !cell.is_empty() {
                amounts.insert((*name).to_owned(), literal(cell));
            }
        } else {
            wanted.push((*name, *cell));
        }
    }
    if !amounts.is_empty() {
        entry.insert("amounts".to_owned(), Value::Object(amounts));
    }
    if !entry.is_empty() {
        answers.insert("c".to_owned(), Value::Object(entry));
    }
    let mut record = record_of(Value::Object(answers), Value::Object(profile));
    record["rubric"]["id"] = rubric["id"].clone();
    let saved = opened(&parsed(&rubric)?, &record)?;
    let scores = &saved["scores"]["self"];
    for (name, cell) in wanted {
        let found = match name.split_once('.') {
            Some((part, id)) => &scores[part][id],
            // An amount is made the points of the only criterion; it is not known while that is unanswered.
            None if name == "value" && scores["standing"] == "empty" => &Value::Null,
            None if name == "value" => &scores["criteria"]["c"]["score"],
            None if matches!(name, "score" | "maximum") && alone.is_some() => &scores["criteria"]["c"][name],
            None if name == "holds" => &json!(holds(scores)),
            None => &scores[name],
        };
        same(name, cell, found)?;
    }
    Ok(())
}

/// What a cell says, and what was found.
fn same(name: &str, cell: &str, found: &Value) -> Outcome<()> {
    let found = match found {
        Value::Null => String::new(),
        Value::String(word) => format!("`{word}`"),
        Value::Array(words) => words
            .iter()
            .map(|word| format!("`{}`", word.as_str().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join(" "),
        Value::Object(part) if part.contains_key("part") => format!("`{}`", part["part"].as_str().unwrap_or_default()),
        Value::Object(part) => format!("{} / {}", part["score"], part["maximum"]),
        other => other.to_string(),
    };
    if cell == found {
        Ok(())
    } else {
        Err(format!("{name} is {found}"))
    }
}

/// What a name or a word in backticks is.
fn coded(cell: &str) -> Option<String> {
    cell.strip_prefix('`')?.strip_suffix('`').map(str::to_owned)
}

fn literal(cell: &str) -> Value {
    coded(cell).map_or_else(|| serde_json::from_str(cell).expect("a number"), Value::String)
}

/// The answer that a cell enters on a scale; nothing where it is empty.
fn answer(scale: &Value, cell: &str) -> Option<Value> {
    let given = if cell.is_empty() { return None } else { literal(cell) };
    Some(match (given.as_str(), scale["kind"].as_str()) {
        (Some(word @ ("not-applicable" | "dont-know")), _) => json!({ "kind": word }),
        (Some(_), Some("levels")) => json!({ "kind": "level", "level": given }),
        (_, Some("yes-no")) => json!({ "kind": "yes-no", "value": given }),
        _ => json!({ "kind": "points", "points": given }),
    })
}

/// Whether a name is that of an answer on a scale.
fn is_answered(scale: &Value, name: &str) -> bool {
    matches!(
        (scale["kind"].as_str(), name),
        (Some("points" | "levels"), "points") | (Some("levels"), "level") | (Some("yes-no"), "value")
    )
}

/// Whether a name is that of an answer or an amount on a scale.
fn is_entered(scale: &Value, name: &str) -> bool {
    let quantity = [&scale["quantity"], &scale["measured"]["quantity"]];
    let asked = |quantity: &&Value| match name {
        "value" if quantity["kind"] == "compared" => true,
        "rank" | "best" | "mean" => quantity["to"] == name,
        "value" => quantity["kind"] == "number" && quantity.get("from").is_none(),
        "numerator" | "denominator" => quantity["kind"] == "ratio",
        "now" | "before" => quantity["kind"] == "change",
        _ if quantity["kind"] == "reached" => ids(&quantity["rows"]).iter().any(|id| id == name),
        _ => false,
    };
    let listed = ["parts", "items", "findings"]
        .into_iter()
        .flat_map(|list| ids(&scale[list]));
    let own = name.split_once('.').map(|(_, own)| own);
    let of_entry =
        scale["kind"] == "entries" && (name == "count" || ids(&scale["factors"]).iter().any(|id| Some(&**id) == own));
    let mut tiers = scale["tiers"].as_array().into_iter().flatten();
    let is_clause = tiers.any(|tier| ids(&tier["clauses"]).iter().any(|id| id == name));
    is_answered(scale, name)
        || quantity.iter().any(asked)
        || of_entry
        || is_clause
        || listed.into_iter().any(|id| id == name)
}

/// Whether a condition holds, by the criterion that it leaves in and the one that its opposite leaves in.
fn holds(scores: &Value) -> &'static str {
    match (scores["criteria"].get("met"), scores["criteria"].get("unmet")) {
        (Some(_), Some(_)) => "unknown",
        (Some(_), None) => "yes",
        _ => "no",
    }
}

fn ids(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect()
}

/// The criteria of a rubric or a section, at any depth, with their scales.
fn criteria(of: &Value) -> Vec<(String, Value)> {
    let own = of["criteria"].as_array().into_iter().flatten();
    let own = own.filter_map(|one| Some((one["id"].as_str()?.to_owned(), one["scale"].clone())));
    let inner = of["sections"].as_array().into_iter().flatten().flat_map(criteria);
    own.chain(inner).collect()
}

fn with_heading(members: Value) -> Value {
    let mut rubric = json!({ "format": 1, "id": "example", "version": "1", "status": "draft", "title": "Example",
        "uses": Feature::WORDS });
    rubric
        .as_object_mut()
        .expect("an object")
        .extend(members.as_object().cloned().unwrap_or_default());
    if rubric.get("rules").is_none() {
        rubric["rules"] = json!({});
    }
    rubric
}

fn comment(id: &str) -> Value {
    json!({ "id": id, "title": "S", "criteria": [{ "id": "said", "text": "C", "scale": { "kind": "comment" } }] })
}

fn of_scale(scale: Value) -> Value {
    let profile = profile(&scale);
    with_heading(json!({ "profile": profile,
        "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "c", "text": "C", "scale": scale }] }] }))
}

fn of_condition(condition: Value) -> Value {
    let profile = profile(&condition);
    let criterion = |id: &str, condition: Value| json!({ "id": id, "text": "C", "appliesIf": condition, "scale": { "kind": "yes-no", "points": 1 } });
    let not = json!({ "kind": "not", "of": condition });
    with_heading(json!({ "profile": profile,
        "sections": [{ "id": "s", "title": "S", "criteria": [criterion("met", condition), criterion("unmet", not)] }] }))
}

/// A measure that earns as many points as the amount is.
fn of_amount(amount: Value) -> Value {
    of_scale(
        json!({ "kind": "measure", "quantity": { "kind": "number", "label": "N", "from": amount },
        "table": { "kind": "each", "each": 1, "most": 1_000_000, "places": 4 } }),
    )
}

/// The fields of a profile that an example reads.
fn profile(example: &Value) -> Vec<Value> {
    let mut fields = Vec::new();
    match example {
        Value::Object(members) => {
            if let Some(id) = members.get("field") {
                fields.push(match members.get("any").and_then(Value::as_array) {
                    None => json!({ "id": id, "label": "F", "kind": "number" }),
                    Some(any) => {
                        let options = any
                            .iter()
                            .chain([&json!("other")])
                            .map(|id| json!({ "id": id, "label": "O" }))
                            .collect::<Vec<_>>();
                        json!({ "id": id, "label": "F", "kind": "choice", "options": options })
                    }
                });
            }
            members.values().for_each(|inner| fields.extend(profile(inner)));
        }
        Value::Array(items) => items.iter().for_each(|inner| fields.extend(profile(inner))),
        _ => {}
    }
    fields
}

fn record_of(answers: Value, profile: Value) -> Value {
    json!({ "format": 1, "kind": "ziping-record", "id": "r", "revision": 0, "rubric": { "id": "example", "version": "1" },
        "profile": profile, "answers": { "self": answers } })
}

fn parsed(rubric: &Value) -> Outcome<Rubric> {
    Rubric::parse(&rubric.to_string()).map_err(|problems| told(&problems))
}

/// A record, opened on a rubric without a notice and saved again.
fn opened(rubric: &Rubric, record: &Value) -> Outcome<Value> {
    let file = Record::parse(&record.to_string()).map_err(|problems| told(&problems))?;
    let (record, notices) = Record::open(rubric, file);
    if !notices.is_empty() {
        return Err(format!("{notices:?}"));
    }
    serde_json::from_str(&record.to_text(rubric)).map_err(|fault| fault.to_string())
}

fn told(problems: &[assessment::problem::Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}
