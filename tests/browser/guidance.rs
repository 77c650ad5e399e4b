//! Help for the person: search, the list of keys, a filled-in example, the progress of units, the profile of an earlier form, and
//! numbers, days and lists in the person's language.

use super::support::form::{rubric, school};
use super::support::large::{LAST, Shape, rubric as large};
use super::support::portal::{STRICT, element, portal, stands};
use super::support::{Page, browse, files, keys, wait};

/// An expression for the form's shadow root.
const ROOT: &str = "document.querySelector('ziping-form').shadowRoot";

/// Waits until the search says this.
fn says(page: &Page, text: &str) {
    wait(&format!("the search says “{text}”"), || {
        let said = page.text(&format!("{ROOT}.querySelector('.search [role=status]').textContent"));
        (said == text).then_some(()).ok_or(said)
    });
}

/// Waits until the marked place is in sight and is the criterion with this ordinal.
fn shows_criterion(page: &Page, ordinal: usize) {
    page.until(
        &format!("criterion {ordinal} is in sight"),
        &format!(
            "(() => {{ const all = [...{ROOT}.querySelectorAll('[data-shown]')], box = all[0]?.getBoundingClientRect();
                return all.length === 1 && all[0].id === 'c-{ordinal}' && box.bottom > 60 && box.top < innerHeight - 60 }})()"
        ),
    );
}

#[test]
fn search_goes_from_hit_to_hit_and_keeps_the_focus() {
    school(|page| {
        page.find("button", "备注，第20项").click();
        page.criterion("20").find("textbox", "备注").write("查看 ABC 台账");
        let field = page.find("searchbox", "查找");
        field.write("培训");
        // Items 15 and 16 speak of training.
        says(page, "找到 2 处");
        field.write(keys::ENTER);
        shows_criterion(page, 14);
        assert_eq!(page.focused().name, "查找");
        field.write(keys::ENTER);
        shows_criterion(page, 15);
        field.write(keys::ENTER);
        shows_criterion(page, 14);
        page.run("arguments[0].focus()", serde_json::json!([field.element()]));
        page.keys(&format!("{}{}", keys::SHIFT, keys::ENTER));
        shows_criterion(page, 15);
        page.find("button", "转到这里").click();
        page.until(
            "the score has the focus",
            &format!("{ROOT}.activeElement?.closest('#c-15') !== null"),
        );

        let field = page.find("searchbox", "查找");
        field.rewrite("ａｂｃ");
        says(page, "找到 1 处");
        page.find("button", "下一处").click();
        shows_criterion(page, 19);
        field.write(keys::ESCAPE);
        says(page, "");
        assert_eq!(field.value(), "");
        page.until("nothing is marked", &format!("!{ROOT}.querySelector('[data-shown]')"));
        field.write("没有这个词");
        says(page, "没有找到，请换个词再试。");
    });
}

#[test]
fn search_shows_the_last_of_2000_criteria_without_a_long_task() {
    rubric(&large(2_000, Shape::Sections), |page| {
        page.until(
            "all criteria are in the page",
            &format!("{ROOT}.querySelectorAll('li.criterion').length === 2000"),
        );
        let field = page.find("searchbox", "查找");
        page.run(
            "window.long = 0; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.long = Math.max(window.long, duration) })
                .observe({ type: 'event', durationThreshold: 16 })",
            serde_json::json!([]),
        );
        field.write(LAST);
        says(page, "找到 1 处");
        // The longest of the keystrokes, each of which searches 2,000 criteria. A machine that runs several browsers is slower.
        assert!(page.value("window.long < 400") == true, "{}", page.value("window.long"));
        field.write(keys::ENTER);
        shows_criterion(page, 1_999);
        field.rewrite("工作方案");
        says(page, "找到 2,000 处");
    });
}

#[test]
fn a_question_mark_lists_the_keys_outside_of_fields() {
    school(|page| {
        page.find("textbox", "学校名称").write("青山?");
        assert_eq!(page.find("textbox", "学校名称").value(), "青山?");
        assert!(page.lacks("heading", "键盘操作"));
        // Without the focus in the form the key does nothing (WCAG 2.2, 2.1.4).
        page.run("document.activeElement.blur()", serde_json::json!([]));
        page.keys("?");
        page.frames(3);
        assert!(page.lacks("heading", "键盘操作"));
        let tab = page.find("tab", "填写");
        tab.click();
        page.keys("?");
        page.find("heading", "键盘操作");
        page.shows("保存副本");
        page.keys(keys::ESCAPE);
        page.until("the list is closed", &format!("!{ROOT}.querySelector('dialog[open]')"));
        page.until("the focus is back", &format!("{ROOT}.activeElement?.id === 'tab-fill'"));
        page.command("键盘操作");
        page.find("heading", "键盘操作");
        page.find("button", "关闭").click();
        page.until(
            "the list is closed again",
            &format!("!{ROOT}.querySelector('dialog[open]')"),
        );
    });
}

