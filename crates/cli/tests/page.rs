//! `ziping page`: what is in the page that it writes, and which pages it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A page with the parts of a built one, in their order.
const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head>\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'sha256-a=' 'sha256-b=' 'sha256-m=' 'wasm-unsafe-eval'; form-action 'none'; connect-src 'self'\">\n\
    <title>自评</title>\n</head>\n<body>\n<div id=\"ziping-words\"></div>\n\
    <div id=\"ziping-first\"><script type=\"text/css\" data-ziping=\"sheet\">a{}</script>\
    <template lang=\"en\"><p title=\"a > b\">list</p></template><script>first(\"; connect-src 'self'\")</script></div>\n\
    <div id=\"ziping-shell\"></div>\n<ziping-form></ziping-form>\n\
    <script type=\"application/json\" data-ziping=\"rubric\">{\"a\": 1}</script>\n\
    <script type=\"application/json\" data-ziping=\"rubric\">{\"b\": \"\\u003cziping-form>\"}</script>\n\
    <script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n\
    <script type=\"text/plain\" data-ziping=\"notices\">\nnotices</script>\n\
    <script type=\"module\">boot(\"<ziping-form></ziping-form> 'sha256-m='\")</script>\n\
    <script type=\"application/gzip\" data-ziping=\"maker\">UEs=</script>\n\
    <script type=\"module\" data-ziping=\"maker-script\">make()</script>\n</body></html>";

/// The same page for one rubric, as the page's blank copy has it but without a first view.
const COPY: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head>\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'sha256-a=' 'sha256-b=' 'sha256-m=' 'wasm-unsafe-eval'; form-action 'none'\">\n\
    <title>自评</title>\n</head>\n<body>\n<div id=\"ziping-words\"></div>\n\
    <div id=\"ziping-first\"><script type=\"text/css\" data-ziping=\"sheet\">a{}</script>\
    VIEWS<script>first(\"; connect-src 'self'\")</script></div>\n\
    <div id=\"ziping-shell\"></div>\n<ziping-form></ziping-form>\n\
    RUBRICS<script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n\
    <script type=\"text/plain\" data-ziping=\"notices\">\nnotices</script>\n\
    <script type=\"module\">boot(\"<ziping-form></ziping-form> 'sha256-m='\")</script>\n\
    <script type=\"application/gzip\" data-ziping=\"maker\">UEs=</script>\n\
    <script type=\"module\" data-ziping=\"maker-script\">make()</script>\n</body></html>";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the folder of the tests is there");
    folder
}

fn rubric(id: &str, title: &str) -> String {
    format!(
        r#"{{"format": 1, "id": "{id}", "version": "1", "status": "draft", "title": "{title}", "sections": [{{"id": "s", "title": "S",
"criteria": [{{"id": "a", "text": "A", "scale": {{"kind": "points", "max": 5}}}}]}}]}}"#
    )
}

fn block(text: &str) -> String {
    format!("<script type=\"application/json\" data-ziping=\"rubric\">{text}</script>\n")
}

fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .arg("page")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// Makes a page in a folder of its own, with these files besides the page.
fn make(name: &str, page: &str, files: &[(&str, &str)]) -> (PathBuf, Output) {
    let folder = folder(name);
    fs::write(folder.join("ziping.html"), page).unwrap();
    let _ = fs::remove_file(folder.join("form.html"));
    for (file, content) in files {
        fs::write(folder.join(file), content).unwrap();
    }
    let files = files.iter().map(|(file, _)| *file);
    let arguments: Vec<_> = files.chain(["--page", "ziping.html", "-o", "form.html"]).collect();
    let output = ziping(&folder, &arguments);
    (folder, output)
}

