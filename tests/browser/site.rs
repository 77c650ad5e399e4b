//! The site, `dist/site`: opens from a server, from its own cache without one, and lets nothing disturb an open form.

use serde_json::{Value, json};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};

use super::support::form::SCHOOL;
use super::support::page::wait;
use super::support::served::{self, Server};
use super::support::site::{build_again, built, copied, program};
use super::support::{Engine, Page, browse, files, skip};

/// Waits until the service worker has all files; whether the browser has service workers.
fn is_stored(page: &Page) -> bool {
    let script = "const done = arguments[0];
        if (!navigator.serviceWorker) done('none'); else navigator.serviceWorker.ready.then(() => done('stored'))";
    let outcome = page.post("/execute/async", &json!({"script": script, "args": []}));
    if outcome == "none" {
        skip("this browser has no service workers here");
    }
    outcome == "stored"
}

/// The script and the answers of a page's requests to the service worker and its caches.
fn answer(page: &Page, body: &str) -> Value {
    let script =
        format!("const done = arguments[0]; (async () => {{ {body} }})().then(done, (error) => done(String(error)))");
    page.post("/execute/async", &json!({"script": script, "args": []}))
}

fn school(page: &Page, server: &Server) {
    // Not by the driver's command to reload: Firefox reloads without service workers then.
    page.open_address(&format!("{}?rubric=school-pe", server.address));
    page.find("button", "导出");
}

/// Closes the page for another window: the page before in a window's history may still count as open.
fn close(page: &Page) {
    let window = page.window();
    let next = page.open_window();
    page.switch_to(&window);
    page.close_window();
    page.switch_to(&next);
}

#[test]
fn opens_and_edits_with_one_request_for_the_program() {
    let server = served::start(built());
    browse(|page| {
        page.open_address(&server.address);
        page.find("button", "学校体育工作").click();
        page.score(&SCHOOL);
        page.sums("90 / 100");
        page.keeps("saved");
        if is_stored(page) {
            // WebKit's driver has a session without a cache.
            let by_worker = usize::from(page.engine == Engine::Webkit);
            assert_eq!(server.requests(&program(&built())), (1, by_worker));
            assert_eq!(server.requests(".wasm"), (1, by_worker + 1), "the maker, for later");
        }
        page.reload();
        page.sums("90 / 100");

        page.open_address(&format!("{}?rubric=rubrics/class-culture.json", server.address));
        page.shows("已评 0 / 14 项");
        page.open_address(&format!("{}?rubric=rubrics/missing.json", server.address));
        page.shows("未能读取“rubrics/missing.json”：");
        page.open_address(&format!("{}?rubric=http%3A%2F%2Fexample.com%2Fx.json", server.address));
        page.shows("“http://example.com/x.json”不在本站，没有读取。");
    });
}

#[test]
fn a_server_that_does_not_know_the_type_of_the_program_will_do() {
    let server = served::start(built());
    browse(|page| {
        page.open_address(&format!("{}odd/index.html?rubric=school-pe", server.address));
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        assert_eq!(server.requests(".wasm").0, 1);
    });
}

#[test]
fn opens_without_a_network_after_one_visit() {
    let folder = copied();
    let own = files::rubric("class-culture.json").replacen("\"class-culture\"", "\"own-culture\"", 1);
    fs::write(folder.join("rubrics/own.json"), own).unwrap();
    let server = served::start(folder);
    browse(|page| {
        school(page, &server);
        if !is_stored(page) {
            return;
        }
        page.begin("青山小学", "3");
        server.stop();
        school(page, &server);
        page.sums("3 / 100");
        page.points("2").rewrite("1.5");
        page.sums("4.5 / 100");
        page.keeps("saved");

        page.catch_downloads();
        page.command("保存副本");
        let copy = page.given();
        page.command("另存空白表");
        let blank = page.given();
        assert!(blank.text == files::read(&files::form("school-pe")), "not the one file");
        page.open_address(&server.address);
        page.find("region", "草稿").find("button", "青山小学");
        page.open(&files::write("copy.html", &copy.text));
        page.sums("4.5 / 100");
    });
}

