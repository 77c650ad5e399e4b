//! What assistive technology finds in HTML: roles, names, states and values, as lines that a test compares. Names follow the order of
//! "Accessible Name and Description Computation": `aria-labelledby`, `aria-label`, label, content, `title`.

use scraper::{ElementRef, Html, Selector};
use std::collections::HashMap;
use std::fmt::Write as _;

/// A page as it is read.
pub struct Outline {
    html: Html,
}

/// A control or a group, with what is said of it.
#[derive(Debug)]
pub struct Found<'h> {
    pub element: ElementRef<'h>,
    pub role: String,
    pub name: String,
    /// How many groups are around it.
    depth: usize,
}

fn all(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

impl Outline {
    pub fn of(html: &str) -> Self {
        Self {
            html: Html::parse_document(html),
        }
    }

    /// The elements that a selector finds.
    pub fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&all(selector)).collect()
    }

    /// The text of a whole page.
    pub fn text(&self) -> String {
        self.html.root_element().text().collect()
    }

    fn by_id(&self) -> HashMap<&str, ElementRef<'_>> {
        let with_id = self.select("[id]").into_iter();
        with_id
            .filter_map(|element| Some((element.attr("id")?, element)))
            .collect()
    }

    /// Everything with a role, in the order of the page. What is hidden from everybody is left out.
    pub fn found(&self) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        let ids = self.by_id();
        let labels = self.select("label[for]").into_iter();
        let labels: HashMap<&str, ElementRef<'_>> =
            labels.filter_map(|label| Some((label.attr("for")?, label))).collect();
        walk(self.html.root_element(), 0, &mut found, &|element, role| {
            name(element, role, &ids, &labels)
        });
        found
    }

    /// One line for each role: indented by the groups around it, with its name, its states and its value.
    pub fn lines(&self) -> Vec<String> {
        let ids = self.by_id();
        self.found().iter().map(|found| found.line(&ids)).collect()
    }

    /// What is wrong for assistive technology, whatever is shown: controls without a name, ids that stand twice, references to nothing,
    /// and choices outside a named group.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for element in self.select("[id]") {
            *seen.entry(element.attr("id").unwrap_or_default()).or_default() += 1;
        }
        faults.extend(
            seen.iter()
                .filter(|(_, count)| **count > 1)
                .map(|(id, _)| format!("the id {id} stands twice")),
        );
        for key in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for element in self.select(&format!("[{key}]")) {
                let ids = element.attr(key).unwrap_or_default().split_whitespace();
                faults.extend(
                    ids.filter(|id| !seen.contains_key(id))
                        .map(|id| format!("{key} names {id}, which is nowhere")),
                );
            }
        }
        const NAMED: &[&str] = &[
            "button",
            "textbox",
            "checkbox",
            "radio",
            "combobox",
            "link",
            "group",
            "region",
            "navigation",
            "file",
            "tab",
            "tabpanel",
            "toolbar",
            "radiogroup",
            "dialog",
            "disclosure",
            "heading",
            "image",
        ];
        for found in self.found() {
            if NAMED.contains(&found.role.as_str()) && found.name.is_empty() {
                faults.push(format!(
                    "a {} without a name: {}",
                    found.role,
                    start(&found.element.html())
                ));
            }
            let in_group = |element: ElementRef<'_>| {
                element
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .any(|around| matches!(role(around), Some("group" | "radiogroup")))
            };
            if found.role == "radio" && !in_group(found.element) {
                faults.push(format!("a choice outside a group: {}", start(&found.element.html())));
            }
        }
        faults
    }
}

fn start(text: &str) -> String {
    text.chars().take(120).collect()
}

impl Found<'_> {
    fn line(&self, ids: &HashMap<&str, ElementRef<'_>>) -> String {
        let mut line = format!("{}{}", "  ".repeat(self.depth), self.role);
        let write = |line: &mut String, text: &str| write!(line, " {text}").expect("a text takes what is written");
        if self.role == "heading" {
            write(&mut line, &self.element.value().name()[1..]);
        }
        write(&mut line, &format!("“{}”", self.name));
        for (key, word) in [
            ("checked", "checked"),
            ("disabled", "disabled"),
            ("readonly", "readonly"),
            ("open", "open"),
        ] {
            if self.element.attr(key).is_some() {
                write(&mut line, word);
            }
        }
        for (key, word) in [
            ("aria-pressed", "pressed"),
            ("aria-selected", "selected"),
            ("aria-expanded", "expanded"),
            ("aria-invalid", "invalid"),
            ("aria-current", "current"),
        ] {
            if self.element.attr(key).is_some_and(|value| value != "false") {
                write(&mut line, word);
            }
        }
        if let Some(value) = value(self.element, &self.role).filter(|value| !value.is_empty()) {
            write(&mut line, &format!("= {value}"));
        }
        let described = self.element.attr("aria-describedby").unwrap_or_default();
        let words: Vec<_> = described
            .split_whitespace()
            .filter_map(|id| ids.get(id))
            .map(|element| content(*element))
            .collect();
        if !words.is_empty() {
            write(&mut line, &format!("({})", words.join(" ")));
        }
        line
    }
}

