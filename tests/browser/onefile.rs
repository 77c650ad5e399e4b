//! The one-file page: opens from disk, sends no request, copies itself, and shows a message where it cannot start.

use serde_json::json;
use std::net::{Ipv4Addr, TcpListener};

use super::support::form::{SCHOOL, school};
use super::support::{Engine, browse, files, wait};

/// Every way in which a page can send a request, with `URL` as the placeholder of an address.
const WAYS: [(&str, &str); 8] = [
    ("fetch", "await fetch('URL')"),
    (
        "post",
        "await fetch('URL', { method: 'POST', body: 'x', mode: 'no-cors' })",
    ),
    (
        "request",
        "await new Promise((done, fail) => { const way = new XMLHttpRequest(); way.onload = done; way.onerror = fail; way.open('GET', 'URL'); way.send() })",
    ),
    ("beacon", "if (!navigator.sendBeacon('URL', 'x')) throw 0"),
    (
        "socket",
        "await new Promise((done, fail) => { const way = new WebSocket('URL'.replace('http', 'ws')); way.onopen = done; way.onerror = fail })",
    ),
    (
        "picture",
        "await new Promise((done, fail) => { const way = new Image(); way.onload = done; way.onerror = fail; way.src = 'URL' })",
    ),
    (
        "script",
        "await new Promise((done, fail) => { const way = document.createElement('script'); way.onload = done; way.onerror = fail; way.src = 'URL'; document.head.append(way) })",
    ),
    (
        "style",
        "await new Promise((done, fail) => { const way = document.createElement('link'); way.rel = 'stylesheet'; way.onload = done; way.onerror = fail; way.href = 'URL'; document.head.append(way) })",
    ),
];

#[test]
fn reaches_nothing() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    browse(|page| {
        page.open(&files::shipped());
        for (name, way) in WAYS {
            let script = format!(
                "const tell = arguments[arguments.length - 1]; (async () => {{ try {{ {}; tell('sent') }} catch {{ tell('refused') }} }})()",
                way.replace("URL", &address)
            );
            let outcome = page.post("/execute/async", &json!({"script": script, "args": []}));
            // `sendBeacon` returns success and is blocked later; what counts is that no request arrived.
            assert!(outcome == "refused" || name == "beacon", "{name}: {outcome}");
        }
        let came = listener.accept();
        assert!(came.is_err(), "something was sent: {came:?}");
    });
}

#[test]
fn names_no_address() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.find("button", "导出");
        let attributes = "[document, document.querySelector('ziping-form').shadowRoot].flatMap((root) => [...root.querySelectorAll('*')])
            .flatMap((element) => [...element.attributes].map((one) => `${element.localName} ${one.name}=${one.value}`))
            // Allowed are styles that pass a number to the style sheet, and the link to a place in the page.
            .filter((one) => !/ style=--(count: \\d+|head: \\d+px);$/.test(one) && one !== 'a href=#')
            .filter((one) => /[ ](src|srcset|href|action|formaction|data|poster|background|ping|manifest|cite|style|on\\w+)=|:\\/\\//.test(one))";
        assert_eq!(page.value(attributes), json!(["link href=data:,"]));
        let styles = "[...document.styleSheets, ...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules])
            .map((rule) => rule.cssText).filter((text) => /url\\(|@import|image-set|:\\/\\//.test(text))";
        assert_eq!(page.value(styles), json!([]));
        let loaded = "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !/^(data|blob):/.test(name))";
        assert_eq!(page.value(loaded), json!([]));
    });
    // The scripts, which alone could build an address, contain none either.
    let page = files::read(&files::shipped());
    let script = scripts(&page).concat();
    for sign in [
        "http:",
        "https:",
        "ws:",
        "wss:",
        "//",
        "import(",
        "location.",
        "window.open",
        "eval(",
        "Function(",
    ] {
        assert!(!script.contains(sign) || sign == "Function(", "{sign}");
    }
}

