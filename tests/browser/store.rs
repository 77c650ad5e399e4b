//! Browsers that refuse storage: the page reports that and why, continues to work, and stores everything as soon as
//! possible.

use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

use super::support::form::school;
use super::support::served::serve;
use super::support::{Engine, Page, Setup, browse, browse_as, files, skip};

/// Returns the page with the school's rubric, in this test's folder.
fn form() -> std::path::PathBuf {
    files::write("form.html", files::page_with(&[&files::rubric("school-pe.json")]))
}

/// Waits until the page reports in these words that edits are not stored.
fn says_not_saved(page: &Page, words: &str) {
    page.keeps("not-saved");
    let said = page.keeping_in_words();
    assert!(said.starts_with("没有保存：") && said.contains(words), "{said}");
    assert!(said.contains("导出"), "it says what to do: {said}");
    assert_eq!(page.all("alert", "").len(), 1, "and is read out");
}

#[test]
fn where_storing_is_refused_it_says_so_and_works_from_memory() {
    browse(|page| {
        form();
        let host = files::write(
            "host.html",
            r#"<!DOCTYPE html><iframe sandbox="allow-scripts" src="form.html" width="1300" height="800"></iframe>"#,
        );
        page.go(&super::support::page::address(&host));
        let frame = page.value("document.querySelector('iframe')");
        page.post("/frame", &json!({"id": frame}));
        page.started();
        // Drivers return no roles inside a frame of another origin.
        let points = |label: &str| page.all("textbox", &format!("自评分，第{label}项")).remove(0);
        // WebKit's driver cannot type into such a frame.
        let enter = |label: &str, value: &str| match page.engine {
            Engine::Webkit => points(label).put(value),
            _ => points(label).rewrite(value),
        };
        enter("1", "4");
        says_not_saved(page, "这里不允许网页保存内容");
        enter("2", "2");
        page.sums("6 / 100");
        page.catch_downloads();
        page.run(
            "[...document.querySelectorAll('button')].find((button) => button.textContent === '导出').click()",
            json!([]),
        );
        let record: Value = serde_json::from_str(&page.given().text).expect("a record");
        assert_eq!(record["kind"], "ziping-record", "{record}");
        assert_eq!(page.keeping(), "not-saved", "an export stores nothing in the browser");
    });
}

#[test]
fn when_there_is_no_room_it_says_so_and_stores_once_there_is() {
    school(|page| {
        page.points("1").rewrite("4");
        page.keeps("saved");
        page.run(
            "window.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
            json!([]),
        );
        page.points("2").rewrite("1.5");
        says_not_saved(page, "存储空间满了");
        page.points("3").rewrite("2");
        page.sums("7.5 / 100");
        says_not_saved(page, "存储空间满了");
        page.run("IDBObjectStore.prototype.put = window.put", json!([]));
        page.keeps("saved");
        page.reload();
        page.sums("7.5 / 100");
    });
}

#[test]
fn what_the_browser_reports_in_english_is_put_into_words_and_kept_as_its_own() {
    school(|page| {
        for (name, words) in [
            ("UnknownError", "浏览器读写磁盘时出错"),
            ("NotAllowedError", "浏览器或系统不允许写入"),
            ("StrangeError", "浏览器出错"),
        ] {
            page.run(
                "window.put ??= IDBObjectStore.prototype.put;
                const [name] = arguments;
                IDBObjectStore.prototype.put = () => { throw new DOMException('Internal error', name); }",
                json!([name]),
            );
            page.points("1").rewrite("4");
            page.keeps("not-saved");
            let said = page.keeping_in_words();
            assert!(said.contains(words) && said.contains("导出"), "{said}");
            let bar = "document.querySelector('[data-ziping=saved]')";
            assert_eq!(
                page.text(&format!("{bar}.querySelector('[lang=en]').textContent")),
                format!("{name}: Internal error")
            );
            let own = page.text(&format!(
                "[...{bar}.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('')"
            ));
            assert!(!own.contains("Error") && !own.contains("error"), "{own}");
            page.run("IDBObjectStore.prototype.put = window.put", json!([]));
            page.keeps("saved");
            page.points("1").rewrite("3");
            page.keeps("saved");
        }
    });
}

