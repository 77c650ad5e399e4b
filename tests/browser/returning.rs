//! Returning to a form restores the content: by any address, in any tab, from any copy.

use serde_json::json;

use super::support::form::school;
use super::support::page::{address, wait};
use super::support::portal::{STRICT, element, portal, stands};
use super::support::{Page, browse, files, served};

/// Returns the address of the page with all rubrics that requests one of them.
fn asked_for_school() -> String {
    format!("{}?rubric=school-pe", address(&files::shipped()))
}

#[test]
fn an_address_that_names_a_rubric_goes_on_with_its_draft() {
    browse(|page| {
        page.open_address(&asked_for_school());
        page.begin("青山小学", "3");
        page.reload();
        page.shows("接着填「青山小学」，上次改动");
        page.sums("3 / 100");
        let first = page.window();
        page.open_window();
        page.open_address(&asked_for_school());
        page.sums("3 / 100");
        page.close_window();
        page.switch_to(&first);

        // A second draft is begun; then both are named.
        page.find("button", "另起一份").click();
        page.sums("— / 100");
        page.begin("绿水小学", "2");
        page.reload();
        page.sums("2 / 100");
        page.shows("接着填「绿水小学」");
        page.find("button", "青山小学").click();
        page.sums("3 / 100");
        page.shows("接着填「青山小学」");
        page.find("button", "绿水小学");
    });
}

#[test]
fn a_reload_comes_back_to_the_form_that_was_open() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.sums("— / 100");
        // A blank form is restored as a blank form.
        page.reload();
        page.sums("— / 100");
        page.begin("青山小学", "3");
        page.reload();
        page.sums("3 / 100");
        page.shows("接着填「青山小学」");
        // A new tab begins at the start page, where the draft is listed.
        let first = page.window();
        page.open_window();
        page.open(&files::shipped());
        page.find("region", "草稿").find("button", "青山小学");
        page.close_window();
        page.switch_to(&first);
        // A person who returned to the start page stays there.
        page.command("返回首页（选其他表）");
        page.find("heading", "自评表");
        page.reload();
        page.find("heading", "自评表");
    });
}

#[test]
fn an_address_that_asks_for_another_rubric_comes_before_what_was_open() {
    let own = files::rubric("class-culture.json").replacen("\"class-culture\"", "\"own-culture\"", 1);
    files::write("own.json", own);
    files::write("index.html", files::read(&files::dist().join("index.html")));
    let site = served::serve(files::folder());
    browse(|page| {
        page.open_address(&format!("{site}?rubric=school-pe"));
        page.begin("青山小学", "3");
        page.open_address(&format!("{site}?rubric=own.json"));
        page.find("heading", "班级文化建设自评表");
        page.criterion("2").find("radio", "部分").click();
        page.keeps("saved");
        // The rubric arrives after the drafts are read; its draft is restored nevertheless.
        page.reload();
        page.shows("接着填");
        page.find("heading", "班级文化建设自评表");
    });
}

#[test]
fn a_blank_tab_takes_up_the_draft_that_another_tab_begins() {
    school(|page| {
        let blank = page.window();
        page.open_window();
        page.open(&files::folder().join("form.html"));
        page.begin("青山小学", "3");
        page.points("2").rewrite("1.5");
        page.keeps("saved");
        page.switch_to(&blank);
        page.sums("4.5 / 100");
        // The notice has the draft's name at the time of the listing, when the name may have been incomplete.
        page.shows("接着填「青");
        assert_eq!(page.find("textbox", "学校名称").value(), "青山小学");
        page.points("3").rewrite("1");
        page.sums("5.5 / 100");
        page.keeps("saved");
        page.reload();
        page.sums("5.5 / 100");
    });
}

#[test]
fn drafts_of_two_tabs_that_could_not_know_of_each_other_are_both_offered() {
    school(|page| {
        // The first tab receives nothing: it counts as hidden, and the second tab sends no messages.
        page.run(
            "Object.defineProperty(document, 'hidden', { get: () => true })",
            json!([]),
        );
        let deaf = page.window();
        page.open_window();
        page.open(&files::folder().join("form.html"));
        page.run("BroadcastChannel.prototype.postMessage = () => {}", json!([]));
        page.begin("青山小学", "3");
        page.switch_to(&deaf);
        page.sums("— / 100");
        page.begin("绿水小学", "2");
        page.shows("另一个标签页里也填了这张表");
        page.reload();
        page.sums("2 / 100");
        page.shows("本浏览器里还有这张表的其他草稿");
        page.find("button", "青山小学").click();
        page.sums("3 / 100");
    });
}

