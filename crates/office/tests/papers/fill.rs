//! Fills in any rubric, by a number that decides about each answer.

use assessment::rubric::Rubric;
use serde_json::{Map, Value, json};

/// Numbers that look random and are the same in every run.
pub struct Numbers(u64);

impl Numbers {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Returns the criteria of a rubric file, in order.
pub fn criteria(rubric: &Value) -> Vec<&Value> {
    fn down<'v>(section: &'v Value, found: &mut Vec<&'v Value>) {
        found.extend(section["criteria"].as_array().into_iter().flatten());
        for inner in section["sections"].as_array().into_iter().flatten() {
            down(inner, found);
        }
    }
    let mut found = Vec::new();
    down(rubric, &mut found);
    found
}

/// Returns an entry for a criterion: one of its answers, and perhaps a note, a problem and evidence. Texts are ASCII.
pub fn entry(criterion: &Value, numbers: &mut Numbers) -> Value {
    let scale = &criterion["scale"];
    let answer = |kind: &str, key: &str, value: Value| json!({ "answer": { "kind": kind, key: value } });
    let list = |key: &str| scale[key].as_array().cloned().unwrap_or_default();
    let amounts = |items: &[Value], numbers: &mut Numbers, amount: &dyn Fn(&Value, usize) -> Value| {
        let all = items.iter().map(|item| {
            let chance = numbers.below(3);
            (item["id"].as_str().unwrap().to_owned(), amount(item, chance))
        });
        json!({ "amounts": all.collect::<Map<_, _>>() })
    };
    let tick = |_: &Value, chance: usize| json!(usize::from(chance > 0));
    let mut entry = match scale["kind"].as_str().unwrap() {
        "points" => {
            let ends = [&scale["max"], &scale["min"], &json!(0)];
            let points = ends[numbers.below(3)];
            let points = if points.is_null() { json!(0) } else { points.clone() };
            answer("points", "points", points)
        }
        "levels" => {
            let levels = list("levels");
            let level = &levels[numbers.below(levels.len())];
            match level.get("from") {
                Some(from) => answer("points", "points", from.clone()),
                None => answer("level", "level", level["id"].clone()),
            }
        }
        "yes-no" => answer("yes-no", "value", json!(["yes", "no"][numbers.below(2)])),
        "comment" => answer("comment", "text", json!("As planned.")),
        "parts" => amounts(&list("parts"), numbers, &|part, chance| {
            if chance > 0 { part["max"].clone() } else { json!(0) }
        }),
        "checklist" => amounts(&list("items"), numbers, &tick),
        "deductions" => amounts(&list("findings"), numbers, &|_, chance| json!(chance)),
        "tiers" => {
            let tiers = list("tiers");
            let clauses: Vec<_> = tiers
                .iter()
                .flat_map(|tier| tier["clauses"].as_array().cloned().unwrap())
                .collect();
            amounts(&clauses, numbers, &tick)
        }
        "measure" => {
            let names = ["value", "numerator", "denominator", "now", "before"];
            json!({ "amounts": names.map(|name| (name.to_owned(), json!(1 + numbers.below(9)))).into_iter().collect::<Map<_, _>>() })
        }
        "entries" => json!({ "amounts": { "count": 0 } }),
        _ => json!({}),
    };
    let members = entry.as_object_mut().unwrap();
    if numbers.below(4) == 0 {
        members.insert("note".to_owned(), json!("A note"));
    }
    if numbers.below(4) == 0 {
        let owner = ["Li", "", "***"][numbers.below(3)];
        let due = ["2026-12-31", "2026-01-31", ""][numbers.below(3)];
        let measure = json!({ "text": "Put it right", "owner": owner, "due": due });
        members.insert(
            "problems".to_owned(),
            json!([{ "text": "It is worn", "severity": "major", "measure": measure }]),
        );
    }
    if numbers.below(4) == 0 {
        members.insert(
            "evidence".to_owned(),
            json!([{ "name": "A list", "reference": "No. 3", "date": "2026-05-04" }]),
        );
    }
    entry
}

/// Returns the answers of one rater to about `share` of ten criteria.
pub fn answers(rubric: &Value, seed: u64, share: usize) -> Map<String, Value> {
    let mut numbers = Numbers::of(seed);
    let mut all = Map::new();
    for criterion in criteria(rubric) {
        let entry = entry(criterion, &mut numbers);
        if numbers.below(10) < share {
            all.insert(criterion["id"].as_str().unwrap().to_owned(), entry);
        }
    }
    all
}

/// Returns a record of every rater, with a profile and roles in ASCII.
pub fn record(rubric: &Rubric, seed: u64, share: usize) -> assessment::record::Record {
    let tree: Value = serde_json::from_str(&rubric.source).unwrap();
    let raters = rubric.rater_ids();
    let raters = raters
        .iter()
        .zip(seed..)
        .map(|(rater, seed)| (rater.to_string(), answers(&tree, seed, share).into()));
    let profile = tree["profile"].as_array().into_iter().flatten().filter_map(|field| {
        let value = match field["kind"].as_str()? {
            "text" | "long-text" if field["repeating"] == true => json!(["A", "B"]),
            "text" | "long-text" => json!("Example"),
            "number" => json!(6),
            "date" => json!("2026-03-04"),
            "choice" => field["options"][0]["id"].clone(),
            "subjects" => json!(["North", "South"]),
            _ => return None,
        };
        Some((field["id"].as_str()?.to_owned(), value))
    });
    let profile: Map<_, _> = profile.collect();
    let roles = rubric.roles.iter().map(|role| (role.id.to_string(), json!(["Wang"])));
    let roles: Map<_, _> = roles.collect();
    let others = json!({ "profile": profile, "roles": roles, "period": "2025-2026", "date": "2026-11-20" });
    crate::record(rubric, Value::Object(raters.collect()), others)
}
