//! Evidence files: attached, scaled down, restored after a reload, handed over as one ZIP and opened again.

use super::support::form::school;
use super::support::page::wait;
use super::support::{Page, browse, files};
use assessment::sha256;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the bytes of a noise picture that the browser draws. Noise compresses badly.
fn picture(page: &Page, width: u32, height: u32) -> Vec<u8> {
    let script = "const [width, height] = arguments, canvas = document.createElement('canvas');
        Object.assign(canvas, { width, height });
        const context = canvas.getContext('2d'), image = context.createImageData(width, height);
        for (let i = 0, n = 1; i < image.data.length; i++) {
            n = (n * 1103515245 + 12345) & 0x7fffffff;
            image.data[i] = i % 4 === 3 ? 255 : (n >> 16) & 255;
        }
        context.putImageData(image, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1]";
    let text = page.run(script, json!([width, height]));
    files::base64(text.as_str().expect("a picture"))
}

/// Attaches files to the first criterion with the button.
fn attach(page: &Page, paths: &[&Path]) {
    page.find("file", "添加附件，第1项").choose_files(paths);
}

/// Records downloads of the page as Base64.
pub(super) fn catch_bytes(page: &Page) {
    let script = "window.packs = [];
        const made = URL.createObjectURL, blobs = new Map();
        URL.createObjectURL = (blob) => { const address = made.call(URL, blob); blobs.set(address, blob); return address; };
        HTMLAnchorElement.prototype.click = function () {
            const reader = new FileReader(), name = this.download;
            reader.onload = () => window.packs.push({ name, base64: reader.result.split(',')[1] ?? '' });
            reader.readAsDataURL(blobs.get(this.href));
        };";
    page.run(script, json!([]));
}

/// Returns the name and the bytes of the next download.
pub(super) fn given(page: &Page) -> (String, Vec<u8>) {
    wait("a file is given", || {
        let given = page.value("window.packs.shift() ?? null");
        let text = |key: &str| given[key].as_str().map(str::to_owned).ok_or("there is none".to_owned());
        Ok((text("name")?, files::base64(&text("base64")?)))
    })
}

/// Repacks a ZIP as an operating system does, deflated and in a folder, with some of the files or with changes.
fn repacked(zip: &Path, name: &str, change: &str) -> PathBuf {
    let to = files::folder().join(name);
    let script = "import sys, zipfile
old = zipfile.ZipFile(sys.argv[1]); new = zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED)
assert old.testzip() is None
for name in old.namelist():
    data = old.read(name)
    if name.startswith('files/'):
        if sys.argv[3] == 'missing': continue
        if sys.argv[3] == 'damaged': data = b'x' + data
    new.writestr('移交/' + name, data)
new.writestr('__MACOSX/移交/._record.json', b'noise')
new.close()";
    let done = Command::new("python3")
        .args(["-c", script])
        .arg(zip)
        .arg(&to)
        .arg(change)
        .status();
    assert!(done.expect("python3 is there").success());
    to
}

/// Returns the files that a record names.
fn attached(record: &Value) -> Vec<Value> {
    let all = record["answers"]["self"].as_object().into_iter().flatten();
    let evidence = all.flat_map(|(_, entry)| entry["evidence"].as_array().into_iter().flatten());
    evidence
        .map(|one| one["file"].clone())
        .filter(|file| !file.is_null())
        .collect()
}

