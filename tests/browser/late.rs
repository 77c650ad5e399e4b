//! Events that arrive before the effect of earlier events is rendered, as on a busy machine: no typed text is lost.

use serde_json::{Value, json};

use super::support::Page;
use super::support::control::Control;
use super::support::form::rubric;

/// One criterion of every kind that has several entries.
const MANY: &str = r#"{"format": 1, "uses": ["entries"], "id": "late", "version": "1", "status": "sample", "title": "快手",
    "rules": {"problems": {}},
    "sections": [{"id": "all", "title": "全部", "criteria": [
    {"id": "parts", "label": "1", "text": "分项", "evidence": ["照片"], "scale": {"kind": "parts", "parts": [
        {"id": "a", "label": "甲", "max": 4}, {"id": "b", "label": "乙", "max": 4}]}},
    {"id": "list", "label": "2", "text": "清单", "scale": {"kind": "checklist", "items": [
        {"id": "a", "label": "有锁"}, {"id": "b", "label": "有灯"}], "steps": [{"atLeast": 2, "points": 3}, {"atLeast": 1, "points": 1}]}},
    {"id": "off", "label": "3", "text": "扣分", "scale": {"kind": "deductions", "max": 10, "findings": [
        {"id": "a", "label": "纸屑", "each": 1}, {"id": "b", "label": "积灰", "each": 2}]}},
    {"id": "points", "label": "4", "text": "评分", "scale": {"kind": "points", "max": 20, "step": 0.5}},
    {"id": "measure", "label": "5", "text": "图书", "scale": {"kind": "measure",
        "quantity": {"kind": "number", "label": "册数"}, "table": {"kind": "steps", "steps": [{"atLeast": 500, "points": 10}]}}},
    {"id": "entries", "label": "6", "text": "成果", "scale": {"kind": "entries", "most": 10, "factors": [
        {"id": "a", "label": "场次", "max": 5}, {"id": "b", "label": "份额", "max": 5}]}}
]}]}"#;

/// Sets the texts of fields in sequence before anything can be rendered; toggles checkboxes.
fn at_once(page: &Page, edits: &[(&Control<'_>, &str)]) {
    let script = "const [texts, ...fields] = arguments;
        for (const [i, field] of fields.entries()) {
            if (field.type === 'checkbox') { field.click(); continue }
            field.value = texts[i];
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        }";
    let texts: Vec<_> = edits.iter().map(|(_, text)| *text).collect();
    // WebKit's driver converts elements only if they are direct arguments.
    let fields = edits.iter().map(|(field, _)| field.element());
    page.run(script, [json!(texts)].into_iter().chain(fields).collect());
}

/// Makes Yew yield at every opportunity, and controls its turns: `turn` runs one, `drained` returns whether none is
/// left.
fn slow(page: &Page) {
    page.run(
        "const real = window.setTimeout, turns = [];
        let time = Date.now();
        Date.now = () => time += 100;
        window.setTimeout = (task, delay, ...more) => delay > 0 ? real(task, delay, ...more) : turns.push(task);
        window.turn = () => turns.shift()?.();
        window.drained = () => turns.length === 0",
        json!([]),
    );
}

/// Types a text letter by letter with this number of rendering turns between letters. Returns the field values after a
/// turn that differ from the typed text.
fn in_the_gaps(page: &Page, field: &Control<'_>, texts: &[&str], turns: usize, composing: bool) -> Value {
    page.run(
        "const [field, texts, turns, isComposing] = arguments, wrong = [];
        const rest = () => new Promise((done) => { const channel = new MessageChannel();
            channel.port1.onmessage = done; channel.port2.postMessage(0) });
        return (async () => {
            field.focus();
            for (const [i, text] of texts.entries()) {
                field.value = text;
                field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: isComposing && i > 0 }));
                await rest();
                const most = i + 1 < texts.length ? turns : 200;
                for (let n = 0; n < most && !drained(); n++) {
                    turn(); await rest();
                    if (field.value !== text) wrong.push(field.value);
                }
            }
            if (!drained()) wrong.push('never drawn');
            return wrong;
        })()",
        json!([field.element(), texts, turns, composing]),
    )
}

#[test]
fn two_fields_of_a_criterion_filled_in_at_once() {
    rubric(MANY, |page| {
        let parts = page.criterion("1");
        at_once(
            page,
            &[(&parts.find("textbox", "甲"), "3"), (&parts.find("textbox", "乙"), "2")],
        );
        page.sums("5 / 61");
        let list = page.criterion("2");
        at_once(
            page,
            &[
                (&list.find("checkbox", "有锁"), ""),
                (&list.find("checkbox", "有灯"), ""),
            ],
        );
        page.sums("8 / 61");
        let off = page.criterion("3");
        at_once(
            page,
            &[(&off.find("textbox", "纸屑"), "1"), (&off.find("textbox", "积灰"), "2")],
        );
        page.sums("13 / 61");
        // One field twice, first with a refused value.
        let points = page.points("4");
        at_once(page, &[(&points, "99"), (&points, "9")]);
        page.sums("22 / 61");
        let list = page.criterion("6");
        list.find("button", "添加一项").click();
        let entry = list.find("group", "第 1 项");
        let [first, second] = ["场次", "份额"].map(|name| entry.find("textbox", name));
        at_once(page, &[(&first, "2"), (&second, "3")]);
        page.sums("28 / 61");
        assert!(page.lacks("alert", ""));
    });
}

#[test]
fn two_fields_of_evidence_and_of_a_problem_filled_in_at_once() {
    rubric(MANY, |page| {
        let group = page.criterion("1");
        // A double click adds one entry.
        let twice = "arguments[0].click(); arguments[0].click()";
        page.run(twice, json!([group.find("button", "添加佐证").element()]));
        let (name, place) = (group.find("textbox", "名称"), group.find("textbox", "编号或位置"));
        at_once(page, &[(&name, "课表"), (&place, "附1")]);
        group.find("button", "添加问题与措施").click();
        let (text, owner) = (group.find("textbox", "问题"), group.find("textbox", "责任人"));
        at_once(page, &[(&text, "缺灯"), (&owner, "李")]);
        assert_eq!(page.criterion("1").all("textbox", "名称").len(), 1);
        for (name, value) in [
            ("名称", "课表"),
            ("编号或位置", "附1"),
            ("问题", "缺灯"),
            ("责任人", "李"),
        ] {
            let field = page.criterion("1").find("textbox", name);
            super::support::wait(name, || (field.value() == value).then_some(()).ok_or(field.value()));
        }
    });
}

#[test]
fn a_late_drawing_leaves_what_is_being_typed() {
    rubric(MANY, |page| {
        page.find("button", "备注，第4项").click();
        let note = page.find("textbox", "备注");
        let fields = [
            (page.points("4"), &["1", "1.", "1.5"][..], false),
            (page.points("4"), &["1", "1."], false),
            (page.criterion("5").find("textbox", "册数"), &["5", "50", "500"], false),
            (page.criterion("1").find("textbox", "甲"), &["3", "3n", "3ni"], true),
            (page.points("4"), &["2", "2s", "2sh"], true),
            (note, &["课", "课表"], false),
            (page.find("textbox", "评估期间"), &["春", "春学"], false),
        ];
        slow(page);
        for (field, texts, composing) in &fields {
            for turns in 0..6 {
                let wrong = in_the_gaps(page, field, texts, turns, *composing);
                assert_eq!(wrong, json!([]), "{texts:?} with {turns} turns between");
                in_the_gaps(page, field, &[""], 0, false);
            }
        }
    });
}
