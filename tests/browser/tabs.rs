//! Two tabs with one draft: both finally show the same content, with the last edits of each.

use serde_json::{Value, json};
use std::env;
use std::time::Duration;

use super::support::form::school;
use super::support::page::wait_for;
use super::support::{Page, files};

/// Returns the number of edits per tab; `ZIPING_RACE=10000` selects the long form.
fn edits() -> u64 {
    env::var("ZIPING_RACE")
        .ok()
        .and_then(|edits| edits.parse().ok())
        .unwrap_or(200)
}

/// Edits as fast as the page accepts: each tab's own points and notes, and a field that both write. Without timers,
/// which a browser slows down in a background tab.
const RACE: &str = "const [who, edits] = arguments;
    const root = document.querySelector('ziping-form').shadowRoot;
    const turn = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { port1.close(); done(); }; port2.postMessage(0); });
    const write = (id, text) => {
        const field = root.getElementById(id);
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    window.raced = false;
    (async () => {
        for (let k = 1; k <= edits; k += 1) {
            const own = who * 8 + (k % 8);
            if (k % 3 === 0) write('p-school', `${who}/${k}`);
            else if (k % 3 === 1) write(`i-${own}`, String((k % 4) / 2));
            else write(who ? 'r-head' : 'period', `${who}/${k}`);
            await turn();
        }
        window.raced = true;
    })();";

/// Returns the values of the fields that the race wrote.
fn fields(page: &Page) -> Value {
    page.value(
        "Object.fromEntries([...document.querySelector('ziping-form').shadowRoot.querySelectorAll('input')]
            .filter(({ id }) => /^(i-\\d+|p-school|r-head|period)$/.test(id)).map(({ id, type, value, checked }) => [id, type === 'radio' ? checked : value]))",
    )
}

#[test]
fn two_tabs_that_race_end_alike_with_what_was_entered_last_in_each() {
    let edits = edits();
    let patience = Duration::from_secs(60 + edits / 20);
    school(|page| {
        page.points("21").rewrite("3");
        page.keeps("saved");
        let first = page.window();
        let second = page.open_window();
        page.open(&files::folder().join("form.html"));
        page.sums("3 / 100");
        for (who, window) in [(0, &first), (1, &second)] {
            page.switch_to(window);
            page.run(RACE, json!([who, edits]));
        }
        for window in [&first, &second] {
            page.switch_to(window);
            wait_for(patience, "it has made its edits", || {
                (page.value("window.raced") == true).then_some(()).ok_or(String::new())
            });
            page.keeps("saved");
        }
        wait_for(patience, "both show the same", || {
            let [one, other] = [&first, &second].map(|window| {
                page.switch_to(window);
                fields(page)
            });
            (one == other).then_some(()).ok_or(format!("{one} and {other}"))
        });
        let shown = fields(page);
        let last = |rest: u64| (edits - 2..=edits).find(|k| k % 3 == rest).unwrap_or(0);
        assert_eq!(shown["r-head"], format!("1/{}", last(2)));
        assert_eq!(shown["period"], format!("0/{}", last(2)));
        for who in 0..2 {
            for slot in 0..8 {
                let mut own = (1..=edits).rev();
                let k = own.find(|k| k % 3 == 1 && k % 8 == slot).unwrap_or(0);
                let points = ["0", "0.5", "1", "1.5"][usize::try_from(k % 4).unwrap_or(0)];
                assert_eq!(shown[format!("i-{}", who * 8 + slot)], points, "tab {who}, slot {slot}");
            }
        }
        let both = shown["p-school"].as_str().unwrap_or_default();
        assert!((0..2).any(|who| both == format!("{who}/{}", last(0))), "{both}");
        assert_eq!(shown["i-20"], "3", "what was there before");
        page.reload();
        wait_for(patience, "it is all there on coming back", || {
            let now = fields(page);
            (now == shown).then_some(()).ok_or(format!("{now} and not {shown}"))
        });
        assert_eq!(page.keeping(), "saved");
    });
}
