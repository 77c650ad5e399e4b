//! Viewports from a narrow phone to a wide screen, and at 400 % zoom: nothing is cut off, and nothing covers typed
//! text.

use serde_json::json;

use super::support::form::SCHOOL;
use super::support::{Engine, Page, browse, files, keys, wait};

/// Runs a test on the school's form in a viewport of this width.
fn at(width: u32, test: impl FnOnce(&Page)) {
    within(width, 720, test);
}

/// Runs a test on the school's form in a viewport of this width and height.
fn within(width: u32, height: u32, test: impl FnOnce(&Page)) {
    browse(|page| {
        if page.engine == Engine::Chromium {
            let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 720});
            page.cdp("Emulation.setDeviceMetricsOverride", &size);
            page.open(&files::shipped());
        } else {
            // Browser windows do not become as narrow as a phone, so the page is in a frame that does.
            let frame = format!(
                "<!DOCTYPE html><body style=\"margin:0\"><iframe style=\"width:{width}px;height:{height}px;border:0\" src=\"{}\"></iframe>",
                super::support::page::address(&files::shipped())
            );
            page.go(&super::support::page::address(&files::write("frame.html", frame)));
            page.post("/frame", &json!({"id": 0}));
            page.started();
        }
        assert_eq!(page.value("innerWidth"), width);
        page.find("button", "学校体育工作").click();
        page.shows("已评 0 / 21 项");
        test(page);
    });
}

/// Checks that nothing visible is wider than the viewport. Firefox still positions collapsed content, which is
/// excluded.
fn fits(page: &Page, when: &str) {
    let over = "[document, document.querySelector('ziping-form').shadowRoot].flatMap((root) => [...root.querySelectorAll('*')])
        .filter((one) => { if (!one.checkVisibility()) return false; const box = one.getBoundingClientRect(); return box.width > 2 && box.height > 2 && (box.right > innerWidth + 1 || box.left < -1) })
        .map((one) => `${one.localName}.${one.className}#${one.id}`)";
    assert_eq!(page.value(over), json!([]), "beyond the edge {when}");
    let wide = page.value("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
    assert_eq!(wide, 0, "scrolls sideways {when}");
}

/// Checks that the focused field is wholly between the sticky parts at the top and the bottom.
fn is_bare(page: &Page) {
    let covered = "(() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const box = at.getBoundingClientRect();
        const root = document.querySelector('ziping-form').shadowRoot;
        const bar = document.querySelector('.bar').getBoundingClientRect();
        const sum = root.querySelector('.sum-bar').getBoundingClientRect();
        const hit = (x, y) => { let one = document.elementFromPoint(x, y); if (one?.shadowRoot) one = one.shadowRoot.elementFromPoint(x, y); return one };
        return [box.top >= bar.bottom, box.bottom <= sum.top, at.contains(hit(box.left + box.width / 2, box.top + box.height / 2))] })()";
    // Nobody types faster than the screen updates: within one frame Firefox confuses its scroll targets.
    page.frames(2);
    let name = page.focused().name;
    wait(
        &format!("“{name}” is not covered by the bar, the sum, or anything"),
        || {
            let bare = page.value(covered);
            (bare == json!([true, true, true]))
                .then_some(())
                .ok_or(bare.to_string())
        },
    );
}

#[test]
fn nothing_is_cut_off_at_any_width() {
    // 320 is 1280 at 400 % zoom.
    for width in [320, 360, 720, 860, 1024, 1440] {
        at(width, |page| {
            fits(page, &format!("at {width}"));
            page.show_menu();
            fits(page, &format!("at {width}, with the menu open"));
            page.show_menu();
            page.points("1").rewrite("9");
            page.find("button", "备注，第1项").click();
            page.find("button", "不适用，第7项").click();
            page.command("EN");
            page.find("heading", "School PE Special Supervision: Self-assessment");
            fits(page, &format!("at {width}, filled in"));
            page.keeps("saved");
            page.command("Choose another form");
            page.find("button", "Remove everything from this browser");
            fits(page, &format!("at {width}, the start with a draft"));
        });
    }
}

/// Focuses a field. WebKit's driver cannot click inside a scrolled frame.
fn focus(page: &Page, label: &str) {
    page.run("arguments[0].focus()", json!([page.points(label).element()]));
}

