//! Files: the built page, pages with other rubrics, files to open, and downloads of the page.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use super::page::{Page, wait};

const BLOCK: &str = "<script type=\"application/json\" data-ziping=\"rubric\">";

/// Returns the folder of the built page.
pub fn dist() -> PathBuf {
    let dist = env::var_os("ZIPING_DIST").expect("`cargo xtask test` builds the page and says where it is");
    PathBuf::from(dist)
}

/// Returns the folder of the example portals.
pub fn examples() -> PathBuf {
    let examples =
        env::var_os("ZIPING_EXAMPLES").expect("`cargo xtask test` builds the portals and says where they are");
    PathBuf::from(examples)
}

/// Returns the one-file page as shipped.
pub fn shipped() -> PathBuf {
    dist().join("ziping.html")
}

/// Returns the text of a shipped rubric.
pub fn rubric(name: &str) -> String {
    read(&dist().join("rubrics").join(name))
}

/// Returns the names of the shipped rubrics in the page's order: sorted, with tutorials last.
pub fn rubrics() -> Vec<String> {
    let entries = fs::read_dir(dist().join("rubrics")).expect("the rubrics lie beside the page");
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.retain(|name| name != "rubric.schema.json");
    names.sort_by_cached_key(|name| (rubric(name).contains("\"x-teaches\": true"), name.clone()));
    names
}

/// Returns a file's text.
pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes a file into this test's folder.
pub fn write(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let file = folder().join(name);
    fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    file
}

/// Returns a folder that belongs to this test.
pub fn folder() -> PathBuf {
    let test = thread::current().name().unwrap_or("main").replace("::", "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(test);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// Returns the one-file page with these rubrics in place of the shipped ones, as it is handed out.
pub fn page_with(rubrics: &[&str]) -> String {
    let page = read(&shipped());
    let start = page.find(BLOCK).expect("the page has a rubric");
    let end = page[start..]
        .find("<script type=\"application/gzip\"")
        .expect("the page has a program")
        + start;
    let block = |rubric: &&str| format!("{BLOCK}{}</script>\n", rubric.trim().replace('<', "\\u003c"));
    let blocks: String = rubrics.iter().map(block).collect();
    without_first_view(&format!("{}{blocks}{}", &page[..start], &page[end..]))
}

/// Returns the text of a page's policy.
pub fn policy(page: &str) -> &str {
    let policy = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
    let policy = policy.and_then(|(_, rest)| rest.split_once('"'));
    policy.expect("a policy").0
}

/// Returns the rules of a policy without their hashes.
pub fn rules(policy: &str) -> Vec<&str> {
    policy
        .split("; ")
        .map(|rule| rule.split(" 'sha256-").next().unwrap_or_default())
        .collect()
}

/// Returns a page without the templates of its first view.
pub fn without_first_view(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<template lang=") else {
        return page.to_owned();
    };
    let (views, after) = rest.split_once("<script>").expect("a script after the templates");
    assert!(views.ends_with("</template>"), "only templates before the script");
    format!("{before}<script>{after}")
}

/// Returns the page that is handed out for a shipped rubric.
pub fn form(rubric: &str) -> PathBuf {
    dist().join("forms").join(format!("{rubric}.html"))
}

/// Returns a page whose program starts only when `zipingStart()` is called. It has no policy, which would refuse the changed script.
pub fn held(page: &str) -> String {
    let (before, policy) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\"")
        .expect("a policy");
    let (_, after) = policy.split_once("\">").expect("the end of the policy");
    let held = format!("{before}{after}");
    assert!(held.contains("\nzipingBoot();\n"), "the boot has another form");
    held.replace("\nzipingBoot();\n", "\nglobalThis.zipingStart = zipingBoot;\n")
}

/// A download of the page.
#[derive(Debug, PartialEq, Eq)]
pub struct Given {
    /// The file name.
    pub name: String,
    /// The media type.
    pub kind: String,
    /// The content.
    pub text: String,
}

impl Page {
    /// Records the page's downloads instead of the browser's handling, so that all engines behave alike.
    pub fn catch_downloads(&self) {
        // Removes the save dialog because nobody answers it.
        let script = "window.showSaveFilePicker = undefined;
            window.given = [];
            const made = URL.createObjectURL;
            const blobs = new Map();
            URL.createObjectURL = (blob) => { const address = made.call(URL, blob); blobs.set(address, blob); return address; };
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function () {
                const [name, blob] = [this.download, blobs.get(this.href)];
                if (blob) blob.text().then((text) => window.given.push({ name, kind: blob.type, text, blob }));
                else click.call(this);
            };";
        self.run(script, json!([]));
    }

    /// Returns the next download.
    pub fn given(&self) -> Given {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        wait("a file is given", || {
            let given = "(({ name, kind, text } = {}) => (name ? { name, kind, text } : null))(window.given.shift())";
            let given = self.value(given);
            let given = (!given.is_null()).then_some(given).ok_or("there is none")?;
            Ok(Given {
                name: text(&given["name"]),
                kind: text(&given["kind"]),
                text: text(&given["text"]),
            })
        })
    }

    /// Returns the name and the bytes of the next download.
    pub fn given_file(&self) -> (String, Vec<u8>) {
        let script = "const done = arguments[0], given = window.given?.shift();
            if (!given) return done(null);
            const reader = new FileReader();
            reader.onload = () => done([given.name, reader.result.split(',')[1] ?? '']);
            reader.readAsDataURL(given.blob)";
        wait("a file is given", || {
            let given = self.post("/execute/async", &json!({ "script": script, "args": [] }));
            match (given[0].as_str(), given[1].as_str()) {
                (Some(name), Some(bytes)) => Ok((name.to_owned(), base64(bytes))),
                _ => Err("there is none".to_owned()),
            }
        })
    }

    /// Opens a file in the page with the file button.
    pub fn open_file(&self, file: &Path) {
        self.show_menu();
        // The first file button belongs to the bar or the start page; the buttons of criteria follow.
        let button = wait("a file button", || {
            self.all("file", "").into_iter().next().ok_or("there is none".into())
        });
        button.write(&file.to_string_lossy());
    }

    /// Opens the bar's menu, if there is one and it is closed.
    pub fn show_menu(&self) {
        self.run(
            "const menu = document.querySelector('details'); if (menu) menu.open = true",
            serde_json::json!([]),
        );
    }
}

/// Decodes Base64, which drivers use for screenshots and printed pages.
pub fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<_> = text.bytes().filter_map(digit).collect();
    let group = |group: &[u8]| {
        let bits = (0..4).fold(0_u32, |bits, i| {
            bits << 6 | u32::from(group.get(i).copied().unwrap_or(0))
        });
        bits.to_be_bytes()[1..group.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}
