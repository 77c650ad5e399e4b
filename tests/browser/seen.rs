//! The form's appearance in use: the current section, findings shown only after the person moves on, sticky parts that
//! cover nothing, and forced colours.

use serde_json::{Value, json};

use super::stops::NESTED;
use super::support::form::{rubric, school};
use super::support::{Engine, Page, browse, files, keys, skip, wait};

const ROOT: &str = "const root = document.querySelector('ziping-form').shadowRoot;
    const box = (selector) => root.querySelector(selector).getBoundingClientRect();";

/// Returns the result of a function body with the form's root in `root`.
fn look(page: &Page, body: &str) -> Value {
    page.run(&format!("{ROOT} {body}"), json!([]))
}

/// Runs a test on a rubric with a phone's viewport.
fn phone(text: &str, test: impl FnOnce(&Page)) {
    browse(|page| {
        let size = json!({"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true});
        let file = files::write("form.html", files::page_with(&[text]));
        if page.engine == Engine::Chromium {
            page.cdp("Emulation.setDeviceMetricsOverride", &size);
            page.open(&file);
        } else {
            let frame = format!(
                "<!DOCTYPE html><body style=\"margin:0\"><iframe style=\"width:390px;height:844px;border:0\" src=\"{}\"></iframe>",
                super::support::page::address(&file)
            );
            page.go(&super::support::page::address(&files::write("frame.html", frame)));
            page.post("/frame", &json!({"id": 0}));
            page.started();
        }
        page.find("button", "导出");
        test(page);
    });
}

#[test]
fn a_level_is_one_row_however_long_its_label_is() {
    phone(NESTED, |page| {
        let rows = look(
            page,
            "const choice = [...root.querySelectorAll('.levels .choice')][0];
            const [radio, name, points, text] = ['input', '.choice-name', '.choice-points', '.choice-text'].map((one) => choice.querySelector(one).getBoundingClientRect());
            const line = parseFloat(getComputedStyle(choice).lineHeight);
            return { lines: Math.round(name.height / line), radio: radio.bottom < name.top + line && radio.right <= name.left,
                points: points.top < name.top + line && points.left >= name.right - 1, text: text.top >= name.bottom - 1 && text.left === name.left }",
        );
        assert!(rows["lines"].as_u64() >= Some(2), "the label takes {rows}");
        assert_eq!(rows["radio"], true, "{rows}");
        assert_eq!(rows["points"], true, "{rows}");
        assert_eq!(rows["text"], true, "{rows}");
    });
}

#[test]
fn a_long_label_takes_no_column_of_a_phone() {
    phone(NESTED, |page| {
        let second = look(
            page,
            "const text = root.querySelector('#t-0'), lines = [...text.querySelector('.wording').getClientRects()];
            return [lines.length > 1, Math.abs(lines.at(-1).left - text.getBoundingClientRect().left) < 2]",
        );
        assert_eq!(second, json!([true, true]));
    });
}

#[test]
fn headings_of_each_depth_look_their_own() {
    rubric(NESTED, |page| {
        let sizes = look(
            page,
            "return ['h2#s-1', 'h3#s-2', 'h4#s-3'].map((one) => parseFloat(getComputedStyle(root.querySelector(one)).fontSize))",
        );
        let sizes: Vec<_> = sizes
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2], "{sizes:?}");
    });
}

/// Waits until the list marks this section as the current one.
fn is_in(page: &Page, title: &str) {
    wait(&format!("the person is in {title}"), || {
        let marked = look(
            page,
            "return [...root.querySelectorAll('.nav [aria-current]')].map((one) => one.querySelector('.nav-title').textContent)",
        );
        (marked == json!([title])).then_some(()).ok_or(marked.to_string())
    });
}

