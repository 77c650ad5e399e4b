//! Pages that are difficult for the element or use it in unexpected ways: hostile styles, many elements, calls from
//! listeners, history navigation, printing, repeated mounting and unmounting.

use serde_json::{Value, json};

use super::support::portal::{STRICT, element, goes_away_and_back, portal, portal_with, stands};
use super::support::{Engine, files, is_long, keys};

/// The computed appearance of the form's content.
const LOOKS: &str = "(() => {
    const root = document.getElementById('pe').shadowRoot;
    const all = ['#title', '.facts', '#profile', '.section-head > [tabindex]', '.criterion', '#i-0', '.points button', '.nav-item', '.sum .total', 'label', 'select', 'textarea', '.criteria', 'summary'];
    const seen = ['display', 'position', 'boxSizing', 'margin', 'padding', 'border', 'borderRadius', 'font', 'lineHeight', 'letterSpacing', 'wordSpacing', 'color', 'backgroundColor',
        'textTransform', 'textAlign', 'textIndent', 'textShadow', 'direction', 'whiteSpace', 'visibility', 'cursor', 'listStyle', 'appearance', 'outline', 'boxShadow'];
    return all.map((one) => { const style = getComputedStyle(root.querySelector(one)); return [one, Object.fromEntries(seen.map((name) => [name, style[name]]))] });
})()";

fn looks(head: &str, inside: &str) -> Value {
    let mut looks = Value::Null;
    portal_with(STRICT, head, inside, |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        page.keys(keys::TAB);
        looks = page.value(LOOKS);
    });
    looks
}

#[test]
fn no_style_of_a_page_reaches_what_is_inside() {
    let plain = looks("", &element(""));
    for (sheet, around) in [
        (include_str!("hostile/loud.css"), ["", ""]),
        (
            include_str!("hostile/theme.css"),
            [
                "<div id='page-content' class='path-mod-page'><article class='entry-content no-overflow'>",
                "</article></div>",
            ],
        ),
    ] {
        files::write("hostile.css", sheet);
        let [before, after] = around;
        let inside = format!("{before}{}{after}", element(""));
        let hostile = looks("<link rel='stylesheet' href='hostile.css'>", &inside);
        for (was, is) in plain
            .as_array()
            .expect("a list")
            .iter()
            .zip(hostile.as_array().expect("a list"))
        {
            assert_eq!(was, is);
        }
    }
}

#[test]
fn a_page_themes_it_by_custom_properties_and_parts() {
    files::write(
        "theme.css",
        ":root { --accent: rgb(10, 20, 30); --paper: rgb(250, 240, 230) }
        ziping-form { --ziping-accent: var(--accent); --ziping-paper: var(--paper); --ziping-font: monospace; --ziping-top: 40px }
        ziping-form::part(title) { border-left: 7px solid rgb(1, 2, 3) }
        ziping-form::part(total) { color: rgb(4, 5, 6) }",
    );
    portal_with(
        STRICT,
        "<link rel='stylesheet' href='theme.css'>",
        &element(""),
        |page| {
            stands(page);
            page.points("1").rewrite("3");
            page.sums("3 / 100");
            let is = |selector: &str, property: &str| {
                page.text(&format!(
                    "getComputedStyle(document.getElementById('pe').shadowRoot.querySelector('{selector}')).{property}"
                ))
            };
            assert_eq!(is(".form", "backgroundColor"), "rgb(250, 240, 230)");
            assert_eq!(is(".about > summary", "color"), "rgb(10, 20, 30)");
            assert_eq!(is("#title", "fontFamily"), "monospace");
            assert_eq!(is(".nav", "top"), "52px");
            assert_eq!(is(".title", "borderLeftWidth"), "7px");
            assert_eq!(is(".total", "color"), "rgb(4, 5, 6)");
        },
    );
}

#[test]
fn twenty_on_one_page_keep_to_themselves() {
    let one = |i: usize| {
        format!(
            r#"<ziping-form id="f{i}" name="f{i}" rubric="ziping/rubrics/class-stars.json" lang="zh-CN" loading="eager" entries="total"></ziping-form>"#
        )
    };
    portal(STRICT, &(0..20).map(one).collect::<String>(), |page| {
        page.until(
            "all stand",
            "new Set(window.heard.filter(([name]) => name === 'ready').map(([, , id]) => id)).size === 20",
        );
        // Makes the same choice in every third form, by its label.
        let click = "for (let i = 0; i < 20; i += 3) document.getElementById(`f${i}`).shadowRoot.querySelector('.criterion label:has(input[type=radio])').click()";
        page.run(click, json!([]));
        let answered = "[...document.querySelectorAll('ziping-form')].map((form) => form.score().answered)";
        let expected: Vec<_> = (0..20).map(|i| u32::from(i % 3 == 0)).collect();
        page.until(
            "each counts its own",
            &format!("JSON.stringify({answered}) === '{}'", json!(expected)),
        );
        let filled = page.value("[...new FormData(document.forms[0])].filter(([name, value]) => !name.includes('.') && value).map(([name]) => name)");
        assert_eq!(filled, json!(["f0", "f3", "f6", "f9", "f12", "f15", "f18"]));
        assert_eq!(page.value("window.faults"), json!([]));
    });
}

