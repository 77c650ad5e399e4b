//! Values that a page sets on the element, and which of them the element keeps: before there is a form, without any
//! form, and with the drafts of several people.

use serde_json::{Value, json};

use super::support::page::wait;
use super::support::portal::{STRICT, element, portal, stands};
use super::support::{Page, files, keys};

/// Returns a record of the school's rubric with these points.
fn record(id: &str, points: &[(&str, f64)]) -> Value {
    let answers: serde_json::Map<_, _> = points
        .iter()
        .map(|(criterion, points)| {
            let answer =
                json!({"answer": {"kind": "points", "points": points}, "counter": 1, "replica": "page", "time": ""});
            ((*criterion).to_owned(), answer)
        })
        .collect();
    json!({"format": 1, "kind": "ziping-record", "id": id, "revision": 1, "rubric": {"id": "school-pe", "version": "1"},
        "answers": {"self": answers}, "scores": {"self": {"standing": "provisional", "total": 4, "maximum": 100}}})
}

fn run(page: &Page, script: &str, with: Value) -> Value {
    page.run(
        &format!("const pe = document.getElementById('pe'); {script}"),
        json!([with]),
    )
}

/// Returns the value of a settled promise.
fn settled(page: &Page, script: &str, with: Value) -> Value {
    let script = format!("const pe = document.getElementById('pe'), [given, done] = arguments; {script}");
    page.post("/execute/async", &json!({"script": script, "args": [with]}))
}

fn sent(page: &Page) -> Value {
    page.value("Object.fromEntries(new FormData(document.forms[0]))")
}

fn heard(page: &Page, name: &str) {
    page.until(
        &format!("{name} is heard"),
        &format!("window.heard.some(([heard]) => heard === '{name}')"),
    );
}

#[test]
fn a_record_whose_rubric_does_not_come_is_kept_and_sent() {
    let given = record("own", &[("pe-01", 4.0)]).to_string();
    let inside = format!(
        r#"<ziping-form id="pe" name="a" rubric="none.json" entries="total grade" lang="zh-CN" required loading="eager"><script type="application/json" data-ziping="record">{given}</script></ziping-form>"#
    );
    portal(STRICT, &inside, |page| {
        heard(page, "problem");
        assert_eq!(sent(page), json!({"a": given, "a.total": "4", "a.grade": ""}));
        assert_eq!(run(page, "return pe.value", json!(null)), json!(given));
        assert_eq!(run(page, "return pe.checkValidity()", json!(null)), false);
        // A valid rubric is opened at last.
        let opens = "pe.load({ rubric: given }).then(() => done(pe.score().total), (error) => done(String(error)))";
        assert_eq!(settled(page, opens, json!(files::rubric("school-pe.json"))), "4");
        assert_eq!(
            run(
                page,
                "return pe.shadowRoot.querySelectorAll('[part=fault]').length",
                json!(null)
            ),
            0
        );
        // An invalid rubric leaves the form unchanged, also across a removal from the document.
        let refused =
            "pe.load({ rubric: { a: 1 } }).then(() => done('open'), ({ problems }) => done(problems[0].code))";
        assert_eq!(settled(page, refused, json!(null)), "no-rubric");
        let again = "const place = pe.parentNode; pe.remove(); setTimeout(() => { place.append(pe); pe.addEventListener('ready', () => done(pe.score().total), { once: true }); }, 50)";
        assert_eq!(settled(page, again, json!(null)), "4");
        // A record is not a rubric.
        let mixed = "pe.load({ rubric: given }).then(() => done('open'), ({ problems }) => done(problems[0].code))";
        assert_eq!(settled(page, mixed, record("own", &[])), "not-a-rubric");
    });
}