#[test]
fn a_rubric_of_the_first_visit_opens_without_a_network() {
    let folder = copied();
    let own = files::rubric("class-culture.json").replacen("\"class-culture\"", "\"own-culture\"", 1);
    fs::write(folder.join("rubrics/own.json"), own).unwrap();
    let server = served::start(folder.clone());
    let asked = format!("{}?rubric=rubrics/own.json", server.address);
    browse(|page| {
        page.open_address(&asked);
        page.shows("已评 0 / 14 项");
        if !is_stored(page) {
            return;
        }
        // The server may change its rubrics; the last one is stored.
        wait("the rubric is stored", || {
            let found = answer(page, "return Boolean(await caches.match('rubrics/own.json'))");
            (found == true).then_some(()).ok_or_else(|| found.to_string())
        });
        let text = files::read(&folder.join("rubrics/own.json"));
        fs::write(
            folder.join("rubrics/own.json"),
            text.replace("班级文化建设自评表", "班级文化新表"),
        )
        .unwrap();
        page.open_address(&asked);
        page.find("heading", "班级文化新表");
        server.stop();
        page.open_address(&asked);
        page.find("heading", "班级文化新表");
    });
}

#[test]
fn an_update_waits_until_no_page_is_open() {
    let folder = copied();
    let server = served::start(folder.clone());
    let old = program(&folder);
    browse(|page| {
        school(page, &server);
        if !is_stored(page) {
            return;
        }
        page.begin("青山小学", "3");
        build_again(&folder);
        let waits = answer(
            page,
            "const registration = await navigator.serviceWorker.ready;
            await registration.update();
            while (!registration.waiting) await new Promise((next) => setTimeout(next, 20));
            return registration.waiting.state",
        );
        assert_eq!(waits, "installed");
        // The open form goes on, and is opened again with the files that it was made with.
        page.points("2").rewrite("1.5");
        page.sums("4.5 / 100");
        page.keeps("saved");
        let found = answer(page, &format!("return (await fetch('{old}')).status"));
        assert_eq!(found, 200, "the server has this file no more");
        school(page, &server);
        page.sums("4.5 / 100");
        assert_eq!(
            page.value("document.documentElement.dataset.build ?? null"),
            Value::Null
        );

        close(page);
        wait("the second build is there", || {
            school(page, &server);
            let build = page.value("document.documentElement.dataset.build ?? null");
            if build != "2" {
                close(page);
            }
            (build == "2").then_some(()).ok_or_else(|| build.to_string())
        });
        page.sums("4.5 / 100");
        let caches = answer(
            page,
            "return (await caches.keys()).map((name) => name.split(' ').at(-1))",
        );
        assert_eq!(
            caches.as_array().unwrap().len(),
            1,
            "{caches}: the first build is removed"
        );
        let found = answer(page, &format!("return (await fetch('{old}')).status"));
        assert_eq!(found, 404);
    });
}

#[test]
fn a_site_that_is_taken_down_opens_no_more() {
    let folder = copied();
    let server = served::start(folder.clone());
    browse(|page| {
        school(page, &server);
        if !is_stored(page) {
            return;
        }
        fs::write(folder.join("index.html"), "<!DOCTYPE html><p>已停用").unwrap();
        fs::write(folder.join("sw.js"), "self.registration.unregister()").unwrap();
        let gone = "const registration = await navigator.serviceWorker.ready;
            await registration.update();
            return 'asked'";
        assert_eq!(answer(page, gone), "asked");
        wait("the server's page", || {
            close(page);
            page.go(&server.address);
            let seen = page.seen();
            seen.contains("已停用").then_some(()).ok_or(seen)
        });
    });
}

