//! The about dialog: version, licence and third-party notices in the one-file page, by keyboard.

use serde_json::json;

use super::support::form::school;
use super::support::{Page, browse, files, keys};

fn reads(page: &Page) {
    page.until("the dialog is open", "document.getElementById('ziping-about').open");
    page.shows("本程序可按 MIT 或 Apache-2.0 许可使用");
    page.shows("本页不向任何地方发送内容");
    let notices = page.text("document.querySelector('#ziping-about pre').textContent");
    assert_eq!(
        notices,
        files::read(&files::dist().join("THIRD_PARTY_NOTICES.txt")).trim()
    );
    assert_eq!(
        files::read(&files::dist().join("THIRD_PARTY_NOTICES.txt")),
        files::read(&files::dist().join("package/THIRD_PARTY_NOTICES.txt"))
    );
    assert!(notices.contains("wasm-bindgen"), "{notices}");
    // The dialog has a name, and the focus is at its start.
    assert_eq!(page.focused().name, "关于");
    let inside = "document.getElementById('ziping-about').contains(document.activeElement)";
    page.keys(keys::TAB);
    page.until("the focus stays inside", inside);
}

#[test]
fn is_read_by_keyboard_at_the_start_and_the_focus_comes_back() {
    browse(|page| {
        page.open(&files::shipped());
        let button = page.find("button", "关于");
        assert_eq!(
            page.value("document.querySelector('#ziping-about pre').textContent"),
            ""
        );
        page.run("arguments[0].focus()", json!([button.element()]));
        page.keys(keys::ENTER);
        reads(page);
        page.keys(keys::ESCAPE);
        page.until("it is closed", "!document.getElementById('ziping-about').open");
        page.until("the focus is back", "document.activeElement.textContent === '关于'");
    });
}

#[test]
fn is_read_from_the_menu_and_the_focus_comes_back() {
    school(|page| {
        let menu = page.find("button", "更多");
        page.run("arguments[0].focus()", json!([menu.element()]));
        page.keys(keys::ENTER);
        let button = page.find("button", "关于");
        page.run("arguments[0].focus()", json!([button.element()]));
        page.keys(keys::ENTER);
        reads(page);
        page.find("button", "关闭").click();
        page.until("it is closed", "!document.getElementById('ziping-about').open");
        page.until("the focus is back", "document.activeElement.matches('.menu > summary')");
        // Blank copies contain the notices.
        page.catch_downloads();
        page.command("另存空白表");
        assert!(page.given().text.contains("data-ziping=\"notices\""));
    });
}
