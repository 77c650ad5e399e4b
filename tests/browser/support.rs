//! What every test stands on: a browser, a page in it, and files. What a form is belongs next door, in `form`.

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
pub mod stored;
pub mod wire;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

pub use control::keys;
pub use engine::{Engine, Setup};
pub use page::{Page, wait};

/// Runs a test in a browser of its own. When it fails, a picture of the page is kept.
pub fn browse(test: impl FnOnce(&Page)) {
    browse_as(&Setup::default(), test);
}

/// Runs a test in a browser that is set up otherwise.
pub fn browse_as(setup: &Setup, test: impl FnOnce(&Page)) {
    let page = Page::start(setup);
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| test(&page))) {
        picture(&page);
        resume_unwind(panic);
    }
}

/// Says that a test, or the rest of it, is not run here, and why. `cargo xtask test` lists what was skipped.
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
