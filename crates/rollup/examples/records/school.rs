//! An invented school and its records.

use crate::answers::{answered, on};
use crate::chance::Chance;
use assessment::Id;
use assessment::answers::{
    Answer, Deficiency, Entry, Evidence, EvidenceKind, Remedy, RemedyStatus, Severity, Stamp, Value,
};
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::scale::Grid;
use assessment::rubric::{Criterion, Facts, Field, FieldKind, NodePath, Part, Rubric};
use assessment::score::Standing;
use assessment::text::Text;
use std::collections::BTreeMap;
use std::rc::Rc;

const FIRST: &str = "清安永兴和文东西南北长新明德光华云石河柳松桃青白金玉龙凤泰宁";
const SECOND: &str = "源平丰盛顺昌山川桥湖溪林原关口堡庄营坪塘岭湾洲台坝";
const KINDS: [&str; 6] = ["小学", "中心小学", "实验小学", "初级中学", "九年一贯制学校", "第二中学"];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: [&str; 8] = ["建国", "淑芬", "志强", "晓红", "伟", "丽娟", "文斌", "雅静"];
const NOTES: [&str; 4] = [
    "已按要求落实，有方案、有记录、有检查。",
    "学期初制定计划，学期末总结，材料由体育组归档。",
    "与上年相比有改进，仍需加强日常管理。",
    "查阅了课表、教案和活动记录，并现场查看。",
];
const PROBLEMS: [&str; 4] = [
    "活动记录不完整，个别班级缺少签字。",
    "场地器材不足，雨天无法开展活动。",
    "专职教师数量少于规定，部分课程由兼职教师承担。",
    "制度已制定，未向家长和社会公布。",
];
const MEASURES: [&str; 4] = [
    "由教导处每周检查一次，月底通报。",
    "列入下学期预算，暑假前完成采购。",
    "向教育局申请编制，并安排现有教师培训。",
    "在学校公告栏和网站公布，并留存照片。",
];
const PERIOD: &str = "2025—2026学年";
const PERIOD_BEFORE: &str = "2024—2025学年";

/// The records of a school: one, and for a few schools an older one before or after it.
pub fn records(rubric: &Rubric, seed: u64, number: u64) -> Vec<String> {
    let mut chance = Chance::of(seed, number);
    let quality = 380 + chance.below(310) + chance.below(310);
    let record = record(rubric, number, quality, PERIOD, &mut chance);
    let text = record.to_text(rubric);
    if number % 400 == 7 {
        // Made of the same form before its last edits; every second one is read after it.
        let older = without_last_edits(rubric, &record).to_text(rubric);
        return if number % 800 == 7 {
            vec![older, text]
        } else {
            vec![text, older]
        };
    }
    if number % 300 == 11 {
        let before = self::record(rubric, number, quality.saturating_sub(60), PERIOD_BEFORE, &mut chance);
        return vec![before.to_text(rubric), text];
    }
    vec![text]
}

fn record(rubric: &Rubric, number: u64, quality: u64, period: &str, chance: &mut Chance) -> Record {
    let id = format!("{:016x}{:016x}", chance.next(), chance.next());
    let mut record = Record::blank(rubric, id.into());
    record.period = period.into();
    let year = period.get(..4).unwrap_or_default();
    let day = 10 + chance.below(18);
    record.date = format!("{year}-11-{day}").into();
    let mut profile = BTreeMap::new();
    for field in &rubric.profile {
        fill(field, number, year, chance, &mut profile);
    }
    let facts = Facts {
        profile: Rc::new(profile),
        ..Facts::default()
    };
    record.profile = facts.profile.clone();
    record.with_facts(rubric, &facts);
    let roles = rubric.roles.iter().map(|role| {
        let count = if role.repeating == Some(true) { 2 } else { 1 };
        (role.id.clone(), (0..count).map(|_| person(chance)).collect())
    });
    record.roles = Rc::new(roles.collect());
    let criteria = criteria(rubric);
    // A few are unfinished, and a few of those have hardly been begun.
    let unfinished = if chance.happens(30) { 100 + chance.below(800) } else { 0 };
    let author = person(chance);
    let replica: Rc<str> = format!("{:012x}", chance.next() >> 16).into();
    let mut edits = Edits {
        counter: 0,
        day,
        replica,
    };
    for (i, rater) in rubric.rater_ids().into_iter().enumerate() {
        // Not every other rater has been there.
        if i > 0 && chance.happens(100) {
            continue;
        }
        for (criterion, path) in &criteria {
            if chance.happens(unfinished) {
                continue;
            }
            let facts = record.sheet.facts.clone();
            if !criterion.applies(&facts) {
                continue;
            }
            let mut entry = entry(criterion, &facts, quality, year, chance);
            entry.stamp = Some(edits.next(year, &author, chance));
            record.revision += 1;
            record.edit(rubric, &rater, path, &|own| *own = entry.clone());
        }
    }
    let outcome = record.sheet.outcome(rubric);
    if outcome.standing == Standing::Final && chance.happens(20) {
        record.claimed_total = Some(outcome.total.score);
    }
    record
}