#[test]
fn the_list_of_sections_says_where_one_is() {
    rubric(NESTED, |page| {
        let list = page.find("navigation", "评估内容");
        assert!(list.all("button", "制度").is_empty());
        list.find("button", "一、").click();
        is_in(page, "一、组织");
        // The current section shows its subsections.
        list.find("button", "（一）制度").click();
        is_in(page, "（一）制度");
        list.find("button", "1. 规章").click();
        is_in(page, "1. 规章");
        page.find("textbox", "自评分，第3项").click();
        is_in(page, "（二）队伍");
        assert!(list.all("button", "规章").is_empty());
        // Nothing has the focus, so the reading position counts.
        page.run("document.querySelector('ziping-form').shadowRoot.activeElement.blur(); scrollTo(0, document.documentElement.scrollHeight)", json!([]));
        is_in(page, "二、活动");
    });
}

#[test]
fn what_is_left_of_a_list_is_a_press_away() {
    school(|page| {
        let sum = page.find("complementary", "合计与进度");
        assert!(sum.all("button", "21每年").is_empty());
        sum.find("button", "再显示 15 项（还有 15 项）").click();
        sum.find("button", "21每年");
        wait("the first of the rest has the focus", || {
            let now = page.focused().name;
            now.starts_with("7每年").then_some(()).ok_or(now)
        });
        assert!(sum.all("button", "再显示").is_empty());
    });
}

#[test]
fn nothing_is_asked_before_one_goes_on() {
    school(|page| {
        const ASKED: &str = "有失分";
        let asked = |label: &str| page.criterion(label).text().contains(ASKED);
        page.points("9").rewrite("");
        page.keys("1");
        page.sums("1 / 100");
        assert!(!asked("9"), "while it is typed");
        page.keys(keys::TAB);
        assert!(!asked("9"), "while one is still in the item");
        page.points("10").click();
        page.criterion("9").says(ASKED);
        // Back at the criterion, the finding is still shown.
        page.points("9").rewrite("2");
        page.sums("2 / 100");
        page.find("group", "9 ").says(ASKED);
        // All findings are shown at the end.
        page.find("button", "查看核对提示（").click();
        page.find("tabpanel", "核对提示").says(ASKED);
    });
}

#[test]
fn a_notice_covers_neither_the_total_nor_the_first_section() {
    school(|page| {
        page.points("21").rewrite("3");
        page.sums("3 / 100");
        page.open_file(&files::write("broken.json", "{\"format\": 1,}"));
        page.shows("broken.json");
        let bare = "const at = (one) => { const there = one.getBoundingClientRect(); return root.elementFromPoint(there.left + there.width / 2, there.top + there.height / 2) };
            return ['.sum .total', '.nav .nav-item'].map((one) => root.querySelector(one)).map((one) => one.contains(at(one)))";
        let is_bare = || {
            wait("the total and the first section are bare", || {
                let seen = look(page, bare);
                (seen == json!([true, true])).then_some(()).ok_or(seen.to_string())
            });
        };
        is_bare();
        page.find("button", "知道了").click();
        is_bare();
    });
}

#[test]
fn what_is_opened_is_seen_from_its_head() {
    school(|page| {
        page.run("scrollTo(0, 2000)", json!([]));
        page.until("it is scrolled", "scrollY > 1000");
        page.open_file(&files::write("class.json", files::rubric("class-culture.json")));
        page.find("heading", "班级文化");
        page.until("its title is in sight", "(() => { const root = document.querySelector('ziping-form').shadowRoot;
            const title = root.getElementById('title').getBoundingClientRect();
            return title.top >= document.querySelector('.top').getBoundingClientRect().bottom && title.bottom < innerHeight })()");
    });
}

