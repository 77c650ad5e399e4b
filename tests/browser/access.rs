//! Accessibility: names, groups, order, languages. axe accepts forms whose radios do not name their question, so the
//! accessibility tree is checked, too.

use serde_json::{Value, json};

use super::support::form::{one_rubric, school};
use super::support::{Engine, Page, Setup, browse, browse_as, files, is_long, keys, skip, wait};

#[test]
fn every_control_has_a_name() {
    for rubric in ["school-pe.json", "class-culture.json"] {
        one_rubric(rubric, |page| {
            page.show_menu();
            let mut count = 0;
            for role in [
                "button",
                "textbox",
                "combobox",
                "radio",
                "group",
                "navigation",
                "complementary",
            ] {
                for control in page.all(role, "") {
                    assert!(
                        !control.name.is_empty(),
                        "a {role} has no name: {}",
                        control.read("outerHTML")
                    );
                    control.told();
                    count += 1;
                }
            }
            assert!(count > 100, "only {count} controls");
        });
    }
}

#[test]
fn no_two_controls_have_one_name() {
    one_rubric("school-pe.json", |page| {
        for role in ["button", "textbox", "combobox", "group"] {
            let mut names: Vec<_> = page.all(role, "").into_iter().map(|control| control.name).collect();
            names.sort();
            let twice: Vec<_> = names
                .windows(2)
                .filter(|pair| pair[0] == pair[1])
                .map(|pair| &pair[0])
                .collect();
            assert!(twice.is_empty(), "{role}: {twice:?}");
        }
    });
}

#[test]
fn groups_say_what_is_asked() {
    one_rubric("class-culture.json", |page| {
        let question = "5 班级图书不少于500册，适合本年级阅读。";
        let group = page.find("group", question);
        assert_eq!(group.name, question);
        let options = group.all("radio", "").into_iter();
        let names: Vec<_> = options.map(|radio| radio.name.replace(' ', "")).collect();
        assert_eq!(
            names,
            ["500册及以上6分", "300至499册4分", "100至299册2分", "不足100册0分"]
        );
        // Controls beside the answer name their criterion, too.
        group.find("button", "备注，第5项");
        group.find("button", "不适用，第5项");
    });
}

#[test]
fn a_click_on_a_label_reaches_its_own_control() {
    one_rubric("class-culture.json", |page| {
        for name in ["班级", "学生人数", "任课教师", "班主任", "评估期间"] {
            page.find("label", name).click();
            assert_eq!(page.focused().name, name);
        }
        for (question, answer) in [
            ("2 值日", "部分"),
            ("6 图书", "是"),
            ("12 本学期", "否"),
            ("2 值日", "否"),
        ] {
            let group = page.find("group", question);
            group.find("label", answer).click();
            wait(&format!("{question}: {answer}"), || {
                let chosen = group.all("radio", "").into_iter();
                let chosen: Vec<_> = chosen
                    .filter(|radio| radio.read("checked") == "true")
                    .map(|radio| radio.name)
                    .collect();
                matches!(&chosen[..], [one] if one.starts_with(answer))
                    .then_some(())
                    .ok_or(format!("{chosen:?}"))
            });
        }
        page.sums("已评 3 / 14 项");
    });
}

#[test]
fn arrows_choose_among_radios() {
    one_rubric("class-culture.json", |page| {
        let group = page.find("group", "2 值日");
        group.find("radio", "是").click();
        page.keys("\u{E015}");
        page.until(
            "the next is chosen",
            "document.activeElement.shadowRoot.activeElement.checked",
        );
        assert!(page.focused().name.starts_with("部分"), "{}", page.focused().name);
        // Only one control of a group is a tab stop.
        page.keys(keys::TAB);
        assert!(
            page.focused().name.starts_with("备注，第2项"),
            "{}",
            page.focused().name
        );
    });
}

#[test]
fn what_is_off_the_screen_is_in_the_tree() {
    let setup = Setup {
        heard: true,
        ..Setup::default()
    };
    browse_as(&setup, |page| {
        if page.engine != Engine::Chromium {
            return skip("only Chromium tells its whole tree");
        }
        page.open(&files::write(
            "form.html",
            files::page_with(&[&files::rubric("school-pe.json")]),
        ));
        page.shows("已评 0 / 21 项");
        let fields = page.heard("textbox");
        for label in 1..=21 {
            let begins = format!("自评分，第{label}项");
            assert!(
                fields.iter().any(|name| name.starts_with(&begins)),
                "no field {label} among {fields:?}"
            );
        }
        assert_eq!(page.heard("radio").len(), 10);
    });
}

/// Returns the levels of the headings, in order.
fn levels(page: &Page) -> Vec<u64> {
    let levels = page.value(
        "[document.body, document.querySelector('ziping-form').shadowRoot]
        .flatMap((root) => [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')])
        .filter((one) => one.getClientRects().length).map((one) => Number(one.localName[1]))",
    );
    levels
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect()
}

#[test]
fn headings_nest_without_gaps() {
    let check = |levels: &[u64]| {
        // The contents list and the sum have headings besides the form's.
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{levels:?}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "a level is left out: {levels:?}");
        }
    };
    browse(|page| {
        page.open(&files::shipped());
        check(&levels(page));
        page.find("button", "班级文化").click();
        page.find("button", "导出");
        check(&levels(page));
    });
}

