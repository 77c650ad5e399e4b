//! What copies are made of. A page that holds its program is copied itself. A page of a site (`dist/site`) has its program in another
//! file, so its copies are the site's one-file page with the same rubric and entries.

use super::{Packed, page};
use crate::foreign::one_file::OneFile;
use crate::state::EffectError;
use crate::web::dom::elements;
use crate::web::{address, light_dom};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Document, Element, window};

/// The address of the one-file page, beside the page of a site.
const ONE_FILE: &str = "ziping.html";

/// The page that copies are made of.
pub(in crate::web) enum Source {
    /// This page.
    Own,
    /// The site's one-file page.
    Site(Rc<OneFile>),
}

impl Source {
    /// Returns the source of this page's copies.
    ///
    /// # Errors
    /// Returns an error if the site's one-file page cannot be read.
    pub(in crate::web) async fn find() -> Result<Self, EffectError> {
        let holds_program = document().is_some_and(|document| {
            let program = document.query_selector("body > script[data-ziping=program]");
            program.ok().flatten().is_some()
        });
        if holds_program {
            return Ok(Self::Own);
        }
        read().await.map(Self::Site).ok_or(EffectError::NoOneFile)
    }

    /// Returns the blank page, with these templates of its first view.
    pub(super) fn blank(&self, rubric: &str, first: &[Element]) -> Option<String> {
        let Self::Site(page) = self else {
            return page::blank(rubric, first);
        };
        let first: String = first.iter().map(Element::outer_html).collect();
        Some(page.with(&first, "", &light_dom::in_script(rubric)))
    }

    /// Returns the page with the record that is in this page, and these evidence files.
    pub(super) fn filled(&self, rubric: &str, evidence: &[Packed]) -> Option<String> {
        let Self::Site(page) = self else {
            return page::filled(rubric, evidence);
        };
        let blocks = elements(document()?.query_selector_all(light_dom::BLOCKS));
        let mut form: String = blocks.iter().map(|block| block.outer_html()).collect();
        for (hash, bytes) in evidence {
            // A hash and Base64 have no character with a meaning in HTML.
            form +=
                &format!("<script type=\"text/plain\" data-ziping=\"file\" data-sha256=\"{hash}\">{bytes}</script>");
        }
        Some(page.with("", &form, &light_dom::in_script(rubric)))
    }
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Reads the site's one-file page; once, because a form is saved into its file after each change.
async fn read() -> Option<Rc<OneFile>> {
    thread_local! {
        static READ: RefCell<Option<Rc<OneFile>>> = const { RefCell::new(None) };
    }
    if let Some(page) = READ.with_borrow(Clone::clone) {
        return Some(page);
    }
    let bytes = address::read(&window()?, ONE_FILE, None).await.ok()?;
    let page = Rc::new(OneFile::of(&String::from_utf8(bytes).ok()?)?);
    READ.set(Some(page.clone()));
    Some(page)
}
