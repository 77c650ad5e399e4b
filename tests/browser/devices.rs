//! Input from devices: input methods, autofill, translators, pasted and dropped content, keyboards.
//! `docs/design/typing.md` lists what each engine receives as real input, and what is simulated by events in the
//! engine's order.

mod sequences;

use super::support::form::{rubric, school};
use super::support::page::wait;
use super::support::portal::{STRICT, element, portal, stands};
use super::support::{Engine, Page, keys};
use sequences::{COMPOSITIONS, Composition, PASTES, RETURNS, SHORTCUTS};
use serde_json::{Value, json};

/// Criteria of several kinds in sequence.
const KINDS: &str = r#"{ "format": 1, "id": "kinds", "version": "1", "status": "final", "title": "几种项目",
    "profile": [{ "id": "founded", "label": "建校日期", "kind": "date" },
        { "id": "balance", "label": "结余", "kind": "number", "unit": "元" },
        { "id": "pupils", "label": "学生数", "kind": "number", "min": 0, "unit": "人" }],
    "rules": { "problems": {} },
    "sections": [{ "id": "s", "title": "各项", "criteria": [
        { "id": "a", "label": "1", "text": "甲", "scale": { "kind": "points", "max": 5, "step": 0.5 } },
        { "id": "b", "label": "2", "text": "乙", "scale": { "kind": "levels", "levels": [
            { "id": "good", "label": "好", "points": 4 }, { "id": "fair", "label": "中", "points": 2 }] } },
        { "id": "c", "label": "3", "text": "丙", "scale": { "kind": "points", "max": 5, "measured": {
            "quantity": { "kind": "number", "label": "时长", "unit": "分钟" },
            "table": { "kind": "steps", "steps": [{ "atLeast": 30, "points": 5 }] } } } },
        { "id": "d", "label": "4", "text": "丁", "scale": { "kind": "points", "min": -5, "max": 5 } },
        { "id": "e", "label": "5", "text": "戊", "scale": { "kind": "parts", "parts": [
            { "id": "one", "label": "其一", "max": 2 }, { "id": "two", "label": "其二", "max": 3 }] } }] }] }"#;

fn kinds(test: impl FnOnce(&Page)) {
    rubric(KINDS, test);
}

/// Waits until a field holds a text.
fn holds(page: &Page, label: &str, text: &str) {
    wait(&format!("criterion {label} holds “{text}”"), || {
        let value = page.points(label).value();
        (value == text).then_some(()).ok_or(format!("it holds “{value}”"))
    });
}

/// Waits until the control with the focus has a name that begins with `name`.
fn at(page: &Page, name: &str) {
    wait(&format!("the focus is at “{name}”"), || {
        let focused = page.focused().name;
        focused.starts_with(name).then_some(()).ok_or(focused)
    });
}

/// Returns the total in the exported file.
fn exported(page: &Page) -> String {
    page.find("button", "导出").click();
    let record: Value = serde_json::from_str(&page.given().text).expect("a record");
    record["scores"]["self"]["total"].to_string()
}

/// Sends events to the focused field: `["set", value, composing]`, `["composition", type]`, or
/// `["key", type, key, code, keyCode, composing, ctrl]`. Returns whether the default of the last event was prevented.
fn send(page: &Page, events: &Value) -> bool {
    let script = "let at = document.activeElement;
        while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const all = { bubbles: true, composed: true, cancelable: true };
        let goes = true;
        for (const [kind, what, ...more] of arguments[0]) {
            if (kind === 'set') {
                at.value = what;
                if (more[0] !== null) at.dispatchEvent(new InputEvent('input', { ...all, isComposing: more[0] }));
            } else if (kind === 'composition') at.dispatchEvent(new CompositionEvent(what, all));
            else if (kind === 'event') at.dispatchEvent(new Event(what, all));
            else {
                const [key, code, keyCode, isComposing, ctrlKey] = more;
                goes = at.dispatchEvent(new KeyboardEvent(what, { ...all, key, code, keyCode, isComposing, ctrlKey }));
            }
        }
        return !goes";
    page.run(script, json!([events])) == true
}

fn compose(page: &Page, composition: &Composition) {
    match page.engine {
        // Chromium's input method, driven by the DevTools protocol.
        Engine::Chromium => {
            for text in composition.steps {
                let end = text.encode_utf16().count();
                let parameters = json!({"text": text, "selectionStart": end, "selectionEnd": end});
                page.cdp("Input.imeSetComposition", &parameters);
            }
        }
        _ => {
            send(page, &json!([["composition", "compositionstart"]]));
            for text in composition.steps {
                send(
                    page,
                    &json!([["composition", "compositionupdate"], ["set", text, true]]),
                );
            }
        }
    }
}

