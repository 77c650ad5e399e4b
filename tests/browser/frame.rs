//! The one-file page in a frame of a host page.

use serde_json::json;

use super::support::{Page, browse, files, served};

/// A script for the page around a frame: sends requests, and records messages and their senders.
const AROUND: &str = "window.told = []; window.by = [];
    addEventListener('message', (event) => { if (event.data?.ziping === 1) { told.push(event.data); by.push(event.source); } });";

/// The one-file page in a frame, in a file that lists an origin. `listed.html` beside it lists the host page's origin.
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
    let own = site.trim_end_matches('/');
    for (name, origin) in [("frame.html", origin(own)), ("listed.html", own.to_owned())] {
        let listed = format!("<head>\n<meta name=\"ziping-origins\" content=\"{origin}\">");
        let page = files::page_with(&[&files::rubric("school-pe.json")]);
        files::write(name, page.replacen("<head>", &listed, 1));
    }
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
        let value = |id: u32| {
            page.run(ask, json!([{"ziping": 1, "type": "value", "id": id}]));
            let told = format!("window.told.find(({{ type, id }}) => type === 'value' && id === {id})");
            page.until("it answers", &told);
            page.value(&told)["record"].take()
        };
        assert_eq!(value(7), json!(null), "nothing was entered");
        let record = json!({"format": 1, "kind": "ziping-record", "id": "own", "revision": 1, "period": "2026",
            "rubric": {"id": "slogan-inventory", "version": "1"}});
        page.run(ask, json!([{"ziping": 1, "type": "load", "record": record}]));
        let given = value(8);
        assert_eq!(
            (&given["id"], &given["period"], &given["rubric"]["id"]),
            (&json!("own"), &json!("2026"), &json!("slogan-inventory"))
        );
        let told = |what: &str| {
            let problem = "window.told.some(({ type, problems }) => type === 'problem' && problems.length > 0)";
            page.until(&format!("it tells what is wrong with {what}"), problem);
            page.run("window.told.length = 0", json!([]));
        };
        page.run(ask, json!([{"ziping": 1, "type": "load", "rubric": {"format": 1}}]));
        told("a rubric without its members");
        let ring = "const ring = {}; ring.ring = ring; ";
        page.run(
            &format!("{ring} arguments[0].record = ring; {ask}"),
            json!([{"ziping": 1, "type": "load"}]),
        );
        told("what JSON cannot hold");
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
            page.until("it counts", "document.getElementById('frame').contentDocument.querySelector('ziping-form').shadowRoot.querySelector('.sum, .sum-bar').textContent.includes('3')");
            // A frame that lists this page answers an equal message; by then the first frame has received its message,
            // too.
            page.run(
                "const frame = document.createElement('iframe'); frame.id = 'listed'; frame.src = 'listed.html'; document.body.append(frame)",
                json!([]),
            );
            page.until("the other is ready", "window.told.some(({ type }) => type === 'ready')");
            let both = "for (const id of ['frame', 'listed']) document.getElementById(id).contentWindow.postMessage(arguments[0], '*')";
            page.run(both, json!([{"ziping": 1, "type": "value", "id": 5}]));
            page.until(
                "the other answers",
                "window.told.some(({ type, id }) => type === 'value' && id === 5)",
            );
            // A response of the first frame would arrive before the message that this page now sends to itself.
            let heard = "window.heard = false; const frame = document.getElementById('frame').contentWindow;
                frame.addEventListener('message', () => { addEventListener('message', () => { window.heard = true; }); postMessage('', '*'); }, { once: true });
                frame.postMessage(arguments[0], '*')";
            page.run(heard, json!([{"ziping": 1, "type": "value", "id": 6}]));
            page.until("the first heard it", "window.heard");
            page.until(
                "the first said nothing",
                "window.by.every((source) => source === document.getElementById('listed').contentWindow)",
            );
        },
    );
}
