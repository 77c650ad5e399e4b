//! The ways of scoring that came later, as a person meets them: what a control says, refuses and unticks.

use super::support::form::one_rubric;
use super::support::{Page, keys, wait};

/// Opens the form that teaches every way of scoring.
fn taught(test: impl FnOnce(&Page)) {
    one_rubric("every-convention.json", test);
}

#[test]
fn a_level_with_a_range_is_chosen_or_typed() {
    taught(|page| {
        let item = page.criterion("38");
        item.find("radio", "良").click();
        item.says("12 分，属“良”（11 至 12 分）");
        let field = item.find("textbox", "自评分");
        assert_eq!(field.value(), "12");
        // Between two levels there is nothing, and the message names the nearest on both sides.
        field.rewrite("13");
        item.says("“13”不在任何一档内，未计分。最近的是 12 或 13.5。");
        assert_eq!(field.attribute("aria-invalid").as_deref(), Some("true"));
        field.rewrite("16");
        item.says("“16”超过上限 15 分，未计分。");
        field.rewrite("14。5");
        item.says("14.5 分，属“优”（13.5 至 15 分）");
        assert_eq!(item.find("radio", "优").read("checked"), "true");
        assert_eq!(field.attribute("aria-invalid").as_deref(), Some("false"));
        // By keyboard alone: the arrow chooses the next level and enters its most.
        item.find("radio", "优").click();
        page.keys(keys::DOWN);
        item.says("12 分，属“良”（11 至 12 分）");
    });
}

#[test]
fn items_with_points_add_up_or_only_the_highest_counts() {
    taught(|page| {
        let item = page.criterion("39");
        item.find("checkbox", "班主任").click();
        item.find("checkbox", "教研组长").click();
        item.says("5、4 中取最高，得 5 分");
        let item = page.criterion("40");
        for name in ["国家级", "省级", "市级"] {
            item.find("checkbox", name).click();
        }
        item.says("5 + 3 + 2 = 10 分 · 最多 8 分，得 8 分");
        // What excludes the others unticks them, and the reverse.
        let item = page.criterion("44");
        let [ends, none] = ["有烟头", "以上都没有"].map(|name| item.find("checkbox", name));
        ends.click();
        none.click();
        assert_eq!([&ends, &none].map(|one| one.read("checked")), ["false", "true"]);
        ends.click();
        assert_eq!([&ends, &none].map(|one| one.read("checked")), ["true", "false"]);
    });
}

#[test]
fn deductions_go_beyond_the_item_and_take_from_a_pool() {
    taught(|page| {
        let item = page.criterion("41");
        item.find("textbox", "垃圾堆").write("8");
        item.says("4 − (8 × 0.5) = 0 分 · 另扣：0 − (10) = −10 分");
        item.find("textbox", "焚烧垃圾").write("1");
        item.says("扣完，得 0 分 · 另扣：0 − (1 × 20 + 10) = −30 分");
        assert_eq!(page.subtotal("从起始分中扣"), "— / 20");
        page.criterion("46").find("textbox", "堵塞的通道").write("1");
        page.criterion("46").says("1 × 5，从本部分扣 5 分");
        assert_eq!(page.subtotal("从起始分中扣"), "15 / 20 · 平均 3.8（满分 5）");
        page.criterion("47").find("textbox", "缺失的标志").write("40");
        assert_eq!(page.subtotal("从起始分中扣"), "0 / 20 · 平均 0（满分 5）");
    });
}

#[test]
fn points_follow_from_a_target_and_from_a_line() {
    taught(|page| {
        let item = page.criterion("42");
        let field = item.find("textbox", "出勤率");
        field.write("79.2");
        item.says("结果 79.2，得 9 分 · 10 − 1 × 1 = 9 分");
        field.rewrite("60");
        item.says("10 − 1 × 20 = −10，按限度计 0 分");
        let item = page.criterion("43");
        item.find("textbox", "达标率").write("70");
        item.says("0 + 4 × (70 − 60) ÷ (80 − 60) = 2 分");
    });
}

