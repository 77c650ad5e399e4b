//! The site of a small program, on the real `index.html`.

use super::*;

const GLUE: &str = "function __wbg_get_imports() { return {}; }\nfunction __wbg_finalize_init(instance, module) { return wasm; }\n\
    async function __wbg_load(module, imports) { return fetch(module); }\n";

/// The site with this program.
fn site(wasm: &[u8]) -> Vec<File> {
    let program = Program {
        wasm: wasm.to_vec(),
        glue: GLUE.to_owned(),
    };
    let maker = Program {
        wasm: b"\0asm\x02".to_vec(),
        glue: GLUE.to_owned(),
    };
    let rubric = Rubric {
        name: "a.json".to_owned(),
        text: "{}".to_owned(),
    };
    let source = Source {
        template: include_str!("../../../index.html"),
        rubrics: &[rubric],
        notices: "by others\n",
        element: "class A {}",
        program: &program,
        maker: &maker,
        one_file: "<!DOCTYPE html>one file",
        first: &FirstView {
            templates: "<template lang=\"en\"></template>".to_owned(),
            sheet: "b{margin:0}".to_owned(),
            script: "\nshow();\n".to_owned(),
        },
    };
    assemble(&source).unwrap().files
}

fn names(site: &[File]) -> Vec<&str> {
    site.iter().map(|file| &*file.name).collect()
}

fn text<'s>(site: &'s [File], name: &str) -> &'s str {
    let file = site.iter().find(|file| file.name == name).unwrap();
    std::str::from_utf8(&file.bytes).unwrap()
}

#[test]
fn each_program_is_a_file_named_by_its_content() {
    let site = site(b"\0asm");
    assert_eq!(
        names(&site),
        [
            "index.html",
            "ziping-cd5d4935a48c0672.wasm",
            "maker-82dd5278700e7ef1.wasm",
            "ziping.html",
            "manifest.webmanifest",
            "icon.svg",
            "icon.png",
            "sw.js"
        ]
    );
    assert_eq!(site[1].bytes, b"\0asm");
    let page = text(&site, "index.html");
    for has in [
        "<meta charset=\"utf-8\">\n<script>const zipingAnswer = fetch(\"ziping-cd5d4935a48c0672.wasm\");</script>\n",
        // `echo -n 'const zipingAnswer = fetch("ziping-cd5d4935a48c0672.wasm");' | openssl dgst -sha256 -binary | base64`
        "; script-src 'sha256-+MNyVXrb8oOOYY0y6QP0XcIeDF2V9YmkRp4eYcibJTg=' 'sha256-",
        "<link rel=\"manifest\" href=\"manifest.webmanifest\">",
        "const zipingFile = \"ziping-cd5d4935a48c0672.wasm\";\nconst zipingLength = 4;\nconst zipingRequest = () => zipingAnswer;\n",
        "const zipingFile = \"maker-82dd5278700e7ef1.wasm\";\nconst zipingLength = 5;\nconst zipingRequest = () => fetch(zipingFile);\n",
        "</script>\n<script type=\"module\" data-ziping=\"maker-script\">\nfunction zipingGlue() {",
        "<script type=\"application/json\" data-ziping=\"rubric\">{}</script>",
        "img-src 'self' data: blob:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; connect-src 'self'; manifest-src 'self'\">",
    ] {
        assert_eq!(page.matches(has).count(), 1, "{has}");
    }
    for absent in [
        "application/gzip",
        "href=\"data:,\"",
        "zipingUnpack",
        "都在这一个文件里",
    ] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn the_worker_knows_every_other_file_by_its_hash() {
    let site = site(b"\0asm");
    let worker = text(&site, "sw.js");
    let (_, list) = worker.split_once("const zipingFiles = ").unwrap();
    let (list, _) = list.split_once(";\n").unwrap();
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let list = list.as_object().unwrap();
    assert_eq!(list.len(), site.len() - 1);
    for file in site.iter().filter(|file| file.name != "sw.js") {
        assert_eq!(list[&file.name], integrity(&file.bytes), "{}", file.name);
    }
    // `echo -n '' | openssl dgst -sha256 -binary | base64`
    assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert!(!worker.contains("skipWaiting"), "an open page keeps its files");
}

#[test]
fn the_same_source_gives_the_same_bytes_and_another_program_another_version() {
    let bytes = |site: Vec<File>| site.into_iter().map(|file| file.bytes).collect::<Vec<_>>();
    assert_eq!(bytes(site(b"\0asm")), bytes(site(b"\0asm")));
    let (one, other) = (site(b"\0asm"), site(b"\0asm\x01"));
    assert_ne!(text(&one, "sw.js"), text(&other, "sw.js"));
    assert_ne!(names(&one), names(&other));
    assert_eq!(text(&one, "icon.svg"), text(&other, "icon.svg"));
}

#[test]
fn the_page_has_words_for_every_fault_of_a_site() {
    let site = site(b"");
    let page = text(&site, "index.html");
    let faults = [include_str!("../boot.js"), LOAD, REGISTER];
    let faults = faults.map(crate::script::faults).concat();
    assert_eq!(
        faults,
        ["browser", "refused", "program", "missing", "damaged", "browser"]
    );
    for fault in faults {
        let words = format!("data-ziping-fault=\"{fault}\" hidden=\"\">");
        assert_eq!(page.matches(&words).count(), 2, "{fault}: once in each language");
    }
    for part in [
        "<code data-ziping=\"fault-detail\">",
        "id=\"ziping-fault\"",
        "<section lang=\"en\">",
    ] {
        assert_eq!(page.matches(part).count(), 1, "{part}");
    }
}

#[test]
fn a_page_of_another_form_is_refused() {
    assert_eq!(
        words("<body></body>").unwrap_err().to_string(),
        "index.html must have the static words before the first view"
    );
}
