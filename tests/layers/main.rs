//! The layers of the program, read from the paths in its source: no two modules import each other in a circle, and no layer imports
//! one above it. A parent and its own children may know each other.

mod paths;

use paths::Imports;
use std::path::Path;

fn source(folder: &str) -> Imports {
    Imports::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

/// Modules with their sources, such as `a/b`.
fn of(sources: &[(&str, &str)]) -> Imports {
    let module = |path: &str| {
        path.split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Imports::of(
        sources
            .iter()
            .map(|(path, text)| (module(path), (*text).to_owned()))
            .collect(),
    )
}

#[test]
fn circles_are_found_in_use_lines_expressions_macros_and_names_handed_on() {
    let found = [
        // A `use` line, and a path in an expression.
        of(&[
            ("", ""),
            ("a", "use crate::b::{self, B};"),
            ("b", "fn b() { crate::a::work() }"),
        ]),
        // A path in a macro.
        of(&[
            ("", ""),
            ("a", "use crate::b::B;"),
            ("b", "fn b() { html! { <super::a::A /> } }"),
        ]),
        // A name that the parent hands on, under another name.
        of(&[
            ("", "mod a; mod b; pub use b::{B as C};"),
            ("a", "use crate::C;"),
            ("b", "use super::a;"),
        ]),
        // What modules hold counts as theirs.
        of(&[
            ("", ""),
            ("a", ""),
            ("a/inner", "use crate::b::B;"),
            ("b", "use crate::a;"),
        ]),
    ];
    for circles in found.iter().map(Imports::circles) {
        assert_eq!(circles.len(), 1, "{circles:?}");
        assert!(circles[0].starts_with("below ``: {\"a\", \"b\"}"), "{circles:?}");
    }
}

#[test]
fn a_parent_and_its_own_children_are_no_circle_and_a_comment_is_no_import() {
    let imports = of(&[
        ("", "mod a;"),
        ("a", "mod inner; use inner::Inner; use crate::b;"),
        ("a/inner", "use super::A;"),
        ("b", "/// [`crate::a`] is `crate::a`.\n// use crate::a;\nfn b() {}"),
    ]);
    assert_eq!(imports.circles(), [""; 0]);
}

#[test]
fn modules_import_each_other_in_no_circle() {
    let circles: Vec<_> = [
        "crates/assessment/src",
        "crates/cli/src",
        "crates/office/src",
        "crates/rollup/src",
        "xtask/src",
        "src",
    ]
    .into_iter()
    .flat_map(|folder| {
        let circles = source(folder).circles();
        circles.into_iter().map(move |circle| format!("{folder}: {circle}"))
    })
    .collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn no_layer_imports_one_above_it() {
    let below = [
        ("state", vec!["locale", "view", "web", "app"]),
        ("foreign", vec!["state", "locale", "view", "web", "app"]),
        ("locale", vec!["view", "web", "app"]),
        ("web", vec!["view", "app"]),
        ("view", vec!["app"]),
    ];
    let upward: Vec<_> = source("src")
        .edges()
        .into_iter()
        .filter(|(from, to)| {
            let of = |module: &paths::Module| module.first().cloned().unwrap_or_default();
            below
                .iter()
                .any(|(layer, above)| of(from) == *layer && above.contains(&of(to).as_str()))
        })
        .map(|(from, to)| format!("{} -> {}", from.join("/"), to.join("/")))
        .collect();
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn views_know_no_effect_but_by_hooks() {
    // Where views find the state, what decides how much of a form is drawn, plain types, and readers of events.
    let known = [
        "store",
        "maker",
        "papers",
        "collection",
        "lazy_render",
        "breakpoints",
        "attachment_status",
        "events",
    ];
    let named: Vec<_> = source("src")
        .edges()
        .into_iter()
        .filter(|(from, to)| {
            from.first().is_some_and(|layer| layer == "view") && to.first().is_some_and(|layer| layer == "web")
        })
        .filter(|(from, to)| {
            !from.iter().any(|name| name == "hooks") && !to.get(1).is_some_and(|name| known.contains(&name.as_str()))
        })
        .map(|(from, to)| format!("{} -> {}", from.join("/"), to.join("/")))
        .collect();
    assert!(named.is_empty(), "{}", named.join("\n"));
}
