//! The base of every test: a browser, a page and files. `form` has the operations on a form.

pub mod axe;
pub mod control;
pub mod engine;
pub mod files;
pub mod form;
pub mod large;
pub mod page;
pub mod portal;
pub mod screen;
pub mod served;
pub mod site;
pub mod stored;
pub mod wire;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

pub use control::keys;
pub use engine::{Engine, Setup};
pub use page::{Page, wait};

/// Runs a test in a separate browser. Saves a screenshot of the page if the test fails.
pub fn browse(test: impl FnOnce(&Page)) {
    browse_as(&Setup::default(), test);
}

/// Runs a test in a browser with a different setup.
pub fn browse_as(setup: &Setup, test: impl FnOnce(&Page)) {
    let page = Page::start(setup);
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| test(&page))) {
        picture(&page);
        resume_unwind(panic);
    }
}

/// Whether the long run was asked for, which `cargo xtask release` does: the same checks on more rubrics, schemes and rounds.
pub fn is_long() -> bool {
    std::env::var_os("ZIPING_LONG").is_some()
}

/// Reports that a test, or the rest of it, is skipped, with the reason. `cargo xtask test` lists the skipped tests.
pub fn skip(reason: &str) {
    println!(
        "skipped: {}, because {reason}",
        thread::current().name().unwrap_or_default()
    );
}

fn picture(page: &Page) {
    let Ok(picture) = page.session.get("/screenshot") else {
        return;
    };
    let file = files::folder().join(format!("{:?}.png", page.engine).to_lowercase());
    let bytes = files::base64(picture.as_str().unwrap_or_default());
    if std::fs::write(&file, bytes).is_ok() {
        let test = thread::current();
        eprintln!("{}: how it looked: {}", test.name().unwrap_or_default(), file.display());
    }
}
