//! The forms that the documents are made of.

use super::Result;
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::Rubric;
use office::compose::filled::open;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The current day of the documents.
pub const TODAY: &str = "2026-11-28";

/// A form that is filled in.
pub struct Made {
    pub rubric: Rubric,
    pub record: Record,
    /// The form of the year before.
    pub earlier: Record,
}

impl Made {
    /// The engine's points of the whole, and the maximum.
    pub fn total(&self) -> (Decimal, Decimal) {
        let outcome = self.record.sheet.outcome(&self.rubric);
        (outcome.total.score, outcome.total.max)
    }

    fn of(rubric: &Value, record: &Value, earlier: &Value) -> Result<Self> {
        let rubric = Rubric::parse(&rubric.to_string()).map_err(|problems| format!("{problems:?}"))?;
        let open = |record: &Value| match open(&rubric, &record.to_string(), TODAY) {
            Ok((record, _)) => Ok(record),
            Err(problems) => Err(format!("{problems:?}")),
        };
        Ok(Self {
            record: open(record)?,
            earlier: open(earlier)?,
            rubric,
        })
    }
}

fn read(name: &str) -> Result<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}

/// The school with 90 points of 100, and a year before with two less.
pub fn school() -> Result<Made> {
    let rubric = read("../../rubrics/school-pe.json")?;
    let record = read("tests/papers/records/school-pe.json")?;
    let mut earlier = record.clone();
    earlier["answers"]["self"]["pe-14"]["answer"]["points"] = json!(3);
    Made::of(&rubric, &record, &earlier)
}

/// A form with so many criteria in sections of ten, each answered, every fifth with a problem; and so many photos.
pub fn large(criteria: usize, photos: usize) -> Result<Made> {
    let mut answers = json!({});
    let mut sections = Vec::new();
    for i in 0..criteria {
        let id = format!("c{i}");
        if i % 10 == 0 {
            let title = format!("第{}部分", i / 10 + 1);
            sections.push(json!({ "id": format!("s{i}"), "title": title, "criteria": [] }));
        }
        let criterion = json!({ "id": id, "label": (i + 1).to_string(), "scale": { "kind": "points", "max": 5 },
            "text": format!("第{}项：建立制度，落实责任，定期检查并保存记录，材料齐全。", i + 1) });
        if let Some(all) = sections
            .last_mut()
            .and_then(|section| section["criteria"].as_array_mut())
        {
            all.push(criterion);
        }
        let mut entry = json!({ "answer": { "kind": "points", "points": if i % 5 == 0 { 4 } else { 5 } } });
        if i % 5 == 0 {
            entry["problems"] = json!([{ "text": "记录不全", "measure": { "text": "补齐记录", "owner": "王老师", "due": "2026-12-31" } }]);
        }
        if i < photos {
            let sha256 = format!("{i:064x}");
            let file = json!({ "name": format!("{i}.jpg"), "type": "image/jpeg", "size": 6888, "sha256": sha256 });
            entry["evidence"] = json!([{ "name": "现场照片", "kind": "photo", "date": "2026-04-22", "file": file }]);
        }
        answers[&id] = entry;
    }
    let rubric =
        json!({ "format": 1, "id": "large", "version": "1", "status": "final", "title": "大表", "sections": sections });
    let record = json!({ "format": 1, "kind": "ziping-record", "id": "large", "revision": 1,
        "rubric": { "id": "large", "version": "1" }, "answers": { "self": answers } });
    Made::of(&rubric, &record, &record)
}
