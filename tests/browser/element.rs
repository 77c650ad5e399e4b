//! The element in a page of somebody else's: a control of a form, under a strict policy, many on one page.

use serde_json::{Value, json};

use super::support::page::wait;
use super::support::{Page, browse, files, served};

/// What a portal need allow, and that it lets no text become a script.
const STRICT: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'";
/// A portal that allows no WebAssembly.
const REFUSES: &str = "default-src 'self'; script-src 'self'; style-src 'self'";
/// The element, with what the tests add to it.
const ELEMENT: &str = r#"<label for="pe">体育工作自评</label>
<ziping-form id="pe" name="assessment" rubric="ziping/rubrics/school-pe.json" lang="zh-CN" MORE></ziping-form>"#;

/// A page with this in its form, served under a policy.
fn portal(policy: &'static str, inside: &str, test: impl FnOnce(&Page)) {
    let page = format!(
        r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title><script src="watch.js"></script>
<script type="module" src="ziping/ziping.js"></script></head><body><h1>门户</h1>
<form method="post" action="submit"><fieldset id="set">{inside}</fieldset><button>提交</button><button type="reset">重置</button></form></body></html>"#
    );
    files::write("index.html", page);
    // What happens is noted as a portal would hear it.
    files::write(
        "watch.js",
        "window.heard = []; window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
        for (const name of ['ready', 'input', 'change', 'problem', 'save', 'conflict'])
            document.addEventListener(name, (event) => heard.push([name, event.detail?.path ?? '', event.target.id]));",
    );
    let site = served::portal(files::folder(), files::dist().join("package"), policy);
    browse(|page| {
        page.go(&site);
        test(page);
    });
}

fn element(more: &str) -> String {
    ELEMENT.replace("MORE", more)
}

/// Waits until the element shows its form.
fn stands(page: &Page) {
    page.until(
        "the form stands",
        "window.heard?.some(([name]) => name === 'ready') ?? false",
    );
    page.points("1");
}

/// The entries that the form would send.
fn entries(page: &Page) -> Value {
    page.value("Object.fromEntries(new FormData(document.forms[0]))")
}

/// What came back of a form that was sent.
fn posted(page: &Page) -> Vec<(String, String)> {
    let body = wait("the form is sent", || {
        let there = page.value("location.pathname === '/submit'");
        (there == true)
            .then(|| page.text("document.body.textContent"))
            .ok_or("it is not".to_owned())
    });
    let decoded = page.run("return [...new URLSearchParams(arguments[0])]", json!([body.trim()]));
    serde_json::from_value(decoded).expect("pairs")
}

#[test]
fn a_plain_form_sends_what_the_page_would_export() {
    portal(STRICT, &element("entries='total grade'"), |page| {
        stands(page);
        page.points("1").rewrite("3.5");
        page.points("2").rewrite("2");
        let record = page.value("document.getElementById('pe').record()");
        assert_eq!(record["answers"]["self"]["pe-01"]["answer"]["points"], 3.5);
        // Sent at once, with the last sign still warm.
        page.find("button", "提交").click();
        let sent = posted(page);
        let names: Vec<_> = sent.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["assessment", "assessment.total", "assessment.grade"]);
        let text: Value = serde_json::from_str(&sent[0].1).expect("a record");
        assert_eq!(text, record);
        assert_eq!((&*sent[1].1, &*sent[2].1), ("5.5", ""));
    });
}

#[test]
fn it_is_checked_as_any_control() {
    portal(STRICT, &element("required"), |page| {
        stands(page);
        let says = || page.text("document.getElementById('pe').validationMessage");
        assert_eq!(says(), "还有 21 项未评分。");
        page.points("1").rewrite("4");
        page.find("button", "提交").click();
        // It is not sent, and leads to the first that is open.
        page.until(
            "the second criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-1'",
        );
        assert_eq!(says(), "还有 20 项未评分。");
        page.points("2").rewrite("9");
        page.until("it is refused", "document.getElementById('pe').validity.badInput");
        page.run("document.getElementById('pe').required = false", json!([]));
        page.points("2").rewrite("2");
        page.until("it is valid", "document.getElementById('pe').checkValidity()");
        page.run("document.getElementById('pe').setCustomValidity('不行')", json!([]));
        assert_eq!(says(), "不行");
    });
}

