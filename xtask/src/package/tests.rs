use super::*;
use std::collections::BTreeSet;

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else {
            *all += &files::read(&path).unwrap();
        }
    }
}

/// The names that follow each of these prefixes.
fn names(text: &str, signs: &[&str], keep: &str) -> BTreeSet<String> {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let each = signs.iter().flat_map(|sign| text.split(sign).skip(1));
    each.map(|rest| format!("{keep}{}", rest.split(|c| !is_of_a_name(c)).next().unwrap_or_default()))
        .collect()
}

#[test]
fn the_manifest_names_what_can_be_themed() {
    let root = project::root();
    let manifest: serde_json::Value =
        serde_json::from_str(&files::read(&root.join("src/package/custom-elements.json")).unwrap()).unwrap();
    let class = &manifest["modules"][0]["declarations"][0];
    let listed = |list: &str| -> BTreeSet<String> {
        let all = class[list].as_array().unwrap().iter();
        all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let mut views = String::new();
    sources(&root.join("src/view"), &mut views);
    let scripts = AROUND.iter().chain(&script::ELEMENT);
    let scripts: String = scripts.map(|script| files::read(&root.join(script)).unwrap()).collect();
    let parts = &names(&views, &["part=\""], "") | &names(&scripts, &["setAttribute(\"part\", \""], "");
    assert_eq!(listed("cssParts"), parts);
    let sheet = files::read(&root.join("src/style.css")).unwrap() + &scripts;
    assert_eq!(listed("cssProperties"), names(&sheet, &["var(--ziping-"], "--ziping-"));
    // A colour and its dark one, as the style sheet and the demo have them.
    let demo = files::read(&root.join("src/site/demo/demo.js")).unwrap();
    let mut colours = 0;
    for property in class["cssProperties"].as_array().unwrap() {
        let name = property["name"].as_str().unwrap();
        let Some((light, dark)) = property["default"].as_str().and_then(|both| both.split_once("; dark ")) else {
            continue;
        };
        for colour in [light, dark] {
            assert!(sheet.contains(&format!("var({name}, {colour})")), "{name}: {colour}");
            let short = name.trim_start_matches("--ziping-");
            let is_shown = ["accent", "paper", "ink"].contains(&short);
            assert!(
                !is_shown || demo.contains(&format!("{short}: \"{colour}\"")),
                "the demo: {name}"
            );
        }
        colours += 1;
    }
    assert_eq!(colours, 13);
}
