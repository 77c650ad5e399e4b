//! The language: initially the browser's, then the reader's choice, which is stored.

use super::support::{Engine, Setup, browse_as, files, skip};

fn setup(languages: &'static str) -> Setup {
    Setup {
        languages,
        ..Setup::default()
    }
}

#[test]
fn the_browser_chooses_first() {
    for (languages, tag, title) in [
        ("en-GB,en", "en", "Self-assessment"),
        ("zh-TW,zh,en", "zh-CN", "自评表"),
        ("fr,en", "en", "Self-assessment"),
        ("fr", "zh-CN", "自评表"),
    ] {
        browse_as(&setup(languages), |page| {
            if page.engine == Engine::Webkit {
                return skip("MiniBrowser takes its language from the machine, and its driver cannot say another");
            }
            page.open(&files::shipped());
            page.find("heading", title);
            assert_eq!(page.text("document.documentElement.lang"), tag, "{languages}");
        });
    }
}

#[test]
fn the_reader_chooses_and_it_is_remembered() {
    browse_as(&setup("zh-CN"), |page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.points("1").rewrite("3");
        page.find("button", "EN").click();
        page.find("heading", "School PE Special Supervision: Self-assessment");
        assert_eq!(page.find("textbox", "Points, item 1").value(), "3");
        assert_eq!(page.text("document.documentElement.lang"), "en");
        assert_eq!(
            page.text("document.title"),
            "School PE Special Supervision: Self-assessment – Ziping"
        );
        page.shows("3 / 100");

        page.reload();
        page.find("heading", "Self-assessment");
        page.find("button", "中").click();
        page.find("heading", "自评表");
        page.reload();
        page.find("heading", "自评表");
    });
}

#[test]
fn texts_in_another_language_say_which() {
    let text = r#"{"format": 1, "id": "x", "version": "1", "status": "final", "title": {"en": "Only English"},
        "sections": [{"id": "s", "title": "节", "criteria": [{"id": "c", "text": {"en": "One", "zh-CN": "一"}, "scale": {"kind": "points", "max": 2}}]}]}"#;
    browse_as(&setup("zh-CN"), |page| {
        page.open(&files::write("form.html", files::page_with(&[text])));
        let heading = page.find("heading", "Only English");
        assert_eq!(heading.read("innerHTML"), "<span lang=\"en\">Only English</span>");
        page.shows("一");
        assert!(!page.seen().contains("One"));
    });
}
