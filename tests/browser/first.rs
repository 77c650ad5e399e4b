//! The first view: plain HTML of the form before the program has started. What is done in it is taken up.

use serde_json::json;

use super::support::form::school;
use super::support::page::{address, wait};
use super::support::{Page, Setup, browse, browse_as, files, is_long, keys};

/// The shipped page of the school's form.
fn school_page() -> String {
    files::read(&files::form("school-pe"))
}

/// Runs a test on the first view of the school's form, whose program starts on request.
fn held(test: impl FnOnce(&Page)) {
    browse(|page| {
        page.open_held(&school_page());
        test(page);
    });
}

/// The differences between the first view and what the program drew first, as `place: first view | program`. The status of the bar is
/// another by design, and attributes that only a script sets are no part of the comparison.
const DIFFERENCES: &str = r"
    const own = ['style', 'data-aim'];
    const describe = (node) => node.nodeType === 3 ? node.data : `<${node.localName} ${[...node.attributes]
        .filter(({ name }) => !own.includes(name))
        .map(({ name, value }) => `${name}=${value.trim()}`).sort().join(' ')}>`;
    const found = [];
    const compare = (one, other, path) => {
        if (one?.dataset?.ziping === 'saved' && other?.dataset?.ziping === 'saved') return;
        const [a, b] = [one, other].map((node) => node ? describe(node) : '(nothing)');
        if (!one && !other) return;
        // Criteria far below are text until the program runs.
        if (one?.matches?.('.criterion:has(> .far)') && one.id === other?.id) return;
        if (a !== b) return found.push(`${path}: ${a} | ${b}`);
        const [ones, others] = [one, other].map((node) => { node.normalize(); return [...node.childNodes].filter((node) => node.nodeType !== 8); });
        for (let i = 0; i < Math.max(ones.length, others.length) && found.length < 5; i += 1)
            compare(ones[i], others[i], `${path}/${one.className || one.localName}`);
    };
    const [shell, form] = first;
    const root = document.querySelector('ziping-form').shadowRoot;
    compare(shell.firstElementChild, document.querySelector('#ziping-shell > .shell'), '');
    compare(form.firstElementChild, root.querySelector('.form'), '');
    return found;
";

#[test]
fn the_first_view_is_what_the_program_draws() {
    browse(|page| {
        let mut pages = vec![files::shipped()];
        pages.extend(
            files::rubrics()
                .iter()
                .map(|rubric| files::form(rubric.trim_end_matches(".json"))),
        );
        for (i, file) in pages.into_iter().enumerate() {
            // Each in one of the languages, in turn; in both in the long run.
            let languages = ["zh-CN", "en"].into_iter().enumerate();
            for (_, language) in languages.filter(|(j, _)| is_long() || (i + j) % 2 == 0) {
                page.open_held(&files::read(&file));
                page.run(
                    "localStorage.setItem('ziping.language', arguments[0])",
                    json!([language]),
                );
                page.go("about:blank");
                page.open_held(&files::read(&file));
                assert_eq!(
                    page.text("document.querySelector('#ziping-first .shell').lang"),
                    language
                );
                page.run("window.first = [...document.querySelectorAll('#ziping-first > div')].map((part) => part.cloneNode(true))", json!([]));
                page.start_held();
                assert_eq!(
                    page.run(DIFFERENCES, json!([])),
                    json!([]),
                    "{} in {language}",
                    file.display()
                );
            }
        }
    });
}