#[test]
fn a_change_is_worked_out_from_two_numbers() {
    taught(|page| {
        let item = page.criterion("51");
        item.find("textbox", "本年投诉").write("4");
        item.find("textbox", "上年投诉").write("3");
        item.says("结果 4 − 3 = 1，得 1 分 · 2 − 1 × (1 − 0) = 1 分");
    });
}

#[test]
fn entries_are_added_filled_in_and_removed() {
    taught(|page| {
        let item = page.criterion("52");
        item.find("button", "没有可填的项").click();
        item.says("合计 0 分");
        item.find("button", "添加一项").click();
        let first = item.find("group", "第 1 项");
        first.find("textbox", "名称").write("市级课题");
        item.says("已填部分 0 分，还有 1 项没有填全，填全后计分");
        first.find("combobox", "级别").choose("国家级（系数 3）");
        first.find("textbox", "本人承担的份额").write("0.5");
        first.find("textbox", "证明材料").write("1 号");
        first.says("2 × 3 × 0.5 = 3 分");
        item.find("button", "添加一项").click();
        let second = item.find("group", "第 2 项");
        second.find("combobox", "级别").choose("市级（系数 1）");
        // Above the most of the factor: said beside the field, and nothing is lost.
        let share = second.find("textbox", "本人承担的份额");
        share.write("1.05");
        second.says("“1.05”不能用，未采用。请填数字，范围 0 至 1。");
        share.rewrite("1");
        item.says("3 + 2 = 5 分");
        // The second has no proof, which is asked for once the person is elsewhere.
        page.criterion("51").find("textbox", "本年投诉").click();
        item.says("第 2 项没有写证明材料");
        // What was the second is the first now.
        first.find("button", "删除这一项").click();
        item.says("合计 2 分");
        assert_eq!(first.find("textbox", "名称").value(), "");
        assert_eq!(first.find("textbox", "本人承担的份额").value(), "1");
        page.command("撤销");
        item.says("3 + 2 = 5 分");
        assert_eq!(first.find("textbox", "名称").value(), "市级课题");
    });
}

#[test]
fn points_of_several_raters_are_combined() {
    taught(|page| {
        page.points("1").rewrite("4.5");
        page.tab("评分对照");
        page.find("radio", "复核").click();
        page.tab("填写");
        // One of the two is missing.
        page.criterion("1").says("合分：4.5 分 · 暂计");
        page.find("textbox", "复核得分，第1项").rewrite("3");
        page.criterion("1").says("合分：0.3 × 4.5 + 0.7 × 3 = 3.45 分");
        page.tab("评分对照");
        let panel = page.panel();
        assert!(panel.contains("合分") && panel.contains("3.45 / 30"), "{panel}");
    });
}

#[test]
fn a_tier_holds_with_those_below_it() {
    taught(|page| {
        let item = page.criterion("54");
        item.find("group", "优").find("checkbox", "每年修订").click();
        item.says("没有达到最低一档，得 0 分 · “合格”没有都符合，上面的档不算");
        let lowest = item.find("group", "合格");
        lowest.find("checkbox", "有书面制度").click();
        lowest.find("checkbox", "人人知晓").click();
        item.says("达到“合格”，得 2 分 · “良”没有都符合，上面的档不算");
        item.find("group", "良").find("checkbox", "有检查记录").click();
        item.says("达到“优”，得 6 分");
    });
}

#[test]
fn several_numbers_reach_their_own_minimum() {
    taught(|page| {
        let item = page.criterion("55");
        item.says("次（须达到 4）");
        for (name, number) in [("讲座", "4"), ("比赛", "1"), ("参观", "3")] {
            item.find("textbox", name).write(number);
        }
        item.find("textbox", "展示").write("2");
        item.says("结果 4 项中 3 项达标，得 3 分");
    });
}

