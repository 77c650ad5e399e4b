//! Large forms in both shapes: an edit redraws only its own path, and the last criterion is as reachable as the first. They have 2,000
//! criteria, and 10,000 in the long run.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::support::large::{LAST, Shape, rubric};
use super::support::page::{PATIENCE, wait_for};
use super::support::{Engine, Page, Setup, browse, browse_as, files, is_long, keys, skip};

/// How many criteria there are.
fn count() -> usize {
    if is_long() { 10_000 } else { 2_000 }
}

/// The total with these points, as the form shows it.
fn sum(points: usize) -> String {
    format!("{points} / {}", 5 * count())
}

/// The name of the last section, of twenty criteria each.
fn last_section() -> String {
    let last = count() / 20;
    format!("{last}、第{last}部分")
}

/// Runs a test on a large form, after the browser has filled in all of them.
fn large(shape: Shape, test: impl FnOnce(&Page)) {
    large_as(&Setup::default(), shape, test);
}

fn large_as(setup: &Setup, shape: Shape, test: impl FnOnce(&Page)) {
    browse_as(setup, |page| {
        page.open(&files::write(
            "large.html",
            files::page_with(&[&rubric(count(), shape)]),
        ));
        filled(page);
        test(page);
    });
}

/// Waits until every criterion is in the page, at least as text.
fn filled(page: &Page) {
    // With an accessibility client, and beside another browser on two processors, this takes longer than anything else.
    wait_for(4 * PATIENCE, "all criteria are in the page", || {
        let there =
            page.value("document.querySelector('ziping-form').shadowRoot.querySelectorAll('li.criterion').length");
        (there == count()).then_some(()).ok_or(format!("{there} are"))
    });
    drawn(page);
}

/// Returns the number of renders since the last call, by component.
fn drawn(page: &Page) -> BTreeMap<String, u64> {
    let drawn = page.text("customElements.get('ziping-form').engine.renders()");
    let pairs = drawn.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, count)| (name.to_owned(), count.parse().unwrap_or(u64::MAX)))
        .collect()
}

/// Checks that an edit redrew only the criterion and its ancestors, the sum, and the form's frame.
fn is_a_path(drawn: &BTreeMap<String, u64>, what: &str) {
    for (component, count) in drawn {
        assert!(*count <= 1, "{what} draws {component} {count} times: {drawn:?}");
    }
    assert_eq!(drawn.get("control"), Some(&1), "{what}: {drawn:?}");
}

fn an_edit_draws_its_own_path(shape: Shape) {
    large(shape, |page| {
        for (label, sum) in [("1", 3), ("17", 6)] {
            page.points(label).rewrite("");
            drawn(page);
            page.keys("3");
            page.sums(&self::sum(sum));
            is_a_path(&drawn(page), &format!("typing into {label}"));
        }
        page.keys(&format!("{}z", keys::CONTROL));
        page.sums(&sum(3));
        is_a_path(&drawn(page), "undoing");
        page.find("button", "满分，第2项").click();
        page.sums(&sum(8));
        is_a_path(&drawn(page), "full marks");
    });
}

#[test]
fn an_edit_draws_its_own_path_in_many_sections() {
    an_edit_draws_its_own_path(Shape::Sections);
}

#[test]
fn an_edit_draws_its_own_path_in_one_section() {
    an_edit_draws_its_own_path(Shape::One);
}

/// Finds a text as the browser's search does, and waits until the last criterion is in the viewport.
fn search(page: &Page, text: &str) {
    let last = format!(
        "document.querySelector('ziping-form').shadowRoot.querySelector('#c-{}')",
        count() - 1
    );
    let script = match page.engine {
        // WebKit's `window.find` does not search shadow trees, although its menu's search does. That search requires a
        // text that is laid out, and a place that can be scrolled to.
        Engine::Webkit => {
            "const [text, last] = arguments;
            const range = document.createRange();
            range.selectNodeContents(last);
            last.scrollIntoView();
            return last.innerText.includes(text) && range.getClientRects().length > 0"
        }
        _ => "getSelection().removeAllRanges(); return window.find(arguments[0])",
    };
    assert_eq!(
        page.run(script, json!([text, page.value(&last)])),
        true,
        "the browser's find"
    );
    page.until(
        "the last is on the screen",
        &format!("{last}.getBoundingClientRect().top < innerHeight"),
    );
}

fn the_last_is_there(shape: Shape) {
    large(shape, |page| {
        search(page, LAST);
        // Firefox's driver does not return ten thousand printed rows within minutes, so the print view is read there;
        // the school's form is really printed.
        let paper = match page.engine {
            Engine::Chromium => page.printed().0,
            Engine::Firefox | Engine::Webkit => page.paper(),
        };
        assert!(paper.contains(LAST), "the paper");
    });
}

#[test]
fn the_last_of_many_sections_is_found_and_printed() {
    the_last_is_there(Shape::Sections);
}

#[test]
fn the_last_of_one_section_is_found_and_printed() {
    the_last_is_there(Shape::One);
}

fn the_last_is_heard(shape: Shape) {
    let setup = Setup {
        heard: true,
        ..Setup::default()
    };
    large_as(&setup, shape, |page| {
        if page.engine != Engine::Chromium {
            return skip("only Chromium tells its whole tree, and not only what has been drawn");
        }
        let texts = page.heard("StaticText");
        assert_eq!(texts.iter().filter(|text| text.contains(LAST)).count(), 1);
    });
}