#[test]
fn of_several_loads_the_last_counts_and_all_settle() {
    portal(
        STRICT,
        &format!(
            "{}<ziping-form id='pe' name='a' lang='zh-CN'></ziping-form>",
            "<p>上文</p>".repeat(200)
        ),
        |page| {
            page.until("the element is known", "Boolean(customElements.get('ziping-form'))");
            let loads = "Promise.allSettled(given.map((rubric) => pe.load({ rubric }))).then((all) => done(all.map(({ status, reason }) => reason?.name ?? status)))";
            let all = settled(
                page,
                loads,
                json!([
                    files::rubric("class-stars.json"),
                    "none.json",
                    files::rubric("school-pe.json")
                ]),
            );
            assert_eq!(all, json!(["AbortError", "AbortError", "fulfilled"]));
            page.points("1");
            let all = settled(page, loads, json!(["none.json", files::rubric("school-pe.json")]));
            assert_eq!(all, json!(["AbortError", "fulfilled"]));
            // Outside a document the element waits until it is inserted, and does not block other elements.
            let outside = "const one = document.createElement('ziping-form'); one.id = 'one'; one.focus(); one.setCustomValidity('x'); one.checkValidity(); one.setCustomValidity('');
            const opened = one.load({ rubric: given }); const other = document.createElement('ziping-form'); other.rubric = given; other.loading = 'eager';
            other.addEventListener('ready', () => { pe.after(one); opened.then(() => done(one.score().standing), (error) => done(String(error))); }, { once: true }); pe.after(other)";
            assert_eq!(
                settled(page, outside, json!(files::rubric("class-stars.json"))),
                "empty"
            );
            assert_eq!(page.value("window.faults"), json!([]));
        },
    );
}

#[test]
fn resetting_gives_back_what_the_page_came_with_whenever_it_is_asked_for() {
    let given = record("own", &[("pe-01", 4.0)]).to_string();
    let inside = format!(
        r#"{}<ziping-form id="pe" name="a" rubric="ziping/rubrics/school-pe.json" lang="zh-CN"><script type="application/json" data-ziping="record">{given}</script></ziping-form>"#,
        "<p>上文</p>".repeat(200)
    );
    portal(STRICT, &inside, |page| {
        page.until("the element is known", "Boolean(customElements.get('ziping-form'))");
        // Before the program is loaded.
        page.run("document.forms[0].reset()", json!([]));
        assert_eq!(sent(page)["a"], json!(given));
        run(page, "pe.scrollIntoView()", json!(null));
        stands(page);
        page.points("1").rewrite("2");
        page.sums("2 / 100");
        page.run("document.forms[0].reset()", json!([]));
        page.sums("4 / 100");
        // After navigation back, when the browser has restored another state.
        page.points("1").rewrite("3");
        page.run("location.href = '/watch.js'", json!([]));
        page.until(
            "it is another page",
            "location.pathname === '/watch.js' && document.readyState === 'complete'",
        );
        page.post("/back", &json!({}));
        page.until(
            "the element is known",
            "Boolean(window.customElements?.get('ziping-form'))",
        );
        run(page, "pe.scrollIntoView()", json!(null));
        page.sums("3 / 100");
        page.run("document.forms[0].reset()", json!([]));
        page.sums("4 / 100");
    });
}

#[test]
fn entries_of_the_same_name_stay_beside_each_other() {
    let inside = r#"<input name="a" value="mine"><ziping-form id="pe" name="a" rubric="ziping/rubrics/school-pe.json" lang="zh-CN"></ziping-form><ziping-form id="other" name="a" rubric="ziping/rubrics/class-stars.json" lang="zh-CN" loading="eager"></ziping-form>"#;
    portal(STRICT, inside, |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.until(
            "the other stands",
            "window.heard.some(([name, , id]) => name === 'ready' && id === 'other')",
        );
        let all = page
            .value("new FormData(document.forms[0]).getAll('a').map((text) => text.includes('pe-01') ? 'pe' : text)");
        assert_eq!(all, json!(["mine", "pe", ""]));
    });
}