#[test]
fn what_is_entered_before_the_program_runs_is_in_the_form() {
    held(|page| {
        page.find("textbox", "学校名称").write("青山小学");
        page.find("combobox", "学校类别").choose("小学");
        page.points("1").write("4");
        page.keys(keys::ENTER);
        page.keys("1");
        page.points("5").click();
        page.keys("2");
        page.criterion("6").find("button", "满分").click();
        // One's own change of mind replaces nothing of a draft.
        page.criterion("一票否决1").find("radio", "有此情形").click();
        page.criterion("一票否决1").find("radio", "无此情形").click();
        page.points("8").write("很多");
        page.points("9").write("10");
        let before = page.text("document.activeElement.id");
        page.run(
            "document.activeElement.setSelectionRange(1, 1); window.scrollTo(0, 1400)",
            json!([]),
        );
        let scrolled = page.value("scrollY");
        page.start_held();
        // The focus, the place in the text and the place on the page are as before.
        assert_eq!(
            page.text("document.querySelector('ziping-form').shadowRoot.activeElement.id"),
            before
        );
        assert_eq!(page.value("scrollY"), scrolled);
        page.keys(keys::BACKSPACE);
        assert_eq!(page.points("9").value(), "0");
        page.keys("1");
        assert_eq!(page.points("9").value(), "10");
        assert_eq!(page.find("textbox", "学校名称").value(), "青山小学");
        assert_eq!(page.points("2").value(), "1");
        page.sums("19 / 100");
        // The same checks as for everything that is typed.
        page.criterion("8").says("很多");
        assert_eq!(page.points("8").attribute("aria-invalid").as_deref(), Some("true"));
        assert!(
            !page.seen().contains("程序启动前"),
            "nothing was replaced: {}",
            page.seen()
        );
        // Each is an edit that can be undone.
        page.keeps("saved");
        for _ in 0..20 {
            if page.find("button", "撤销").attribute("disabled").is_some() {
                break;
            }
            page.find("button", "撤销").click();
        }
        page.sums("— / 100");
        assert_eq!(page.find("textbox", "学校名称").value(), "");
    });
}

#[test]
fn what_replaces_content_of_a_draft_is_named() {
    browse(|page| {
        let file = files::write("held.html", files::held(&school_page()));
        page.open_held(&school_page());
        page.start_held();
        page.begin("青山小学", "3");
        page.keeps("saved");
        page.go("about:blank");
        page.go(&address(&file));
        page.until(
            "the first view is shown",
            "document.querySelector('#ziping-first > div')",
        );
        page.points("1").write("2");
        // A text that was deleted again was not meant to delete the draft's.
        page.find("textbox", "学校名称").write("x");
        page.keys(keys::BACKSPACE);
        page.points("2").write("1");
        page.start_held();
        page.shows("程序启动前填写的内容已填入");
        page.shows("自评分，第1项：3 → 2");
        assert!(!page.seen().contains("学校名称："), "{}", page.seen());
        assert_eq!(page.find("textbox", "学校名称").value(), "青山小学");
        page.sums("3 / 100");
        // The notice of the resumed draft does not take the focus from the field.
        page.keys(".");
        page.keys("5");
        assert_eq!(page.points("2").value(), "1.5");
        page.find("button", "撤销").click();
        page.find("button", "撤销").click();
        page.sums("3 / 100");
        assert_eq!(page.points("1").value(), "3");
    });
}

#[test]
fn commands_of_the_bar_act_on_all_that_was_entered() {
    held(|page| {
        page.find("button", "自评：返回首页").click();
        page.find("button", "自评：返回首页").click();
        page.points("1").write("4");
        page.start_held();
        page.shows("返回首页后，这些内容将不再保留");
        page.find("button", "取消").click();
        page.sums("4 / 100");
    });
    held(|page| {
        page.points("1").write("4");
        page.show_menu();
        page.find("button", "关于").click();
        page.start_held();
        page.find("heading", "第三方组件及其许可");
        page.keys(keys::ESCAPE);
        page.sums("4 / 100");
    });
}

#[test]
fn a_dropped_file_does_not_replace_the_page_before_the_program_runs() {
    held(|page| {
        let is_taken = page.run(
            "const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File(['x'], 'x.json'));
            const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
            document.querySelector('#ziping-first .form').dispatchEvent(event); return event.defaultPrevented",
            json!([]),
        );
        assert_eq!(is_taken, true);
    });
}

