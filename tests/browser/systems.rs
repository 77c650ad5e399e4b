//! The ten rubrics for real systems, and the tutorial rubric: each is filled in by names as a person would, to a total
//! computed by hand, exported, and opened again.

use serde_json::Value;
use std::fs;
use std::path::Path;

use super::support::control::Control;
use super::support::form::rubric;
use super::support::{Page, files};

/// Returns a text of a rubric in the tests' language.
fn zh(text: &Value) -> String {
    text.as_str()
        .or_else(|| text["zh-CN"].as_str())
        .unwrap_or_default()
        .to_owned()
}

/// Collects the criteria of a rubric in order.
fn criteria<'r>(section: &'r Value, all: &mut Vec<&'r Value>) {
    all.extend(section["criteria"].as_array().into_iter().flatten());
    section["sections"]
        .as_array()
        .into_iter()
        .flatten()
        .for_each(|inner| criteria(inner, all));
}

fn number(value: &Value) -> String {
    value.to_string()
}

/// Fills in the profile by the labels of its fields.
fn profile(page: &Page, rubric: &Value, known: &Value) {
    for field in rubric["profile"].as_array().into_iter().flatten() {
        let value = &known[field["id"].as_str().expect("an id")];
        let label = zh(&field["label"]);
        match field["kind"].as_str() {
            Some("subjects") => {
                for (i, name) in value.as_array().into_iter().flatten().enumerate() {
                    page.find("group", &label).find("button", "添加一个").click();
                    let own = format!("第 {} 个", i + 1);
                    page.find("textbox", &own).rewrite(name.as_str().expect("a name"));
                }
            }
            Some("table") => {
                let id = |of: &Value| of["id"].as_str().expect("an id").to_owned();
                for row in field["rows"].as_array().expect("rows") {
                    for column in field["columns"].as_array().expect("columns") {
                        let own = &known[format!("{}.{}.{}", id(field), id(row), id(column))];
                        let name = format!("{} {}", zh(&row["label"]), zh(&column["label"]));
                        if own.is_number() {
                            page.find("textbox", &name).rewrite(&number(own));
                        }
                    }
                }
            }
            _ if value.is_null() => {}
            Some("choice") => {
                let options = field["options"].as_array().expect("options");
                let option = options
                    .iter()
                    .find(|option| option["id"] == *value)
                    .expect("the option");
                page.find("combobox", &label).choose(&zh(&option["label"]));
            }
            Some("date") => page.find("textbox", &label).date(value.as_str().expect("a day")),
            _ if value.is_number() => page.find("textbox", &label).rewrite(&number(value)),
            _ => page.find("textbox", &label).rewrite(value.as_str().unwrap_or_default()),
        }
    }
}

/// Answers one criterion.
fn answer(page: &Page, criterion: &Value, given: &Value) {
    let (label, text) = (zh(&criterion["label"]), zh(&criterion["text"]));
    let name = format!("{label} {text}").trim().to_owned();
    let group = page.find("group", &name);
    let answer = if given["kind"].is_string() {
        given
    } else {
        &given["answer"]
    };
    if criterion["scale"]["kind"] == "entries" {
        return entries(page, &name, criterion, given);
    }
    if criterion["scale"]["kind"] == "each" && given["kind"].is_null() {
        return each(&group, criterion, given);
    }
    for (id, amount) in given["amounts"].as_object().into_iter().flatten() {
        put(&group, criterion, id, amount);
    }
    match answer["kind"].as_str() {
        None => {}
        Some("points") => group.find("textbox", "自评分").rewrite(&number(&answer["points"])),
        Some("level") => {
            let levels = criterion["scale"]["levels"].as_array().expect("levels");
            let level = levels
                .iter()
                .find(|level| level["id"] == answer["level"])
                .expect("the level");
            choose(&group, &zh(&level["label"]));
        }
        Some("yes-no") => {
            let word = [("yes", "是"), ("partial", "部分"), ("no", "否")];
            let word = word
                .iter()
                .find(|(value, _)| answer["value"] == *value)
                .expect("a word");
            let own = zh(&criterion["scale"]["labels"][answer["value"].as_str().expect("a value")]);
            choose(&group, if own.is_empty() { word.1 } else { &own });
        }
        Some("comment") => group
            .find("textbox", "说明")
            .write(answer["text"].as_str().expect("a text")),
        Some("dont-know") => group.find("button", "不清楚").click(),
        Some("not-applicable") => {
            group.find("button", "不适用").click();
            if let Some(reason) = given["reason"].as_str() {
                page.find("group", &name).find("textbox", "不适用的理由").write(reason);
            }
        }
        Some(other) => panic!("no way to answer {other}"),
    }
}

/// Answers for each subject, in their order.
fn each(group: &Control<'_>, criterion: &Value, given: &Value) {
    for (i, points) in given["amounts"].as_object().into_iter().flatten().enumerate() {
        group.all("textbox", "")[i].rewrite(&number(points.1));
    }
    let levels = criterion["scale"]["scale"]["levels"].as_array().into_iter().flatten();
    let levels: Vec<_> = levels.collect();
    for (i, (_, word)) in given["texts"].as_object().into_iter().flatten().enumerate() {
        let points = &criterion["scale"]["scale"]["points"];
        let text = match word.as_str().expect("a word") {
            "yes" => format!("是 · {points} 分"),
            "no" => "否 · 0 分".to_owned(),
            word => {
                let level = levels.iter().find(|level| level["id"] == word).expect("the level");
                format!("{} · {} 分", zh(&level["label"]), level["points"])
            }
        };
        group.all("combobox", "")[i].choose(&text);
    }
}

