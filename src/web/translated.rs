//! Keeps a form intact under a page translator. A translator removes the page's text nodes and puts elements in their
//! places. Yew continues to change its own nodes, which are no longer visible, and inserts before them, which panics.
//! So each node is put back, blank, beside its stand-in, where Yew finds it. When Yew sets another text, the node is
//! shown and the stand-in is removed, and the translator may translate the node again.

use js_sys::{Array, WeakMap};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList};

/// The element that translators put in the place of a text; the program never uses this element.
const STAND_IN: &str = "font";

/// Watches a tree until dropped.
pub struct Watch {
    observer: Option<MutationObserver>,
    _heard: Closure<dyn FnMut(Array, MutationObserver)>,
}

impl Watch {
    /// Starts watching a tree.
    pub fn over(root: &Node) -> Self {
        let texts = Rc::new(RefCell::new(Texts {
            stand_ins: WeakMap::new(),
            originals: WeakMap::new(),
        }));
        let heard =
            Closure::<dyn FnMut(Array, MutationObserver)>::new(move |records: Array, observer: MutationObserver| {
                texts.borrow_mut().hear(&records);
                // Discards the records of the changes made just now.
                observer.take_records();
            });
        let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok();
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        // If the tree cannot be watched, the form works as long as nobody translates the page.
        let observer = observer.filter(|observer| observer.observe_with_options(root, &what).is_ok());
        Self {
            observer,
            _heard: heard,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// The text nodes that have a stand-in.
struct Texts {
    /// The stand-in of each text node, with the text that the stand-in replaces, as an array of both.
    stand_ins: WeakMap,
    /// The text node that each stand-in replaces.
    originals: WeakMap,
}

impl Texts {
    fn hear(&mut self, records: &Array) {
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            if record.type_() == "characterData" {
                if let Some(text) = record.target() {
                    self.given(&text);
                }
                continue;
            }
            let removed = record.removed_nodes();
            // Most records only add nodes.
            if removed.length() > 0 {
                self.removed(&record, &removed);
            }
        }
    }

    /// Handles a new text in a node: removes the node's stand-in, so that the node is visible again.
    fn given(&mut self, text: &Node) {
        if let Some((stand_in, _)) = self.forget(text) {
            detach(&stand_in);
        }
    }

    fn removed(&mut self, record: &MutationRecord, removed: &NodeList) {
        for node in nodes(removed) {
            if node.node_type() == Node::TEXT_NODE {
                self.text_removed(record, &node);
            } else if let Some(text) = self.original(&node).filter(|_| !node.is_connected()) {
                // The translator restored the original: the text is shown again.
                if let Some((_, was)) = self.forget(&text) {
                    text.set_node_value(was.as_deref());
                }
            }
        }
    }

    /// Returns the node that was put in the place of a text and replaces no other text.
    fn stand_in(&self, record: &MutationRecord, parent: &Node, text: &Node) -> Option<Node> {
        let mut found = candidates(record, parent, text)
            .into_iter()
            .filter(|node| is_stand_in(node, parent));
        found.find(|node| self.original(node).is_none_or(|own| own.is_same_node(Some(text))))
    }

    fn text_removed(&mut self, record: &MutationRecord, text: &Node) {
        let Some(parent) = record.target() else { return };
        let stays = text.parent_node().is_some_and(|now| now.is_same_node(Some(&parent)));
        if stays {
            return;
        }
        let held = self.held(text);
        let stand_in = self.stand_in(record, &parent, text);
        let is_new = |one: &Node| held.as_ref().is_none_or(|(held, _)| !held.is_same_node(Some(one)));
        let Some(stand_in) = stand_in.filter(is_new) else {
            // Without a new stand-in, Yew removed the node, so the old stand-in is removed, too.
            if held.is_some() && !text.is_connected() {
                self.given(text);
            }
            return;
        };
        let was = match self.forget(text) {
            Some((old, was)) => {
                detach(&old);
                was
            }
            None => text.node_value(),
        };
        // Some translators move the text node into their element: a copy replaces it there.
        if let (true, Some(around)) = (stand_in.contains(Some(text)), text.parent_node())
            && let Ok(copy) = text.clone_node()
        {
            let _ = around.replace_child(&copy, text);
        }
        if parent.insert_before(text, Some(&stand_in)).is_ok() {
            let both = Array::of2(&stand_in, &was.clone().map_or(JsValue::NULL, JsValue::from));
            self.stand_ins.set(text, &both);
            self.originals.set(&stand_in, text);
            text.set_node_value(None);
        }
    }

    fn held(&self, text: &Node) -> Option<(Node, Option<String>)> {
        let both = self.stand_ins.get(text);
        let both: Array = both.dyn_into().ok()?;
        Some((both.get(0).dyn_into().ok()?, both.get(1).as_string()))
    }

    fn original(&self, stand_in: &Node) -> Option<Node> {
        self.originals.get(stand_in).dyn_into().ok()
    }

    fn forget(&mut self, text: &Node) -> Option<(Node, Option<String>)> {
        let held = self.held(text)?;
        self.stand_ins.delete(text);
        self.originals.delete(&held.0);
        Some(held)
    }
}

fn nodes(list: &NodeList) -> impl Iterator<Item = Node> + '_ {
    (0..list.length()).filter_map(|i| list.get(i))
}

fn is_stand_in(node: &Node, parent: &Node) -> bool {
    let is_theirs = node
        .dyn_ref::<Element>()
        .is_some_and(|element| element.local_name() == STAND_IN);
    is_theirs && is_child(node, parent)
}

/// Returns the nodes that may be the stand-in of a text: inserted in the same record, around the text, or at the text's
/// old place.
fn candidates(record: &MutationRecord, parent: &Node, text: &Node) -> Vec<Node> {
    let added = record.added_nodes();
    // The elements around the text, up to the child of its old parent.
    let mut around = text.parent_node();
    while let Some(at) = around.clone().filter(|at| !is_child(at, parent)) {
        around = at.parent_node();
    }
    let (before, after) = (record.previous_sibling(), record.next_sibling());
    let behind = before.as_ref().map_or_else(|| parent.first_child(), Node::next_sibling);
    let ahead = after
        .as_ref()
        .map_or_else(|| parent.last_child(), Node::previous_sibling);
    let places = [around, before, after, behind, ahead];
    nodes(&added).chain(places.into_iter().flatten()).collect()
}

fn is_child(node: &Node, parent: &Node) -> bool {
    node.parent_node().is_some_and(|at| at.is_same_node(Some(parent)))
}

fn detach(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // The node is a child of `parent`.
        let _ = parent.remove_child(node);
    }
}