#[test]
fn whoever_has_another_key_meets_no_draft_of_it() {
    portal(STRICT, &element("autosave draft-key=anna"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        heard(page, "save");
        let base = run(page, "return pe.value", json!(null));
        run(page, "window.heard.length = 0", json!(null));
        page.points("2").rewrite("2");
        heard(page, "save");
        // Another person opens the page: nothing of the first person is visible, and a record that both have is not the
        // second person's draft.
        run(page, "pe.draftKey = 'ben'", json!(null));
        page.sums("— / 100");
        run(page, "pe.value = arguments[0]; window.heard.length = 0", base);
        page.sums("3 / 100");
        page.points("3").rewrite("1");
        page.sums("4 / 100");
        heard(page, "save");
        assert_eq!(page.value("window.heard.some(([name]) => name === 'conflict')"), false);
        // Each person continues with their own draft.
        for (key, sum) in [("anna", "5 / 100"), ("ben", "4 / 100")] {
            run(page, "pe.draftKey = arguments[0]", json!(key));
            page.sums(sum);
        }
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("5 / 100");
    });
}

#[test]
fn a_page_removes_the_drafts_of_its_key() {
    portal(STRICT, &element("autosave draft-key=anna"), |page| {
        let saved = || {
            heard(page, "save");
            run(page, "window.heard.length = 0", json!(null));
        };
        let remove = || {
            let removing = "pe.removeDrafts().then(() => done(pe.value), (error) => done(String(error)))";
            let left = settled(page, removing, json!(null));
            assert!(left.as_str().is_some_and(|left| left.contains("pe-01")), "{left}");
        };
        let key = |key| run(page, "pe.draftKey = arguments[0]", json!(key));
        stands(page);
        page.points("1").rewrite("3");
        saved();
        key("ben");
        page.sums("— / 100");
        page.points("2").rewrite("2");
        saved();
        key("anna");
        page.sums("3 / 100");
        assert_eq!(page.rows("drafts"), 2);
        remove();
        assert_eq!((page.rows("drafts"), page.rows("rubrics")), (1, 1));
        page.sums("3 / 100");
        // Nothing is restored, and the next edit begins a new draft with the whole content of the form.
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("— / 100");
        page.points("1").rewrite("4");
        saved();
        remove();
        page.points("3").rewrite("1");
        saved();
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("5 / 100");
        // An edit just before the removal is not written after it.
        page.points("1").rewrite("2");
        remove();
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("— / 100");
        key("ben");
        page.sums("2 / 100");
        assert_eq!(page.value("window.faults"), json!([]));
        // The key is read at the time of the call, not when the form is mounted.
        page.post("/refresh", &json!({}));
        let late = "const late = document.createElement('ziping-form'); late.autosave = true; late.draftKey = 'ben';
            late.rubric = 'ziping/rubrics/school-pe.json'; pe.replaceWith(late); late.id = 'pe';
            const removing = late.removeDrafts(); late.draftKey = 'anna';
            removing.then(() => done('removed'), (error) => done(String(error)))";
        assert_eq!(settled(page, late, json!(null)), json!("removed"));
        assert_eq!(page.rows("drafts"), 0);
        // Without a form the drafts cannot be identified, and the promise is rejected.
        let none = "const other = document.createElement('ziping-form'); other.setAttribute('rubric', 'none.json'); pe.after(other);
            const ends = () => other.removeDrafts().then(() => 'removed', ({ problems }) => problems[0].code);
            ends().then(async (first) => done([first, await ends()]))";
        assert_eq!(settled(page, none, json!(null)), json!(["rubric", "rubric"]));
        let loose = "document.createElement('ziping-form').removeDrafts().catch(({ name }) => done(name))";
        assert_eq!(settled(page, loose, json!(null)), json!("InvalidStateError"));
    });
}

