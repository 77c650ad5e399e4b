//! The text of a copy: the page as it was delivered, serialized by the browser, with one rubric in place of the
//! delivered ones.

use super::Packed;
use crate::locale::Locale;
use crate::web::dom::elements;
use crate::web::first_view::PLACE;
use crate::web::light_dom;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, window};

/// Returns the blank page, with these templates of its first view.
pub(super) fn blank(rubric: &str, first: &[Element]) -> Option<String> {
    let page = delivered(rubric)?;
    if let Some(script) = find(&page, &format!("{PLACE} > script:not([type])")) {
        for template in first {
            script
                .before_with_node_1(&template.clone_node_with_deep(true).ok()?)
                .ok()?;
        }
    }
    find(&page, "ziping-form")?.set_text_content(None);
    text(&page)
}

/// Returns the page with its record and these evidence files.
pub(super) fn filled(rubric: &str, evidence: &[Packed]) -> Option<String> {
    let page = delivered(rubric)?;
    let form = find(&page, "ziping-form")?;
    let strange = ":scope > :not(script[data-ziping=record])";
    elements(form.query_selector_all(strange))
        .iter()
        .for_each(Element::remove);
    for (hash, bytes) in evidence {
        let block = page.owner_document()?.create_element("script").ok()?;
        for (name, value) in [("type", "text/plain"), ("data-ziping", "file"), ("data-sha256", hash)] {
            block.set_attribute(name, value).ok()?;
        }
        block.set_text_content(Some(bytes));
        form.append_child(&block).ok()?;
    }
    text(&page)
}

fn text(page: &Element) -> Option<String> {
    Some(format!("<!DOCTYPE html>\n{}", page.outer_html()))
}

/// Returns the page as it was delivered, with this rubric as the only one and without the content of its form.
fn delivered(rubric: &str) -> Option<Element> {
    let document = window()?.document()?;
    let page: Element = document
        .document_element()?
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()?;
    page.set_attribute("lang", Locale::ALL[0].tag).ok()?;
    find(&page, "title")?.set_text_content(Some(Locale::ALL[0].messages.brand));
    find(&page, "#ziping-shell")?.set_text_content(None);
    if let Some(first) = find(&page, PLACE) {
        first.remove_attribute("class").ok()?;
    }
    unmark(&page)?;
    // Elements that a browser extension added, or that a browser added when it saved the page, are removed.
    let strange = "body > :not(#ziping-words, #ziping-first, #ziping-shell, ziping-form, script), \
        #ziping-first > :not(template, script), \
        head > meta[http-equiv=content-type i]";
    elements(page.query_selector_all(strange))
        .iter()
        .for_each(Element::remove);
    // A rubric that the person opened is in the form's light DOM; it replaces the delivered rubrics.
    let blocks = elements(page.query_selector_all("body > script[data-ziping=rubric]"));
    let (first, others) = blocks.split_first()?;
    for block in others {
        remove_with_line(block)?;
    }
    // A served page may fetch rubrics of its site; a file that is handed out fetches nothing.
    remove_from_policy(&page, "; connect-src 'self'")?;
    first.set_text_content(Some(&light_dom::in_script(rubric)));
    Some(page)
}

/// Removes a block and the line break that follows it.
fn remove_with_line(block: &Element) -> Option<()> {
    let line = block.next_sibling().filter(|next| next.node_type() == Node::TEXT_NODE);
    if let Some(line) = line {
        line.parent_node()?.remove_child(&line).ok()?;
    }
    block.remove();
    Some(())
}

/// Removes this text from the policy of a page that has one.
fn remove_from_policy(page: &Element, text: &str) -> Option<()> {
    let Some(policy) = find(page, "meta[http-equiv=Content-Security-Policy]") else {
        return Some(());
    };
    let words = policy.get_attribute("content")?.replace(text, "");
    policy.set_attribute("content", &words).ok()
}

/// Removes the failure message that a browser may have saved with the page.
pub(crate) fn unmark(page: &Element) -> Option<()> {
    find(page, "#ziping-words")?.remove_attribute("class").ok()?;
    find(page, "[data-ziping=fault-detail]")?.set_text_content(None);
    let faults = elements(page.query_selector_all("#ziping-fault, [data-ziping-fault]"));
    faults
        .iter()
        .try_for_each(|fault| fault.set_attribute("hidden", "").ok())
}

fn find(page: &Element, selector: &str) -> Option<Element> {
    page.query_selector(selector).ok().flatten()
}
