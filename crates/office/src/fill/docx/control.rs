//! Controls for plain text that are all that a cell has, such as "click here to enter a score".

use super::super::tree::{At, Splices, Tree};
use super::{File, text_elements};

/// A control in a cell.
pub struct Control {
    /// The element.
    pub at: At,
    /// The mark that its text is only what it says about what to type.
    pub prompt: Option<At>,
    properties: Option<At>,
    content: At,
}

impl Control {
    /// Returns the control of a cell, if the cell has nothing else, and the control is one for text that is kept in the document alone.
    pub fn of(tree: &Tree<'_>, cell: At) -> Option<Self> {
        let mut paragraphs = tree.children(cell).filter(|at| tree.name(*at) != "tcPr");
        let paragraph = paragraphs.next().filter(|at| tree.name(*at) == "p")?;
        if paragraphs.next().is_some() {
            return None;
        }
        let is_empty = |at: At| match tree.name(at) {
            "pPr" | "bookmarkStart" | "bookmarkEnd" | "proofErr" => true,
            "r" => tree.children(at).all(|at| tree.name(at) == "rPr"),
            _ => false,
        };
        let mut rest = tree.children(paragraph).filter(|at| !is_empty(*at));
        let at = rest.next().filter(|at| tree.name(*at) == "sdt")?;
        if rest.next().is_some() {
            return None;
        }
        let properties = tree.child(at, "sdtPr");
        let known = [
            "rPr",
            "alias",
            "tag",
            "id",
            "placeholder",
            "showingPlcHdr",
            "temporary",
            "text",
            "richText",
            "color",
            "appearance",
        ];
        let is_plain = properties.is_none_or(|at| tree.children(at).all(|at| known.contains(&tree.name(at))));
        let content = tree.child(at, "sdtContent")?;
        let is_text = |at: At| tree.name(at) == "r" && tree.children(at).all(|at| matches!(tree.name(at), "rPr" | "t"));
        let holds_text = tree.children(content).all(is_text) && tree.inside(content).is_some();
        (is_plain && holds_text).then(|| Self {
            at,
            prompt: properties.and_then(|at| tree.child(at, "showingPlcHdr")),
            properties,
            content,
        })
    }

    /// Puts a text into the control.
    pub fn put(&self, file: &File<'_>, text: &str, splices: &mut Splices) -> Option<()> {
        let tree = &file.tree;
        let prefix = tree.prefix(self.at);
        // What to type looks unlike what is typed.
        let properties = match self.prompt {
            Some(_) => self.properties.and_then(|at| tree.child(at, "rPr")),
            None => tree.children(self.content).find_map(|run| tree.child(run, "rPr")),
        };
        let properties = properties.and_then(|at| file.run_properties(at)).unwrap_or_default();
        let text = text_elements(prefix, text);
        splices.put(
            tree.inside(self.content)?,
            format!("<{prefix}r>{properties}{text}</{prefix}r>"),
        );
        if let Some(prompt) = self.prompt {
            splices.put(tree.range(prompt), "");
        }
        Some(())
    }
}