#[test]
fn a_composition_is_not_broken() {
    held(|page| {
        let name = page.find("textbox", "学校名称");
        name.click();
        let compose = |kind: &str, data: &str| {
            page.run(
                "const [kind, data] = arguments; document.activeElement.dispatchEvent(new CompositionEvent(kind, { bubbles: true, data }));",
                json!([kind, data]),
            )
        };
        compose("compositionstart", "");
        page.run(
            "const field = document.activeElement; field.value = 'qing'; \
             field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, data: 'qing' })); zipingStart()",
            json!([]),
        );
        page.until("the rubric is read", "customElements.get('ziping-form')");
        page.frames(30);
        assert_eq!(
            page.value("Boolean(document.querySelector('#ziping-first > div'))"),
            true,
            "the field is still there"
        );
        page.run("document.activeElement.value = '青'; document.activeElement.dispatchEvent(new InputEvent('input', { bubbles: true }))", json!([]));
        compose("compositionend", "青");
        page.started();
        assert_eq!(page.find("textbox", "学校名称").value(), "青");
        page.keys("山");
        assert_eq!(page.find("textbox", "学校名称").value(), "青山");
    });
}

#[test]
fn the_list_of_rubrics_is_there_at_once() {
    browse(|page| {
        page.open_held(&files::read(&files::shipped()));
        page.find("button", "学校体育工作").click();
        page.start_held();
        // The click is taken up.
        page.find("heading", "学校体育工作");
        page.begin("青山小学", "3");
        page.keeps("saved");
        // After a reload the form comes back: the list would be wrong.
        page.post("/refresh", &json!({}));
        page.until("the page is loaded", "globalThis.zipingStart");
        assert_eq!(
            page.value("Boolean(document.querySelector('#ziping-first > div'))"),
            false
        );
        page.start_held();
        page.sums("3 / 100");
        // The place of the drafts is reserved.
        page.command("返回首页（选其他表）");
        page.find("region", "草稿");
        let of = "(root) => Math.round([...root.querySelectorAll('.start-item')].at(-1).getBoundingClientRect().top + scrollY)";
        let top = wait("the drafts are drawn", || {
            let top = page.value(&format!("({of})(document.querySelector('#ziping-shell'))"));
            let remembered = page.value("Number(localStorage.getItem('ziping.drafts-height')) === document.querySelector('#ziping-shell .drafts-place').getBoundingClientRect().height");
            (remembered == true)
                .then_some(top)
                .ok_or_else(|| "not remembered".to_owned())
        });
        page.go("about:blank");
        page.open_held(&files::read(&files::shipped()));
        assert_eq!(
            page.value(&format!("({of})(document.querySelector('#ziping-first'))")),
            top
        );
        page.start_held();
        page.find("region", "草稿");
        assert_eq!(
            page.value(&format!("({of})(document.querySelector('#ziping-shell'))")),
            top
        );
    });
}

#[test]
fn no_copy_of_the_page_has_the_view_but_a_blank_one() {
    school(|page| {
        page.begin("青山小学", "3");
        page.catch_downloads();
        page.command("另存空白表");
        // Drawn by the program: the page itself was delivered without a view.
        let drawn = page.given().text;
        assert!(drawn == school_page(), "the blank copy is what the build makes");

        page.open(&files::form("school-pe"));
        page.begin("青山小学", "3");
        page.catch_downloads();
        page.command("另存空白表");
        assert!(
            page.given().text == school_page(),
            "the blank copy is the page as it was delivered"
        );
        page.catch_downloads();
        page.find("button", "保存副本").click();
        let saved = page.given().text;
        assert!(
            !saved.contains("<template lang"),
            "the saved page begins with its answers"
        );
        page.open(&files::write("saved.html", saved));
        page.sums("3 / 100");
        // Nor has one that the browser saves.
        assert_eq!(
            page.value("document.documentElement.outerHTML.includes('<template lang')"),
            false
        );
    });
}

