//! The texts of paragraphs as they are in a Word file, with the elements that they stand in.

use super::super::tree::{At, Tree};
use crate::read::docx::symbol;
use crate::read::xml::{Malformed, Xml};
use std::ops::Range;

/// The text of a paragraph as it is in the file.
#[derive(Default)]
pub struct Raw {
    pub text: String,
    /// The parts of the text that stand in elements, with their places in it.
    pub pieces: Vec<(Range<usize>, At)>,
    /// Whether something in it is left alone: tracked changes, controls, fields.
    pub is_fixed: bool,
    /// Whether it has pictures or drawings.
    pub has_pictures: bool,
    /// The content of the text boxes that are anchored in it.
    pub boxes: Vec<At>,
}

/// Finds the paragraphs that a cell has as its text.
pub fn paragraphs(tree: &Tree<'_>, at: At, found: &mut Vec<At>) {
    for child in tree.children(at) {
        match tree.name(child) {
            "p" => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => paragraphs(tree, child, found),
            _ => {}
        }
    }
}

/// Reads the text of a paragraph.
pub fn raw(tree: &Tree<'_>, paragraph: At) -> Raw {
    let mut raw = Raw::default();
    for at in tree.children(paragraph) {
        if tree.name(at) != "pPr" {
            inline(tree, at, &mut raw);
        }
    }
    raw
}

fn inline(tree: &Tree<'_>, at: At, raw: &mut Raw) {
    match tree.name(at) {
        "r" => run(tree, at, raw),
        "hyperlink" | "smartTag" | "dir" | "bdo" => tree.children(at).for_each(|at| inline(tree, at, raw)),
        "ins" | "moveTo" | "sdt" | "sdtContent" | "customXml" | "fldSimple" | "ruby" | "rubyBase" => {
            raw.is_fixed = true;
            tree.children(at).for_each(|at| inline(tree, at, raw));
        }
        "del" | "moveFrom" => raw.is_fixed = true,
        "oMath" | "oMathPara" => {
            raw.is_fixed = true;
            raw.text.push_str(&tree.text(at));
        }
        _ => {}
    }
}

fn run(tree: &Tree<'_>, run: At, raw: &mut Raw) {
    let (before, pieces) = (raw.text.len(), raw.pieces.len());
    let mut is_hidden = false;
    for at in tree.children(run) {
        match tree.name(at) {
            "rPr" => {
                if let Some(vanish) = tree.children(at).filter(|at| tree.name(*at) == "vanish").last() {
                    is_hidden = tree.is_on(vanish, "val");
                }
            }
            "t" => {
                let start = raw.text.len();
                raw.text.push_str(&tree.text(at));
                raw.pieces.push((start..raw.text.len(), at));
            }
            "tab" | "ptab" => raw.text.push('\t'),
            "br" | "cr" => raw.text.push('\n'),
            "noBreakHyphen" => raw.text.push('-'),
            "sym" => {
                raw.is_fixed = true;
                let symbol = Xml::new(tree.source(at)).children(|_, tag| {
                    raw.text.push(symbol(tag));
                    Ok::<_, Malformed>(())
                });
                debug_assert!(symbol.is_ok());
            }
            "ruby" | "rubyBase" => inline(tree, at, raw),
            "fldChar" | "instrText" => raw.is_fixed = true,
            "drawing" | "pict" | "object" | "AlternateContent" => {
                raw.has_pictures = true;
                boxes(tree, at, &mut raw.boxes);
            }
            _ => {}
        }
    }
    if is_hidden && raw.text.len() > before {
        raw.text.truncate(before);
        raw.pieces.truncate(pieces);
    }
}

/// Finds the content of the text boxes of a drawing. The first alternative counts.
fn boxes(tree: &Tree<'_>, at: At, found: &mut Vec<At>) {
    match tree.name(at) {
        "AlternateContent" => {
            if let Some(first) = tree.children(at).next() {
                tree.children(first).for_each(|at| boxes(tree, at, found));
            }
        }
        "txbxContent" => found.push(at),
        _ => tree.children(at).for_each(|at| boxes(tree, at, found)),
    }
}