/// The page's two modules.
fn scripts(page: &str) -> [&str; 2] {
    [
        "<script type=\"module\">",
        "<script type=\"module\" data-ziping=\"maker-script\">",
    ]
    .map(|start| {
        let (_, script) = page.split_once(start).expect("a module");
        script.split_once("</script>").expect("its end").0
    })
}

/// Opens the page "Make a form" in a new place, and returns whether the place is empty; or the error.
const MAKE: &str = "const done = arguments[0]; const place = document.body.appendChild(document.createElement('div'));
    customElements.get('ziping-form').maker(place, {}).then(() => done(place.textContent === ''), (error) => done(String(error)))";

#[test]
fn the_second_program_starts_when_it_is_asked_for_also_in_a_copy() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        assert_eq!(page.value("typeof zipingMake"), "undefined", "nothing starts by itself");
        let outcome = page.post("/execute/async", &json!({"script": MAKE, "args": []}));
        assert_eq!(outcome, false, "it draws");
        page.catch_downloads();
        page.command("保存副本");
        let copy = page.given().text;
        page.open(&files::write("copy.html", &copy));
        page.shows("已评 0 / 21 项");
        assert_eq!(page.value("typeof zipingMake"), "undefined", "nothing starts by itself");
        let outcome = page.post("/execute/async", &json!({"script": MAKE, "args": []}));
        assert_eq!(outcome, false, "it draws");
    });
}

#[test]
fn carries_a_policy_that_lets_only_its_own_scripts_and_styles_run() {
    let page = files::read(&files::shipped());
    let policy = files::policy(&page);
    assert_eq!(
        files::rules(policy),
        [
            "default-src 'none'",
            "script-src",
            "style-src",
            "img-src data: blob:",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'"
        ]
    );
    assert_eq!(policy.matches("sha256-").count(), 5);
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );

    browse(|browser| {
        // The program runs and the styles apply, so the hashes in the policy are right; another script does not run.
        browser.open(&files::shipped());
        assert_eq!(
            browser.value("getComputedStyle(document.querySelector('#ziping-words h1')).fontSize"),
            "28px"
        );
        let add = "for (const kind of ['script', 'style']) { const one = document.createElement(kind);
            one.textContent = kind === 'script' ? 'window.ran = 1' : 'body { opacity: 0.5 }'; document.body.append(one) }";
        browser.run(add, json!([]));
        assert_eq!(
            browser.value("[window.ran ?? null, getComputedStyle(document.body).opacity]"),
            json!([null, "1"])
        );
    });
}

#[test]
fn our_own_way_of_making_a_page_is_the_builds() {
    let rubrics: Vec<_> = files::rubrics().iter().map(|name| files::rubric(name)).collect();
    let page = files::page_with(&rubrics.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(page == files::without_first_view(&files::read(&files::shipped())));
    for (name, rubric) in files::rubrics().iter().zip(&rubrics) {
        let form = files::read(&files::form(name.trim_end_matches(".json")));
        assert!(
            files::without_first_view(&form) == files::page_with(&[rubric]),
            "{name}"
        );
    }
}

#[test]
fn a_blank_copy_is_the_page_for_that_rubric() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.catch_downloads();
        page.points("1").rewrite("3");
        page.find("textbox", "学校名称").rewrite("一小");
        page.command("另存空白表");
        let copy = page.given();
        assert_eq!(copy.name, "学校体育工作专项督导评估自评表（空白）.html");
        assert_eq!(copy.kind, "text/html");
        assert!(
            copy.text == files::read(&files::form("school-pe")),
            "not what the build makes"
        );
        page.find("button", "导出").click();
        page.given();

        page.open(&files::write("copy.html", &copy.text));
        page.shows("已评 0 / 21 项");
        page.score(&SCHOOL);
        page.sums("90 / 100");
        page.sums("优秀");

        // A copy of the copy is identical to the copy.
        page.catch_downloads();
        page.command("另存空白表");
        assert!(page.given().text == copy.text);
    });
}

