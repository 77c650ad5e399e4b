//! The print view: an A4 table with everything that was filled in, and no controls.

use serde_json::json;
use std::process::Command;

use super::support::form::{SCHOOL, SUBTOTALS, school};
use super::support::{Engine, Page, files};

const PAPER: &str = "document.querySelector('ziping-form').shadowRoot.querySelector('.print')";

impl Page {
    /// Returns the text of the printed page, one row per line, and the paper size; the print view's text if the driver
    /// cannot print.
    pub fn printed(&self) -> (String, Option<String>) {
        self.at_rest();
        let Some((text, size)) = self.pdf() else {
            return (self.paper(), None);
        };
        if self.engine == Engine::Firefox {
            // Only digits and Latin letters are compared.
            for sign in ["100", "school-pe"].iter().filter(|sign| self.paper().contains(**sign)) {
                assert!(text.contains(sign), "“{sign}” is not on the paper: {text}");
            }
            return (self.paper(), size);
        }
        (text, size)
    }

    /// Returns the text of the page as the browser prints it, one row per line, and the paper size; none if the driver cannot print. Firefox's
    /// PDF does not map its Chinese glyphs to characters.
    pub fn pdf(&self) -> Option<(String, Option<String>)> {
        let printed = match self.engine {
            Engine::Chromium => self.cdp("Page.printToPDF", &json!({"preferCSSPageSize": true}))["data"].take(),
            Engine::Firefox => self.post("/print", &json!({"page": {"width": 21.0, "height": 29.7}})),
            // WebKitWebDriver has no `print`.
            Engine::Webkit => return None,
        };
        let file = files::write("paper.pdf", files::base64(printed.as_str().unwrap_or_default()));
        let tool = |name: &str, last: &[&str]| {
            let mut command = Command::new(name);
            let output = command.arg(&file).args(last).output();
            let output = output.unwrap_or_else(|error| panic!("{name} of poppler-utils: {error}"));
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let size = tool("pdfinfo", &[])
            .lines()
            .find_map(|line| Some(line.strip_prefix("Page size:")?.trim().to_owned()));
        Some((tool("pdftotext", &["-layout", "-"]), size))
    }

    /// Waits until rendering is complete: Yew delays work beyond 16 ms, and no person prints so soon.
    fn at_rest(&self) {
        // Between two parts of a large form there can be a pause.
        for _ in 0..2 {
            self.until(
                "nothing more is drawn",
                "customElements.get('ziping-form').engine.renders() === ''",
            );
            self.frames(2);
        }
    }

    /// Returns the print view's text when printing begins: the view is complete before the browser continues.
    pub fn paper(&self) -> String {
        self.at_rest();
        let script = format!(
            "dispatchEvent(new Event('beforeprint'));
            return [...{PAPER}.querySelectorAll('h1, h2, p, tr')].map((row) =>
                [...row.childNodes].map((cell) => cell.textContent).join(' ')).join('\\n')"
        );
        let text = self.run(&script, json!([]));
        self.run("dispatchEvent(new Event('afterprint'))", json!([]));
        text.as_str().unwrap_or_default().to_owned()
    }
}

/// Removes white space from a text: line breaks on paper are not tested here.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn of_the_school() {
    school(|page| {
        page.score(&SCHOOL);
        page.find("textbox", "学校名称").rewrite("麻栗坡县第一小学");
        page.find("combobox", "学校类别").choose("小学");
        page.find("textbox", "学生人数").rewrite("551");
        page.find("textbox", "副组长").write("李副校长\n张主任");
        page.find("textbox", "评估期间").rewrite("2026学年");
        page.find("textbox", "填表日期").date("2026-11-20");
        page.find("button", "备注，第12项").click();
        page.find("textbox", "备注").write("只开展了打陀螺");
        page.criterion("一票否决1").find("radio", "无此情形").click();
        page.find("textbox", "工作情况说明").write("全年开展大课间。");
        page.sums("90 / 100");
        page.sums("优秀");

        let (text, size) = page.printed();
        if let Some(size) = size {
            assert!(size.starts_with("59") && size.ends_with("(A4)"), "{size}");
        }
        let paper = bare(&text);
        let expected = [
            "学校体育工作专项督导评估自评表",
            "麻栗坡县第一小学",
            "小学",
            "551人",
            "李副校长、张主任",
            "2026学年",
            "2026年11月20日",
            "只开展了打陀螺",
            "全年开展大课间。",
            "合计",
            "等级：优秀",
            "（签字）：",
            "单位（盖章）：",
            "量表school-pe第1版",
        ];
        for expected in expected {
            assert!(paper.contains(expected), "“{expected}” is not on the paper: {text}");
        }
        for (section, subtotal) in SUBTOTALS {
            let (own, full) = subtotal.split_once(" / ").unwrap();
            let row = text.lines().find(|line| bare(line).starts_with(&bare(section)));
            let row = row.unwrap_or_else(|| panic!("{section} is not on the paper: {text}"));
            assert!(
                page.engine == Engine::Webkit || bare(row).ends_with(&format!("{full}{own}")),
                "{row}"
            );
        }
        for control in ["满分", "清除", "撤销", "导出", "下一项", "打开文件", "EN", "每 0.5 分"] {
            assert!(
                !text.contains(control),
                "the control “{control}” is on the paper: {text}"
            );
        }
    });
}

