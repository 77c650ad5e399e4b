//! Where the program runs: what a store knows of it, so that views need not ask while they draw.

use super::clock::now;
use crate::state::Moment;
use web_sys::window;

/// What a store knows of where it runs, so that views need not ask while they draw.
pub(super) struct Platform {
    /// Whether the page is shown by the browser inside an app.
    pub(super) in_app: bool,
    /// A day and a time as the person's clock shows them.
    pub(super) local_time: fn(&str) -> String,
    /// A time of the day as the person's clock shows it.
    pub(super) clock: fn(&str) -> String,
    /// The time, and ids that no record has.
    pub(super) moment: fn() -> Moment,
}

impl Platform {
    pub(super) fn browser() -> Self {
        Self {
            in_app: is_in_app(),
            local_time: super::clock::moment,
            clock: super::clock::clock,
            moment: || Moment {
                now: super::clock::now().into(),
                id: fresh_id(),
                spare_id: fresh_id(),
            },
        }
    }

    /// No browser: times are shown as they are.
    pub(super) fn detached() -> Self {
        Self {
            in_app: false,
            local_time: str::to_owned,
            clock: str::to_owned,
            moment: || Moment {
                now: "".into(),
                id: "detached".into(),
                spare_id: "detached-beside".into(),
            },
        }
    }
}

/// Whether the page is shown by the browser inside an app, most of which do nothing with a download and say nothing.
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

/// A name that nothing else has: 128 random bits, or the clock where the browser gives none.
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
