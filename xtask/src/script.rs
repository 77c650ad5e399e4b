//! The page's script: the element's class, wasm-bindgen's glue, and the boot that starts the program from the data
//! block; and the script of the maker, the second program. An inline module runs from disk and in `srcdoc` frames, where an external
//! one is refused.

use anyhow::{Context, Result, bail};

const TASKS: &str = include_str!("tasks.js");
const BOOT: &str = include_str!("boot.js");
const EMBEDDED: &str = include_str!("embedded.js");
const UNPACK: &str = include_str!("unpack.js");
const MAKER: &str = include_str!("maker.js");

/// The element's class, after the parts that it uses.
pub const ELEMENT: [&str; 7] = [
    "src/sheet.js",
    "src/element/life.js",
    "src/element/given.js",
    "src/element/source.js",
    "src/element/reflect.js",
    "src/element/print.js",
    "src/element.js",
];

/// Joins the three into one module that imports and exports nothing.
///
/// # Errors
/// If the glue is not of the form known, which happens when wasm-bindgen changes.
pub fn module(element: &str, glue: &str) -> Result<String> {
    loading(element, glue, &format!("{}\nzipingBoot();", embedded("program")))
}

/// The same with a program that is not in the page: `load` defines where `zipingProgram` has it from, and starts the boot.
///
/// # Errors
/// If the glue is not of the form known.
pub fn loading(element: &str, glue: &str, load: &str) -> Result<String> {
    // The element's names stay its own: the glue has many, and they change.
    let parts = [
        format!("{{\n{}\n}}", tidy(element)),
        glue_function(glue)?,
        tidy(TASKS),
        tidy(BOOT),
        tidy(load),
    ];
    inline(&parts)
}

/// The script that loads the maker from its block in the page, when it is first needed.
///
/// # Errors
/// If the glue is not of the form known.
pub fn maker(glue: &str) -> Result<String> {
    loading_maker(glue, &embedded("maker"))
}

/// The same with a program that is not in the page: `load` defines where `zipingProgram` has it from.
///
/// # Errors
/// If the glue is not of the form known.
pub fn loading_maker(glue: &str, load: &str) -> Result<String> {
    inline(&[glue_function(glue)?, tidy(TASKS), tidy(load), tidy(MAKER)])
}

/// Has a program from the block of this name.
fn embedded(block: &str) -> String {
    format!("const zipingBlock = \"{block}\";\n{UNPACK}\n{EMBEDDED}")
}

/// Joins parts into the text of an inline module.
fn inline(parts: &[String]) -> Result<String> {
    let script = parts.join("\n");
    stands_alone(&script)?;
    Ok(format!("\n{}\n", embeddable(&script)))
}

/// Joins the parts of the element's package into one script that is not a module: it works from disk, and defines nothing in the page but
/// the element.
///
/// # Errors
/// If the glue is not of the form known.
pub fn single(parts: &[String], glue: &str, packed: &str) -> Result<String> {
    let script = format!(
        "(() => {{\n\"use strict\";\n{}\n{}\nconst zipingPacked = \"{packed}\";\n{{\n{}\n}}\n}})();\n",
        tidy(&inline_glue(glue)?),
        tidy(UNPACK),
        parts.join("\n"),
    );
    stands_alone(&script)?;
    Ok(embeddable(&script))
}

fn stands_alone(script: &str) -> Result<()> {
    for line in script.lines() {
        if line.starts_with("import ") || line.starts_with("export ") || line.contains("import.meta") {
            bail!("the script must stand alone, but it says `{}`", line.trim());
        }
    }
    Ok(())
}