#[test]
fn a_program_that_cannot_start_leaves_what_was_typed() {
    browse(|page| {
        let torn = school_page().replacen("data-ziping=\"program\">", "data-ziping=\"program\">!", 1);
        page.go(&address(&files::write("torn.html", torn)));
        page.shows("文件不完整");
        page.find("textbox", "学校名称").write("青山小学");
        page.points("1").write("4");
        assert_eq!(page.points("1").value(), "4");
        let low = page.value("document.querySelector('#ziping-first .form').getBoundingClientRect().top > document.querySelector('#ziping-words').getBoundingClientRect().bottom - 1");
        assert_eq!(low, true, "the words stand above the form");
        // A page whose end is missing has no script that could say so.
        let whole = school_page();
        let (start, _) = whole.split_once("<script type=\"module\">").expect("a module");
        page.go(&address(&files::write("short.html", start)));
        page.shows("如果一直停在这段文字");
        page.points("1").write("4");
    });
}

#[test]
fn no_key_is_lost_at_any_moment_of_the_start() {
    const FIELDS: [&str; 4] = ["p-school", "r-head", "wide-r-members", "n-0"];
    let setup = Setup {
        load: "none",
        ..Setup::default()
    };
    let count = setting("ZIPING_KEYS", 200);
    let mut random = Random(setting("ZIPING_SEED", 20_261_127));
    browse_as(&setup, |page| {
        let file = address(&files::form("school-pe"));
        let (mut typed, mut starts, mut crossed) = (0, 0, 0);
        while typed < count {
            page.go("about:blank");
            wait("the page before is left", || {
                // WebKit's driver refuses scripts while a page is being left.
                let script = json!({"script": "return location.href", "args": []});
                let address = page
                    .session
                    .post("/execute/sync", &script)
                    .map_err(|refusal| refusal.to_string())?;
                (address == "about:blank").then_some(()).ok_or_else(String::new)
            });
            page.go(&file);
            let field = FIELDS[random.below(FIELDS.len())];
            // In the first view; a page that has replaced the view already is loaded anew.
            let focus = format!(
                "if (!location.pathname.endsWith('school-pe.html')) return 'loading';
                if (document.querySelector('#ziping-shell > .shell')) return 'late';
                if (!document.querySelector('#ziping-first > div')) return 'loading';
                document.querySelector('#ziping-first [id={field}]').focus();
                return document.activeElement.id;"
            );
            let place = wait("the first view takes the focus", || {
                let place = page
                    .session
                    .post("/execute/sync", &json!({"script": focus, "args": []}));
                let place = place.map_err(|refusal| refusal.to_string())?;
                (place == "late" || place == field)
                    .then_some(place)
                    .ok_or_else(|| "it has not".to_owned())
            });
            starts += 1;
            assert!(
                starts < 20 || crossed * 4 > starts,
                "too few keys meet the start: {crossed} of {starts}"
            );
            if place == "late" {
                continue;
            }
            let text: String = (0..24)
                .map(|_| char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0)))
                .collect();
            let pause = random.below(40);
            type_slowly(page, &text, pause);
            page.started();
            let now = page.text(&format!(
                "document.querySelector('ziping-form').shadowRoot.getElementById('{field}').value"
            ));
            assert_eq!(
                now,
                text,
                "start {starts}, field {field}, a key each {pause} ms; {}",
                page.text("document.querySelector('.notices').textContent")
            );
            crossed += 1;
            typed += text.len();
        }
        println!("{typed} keys in {crossed} starts, none lost");
    });
}

/// Types keys into the focused element, in one command to the driver, with a pause in milliseconds after each.
fn type_slowly(page: &Page, text: &str, pause: usize) {
    let keys = text.chars().flat_map(|key| {
        [
            json!({"type": "keyDown", "value": key.to_string()}),
            json!({"type": "keyUp", "value": key.to_string()}),
            json!({"type": "pause", "duration": pause}),
        ]
    });
    let source = json!({"type": "key", "id": "keyboard", "actions": keys.collect::<Vec<_>>()});
    page.post("/actions", &json!({"actions": [source]}));
}

/// Returns a number from the environment.
fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// Numbers that look random and repeat with their seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or(0)
    }
}