fn commit(page: &Page, composition: &Composition) {
    let text = composition.text;
    match page.engine {
        Engine::Chromium => drop(page.cdp("Input.insertText", &json!({"text": text}))),
        // Firefox sends the end of the composition before the last input event.
        Engine::Firefox => drop(send(
            page,
            &json!([["composition", "compositionend"], ["set", text, false]]),
        )),
        // WebKit sends the last input event before the end of the composition, and the key that ended it after both.
        Engine::Webkit => drop(send(
            page,
            &json!([
                ["set", text, true],
                ["composition", "compositionend"],
                ["key", "keydown", "Enter", "Enter", 229, false, false],
                ["key", "keyup", "Enter", "Enter", 13, false, false],
            ]),
        )),
    }
}

#[test]
fn a_composition_counts_once_it_is_ended() {
    kinds(|page| {
        for composition in COMPOSITIONS {
            let field = page.points("1");
            field.rewrite("");
            compose(page, composition);
            page.frames(3);
            assert!(
                page.sum().contains("已评 0 / 5 项"),
                "{}: {}",
                composition.language,
                page.sum()
            );
            commit(page, composition);
            page.sums(&format!("{} / 24", composition.points));
            page.keys(keys::TAB);
            holds(page, "1", composition.points);
        }
    });
}

#[test]
fn the_key_that_ends_a_composition_stays() {
    kinds(|page| {
        for row in RETURNS {
            page.points("1").rewrite("4");
            let [code, composing] = [json!(row.key_code), json!(row.composing)];
            let taken = send(
                page,
                &json!([["key", "keydown", "Enter", "Enter", code, composing, false]]),
            );
            assert_eq!(taken, row.leaves, "{}", row.what);
            page.frames(3);
            if !row.leaves {
                at(page, "自评分，第1项");
            }
        }
        at(page, "好");
    });
}

#[test]
fn values_that_nothing_is_heard_of_are_taken() {
    kinds(|page| {
        page.catch_downloads();
        for (events, total) in [
            // Autofill and password managers send both events, only `change`, or no event until the field is left.
            (json!([["set", "3", false], ["event", "change"]]), "3"),
            (json!([["set", "3.5", null], ["event", "change"]]), "3.5"),
            (json!([["set", "4.5", null]]), "4.5"),
        ] {
            page.points("1").rewrite("");
            send(page, &events);
            page.keys(keys::TAB);
            page.sums(&format!("{total} / 24"));
            holds(page, "1", total);
            assert_eq!(exported(page), total, "{events}");
        }
    });
}

#[test]
fn no_arrow_and_no_wheel_changes_a_score() {
    const UP: &str = "\u{E013}";
    const DOWN: &str = "\u{E015}";
    kinds(|page| {
        page.points("1").rewrite("");
        // Skips the levels, whose arrow keys choose, and moves between number fields.
        page.keys(DOWN);
        at(page, "自评分，第3项");
        page.keys("4");
        page.keys(DOWN);
        at(page, "自评分，第4项");
        page.keys(DOWN);
        at(page, "其一 第5项");
        page.keys(DOWN);
        at(page, "其二 第5项");
        page.keys(DOWN);
        at(page, "其二 第5项");
        page.keys(UP);
        at(page, "其一 第5项");
        for name in ["自评分，第4项", "自评分，第3项", "自评分，第1项", "自评分，第1项"] {
            page.keys(UP);
            at(page, name);
        }
        let script = "const [field] = arguments; field.focus();
            field.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, composed: true, cancelable: true }))";
        page.run(script, json!([page.points("3").element()]));
        page.frames(3);
        for (label, is) in [("1", ""), ("3", "4"), ("4", "")] {
            holds(page, label, is);
        }
        page.sums("4 / 24");
    });
}

#[test]
fn enter_goes_to_the_measure_and_then_on() {
    kinds(|page| {
        page.points("1").rewrite("4");
        page.keys(keys::ENTER);
        at(page, "好");
        page.points("3").rewrite("5");
        for name in ["时长 第3项", "自评分，第4项", "其一 第5项", "其二 第5项"] {
            page.keys(keys::ENTER);
            at(page, name);
        }
        page.sums("9 / 24");
    });
}

#[test]
fn a_keypad_has_a_minus_where_one_may_be_typed() {
    kinds(|page| {
        for (name, keypad) in [
            ("自评分，第1项", "decimal"),
            ("自评分，第4项", "text"),
            ("时长 第3项", "decimal"),
            ("其一 第5项", "decimal"),
            ("结余", "text"),
            ("学生数", "decimal"),
        ] {
            let field = page.find("textbox", name);
            assert_eq!(field.attribute("inputmode").as_deref(), Some(keypad), "{name}");
        }
    });
}