#[test]
fn what_was_said_of_an_item_stands_beside_its_points() {
    let long = "活动场地正在改造，".repeat(9);
    school(|page| {
        page.points("1").rewrite("3");
        page.find("button", "备注，第1项").click();
        page.criterion("1").find("textbox", "备注").write("分工未成文");
        page.find("button", "添加问题与措施，第1项").click();
        page.criterion("1").find("textbox", "问题").write("没有分管领导");
        page.points("2").rewrite("1");
        page.find("button", "备注，第2项").click();
        page.criterion("2").find("textbox", "备注").write(&long);
        page.sums("4 / 100");
        let paper = page.paper();
        let rows: Vec<_> = paper.lines().collect();
        let at = |start: &str| rows.iter().position(|row| row.starts_with(start)).expect(start);
        // Number, text, maximum and points, followed by the reasons with their labels.
        assert!(rows[at("1 ")].contains("4 3 问题：没有分管领导"), "{paper}");
        assert!(rows[at("1 ") + 1].contains("备注：分工未成文"), "{paper}");
        // A text too long for the column is printed below, with a reference in the column.
        assert!(rows[at("2 ")].ends_with("2 1 （见下行）"), "{paper}");
        assert_eq!(rows[at("2 ") + 1].trim(), format!("备注：{long}"), "{paper}");
    });
}

#[test]
fn while_it_is_provisional_it_says_so() {
    school(|page| {
        page.score(&SCHOOL[..3]);
        page.sums("8 / 100");
        let paper = bare(&page.printed().0);
        assert!(paper.contains("暂计") && !paper.contains("等级："), "{paper}");
    });
}

#[test]
fn after_printing_the_form_is_as_it_was() {
    school(|page| {
        page.points("1").rewrite("3");
        page.printed();
        page.until("the paper is gone", &format!("!{PAPER}"));
        assert_eq!(page.points("1").value(), "3");
        page.points("2").rewrite("2");
        page.sums("5 / 100");
    });
}

#[test]
fn the_paper_stands_when_the_browser_asks() {
    school(|page| {
        // The page's button and the browser's menu have the same result: the browser copies the current content at
        // once.
        page.run(
            &format!("window.print = () => {{ dispatchEvent(new Event('beforeprint')); window.stood = !!{PAPER} }}"),
            json!([]),
        );
        page.find("button", "打印").click();
        page.until("it was printed", "'stood' in window");
        assert_eq!(page.value("window.stood"), true);
    });
}
