//! Storage that was damaged, deleted or closed, or left in the middle of a write: readable data is restored, and losses
//! are reported.

use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::form::school;
use super::support::page::wait;
use super::support::served::serve;
use super::support::{Engine, Page, Setup, browse, browse_as, files, skip};

/// Fills in the first five criteria in one step each: 4 + 2 + 2 + 6 + 4.
fn five(page: &Page) {
    page.score(&["4", "2", "2", "6", "4"]);
    page.sums("18 / 100");
    page.keeps("saved");
}

#[test]
fn coming_back_finds_everything_and_offers_to_start_another() {
    school(|page| {
        five(page);
        page.reload();
        page.sums("18 / 100");
        page.keeps("saved");
        page.shows("接着填");
        page.find("button", "另起一份");
    });
}

#[test]
fn storage_cleared_under_the_page_is_filled_again_by_the_next_edit() {
    school(|page| {
        five(page);
        page.delete_database();
        page.points("6").rewrite("2");
        page.sums("20 / 100");
        page.keeps("saved");
        page.reload();
        page.sums("20 / 100");
    });
}

#[test]
fn storage_cleared_under_the_page_is_filled_again_or_told_without_an_edit() {
    school(|page| {
        five(page);
        page.delete_database();
        wait("it is stored again, or said not to be", || {
            let told = page.keeping() == "not-saved";
            (told || page.rows("drafts") == 1)
                .then_some(())
                .ok_or_else(|| format!("nothing is stored, and it says “{}”", page.keeping_in_words()))
        });
        // Deleted data is not stored again without a change; the next change stores it.
        page.points("1").rewrite("3");
        page.keeps("saved");
        page.reload();
        assert_eq!(page.points("1").value(), "3");
    });
}

#[test]
fn storage_cleared_by_the_browser_is_filled_again() {
    if Engine::asked() != Engine::Chromium {
        return skip("only Chromium's driver can clear the storage behind the page's back");
    }
    files::write("form.html", files::page_with(&[&files::rubric("school-pe.json")]));
    let site = serve(files::folder());
    browse(|page| {
        page.open_address(&format!("{site}form.html"));
        five(page);
        let origin = json!({"origin": site.trim_end_matches('/'), "storageTypes": "all"});
        page.cdp("Storage.clearDataForOrigin", &origin);
        page.points("6").rewrite("2");
        page.keeps("saved");
        wait("it is stored", || {
            (page.rows("drafts") == 1).then_some(()).ok_or("it is not".to_owned())
        });
        page.reload();
        page.sums("20 / 100");
    });
}

#[test]
fn drafts_that_are_gone_on_coming_back_are_told() {
    files::write("form.html", files::page_with(&[&files::rubric("school-pe.json")]));
    files::write("empty.html", "<!DOCTYPE html><title>empty</title>");
    let site = serve(files::folder());
    browse(|page| {
        page.open_address(&format!("{site}form.html"));
        five(page);
        page.reload();
        page.sums("18 / 100");
        // The page is closed when the browser evicts the data.
        page.go(&format!("{site}empty.html"));
        page.delete_database();
        page.open_address(&format!("{site}form.html"));
        page.shows("草稿已丢失");
    });
}

#[test]
fn a_connection_closed_from_another_tab_is_opened_again() {
    school(|page| {
        five(page);
        let first = page.window();
        page.open_window();
        page.open(&files::folder().join("form.html"));
        page.sums("18 / 100");
        page.delete_database();
        page.close_window();
        page.switch_to(&first);
        page.points("6").rewrite("2");
        page.keeps("saved");
        page.reload();
        page.sums("20 / 100");
    });
}

/// Sets the page's clock back by ten years.
const BACK: &str = "const Real = Date; window.Date = class extends Real {
        constructor(...given) { if (given.length) super(...given); else super(Real.now() - 3.2e11); }
        static now() { return Real.now() - 3.2e11; }
    }";

#[test]
fn a_clock_set_back_hides_no_draft() {
    school(|page| {
        page.find("textbox", "学校名称").rewrite("青山小学");
        five(page);
        page.reload();
        page.run(BACK, json!([]));
        page.find("button", "另起一份").click();
        page.keeps("none");
        page.find("textbox", "学校名称").rewrite("绿水小学");
        page.points("1").rewrite("3");
        page.keeps("saved");
        page.reload();
        wait("the draft that was worked on last is open", || {
            let school = page.find("textbox", "学校名称").value();
            (school == "绿水小学").then_some(()).ok_or(school)
        });
        page.sums("3 / 100");
    });
}

#[test]
fn what_was_deleted_long_ago_is_cleaned_up_with_its_rubric() {
    school(|page| {
        page.find("textbox", "学校名称").rewrite("青山小学");
        five(page);
        page.run(BACK, json!([]));
        page.command("返回首页（选其他表）");
        page.find("button", "删除 青山小学").click();
        page.shows("已删除「青山小学」");
        assert_eq!((page.rows("drafts"), page.rows("rubrics")), (1, 1));
        page.reload();
        wait("it is gone with all that belongs to it", || {
            let rows = ["drafts", "steps", "rubrics"].map(|store| page.rows(store));
            (rows == [0; 3]).then_some(()).ok_or_else(|| format!("{rows:?}"))
        });
        page.until("the list is empty", "!document.querySelector('.drafts')");
    });
}