#[test]
fn files_are_attached_scaled_kept_and_removed() {
    school(|page| {
        let small = picture(page, 40, 30);
        let large = picture(page, 2000, 1000);
        let heic: Vec<u8> = (0..5_000_u32).map(|i| (i * 7 % 251) as u8).collect();
        let paths = [("小图.png", &small), ("大图.png", &large), ("IMG_1.HEIC", &heic)]
            .map(|(name, bytes)| files::write(name, bytes));
        page.run(
            "const bar = document.querySelector('[data-ziping=saved]'); window.said = [];
            new MutationObserver(() => window.said.push(bar.textContent)).observe(bar, { childList: true, characterData: true, subtree: true })",
            json!([]),
        );
        attach(page, &paths.each_ref().map(PathBuf::as_path));

        // A small picture and a file that the browser cannot read are unchanged; the large picture is shown with its
        // original file.
        page.shows("小图.png");
        page.shows("IMG_1.HEIC 5 KB");
        page.shows("由“大图.png”（");
        let said = page.value("window.said").to_string();
        for left in 1..=3 {
            assert!(said.contains(&format!("正在读取附件，还有 {left} 个…")), "{said}");
        }
        page.catch_downloads();
        page.find("button", "导出").click();
        let record: Value = serde_json::from_str(&page.given().text).expect("a record");
        let files = attached(&record);
        let said = |i: usize| {
            (
                files[i]["name"].clone(),
                files[i]["size"].clone(),
                files[i]["sha256"].clone(),
            )
        };
        assert_eq!(said(0), ("小图.png".into(), small.len().into(), sha256(&small).into()));
        assert_eq!(said(2), ("IMG_1.HEIC".into(), 5_000.into(), sha256(&heic).into()));
        assert_eq!(
            (&files[1]["name"], &files[1]["type"]),
            (&json!("大图.jpg"), &json!("image/jpeg"))
        );
        let original = json!({ "name": "大图.png", "size": large.len(), "sha256": sha256(&large) });
        assert_eq!(files[1]["original"], original);

        // Two files are pictures; the scaled one has the maximum size.
        wait("the pictures are shown", || {
            let sizes = page.value(
                "[...document.querySelector('ziping-form').shadowRoot.querySelectorAll('.attached img')]\
                 .map((image) => [image.naturalWidth, image.naturalHeight])",
            );
            (sizes == json!([[40, 30], [1600, 800]]))
                .then_some(())
                .ok_or(sizes.to_string())
        });

        page.shows("已保存");
        page.reload();
        page.shows("IMG_1.HEIC 5 KB");
        catch_bytes(page);
        page.find("button", "下载 IMG_1.HEIC").click();
        assert_eq!(given(page), ("IMG_1.HEIC".to_owned(), heic));

        // Evidence is removed, and restored with its file.
        let names = || {
            page.criterion("1")
                .all("textbox", "名称")
                .iter()
                .map(|field| field.value())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(), ["小图.png", "大图.png", "IMG_1.HEIC"]);
        page.find("group", "佐证 1").find("button", "删除这条佐证").click();
        wait("it is removed", || {
            (names().len() == 2).then_some(()).ok_or("it is there".into())
        });
        page.find("button", "撤销").click();
        wait("it is there", || {
            (names().len() == 3).then_some(()).ok_or("it is gone".into())
        });
        page.find("button", "下载 小图.png").click();
        assert_eq!(given(page), ("小图.png".to_owned(), small));
    });
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_handover_opens_again_with_the_same_files() {
    let (mut photo, mut bytes) = (Vec::new(), Vec::new());
    school(|page| {
        photo = picture(page, 60, 60);
        let paths =
            [("照片.png", &photo[..]), ("方案.docx", b"PK plan")].map(|(name, bytes)| files::write(name, bytes));
        attach(page, &paths.each_ref().map(PathBuf::as_path));
        page.shows("方案.docx 7 字节");
        page.points("1").rewrite("3");
        catch_bytes(page);
        page.show_menu();
        page.find("button", "打包导出（ZIP，含附件）").click();
        let (name, given) = given(page);
        assert!(name.starts_with("打包导出_") && name.ends_with(".zip"), "{name}");
        bytes = given;
    });
    // The list of the evidence as a Word file: its name, and the paths in it, because the archive is not compressed.
    for part in ["佐证材料目录.docx", "word/document.xml", "word/media/"] {
        assert!(contains(&bytes, part.as_bytes()), "{part}");
    }

    let zip = files::write("handover.zip", &bytes);
    // Opens the handover in an empty browser, both unchanged and as other systems repack it.
    for (change, file) in [("", zip.clone()), ("same", repacked(&zip, "same.zip", "same"))] {
        school(|page| {
            page.open_file(&file);
            page.sums("3 / 100");
            page.shows("方案.docx 7 字节");
            catch_bytes(page);
            for (name, bytes) in [("照片.png", &photo[..]), ("方案.docx", b"PK plan")] {
                page.find("button", &format!("下载 {name}")).click();
                assert_eq!(given(page), (name.to_owned(), bytes.to_vec()), "{change}");
            }
        });
    }

    // Damaged and missing files are named, and the rest is opened.
    for (change, told) in [
        ("damaged", "已损坏或被改动，与清单不一致。"),
        ("missing", "不在 ZIP 文件里。"),
    ] {
        let file = repacked(&zip, &format!("{change}.zip"), change);
        school(|page| {
            page.open_file(&file);
            page.shows(told);
            page.sums("3 / 100");
            page.shows("本浏览器里没有这个文件。");
        });
    }
    school(|page| {
        page.open_file(&files::write("cut.zip", &bytes[..bytes.len() / 2]));
        page.shows("“cut.zip”不是完整的 ZIP 文件，没有打开。请让对方重新发送。");
    });
}

#[test]
fn a_copy_of_the_page_carries_its_files_but_not_those_removed() {
    let mut copy = String::new();
    school(|page| {
        let paths =
            [("附件.txt", &b"kept"[..]), ("多余.txt", b"removed")].map(|(name, bytes)| files::write(name, bytes));
        attach(page, &paths.each_ref().map(PathBuf::as_path));
        page.shows("多余.txt 7 字节");
        let second = page.find("group", "佐证 2");
        second.find("button", "删除这条佐证").click();
        page.catch_downloads();
        page.command("保存副本");
        copy = page.given().text;
        let (kept, removed) = (sha256(b"kept"), sha256(b"removed"));
        assert!(copy.contains(&format!("data-sha256=\"{kept}\"")));
        assert!(!copy.contains(&removed));
    });

    // Opens the copy in an empty browser.
    let file = files::write("copy.html", &copy);
    browse(|page| {
        page.open(&file);
        page.shows("附件.txt 4 字节");
        catch_bytes(page);
        page.find("button", "下载 附件.txt").click();
        assert_eq!(given(page), ("附件.txt".to_owned(), b"kept".to_vec()));

        // Viewing the page stores nothing, since there is no draft that the file would belong to.
        assert_eq!(page.rows("files"), 0);
        assert_eq!(page.keeping_in_words(), "未改动");
        page.points("1").rewrite("3");
        page.keeps("saved");
        // The file follows the draft that names it.
        wait("one file is stored", || match page.rows("files") {
            1 => Ok(()),
            count => Err(count.to_string()),
        });

        // Closing the form removes its file from the page, so that the next copy does not contain it. The file is not
        // lost.
        page.command("返回首页（选其他表）");
        page.until("the page has no file", "!document.querySelector('[data-ziping=file]')");
        page.find("region", "草稿").find("button", "学校体育").click();
        page.find("button", "下载 附件.txt").click();
        assert_eq!(given(page), ("附件.txt".to_owned(), b"kept".to_vec()));
    });
}

#[test]
fn the_size_of_a_draft_counts_its_files() {
    school(|page| {
        attach(page, &[&files::write("IMG_2.HEIC", vec![7; 3_000_000])]);
        page.shows("IMG_2.HEIC 3 MB");
        page.keeps("saved");
        page.command("返回首页（选其他表）");
        page.find("region", "草稿").find("button", "3 MB");
    });
}

#[test]
fn files_that_the_browser_lost_are_told_when_the_draft_is_stored_anew_and_when_it_is_opened() {
    school(|page| {
        page.points("1").rewrite("3");
        page.keeps("saved");
        attach(page, &[&files::write("方案.txt", "每天一小时")]);
        wait("the file is stored", || {
            let rows = page.rows("files");
            (rows == 1).then_some(()).ok_or(format!("{rows} rows"))
        });
        page.delete_database();
        page.points("2").rewrite("1");
        page.keeps("saved");
        page.shows("附件“方案.txt”不在本浏览器里");
        page.reload();
        page.sums("4 / 100");
        page.shows("附件“方案.txt”不在本浏览器里");
    });
}