/// In strings, templates and regular expressions, the only places where these can occur, the backslash changes nothing.
fn embeddable(script: &str) -> String {
    script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

/// The glue as a function that returns how an instance of the program is started: each worker has an instance of its own, and the text of
/// the function is in its script.
fn glue_function(glue: &str) -> Result<String> {
    let glue = tidy(&inline_glue(glue)?);
    Ok(format!(
        "function zipingGlue() {{\n{glue}\nreturn {{ start: __wbg_finalize_init, imports: __wbg_get_imports }};\n}}"
    ))
}

/// Removes the code that loads the wasm from an address: the boot has it already, and a page that cannot fetch should not try.
fn inline_glue(glue: &str) -> Result<String> {
    let (kept, _) = glue
        .split_once("async function __wbg_load(")
        .context("wasm-bindgen's glue has no `__wbg_load`")?;
    for needed in [
        "function __wbg_get_imports(",
        "function __wbg_finalize_init(instance, module)",
    ] {
        if !kept.contains(needed) {
            bail!("wasm-bindgen's glue has no `{needed}`");
        }
    }
    // Its indentation is that of the generator's own source.
    let lines = kept.lines().filter(|line| !line.starts_with("export {"));
    let lines = lines.map(|line| line.strip_prefix("export ").unwrap_or(line).trim());
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Removes empty lines and lines with only a comment, which are for readers of the sources.
pub fn tidy(script: &str) -> String {
    let lines = script
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The faults that a part of the boot names, in its order.
#[cfg(test)]
pub fn faults(part: &str) -> Vec<&str> {
    let starts = part.match_indices("fault = \"").chain(part.match_indices("fails(\""));
    let mut starts: Vec<_> = starts.map(|(at, sign)| at + sign.len()).collect();
    starts.sort_unstable();
    let names = starts.into_iter().filter_map(|start| part[start..].split('"').next());
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
//#region wasm imports
function __wbg_get_imports() { return {}; }
export function shout() { return '</script><!--'; }
export { shout as loud };
//#endregion
let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) { return wasm; }

async function __wbg_load(module, imports) { return fetch(module); }
export { initSync, __wbg_init as default };
";

    #[test]
    fn stands_alone() {
        let script = module("// why\nclass A {}\n", GLUE).unwrap();
        assert!(
            script.starts_with("\n{\nclass A {}\n}\nfunction zipingGlue() {\nfunction __wbg_get_imports"),
            "{script}"
        );
        assert!(script.contains("\nfunction shout()"), "{script}");
        for absent in ["export", "import ", "import.meta", "fetch", "//", "</script", "<!--"] {
            assert!(!script.contains(absent), "{absent} in {script}");
        }
        assert!(script.contains(r"'<\/script><\!--'"), "{script}");
    }

    #[test]
    fn the_script_of_the_maker_has_only_its_own_glue_and_starts_nothing() {
        let script = maker(GLUE).unwrap();
        assert!(script.starts_with("\nfunction zipingGlue() {\n"), "{script}");
        assert!(script.contains("const zipingBlock = \"maker\";\n"), "{script}");
        // The first script registers its own tasks, and boots.
        for absent in [
            "zipingBoot",
            ".task =",
            "export",
            "import ",
            "fetch",
            "//",
            "</script",
            "<!--",
        ] {
            assert!(!script.contains(absent), "{absent} in {script}");
        }
        let first = module("class A {}\n", GLUE).unwrap();
        assert!(
            first.contains("\ncustomElements.get(\"ziping-form\").task = zipingTask;\n"),
            "{first}"
        );
        assert!(
            first.contains("const zipingBlock = \"program\";\n") && first.ends_with("\nzipingBoot();\n"),
            "{first}"
        );
        assert!(!first.contains("zipingMake"), "{first}");
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let says = |element, glue: &str| module(element, glue).unwrap_err().to_string();
        assert_eq!(says("", "let wasm;"), "wasm-bindgen's glue has no `__wbg_load`");
        assert_eq!(
            says("", &GLUE.replace("__wbg_finalize_init", "__wbg_end")),
            "wasm-bindgen's glue has no `function __wbg_finalize_init(instance, module)`"
        );
        assert_eq!(
            says("", &format!("import x from 'y';\n{GLUE}")),
            "the script must stand alone, but it says `import x from 'y';`"
        );
    }
}
