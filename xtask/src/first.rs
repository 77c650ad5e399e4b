//! The first view of a page: the templates of what the page shows before the program has started, the sheet that it needs, and the script
//! that shows it. The views are drawn natively by the program's own code, so they cannot differ from what the program draws.

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;

use crate::rubrics::Rubric;
use crate::script::tidy;
use crate::{files, project, shell};

/// The end of the empty place of a first view, in `index.html` and as Trunk writes it.
const PLACE_END: &str = "\"ziping-first\"></div>";
/// The start of the style sheet's block. Text, because Chromium saves a page without the content of its templates.
const SHEET_START: &str = "<script type=\"text/css\" data-ziping=\"sheet\">";
const SCRIPT: &str = include_str!("../../src/first.js");
const SHEET: &str = include_str!("../../src/style.css");

/// The parts of a page's first view.
pub struct FirstView {
    /// The templates of the views, one for each language.
    pub templates: String,
    /// The sheet.
    pub sheet: String,
    /// The script.
    pub script: String,
}

impl FirstView {
    /// The content of the view's element. The page writes the same when it makes a blank copy of itself.
    pub fn block(&self) -> String {
        let Self {
            templates,
            sheet,
            script,
        } = self;
        format!("{SHEET_START}{sheet}</script>{templates}<script>{script}</script>")
    }

    /// A page with these templates in place of its own.
    ///
    /// # Errors
    /// If the page has no first view.
    pub fn replace_in(&self, page: &str) -> Result<String> {
        let parts = page.split_once("</script><template lang=");
        let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once("</template><script>")?.1)));
        let (before, after) = parts.context("the page has no first view")?;
        Ok(format!("{before}</script>{}<script>{after}", self.templates))
    }
}

/// Draws first views.
pub struct Drawer {
    program: PathBuf,
}

impl Drawer {
    /// Compiles the program that draws.
    ///
    /// # Errors
    /// If it cannot be compiled.
    pub fn build() -> Result<Self> {
        shell::heading("drawing the first views");
        let mut cargo = shell::cargo();
        cargo.args(["build", "--locked", "--workspace", "--example", "ziping-prerender"]);
        shell::run(&mut cargo)?;
        Ok(Self {
            program: project::target()
                .join("debug")
                .join("examples")
                .join(format!("ziping-prerender{}", std::env::consts::EXE_SUFFIX)),
        })
    }

    /// Draws the first view of a page with these rubrics.
    ///
    /// # Errors
    /// If the view cannot be drawn.
    pub fn draw(&self, rubrics: &[Rubric]) -> Result<FirstView> {
        let mut command = shell::command(&self.program);
        for rubric in rubrics {
            // The rubrics are given as the page has them.
            let file = project::target().join("first-views").join(&rubric.name);
            files::write(&file, rubric.text.trim())?;
            command.arg(file);
        }
        let drawn = shell::output(&mut command).context("the first view cannot be drawn")?;
        view(&drawn)
    }
}

/// The view with these templates, each of which is a line or begins one.
fn view(templates: &str) -> Result<FirstView> {
    ensure!(
        !templates.contains(" style=\""),
        "the first view has a style that the page's policy refuses"
    );
    Ok(FirstView {
        templates: templates.replace("</template>\n<template", "</template><template"),
        sheet: plain(SHEET),
        script: format!("\n{}\n", tidy(SCRIPT)),
    })
}

/// A page with the style sheet in the place of its first view.
///
/// # Errors
/// If the page has no such place.
pub fn with_sheet(page: &str) -> Result<String> {
    let (before, after) = page
        .split_once(PLACE_END)
        .context("the page has no place for the first view")?;
    Ok(format!(
        "{before}\"ziping-first\">{SHEET_START}{}</script></div>{after}",
        plain(SHEET)
    ))
}

/// A style sheet without comments and without the indentation of its lines.
fn plain(sheet: &str) -> String {
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain += rest;
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_loses_only_its_comments() {
        assert_eq!(
            plain("/* why */\na { b: c; }\n\n  /* d */ e { f: \"g\"; }\n"),
            "a { b: c; }\ne { f: \"g\"; }"
        );
    }

    #[test]
    fn the_templates_stand_side_by_side_and_have_no_style_attribute() {
        let view = |form: &str| {
            view(&format!(
                "<template lang=\"a\"></template>\n<template lang=\"b\">{form}</template>"
            ))
        };
        let block = view("<p>b</p>").unwrap().block();
        assert!(
            block.contains("</script><template lang=\"a\"></template><template lang=\"b\"><p>b</p></template><script>"),
            "{block}"
        );
        assert!(view("<p style=\"x\">b</p>").is_err());
    }
}