/// The role of an element; nothing where it is only a box or text.
fn role(element: ElementRef<'_>) -> Option<&'static str> {
    const KNOWN: &[&str] = &[
        "group",
        "radiogroup",
        "toolbar",
        "tablist",
        "tab",
        "tabpanel",
        "status",
        "alert",
        "dialog",
        "navigation",
        "region",
        "note",
    ];
    if let Some(told) = element.attr("role") {
        return KNOWN.iter().find(|known| **known == told).copied();
    }
    Some(match (element.value().name(), element.attr("type")) {
        ("input", Some("checkbox")) => "checkbox",
        ("input", Some("radio")) => "radio",
        ("input", Some("file")) => "file",
        ("input", Some("hidden")) => return None,
        ("input", _) | ("textarea", _) => "textbox",
        ("button", _) => "button",
        ("select", _) => "combobox",
        ("a", _) if element.attr("href").is_some() => "link",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => "heading",
        ("fieldset", _) => "group",
        ("nav", _) => "navigation",
        ("main", _) => "main",
        ("summary", _) => "disclosure",
        ("dialog", _) => "dialog",
        ("img", _) => "image",
        ("p", _) => "text",
        ("section" | "aside", _) if element.attr("aria-label").or(element.attr("aria-labelledby")).is_some() => {
            "region"
        }
        _ => return None,
    })
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || matches!(element.value().name(), "style" | "script" | "template")
}

fn walk<'h>(
    element: ElementRef<'h>,
    depth: usize,
    found: &mut Vec<Found<'h>>,
    name: &dyn Fn(ElementRef<'h>, &str) -> String,
) {
    if is_hidden(element) {
        return;
    }
    let role = role(element);
    // A line of a list or a cell of a table, where nothing inside has a role of its own.
    let is_line = matches!(element.value().name(), "li" | "td" | "th" | "dt" | "dd");
    let is_plain = || {
        !element
            .select(&all(
                "p, button, input, select, textarea, a, h1, h2, h3, h4, h5, h6, section",
            ))
            .any(|_| true)
    };
    let role = role.or_else(|| (is_line && is_plain()).then_some("text"));
    if let Some(role) = role {
        found.push(Found {
            element,
            role: role.to_owned(),
            name: name(element, role),
            depth,
        });
    }
    let is_group = matches!(
        role,
        Some("group" | "radiogroup" | "toolbar" | "tablist" | "tabpanel" | "dialog" | "navigation" | "region" | "main")
    );
    for child in element.child_elements() {
        walk(child, depth + usize::from(is_group), found, name);
    }
}

/// The text of an element as it is read: without what is hidden.
pub fn content(element: ElementRef<'_>) -> String {
    fn add(element: ElementRef<'_>, text: &mut String) {
        for child in element.children() {
            if let Some(part) = child.value().as_text() {
                text.push_str(part);
            } else if let Some(inner) = ElementRef::wrap(child).filter(|inner| !is_hidden(*inner)) {
                text.push_str(inner.attr("alt").unwrap_or_default());
                add(inner, text);
                // What stands in boxes of its own is read apart.
                if matches!(
                    inner.value().name(),
                    "p" | "div" | "li" | "dt" | "dd" | "td" | "th" | "option"
                ) {
                    text.push(' ');
                }
            }
        }
    }
    let mut text = String::new();
    add(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name<'h>(
    element: ElementRef<'h>,
    role: &str,
    ids: &HashMap<&str, ElementRef<'h>>,
    labels: &HashMap<&str, ElementRef<'h>>,
) -> String {
    let referred = element.attr("aria-labelledby").map(|all| {
        let named = all.split_whitespace().filter_map(|id| ids.get(id));
        named.map(|element| content(*element)).collect::<Vec<_>>().join(" ")
    });
    let label = || {
        element
            .attr("id")
            .and_then(|id| labels.get(id))
            .map(|label| content(*label))
    };
    let around = || {
        element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|around| around.value().name() == "label")
            .map(content)
    };
    let legend = || {
        element
            .child_elements()
            .find(|child| child.value().name() == "legend")
            .map(content)
    };
    let own = || {
        let by_content = matches!(
            role,
            "button" | "link" | "heading" | "tab" | "disclosure" | "text" | "status" | "alert" | "note"
        );
        by_content.then(|| content(element))
    };
    referred
        .or_else(|| element.attr("aria-label").map(str::to_owned))
        .or_else(label)
        .or_else(|| matches!(role, "checkbox" | "radio" | "textbox" | "combobox" | "file").then(around)?)
        .or_else(legend)
        .or_else(own)
        .or_else(|| element.attr("alt").map(str::to_owned))
        .or_else(|| element.attr("title").map(str::to_owned))
        .unwrap_or_default()
}

fn value(element: ElementRef<'_>, role: &str) -> Option<String> {
    match (role, element.value().name()) {
        ("textbox", "textarea") => Some(element.text().collect()),
        ("textbox", _) => element.attr("value").map(str::to_owned),
        ("combobox", _) => {
            let chosen = element.select(&all("option[selected]")).next();
            chosen.map(|option| option.text().collect())
        }
        _ => None,
    }
}