#[test]
fn when_the_commit_fails_it_says_so_and_stores_again() {
    school(|page| {
        page.points("1").rewrite("4");
        page.keeps("saved");
        page.run(
            "window.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...row) {
                const asked = window.put.apply(this, row);
                queueMicrotask(() => { try { this.transaction.abort(); } catch {} });
                return asked;
            }",
            json!([]),
        );
        page.points("2").rewrite("1.5");
        says_not_saved(page, "");
        page.run("IDBObjectStore.prototype.put = window.put", json!([]));
        page.keeps("saved");
        page.reload();
        page.sums("5.5 / 100");
    });
}

#[test]
fn a_quota_that_is_used_up_is_told_and_one_that_grows_is_used() {
    if Engine::asked() != Engine::Chromium {
        return skip("only Chromium's driver can set a quota");
    }
    form();
    let site = serve(files::folder());
    browse(|page| {
        page.open_address(&format!("{site}form.html"));
        let origin = site.trim_end_matches('/');
        // The quota is set before anything is stored: the browser caches the available space for a while.
        page.cdp(
            "Storage.overrideQuotaForOrigin",
            &json!({"origin": origin, "quotaSize": 1}),
        );
        page.score(&["4", "1.5"]);
        says_not_saved(page, "存储空间满了");
        page.cdp("Storage.overrideQuotaForOrigin", &json!({"origin": origin}));
        page.keeps("saved");
        page.reload();
        page.sums("5.5 / 100");
    });
}

/// Pastes this number of characters into a note.
fn note(page: &Page, item: usize, length: usize) {
    page.find("button", &format!("备注，第{item}项")).click();
    let note = page.criterion(&item.to_string()).find("textbox", "备注");
    let script = "const [note, length] = arguments; note.value = '操场'.repeat(length / 2);
        note.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))";
    page.run(script, json!([note.element(), length]));
}

/// A small disk for a profile, unmounted on drop.
struct Disk(String);

impl Disk {
    /// Mounts the disk; `None` without root's permission to mount.
    fn mount(size: &str) -> Option<Self> {
        let folder = files::folder().join("disk");
        std::fs::create_dir_all(&folder).expect("a folder to mount on");
        let folder = folder.to_string_lossy().into_owned();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs", &folder])
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }

    /// Fills the remaining space.
    fn fill(&self) {
        let mut file = std::fs::File::create(Path::new(&self.0).join("filler")).expect("a file");
        while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    }

    fn free(&self) {
        std::fs::remove_file(Path::new(&self.0).join("filler")).expect("the filler is there");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A process that still uses the disk keeps it until the process ends.
        Command::new("umount").args(["--lazy", &self.0]).status().ok();
    }
}

#[test]
fn a_full_disk_is_told_and_a_disk_with_room_again_is_used() {
    if Engine::asked() == Engine::Webkit {
        return skip("WebKit's driver cannot be told where the profile is");
    }
    let Some(disk) = Disk::mount("160m") else {
        return skip("no disk may be mounted here");
    };
    let setup = Setup {
        profile: Some(format!("{}/profile", disk.0)),
        ..Setup::default()
    };
    std::fs::create_dir_all(format!("{}/profile", disk.0)).expect("a folder for the profile");
    browse_as(&setup, |page| {
        page.open(&form());
        page.points("1").rewrite("4");
        page.keeps("saved");
        disk.fill();
        // Small writes may still fit into allocated space, so the texts are large.
        for item in 1..=12 {
            note(page, item, 100_000);
        }
        says_not_saved(page, "");
        page.points("2").rewrite("1.5");
        page.sums("5.5 / 100");
        disk.free();
        page.keeps("saved");
        page.reload();
        page.sums("5.5 / 100");
        for item in ["1", "12"] {
            let note = page.criterion(item).find("textbox", "备注");
            assert_eq!(note.value().chars().count(), 100_000);
        }
    });
}