#[test]
fn a_draft_that_only_adds_to_the_pages_record_goes_on() {
    let given = record("own", &[("pe-01", 4.0)]).to_string();
    let inside = format!(
        r#"<ziping-form id="pe" name="a" rubric="ziping/rubrics/school-pe.json" lang="zh-CN" autosave><script type="application/json" data-ziping="record">{given}</script></ziping-form>"#
    );
    portal(STRICT, &inside, |page| {
        stands(page);
        page.sums("4 / 100");
        page.points("2").rewrite("2");
        heard(page, "save");
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("6 / 100");
        page.points("3").rewrite("1");
        page.sums("7 / 100");
        heard(page, "save");
        assert_eq!(page.value("window.heard.some(([name]) => name === 'conflict')"), false);
        // A read-only form shows the page's record, regardless of drafts.
        run(page, "pe.readOnly = true", json!(null));
        run(page, "pe.value = arguments[0]", json!(given));
        page.sums("4 / 100");
        assert!(page.lacks("button", "合并"));
    });
}

#[test]
fn whoever_merges_neither_keeps_both() {
    portal(STRICT, &element("autosave"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        heard(page, "save");
        let mut other = run(page, "return pe.record()", json!(null));
        other["answers"]["self"]["pe-01"]["answer"]["points"] = json!(1);
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("3 / 100");
        run(page, "pe.value = arguments[0]", json!(other.to_string()));
        page.find("heading", "合并 2 份记录");
        page.find("button", "取消").click();
        page.sums("3 / 100");
        // Restoring a draft asks nothing again and loses nothing.
        page.points("2").rewrite("2");
        run(page, "window.heard.length = 0", json!(null));
        page.points("18").rewrite("16");
        page.sums("21 / 100");
        heard(page, "save");
        assert!(page.lacks("button", "合并"));
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("21 / 100");
    });
}

#[test]
fn a_newer_rubric_of_the_page_takes_a_draft_along() {
    portal(STRICT, &element("autosave"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        heard(page, "save");
        page.post("/refresh", &json!({}));
        stands(page);
        let newer = files::rubric("school-pe.json").replacen("\"version\": \"1\"", "\"version\": \"2\"", 1);
        let opens = "pe.load({ rubric: given }).then(() => done(true), (error) => done(String(error)))";
        assert_eq!(settled(page, opens, json!(newer)), true);
        page.sums("3 / 100");
        wait("it is the newer", || {
            let version = run(page, "return pe.record()?.rubric.version ?? ''", json!(null));
            (version == "2").then_some(()).ok_or(version.to_string())
        });
        // An untouched form stays empty on another version of the rubric.
        run(page, "pe.removeAttribute('autosave')", json!(null));
        run(page, "pe.value = null", json!(null));
        assert_eq!(settled(page, opens, json!(files::rubric("school-pe.json"))), true);
        assert_eq!(run(page, "return pe.value", json!(null)), "");
    });
}

#[test]
fn a_page_saved_with_a_copy_opens_with_it() {
    portal(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
        &element("light-copy"),
        |page| {
            stands(page);
            page.points("1").rewrite("3");
            page.points("20").rewrite("2");
            page.sums("5 / 100");
            page.until(
                "the copy holds it",
                r#"/"pe-20":\s*\{\s*"answer"/.test(document.getElementById('pe').textContent)"#,
            );
            let saved = page.text("document.documentElement.outerHTML");
            files::write("index.html", format!("<!DOCTYPE html>{saved}"));
            page.post("/refresh", &json!({}));
            stands(page);
            page.sums("5 / 100");
            assert_eq!(page.value("window.heard.some(([name]) => name === 'problem')"), false);
        },
    );
}

#[test]
fn a_policy_that_forbids_the_copy_spoils_nothing_else() {
    portal(STRICT, &element("light-copy"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        // The page is notified once, and the form continues to work.
        heard(page, "problem");
        page.points("2").rewrite("2");
        page.sums("5 / 100");
        page.keys(keys::TAB);
        page.run("dispatchEvent(new Event('pagehide'))", json!([]));
        assert_eq!(page.value("window.faults"), json!([]));
        assert_eq!(
            page.value("window.heard.filter(([name]) => name === 'problem').length"),
            1
        );
    });
}
