//! The form in a person's terms: criteria by their labels, the sum, the subtotals, commands of the bar.

use super::control::{Control, keys, plain};
use super::page::{Page, wait};
use super::{Setup, browse_as, files};

/// The school's own scores in the order of the criteria.
pub const SCHOOL: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

/// The school's seven sections and their subtotals.
pub const SUBTOTALS: [(&str, &str); 7] = [
    ("一、组织领导", "8 / 8"),
    ("二、体育教学", "12 / 12"),
    ("三、体育活动", "32 / 33"),
    ("四、", "2 / 2"),
    ("五、", "11 / 15"),
    ("六、", "17 / 20"),
    ("七、评价与激励", "8 / 10"),
];

/// Runs a test on the school's form in the one-file page.
pub fn school(test: impl FnOnce(&Page)) {
    one_rubric("school-pe.json", test);
}

/// Runs a test on the form of a shipped rubric in a page with this rubric alone.
pub fn one_rubric(name: &str, test: impl FnOnce(&Page)) {
    rubric(&files::rubric(name), test);
}

/// Runs a test on the form of a custom rubric, in Chinese.
pub fn rubric(text: &str, test: impl FnOnce(&Page)) {
    browse_as(&Setup::default(), |page| {
        page.open(&files::write("form.html", files::page_with(&[text])));
        page.find("button", "导出");
        test(page);
    });
}

impl Page {
    /// Returns the field for the points of the criterion with this label.
    pub fn points(&self, label: &str) -> Control<'_> {
        let is_number = label.starts_with(|first: char| first.is_ascii_digit());
        let item = if is_number {
            format!("第{label}项")
        } else {
            label.to_owned()
        };
        self.find("textbox", &format!("自评分，{item}"))
    }

    /// Returns the group of the criterion with this label.
    pub fn criterion(&self, label: &str) -> Control<'_> {
        self.find("group", &format!("{label} "))
    }

    /// Fills in a subject and a score of the school's form, and waits until both are stored.
    pub fn begin(&self, subject: &str, points: &str) {
        self.find("textbox", "学校名称").rewrite(subject);
        self.points("1").rewrite(points);
        self.keeps("saved");
    }

    /// Presses Enter through the fields of the previous criterion until this criterion's score has the focus.
    pub fn enter_to_score(&self, number: usize) {
        let (item, next) = (format!("第{}项", number - 1), format!("自评分，第{number}项"));
        let mut last = String::new();
        wait(&format!("Enter leads to “{next}”"), || {
            let focused = self.focused().name;
            if focused.starts_with(&next) {
                return Ok(());
            }
            let is_measure = focused.ends_with(&item) && !focused.starts_with("自评分") && focused != last;
            if is_measure {
                self.keys(keys::ENTER);
                last.clone_from(&focused);
            }
            Err(focused)
        });
    }

    /// Fills in points, one criterion after the other.
    pub fn score(&self, scores: &[&str]) {
        for (i, points) in scores.iter().enumerate() {
            self.points(&(i + 1).to_string()).rewrite(points);
        }
    }

    /// Returns the text of the sum: the panel beside the form, or the bar below it.
    pub fn sum(&self) -> String {
        self.sum_in_sight().expect("a sum is in sight")
    }

    /// Returns the text of the sum; `None` while one form replaces another, also between finding and reading the sum.
    pub fn sum_in_sight(&self) -> Option<String> {
        let panel = self.all("complementary", "").pop();
        let sum = panel.or_else(|| self.all("region", "合计与进度").pop());
        sum?.text_if_there()
    }

    /// Waits until the sum contains a text.
    pub fn sums(&self, text: &str) {
        wait(&format!("the sum says “{text}”"), || {
            let sum = self.sum_in_sight().unwrap_or_default();
            sum.contains(text).then_some(()).ok_or(format!("it says “{sum}”"))
        });
    }

    /// Returns the subtotal of the section whose heading begins with `heading`.
    pub fn subtotal(&self, heading: &str) -> String {
        let section = self.find("region", heading);
        let script = "return arguments[0].querySelector('.out-of').textContent";
        plain(
            self.run(script, serde_json::json!([section.element()]))
                .as_str()
                .unwrap_or_default(),
        )
    }

    /// Runs a command of the bar, which may be in the bar's menu.
    pub fn command(&self, name: &str) {
        if self.lacks("button", name) {
            self.show_menu();
        }
        self.find("button", name).click();
    }

    /// Opens a tab.
    pub fn tab(&self, name: &str) {
        self.find("tab", name).click();
        self.find("tabpanel", name);
    }

    /// Returns the text of the open panel.
    pub fn panel(&self) -> String {
        self.all("tabpanel", "").remove(0).text()
    }

    /// Adds a problem at the criterion with this label, and the measure against it.
    pub fn problem(&self, label: &str, text: &str, measure: &str) {
        self.find("button", &format!("添加问题与措施，第{label}项")).click();
        let group = self.criterion(label);
        group.find("textbox", "问题").write(text);
        group.find("textbox", "整改措施").write(measure);
    }
}