/// Adds the entries of a list and fills them in.
fn entries(page: &Page, name: &str, criterion: &Value, given: &Value) {
    let count = given["amounts"]["count"].as_u64().expect("how many there are");
    if count == 0 {
        page.find("group", name).find("button", "没有可填的项").click();
    }
    for number in 1..=count {
        page.find("group", name).find("button", "添加一项").click();
        let entry = page.find("group", name).find("group", &format!("第 {number} 项"));
        for factor in criterion["scale"]["factors"].as_array().into_iter().flatten() {
            let own = format!("{number}.{}", factor["id"].as_str().expect("an id"));
            let label = zh(&factor["label"]);
            match factor["options"].as_array() {
                Some(options) => {
                    let chosen = options.iter().find(|option| option["id"] == given["texts"][&own]);
                    let chosen = chosen.expect("the option");
                    let text = format!("{}（系数 {}）", zh(&chosen["label"]), chosen["value"]);
                    entry.find("combobox", &label).choose(&text);
                }
                None => entry
                    .find("textbox", &label)
                    .write(&self::number(&given["amounts"][&own])),
            }
        }
        if let Some(proof) = given["texts"][format!("{number}.proof")].as_str() {
            entry.find("textbox", "证明材料").write(proof);
        }
    }
}

/// Chooses the option whose name begins with `name`.
fn choose(group: &Control<'_>, name: &str) {
    let options = group.all("radio", name);
    let option = options.into_iter().find(|option| option.name.starts_with(name));
    option.unwrap_or_else(|| panic!("{} has no {name}", group.name)).click();
}

/// Enters a named amount: a number or a checkbox.
fn put(group: &Control<'_>, criterion: &Value, id: &str, amount: &Value) {
    let scale = &criterion["scale"];
    let tiers = [&scale["tiers"], &scale["levels"]]
        .into_iter()
        .filter_map(Value::as_array)
        .flatten();
    if let Some(tier) = tiers.into_iter().find(|tier| {
        tier["clauses"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["id"] == *id))
    }) {
        let clause = tier["clauses"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|one| one["id"] == *id);
        if *amount == 1 {
            group
                .find("group", &zh(&tier["label"]))
                .find("checkbox", &zh(&clause.expect("the clause")["label"]))
                .click();
        }
        return;
    }
    let named = |list: &Value| {
        let found = list.as_array().into_iter().flatten().find(|one| one["id"] == *id);
        found.map(|one| zh(&one["label"]))
    };
    if let Some(label) = named(&scale["items"]) {
        if *amount == 1 {
            group.find("checkbox", &label).click();
        }
        return;
    }
    let quantity = if scale["measured"].is_null() {
        &scale["quantity"]
    } else {
        &scale["measured"]["quantity"]
    };
    let mut rows = quantity["rows"].as_array().into_iter().flatten();
    let asked = if let Some(row) = rows.find(|row| row["id"] == *id) {
        &row["number"]["label"]
    } else if id == "value" {
        &quantity["label"]
    } else {
        &quantity[id]["label"]
    };
    let label = named(&scale["parts"])
        .or_else(|| named(&scale["findings"]))
        .unwrap_or_else(|| zh(asked));
    group.find("textbox", &label).rewrite(&number(amount));
}

fn system(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("crates/assessment/tests/totals/{name}.json"));
    let case: Value = serde_json::from_str(&fs::read_to_string(file).expect("the total")).expect("JSON");
    let text = files::rubric(&format!("{name}.json"));
    let parsed: Value = serde_json::from_str(&text).expect("JSON");
    rubric(&text, |page| {
        page.catch_downloads();
        profile(page, &parsed, &case["profile"]);
        let mut all = Vec::new();
        criteria(&parsed, &mut all);
        for criterion in all {
            let given = &case["answers"][criterion["id"].as_str().expect("an id")];
            if !given.is_null() {
                answer(page, criterion, given);
            }
        }
        let expected = &case["expected"];
        let check = |page: &Page| {
            if expected["score"].is_number() {
                page.sums(&format!("{} / {}", expected["score"], expected["max"]));
            } else {
                page.sums("不计分");
            }
            if let Some(grade) = expected["grade"].as_str() {
                let bands = parsed["grades"]["bands"].as_array().expect("bands");
                let band = bands.iter().find(|band| band["id"] == grade).expect("the grade");
                page.sums(&zh(&band["label"]));
            }
            for text in expected["shown"].as_array().into_iter().flatten() {
                page.sums(text.as_str().expect("a text"));
            }
        };
        check(page);
        page.find("button", "导出").click();
        let first = page.given();
        page.reload();
        page.catch_downloads();
        page.open_file(&files::write("record.json", &first.text));
        check(page);
        page.find("button", "导出").click();
        assert_eq!(page.given().text, first.text);
    });
}

macro_rules! systems {
    ($($test:ident $name:literal,)*) => { $(#[test] fn $test() { system($name); })* };
}

// `school` fills in the first system, the school's own form.
systems! {
    civilized_campus "civilized-campus",
    moral_education_of_minors "minors-moral-education",
    civilized_city "civilized-city",
    school_hygiene "school-hygiene",
    class_stars "class-stars",
    slogan_inventory "slogan-inventory",
    civilized_office "office-civilized",
    site_inspection "site-inspection",
    patriotic_health "patriotic-health",
    school_pe_national "school-pe-national",
    campus_safety "campus-safety",
    library_tiers "library-tiers",
    teacher_review "teacher-review",
    service_points "service-points",
    data_maturity "data-maturity",
    every_convention "every-convention",
}