#[test]
fn in_a_host_page_the_key_acts_in_the_form_alone() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.run(
            "document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()",
            serde_json::json!([]),
        );
        page.keys("?");
        page.frames(3);
        assert!(page.lacks("heading", "键盘操作"));
        page.find("tab", "填写").click();
        page.keys("?");
        page.find("heading", "键盘操作");
        assert!(!page.seen().contains("保存副本"));
        page.find("button", "关闭").click();
        page.until("the list is closed", &format!("!{ROOT}.querySelector('dialog[open]')"));
    });
}

#[test]
fn the_example_is_no_draft() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "看一份填好的（示例）").click();
        page.shows("这是填好的示例，学校和人名都是虚构的。");
        page.sums("90 / 100");
        page.sums("优秀");
        assert_eq!(page.find("textbox", "学校名称").value(), "青山小学（示例）");
        page.keeps("none");
        page.command("返回首页（选其他表）");
        page.find("heading", "自评表");
        page.reload();
        page.find("heading", "自评表");
        assert!(page.lacks("region", "草稿"));
        page.find("button", "EN").click();
        page.find("button", "Look at a filled-in one (example)").click();
        assert_eq!(
            page.find("textbox", "School").value(),
            "Green Hill Primary School (example)"
        );
        page.points_in_english("1").rewrite("3");
        page.keeps("saved");
        page.sums("89 / 100");
    });
}

#[test]
fn the_example_is_not_taken_for_a_form_after_a_reload() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "看一份填好的（示例）").click();
        page.sums("90 / 100");
        page.reload();
        page.find("button", "看一份填好的（示例）").click();
        page.sums("90 / 100");
    });
}

#[test]
fn search_follows_the_language_and_leads_to_the_statement_about_the_whole() {
    school(|page| {
        page.find("textbox", "工作情况说明").write("场地改造已列入计划");
        page.find("searchbox", "查找").write("已列入计划");
        says(page, "找到 1 处");
        page.find("button", "下一处").click();
        says(page, "第 1 处，共 1 处：工作情况说明");
        page.find("button", "转到这里").click();
        page.until(
            "the statement has the focus",
            &format!("{ROOT}.activeElement?.matches('textarea[id^=n-]')"),
        );
        page.find("searchbox", "查找").rewrite("training");
        says(page, "没有找到，请换个词再试。");
        page.find("button", "EN").click();
        says(page, "Found: 2");
    });
}

impl Page {
    /// Returns the field for the points of an item, in English.
    fn points_in_english(&self, label: &str) -> super::support::control::Control<'_> {
        self.find("textbox", &format!("Points, item {label}"))
    }
}

#[test]
fn each_unit_has_its_progress_and_leads_to_its_criteria() {
    school(|page| {
        page.points("2").rewrite("1.5");
        page.points("3").rewrite("2");
        page.find("textbox", "学校名称").click();
        // Items 2, 3, 14 and 16 are the principal's office's: 2, 2, 5 and 5 points.
        page.find("button", "校长室已评 2 / 4 项 · 3.5 / 14 分").click();
        page.until(
            "only its criteria are shown",
            &format!("[...{ROOT}.querySelectorAll('li.criterion:not([hidden])')].map(({{ id }}) => id).join() === 'c-1,c-2,c-13,c-15,c-21,c-22,c-25'"),
        );
        let filter = page.find("combobox", "只看");
        assert_eq!(
            page.text(
                "document.querySelector('ziping-form').shadowRoot.getElementById('filter').selectedOptions[0].text"
            ),
            "责任：校长室"
        );
        page.until(
            "the filter has the focus",
            &format!("{ROOT}.activeElement?.id === 'filter'"),
        );
        filter.choose("全部");
    });
}

#[test]
fn the_profile_of_the_last_form_of_the_school_is_offered() {
    school(|page| {
        page.begin("青山小学", "3");
        page.find("textbox", "学生人数").rewrite("756");
        page.find("textbox", "教职工人数").rewrite("52");
        page.find("textbox", "学校名称").click();
        page.keeps("saved");
        page.reload();
        page.find("button", "另起一份").click();
        page.sums("— / 100");
        page.find("textbox", "教职工人数").rewrite("60");
        page.find("textbox", "学校名称").rewrite("青山小学");
        page.find("textbox", "学校名称").write(keys::TAB);
        page.shows("这个浏览器里有“青山小学”上次填的表");
        assert_eq!(page.find("textbox", "学生人数").value(), "");
        page.find("button", "沿用").click();
        page.until(
            "the field is filled",
            &format!("{ROOT}.getElementById('p-pupils').value === '756'"),
        );
        assert_eq!(page.find("textbox", "教职工人数").value(), "60");
        page.find("button", "撤销").click();
        page.until(
            "undo takes it back",
            &format!("{ROOT}.getElementById('p-pupils').value === ''"),
        );
    });
}

#[test]
fn times_and_lists_are_in_the_persons_language() {
    school(|page| {
        page.begin("青山小学", "3");
        page.command("返回首页（选其他表）");
        let year = page.text("String(new Date().getFullYear())");
        page.shows(&format!("改动于 {year}年"));
        page.find("button", "EN").click();
        wait("the time is written in English", || {
            let seen = page.seen();
            let month = page.text("new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date())");
            seen.contains(&format!("changed {month}")).then_some(()).ok_or(seen)
        });
    });
}