#[test]
fn drafts_of_the_one_file_page_on_the_same_server_are_found() {
    let folder = copied();
    let old = files::read(&files::dist().join("index.html"));
    fs::write(folder.join("form.html"), old).unwrap();
    let server = served::start(folder);
    browse(|page| {
        page.open_address(&format!("{}form.html?rubric=school-pe", server.address));
        page.begin("青山小学", "3");
        // At the address of the site the draft is in the list, and is offered where a form is blank.
        page.open_address(&server.address);
        page.find("region", "草稿").find("button", "青山小学");
        page.open_address(&format!("{}?rubric=school-pe", server.address));
        page.shows("本浏览器里有这张表的草稿，可以接着填");
        page.find("button", "青山小学").click();
        page.sums("3 / 100");
    });
}

#[test]
fn drafts_at_an_address_stay_there_when_the_site_takes_it_over() {
    let folder = copied();
    let site = files::read(&folder.join("index.html"));
    fs::write(
        folder.join("index.html"),
        files::read(&files::dist().join("index.html")),
    )
    .unwrap();
    let server = served::start(folder.clone());
    browse(|page| {
        school(page, &server);
        page.begin("青山小学", "3");
        fs::write(folder.join("index.html"), site).unwrap();
        page.open_address(&format!("{}?rubric=school-pe", server.address));
        page.sums("3 / 100");
        page.shows("接着填「青山小学」");
    });
}

#[test]
fn reaches_nothing_but_its_own_site() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}/", listener.local_addr().unwrap());
    let server = served::start(built());
    browse(|page| {
        page.open_address(&server.address);
        let sent = answer(
            page,
            &format!("return fetch('{elsewhere}', {{ mode: 'no-cors' }}).then(() => 'sent', () => 'refused')"),
        );
        assert_eq!(sent, "refused");
        let sent = answer(page, "return fetch('sw.js').then(() => 'sent', () => 'refused')");
        assert_eq!(sent, "sent", "its own site");
        let came = listener.accept();
        assert!(came.is_err(), "something was sent: {came:?}");
        let add = "for (const kind of ['script', 'style']) { const one = document.createElement(kind);
            one.textContent = kind === 'script' ? 'window.ran = 1' : 'body { opacity: 0.5 }'; document.body.append(one) }";
        page.run(add, json!([]));
        assert_eq!(
            page.value("[window.ran ?? null, getComputedStyle(document.body).opacity]"),
            json!([null, "1"])
        );
    });
    let page = files::read(&built().join("index.html"));
    let policy = files::policy(&page);
    assert_eq!(
        files::rules(policy),
        [
            "default-src 'none'",
            "script-src",
            "style-src",
            "img-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "connect-src 'self'",
            "manifest-src 'self'"
        ]
    );
}

#[test]
fn copies_are_those_of_the_one_file_page() {
    let server = served::start(built());
    let filled = |page: &Page| {
        page.catch_downloads();
        page.command("另存空白表");
        let blank = page.given().text;
        page.find("textbox", "填表日期").date("2026-11-20");
        let file = files::write("附件.txt", "kept");
        page.find("file", "添加附件，第1项").choose_files(&[&file]);
        page.shows("附件.txt 4 字节");
        page.begin("青山小学", "3");
        page.command("保存副本");
        let copy = page.given();
        page.show_menu();
        page.find("button", "打包导出（ZIP，含附件）").click();
        assert!(page.given().text.contains("页面.html"), "the page in the archive");
        (blank, copy)
    };
    browse(|page| {
        school(page, &server);
        let (blank, copy) = filled(page);
        assert!(
            blank == files::read(&files::form("school-pe")),
            "not what the build makes"
        );
        assert_eq!(copy.name, "自评_青山小学_2026-11-20.html");
        let (before, blocks) = copy.text.split_once("<ziping-form>").unwrap();
        let page_of_form = files::without_first_view(&blank);
        assert!(page_of_form.starts_with(before), "the page before the form");
        let (blocks, after) = blocks.split_once("</ziping-form>").unwrap();
        assert!(blank.ends_with(after), "the page after the form");
        for part in ["data-part=\"head\"", "data-ziping=\"file\""] {
            assert!(blocks.contains(part), "{part}");
        }

        // The page that holds its program makes the same copy.
        page.open(&files::write("copy.html", &copy.text));
        page.sums("3 / 100");
        page.catch_downloads();
        page.command("保存副本");
        assert!(page.given().text == copy.text, "the copy of the copy");
    });
}

