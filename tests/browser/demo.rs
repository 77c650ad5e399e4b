//! The demo for owners of portals, `dist/site/demo`: settings, events, and what a portal would receive.

use serde_json::json;

use super::support::served;
use super::support::site::built;
use super::support::{Page, browse};

/// Opens the demo with its form shown.
fn demo(test: impl FnOnce(&Page)) {
    let site = served::start(built());
    browse(|page| {
        page.go(&format!("{}demo/index.html", site.address));
        page.points("1");
        test(page);
    });
}

/// A property of the element as it is computed.
fn colour(page: &Page) -> String {
    page.text(
        "getComputedStyle(document.querySelector('ziping-form').shadowRoot.querySelector('.form')).backgroundColor",
    )
}

#[test]
fn the_demo_shows_settings_events_and_what_would_be_sent() {
    demo(|page| {
        let light = colour(page);
        page.find("radio", "深色").click();
        page.until(
            "the form is dark",
            &format!("getComputedStyle(document.querySelector('ziping-form').shadowRoot.querySelector('.form')).backgroundColor !== '{light}'"),
        );
        assert!(
            page.text("document.getElementById('lines').textContent")
                .contains("theme=\"dark\"")
        );
        page.points("1").rewrite("3.5");
        page.until(
            "the event is listed",
            "document.querySelector('#events li:first-child code').textContent === 'input'",
        );
        assert!(
            page.text("document.querySelector('#events li:first-child pre').textContent")
                .contains("total: \"3.5\"")
        );
        // Required, so that the form is not sent.
        page.run("document.getElementById('school').value = '青石镇中心小学'", json!([]));
        page.find("button", "提交").click();
        assert_eq!(page.value("document.getElementById('received').hidden"), true);
        page.find("checkbox", "必填").click();
        page.find("button", "提交").click();
        page.until("the entries are shown", "!document.getElementById('received').hidden");
        let entries = page.value("[...document.querySelectorAll('#entries dt')].map(({ textContent }) => textContent)");
        assert_eq!(
            entries,
            json!([
                "school",
                "contact",
                "assessment",
                "assessment.total",
                "assessment.grade"
            ])
        );
        assert_eq!(
            page.text("document.querySelectorAll('#entries dd')[3].textContent"),
            "3.5"
        );
        assert_eq!(page.text("location.pathname"), "/demo/index.html", "nothing is sent");
        page.find("radio", "English").click();
        page.find("button", "Submit");
        page.until(
            "the form is in English",
            "document.querySelector('ziping-form').shadowRoot.querySelector('.form').lang === 'en'",
        );
    });
}