#[test]
fn in_a_box_that_scrolls_the_sum_is_no_higher_than_the_box() {
    let inside = format!("<div id='box'>{}</div>", element(""));
    files::write(
        "box.css",
        "#box { height: 300px; overflow: auto } ziping-form { --ziping-view: 300px }",
    );
    portal_with(STRICT, "<link rel='stylesheet' href='box.css'>", &inside, |page| {
        stands(page);
        page.run("document.getElementById('pe').focusCriterion('pe-09')", json!([]));
        page.until(
            "the form has scrolled",
            "document.getElementById('box').scrollTop > 400",
        );
        let within = "(() => { const box = document.getElementById('box').getBoundingClientRect();
            const sum = document.getElementById('pe').shadowRoot.querySelector('.sum').getBoundingClientRect();
            return sum.height > 100 && sum.top >= box.top && sum.bottom <= box.bottom })()";
        page.until("the sum is in the box", within);
    });
}

#[test]
fn the_landmarks_of_two_forms_are_told_apart() {
    let one = |rubric: &str| {
        format!(r#"<ziping-form rubric="ziping/rubrics/{rubric}.json" lang="zh-CN" loading="eager"></ziping-form>"#)
    };
    portal(STRICT, &["school-pe", "class-stars"].map(one).concat(), |page| {
        page.until(
            "both stand",
            "window.heard.filter(([name]) => name === 'ready').length === 2",
        );
        for (role, name) in [("navigation", "评估内容"), ("region", "合计与进度")] {
            let names: Vec<_> = page.all(role, name).into_iter().map(|one| one.name).collect();
            assert_eq!(names.len(), 2, "{names:?}");
            assert_ne!(names[0], names[1]);
        }
    });
}

#[test]
fn whoever_listens_may_call() {
    portal(STRICT, "", |page| {
        let script = "const form = document.createElement('ziping-form'); window.seen = [];
            form.id = 'pe'; form.name = 'assessment'; form.loading = 'eager'; form.lang = 'zh-CN';
            form.addEventListener('ready', () => { seen.push(form.score().standing, form.value, form.record(), form.focusCriterion('pe-03')); });
            form.addEventListener('input', () => { seen.push(form.score().total); });
            form.rubric = arguments[0]; document.getElementById('set').append(form);";
        page.run(script, json!([files::rubric("school-pe.json")]));
        page.until(
            "the third criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-2'",
        );
        page.keys("2");
        page.sums("2 / 100");
        assert_eq!(page.value("window.seen"), json!(["empty", "", null, true, "2"]));
        // Setting an equal rubric again, as a framework does on redraw, changes nothing.
        let again = "const done = arguments[1]; document.getElementById('pe').load({ rubric: arguments[0] }).then(() => setTimeout(() => done(document.getElementById('pe').shadowRoot.activeElement?.id)))";
        let focus = page.post(
            "/execute/async",
            &json!({"script": again, "args": [files::rubric("school-pe.json")]}),
        );
        assert_eq!(focus, "i-2");
        page.sums("2 / 100");
        // Setting a property to `undefined`, as a framework does, removes the attribute.
        let back = page.value("((form) => { for (const name of ['name', 'entries', 'rater', 'theme', 'draftKey', 'page', 'loading', 'form']) form[name] = undefined; return form.outerHTML; })(document.getElementById('pe'))");
        assert_eq!(back, r#"<ziping-form id="pe" lang="zh-CN"></ziping-form>"#);
        assert_eq!(page.value("window.faults"), json!([]));
    });
}

#[test]
fn no_field_asks_to_be_filled_in_by_the_browser() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.criterion("1").find("button", "添加问题与措施").click();
        let asking = page.value(
            "[...document.getElementById('pe').shadowRoot.querySelectorAll('input:not([type=radio], [type=checkbox]), select, textarea')]\
                .filter((field) => field.autocomplete !== 'off').map((field) => field.outerHTML)",
        );
        assert_eq!(asking, json!([]));
    });
}

