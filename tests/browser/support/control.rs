//! One control on a page, found by its role and name.

use serde_json::{Value, json};
use std::path::Path;

use super::engine::Engine;
use super::page::{Page, wait};

/// WebDriver's key for an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no characters, as WebDriver writes them.
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
    pub const ESCAPE: &str = "\u{E00C}";
}

/// What Firefox says of the role of elements that it has no word for: date fields and summaries.
const FIREFOX: &str = "";

/// A control.
#[derive(Clone)]
pub struct Control<'p> {
    page: &'p Page,
    id: String,
    role: String,
    /// Its accessible name.
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

    /// The control, brought into view, if assistive technology is told the same role and name. Fails where the page has just
    /// drawn it anew, or has not drawn it yet.
    pub(super) fn checked(self) -> Result<Self, String> {
        let roles: &[&str] = match &*self.role {
            // A native date field has roles of each engine's own.
            "textbox" => &["textbox", "textfield", "Date", "dateeditor", FIREFOX],
            "combobox" => &["combobox", "ComboBoxSelect", "listbox"],
            // A summary is a button to eyes and hands; engines differ in what they call it.
            "button" => &["button", "DisclosureTriangle", "summary", FIREFOX],
            role => &[role],
        };
        if !self.bring() {
            return Err(format!("the {} “{}” is drawn anew", self.role, self.name));
        }
        if self.role != "file" && self.role != "label" && self.page.engine.tells_roles() {
            let (role, label) = (self.try_ask("computedrole")?, self.try_ask("computedlabel")?);
            // Engines put a space between blocks, or none.
            let bare = |name: &str| name.split_whitespace().collect::<String>();
            if bare(&label) != bare(&self.name) || !roles.contains(&&*role) {
                return Err(format!("the {} “{}” is told as {role} “{label}”", self.role, self.name));
            }
        }
        Ok(self)
    }

    /// Waits until assistive technology is told its role and its name.
    pub fn told(&self) {
        wait(&format!("{} “{}” is told", self.role, self.name), || {
            self.clone().checked()
        });
    }

    /// Scrolls it to the middle of the screen, unless it is well in view already. Whether it is on the page.
    fn bring(&self) -> bool {
        let script = "const at = arguments[0], box = at.getBoundingClientRect();
            if (box.top < 80 || box.bottom > innerHeight - 100) at.scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.page.run_if_there(script, json!([self.element()])).is_some()
    }

    /// What to hand to a script for this control.
    pub fn element(&self) -> Value {
        json!({ELEMENT: self.id})
    }

    fn try_ask(&self, what: &str) -> Result<String, String> {
        let answer = self.page.session.get(&format!("/element/{}/{what}", self.id));
        let answer = answer.map_err(|refusal| format!("{what}: {refusal}"))?;
        Ok(plain(answer.as_str().unwrap_or_default()))
    }

    /// The control inside this one that stands alone under this role and name.
    pub fn find(&self, role: &str, name: &str) -> Control<'p> {
        self.page.find_within(Some(self), role, name)
    }

    /// All controls inside this one that stand under this role and have this in their names.
    pub fn all(&self, role: &str, name: &str) -> Vec<Control<'p>> {
        self.page.all_within(Some(self), role, name)
    }

    /// Clicks it, once it has come to rest under the pointer: what is drawn as it comes near moves what is below.
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

    /// Waits until it stays in its place over some frames. WebKit's driver clicks where something stood a moment before, and what was
    /// just drawn may have moved it.
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
        // What is gone by now, the click tells.
        let _ = self.page.session.post("/execute/async", &body);
    }

    /// Clicks where it stands, if nothing covers it there. WebKit's driver takes the host of a shadow root for something that
    /// covers what is in it, where a form is around the host; a mouse has no such trouble.
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

    /// Types into it, after what is there. A new line is the key that a person presses for it: WebKit's driver passes
    /// over the character.
    pub fn write(&self, text: &str) {
        // A line of a file field is a file.
        let enter = if self.role == "file" { "\n" } else { keys::ENTER };
        let text = text.replace('\n', enter);
        self.page
            .post(&format!("/element/{}/value", self.id), &json!({"text": text}));
    }

    /// Chooses files, where it is a file button that takes several.
    pub fn choose_files(&self, files: &[&Path]) {
        let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let text = files.join("\n");
        self.page
            .post(&format!("/element/{}/value", self.id), &json!({"text": text}));
    }

    /// Types into it, in place of what is there.
    pub fn rewrite(&self, text: &str) {
        self.page
            .run("arguments[0].focus(); arguments[0].select?.()", json!([self.element()]));
        self.page.keys(if text.is_empty() { keys::BACKSPACE } else { text });
    }

    /// Chooses the option that reads so.
    pub fn choose(&self, text: &str) {
        let script = "return [...arguments[0].options].find((option) => option.text === arguments[1])";
        let option = self.page.run(script, json!([self.element(), text]));
        Control::new(self.page, "option", &option, &Value::Null).click();
    }

    /// Gives a date field its date. Typing one is different in every engine and language.
    pub fn date(&self, date: &str) {
        self.put(date);
    }

    /// Puts a value into it by script, where a driver cannot type it.
    pub fn put(&self, value: &str) {
        let script = "const [field, value] = arguments; field.focus(); field.value = value;
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true, composed: true }))";
        self.page.run(script, json!([self.element(), value]));
    }

    /// What it holds.
    pub fn value(&self) -> String {
        self.read("value")
    }

    /// What is written in it, with white space made plain.
    pub fn text(&self) -> String {
        plain(&self.read("innerText"))
    }

    /// The same, unless it is no longer on the page.
    pub(super) fn text_if_there(&self) -> Option<String> {
        let text = self
            .page
            .run_if_there("return arguments[0].innerText", json!([self.element()]))?;
        Some(plain(text.as_str().unwrap_or_default()))
    }

    /// A property of its element, as text.
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

    /// An attribute of its element.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.page.run(
            "return arguments[0].getAttribute(arguments[1])",
            json!([self.element(), name]),
        );
        value.as_str().map(str::to_owned)
    }

    /// What describes it: the text of what `aria-describedby` names.
    pub fn description(&self) -> String {
        let script = "const at = arguments[0]; return (at.getAttribute('aria-describedby') ?? '').split(' ')\
            .map((id) => at.getRootNode().getElementById(id)?.textContent).join(' ')";
        self.page
            .run(script, json!([self.element()]))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until what is written in it contains a text.
    pub fn says(&self, text: &str) {
        wait(&format!("“{}” says “{text}”", self.name), || {
            let said = self.text();
            said.contains(text).then_some(()).ok_or(format!("it says “{said}”"))
        });
    }
}

/// A text with its white space made plain.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
