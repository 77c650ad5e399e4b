//! The platform: facts and functions that a store provides so that views need not ask the browser while they render.

use super::clock::now;
use crate::locale::set_formatter;
use crate::state::Moment;
use web_sys::window;

/// Facts and functions of the environment, stored so that views need not ask the browser while they render.
pub(super) struct Platform {
    /// Whether the page is shown by the browser inside an app.
    pub(super) in_app: bool,
    /// Whether the views are drawn for the time before the program has started.
    pub(super) is_first_view: bool,
    /// Whether the page has the program for "Make a form".
    pub(super) offers_making: fn() -> bool,
    /// Returns the current time and unused ids.
    pub(super) moment: fn() -> Moment,
}

impl Platform {
    pub(super) fn browser() -> Self {
        set_formatter(super::clock::format);
        Self {
            in_app: is_in_app(),
            is_first_view: false,
            offers_making: super::making::is_offered,
            moment: || Moment {
                now: super::clock::now().into(),
                id: fresh_id(),
                spare_id: fresh_id(),
            },
        }
    }

    /// Creates a platform without a browser.
    pub(super) fn detached() -> Self {
        Self {
            in_app: false,
            is_first_view: false,
            offers_making: || false,
            moment: || Moment {
                now: "".into(),
                id: "detached".into(),
                spare_id: "detached-beside".into(),
            },
        }
    }

    /// Creates a platform for drawing what a page shows before the program has started.
    pub(super) fn first_view() -> Self {
        Self {
            is_first_view: true,
            // A page with several rubrics, which has a start page, has the program.
            offers_making: || true,
            ..Self::detached()
        }
    }
}

/// Returns whether the page is shown by the browser inside an app, most of which ignore downloads silently.
fn is_in_app() -> bool {
    const APPS: [&str; 8] = [
        "MicroMessenger",
        "DingTalk",
        "wxwork",
        "Lark",
        "QQ/",
        "Weibo",
        "AlipayClient",
        "ToutiaoMicroApp",
    ];
    let agent = window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| APPS.iter().any(|app| agent.contains(app)))
}

/// Returns a unique id: 128 random bits, or the clock if the browser has no random source.
pub(crate) fn fresh_id() -> std::rc::Rc<str> {
    let mut bytes = [0_u8; 16];
    let random = window().and_then(|window| window.crypto().ok());
    if random.is_some_and(|random| random.get_random_values_with_u8_array(&mut bytes).is_ok()) {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into()
    } else {
        now().replace([':', '.', '-'], "").into()
    }
}
