//! A control on a page, found by its role and name.

use serde_json::{Value, json};
use std::path::Path;

use super::engine::Engine;
use super::page::{Page, wait};

/// WebDriver's JSON key for an element.
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys without a character, in WebDriver's encoding.
pub mod keys {
    /// Tab.
    pub const TAB: &str = "\u{E004}";
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// Control, held down.
    pub const CONTROL: &str = "\u{E009}";
    /// Shift, held down.
    pub const SHIFT: &str = "\u{E008}";
    /// Backspace.
    pub const BACKSPACE: &str = "\u{E003}";
    /// Escape.
    pub const DOWN: &str = "\u{E015}";
    /// Escape.
    pub const ESCAPE: &str = "\u{E00C}";
}

/// The empty role that Firefox reports for elements without a role name: date fields and summaries.
const FIREFOX: &str = "";

/// A control.
#[derive(Clone)]
pub struct Control<'p> {
    page: &'p Page,
    id: String,
    role: String,
    /// The accessible name.
    pub name: String,
}

impl<'p> Control<'p> {
    pub(super) fn new(page: &'p Page, role: &str, element: &Value, name: &Value) -> Self {
        Self {
            page,
            id: element[ELEMENT]
                .as_str()
                .unwrap_or_else(|| panic!("no element: {element}"))
                .to_owned(),
            role: role.to_owned(),
            name: name.as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Returns the control, scrolled into view, if the accessibility tree has the same role and name. Fails if the page
    /// has just redrawn the control or has not drawn it yet.
    pub(super) fn checked(self) -> Result<Self, String> {
        let roles: &[&str] = match &*self.role {
            // Each engine has its own roles for a native date field.
            "textbox" => &["textbox", "textfield", "Date", "dateeditor", FIREFOX],
            "combobox" => &["combobox", "ComboBoxSelect", "listbox"],
            // A summary is a button for people; engines report different roles.
            "button" => &["button", "DisclosureTriangle", "summary", FIREFOX],
            "img" => &["img", "image", "graphic", FIREFOX],
            role => &[role],
        };
        if !self.bring() {
            return Err(format!("the {} “{}” is drawn anew", self.role, self.name));
        }
        if self.role != "file" && self.role != "label" && self.page.engine.tells_roles() {
            let (role, label) = (self.try_ask("computedrole")?, self.try_ask("computedlabel")?);
            // Some engines put a space between blocks.
            let bare = |name: &str| name.split_whitespace().collect::<String>();
            if bare(&label) != bare(&self.name) || !roles.contains(&&*role) {
                return Err(format!("the {} “{}” is told as {role} “{label}”", self.role, self.name));
            }
        }
        Ok(self)
    }

    /// Waits until the accessibility tree has the control's role and name.
    pub fn told(&self) {
        wait(&format!("{} “{}” is told", self.role, self.name), || {
            self.clone().checked()
        });
    }

    /// Scrolls the control to the middle of the viewport, unless it is well inside already. Returns whether the control
    /// is on the page.
    fn bring(&self) -> bool {
        let script = "const at = arguments[0], box = at.getBoundingClientRect();
            if (box.top < 80 || box.bottom > innerHeight - 100) at.scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.page.run_if_there(script, json!([self.element()])).is_some()
    }

    /// Returns the script argument for this control.
    pub fn element(&self) -> Value {
        json!({ELEMENT: self.id})
    }

    fn try_ask(&self, what: &str) -> Result<String, String> {
        self.page.try_ask(&self.id, what)
    }

    /// Returns the only control inside this one with this role and name.
    pub fn find(&self, role: &str, name: &str) -> Control<'p> {
        self.page.find_within(Some(self), role, name)
    }

    /// Returns all controls inside this one with this role and with `name` in their names.
    pub fn all(&self, role: &str, name: &str) -> Vec<Control<'p>> {
        self.page.all_within(Some(self), role, name)
    }

    /// Clicks the control after it stops moving: parts that are rendered as they come near move the content below.
    pub fn click(&self) {
        wait(&format!("a click on “{}”", self.name), || {
            self.bring();
            self.rest();
            match self
                .page
                .session
                .post(&format!("/element/{}/click", self.id), &json!({}))
            {
                Err(refusal) if refusal.error == "element click intercepted" => {
                    self.click_there().ok_or(refusal.message)
                }
                Err(refusal) => panic!("a click on “{}”: {refusal}", self.name),
                Ok(_) => Ok(()),
            }
        });
    }