#[test]
fn resetting_and_disabling_reach_it() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("4");
        page.sums("4 / 100");
        page.find("button", "重置").click();
        page.sums("— / 100");
        assert_eq!(page.value("document.getElementById('pe').value"), "");
        page.points("1").rewrite("2");
        page.sums("2 / 100");
        page.run("document.getElementById('set').disabled = true", json!([]));
        page.until(
            "its fields are disabled",
            "document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        assert_eq!(entries(page), json!({}));
        page.run("document.getElementById('set').disabled = false", json!([]));
        page.until(
            "its fields are open",
            "!document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        page.sums("2 / 100");
    });
}

#[test]
fn each_change_is_heard_once_and_a_label_leads_in() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.run("document.querySelector('label[for=pe]').click()", json!([]));
        page.until(
            "the first criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-0'",
        );
        page.run("window.heard.length = 0", json!([]));
        page.keys("3");
        page.until("it is heard", "window.heard.length > 0");
        page.points("2").click();
        page.until("it is settled", "window.heard.some(([name]) => name === 'change')");
        let heard = page.value("window.heard");
        assert_eq!(
            heard,
            json!([["input", "criteria/pe-01", "pe"], ["change", "criteria/pe-01", "pe"]])
        );
        let score = page.value("document.getElementById('pe').score()");
        assert_eq!(
            (&score["total"], &score["standing"]),
            (&json!("3"), &json!("provisional"))
        );
        assert_eq!(page.value("window.violations"), json!([]), "nothing offends the policy");
    });
}

#[test]
fn moved_and_put_back_it_goes_on() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        // A move keeps all of it, also what can be taken back.
        page.run(
            "document.getElementById('set').before(document.getElementById('pe'))",
            json!([]),
        );
        page.points("2").rewrite("1");
        page.sums("4 / 100");
        // Taken out and put back later, it holds what it held.
        page.run(
            "const form = document.getElementById('pe'), done = arguments[arguments.length - 1]; window.kept = form; form.remove()",
            json!([]),
        );
        page.until("it is taken down", "window.kept.shadowRoot.childElementCount === 0");
        assert_eq!(
            page.value("JSON.parse(window.kept.value).answers.self['pe-01'].answer.points"),
            3
        );
        page.run("document.forms[0].prepend(window.kept)", json!([]));
        page.sums("4 / 100");
    });
}

#[test]
fn where_webassembly_is_refused_it_says_so_and_offers_the_one_file() {
    portal(REFUSES, &element(""), |page| {
        let words = wait("it says so", || {
            let words = page.text("document.getElementById('pe').shadowRoot.textContent");
            words
                .contains("本网站的安全设置不允许运行程序（WebAssembly）。")
                .then_some(words.clone())
                .ok_or(words)
        });
        assert!(words.contains("'wasm-unsafe-eval'"), "{words}");
        let link = page.text("document.getElementById('pe').shadowRoot.querySelector('a').href");
        assert!(link.ends_with("/ziping/ziping.html"), "{link}");
    });
}

#[test]
fn many_elements_share_one_program_that_waits_until_one_is_near() {
    let one = |i: usize| {
        format!(
            r#"<ziping-form id="f{i}" name="f{i}" rubric="ziping/rubrics/slogan-inventory.json" lang="zh-CN"></ziping-form>"#
        )
    };
    let all: String = (0..20).map(one).collect();
    let space = "<p>上文</p>".repeat(200);
    portal(STRICT, &format!("{space}{all}"), |page| {
        let fetched = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length";
        page.until("the element is known", "Boolean(customElements.get('ziping-form'))");
        assert_eq!(page.value(fetched), 0, "nothing is near");
        page.run("document.getElementById('f0').scrollIntoView()", json!([]));
        page.until(
            "it stands",
            "window.heard.some(([name, , id]) => name === 'ready' && id === 'f0')",
        );
        page.run("document.getElementById('f19').scrollIntoView()", json!([]));
        page.until(
            "it stands",
            "window.heard.some(([name, , id]) => name === 'ready' && id === 'f19')",
        );
        assert_eq!(page.value(fetched), 1, "one program serves all");
    });
}

