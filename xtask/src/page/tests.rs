//! The assembly on a small template, and on the real `index.html`.

use super::*;
use flate2::read::GzDecoder;
use std::io::Read as _;
use std::sync::LazyLock;

const TEMPLATE: &str = "<!DOCTYPE html>\r\n<html lang=\"zh-CN\"><head>\n<meta charset=\"utf-8\">\n<style>p{margin:0}</style>\n</head>\n\
    <body>\n<div id=\"ziping-first\"></div>\n<link data-trunk rel=\"inline\">\n<link data-trunk rel=\"rust\">\n</body></html>\n";

static FIRST_VIEW: LazyLock<FirstView> = LazyLock::new(|| FirstView {
    templates: "<template lang=\"en\"></template>".to_owned(),
    sheet: "b{margin:0}".to_owned(),
    script: "\nshow();\n".to_owned(),
});

fn page(delivery: Delivery) -> String {
    let rubrics = [
        rubric("a.json", "{\"a\": \"</script><img>\"}\n"),
        rubric("b.json", "{}"),
    ];
    assemble(TEMPLATE, &parts(&rubrics, "\nrun();\n"), delivery).unwrap()
}

fn parts<'p>(rubrics: &'p [Rubric], script: &'p str) -> Parts<'p> {
    Parts {
        rubrics,
        packed: "UEs=",
        notices: "by <others>\n",
        script,
        first: &FIRST_VIEW,
        maker: None,
    }
}

fn rubric(name: &str, text: &str) -> Rubric {
    Rubric {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

fn real(script: &str) -> Result<String> {
    assemble(
        include_str!("../../../index.html"),
        &parts(&[rubric("a.json", "{}")], script),
        Delivery::File,
    )
}

#[test]
fn puts_the_parts_in_place() {
    assert_eq!(
        page(Delivery::File),
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'sha256-8Nic6TNoKbU2fN/Yduzc28MgjFgcikm6fSU0x0dR3EU=' 'sha256-UsyVtyLM8jzAGefTZLvak4uG7vVq2H57Chof75ClMHA=' 'wasm-unsafe-eval'; \
         style-src 'sha256-QRQPRLGyxt3RJiKpYNjpkgHcmHU2PywsfL2e8oI0LQA=' 'sha256-JTcp1qY4OnARuQ4WS307/ehPDew8NTefj3zThY8PhY0='; \
         img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'\">\n\
         <meta charset=\"utf-8\">\n<style>p{margin:0}</style>\n</head>\n<body>\n\
         <div id=\"ziping-first\"><script type=\"text/css\" data-ziping=\"sheet\">b{margin:0}</script>\
         <template lang=\"en\"></template><script>\nshow();\n</script></div>\n\
         <script type=\"application/json\" data-ziping=\"rubric\">{\"a\": \"\\u003c/script>\\u003cimg>\"}</script>\n\
         <script type=\"application/json\" data-ziping=\"rubric\">{}</script>\n\
         <script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n\
         <script type=\"text/plain\" data-ziping=\"notices\">\nby <others>\n</script>\n\
         <script type=\"module\">\nrun();\n</script>\n</body></html>"
    );
}

#[test]
fn a_served_page_may_only_fetch_from_where_it_came() {
    let (file, served) = (page(Delivery::File), page(Delivery::Served));
    assert_ne!(file, served);
    assert_eq!(file, served.replace("; connect-src 'self'", ""));
}

#[test]
fn the_maker_is_behind_the_script_of_the_page_and_has_a_hash_of_its_own() {
    let rubrics = [rubric("a.json", "{}")];
    let without = parts(&rubrics, "\nrun();\n");
    let maker = Maker {
        packed: "UEs=",
        script: "\nmake();\n",
    };
    let page = |parts: &Parts<'_>| assemble(TEMPLATE, parts, Delivery::Served).unwrap();
    let with = page(&Parts {
        maker: Some(maker),
        ..without
    });
    // `printf '\nmake();\n' | openssl dgst -sha256 -binary | base64`
    let hash = "sha256-2vWx4U0pDMDffvrk45DhDmKqM6oO5f6c7y3RB3xXCE0=";
    let blocks = "</script>\n<script type=\"application/gzip\" data-ziping=\"maker\">UEs=</script>\n\
        <script type=\"module\" data-ziping=\"maker-script\">\nmake();\n</script>\n</body></html>";
    assert!(with.ends_with(blocks), "{with}");
    assert!(with.contains(&format!(" '{hash}' 'wasm-unsafe-eval'; ")), "{with}");
    let copy = with
        .replace(blocks, "</script>\n</body></html>")
        .replace(&format!(" '{hash}'"), "");
    assert_eq!(copy, page(&without), "nothing else differs");
    let address = Maker {
        script: "fetch('https://example.org')",
        ..maker
    };
    let refused = assemble(
        TEMPLATE,
        &Parts {
            maker: Some(address),
            ..without
        },
        Delivery::File,
    );
    assert!(refused.is_err());
}

#[test]
fn hashes_are_those_of_the_standard() {
    // The example of the Content Security Policy specification.
    assert_eq!(
        hash("alert('Hello, world.');"),
        "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
    );
}

#[test]
fn packing_can_be_undone_and_repeated() {
    let wasm = b"\0asm\x01\0\0\0".repeat(40);
    let mut unpacked = Vec::new();
    GzDecoder::new(&BASE64.decode(pack(&wasm).unwrap()).unwrap()[..])
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, wasm);
    assert_eq!(pack(&wasm).unwrap(), pack(&wasm).unwrap());
}

#[test]
fn the_real_page_is_in_normal_form() {
    let page = real("\nrun();\n").unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head>\n<meta http-equiv="),
        "{page}"
    );
    assert!(
        page.ends_with("</script>\n</body></html>"),
        "text after </body> would move into it"
    );
    for absent in ["<noscript", "/>", " hidden>", "data-trunk", "\r", "\u{a0}", "<!-- "] {
        assert!(
            !page.contains(absent),
            "{absent:?} is written otherwise by a browser, or is not for the reader"
        );
    }
    // A browser looks for the encoding in the first 1024 bytes.
    assert!(page.find("<meta charset=\"utf-8\">").unwrap() < 1000);
}