#[test]
fn the_last_of_many_sections_is_heard() {
    the_last_is_heard(Shape::Sections);
}

#[test]
fn the_last_of_one_section_is_heard() {
    the_last_is_heard(Shape::One);
}

/// Waits until the focused element is in the viewport, below the bar.
fn is_in_sight(page: &Page) {
    page.until(
        "it is in sight",
        "(() => { const box = document.activeElement.shadowRoot.activeElement.getBoundingClientRect();
        return box.top >= document.querySelector('.bar').getBoundingClientRect().bottom && box.bottom <= innerHeight })()",
    );
}

fn the_last_can_be_gone_to(shape: Shape) {
    large(shape, |page| {
        // Enter in the last but one criterion moves to the last.
        let last = count();
        let script = format!(
            "document.querySelector('ziping-form').shadowRoot.querySelector('#c-{}').scrollIntoView()",
            last - 2
        );
        page.run(&script, json!([]));
        page.points(&(last - 1).to_string()).rewrite("1");
        page.keys(keys::ENTER);
        page.until(
            "the focus is there",
            &format!(
                "document.activeElement?.shadowRoot?.activeElement?.id === 'i-{}'",
                last - 1
            ),
        );
        // The field's name contains the criterion's number; the criterion's group has its text.
        assert!(page.focused().name.contains(&format!("第{last}项")));
        is_in_sight(page);
        drawn(page);
        page.keys("5");
        page.sums(&sum(6));
        is_a_path(&drawn(page), "typing into the last");
        assert_eq!(page.find("textbox", &format!("自评分，第{last}项")).value(), "5");
    });
}

#[test]
fn the_last_of_many_sections_can_be_gone_to() {
    the_last_can_be_gone_to(Shape::Sections);
}

#[test]
fn the_last_of_one_section_can_be_gone_to() {
    the_last_can_be_gone_to(Shape::One);
}

#[test]
fn a_section_far_away_is_a_touch_away() {
    large(Shape::Sections, |page| {
        page.find("button", &last_section()).click();
        page.until(
            "its heading has the focus",
            &format!(
                "document.activeElement?.shadowRoot?.activeElement?.textContent.includes('第{}部分')",
                count() / 20
            ),
        );
        is_in_sight(page);
        page.points(&(count() - 19).to_string()).rewrite("2");
        page.sums(&sum(2));
    });
}

#[test]
fn what_is_gone_to_stays_in_sight_while_the_rest_is_filled_in() {
    browse(|page| {
        let rubric = rubric(count(), Shape::Sections);
        page.open(&files::write("large.html", files::page_with(&[&rubric])));
        page.find("button", &last_section()).click();
        page.until(
            "its heading has the focus",
            &format!(
                "document.activeElement?.shadowRoot?.activeElement?.textContent.includes('第{}部分')",
                count() / 20
            ),
        );
        filled(page);
        is_in_sight(page);
    });
}

#[test]
fn what_is_open_and_far_away_is_a_touch_away() {
    large(Shape::One, |page| {
        // The second in its chunk of fifty.
        let far = count() - 1_248;
        // A record that answers all criteria but a distant one. That criterion is the second in its chunk, so the chunk
        // before it is rendered and becomes taller, too.
        page.catch_downloads();
        page.points("1").rewrite("1");
        page.find("button", "导出").click();
        let mut record: Value = serde_json::from_str(&page.given().text).unwrap();
        let answers = record["answers"]["self"].as_object_mut().unwrap();
        let one = answers["c1"].clone();
        for i in (2..=count()).filter(|i| *i != far) {
            answers.insert(format!("c{i}"), one.clone());
        }
        page.open_file(&files::write("record.json", record.to_string()));
        // The opened record contains everything in the form and more, so there is no conflict.
        page.sums(&sum(count() - 1));
        // In the manner of the person's language.
        let grouped = |count: usize| match count / 1_000 {
            0 => count.to_string(),
            thousands => format!("{thousands},{:03}", count % 1_000),
        };
        page.sums(&format!("已评 {} / {} 项", grouped(count() - 1), grouped(count())));
        page.find("button", &format!("第{far}项：")).click();
        page.until(
            "the focus is there",
            &format!(
                "document.activeElement?.shadowRoot?.activeElement?.id === 'i-{}'",
                far - 1
            ),
        );
        page.until(
            "the run above has come near",
            &format!(
                "document.activeElement.shadowRoot.querySelector('#c-{} .control')",
                far - 3
            ),
        );
        is_in_sight(page);
        page.keys("5");
        page.sums(&sum(count() + 4));
    });
}

/// How many criteria have controls, and how many are there at all.
const WITH_CONTROLS: &str = "(() => {
        const items = [...document.querySelector('ziping-form').shadowRoot.querySelectorAll('li.criterion')];
        return [items.filter((item) => item.querySelector('.control')).length, items.length];
    })()";

#[test]
fn some_hundred_get_their_controls_without_being_gone_to() {
    browse(|page| {
        let form = files::page_with(&[&rubric(300, Shape::Sections)]);
        page.open(&files::write("hundreds.html", form));
        // The first frame has all texts; the controls of the rest come while the browser is idle.
        page.points("1").rewrite("3");
        page.until(
            "every criterion has its controls",
            &format!("{WITH_CONTROLS}.join() === '300,300'"),
        );
        page.points("300").rewrite("2");
        page.sums("5 / 1500");
    });
}