#[test]
fn shortcuts_work_in_every_layout() {
    kinds(|page| {
        for row in SHORTCUTS {
            page.points("1").rewrite("4");
            page.sums("4 / 24");
            let event = json!([["key", "keydown", row.key, row.code, row.key_code, false, true]]);
            if page.engine == Engine::Chromium {
                let parameters = json!({"type": "rawKeyDown", "modifiers": 2, "key": row.key, "code": row.code,
                    "windowsVirtualKeyCode": row.key_code});
                page.cdp("Input.dispatchKeyEvent", &parameters);
            } else {
                send(page, &event);
            }
            if row.undoes {
                holds(page, "1", "");
            } else {
                page.frames(3);
                holds(page, "1", "4");
                page.points("1").rewrite("");
                page.sums("已评 0 / 5 项");
            }
        }
    });
}

/// Wraps every text of the form in elements as translators do: either all texts, or only those that may be translated.
fn translate(page: &Page, all: bool, moves: bool) {
    let script = "const [all, moves] = arguments, root = document.querySelector('ziping-form').shadowRoot;
        const walker = document.createTreeWalker(root.querySelector('.form'), NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) found.push(walker.currentNode);
        for (const text of found) {
            if (!text.data.trim() || text.parentElement.closest('font, textarea, select')) continue;
            if (!all && text.parentElement.closest('[translate=no]')) continue;
            const outer = document.createElement('font'), inner = document.createElement('font');
            inner.textContent = `⟨${text.data}⟩`;
            text.replaceWith(outer);
            outer.append(moves ? text : inner);
        }";
    page.run(script, json!([all, moves]));
}

/// Replaces the text of the field with this id by typing: names differ in a translated form.
fn retype(page: &Page, id: &str, text: &str) {
    let script = "const field = document.querySelector('ziping-form').shadowRoot.getElementById(arguments[0]); field.focus(); field.select()";
    page.run(script, json!([id]));
    page.keys(text);
}

fn press(page: &Page, id: &str) {
    let script = "document.querySelector('ziping-form').shadowRoot.getElementById(arguments[0]).click()";
    page.run(script, json!([id]));
}

/// Waits until the sum shows a text, ignoring the translator's elements around it.
fn sums_translated(page: &Page, text: &str) {
    let bare = |text: &str| text.replace(['⟨', '⟩', ' '], "");
    wait(&format!("the sum says “{text}”"), || {
        let sum = bare(&page.sum());
        sum.contains(&bare(text)).then_some(()).ok_or(sum)
    });
}

#[test]
fn a_translated_form_shows_what_it_exports() {
    for (all, moves) in [(false, false), (true, false), (true, true)] {
        kinds(|page| {
            page.catch_downloads();
            page.points("1").rewrite("4");
            page.sums("4 / 24");
            translate(page, all, moves);
            retype(page, "i-3", "-2");
            sums_translated(page, "2 / 24");
            sums_translated(page, "已评 2 / 5 项");
            translate(page, all, moves);
            retype(page, "i-0", "9");
            // A refused value keeps the previous one and is reported.
            page.until(
                "it is refused",
                "document.querySelector('ziping-form').shadowRoot.getElementById('f-0')?.textContent.includes('“9”')",
            );
            sums_translated(page, "2 / 24");
            retype(page, "i-0", "3.5");
            press(page, "full-4");
            sums_translated(page, "6.5 / 24");
            assert_eq!(exported(page), "6.5");
            // A note, undo and redo continue to work.
            translate(page, all, moves);
            press(page, "note-0");
            page.until(
                "the note has the focus",
                "document.querySelector('ziping-form').shadowRoot.activeElement?.id === 'note-text-0'",
            );
            page.keys("1");
            page.keys(&format!("{}z", keys::CONTROL));
            page.keys(&format!("{}z", keys::CONTROL));
            sums_translated(page, "1.5 / 24");
            assert_eq!(exported(page), "1.5");
            assert_eq!(
                page.value("document.getElementById('ziping-words')?.className ?? ''"),
                ""
            );
        });
    }
}

/// Pastes content into a control by an event with data; returns whether the page prevented the browser's default.
fn paste(page: &Page, name: (&str, &str), what: &Value) -> bool {
    let control = page.find(name.0, name.1);
    let script = "const [at, { text, html, picture }] = arguments, data = new DataTransfer();
        if (text) data.setData('text/plain', text);
        if (html) data.setData('text/html', html);
        if (picture) data.items.add(new File([new Uint8Array(8)], picture, { type: 'image/png' }));
        at.focus();
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true });
        // Firefox attaches no data to an event that a script creates.
        Object.defineProperty(event, 'clipboardData', { value: data });
        return !at.dispatchEvent(event)";
    page.run(script, json!([control.element(), what])) == true
}

