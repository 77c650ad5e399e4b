//! Returning to a draft: the content is restored, edits can be undone, and several drafts exist side by side.

use crate::support::form::school;
use crate::support::{browse, files, wait};

#[test]
fn coming_back_finds_everything_and_undo_goes_on() {
    school(|page| {
        page.begin("青山小学", "3");
        page.points("2").rewrite("1.5");
        page.sums("4.5 / 100");
        page.keeps("saved");
        page.reload();
        page.shows("接着填「青山小学」，上次改动");
        page.sums("4.5 / 100");
        page.keeps("saved");
        page.find("button", "撤销").click();
        page.sums("3 / 100");
        page.keeps("saved");
        page.reload();
        page.sums("3 / 100");
        page.find("button", "重做").click();
        page.sums("4.5 / 100");

        // A second draft is begun; the first stays.
        page.keeps("saved");
        page.reload();
        page.find("button", "另起一份").click();
        page.sums("— / 100");
        page.keeps("none");
        page.begin("绿水小学", "2");
        page.command("返回首页（选其他表）");
        page.find("button", "青山小学").click();
        page.sums("4.5 / 100");
        page.command("返回首页（选其他表）");
        page.find("button", "绿水小学").click();
        page.sums("2 / 100");
    });
}

#[test]
fn drafts_are_named_copied_put_away_and_had_back() {
    school(|page| {
        page.begin("青山小学", "3");
        page.command("返回首页（选其他表）");
        page.find("button", "改名 青山小学").click();
        let field = page.find("textbox", "草稿名称");
        assert_eq!(field.value(), "青山小学");
        field.rewrite("2026 年自评");
        page.find("button", "确定").click();
        page.find("button", "复制一份 2026 年自评").click();
        page.find("button", "删除 2026 年自评（副本）").click();
        page.shows("已删除「2026 年自评（副本）」。一天内可以撤销。");
        page.find("button", "撤销删除").click();
        // The newest draft comes first, regardless of the clock.
        wait("the copy stands first", || {
            let all = page.find("region", "草稿").all("button", "2026 年自评");
            let names: Vec<_> = all.into_iter().map(|one| one.name).collect();
            let first = names
                .first()
                .is_some_and(|name| name.starts_with("2026 年自评（副本）"));
            first.then_some(()).ok_or(format!("{names:?}"))
        });

        // The copy is a separate draft.
        page.find("button", "2026 年自评（副本）").click();
        page.points("1").rewrite("1");
        page.sums("1 / 100");
        page.keeps("saved");
        page.command("返回首页（选其他表）");
        page.all("button", "2026 年自评")
            .into_iter()
            .find(|button| button.name.starts_with("2026 年自评学校"))
            .expect("the first draft")
            .click();
        page.sums("3 / 100");
    });
}

#[test]
fn putting_a_form_away_leads_to_the_head_of_the_start_page() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("button", "校园宣传标语").click();
        page.find("textbox", "情况说明").write("走廊两条。");
        page.keeps("saved");
        page.command("返回首页（选其他表）");
        page.find("heading", "自评表");
        page.until("the page stands at its head", "scrollY === 0");
        page.until("so does the keyboard", "document.activeElement.matches('.start > h1')");
    });
}

#[test]
fn everything_can_be_removed_and_says_what() {
    school(|page| {
        page.begin("青山小学", "3");
        page.command("返回首页（选其他表）");
        page.find("button", "清除本浏览器里的全部内容").click();
        page.shows("将清除 1 份草稿及其附件：青山小学；正在制作的表格和汇总的记录也一并清除。");
        page.find("button", "全部清除").click();
        page.until("the list is empty", "!document.querySelector('.drafts')");
        page.reload();
        page.sums("— / 100");
        page.keeps("none");
        assert!(!page.seen().contains("青山小学"));
    });
}

#[test]
fn another_file_offers_the_draft_and_does_not_take_it() {
    school(|page| {
        page.begin("青山小学", "3");
        let here = page.text("location.href");
        let copy = files::write("another.html", files::page_with(&[&files::rubric("school-pe.json")]));
        page.open(&copy);
        page.sums("— / 100");
        // Only in Chromium do local files share the browser's storage.
        if page.value("!!document.querySelector('.notice')") == true {
            page.find("button", "青山小学").click();
            page.sums("3 / 100");
        }
        page.open_address(&here);
        page.sums("3 / 100");
    });
}

#[test]
fn a_newer_version_of_the_rubric_takes_the_draft_over() {
    school(|page| {
        page.begin("青山小学", "3");
        let newer = files::rubric("school-pe.json").replacen("\"version\": \"1\"", "\"version\": \"2\"", 1);
        let path = page.text("decodeURIComponent(location.pathname)");
        files::write(path.rsplit('/').next().expect("a name"), files::page_with(&[&newer]));
        page.reload();
        page.shows("第 2 版");
        page.sums("3 / 100");
        page.keeps("saved");
        page.reload();
        page.shows("第 2 版");
        page.sums("3 / 100");
    });
}

#[test]
fn what_the_browser_lost_is_told() {
    school(|page| {
        page.begin("青山小学", "3");
        // The list is read, and the names are stored outside the database.
        page.command("返回首页（选其他表）");
        page.find("button", "改名 青山小学");
        page.run("indexedDB.deleteDatabase('ziping')", serde_json::json!([]));
        page.reload();
        page.shows("本浏览器里原有的 1 份草稿已丢失：青山小学。");
    });
}
