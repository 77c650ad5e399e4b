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
fn the_manifest_and_the_reference_name_what_can_be_themed() {
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
    let reference = files::read(&root.join("docs/embedding/reference.md")).unwrap();
    for name in listed("cssParts")
        .union(&listed("cssProperties"))
        .chain(&listed("attributes"))
        .chain(&listed("events"))
    {
        assert!(
            reference.contains(&format!("`{name}`")),
            "docs/embedding/reference.md does not name {name}"
        );
    }
}
