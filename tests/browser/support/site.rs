//! The folder of the site: as built, copied, and built again with another program.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

use super::files;

/// The folder as built.
pub fn built() -> PathBuf {
    files::dist().join("site")
}

/// A copy of the folder that a test may change.
pub fn copied() -> PathBuf {
    let folder = files::folder().join("site");
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("rubrics")).unwrap();
    for below in ["", "rubrics"] {
        for entry in fs::read_dir(built().join(below)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.join(below).join(entry.file_name())).unwrap();
            }
        }
    }
    folder
}

/// The name of the page's program in a folder. The other program is the maker.
pub fn program(folder: &Path) -> String {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names = names.map(|name| name.into_string().unwrap());
    names
        .find(|name| name.starts_with("ziping-") && name.ends_with(".wasm"))
        .unwrap()
}

/// The hash of bytes as policies and Subresource Integrity have it.
fn hash(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hex = assessment::sha256(bytes);
    let mut bits: String = hex
        .chars()
        .map(|digit| format!("{:04b}", digit.to_digit(16).unwrap()))
        .collect();
    // 256 bits are 42 groups of six and four more.
    bits += "00";
    let groups = (0..43).map(|i| usize::from_str_radix(&bits[i * 6..i * 6 + 6], 2).unwrap());
    let text: String = groups.map(|group| char::from(DIGITS[group])).collect();
    format!("sha256-{text}=")
}

/// The hash of the script that requests the program.
fn early(program: &str) -> String {
    hash(format!("const zipingAnswer = fetch(\"{program}\");").as_bytes())
}

/// Replaces the folder by a second build: another program under another name, and a page that says so.
pub fn build_again(folder: &Path) {
    let (old, new) = (program(folder), "ziping-0000000000000002.wasm");
    let mut wasm = fs::read(folder.join(&old)).unwrap();
    let length = wasm.len();
    // A custom section with an empty name.
    wasm.extend([0, 1, 0]);
    fs::remove_file(folder.join(&old)).unwrap();
    fs::write(folder.join(new), &wasm).unwrap();

    let page = files::read(&folder.join("index.html"));
    let script = |page: &str| {
        let (_, script) = page.split_once("<script type=\"module\">").unwrap();
        script.split_once("</script>").unwrap().0.to_owned()
    };
    let before = hash(script(&page).as_bytes());
    let page = page
        .replace(&early(&old), &early(new))
        .replace(&old, new)
        .replace(&format!("= {length};"), &format!("= {};", wasm.len()))
        .replacen("<html ", "<html data-build=\"2\" ", 1);
    let after = hash(script(&page).as_bytes());
    assert!(page.contains(&before), "the policy has the script's hash");
    let page = page.replace(&before, &after);
    fs::write(folder.join("index.html"), &page).unwrap();

    let worker = files::read(&folder.join("sw.js"));
    let (list, rest) = worker.split_once(";\nconst zipingVersion = \"").unwrap();
    let mut list: Value = serde_json::from_str(list.trim_start_matches("const zipingFiles = ")).unwrap();
    list.as_object_mut().unwrap().remove(&old);
    list[new] = hash(&wasm).into();
    list["index.html"] = hash(page.as_bytes()).into();
    let worker = format!("const zipingFiles = {list};\nconst zipingVersion = \"2{rest}");
    fs::write(folder.join("sw.js"), worker).unwrap();
}
