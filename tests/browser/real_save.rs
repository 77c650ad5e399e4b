//! The browser's “Save page as”, with its own keys and dialog, in a window on a virtual screen.

use std::fs;
use std::time::{Duration, Instant};

use super::record::{check, export, fill};
use super::support::screen::Screen;
use super::support::{Engine, Setup, browse_as, files, skip, wait};

#[test]
fn the_browsers_own_save_keeps_the_answers() {
    if Engine::asked() == Engine::Webkit {
        return skip("MiniBrowser has no command to save a page");
    }
    let screen = Screen::start();
    let setup = Setup {
        screen: Some(screen.display()),
        ..Setup::default()
    };
    let saved = files::folder().join("saved.html");
    // Removes the file of an earlier run, which would satisfy this test.
    fs::remove_file(&saved).ok();
    browse_as(&setup, |page| {
        page.open(&files::write(
            "form.html",
            files::page_with(&[&files::rubric("school-pe.json")]),
        ));
        page.find("button", "导出");
        fill(page);
        check(page);
        page.run(
            "return new Promise((done) => setTimeout(done, 300))",
            serde_json::json!([]),
        );

        screen.window("自评");
        wait("the dialog opens", || {
            // With the focus in the address bar, the browser handles the keys instead of the page.
            screen.press("ctrl+l");
            screen.press("ctrl+s");
            within_a_while("there is none", || screen.has("^Save"))
        });
        wait("the dialog takes the name", || {
            // The dialog loses keys that arrive before it is ready.
            screen.window("^Save");
            screen.press("ctrl+a");
            screen.write(&saved.to_string_lossy());
            within_a_while("it is still open", || {
                // The dialog also ignores its button while it looks up the folder.
                screen.press("alt+s");
                !screen.has("^Save")
            })
        });
        wait("the file is there", || match fs::read_to_string(&saved) {
            Ok(text) if text.trim_end().ends_with("</html>") => Ok(()),
            Ok(text) => Err(format!("it has {} bytes", text.len())),
            Err(error) => Err(error.to_string()),
        });

        page.catch_downloads();
        let record = export(page);
        page.open(&saved);
        check(page);
        assert_eq!(
            page.value("document.querySelector('ziping-form').shadowRoot.children.length"),
            1
        );
        page.catch_downloads();
        assert_eq!(export(page), record);
        // The saved page continues to work, and recognizes its own copies.
        page.points("8").rewrite("2");
        page.sums("23.91 / 100");
        page.command("保存副本");
        page.open(&files::write("again.html", page.given().text));
        page.sums("23.91 / 100");
    });
}

/// Waits for less than the usual patience, so that the action can be repeated.
fn within_a_while(why: &str, holds: impl Fn() -> bool) -> Result<(), String> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(3) {
        if holds() {
            return Ok(());
        }
    }
    Err(why.to_owned())
}
