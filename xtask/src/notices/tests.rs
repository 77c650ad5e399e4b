//! Expressions, notices, and the notices of what really ships.

use super::*;

fn chosen(expression: &str) -> String {
    match licence::choose(expression) {
        Ok(all) => all.iter().map(|licence| licence.id).collect::<Vec<_>>().join(" "),
        Err(error) => format!("{error:#}"),
    }
}

#[test]
fn an_expression_leaves_a_choice() {
    for (expression, licences) in [
        ("MIT", "MIT"),
        ("Apache-2.0", "Apache-2.0"),
        ("MIT OR Apache-2.0", "MIT"),
        ("Apache-2.0 OR MIT", "MIT"),
        ("Apache-2.0/MIT", "MIT"),
        ("Apache-2.0 / MIT", "MIT"),
        ("Unlicense OR MIT", "MIT"),
        ("Apache-2.0 OR BSL-1.0", "BSL-1.0"),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", "MIT Unicode-3.0"),
        ("MIT AND (GPL-3.0-only OR BSL-1.0)", "MIT BSL-1.0"),
        ("Apache-2.0 WITH LLVM-exception OR MIT", "MIT"),
    ] {
        assert_eq!(chosen(expression), licences, "{expression}");
    }
    for unknown in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0 WITH LLVM-exception"] {
        assert_eq!(
            chosen(unknown),
            format!(
                "is under `{unknown}`, which is none of the licences known here: look whether its terms can be kept to, and add it to \
                 xtask/src/notices/licence.rs and deny.toml"
            )
        );
    }
    assert_eq!(chosen(""), "no licence is named");
    assert_eq!(chosen("(MIT"), "a `)` is missing in its licence");
    assert_eq!(
        chosen("MIT Apache-2.0"),
        "its licence `MIT Apache-2.0` cannot be read at `Apache-2.0`"
    );
}

#[test]
fn a_title_is_no_notice() {
    let licence = "Permission is hereby granted, free of charge, to any\nperson";
    for title in ["", "MIT License\n\n", "The MIT License (MIT)\n\n"] {
        let file = format!("{title}Copyright (c) 2014 A\nCopyright (c) 2017 B\n\n{licence}\n");
        let notices = vec!["Copyright (c) 2014 A".to_owned(), "Copyright (c) 2017 B".to_owned()];
        assert_eq!(licence::split(&file), (notices, licence.to_owned()));
    }
}

#[test]
fn a_crate_without_a_file_has_the_standard_text_with_its_authors() {
    let folder = project::target().join("tmp/notices-of-none");
    fs::create_dir_all(&folder).unwrap();
    let package = |licence: &str, authors: &[&str]| {
        serde_json::json!({
            "name": "x", "version": "1.0.0", "license": licence, "authors": authors,
            "manifest_path": folder.join("Cargo.toml"),
        })
    };
    let own = Templates::read().unwrap();
    let all = of(&package("MIT OR Apache-2.0", &["Ann <ann@example.org>", "Bo"]), &own).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].0.id, &all[0].1), ("MIT", &own.mit));
    assert_eq!(all[0].2, ["Copyright (c) Ann, Bo"]);
    assert_eq!(
        of(&package("MIT", &[]), &own).unwrap()[0].2,
        ["Copyright (c) the authors of x"]
    );
    assert_eq!(of(&package("Apache-2.0", &[]), &own).unwrap()[0].1, own.apache);
    let says = |licence: &str| format!("{:#}", of(&package(licence, &[]), &own).unwrap_err());
    assert_eq!(
        says("BSL-1.0"),
        "the crate x is under BSL-1.0, and has no file with its text"
    );
    assert!(says("GPL-3.0-only").starts_with("the crate x: is under `GPL-3.0-only`"));
    assert!(says("").starts_with("the crate x: no licence is named"));
}

#[test]
fn what_ships_has_notices_that_say_the_same_each_time_and_name_no_machine() {
    let all = text().unwrap();
    assert_eq!(all, text().unwrap());
    // One of a file of its own, one of the standard text, one of each further licence, and the standard library.
    for line in [
        "\nwasm-bindgen 0.2.130\n  Copyright (c) 2014 Alex Crichton\n",
        "\nyew 0.23.0\n  Copyright (c) Denis Kolodin, Justin Starry\n",
        "\n──── BSL-1.0 ────\n\nryu ",
        "\n──── Unicode-3.0 ────\n\nunicode-ident ",
        "\nRust standard library ",
    ] {
        assert!(all.contains(line), "{line:?} is not in\n{all}");
    }
    // Build dependencies, test dependencies, dependencies of xtask only, and our own crates.
    for absent in [
        "\nsyn ",
        "\nserde_derive ",
        "\nproptest ",
        "\nanyhow ",
        "\nziping ",
        "\nassessment ",
    ] {
        assert!(!all.contains(absent), "{absent:?}");
    }
    let root = project::root();
    let homes = ["home", "root"].map(|folder| format!("/{folder}/"));
    let machines = [root.to_str().unwrap(), "registry/", "C:\\"].into_iter();
    for machine in machines.chain(homes.iter().map(String::as_str)) {
        assert!(!all.contains(machine), "{machine:?}");
    }
    // It is inside a script element of the page.
    assert!(!all.contains("</script") && !all.contains("<!--") && !all.contains('\r'));
}