#[test]
fn what_is_pasted_goes_where_it_belongs() {
    kinds(|page| {
        page.find("button", "添加问题与措施，第1项").click();
        for row in PASTES {
            let what = json!({"text": row.text, "html": row.html, "picture": row.picture});
            let before = page.criterion("1").all("textbox", "名称").len();
            assert_eq!(paste(page, row.at, &what), row.taken, "{}", row.what);
            match row.told {
                Some(told) => page.shows(told),
                None => page.frames(3),
            }
            let count = || page.criterion("1").all("textbox", "名称").len();
            wait(row.what, || {
                let now = count();
                (now == before + row.attached)
                    .then_some(())
                    .ok_or(format!("{now} files"))
            });
        }
        page.find("textbox", "问题").says("");
        assert_eq!(page.find("textbox", "问题").value(), "只有网页文字");
    });
}

#[test]
fn a_text_from_the_clipboard_is_read_as_it_is_typed() {
    kinds(|page| {
        page.criterion("1").find("button", "备注").click();
        for (text, taken) in [
            ("4.5分", "4.5"),
            ("2，5", "2.5"),
            ("2,5", "2.5"),
            ("４．５", "4.5"),
            (" 3 ", "3"),
        ] {
            let note = page.criterion("1").find("textbox", "备注");
            note.put(text);
            page.run("arguments[0].focus(); arguments[0].select()", json!([note.element()]));
            page.keys(&format!("{}c", keys::CONTROL));
            page.points("1").rewrite("");
            page.keys(&format!("{}v", keys::CONTROL));
            page.keys(keys::TAB);
            holds(page, "1", taken);
        }
    });
}

#[test]
fn a_column_is_offered_confirmed_and_taken_back() {
    kinds(|page| {
        page.points("4").rewrite("1");
        let column = json!({"text": "4.5\r\n2分\r\n9\r\n-3\r\n2\r\n7\r\n"});
        assert!(paste(page, ("textbox", "自评分，第1项"), &column));
        at(page, "填入 3 项");
        let offer = page.find("group", "粘贴的是 6 格");
        for line in [
            "1 甲 4.5 分",
            "2 乙 中",
            "3 丙 “9”超过上限 5 分",
            "4 丁 −3 分（原为 1 分）",
            "5 戊 本项由所填内容算分",
            "多出 1 格",
        ] {
            offer.says(line);
        }
        page.sums("1 / 24");
        // After cancelling, everything is unchanged.
        page.keys(keys::ESCAPE);
        at(page, "自评分，第1项");
        assert!(page.lacks("group", "粘贴的是"));
        page.sums("1 / 24");
        // After confirming, the paste is one step.
        assert!(paste(page, ("textbox", "自评分，第1项"), &column));
        at(page, "填入 3 项");
        page.keys(keys::ENTER);
        at(page, "自评分，第1项");
        page.sums("3.5 / 24");
        holds(page, "4", "-3");
        page.keys(&format!("{}z", keys::CONTROL));
        page.sums("1 / 24");
        holds(page, "1", "");
        holds(page, "4", "1");
        // A single cell goes into the field.
        assert!(!paste(page, ("textbox", "自评分，第1项"), &json!({"text": "4.5\r\n"})));
    });
}

#[test]
fn a_day_that_can_hardly_be_meant_is_questioned() {
    school(|page| {
        page.find("textbox", "填表日期").date("2026-11-26");
        page.keys(keys::TAB);
        for (day, told) in [
            ("0026-03-01", "“0026-03-01”的年份请核对，应为四位数，如 2026。"),
            ("2026-03-01", ""),
            ("20261-03-01", "“20261-03-01”的年份请核对，应为四位数，如 2026。"),
        ] {
            let field = page.find("textbox", "填表日期");
            field.date(day);
            page.points("1").click();
            if told.is_empty() {
                wait("nothing is asked", || {
                    let asked = field.description();
                    (!asked.contains("年份")).then_some(()).ok_or(asked)
                });
            } else {
                page.shows(told);
                assert!(field.description().contains(told));
            }
            // The field keeps the text as typed.
            assert_eq!(field.value(), day);
        }
    });
}

/// Drops a file on an element by an event with data. Returns whether the page prevented the browser from opening the
/// file.
fn drop_file(page: &Page, selector: &str) -> bool {
    let script = "const at = document.getElementById('pe').shadowRoot.querySelector(arguments[0]), data = new DataTransfer();
        data.items.add(new File(['x'], '方案.docx', { type: 'application/msword' }));
        return ['dragover', 'drop'].every((name) =>
            !at.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, composed: true, cancelable: true })))";
    page.run(script, json!([selector])) == true
}

#[test]
fn a_file_dropped_on_an_element_leaves_the_portal_where_it_is() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        for place in [".form", "#title", ".criterion", "#i-0", ".control", ".sum"] {
            assert!(drop_file(page, place), "{place}");
        }
        page.until(
            "the person is told",
            "document.getElementById('pe').shadowRoot.querySelector('.shell').textContent.includes('这里不能添加附件')",
        );
    });
}