#[test]
fn a_copy_that_cannot_be_made_is_told_and_costs_nothing() {
    let folder = copied();
    fs::remove_file(folder.join("ziping.html")).unwrap();
    let server = served::start(folder.clone());
    browse(|page| {
        school(page, &server);
        page.begin("青山小学", "3");
        page.catch_downloads();
        for command in ["保存副本", "另存空白表"] {
            page.command(command);
            page.shows("生成副本要用本网站的文件 ziping.html，现在没有取到。");
            page.find("button", "知道了").click();
        }
        // A server's own answer is no page of ours.
        fs::write(folder.join("ziping.html"), "<!DOCTYPE html><form>登录</form></html>").unwrap();
        page.command("保存副本");
        page.shows("生成副本要用本网站的文件 ziping.html，现在没有取到。");
        page.sums("3 / 100");
        page.keeps("saved");
        assert_eq!(page.value("window.given.length"), 0);
        fs::copy(built().join("ziping.html"), folder.join("ziping.html")).unwrap();
        page.command("保存副本");
        assert!(page.given().text.ends_with("</html>"));
    });
}

#[test]
fn says_in_words_where_it_cannot_start() {
    let folder = copied();
    let name = program(&folder);
    let whole = fs::read(folder.join(&name)).unwrap();
    let html = files::read(&folder.join("index.html"));
    let server = served::start(folder.clone());
    browse(|page| {
        let opens = |words: &[&str]| {
            page.go("about:blank");
            page.go(&server.address);
            words.iter().for_each(|words| page.shows(words));
        };
        fs::remove_file(folder.join(&name)).unwrap();
        opens(&[
            "没有取到本页的程序文件",
            "its program file did not arrive",
            "404",
            "如果一直停在这段文字",
        ]);
        fs::write(folder.join(&name), &whole[..whole.len() / 2]).unwrap();
        opens(&[
            "网站上的程序文件不完整",
            "the program file on the website is not complete",
        ]);
        fs::write(folder.join(&name), "<!DOCTYPE html><form>登录</form>").unwrap();
        opens(&["网站上的程序文件不完整"]);
        fs::write(folder.join(&name), &whole).unwrap();
        fs::write(folder.join("index.html"), html.replacen(" 'wasm-unsafe-eval'", "", 1)).unwrap();
        opens(&["这里不允许网页运行程序", "pages may not run programs"]);
        // Nothing was stored of pages that did not start.
        let registered = answer(
            page,
            "return (await navigator.serviceWorker?.getRegistrations() ?? []).length",
        );
        assert_eq!(registered, 0);
    });
}

#[test]
fn only_the_page_of_a_site_has_a_worker() {
    let server = served::start(built());
    const COUNT: &str = "return (await navigator.serviceWorker?.getRegistrations() ?? []).length";
    browse(|page| {
        page.open_address(&format!("{}ziping.html", server.address));
        page.find("button", "学校体育工作").click();
        page.begin("青山小学", "3");
        assert_eq!(answer(page, COUNT), 0);
        // From disk a browser lets no page read a file beside it.
        page.go(&super::support::page::address(&built().join("index.html")));
        if page.engine != Engine::Chromium {
            return skip("its driver lets a page from disk read files beside it");
        }
        page.shows("没有取到本页的程序文件");
        page.shows("它不是完整的副本，但填写的内容还在里面");
    });
}