#[test]
fn the_manifest_and_the_types_name_what_the_class_has() {
    let package = files::dist().join("package");
    let manifest: Value = serde_json::from_str(&files::read(&package.join("custom-elements.json"))).expect("JSON");
    let class = &manifest["modules"][0]["declarations"][0];
    let names = |list: &Value| -> Vec<String> {
        let all = list.as_array().into_iter().flatten();
        all.map(|one| one["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let (attributes, mut members) = (names(&class["attributes"]), names(&class["members"]));
    portal(STRICT, &element(""), |page| {
        stands(page);
        let own = page.value(
            "Object.getOwnPropertyNames(customElements.get('ziping-form').prototype)\
                .filter((name) => !/Callback$|^constructor$|^focus$/.test(name)).sort()",
        );
        members.sort();
        assert_eq!(own, json!(members));
        let observed = page.value("customElements.get('ziping-form').observedAttributes");
        for name in observed.as_array().expect("names") {
            assert!(attributes.iter().any(|one| one == name), "{name}");
        }
    });
    let types = files::read(&package.join("ziping.d.ts"));
    for member in &members {
        assert!(types.contains(member.as_str()), "{member} has no type");
    }
}

/// What a page around a frame does: it asks, and keeps what it is told.
const AROUND: &str = "window.told = [];
    addEventListener('message', (event) => { if (event.data?.ziping === 1) told.push(event.data); });";

/// The one-file page in a frame, in a file that lists an origin.
fn framed(origin: impl Fn(&str) -> String, test: impl FnOnce(&Page)) {
    files::write("around.js", AROUND);
    files::write(
        "index.html",
        r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title><script src="around.js"></script></head>
<body><h1>门户</h1><iframe id="frame" src="frame.html" title="自评" width="900" height="600"></iframe></body></html>"#,
    );
    let site = served::portal(
        files::folder(),
        files::dist().join("package"),
        "default-src 'self' 'unsafe-inline'; img-src data: blob: 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    );
    let listed = format!(
        "<head>\n<meta name=\"ziping-origins\" content=\"{}\">",
        origin(site.trim_end_matches('/'))
    );
    files::write(
        "frame.html",
        files::page_with(&[&files::rubric("school-pe.json")]).replacen("<head>", &listed, 1),
    );
    browse(|page| {
        page.go(&site);
        test(page);
    });
}

#[test]
fn a_frame_speaks_with_the_origins_that_its_file_lists() {
    framed(str::to_owned, |page| {
        page.until("it is ready", "window.told.some(({ type }) => type === 'ready')");
        page.until(
            "it tells its height",
            "window.told.some(({ type, height }) => type === 'resize' && height > 600)",
        );
        let ask = "document.getElementById('frame').contentWindow.postMessage(arguments[0], location.origin)";
        let rubric = files::rubric("slogan-inventory.json");
        page.run(ask, json!([{"ziping": 1, "type": "load", "rubric": rubric}]));
        page.until(
            "it tells the score",
            "window.told.some(({ type, criteria }) => type === 'score' && criteria > 0)",
        );
        page.run(ask, json!([{"ziping": 1, "type": "value", "id": 7}]));
        page.until(
            "it gives the record",
            "window.told.some(({ type }) => type === 'value')",
        );
        let value = page.value("window.told.find(({ type }) => type === 'value')");
        assert_eq!(
            (&value["id"], &value["record"]["rubric"]["id"]),
            (&json!(7), &json!("slogan-inventory"))
        );
        page.run(ask, json!([{"ziping": 1, "type": "load", "rubric": {"format": 1}}]));
        page.until(
            "it tells what is wrong",
            "window.told.some(({ type, problems }) => type === 'problem' && problems.length > 0)",
        );
    });
}

#[test]
fn a_frame_says_nothing_to_others() {
    framed(
        |_| "https://elsewhere.example".to_owned(),
        |page| {
            let stands = "document.getElementById('frame').contentDocument?.querySelector('ziping-form')?.shadowRoot?.getElementById('i-0')";
            page.until("the form stands", &format!("Boolean({stands})"));
            let ask = "document.getElementById('frame').contentWindow.postMessage(arguments[0], '*')";
            page.run(ask, json!([{"ziping": 1, "type": "value"}]));
            page.run(
            &format!("const field = {stands}; field.value = '3'; field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}))"),
            json!([]),
        );
            page.until("it counts", "document.getElementById('frame').contentDocument.querySelector('ziping-form').shadowRoot.querySelector('.sum output, .sum-bar').textContent.includes('3')");
            assert_eq!(page.value("window.told"), json!([]));
        },
    );
}