#[test]
fn the_element_names_the_drafts_of_its_key_that_two_tabs_began() {
    portal(
        STRICT,
        &element("autosave draft-key=\"teacher\" lang=\"zh-CN\""),
        |page| {
            stands(page);
            page.run(
                "Object.defineProperty(document, 'hidden', { get: () => true })",
                json!([]),
            );
            let (deaf, here) = (page.window(), page.text("location.href"));
            let stored = |page: &Page| page.until("it is stored", "window.heard.some(([name]) => name === 'save')");
            page.open_window();
            page.go(&here);
            stands(page);
            page.run("BroadcastChannel.prototype.postMessage = () => {}", json!([]));
            page.points("1").rewrite("3");
            stored(page);
            page.switch_to(&deaf);
            page.points("1").rewrite("2");
            stored(page);
            let says = |words: &str| {
                let text = format!("document.getElementById('pe').shadowRoot.textContent.includes('{words}')");
                page.until(words, &text);
            };
            says("另一个标签页里也填了这张表");
            page.until(
                "the person goes on typing where they are",
                "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-0'",
            );
            page.go(&here);
            stands(page);
            says("本浏览器里还有这张表的其他草稿");
        },
    );
}

#[test]
fn a_copy_that_is_older_than_the_draft_goes_on_with_the_draft_and_says_so() {
    school(|page| {
        page.catch_downloads();
        page.begin("青山小学", "3");
        page.command("保存副本");
        let copy = page.given();
        page.points("2").rewrite("1.5");
        page.keeps("saved");
        let here = page.text("location.href");
        page.open(&files::write("copy.html", &copy.text));
        // Only in Chromium do local files share the browser's storage: elsewhere the copy is opened unchanged.
        let sum = wait("the draft or the copy is open", || {
            let sum = page.sum_in_sight().unwrap_or_default();
            let known = ["4.5 / 100", "3 / 100"].into_iter().find(|known| sum.contains(known));
            known.ok_or(sum)
        });
        if sum == "3 / 100" {
            page.open_address(&here);
            page.open_file(&files::write("copy.html", &copy.text));
        }
        page.sums("4.5 / 100");
        page.shows("较早，已接着填");
        page.shows("copy.html，最后修改");
        // The older copy can be opened beside the draft as a separate draft.
        page.find("button", "另外打开这份较早的").click();
        page.sums("3 / 100");
        page.keeps("saved");
        page.open_address(&here);
        page.shows("本浏览器里还有这张表的其他草稿");
    });
}

#[test]
fn a_draft_knows_when_a_copy_of_it_left_the_browser() {
    school(|page| {
        page.catch_downloads();
        page.begin("青山小学", "3");
        let copied = || page.in_database("return (await all('drafts'))[0][1].includes('\"copied\"')");
        assert_eq!(copied(), false);
        page.find("button", "导出").click();
        page.given();
        wait("the copy is noted", || {
            let now = copied();
            (now == true).then_some(()).ok_or(now.to_string())
        });
        // Later writes preserve the mark that a copy was made.
        page.points("2").rewrite("1");
        page.keeps("saved");
        assert_eq!(copied(), true);
    });
}

#[test]
fn giving_a_file_is_said_with_its_name_and_its_text_can_be_copied() {
    school(|page| {
        page.catch_downloads();
        page.begin("青山小学", "3");
        page.find("button", "导出").click();
        let given = page.given();
        page.shows(&format!("已导出“{}”，请在浏览器的“下载”中查看。", given.name));
        page.find("button", "没有看到文件").click();
        assert_eq!(
            page.find("textbox", "填写记录的全部内容").value().trim_end(),
            given.text.trim_end()
        );
        page.find("button", "知道了").click();
        page.command("保存副本");
        let copy = page.given();
        page.shows(&format!("已导出“{}”", copy.name));
        page.command("另存空白表");
        let blank = page.given();
        page.shows(&format!("已导出“{}”", blank.name));
    });
}
