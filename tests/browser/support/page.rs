//! A page in a browser, used as a person uses it: by its visible content, with real keys and clicks.

use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::control::{Control, ELEMENT, plain};
use super::engine::{Engine, Setup};
use super::wire::Session;

/// How long a condition may take before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The interval between two checks of a condition.
const PAUSE: Duration = Duration::from_millis(20);

/// A browser with one page.
pub struct Page {
    /// The browser's engine.
    pub engine: Engine,
    /// The driver's session.
    pub session: Session,
}

impl Page {
    /// Starts a browser.
    pub fn start(setup: &Setup) -> Self {
        let engine = Engine::asked();
        let session = engine
            .start(setup)
            .unwrap_or_else(|refusal| panic!("no browser: {refusal}"));
        Self { engine, session }
    }

    /// Navigates to an address.
    pub fn go(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    /// Opens a file from disk, and waits until the program has started.
    pub fn open(&self, file: &Path) {
        self.open_address(&address(file));
    }

    /// Opens an address, and waits until the program has started.
    pub fn open_address(&self, address: &str) {
        self.go(address);
        self.started();
    }

    /// Opens a page whose program starts only on request (`files::held`), and waits for its first view.
    pub fn open_held(&self, page: &str) {
        self.go(&address(&super::files::write("held.html", super::files::held(page))));
        self.until(
            "the first view is shown",
            "document.querySelector('#ziping-first > div')",
        );
    }

    /// Starts the program of a page that was opened with `open_held`.
    pub fn start_held(&self) {
        self.run("zipingStart()", json!([]));
        self.started();
    }

    /// Waits until the program has started.
    pub fn started(&self) {
        self.until(
            "the program has started",
            "!document.querySelector('#ziping-first > div')
                && getComputedStyle(document.getElementById('ziping-words') ?? document.body).display === 'none'",
        );
    }

    /// Reloads the page.
    pub fn reload(&self) {
        self.post("/refresh", &json!({}));
        self.started();
    }

    /// Makes the browser refuse storage from now on, as in a private window.
    pub fn refuse_storage(&self) {
        self.run(
            "const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
            IDBFactory.prototype.open = refuse;
            IDBDatabase.prototype.transaction = refuse;",
            json!([]),
        );
    }

    /// Waits until the bar shows that the edits are stored (`saved`), are not stored (`not-saved`), or that there are
    /// none (`none`).
    pub fn keeps(&self, state: &str) {
        let bar = "document.querySelector('[data-ziping=saved]')";
        wait(&format!("the bar says `{state}`"), || {
            let said = self.text(&format!("{bar}?.dataset.state ?? ''"));
            (said == state)
                .then_some(())
                .ok_or_else(|| self.text(&format!("{bar}?.textContent ?? ''")))
        });
    }

    /// Runs a function body in the page.
    pub fn run(&self, body: &str, arguments: Value) -> Value {
        self.post("/execute/sync", &json!({"script": body, "args": arguments}))
    }

    /// Runs a function body in the page; returns `None` if an element among its arguments or in its result is no longer
    /// on the page.
    pub(super) fn run_if_there(&self, body: &str, arguments: Value) -> Option<Value> {
        match self
            .session
            .post("/execute/sync", &json!({"script": body, "args": arguments}))
        {
            Ok(value) => Some(value),
            Err(refusal) if refusal.error == "stale element reference" => None,
            // The message of WebKit's driver for a page that has just replaced another.
            Err(refusal) if refusal.message == "Could not parse script result" => None,
            Err(refusal) => panic!("{body}: {refusal}"),
        }
    }

    /// Returns the value of an expression in the page.
    pub fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression}"), json!([]))
    }

    /// Returns the string value of an expression in the page.
    pub fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression in the page is true.
    pub fn until(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression})");
        wait(what, || {
            (self.run(&script, json!([])) == true)
                .then_some(())
                .ok_or_else(|| expression.to_owned())
        });
    }

    /// Waits for this number of frames.
    pub fn frames(&self, count: u32) {
        let script = "let [left, tell] = arguments; const next = () => (left -= 1) < 0 ? tell(true) : requestAnimationFrame(next); next()";
        self.post("/execute/async", &json!({"script": script, "args": [count]}));
    }

    /// Types keys into the focused element. Modifier keys stay down until the end.
    pub fn keys(&self, keys: &str) {
        let held = |key: &char| matches!(key, '\u{E008}'..='\u{E00A}' | '\u{E03D}');
        let press = |key: char| json!({"type": "keyDown", "value": key.to_string()});
        let release = |key: char| json!({"type": "keyUp", "value": key.to_string()});
        let mut actions = Vec::new();
        for key in keys.chars() {
            actions.push(press(key));
            if !held(&key) {
                actions.push(release(key));
            }
        }
        actions.extend(keys.chars().rev().filter(held).map(release));
        let source = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.post("/actions", &json!({"actions": [source]}));
    }

    /// Presses the mouse button at a position in the viewport.
    pub fn press(&self, x: i64, y: i64) {
        let actions = json!([
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]);
        let mouse =
            json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions});
        self.post("/actions", &json!({"actions": [mouse]}));
    }

    /// Returns the only control with this role and name. An exact name takes precedence over a name that begins with
    /// `name`, and that over a name that contains it.
    pub fn find(&self, role: &str, name: &str) -> Control<'_> {
        self.find_within(None, role, name)
    }

    /// Returns the only control with this role and name, inside another control if given.
    pub(super) fn find_within(&self, scope: Option<&Control<'_>>, role: &str, name: &str) -> Control<'_> {
        wait(&format!("{role} “{name}”"), || {
            let all = self.all_within(scope, role, name);
            let names: Vec<_> = all.iter().map(|control| control.name.clone()).collect();
            let exact = |control: &&Control<'_>| control.name == name;
            let begins = |control: &&Control<'_>| control.name.starts_with(name);
            let mut best: Vec<_> = all.iter().filter(exact).collect();
            if best.is_empty() {
                best = all.iter().filter(begins).collect();
            }
            if best.is_empty() {
                best = all.iter().collect();
            }
            match best[..] {
                [only] => only.clone().checked(),
                _ => Err(format!("there are {names:?}")),
            }
        })
    }

    /// Returns all controls with this role and with `name` in their names.
    pub fn all(&self, role: &str, name: &str) -> Vec<Control<'_>> {
        self.all_within(None, role, name)
    }

    pub(super) fn all_within(&self, scope: Option<&Control<'_>>, role: &str, name: &str) -> Vec<Control<'_>> {
        let scope = scope.map_or(Value::Null, Control::element);
        let found = self.run_if_there(include_str!("find.js"), json!([role, name, scope]));
        let found = found.and_then(|found| found.as_array().cloned()).unwrap_or_default();
        found
            .iter()
            .map(|pair| Control::new(self, role, &pair[0], &pair[1]))
            .collect()
    }

    /// Returns whether no control has this role and name.
    pub fn lacks(&self, role: &str, name: &str) -> bool {
        self.all(role, name).is_empty()
    }

    /// Returns the control that has the focus.
    pub fn focused(&self) -> Control<'_> {
        self.all("focused", "").remove(0)
    }

    /// Returns the name of any element as the accessibility tree has it; `None` if the driver does not say it.
    pub fn name_of(&self, expression: &str) -> Option<String> {
        let element = self.value(expression);
        let name = || self.try_ask(element[ELEMENT].as_str()?, "computedlabel").ok();
        self.engine.tells_roles().then(name).flatten()
    }

    /// Asks the driver about an element.
    pub(super) fn try_ask(&self, element: &str, what: &str) -> Result<String, String> {
        let answer = self.session.get(&format!("/element/{element}/{what}"));
        let answer = answer.map_err(|refusal| format!("{what}: {refusal}"))?;
        Ok(plain(answer.as_str().unwrap_or_default()))
    }

    /// Returns the visible text of the page with normalized white space.
    pub fn seen(&self) -> String {
        self.text("(document.body.innerText + ' ' + (document.querySelector('ziping-form')?.shadowRoot?.querySelector('.form')?.innerText ?? '')).replace(/\\s+/g, ' ')")
    }

    /// Waits until a text is visible.
    pub fn shows(&self, text: &str) {
        wait(&format!("“{text}” is seen"), || {
            let seen = self.seen();
            seen.contains(text).then_some(()).ok_or(seen)
        });
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "only Chromium has {command}");
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Returns the names of all nodes with this role in Chromium's full accessibility tree.
    pub fn heard(&self, role: &str) -> Vec<String> {
        let root = self.cdp("DOM.getDocument", &json!({"depth": 0}))["root"]["nodeId"].take();
        let mut nodes = self.cdp("Accessibility.queryAXTree", &json!({"nodeId": root, "role": role}));
        let nodes = nodes["nodes"].as_array_mut().map(std::mem::take).unwrap_or_default();
        let heard = nodes.iter().filter(|node| node["ignored"] != true);
        heard
            .filter_map(|node| Some(node["name"]["value"].as_str()?.to_owned()))
            .collect()
    }

    /// Sends a command to the driver.
    pub fn post(&self, path: &str, body: &Value) -> Value {
        self.session
            .post(path, body)
            .unwrap_or_else(|refusal| panic!("{path}: {refusal}"))
    }
}

/// Repeats an attempt until it returns a value; fails with the attempt's reason after [`PATIENCE`].
pub fn wait<T>(what: &str, attempt: impl FnMut() -> Result<T, String>) -> T {
    wait_for(PATIENCE, what, attempt)
}

/// Repeats an attempt until it returns a value; fails with the attempt's reason after `patience`.
pub fn wait_for<T>(patience: Duration, what: &str, mut attempt: impl FnMut() -> Result<T, String>) -> T {
    let start = Instant::now();
    loop {
        match attempt() {
            Ok(value) => return value,
            Err(why) if start.elapsed() > patience => panic!("not within {patience:?}: {what}; {why}"),
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

/// Returns the address of a file on disk.
pub fn address(file: &Path) -> String {
    let path = file.to_string_lossy();
    let escaped = path.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    format!("file://{}", escaped.collect::<String>())
}
