//! What the views draw, natively: any state to HTML, read as assistive technology reads it.

#[path = "../state/kit.rs"]
#[expect(dead_code, reason = "the tests of the state use the rest")]
mod kit;
mod outline;
mod states;

use futures::executor::block_on;
use outline::Outline;
use states::{States, filled, hostile};
use std::fs;
use std::path::Path;
use yew::LocalServerRenderer;
use ziping::locale::Locale;
use ziping::state::Workspace;
use ziping::view::form::{Form, FormProps};
use ziping::view::shell::{Shell, ShellProps};
use ziping::web::Store;
use ziping::web::breakpoints::Width;

/// How wide the form is drawn, in CSS pixels.
const WIDE: i32 = 1_200;

/// A page with this on its workspace: the shell, and the form if there is one.
fn page(workspace: Workspace, locale: Locale) -> Outline {
    let store = Store::detached(workspace, locale, false);
    let shell = LocalServerRenderer::<Shell>::with_props(ShellProps { store: store.clone() });
    let form = LocalServerRenderer::<Form>::with_props(FormProps {
        store,
        width: Width::at(WIDE),
    });
    let draw = async { shell.hydratable(false).render().await + &form.hydratable(false).render().await };
    Outline::of(&block_on(draw))
}

/// A form in a host page.
fn embedded(workspace: Workspace, locale: Locale) -> Outline {
    let store = Store::detached(workspace, locale, true);
    let form = LocalServerRenderer::<Form>::with_props(FormProps {
        store,
        width: Width::at(WIDE),
    });
    Outline::of(&block_on(form.hydratable(false).render()))
}

/// Where the expected lines are: a file for each state and language. Its lines stand in the page in this order, others may be between
/// them; a line that begins with `!` stands nowhere in it.
fn expected(name: &str, locale: Locale) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/view/states/{name}.{}.txt", locale.tag));
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The first expected line that is not where it is to be.
fn missing<'e>(lines: &[String], expected: &'e str) -> Option<&'e str> {
    let mut rest = lines.iter().map(|line| line.trim_start());
    expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .find(|line| match line.strip_prefix('!') {
            Some(unwanted) => lines.iter().any(|line| line.contains(unwanted.trim())),
            None => !rest.any(|found| found == *line),
        })
}

#[test]
fn each_state_is_drawn_as_its_file_says() {
    for (name, state) in States::all() {
        for locale in Locale::ALL {
            let drawn = match state.hosted {
                true => embedded((state.workspace)(), *locale),
                false => page((state.workspace)(), *locale),
            };
            let lines = drawn.lines();
            let missing = missing(&lines, &expected(name, *locale)).map(str::to_owned);
            assert_eq!(missing, None, "{name} in {}:\n{}", locale.tag, lines.join("\n"));
            assert_eq!(drawn.faults(), [""; 0], "{name} in {}", locale.tag);
        }
    }
}

#[test]
fn every_file_of_expected_lines_belongs_to_a_state() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/view/states");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let name = entry
            .expect("it can be listed")
            .file_name()
            .into_string()
            .expect("a plain name");
        let known = States::all()
            .iter()
            .any(|(state, _)| name.starts_with(&format!("{state}.")));
        assert!(known, "{name}");
    }
}

#[test]
fn every_rubric_is_drawn_with_a_name_for_every_control() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rubrics");
    let mut drawn = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let is_rubric =
            path.extension().is_some_and(|extension| extension == "json") && !path.ends_with("rubric.schema.json");
        if !is_rubric {
            continue;
        }
        let source = fs::read_to_string(&path).expect("it can be read");
        for locale in Locale::ALL {
            for workspace in [states::begun(&source), filled(&source)] {
                let outlines = [page(workspace.clone(), *locale), embedded(workspace, *locale)];
                for outline in outlines {
                    assert_eq!(outline.faults(), [""; 0], "{} in {}", path.display(), locale.tag);
                    drawn += 1;
                }
            }
        }
    }
    assert!(drawn > 50, "{drawn}");
}

#[test]
fn texts_of_rubrics_and_records_are_drawn_as_text() {
    for locale in Locale::ALL {
        let outline = page(hostile(), *locale);
        for made in [
            "b",
            "img",
            "script",
            "iframe",
            "svg",
            "a[href^=javascript]",
            "[onerror]",
            "[onload]",
        ] {
            let found = outline.select(made);
            assert!(
                found.is_empty(),
                "{made}: {:?}",
                found.iter().map(|found| found.html()).collect::<Vec<_>>()
            );
        }
        let text = outline.text();
        for place in hostile_places() {
            assert!(
                text.contains(&states::attack(place)),
                "{place} is not shown in {}",
                locale.tag
            );
        }
    }
}

/// The places of a rubric and a record whose texts are on the page as text.
fn hostile_places() -> [&'static str; 12] {
    [
        "title",
        "summary",
        "section",
        "criterion",
        "guidance",
        "evidence",
        "level",
        "field",
        "option",
        "role",
        "unit",
        "method",
    ]
}

#[test]
fn a_missing_name_a_repeated_id_and_a_choice_without_a_group_are_faults() {
    for (html, fault) in [
        ("<button></button>", "a button without a name"),
        ("<input type=text>", "a textbox without a name"),
        ("<input type=radio aria-label=A>", "a choice outside a group"),
        ("<p id=a></p><p id=a></p>", "the id a stands twice"),
        (
            "<input type=text aria-label=A aria-describedby=b>",
            "aria-describedby names b",
        ),
    ] {
        let faults = Outline::of(html).faults();
        assert!(faults.iter().any(|told| told.starts_with(fault)), "{html}: {faults:?}");
    }
    let sound = "<fieldset><legend>G</legend><label><input type=radio>A</label></fieldset><label for=t>T</label><textarea id=t></textarea>";
    assert_eq!(Outline::of(sound).faults(), [""; 0]);
}
