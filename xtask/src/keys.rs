//! `cargo xtask keys`: checks that no key is lost that is typed while the page starts. `tests/browser/first.rs` has the test.

use anyhow::Result;

use crate::browser::Browser;
use crate::shell::Steps;
use crate::{build, test};

/// The options of the command.
pub struct Options {
    /// How many keys are typed in each browser.
    pub count: usize,
    /// The seed of the keys and the moments; always the same by default.
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            count: 10_000,
            seed: None,
        }
    }
}

/// # Errors
/// If the page cannot be built, or a key was lost.
pub fn run(browsers: &[Browser], options: &Options) -> Result<()> {
    let dist = build::run(&build::Options::default())?.out;
    let mut steps = Steps::default();
    for browser in browsers {
        let mut variables = vec![("ZIPING_KEYS", options.count.to_string())];
        variables.extend(options.seed.map(|seed| ("ZIPING_SEED", seed.to_string())));
        steps.run(&format!("keys in {}", browser.name()), || {
            test::in_browser(*browser, &dist, Some("first::no_key_is_lost"), &[], &variables)
        });
    }
    steps.finish()
}