#[test]
fn rubrics_replace_those_of_the_page_and_nothing_else_changes() {
    let (a, b) = (rubric("a", "</script><!--<script>"), rubric("b", "B"));
    let office = format!("\u{feff}{}\r\n", b.replace('\n', "\r\n"));
    let (folder, output) = make("page-two", PAGE, &[("a.json", &a), ("b.json", &office)]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let made = fs::read_to_string(folder.join("form.html")).unwrap();
    let blocks = block(&a.replace('<', "\\u003c")) + &block(&b);
    assert_eq!(made, COPY.replace("VIEWS", "").replace("RUBRICS", &blocks));
    assert_eq!(
        text(&output.stdout),
        format!("form.html: 2 rubrics, {} bytes\n", made.len())
    );
}

#[test]
fn a_page_for_the_same_rubric_is_the_same_page_with_its_first_view() {
    let a = rubric("a", "A");
    let view = "<template lang=\"en\"><p>a</p></template>";
    let page = COPY.replace("VIEWS", view).replace("RUBRICS", &block(&a));
    // Mail programs may change line ends; browsers read them in the same way.
    for (name, page) in [("page-same", page.clone()), ("page-lines", page.replace('\n', "\r\n"))] {
        let (folder, _) = make(name, &page, &[("a.json", &a)]);
        let made = fs::read_to_string(folder.join("form.html")).unwrap();
        assert_eq!(
            made,
            COPY.replace("VIEWS", view).replace("RUBRICS", &block(&a)),
            "{name}"
        );
    }
    // What the command wrote may be used again.
    let (folder, _) = make("page-again", &page, &[("b.json", &rubric("b", "B"))]);
    let made = fs::read_to_string(folder.join("form.html")).unwrap();
    let (folder, _) = make("page-again", &made, &[("b.json", &rubric("b", "B"))]);
    assert_eq!(fs::read_to_string(folder.join("form.html")).unwrap(), made);
}

#[test]
fn a_rubric_with_problems_makes_no_page() {
    let broken = "{\"format\": 1,\n\"id\": 5}";
    let (folder, output) = make("page-broken", PAGE, &[("broken.json", broken)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.join("form.html").exists());
    let errors = text(&output.stderr);
    assert!(errors.contains("broken.json: line 2, column 7, id: "), "{errors}");
    let output = ziping(
        &folder,
        &["broken.json", "--page", "ziping.html", "-o", "form.html", "--json"],
    );
    let printed = text(&output.stdout);
    assert!(
        printed.starts_with("{\"file\": \"broken.json\",\"valid\": false,\"problems\": [{"),
        "{printed}"
    );
}

#[test]
fn json_says_what_was_written() {
    let (folder, _) = make("page-json", PAGE, &[("a.json", &rubric("a", "A"))]);
    let output = ziping(
        &folder,
        &["a.json", "--page", "ziping.html", "-o", "form.html", "--json"],
    );
    let bytes = fs::read(folder.join("form.html")).unwrap().len();
    assert_eq!(
        text(&output.stdout),
        format!(
            "{{\"file\": \"form.html\",\"bytes\": {bytes},\"firstView\": false,\
             \"rubrics\": [{{\"id\": \"a\",\"version\": \"1\",\"title\": \"A\"}}]}}\n"
        )
    );
}

#[test]
fn other_pages_are_refused_with_a_remedy() {
    let a = rubric("a", "A");
    let record = "<ziping-form><script type=\"application/json\" data-ziping=\"record\">{}</script></ziping-form>";
    let site = PAGE.replace(
        "<script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n",
        "",
    );
    for (name, page, words) in [
        (
            "other",
            "<html><form>Sign in</form></html>".to_owned(),
            "it is not a Ziping page",
        ),
        ("torn", PAGE[..PAGE.len() - 20].to_owned(), "damaged or incomplete"),
        ("site", site, "its program is in another file"),
        (
            "answers",
            PAGE.replace("\n<ziping-form></ziping-form>", record),
            "the page has answers in it",
        ),
        (
            "saved",
            PAGE.replace("\"ziping-shell\">", "\"ziping-shell\"><p>1</p>"),
            "a browser saved the page",
        ),
    ] {
        let (folder, output) = make(&format!("page-{name}"), &page, &[("a.json", &a)]);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            errors.starts_with(&format!("ziping: ziping.html: {words}")) || errors.contains(words),
            "{name}: {errors}"
        );
        assert!(!folder.join("form.html").exists(), "{name}");
    }
}

#[test]
fn no_file_that_is_read_is_replaced_and_no_id_occurs_twice() {
    let a = rubric("a", "A");
    let (folder, output) = make("page-twice", PAGE, &[("a.json", &a), ("copy.json", &a)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("copy.json: its id `a` is also that of a.json"));
    let output = ziping(&folder, &["a.json", "--page", "ziping.html", "-o", "ziping.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.join("ziping.html")).unwrap(), PAGE);
    let output = ziping(&folder, &["none.json", "--page", "ziping.html", "-o", "form.html"]);
    assert!(text(&output.stderr).contains("none.json: there is no such file"));
}