    /// Waits until the control keeps its position over some frames. WebKit's driver clicks at the position from a
    /// moment before, and a part that was just rendered may have moved the control.
    fn rest(&self) {
        if self.page.engine != Engine::Webkit {
            return;
        }
        let script = "const [at, tell] = arguments; let was = '', same = 0, left = 60;
            const look = () => {
                const { x, y } = at.getBoundingClientRect(), is = `${x} ${y}`;
                same = is === was ? same + 1 : 0; was = is; left -= 1;
                if (same === 3 || !left) tell(true); else requestAnimationFrame(look);
            };
            look()";
        let body = json!({"script": script, "args": [self.element()]});
        // The click reports a control that is gone.
        let _ = self.page.session.post("/execute/async", &body);
    }

    /// Clicks at the control's position if nothing covers it there. WebKit's driver treats the host of a shadow root as
    /// covering the host's content if a form is around the host; a real mouse is not affected.
    fn click_there(&self) -> Option<()> {
        if self.page.engine != Engine::Webkit {
            return None;
        }
        let script = "const at = arguments[0], box = at.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            return at.contains(at.getRootNode().elementFromPoint(x, y)) ? [Math.round(x), Math.round(y)] : null";
        let place = self.page.run(script, json!([self.element()]));
        let (x, y) = (place[0].as_i64()?, place[1].as_i64()?);
        self.page.press(x, y);
        Some(())
    }

    /// Types a text after the existing one. A line break is typed as Enter: WebKit's driver ignores the character.
    pub fn write(&self, text: &str) {
        // In a file field, each line is a file.
        let enter = if self.role == "file" { "\n" } else { keys::ENTER };
        let text = text.replace('\n', enter);
        self.page
            .post(&format!("/element/{}/value", self.id), &json!({"text": text}));
    }

    /// Chooses files in a file button that accepts several.
    pub fn choose_files(&self, files: &[&Path]) {
        let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let text = files.join("\n");
        self.page
            .post(&format!("/element/{}/value", self.id), &json!({"text": text}));
    }

    /// Replaces the existing text by typing.
    pub fn rewrite(&self, text: &str) {
        self.page
            .run("arguments[0].focus(); arguments[0].select?.()", json!([self.element()]));
        self.page.keys(if text.is_empty() { keys::BACKSPACE } else { text });
    }

    /// Chooses the option with this text.
    pub fn choose(&self, text: &str) {
        let script = "return [...arguments[0].options].find((option) => option.text === arguments[1])";
        let option = self.page.run(script, json!([self.element(), text]));
        Control::new(self.page, "option", &option, &Value::Null).click();
    }

    /// Sets the date of a date field. Typing a date differs by engine and language.
    pub fn date(&self, date: &str) {
        self.put(date);
    }

    /// Sets a value by script, if a driver cannot type it.
    pub fn put(&self, value: &str) {
        let script = "const [field, value] = arguments; field.focus(); field.value = value;
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true, composed: true }))";
        self.page.run(script, json!([self.element(), value]));
    }

    /// Returns the value.
    pub fn value(&self) -> String {
        self.read("value")
    }

    /// Returns the text with normalized white space.
    pub fn text(&self) -> String {
        plain(&self.read("innerText"))
    }

    /// Returns the text, or `None` if the control is no longer on the page.
    pub(super) fn text_if_there(&self) -> Option<String> {
        let text = self
            .page
            .run_if_there("return arguments[0].innerText", json!([self.element()]))?;
        Some(plain(text.as_str().unwrap_or_default()))
    }

    /// Returns a property of the element as text.
    pub fn read(&self, property: &str) -> String {
        let value = self
            .page
            .run("return arguments[0][arguments[1]]", json!([self.element(), property]));
        match value {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// Returns an attribute of the element.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.page.run(
            "return arguments[0].getAttribute(arguments[1])",
            json!([self.element(), name]),
        );
        value.as_str().map(str::to_owned)
    }

    /// Returns the accessible description: the text of the elements in `aria-describedby`.
    pub fn description(&self) -> String {
        let script = "const at = arguments[0]; return (at.getAttribute('aria-describedby') ?? '').split(' ')\
            .map((id) => at.getRootNode().getElementById(id)?.textContent).join(' ')";
        self.page
            .run(script, json!([self.element()]))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the control's text contains `text`.
    pub fn says(&self, text: &str) {
        wait(&format!("“{}” says “{text}”", self.name), || {
            let said = self.text();
            said.contains(text).then_some(()).ok_or(format!("it says “{said}”"))
        });
    }
}

/// Normalizes the white space of a text.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