/// The criteria with their paths.
fn criteria(rubric: &Rubric) -> Vec<(Rc<Criterion>, NodePath)> {
    let mut ids = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part {
            ids.push(criterion.id.clone());
        }
    });
    let known = ids.iter().filter_map(|id| {
        let criterion = rubric.criterion(id)?.clone();
        Some((criterion, rubric.criterion_path(id)?.clone()))
    });
    known.collect()
}

struct Edits {
    counter: u32,
    day: u64,
    replica: Rc<str>,
}

impl Edits {
    fn next(&mut self, year: &str, author: &Rc<str>, chance: &mut Chance) -> Stamp {
        self.counter += 1;
        let minute = self.counter;
        let second = chance.below(60);
        Stamp {
            counter: self.counter,
            replica: self.replica.clone(),
            time: format!(
                "{year}-11-{}T{:02}:{:02}:{second:02}Z",
                self.day,
                minute / 60 % 24,
                minute % 60
            )
            .into(),
            by: author.clone(),
        }
    }
}

/// The record as it was before the last third of its edits.
fn without_last_edits(rubric: &Rubric, record: &Record) -> Record {
    let mut older = record.clone();
    let last = record.revision * 2 / 3;
    older.revision = last;
    for rater in rubric.rater_ids() {
        for (_, path) in criteria(rubric) {
            older.edit(rubric, &rater, &path, &|own| {
                if own.stamp.as_ref().is_some_and(|stamp| stamp.counter > last) {
                    *own = Entry::default();
                }
            });
        }
    }
    older
}

fn entry(criterion: &Criterion, facts: &Facts, quality: u64, year: &str, chance: &mut Chance) -> Entry {
    if criterion.takes(&Answer::NotApplicable) && chance.happens(40) {
        return Entry {
            answer: Some(Answer::NotApplicable),
            reason: "本校没有这一情形。".into(),
            ..Entry::default()
        };
    }
    if criterion.takes(&Answer::DontKnow) && chance.happens(30) {
        return Entry {
            answer: Some(Answer::DontKnow),
            ..Entry::default()
        };
    }
    let good = chance.near(quality);
    let mut entry = answered(criterion, facts, good, chance);
    if chance.happens(250) {
        entry.note = (*chance.one(&NOTES)).into();
    }
    let asked: Vec<String> = criterion
        .evidence
        .iter()
        .map(|text| text.wording("zh-CN").to_string())
        .collect();
    let count = if chance.happens(250) { 2 } else { 1 };
    entry.evidence = asked
        .iter()
        .take(count)
        .map(|name| Evidence {
            name: (&**name).into(),
            kind: *chance.one(&[EvidenceKind::Document, EvidenceKind::Photo, EvidenceKind::Data]),
            reference: format!("档案室{}柜第{}号", 1 + chance.below(9), 1 + chance.below(300)).into(),
            date: format!("{year}-0{}-{}", 1 + chance.below(9), 10 + chance.below(18)).into(),
            file: None,
        })
        .collect();
    if good < 600 && chance.happens(500) {
        entry.problems = Rc::new([problem(year, chance)]);
    }
    entry
}