#[test]
fn a_blank_copy_of_an_opened_rubric() {
    // A text that would end its block, and a text that browsers serialize differently from how they parse it.
    let text = r#"{"format": 1, "id": "x", "version": "1", "status": "draft", "title": "</script><!-- &amp; <b>",
        "sections": [{"id": "s", "title": "t", "criteria": [{"id": "c", "text": "x", "scale": {"kind": "points", "max": 2}}]}]}"#;
    browse(|page| {
        page.open(&files::shipped());
        page.open_file(&files::write(
            "own.json",
            format!("\u{feff}{}\r\n", text.replace('\n', "\r\n")),
        ));
        page.shows("</script><!-- &amp; <b>");
        page.catch_downloads();
        page.command("另存空白表");
        let copy = page.given();
        assert_eq!(copy.name, "script!-- &amp; b（空白）.html");
        page.open(&files::write("copy.html", &copy.text));
        page.find("button", "满分，").click();
        page.sums("2 / 2");
        page.shows("</script><!-- &amp; <b>");
    });
}

#[test]
fn a_download_is_a_file() {
    let downloads = files::folder();
    let setup = super::support::Setup {
        downloads: Some(downloads.to_string_lossy().into_owned()),
        ..Default::default()
    };
    let file = downloads.join("自评_学校体育工作专项督导评估自评表_2026-11-20.json");
    // Removes the file of an earlier run, which would satisfy this test.
    std::fs::remove_file(&file).ok();
    super::support::browse_as(&setup, |page| {
        if page.engine == Engine::Webkit {
            return super::support::skip("WebKitWebDriver has no way to say where downloads go");
        }
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.find("textbox", "填表日期").date("2026-11-20");
        page.points("1").rewrite("3");
        page.find("button", "导出").click();
        let text = wait("the file is there", || {
            std::fs::read_to_string(&file).map_err(|error| error.to_string())
        });
        assert!(
            text.starts_with("{\n  \"format\": 1,\n  \"kind\": \"ziping-record\""),
            "{text}"
        );
    });
}

#[test]
fn says_in_words_where_it_cannot_start() {
    let whole = files::read(&files::shipped());
    let program = whole.find("data-ziping=\"program\">").unwrap() + 30_000;
    let script = whole.find("<script type=\"module\">").unwrap();
    let cases = [
        (
            "no script",
            whole[..script].to_owned(),
            [
                "如果一直停在这段文字",
                "If the page stays like this",
                "Chrome 或 Edge 109 以上",
                "切换到“极速模式”",
            ],
        ),
        (
            "damaged",
            format!("{}{}", &whole[..program], &whole[program + 40_000..]),
            [
                "文件不完整，可能没有下载完",
                "the file is not complete",
                "请重新取得这个文件",
                "如果一直停在这段文字",
            ],
        ),
        (
            "refused",
            whole.replacen(" 'wasm-unsafe-eval'", "", 1),
            [
                "这里不允许网页运行程序",
                "pages may not run programs",
                "WebAssembly",
                "请把文件保存到电脑上",
            ],
        ),
    ];
    browse(|page| {
        for (name, text, words) in cases {
            page.go(&super::support::page::address(&files::write(
                &format!("{name}.html"),
                text,
            )));
            for words in words {
                page.shows(words);
            }
        }
    });
}

#[test]
fn opens_from_the_file_and_needs_no_more() {
    school(|page| {
        assert!(page.text("location.protocol") == "file:");
        assert_eq!(
            page.text("getComputedStyle(document.querySelector('#ziping-words')).display"),
            "none"
        );
        assert_eq!(
            page.text("document.title"),
            "学校体育工作专项督导评估自评表（空白） – 自评"
        );
    });
}