#[test]
fn the_bars_cover_no_field_on_a_phone() {
    for width in [320, 360] {
        at(width, |page| {
            focus(page, "1");
            for (index, points) in SCHOOL.iter().enumerate() {
                is_bare(page);
                page.keys(points);
                page.keys(keys::ENTER);
                if index + 1 < SCHOOL.len() {
                    page.enter_to_score(index + 2);
                }
            }
            page.sums("90 / 100");
            // Checks the way back, too.
            focus(page, "21");
            for _ in 0..40 {
                page.keys(&format!("{}{}", keys::SHIFT, keys::TAB));
                is_bare(page);
            }
        });
    }
}

#[test]
fn the_next_open_one_is_a_touch_away() {
    at(360, |page| {
        page.points("1").rewrite("4");
        page.sums("4 / 100");
        page.find("button", "下一项未评").click();
        page.until(
            "the focus is there",
            "document.activeElement?.shadowRoot?.activeElement?.id === 'i-1'",
        );
        assert!(
            page.focused().name.starts_with("自评分，第2项"),
            "{}",
            page.focused().name
        );
        is_bare(page);
        // After the last criterion, the search continues with those that were skipped.
        let next = |index: u32| {
            page.find("button", "下一项未评").click();
            let there = format!("document.activeElement?.shadowRoot?.activeElement?.id === 'i-{index}'");
            page.until(&format!("the focus is at i-{index}"), &there);
        };
        next(2);
        page.points("21").rewrite("1");
        page.sums("5 / 100");
        next(1);
        // After a move to a section, the search continues there: 14 is the first criterion of the fifth section.
        let details = "document.querySelector('ziping-form').shadowRoot.getElementById('sum-toggle').click()";
        page.run(details, json!([]));
        let contents = page.find("navigation", "评估内容");
        contents.find("button", "五、").click();
        next(13);
    });
}

/// Opens the details of the sum by keyboard and moves into them.
fn open_details(page: &Page) {
    let details = page.find("button", "明细");
    page.run("arguments[0].focus()", json!([details.element()]));
    page.keys(keys::ENTER);
    page.find("navigation", "评估内容");
    page.keys(keys::TAB);
    assert!(page.focused().name.starts_with("一、"), "{}", page.focused().name);
}

#[test]
fn the_details_of_the_sum_come_after_their_button() {
    at(360, |page| {
        open_details(page);
        page.keys(keys::ESCAPE);
        page.until(
            "they are closed, and the keyboard is at their button",
            "document.activeElement?.shadowRoot?.activeElement?.id === 'sum-toggle'",
        );
        assert!(page.lacks("navigation", ""));
    });
}

#[test]
fn a_notice_does_not_cover_the_details_of_the_sum() {
    within(360, 600, |page| {
        page.open_file(&files::write("broken.json", "{\"format\": 1,}"));
        page.shows("broken.json");
        open_details(page);
        let bare = "(() => { const host = document.querySelector('ziping-form');
            const box = host.shadowRoot.querySelector('.sum-more .nav-item').getBoundingClientRect();
            return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === host })()";
        page.until("nothing stands before the first section", bare);
    });
}

#[test]
fn enlarged_fourfold_the_details_open_below_their_button() {
    // 1280 by 1024 at 400 % zoom.
    within(320, 256, |page| {
        open_details(page);
        let places = "(() => { const root = document.querySelector('ziping-form').shadowRoot;
            const [button, more, first] = ['#sum-toggle', '.sum-more', '.sum-more button'].map((one) => root.querySelector(one).getBoundingClientRect());
            return [more.top >= button.bottom && more.top < button.bottom + 40, first.top >= 0 && first.bottom <= innerHeight] })()";
        page.until(
            "they are below, and the first is in sight",
            &format!("JSON.stringify({places}) === '[true,true]'"),
        );
        fits(page, "with the details open");
    });
}

#[test]
fn the_sum_is_in_sight_at_any_width() {
    for width in [320, 720, 1024, 1440] {
        at(width, |page| {
            page.find("button", "满分，第21项").click();
            page.sums("3 / 100");
            let sum = "(() => { const root = document.querySelector('ziping-form').shadowRoot;
                const boxes = [...root.querySelectorAll('.figure')].map((one) => one.getBoundingClientRect()).filter((box) => box.width);
                return boxes.length === 1 && boxes[0].top >= 0 && boxes[0].bottom <= innerHeight })()";
            assert_eq!(page.value(sum), true, "at {width}");
        });
    }
}
