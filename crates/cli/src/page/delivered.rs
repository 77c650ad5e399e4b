//! A built page as text, with other rubrics in place of its own. The result has the bytes of the blank copy that the page makes of itself
//! (`src/web/page_copy` and `src/foreign/one_file.rs` in the sources of the page), except the first view: only the page draws it, so it is
//! kept if the rubrics are the same and left out otherwise. No script's text is changed: the page's policy has their hashes.

use super::scripts::{Script, scripts};
use std::fmt;
use std::ops::Range;

/// Where a page of a site may fetch from, in its policy.
const FETCH: &str = "; connect-src 'self'";
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
/// What an unopened page has in the places of the program's page and form.
const EMPTY: [&str; 2] = ["<div id=\"ziping-shell\"></div>", "<ziping-form></ziping-form>"];

/// A page as it was delivered.
pub struct Delivered {
    page: String,
    /// The templates of the first view; empty if there is none.
    views: Range<usize>,
    /// The rubrics' blocks, each with the line end behind it.
    rubrics: Vec<Range<usize>>,
    /// The texts of the rubrics' blocks.
    texts: Vec<String>,
    /// What a page that is handed out does not have: the second program with its hash, and leave to fetch.
    removed: Vec<Range<usize>>,
}

/// A page with other rubrics.
pub struct Made {
    /// The page.
    pub text: String,
    /// Whether the form is shown before the program has started.
    pub has_first_view: bool,
}

/// Why a page is not used.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no page of this program.
    Other,
    /// Its program is in another file.
    Site,
    /// Its end is missing.
    Torn,
    /// It has answers in it.
    Answers,
    /// A browser saved it while it was open.
    Saved,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Other => "it is not a Ziping page; use the file ziping.html that was built or downloaded",
            Self::Site => "its program is in another file; use the file ziping.html of the same folder",
            Self::Torn => "the page is damaged or incomplete; get it again",
            Self::Answers => "the page has answers in it; use the page as it was delivered, or save a blank copy of it",
            Self::Saved => {
                "a browser saved the page while it was open; use the page as it was delivered, or save a blank copy of it"
            }
        })
    }
}

impl std::error::Error for Refusal {}

impl Delivered {
    /// Reads a page.
    ///
    /// # Errors
    /// If the text is no page of this program as it was delivered.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        // A browser reads line ends in this way, also those in scripts.
        let page = text.replace("\r\n", "\n");
        let all = scripts(&page);
        let index = |kind: &str, mime: &str| all.iter().position(|script| script.is(kind, mime));
        if all.iter().any(|script| {
            let kind = script.attribute("data-ziping");
            kind == Some("record") || kind == Some("file")
        }) {
            return Err(Refusal::Answers);
        }
        let sheet = index("sheet", "text/css");
        let rubric = index("rubric", "application/json");
        if index("program", "application/gzip").is_none() {
            return Err(match (sheet, rubric) {
                (None, None) => Refusal::Other,
                _ if page.trim_end().ends_with("</html>") => Refusal::Site,
                _ => Refusal::Torn,
            });
        }
        // The first view is between its sheet and its script.
        let (Some(sheet), Some(_)) = (sheet, rubric) else {
            return Err(Refusal::Other);
        };
        let views = all[sheet].range.end..all.get(sheet + 1).ok_or(Refusal::Torn)?.range.start;
        if !page.trim_end().ends_with("</html>") {
            return Err(Refusal::Torn);
        }
        let has_templates =
            page[views.clone()].starts_with("<template ") && page[views.clone()].ends_with("</template>");
        if !(views.is_empty() || has_templates) || !EMPTY.iter().all(|empty| between(&page, &all).contains(empty)) {
            return Err(Refusal::Saved);
        }
        let blocks: Vec<&Script<'_>> = all
            .iter()
            .filter(|script| script.is("rubric", "application/json"))
            .collect();
        let policy = policy(&page);
        let at = page[policy.clone()].find(FETCH).map(|at| policy.start + at);
        let removed = at.map(|at| at..at + FETCH.len()).into_iter().collect();
        Ok(Self {
            rubrics: blocks.iter().map(|block| with_line(&page, block)).collect(),
            texts: blocks.iter().map(|block| block.text.to_owned()).collect(),
            views,
            removed,
            page,
        })
    }

    /// Returns the page with these rubrics.
    pub fn with(&self, rubrics: &[&str]) -> Made {
        let texts: Vec<String> = rubrics.iter().map(|rubric| in_script(rubric)).collect();
        let is_kept = texts == self.texts;
        let blocks = texts
            .iter()
            .map(|text| format!("<script type=\"application/json\" data-ziping=\"rubric\">{text}</script>\n"));
        let mut edits: Vec<(Range<usize>, String)> = self
            .removed
            .iter()
            .chain(&self.rubrics)
            .map(|range| (range.clone(), String::new()))
            .collect();
        if !is_kept {
            edits.push((self.views.clone(), String::new()));
        }
        edits.sort_by_key(|(range, _)| range.start);
        let first = self.rubrics[0].start;
        if let Some((_, text)) = edits.iter_mut().find(|(range, _)| range.start == first) {
            *text = blocks.collect();
        }
        let mut text = String::with_capacity(self.page.len());
        let mut at = 0;
        for (range, new) in edits {
            text += &self.page[at..range.start];
            text += &new;
            at = range.end;
        }
        text += &self.page[at..];
        Made {
            text,
            has_first_view: is_kept && !self.views.is_empty(),
        }
    }
}

/// Returns a rubric as a text that cannot end its block: in JSON `<` occurs only inside strings, where it can be an escape.
fn in_script(rubric: &str) -> String {
    rubric.replace("\r\n", "\n").trim().replace('<', "\\u003c")
}

/// Returns the text of a page outside of its scripts.
fn between(page: &str, scripts: &[Script<'_>]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for script in scripts {
        text += &page[at..script.range.start];
        at = script.range.end;
    }
    text + &page[at..]
}

/// Returns the place of a script with the line end behind it.
fn with_line(page: &str, script: &Script<'_>) -> Range<usize> {
    let end = script.range.end;
    script.range.start..end + usize::from(page[end..].starts_with('\n'))
}

/// Returns the place of the policy; an empty one if the page has none.
fn policy(page: &str) -> Range<usize> {
    let place = page.find(POLICY).and_then(|at| {
        let start = at + POLICY.len();
        Some(start..start + page[start..].find('"')?)
    });
    place.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_rubric_ends_its_block() {
        assert_eq!(
            in_script("{\"a\": \"</script><!--\"}\r\n"),
            "{\"a\": \"\\u003c/script>\\u003c!--\"}"
        );
    }
}
