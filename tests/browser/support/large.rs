//! Rubrics of any size, with long bilingual texts like those of real rubrics.

use serde_json::{Value, json};
use std::fmt;

/// The arrangement of the criteria.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Sections of twenty criteria.
    Sections,
    /// One section.
    One,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sections => "sections of 20",
            Self::One => "one section",
        })
    }
}

/// Words in the last criterion alone, for searching.
pub const LAST: &str = "末项独有字样";

/// Returns a rubric with this many criteria of at most five points each.
pub fn rubric(count: usize, shape: Shape) -> String {
    let size = if shape == Shape::One { count } else { 20 };
    let sections: Vec<_> = (0..count)
        .step_by(size)
        .enumerate()
        .map(|(at, from)| {
            let criteria: Vec<_> = (from..count.min(from + size)).map(|i| criterion(i, count)).collect();
            json!({
                "id": format!("s{}", at + 1), "label": (at + 1).to_string(),
                "title": {"zh-CN": format!("第{}部分 组织与落实", at + 1), "en": format!("Part {}: organisation and practice", at + 1)},
                "criteria": criteria,
            })
        })
        .collect();
    json!({
        "format": 1, "id": format!("large-{count}"), "version": "1", "status": "sample",
        "title": {"zh-CN": format!("大型自评表（{count}项）"), "en": format!("A large self-assessment of {count} items")},
        "profile": [{"id": "unit", "label": {"zh-CN": "单位", "en": "Unit"}, "kind": "text", "subject": true}],
        "sections": sections,
        "grades": {"by": "rate", "bands": [
            {"id": "a", "label": {"zh-CN": "优秀", "en": "Excellent"}, "atLeast": 90},
            {"id": "b", "label": {"zh-CN": "合格", "en": "Pass"}, "atLeast": 60},
        ]},
    })
    .to_string()
}

fn criterion(i: usize, count: usize) -> Value {
    let number = i + 1;
    let mark = if number == count { LAST } else { "" };
    json!({
        "id": format!("c{number}"), "label": number.to_string(),
        "text": {
            "zh-CN": format!("第{number}项{mark}：制定年度工作方案，明确责任部门和责任人，按月检查落实情况，有计划、有记录、有总结，资料齐全，群众知晓率不低于百分之八十。"),
            "en": format!("Item {number}: a plan for the year has been drawn up that names the offices and people responsible; it is checked every month, with plan, record and summary complete, and at least eighty per cent of those concerned know of it."),
        },
        "guidance": {
            "zh-CN": "有方案得两分，落实到位得两分，资料齐全得一分；缺少任何一项的，不得满分。",
            "en": "Two points for the plan, two for carrying it out, one for complete documents; full marks need all of them.",
        },
        "evidence": [{"zh-CN": "年度工作方案", "en": "Plan for the year"}, {"zh-CN": "检查记录", "en": "Record of checks"}],
        "methods": [{"zh-CN": "材料审核", "en": "Document review"}],
        "units": [{"zh-CN": "办公室", "en": "Office"}],
        "scale": {"kind": "points", "max": 5, "step": 0.5},
    })
}
