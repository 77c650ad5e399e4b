//! The reference of the element for readers, `docs/embedding/reference.md`, written from the manifest for tools, `custom-elements.json`.

use anyhow::{Context as _, Result};
use serde_json::Value;
use std::fmt::Write as _;

use crate::{files, project};

const BEGIN: &str = "\
# Reference of `<ziping-form>`

Written by `cargo xtask generate` from `custom-elements.json`, which is in the package for editors. [behaviour.md](behaviour.md) explains records,
drafts, validity and events in context. The types `ZipingRubric`, `ZipingRecord`, `ZipingScore`, `ZipingChange` and `ZipingProblem` are in
`ziping.d.ts`.
";

/// The text of the reference.
///
/// # Errors
/// If the manifest cannot be read or lacks a part.
pub fn text() -> Result<String> {
    let manifest = files::read(&project::root().join("src/package/custom-elements.json"))?;
    let manifest: Value = serde_json::from_str(&manifest).context("custom-elements.json")?;
    let all = manifest["modules"][0]["declarations"]
        .as_array()
        .context("custom-elements.json has no declarations")?;
    let class = all.first().context("custom-elements.json has no class")?;
    let list = |name: &str| class[name].as_array().cloned().unwrap_or_default();
    let of_kind = |kind: &str| {
        let members = list("members").into_iter();
        members.filter(|member| member["kind"] == kind).collect::<Vec<_>>()
    };
    let mut text = BEGIN.to_owned();
    table(
        &mut text,
        "Attributes",
        &["attribute", "property", "type", "default", "meaning", "example"],
        &list("attributes"),
        |one| {
            vec![
                name(one),
                code(&one["fieldName"]),
                kind(one),
                default(one),
                said(one),
                example(one),
            ]
        },
    );
    let own: Vec<_> = of_kind("field")
        .into_iter()
        .filter(|field| field["attribute"].is_null())
        .collect();
    table(
        &mut text,
        "Properties without an attribute of the same meaning",
        &["property", "type", "meaning", "example"],
        &own,
        |one| {
            let only_read = if one["readonly"] == true { "Read-only. " } else { "" };
            vec![name(one), kind(one), format!("{only_read}{}", said(one)), example(one)]
        },
    );
    table(
        &mut text,
        "Methods",
        &["method", "returns", "meaning", "example"],
        &of_kind("method"),
        |one| vec![call(one), kind(&one["return"]), said(one), example(one)],
    );
    table(
        &mut text,
        "Events",
        &["event", "type", "meaning"],
        &list("events"),
        |one| vec![name(one), kind(one), said(one)],
    );
    text += "\nAll events bubble and are composed; none can be cancelled. In the browser:\n\n```js\n";
    for event in list("events") {
        let _ = writeln!(text, "{}", event["x-example"].as_str().unwrap_or_default());
    }
    text += "```\n";
    table(
        &mut text,
        "Functions of the module",
        &["function", "returns", "meaning"],
        all.get(1..).unwrap_or_default(),
        |one| vec![call(one), kind(&one["return"]), said(one)],
    );
    table(
        &mut text,
        "CSS custom properties",
        &["property", "default", "meaning"],
        &list("cssProperties"),
        |one| vec![name(one), default(one), said(one)],
    );
    table(
        &mut text,
        "CSS parts",
        &["`::part()`", "meaning"],
        &list("cssParts"),
        |one| vec![name(one), said(one)],
    );
    table(
        &mut text,
        "CSS states",
        &["`:state()`", "meaning"],
        &list("cssStates"),
        |one| vec![name(one), said(one)],
    );
    Ok(text)
}

fn table(text: &mut String, title: &str, columns: &[&str], all: &[Value], row: impl Fn(&Value) -> Vec<String>) {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let _ = write!(text, "\n## {title}\n\n");
    *text += &line(&columns.iter().map(|&column| column.to_owned()).collect::<Vec<_>>());
    *text += &line(&vec!["---".to_owned(); columns.len()]);
    for one in all {
        *text += &line(&row(one));
    }
}

/// A code span in a cell of a table, where a vertical line would end the cell.
fn code(text: &Value) -> String {
    match text.as_str() {
        None | Some("") => String::new(),
        Some(text) => format!("`{}`", text.replace('|', "\\|")),
    }
}

fn name(one: &Value) -> String {
    code(&one["name"])
}

fn kind(one: &Value) -> String {
    code(&one["type"]["text"])
}

/// A default, which is a value or words.
fn default(one: &Value) -> String {
    match one["default"].as_str() {
        Some(words) if words.contains(' ') => words.to_owned(),
        _ => code(&one["default"]),
    }
}

fn example(one: &Value) -> String {
    code(&one["x-example"])
}

fn said(one: &Value) -> String {
    one["description"].as_str().unwrap_or_default().replace('|', "\\|")
}

/// How a function is called: its name, and its parameters with their types.
fn call(one: &Value) -> String {
    let parameters = one["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<_> = parameters
        .map(|one| {
            let part = |part: &Value| part.as_str().unwrap_or_default().to_owned();
            format!("{}: {}", part(&one["name"]), part(&one["type"]["text"]))
        })
        .collect();
    let name = one["name"].as_str().unwrap_or_default();
    code(&format!("{name}({})", parameters.join(", ")).into())
}
