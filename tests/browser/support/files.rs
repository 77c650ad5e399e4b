//! Files: the built page, pages with other rubrics, files to open, and what the page gives to download.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use super::page::{Page, wait};

const BLOCK: &str = "<script type=\"application/json\" data-ziping=\"rubric\">";

/// The folder of the built page.
pub fn dist() -> PathBuf {
    let dist = env::var_os("ZIPING_DIST").expect("`cargo xtask test` builds the page and says where it is");
    PathBuf::from(dist)
}

/// The folder of the portals with the element in them.
pub fn examples() -> PathBuf {
    let examples =
        env::var_os("ZIPING_EXAMPLES").expect("`cargo xtask test` builds the portals and says where they are");
    PathBuf::from(examples)
}

/// The one file, as it ships.
pub fn shipped() -> PathBuf {
    dist().join("ziping.html")
}

/// A rubric that ships.
pub fn rubric(name: &str) -> String {
    read(&dist().join("rubrics").join(name))
}

/// The names of the rubrics that ship, in the order in which the page has them: sorted, and those that teach last.
pub fn rubrics() -> Vec<String> {
    let entries = fs::read_dir(dist().join("rubrics")).expect("the rubrics lie beside the page");
    let mut names: Vec<_> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.retain(|name| name != "rubric.schema.json");
    names.sort_by_cached_key(|name| (rubric(name).contains("\"x-teaches\": true"), name.clone()));
    names
}

/// A file's text.
pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes a file into a folder that this test has to itself.
pub fn write(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let file = folder().join(name);
    fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    file
}

/// A folder that this test has to itself.
pub fn folder() -> PathBuf {
    let test = thread::current().name().unwrap_or("main").replace("::", "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(test);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// The one file's text with these rubrics in place of those that ship: what `xtask build --rubric` puts together.
pub fn page_with(rubrics: &[&str]) -> String {
    let page = read(&shipped());
    let start = page.find(BLOCK).expect("the page has a rubric");
    let end = page[start..]
        .find("<script type=\"application/gzip\"")
        .expect("the page has a program")
        + start;
    let block = |rubric: &&str| format!("{BLOCK}{}</script>\n", rubric.trim().replace('<', "\\u003c"));
    let blocks: String = rubrics.iter().map(block).collect();
    format!("{}{blocks}{}", &page[..start], &page[end..])
}

/// A file that the page gave to download.
#[derive(Debug, PartialEq, Eq)]
pub struct Given {
    /// The name it asked for.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// What is in it.
    pub text: String,
}

impl Page {
    /// Keeps what the page gives to download, in place of the browser's own way. The same in every engine.
    pub fn catch_downloads(&self) {
        // Where there is a dialog, nobody answers it.
        let script = "window.showSaveFilePicker = undefined;
            window.given = [];
            const made = URL.createObjectURL;
            const blobs = new Map();
            URL.createObjectURL = (blob) => { const address = made.call(URL, blob); blobs.set(address, blob); return address; };
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function () {
                const [name, blob] = [this.download, blobs.get(this.href)];
                if (blob) blob.text().then((text) => window.given.push({ name, kind: blob.type, text }));
                else click.call(this);
            };";
        self.run(script, json!([]));
    }

    /// The next file that the page gives.
    pub fn given(&self) -> Given {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        wait("a file is given", || {
            let given = self.value("window.given.shift() ?? null");
            let given = (!given.is_null()).then_some(given).ok_or("there is none")?;
            Ok(Given {
                name: text(&given["name"]),
                kind: text(&given["kind"]),
                text: text(&given["text"]),
            })
        })
    }

    /// Opens a file in the page, as a person does with the file button.
    pub fn open_file(&self, file: &Path) {
        self.show_menu();
        // The bar's, or the start's: criteria have file buttons of their own, and stand after them.
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

/// The bytes of a text in Base64, as drivers send pictures and printed pages.
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