#[test]
fn the_real_page_has_words_for_every_fault() {
    let page = real("\nrun();\n").unwrap();
    let boot = [include_str!("../boot.js"), include_str!("../embedded.js")];
    let faults = boot.map(crate::script::faults).concat();
    assert_eq!(faults, ["browser", "refused", "program", "damaged", "browser"]);
    for fault in faults {
        let words = format!("data-ziping-fault=\"{fault}\" hidden=\"\">");
        assert_eq!(page.matches(&words).count(), 2, "{fault}: once in each language");
    }
}

#[test]
fn addresses_and_scripts_of_its_own_are_refused() {
    let says = |result: Result<String>| result.unwrap_err().to_string();
    assert_eq!(
        says(real("import('https://example.org/x.js')")),
        "the page must name no address, but it says `import('https://example.org/x.js')`"
    );
    assert_eq!(
        says(assemble(
            &TEMPLATE.replace("<body>", "<body><script>x</script>"),
            &parts(&[], ""),
            Delivery::File
        )),
        "index.html must have no script of its own: its hash would be missing"
    );
    assert_eq!(
        says(assemble(
            &TEMPLATE.replace(" data-trunk", ""),
            &parts(&[], ""),
            Delivery::File
        )),
        "index.html must have Trunk's links on lines side by side"
    );
    assert_eq!(
        says(assemble(
            &TEMPLATE.replace("style>", "p>"),
            &parts(&[], ""),
            Delivery::File
        )),
        "index.html has no <style>"
    );
}

#[test]
fn a_notice_ends_no_block() {
    let says = |notices| notices_block(notices).unwrap_err().to_string();
    for notice in ["a </SCRIPT> b", "<!-- a"] {
        assert_eq!(says(notice), "a notice would end the block that it stands in");
    }
}