fn problem(year: &str, chance: &mut Chance) -> Deficiency {
    let at = chance.below(PROBLEMS.len() as u64) as usize;
    let status = *chance.one(&[RemedyStatus::Open, RemedyStatus::Doing, RemedyStatus::Done]);
    let month = 1 + chance.below(9);
    Deficiency {
        text: PROBLEMS[at].into(),
        category: (*chance.one(&["制度", "设施", "队伍", "公开"])).into(),
        severity: *chance.one(&[Severity::Minor, Severity::Minor, Severity::Major, Severity::Critical]),
        remedy: Remedy {
            text: MEASURES[at].into(),
            owner: person(chance),
            due: format!("{year}-12-{}", 10 + chance.below(18)).into(),
            status,
            done: match status {
                RemedyStatus::Done => format!("{year}-0{month}-15").into(),
                _ => "".into(),
            },
        },
    }
}

/// Adds an answer to a field of the profile.
fn fill(field: &Field, number: u64, year: &str, chance: &mut Chance, profile: &mut BTreeMap<Id, Value>) {
    let value = match field.kind {
        FieldKind::Text if field.subject == Some(true) => Value::Text(name(number).into()),
        FieldKind::Text => Value::Text(person(chance)),
        FieldKind::LongText => Value::Text((*chance.one(&NOTES)).into()),
        FieldKind::Number => Value::Number(number_of(field.min, field.max, field.step, field.unit.as_ref(), chance)),
        FieldKind::Date => Value::Text(format!("{year}-10-{}", 10 + chance.below(18)).into()),
        FieldKind::Choice if field.options.is_empty() => return,
        FieldKind::Choice => Value::Text(chance.one(&field.options).id.to_string().into()),
        FieldKind::Subjects => {
            let count = 2 + chance.below(3);
            Value::Many((1..=count).map(|i| format!("第{i}校区").into()).collect())
        }
        FieldKind::Table => {
            for row in &field.rows {
                for column in &field.columns {
                    let cell = number_of(column.min, column.max, column.step, column.unit.as_ref(), chance);
                    let name = Id::new(&format!("{}.{}.{}", field.id, row.id, column.id));
                    profile.extend(name.map(|name| (name, Value::Number(cell))));
                }
            }
            return;
        }
    };
    profile.insert(field.id.clone(), value);
}

/// A number of a size that its unit suggests.
fn number_of(
    min: Option<Decimal>,
    max: Option<Decimal>,
    step: Option<Decimal>,
    unit: Option<&Text>,
    chance: &mut Chance,
) -> Decimal {
    let usual = match unit.map(|unit| unit.wording("zh-CN")).as_deref() {
        Some("人") => 900,
        Some("平方米") => 12_000,
        _ => 24,
    };
    let usual = Decimal::whole(usual);
    let min = min.unwrap_or_default();
    let grid = Grid {
        min,
        max: max.map_or(min + usual, |max| max.min(min + usual)),
        step: step.unwrap_or(Decimal::ONE),
    };
    on(grid, 200 + chance.below(800))
}

fn person(chance: &mut Chance) -> Rc<str> {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    format!("{}{}", chance.one(&surnames), chance.one(&GIVEN)).into()
}

/// A name that no other number has.
fn name(number: u64) -> String {
    let (first, second): (Vec<char>, Vec<char>) = (FIRST.chars().collect(), SECOND.chars().collect());
    let count = (first.len() * second.len()) as u64;
    let all = count * count * KINDS.len() as u64;
    // Neighbours in number are not neighbours in name: the factor is a prime beyond all factors of the count.
    let (round, mut rest) = (number / all, number % all * 7919 % all);
    let mut take = |of: usize| {
        let at = rest % of as u64;
        rest /= of as u64;
        at as usize
    };
    let kind = KINDS[take(KINDS.len())];
    let [a, c] = [first[take(first.len())], first[take(first.len())]];
    let [b, d] = [second[take(second.len())], second[take(second.len())]];
    let round = if round == 0 {
        String::new()
    } else {
        format!("第{}分校", round + 1)
    };
    format!("{a}{b}县{c}{d}{kind}{round}")
}