#[test]
fn other_colours_leave_what_counts_to_be_seen() {
    school(|page| {
        if page.engine != Engine::Chromium {
            return skip("only Chromium's driver can ask for other colours");
        }
        page.cdp(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "forced-colors", "value": "active"}]}),
        );
        let canvas = look(
            page,
            "const one = document.createElement('i'); one.style.color = 'Canvas'; document.body.append(one); return getComputedStyle(one).color",
        );
        let borders = look(
            page,
            "return [...root.querySelectorAll('[role=tab]')].map((tab) => getComputedStyle(tab).borderBottomColor)",
        );
        let borders = borders.as_array().cloned().unwrap_or_default();
        assert!(borders.len() > 2 && borders[0] != canvas, "{borders:?}");
        assert!(borders[1..].iter().all(|border| *border == canvas), "{borders:?}");
        let progress = || {
            let there = look(
                page,
                "const { x, y, width, height } = box('.sum progress'); return { x, y, width, height, scale: 1 }",
            );
            page.cdp("Page.captureScreenshot", &json!({"clip": there}))["data"].clone()
        };
        page.run("scrollTo(0, 0)", json!([]));
        let empty = progress();
        look(page, "root.querySelectorAll('.full').forEach((full) => full.click())");
        page.sums("已评 21 / 21 项");
        page.run(
            "document.querySelector('ziping-form').shadowRoot.activeElement?.blur(); scrollTo(0, 0)",
            json!([]),
        );
        page.frames(2);
        assert_ne!(progress(), empty, "full looks as empty");
    });
}

#[test]
fn evidence_has_room_for_a_name_and_takes_the_file() {
    school(|page| {
        page.find("button", "添加佐证，第1项").click();
        let name = page.criterion("1").find("textbox", "名称");
        name.write("体育工作领导小组成立文件汇编");
        let cut = page.run(
            "return arguments[0].scrollWidth > arguments[0].clientWidth",
            json!([name.element()]),
        );
        assert_eq!(cut, false);
        page.find("file", "添加附件，第1项")
            .choose_files(&[&files::write("扫描件.txt", "scan")]);
        page.shows("扫描件.txt 4 字节");
        let group = page.criterion("1");
        let names: Vec<_> = group
            .all("textbox", "名称")
            .iter()
            .map(super::support::control::Control::value)
            .collect();
        assert_eq!(names, ["体育工作领导小组成立文件汇编"]);
        // The next file becomes separate evidence.
        page.find("file", "添加附件，第1项")
            .choose_files(&[&files::write("照片.txt", "photo")]);
        page.shows("照片.txt 5 字节");
        assert_eq!(page.criterion("1").all("textbox", "名称").len(), 2);
    });
}

#[test]
fn the_ledger_is_changed_in_place_and_printed_as_it_is_shown() {
    school(|page| {
        for (label, text) in [("12", "活动单调"), ("14", "教师不足")] {
            page.points(label).rewrite("0");
            page.find("button", &format!("添加问题与措施，第{label}项")).click();
            page.criterion(label).find("textbox", "问题").write(text);
        }
        page.find("tab", "问题与措施").click();
        page.find("combobox", "责任人").choose("未定责任人");
        page.find("button", "修改，第14项").click();
        let panel = page.find("tabpanel", "问题与措施");
        panel.find("textbox", "责任人").write("李副校长");
        // The entry stays open although the ledger's filter shows others.
        panel.find("textbox", "整改措施").write("招聘");
        page.find("button", "修改，第14项").click();
        panel.says("显示 1 条，共 2 条");
        page.find("combobox", "责任人").choose("李副校长");
        panel.says("教师不足");
        page.run(
            "window.print = () => { window.printed = document.querySelector('ziping-form').shadowRoot.querySelector('.print')?.textContent ?? 'nothing' }",
            json!([]),
        );
        page.find("button", "打印问题整改清单").click();
        page.until("it is printed", "'printed' in window");
        let paper = page.text("window.printed");
        assert!(
            paper.contains("教师不足") && paper.contains("只看：李副校长"),
            "{paper}"
        );
        assert!(!paper.contains("活动单调"), "{paper}");
        // The criterion shows the same problem.
        page.find("tab", "填写").click();
        assert_eq!(page.criterion("14").find("textbox", "责任人").value(), "李副校长");
        assert_eq!(page.criterion("14").find("textbox", "整改措施").value(), "招聘");
    });
}