#[test]
fn a_penalty_in_percent_says_its_percent() {
    taught(|page| {
        page.criterion("49").find("radio", "一周以内").click();
        assert_eq!(page.subtotal("按百分比扣分"), "扣分 −10%");
    });
}

#[test]
fn an_item_follows_another_answer() {
    taught(|page| {
        // While the other item is open, this one applies.
        page.criterion("50").find("radio", "是").click();
        page.criterion("31").find("radio", "是").click();
        page.shows("按“第31项”所填的内容不适用，不计入满分。");
        page.criterion("31").find("radio", "否").click();
        assert_eq!(page.criterion("50").find("radio", "是").read("checked"), "true");
    });
}

#[test]
fn what_is_not_known_is_counted_apart() {
    taught(|page| {
        page.find("button", "不清楚，第57项").click();
        let item = page.criterion("57");
        item.says("答“不清楚”：不算零分，也不计入满分");
        // The button is gone; the focus is on the one that takes its place.
        assert_eq!(page.focused().name, "改为作答，第57项");
        page.sums("1 项不清楚");
        page.shows("答“不清楚”的");
        page.keys(keys::ENTER);
        page.criterion("57").find("textbox", "自评分").write("5");
        page.sums("已评 1 / ");
        assert!(!page.seen().contains("1 项不清楚"));
    });
}

#[test]
fn a_level_is_supported_by_its_clauses() {
    taught(|page| {
        let item = page.criterion("56");
        item.find("radio", "有序运行").click();
        item.says("所选“有序运行”有 2 条条款，已符合 0 条");
        let clauses = item.find("group", "有序运行");
        clauses.find("checkbox", "有专人负责").click();
        clauses.find("checkbox", "有演练").click();
        item.says("所选“有序运行”有 2 条条款，已符合 2 条");
        assert_eq!(item.find("radio", "有序运行").read("checked"), "true");
    });
}

#[test]
fn a_subtotal_is_also_a_mean() {
    taught(|page| {
        page.criterion("1").find("textbox", "自评分").write("4.5");
        page.criterion("2").find("radio", "部分").click();
        // 4.5 of 5 and 2 of 4: 6.5 × 5 ÷ 9 = 3.61….
        assert_eq!(page.subtotal("打分的方式"), "6.5 / 30 · 平均 3.6（满分 5）");
    });
}

#[test]
fn a_number_waits_for_all_records() {
    taught(|page| {
        page.find("combobox", "单位类型").choose("机关");
        let item = page.criterion("58");
        item.says("按在所有记录中的名次计分，数大的在前");
        item.find("textbox", "信息").write("12");
        item.says("已填写，要等所有记录汇总后才能计分");
    });
}

#[test]
fn one_question_is_answered_for_each_subject() {
    taught(|page| {
        let item = page.criterion("59");
        item.says("先在“基本情况”的“卫生角”里逐个添加。");
        item.find("button", "去添加").click();
        // The focus moves once the place is drawn.
        let focus_is_on = |name: &str| {
            wait("the focus moves", || match page.focused().name {
                focused if focused == name => Ok(()),
                focused => Err(focused),
            });
        };
        focus_is_on("添加一个");
        page.keys(keys::ENTER);
        focus_is_on("第 1 个");
        // The name that the field has is selected, so typing replaces it.
        page.keys("一楼");
        for (own, name) in [("第 2 个", "二楼"), ("第 3 个", "三楼")] {
            page.find("group", "卫生角").find("button", "添加一个").click();
            page.find("textbox", own).rewrite(name);
        }
        let item = page.criterion("59");
        item.find("textbox", "一楼").write("4");
        item.find("textbox", "三楼").write("5");
        item.says("还有 1 个没有作答");
        // The numbers of the others stay when one is removed.
        page.find("button", "移除，二楼").click();
        page.criterion("59").says("(4 + 5) ÷ 2 = 4.5 分");
        page.find("button", "撤销").click();
        page.criterion("59").says("还有 1 个没有作答");
    });
}
