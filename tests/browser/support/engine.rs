//! The three engines: how each is started, and what its driver cannot do.

use serde_json::{Value, json};
use std::env;

use super::page::wait;
use super::wire::{Refusal, Session};

/// A browser engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver.
    Webkit,
}

/// The setup of a browser before it starts.
#[derive(Clone)]
pub struct Setup {
    /// The preferred languages, such as `en-US,en`.
    pub languages: &'static str,
    /// Whether the reader prefers dark pages.
    pub dark: bool,
    /// Whether an accessibility client is active, so that the engine maintains the whole accessibility tree.
    pub heard: bool,
    /// The folder for downloads.
    pub downloads: Option<String>,
    /// The folder of a profile that outlives the browser; `None` for a temporary profile. WebKit's driver has no such
    /// option.
    pub profile: Option<String>,
    /// WebDriver's `pageLoadStrategy`.
    pub load: &'static str,
    /// The X display for the browser's window; `None` for a browser without a window.
    pub screen: Option<String>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            languages: "zh-CN,zh",
            dark: false,
            heard: false,
            downloads: None,
            profile: None,
            load: "normal",
            screen: None,
        }
    }
}

impl Engine {
    /// Returns the engine that `cargo xtask test` selected.
    pub fn asked() -> Self {
        match &*env::var("ZIPING_BROWSER").unwrap_or_default() {
            "" | "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::Webkit,
            other => panic!("ZIPING_BROWSER is `{other}`: chromium, firefox or webkit"),
        }
    }

    /// Starts a browser.
    pub fn start(self, setup: &Setup) -> Result<Session, Refusal> {
        let driver = env::var("WEBDRIVER_URL").expect("`cargo xtask test` starts a driver and says where it is");
        let capabilities = self.capabilities(setup);
        let session = wait("a browser", || match Session::start(&driver, &capabilities) {
            // Firefox's driver takes a while to release the previous browser.
            Err(refusal) if refusal.message.contains("already started") => Err(refusal.message),
            other => Ok(other),
        })?;
        if self == Self::Webkit {
            // MiniBrowser has no option for the window size.
            session.post("/window/rect", &json!({"width": 1440, "height": 900}))?;
        }
        Ok(session)
    }

    fn capabilities(self, setup: &Setup) -> Value {
        let heard = if setup.heard {
            "--force-renderer-accessibility"
        } else {
            "--no-first-run"
        };
        let binary = env::var("ZIPING_BROWSER_BINARY").ok();
        // Both browsers use the same option for the display.
        let screen = match &setup.screen {
            Some(screen) => format!("--display={screen}"),
            None => "--headless".to_owned(),
        };
        let profile = setup.profile.as_deref();
        let named = profile.map(|folder| ["-profile", folder]);
        let firefox: Vec<_> = [&*screen, "--width=1440", "--height=900"]
            .into_iter()
            .chain(named.into_iter().flatten())
            .collect();
        let (key, mut options) = match self {
            Self::Chromium => (
                "goog:chromeOptions",
                json!({
                    "args": [
                        screen, "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                        "--window-size=1440,900",
                        heard,
                        format!("--accept-lang={}", setup.languages),
                        profile.map_or("--no-default-browser-check".to_owned(), |folder| format!("--user-data-dir={folder}")),
                    ],
                    "prefs": {
                        "intl.accept_languages": setup.languages,
                        "download.default_directory": setup.downloads,
                        "download.prompt_for_download": false,
                    },
                }),
            ),
            Self::Firefox => (
                "moz:firefoxOptions",
                json!({
                    "args": firefox,
                    "prefs": {
                        "intl.accept_languages": setup.languages,
                        "layout.css.prefers-color-scheme.content-override": i32::from(!setup.dark),
                        "browser.download.folderList": 2,
                        "browser.download.dir": setup.downloads.as_deref().unwrap_or_default(),
                    },
                }),
            ),
            Self::Webkit => {
                let theme = setup.dark.then_some("--dark-mode");
                let args: Vec<_> = ["--automation"].into_iter().chain(theme).collect();
                ("webkitgtk:browserOptions", json!({"args": args}))
            }
        };
        if let Some(binary) = binary {
            options["binary"] = binary.into();
        }
        json!({key: options, "pageLoadStrategy": setup.load})
    }

    /// Returns whether the driver has commands for the accessible role and name.
    pub fn tells_roles(self) -> bool {
        // WebKitWebDriver has no `computedrole` and no `computedlabel`.
        self != Self::Webkit
    }
}
