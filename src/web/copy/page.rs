//! The text of a copy: what a browser writes of the page, as it was delivered, with one rubric in place of those it came with.

use super::Packed;
use crate::locale::Locale;
use crate::web::light;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, NodeList, window};

/// The page with nothing filled in.
pub(super) fn blank(rubric: &str) -> Option<String> {
    let page = delivered(rubric)?;
    find(&page, "ziping-form")?.set_text_content(None);
    text(&page)
}

/// The page with the record that it carries, and these files of evidence.
pub(super) fn filled(rubric: &str, evidence: &[Packed]) -> Option<String> {
    let page = delivered(rubric)?;
    let form = find(&page, "ziping-form")?;
    let strange = form
        .query_selector_all(":scope > :not(script[data-ziping=record])")
        .ok()?;
    each(&strange).try_for_each(|node| remove(&node))?;
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

/// The page as it was delivered, with this rubric for its only one, and all that stands in its form.
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
    unmark(&page)?;
    // What an extension of the browser put into the page stays here, and so does what a browser wrote into it as it saved it.
    let strange = "body > :not(#ziping-words, #ziping-shell, ziping-form, script), \
        head > meta[http-equiv=content-type i]";
    each(&page.query_selector_all(strange).ok()?).try_for_each(|node| remove(&node))?;
    // A rubric of one's own stands in the form; it takes the place of those that the page came with.
    let blocks = page.query_selector_all("body > script[data-ziping=rubric]").ok()?;
    for block in each(&blocks).skip(1) {
        // Each block stands on a line of its own, and the line goes with it.
        let line = block.next_sibling().filter(|next| next.node_type() == Node::TEXT_NODE);
        line.iter().try_for_each(remove)?;
        remove(&block)?;
    }
    // A served page may read rubrics of its site; a file that is handed out reads nothing.
    if let Some(policy) = find(&page, "meta[http-equiv=Content-Security-Policy]") {
        let words = policy.get_attribute("content")?.replace("; connect-src 'self'", "");
        policy.set_attribute("content", &words).ok()?;
    }
    blocks.get(0)?.set_text_content(Some(&light::in_script(rubric)));
    Some(page)
}

/// Takes the words for a failure back, which a browser may have saved with the page.
pub(in crate::web) fn unmark(page: &Element) -> Option<()> {
    find(page, "#ziping-words")?.remove_attribute("class").ok()?;
    find(page, "[data-ziping=fault-detail]")?.set_text_content(None);
    let faults = page.query_selector_all("#ziping-fault, [data-ziping-fault]").ok()?;
    each(&faults)
        .filter_map(|fault| fault.dyn_into::<Element>().ok())
        .try_for_each(|fault| fault.set_attribute("hidden", "").ok())
}

fn find(page: &Element, selector: &str) -> Option<Element> {
    page.query_selector(selector).ok().flatten()
}

fn each(all: &NodeList) -> impl Iterator<Item = Node> {
    (0..all.length()).filter_map(|i| all.get(i))
}

fn remove(node: &Node) -> Option<()> {
    node.parent_node()?.remove_child(node).ok().map(drop)
}