#[test]
fn the_focus_is_always_seen() {
    school(|page| {
        let seen = "(() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            for (let one = at, i = 0; one && i < 3; one = one.parentElement, i++) {
                const style = getComputedStyle(one);
                if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
            }
            return false })()";
        let file = "document.activeElement.type === 'file' && getComputedStyle(document.activeElement.nextElementSibling).outlineStyle !== 'none'";
        page.run(
            "document.querySelector('.bar button:not(:disabled)').focus()",
            json!([]),
        );
        for _ in 0..90 {
            page.keys(keys::TAB);
            if page.value("document.activeElement === document.body") == true {
                break;
            }
            let is_seen = page.value(&format!("{seen} || ({file})"));
            assert_eq!(is_seen, true, "the focus on “{}” is not seen", page.focused().name);
        }
    });
}

/// Runs a test in the light and the dark colour scheme.
fn light_and_dark(test: impl Fn(&Page, &str)) {
    for scheme in ["light", "dark"] {
        let setup = Setup {
            dark: scheme == "dark",
            ..Setup::default()
        };
        browse_as(&setup, |page| {
            if page.engine == Engine::Chromium {
                let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
                page.cdp("Emulation.setEmulatedMedia", &media);
            }
            test(page, scheme);
        });
    }
}

#[test]
fn axe_finds_nothing() {
    light_and_dark(|page, scheme| {
        let all = [
            ("中", ["学校体育工作专项督导评估自评表共", "班级文化建设自评表四"]),
            (
                "EN",
                [
                    "School PE Special Supervision: Self-assessment21",
                    "Class Culture Self-assessment16",
                ],
            ),
        ];
        // One language in the light, the other in the dark; both in the long run.
        let one = usize::from(scheme == "dark");
        for (_, (language, rubrics)) in all.into_iter().enumerate().filter(|(i, _)| is_long() || *i == one) {
            for rubric in rubrics {
                page.open(&files::shipped());
                page.find("button", language).click();
                assert_eq!(page.violations(), [""; 0], "the start, {scheme}, {language}");
                page.find("button", rubric).click();
                busy(page);
                // Scrolls to the top: a part that the bar partly covers is no fault of the form.
                page.run("scrollTo(0, 0)", json!([]));
                assert_eq!(page.violations(), [""; 0], "{rubric}, {scheme}");
            }
        }
    });
}

#[test]
fn axe_finds_nothing_where_records_meet_and_drafts_are_listed() {
    light_and_dark(|page, scheme| {
        page.open(&files::shipped());
        page.find("button", "学校体育工作").click();
        page.catch_downloads();
        page.points("1").rewrite("3");
        page.points("2").rewrite("2");
        page.find("file", "添加附件，第1项")
            .choose_files(&[&files::write("方案.txt", "plan")]);
        page.shows("方案.txt 4 字节");
        page.find("button", "导出").click();
        // Another person edited a copy of the file: one criterion later than here, the other earlier.
        let mut copy: Value = serde_json::from_str(&page.given().text).expect("a record");
        for (id, points, time) in [("pe-01", 3, "2099-01-01"), ("pe-02", 1, "2020-01-01")] {
            let answer = json!({"kind": "points", "points": points});
            copy["answers"]["self"][id] =
                json!({"answer": answer, "counter": 9, "replica": "other", "time": format!("{time}T08:00:00Z")});
        }
        let file = files::write("three.json", copy.to_string());
        page.points("1").rewrite("1");
        page.find("button", "知道了").click();
        assert_eq!(page.violations(), [""; 0], "a file of evidence, {scheme}");
        page.open_file(&file);
        page.find("heading", "合并 2 份记录");
        assert_eq!(page.violations(), [""; 0], "records that meet, {scheme}");
        page.find("button", "合并").click();
        page.shows("已合并 2 份记录");
        page.keeps("saved");
        page.run("scrollTo(0, 0)", json!([]));
        assert_eq!(page.violations(), [""; 0], "what was merged, {scheme}");
        page.command("返回首页（选其他表）");
        page.find("button", "改名 ").click();
        assert_eq!(page.violations(), [""; 0], "a draft that is named, {scheme}");
        page.find("button", "确定").click();
        page.find("button", "删除 ").click();
        page.find("button", "撤销删除");
        assert_eq!(page.violations(), [""; 0], "a draft that was deleted, {scheme}");
        page.find("button", "清除本浏览器里的全部内容").click();
        assert_eq!(
            page.violations(),
            [""; 0],
            "what is asked before all is removed, {scheme}"
        );
    });
}

/// Brings a form into every state: answered, refused, not applicable, vetoed, with notes and with problems.
fn busy(page: &Page) {
    page.open_file(&files::write("broken.json", "{\"format\": 1,}"));
    page.until("the problems", "document.querySelector('.problems')");
    for field in page
        .all("textbox", "")
        .into_iter()
        .filter(|field| field.attribute("inputmode").is_some())
        .take(18)
    {
        field.rewrite("9");
    }
    for start in [
        "备注，第1项",
        "Note, item 1",
        "不适用，第7项",
        "Not applicable, item 7",
        "不适用，第4项",
        "Not applicable, item 4",
    ] {
        if let [button] = &page.all("button", start)[..] {
            button.click();
        }
    }
    for radio in page.all("radio", "").into_iter().step_by(2) {
        radio.click();
    }
    page.show_menu();
}

#[test]
fn what_opening_a_file_had_to_say_is_in_sight() {
    school(|page| {
        page.points("21").rewrite("3");
        page.open_file(&files::write("broken.json", "{\"format\": 1,}"));
        page.until(
            "the problems are in sight",
            "(() => { const box = document.querySelector('.notice')?.getBoundingClientRect();
            return box && box.top >= 0 && box.top < innerHeight - 50 })()",
        );
        page.until(
            "they are announced",
            "document.querySelector('.notice').closest('[aria-live], [role=alert], [role=status]')",
        );
    });
}
