//! The school's own scores, typed: the resulting sums, and how little each edit changes.

use super::support::form::{SCHOOL, SUBTOTALS, school};
use super::support::{Page, browse, files, keys};

/// Presses Tab until a control with this name has the focus.
fn tab_to(page: &Page, name: &str) {
    let mut passed = Vec::new();
    while passed.len() < 80 {
        page.keys(keys::TAB);
        let focused = page.focused().name;
        if focused.contains(name) {
            return;
        }
        passed.push(focused);
    }
    panic!("Tab never reaches “{name}”, only to {passed:?}");
}

#[test]
fn by_keyboard_alone() {
    browse(|page| {
        page.open(&files::shipped());
        tab_to(page, "学校体育工作");
        page.keys(keys::ENTER);
        page.shows("已评 0 / 21 项");
        tab_to(page, "自评分，第1项");
        for (index, points) in SCHOOL.iter().enumerate() {
            page.keys(points);
            page.keys(keys::ENTER);
            // In a criterion with a measure, the measure comes first.
            if index + 1 < SCHOOL.len() {
                page.enter_to_score(index + 2);
            }
        }
        page.sums("90 / 100");
        page.sums("优秀");
        page.sums("已评 21 / 21 项");
        for (section, subtotal) in SUBTOTALS {
            assert_eq!(page.subtotal(section), subtotal, "{section}");
        }
    });
}

#[test]
fn half_a_point_less_is_another_grade() {
    school(|page| {
        page.score(&SCHOOL);
        page.sums("优秀");
        page.points("1").rewrite("3.5");
        page.sums("89.5 / 100");
        page.sums("良好");
    });
}

#[test]
fn a_veto_overrides_the_grade_and_keeps_the_number() {
    school(|page| {
        page.score(&SCHOOL);
        page.find("group", "一票否决1 ").find("radio", "有此情形").click();
        page.sums("不合格");
        page.sums("90 / 100");
        page.sums("触发一票否决：一票否决1 未落实每天一小时校园体育活动。有此情形");
    });
}

#[test]
fn no_grade_is_claimed_while_some_are_open() {
    school(|page| {
        page.score(&SCHOOL[..18]);
        page.sums("82 / 100");
        page.sums("暂计");
        page.sums("已评 18 / 21 项");
        let sum = page.sum();
        for grade in ["优秀", "良好", "合格"] {
            assert!(!sum.contains(grade), "{grade} in {sum}");
        }
    });
}