#[test]
fn a_page_that_is_brought_back_whole_goes_on() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        page.run(
            "addEventListener('pageshow', (event) => { window.whole = event.persisted; }); window.before = 1",
            json!([]),
        );
        goes_away_and_back(page);
        page.sums("3 / 100");
        // Depending on the driver, the browser restores the page from its cache or loads it again: the form continues
        // to work in both cases, and undo works after a restore.
        let whole = page.value("window.whole === true");
        eprintln!("{:?} brings the page back whole: {whole}", page.engine);
        page.points("2").rewrite("2");
        page.sums("5 / 100");
        assert_eq!(
            page.value(
                "JSON.parse(new FormData(document.forms[0]).get('assessment')).answers.self['pe-02'].answer.points"
            ),
            2
        );
        if whole == true {
            page.keys(&format!("{}z", keys::CONTROL));
            page.sums("3 / 100");
            page.keys(&format!("{}z", keys::CONTROL));
            page.sums("— / 100");
        }
    });
}

#[test]
fn its_own_print_is_the_paper_alone() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3");
        // Replaces `print` because nobody answers the dialog.
        page.run(
            "window.print = () => { window.asked = true; }; document.getElementById('pe').print()",
            json!([]),
        );
        page.until("it is to be printed", "window.asked");
        let (paper, _) = page.printed();
        assert!(paper.contains("学校体育工作专项督导评估自评表"), "{paper}");
        if page.engine == Engine::Chromium {
            assert!(!paper.contains("门户") && !paper.contains("提交"), "{paper}");
        }
        page.run("dispatchEvent(new Event('afterprint'))", json!([]));
        assert_eq!(page.value("document.adoptedStyleSheets.length + Number(document.getElementById('pe').hasAttribute('data-ziping-paper'))"), 0);
    });
}

#[test]
fn put_up_and_taken_down_it_leaves_nothing_behind() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        let rounds = |count: u32| {
            let round =
                "const [count, done] = arguments, form = document.getElementById('pe'), place = form.parentNode;
                const turn = () => new Promise((next) => setTimeout(next));
                (async () => {
                    for (let i = 0; i < count; i += 1) {
                        form.remove(); await turn();
                        const ready = new Promise((ready) => form.addEventListener('ready', ready, { once: true }));
                        place.append(form); await ready;
                    }
                    window.heard.length = 0;
                    // A script run by Firefox's driver has a separate module map and cannot reach the program.
                    const size = await import('/ziping/ziping-program.js').then((program) => program.default()).then(({ memory }) => memory.buffer.byteLength, () => null);
                    done([form.shadowRoot.childElementCount, size]);
                })();";
            page.post("/execute/async", &json!({"script": round, "args": [count]}))
        };
        let counts = || {
            if page.engine != Engine::Chromium {
                return Value::Null;
            }
            // Objects that the first collection makes unreachable are freed by the second.
            for _ in 0..2 {
                page.cdp("HeapProfiler.collectGarbage", &json!({}));
            }
            let metrics = page.cdp("Performance.getMetrics", &json!({}));
            let of = |name: &str| {
                let all = metrics["metrics"].as_array().into_iter().flatten();
                all.filter(|one| one["name"] == name)
                    .find_map(|one| one["value"].as_u64())
            };
            json!({"nodes": of("Nodes"), "listeners": of("JSEventListeners"), "heap": of("JSHeapUsedSize")})
        };
        if page.engine == Engine::Chromium {
            page.cdp("Performance.enable", &json!({}));
        }
        let before = rounds(20);
        let first = counts();
        // A script may take half a minute on a busy machine.
        let spans = if is_long() { 12 } else { 4 };
        let after = (0..spans).fold(Value::Null, |_, _| rounds(25));
        let last = counts();
        eprintln!(
            "{:?}: {first} and {before} after 20 rounds, {last} and {after} after {}",
            page.engine,
            20 + spans * 25
        );
        assert_eq!((&before[0], &after[0]), (&json!(1), &json!(1)), "one child");
        // On a busy machine two rounds may overlap, so the memory may reach a new peak once. A leak grows with every round: a form
        // that stays is more than a kilobyte.
        let memory = |rounds: &Value| rounds[1].as_i64().unwrap_or(0);
        let grown = memory(&after) - memory(&before);
        assert!(grown < 300 * 1024, "the program's memory grew by {grown} bytes");
        // Fewer than one in fifty rounds may leave an object: garbage collection is not exact to the last node.
        for kind in ["nodes", "listeners"] {
            let grown = last[kind].as_i64().unwrap_or(0) - first[kind].as_i64().unwrap_or(0);
            assert!(grown < 5, "{grown} {kind} more");
        }
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        assert_eq!(page.value("[...window.violations, ...window.faults]"), json!([]));
    });
}