#[test]
fn a_clock_set_back_changes_no_order() {
    school(|page| {
        page.points("1").rewrite("4");
        page.points("2").rewrite("2");
        page.keeps("saved");
        page.run(BACK, json!([]));
        page.points("1").rewrite("3");
        page.points("3").rewrite("2");
        page.keeps("saved");
        page.sums("7 / 100");
        page.reload();
        page.sums("7 / 100");
        assert_eq!(page.points("1").value(), "3");
        page.command("撤销");
        page.sums("5 / 100");
        page.points("1").rewrite("1");
        page.sums("3 / 100");
        page.keeps("saved");
        page.reload();
        page.sums("3 / 100");
    });
}

/// Changes the rows of an object store by an expression over `value`, if a condition over `number` holds, and reloads.
fn damage(page: &Page, store: &str, condition: &str, value: &str) {
    let body = format!(
        "for (const [key, value] of await all('{store}')) {{
            const number = Array.isArray(key) ? key[1] : 0;
            if ({condition}) await put('{store}', key, {value});
        }}"
    );
    page.in_database(&body);
    page.reload();
}

const FLIPPED: &str = "value.slice(0, 40) + String.fromCharCode(value.charCodeAt(40) ^ 1) + value.slice(41)";
const TRUNCATED: &str = "value.slice(0, value.length / 2)";

#[test]
fn a_damaged_step_is_told_and_all_others_are_there() {
    for damaged in [FLIPPED, TRUNCATED, "''", "7"] {
        school(|page| {
            five(page);
            assert_eq!(page.rows("steps"), 5);
            damage(page, "steps", "number === 3", damaged);
            page.sums("16 / 100");
            page.shows("有 1 处改动损坏，无法读取");
            page.points("3").rewrite("1");
            page.sums("17 / 100");
            page.keeps("saved");
            page.reload();
            page.sums("17 / 100");
        });
    }
}

#[test]
fn a_damaged_whole_state_is_told_and_the_steps_after_it_are_there() {
    school(|page| {
        five(page);
        page.catch_downloads();
        page.find("button", "导出").click();
        let record = files::write("record.json", page.given().text);
        page.delete_database();
        page.reload();
        page.open_file(&record);
        page.sums("18 / 100");
        page.points("6").rewrite("2");
        page.keeps("saved");
        assert_eq!(page.rows("states"), 1);
        damage(page, "states", "true", FLIPPED);
        page.shows("草稿有一部分已损坏");
        page.sums("2 / 100");
        page.points("7").rewrite("8");
        page.keeps("saved");
        page.reload();
        page.sums("10 / 100");
    });
}

#[test]
fn a_damaged_head_costs_nothing_or_is_told() {
    for damaged in [FLIPPED, TRUNCATED] {
        school(|page| {
            five(page);
            damage(page, "drafts", "true", damaged);
            wait("the draft is there, or its loss is told", || {
                let told = page.seen().contains("损坏");
                (told || page.sum().contains("18 / 100"))
                    .then_some(())
                    .ok_or_else(|| format!("nothing is told, and the sum is {}", page.sum()))
            });
            // New drafts are stored beside the damaged ones.
            page.points("6").rewrite("2");
            page.keeps("saved");
            assert!(page.rows("steps") >= 6, "what could not be read was not removed");
        });
    }
}

/// Collects the files of the database in a profile, the most recently written file last.
fn database_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            database_files(&path, found);
            continue;
        }
        let text = path.to_string_lossy();
        let chromium = text.contains(".indexeddb.leveldb/") && (text.ends_with(".log") || text.ends_with(".ldb"));
        let firefox = text.contains("/idb/") && (text.ends_with(".sqlite") || text.ends_with(".sqlite-wal"));
        if chromium || firefox {
            found.push(path);
        }
    }
    found.sort_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).ok());
}

#[test]
fn a_store_whose_files_were_cut_off_opens_and_what_is_gone_is_told() {
    if Engine::asked() == Engine::Webkit {
        return skip("WebKit's driver cannot be told where the profile is");
    }
    let profile = files::folder().join("profile");
    fs::remove_dir_all(&profile).ok();
    fs::create_dir_all(&profile).expect("a folder for the profile");
    let setup = Setup {
        profile: Some(profile.to_string_lossy().into_owned()),
        ..Setup::default()
    };
    let form = files::write("form.html", files::page_with(&[&files::rubric("school-pe.json")]));
    browse_as(&setup, |page| {
        page.open(&form);
        five(page);
    });
    let mut found = Vec::new();
    database_files(&profile, &mut found);
    assert!(!found.is_empty(), "{} has a database", profile.display());
    for file in &found {
        let length = fs::metadata(file).map_or(0, |data| data.len());
        let opened = fs::File::options().write(true).open(file).expect("the file is there");
        opened.set_len(length / 2).expect("it can be cut off");
    }
    browse_as(&setup, |page| {
        page.open(&form);
        let is_told = || {
            ["损坏", "已丢失", "没有保存"]
                .iter()
                .any(|words| page.seen().contains(words))
        };
        wait("all is there, or what is not is told", || {
            (is_told() || page.sum().contains("18 / 100"))
                .then_some(())
                .ok_or_else(|| format!("nothing is told, and the sum is {}", page.sum()))
        });
        page.points("6").rewrite("2");
        wait("it is stored, or said not to be", || {
            let said = page.keeping();
            (said == "saved" || said == "not-saved").then_some(()).ok_or(said)
        });
    });
}

#[test]
fn a_tab_closed_in_the_middle_of_saving_loses_nothing_that_was_saved() {
    school(|page| {
        five(page);
        let first = page.window();
        page.open_window();
        page.open(&files::folder().join("form.html"));
        page.sums("18 / 100");
        page.points("6").rewrite("2");
        page.close_window();
        page.switch_to(&first);
        page.reload();
        let sum = page.sum();
        assert!(sum.contains("18 / 100") || sum.contains("20 / 100"), "{sum}");
        page.keeps("saved");
    });
}
