//! The browser's storage for a page: the displayed status, the database rows, and further windows.

use serde_json::{Value, json};

use super::page::Page;

/// Runs a function body with the page's database as `db`, if there is one; `all` and `put` return promises of rows.
const IN_DATABASE: &str = "const done = arguments[arguments.length - 1];
    const settled = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const opened = indexedDB.open('ziping');
    opened.onupgradeneeded = () => opened.transaction.abort();
    (async () => {
        const db = await settled(opened).catch(() => null);
        if (!db) return null;
        const store = (name, mode) => db.transaction(name, mode).objectStore(name);
        const all = async (name) => {
            const rows = store(name, 'readonly');
            const [keys, values] = await Promise.all([settled(rows.getAllKeys()), settled(rows.getAll())]);
            return keys.map((key, i) => [key, values[i]]);
        };
        const put = (name, key, value) => settled(store(name, 'readwrite').put(value, key));
        try { BODY } finally { db.close(); }
    })().then(done, (fault) => done(`FAULT ${fault}`));";

impl Page {
    /// Returns the displayed storage status: `none`, `saving`, `saved` or `not-saved`.
    pub fn keeping(&self) -> String {
        self.text("document.querySelector('[data-ziping=saved]')?.dataset.state ?? ''")
    }

    /// Returns the text of the storage status.
    pub fn keeping_in_words(&self) -> String {
        self.text("document.querySelector('[data-ziping=saved]')?.textContent ?? ''")
    }

    /// Runs the body of an asynchronous function with the database; returns null if there is none.
    pub fn in_database(&self, body: &str) -> Value {
        let script = IN_DATABASE.replace("BODY", body);
        let answer = self.post("/execute/async", &json!({"script": script, "args": []}));
        let fault = answer.as_str().filter(|text| text.starts_with("FAULT"));
        assert_eq!(fault, None, "{body}");
        answer
    }

    /// Returns the number of rows of an object store; zero without a database.
    pub fn rows(&self, store: &str) -> usize {
        let rows = self.in_database(&format!("return (await all('{store}')).length"));
        rows.as_u64().map_or(0, |rows| usize::try_from(rows).unwrap_or(0))
    }

    /// Deletes the database under the open page, as a cleaning program does.
    pub fn delete_database(&self) {
        let script = "const done = arguments[0], asked = indexedDB.deleteDatabase('ziping');
            asked.onsuccess = () => done('done'); asked.onerror = () => done('failed'); asked.onblocked = () => done('blocked')";
        let answer = self.post("/execute/async", &json!({"script": script, "args": []}));
        assert_eq!(answer, "done", "an open connection to the database blocks its removal");
    }

    /// Returns the handle of the current window.
    pub fn window(&self) -> String {
        let handle = self
            .session
            .get("/window")
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        handle.as_str().unwrap_or_default().to_owned()
    }

    /// Opens a new window and switches to it.
    pub fn open_window(&self) -> String {
        let made = self.post("/window/new", &json!({"type": "window"}));
        let handle = made["handle"].as_str().unwrap_or_default().to_owned();
        self.switch_to(&handle);
        handle
    }

    /// Switches to another window.
    pub fn switch_to(&self, handle: &str) {
        self.post("/window", &json!({"handle": handle}));
    }

    /// Closes the current window, regardless of its activity.
    pub fn close_window(&self) {
        self.session
            .delete("/window")
            .unwrap_or_else(|refusal| panic!("{refusal}"));
    }
}
