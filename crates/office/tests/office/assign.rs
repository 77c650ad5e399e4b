//! What a person decides about a document, over what is guessed.

use crate::corpus::{cases, decode};
use office::assign::{Assignments, ColumnRole, RowRole};
use office::document::{Block, Document};
use office::draft::{Became, Draft, Place, Section};

/// Reads assignments: `c 0 1 Points` for a column, `r 0 1 Section` for a row, `x 0` for a block that is left out; separated by `;`.
fn assignments(text: &str) -> Assignments {
    let mut all = Assignments::default();
    for entry in text.split(';').filter(|entry| !entry.trim().is_empty()) {
        let words: Vec<&str> = entry.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<usize>().expect("a number");
        let json = |at: usize| match words[at].split_once(':') {
            Some((name, depth)) => format!("{{\"{name}\":{depth}}}"),
            None => format!("\"{}\"", words[at]),
        };
        match words[0] {
            "c" => {
                let role = serde_json::from_str(&json(3)).expect("a role of a column");
                all.columns.insert((number(1), number(2)), role);
            }
            "r" => {
                let role = serde_json::from_str(&json(3)).expect("a role of a row");
                all.rows.insert((number(1), number(2)), role);
            }
            _ => {
                all.left_out.insert(number(1));
            }
        }
    }
    all
}

/// Sections and criteria in short: `一 title [text=points, text=points]`, with the guidance after `/`.
fn drawn(draft: &Draft) -> String {
    fn section(own: &Section) -> String {
        let criteria = own.criteria.iter().map(|criterion| {
            let label = criterion
                .label
                .as_ref()
                .map_or(String::new(), |label| format!("{label} "));
            let points = criterion.points.map_or("?".to_owned(), |points| points.to_string());
            let mut extras = String::new();
            let lists = [
                ("/", &criterion.guidance),
                ("u", &criterion.units),
                ("e", &criterion.evidence),
                ("m", &criterion.methods),
            ];
            for (mark, texts) in lists {
                texts.iter().for_each(|text| extras += &format!(" {mark}:{text}"));
            }
            if let Some(own) = criterion.own {
                extras += &format!(" own:{own}");
            }
            if let Some(note) = &criterion.note {
                extras += &format!(" n:{note}");
            }
            if let office::draft::Rule::Levels(levels) = &criterion.rule {
                levels
                    .iter()
                    .for_each(|level| extras += &format!(" l:{}={}", level.label, level.points));
            }
            format!("{label}{}={points}{extras}", criterion.text)
        });
        let inner = own.sections.iter().map(section);
        let all: Vec<String> = criteria.chain(inner).collect();
        format!("{}[{}]", own.title, all.join(", "))
    }
    let sections: Vec<String> = draft.sections.iter().map(section).collect();
    sections.join(" ")
}

/// A document, what a person decides, and the sections and criteria, the doubts and the notes that follow.
struct Case {
    file: &'static str,
    text: &'static str,
    decided: &'static str,
    expected: &'static str,
    doubts: &'static str,
    notes: &'static str,
}

const fn case(
    file: &'static str,
    text: &'static str,
    decided: &'static str,
    expected: &'static str,
    doubts: &'static str,
    notes: &'static str,
) -> Case {
    Case {
        file,
        text,
        decided,
        expected,
        doubts,
        notes,
    }
}

const TWO: &str = "项目,分值,满分\n甲,3,4\n乙,5,6\n";
const PLAIN: &str = "项目,分值\n甲,3\n乙,\n丙,4\n合计,7\n";
const FOREIGN: &str = "x1,x2,x3\n卫生,3,2\n纪律,5,4\n";
const WIDE: &str = "项目,说明甲,说明乙,分值\n卫生,窗,地,3\n纪律,课,操,5\n";

const ONE: &str = "序号,项目,分值\n1,甲,3\n2,乙,4\n";
const SHAPE: &str = ",5,3,1\n文字,很好,一般,差\n内容,丰富,够,少\n";
const DEEP: &str = "一级指标,二级指标,评估标准,分值\n甲,乙,有,3\n甲,丙,无,4\n";

const OVER: &str = "一级指标,评估内容,分值\n总则,,\n一级,甲,3\n,乙,4\n另一,丙,5\n";
const INSIDE: &str = "<table><tr><th>一级指标<th>评估内容<th>分值<tr><td rowspan=4>甲组<td colspan=2>上半<tr><td>a<td>3\
    <tr><td colspan=2>下半<tr><td>b<td>4<tr><td>乙组<td>c<td>5</table>";
const REMARK: &str = "<table><tr><th>一级指标<th>评估内容<th>分值<tr><td>甲组<td>a<td>3\
    <tr><td colspan=3>以下各项由教导处填写。<tr><td>乙组<td>b<td>4</table>";

const LINES: &str = "评分表\n1、甲（3分）\n2、乙（4分）\n丙\n3、丁（2分）\n";
const MIXED: &str = "管理\n\n| 项目 | 分值 |\n|--|--|\n| 甲 | 3 |\n| 乙 | 4 |\n\n另有一项\n";

const CASES: &[Case] = &[
    // Columns.
    case("a.csv", TWO, "", "[甲=3, 乙=5]", "TwoPointColumns", ""),
    case("a.csv", TWO, "c 0 1 Points", "[甲=3, 乙=5]", "", ""),
    case("a.csv", TWO, "c 0 2 Points", "[甲=4, 乙=6]", "", ""),
    case("a.csv", TWO, "c 0 2 Ignored", "[甲=3, 乙=5]", "", ""),
    case(
        "a.csv",
        TWO,
        "c 0 2 Own",
        "[甲=3 own:4, 乙=5 own:6]",
        "OwnAbovePoints OwnAbovePoints",
        "",
    ),
    case("a.csv", FOREIGN, "", "refused", "", ""),
    case(
        "a.csv",
        FOREIGN,
        "c 0 0 Criterion; c 0 1 Points; c 0 2 Own; r 0 0 Head",
        "[卫生=3 own:2, 纪律=5 own:4]",
        "",
        "",
    ),
    case(
        "a.csv",
        FOREIGN,
        "c 0 0 Criterion; r 0 0 Note",
        "[卫生=?, 纪律=?]",
        "NoPoints NoPoints",
        "x1 x2 x3",
    ),
    case(
        "a.csv",
        "甲,2\n乙,3\n",
        "c 0 0 Criterion; c 0 1 Points",
        "[甲=2, 乙=3]",
        "",
        "",
    ),
    case("a.csv", WIDE, "", "[卫生=3, 纪律=5]", "", ""),
    case("a.csv", WIDE, "c 0 1 Criterion", "[窗=3 /:卫生, 课=5 /:纪律]", "", ""),
    case(
        "a.csv",
        WIDE,
        "c 0 0 Section:1; c 0 1 Criterion; c 0 2 Guidance",
        "卫生[窗=3 /:地] 纪律[课=5 /:操]",
        "",
        "",
    ),
    case(
        "a.csv",
        "项目,甲,乙,丙,丁,戊,分值\n卫生,7,办公室,照片,查看,好,3\n",
        "c 0 1 Number; c 0 2 Unit; c 0 3 Evidence; c 0 4 Method; c 0 5 Note",
        "[7 卫生=3 u:办公室 e:照片 m:查看 n:好]",
        "",
        "",
    ),
    case(
        "a.csv",
        "大类,子类,甲,乙,丙,分值\n管理,制度,有章程,3分 明确,1分 不明确,3\n",
        "c 0 1 Section:2; c 0 2 Criterion; c 0 3 Level; c 0 4 Level",
        "管理[制度[有章程=3 l:乙=3 l:丙=1]]",
        "",
        "",
    ),
    // Ignored columns are read as nothing, also the one with the points.
    case(
        "a.csv",
        ONE,
        "c 0 2 Ignored",
        "[1 甲=?, 2 乙=?]",
        "NoPoints NoPoints",
        "",
    ),
    case("a.csv", ONE, "c 0 1 Ignored", "[1=3, 2=4]", "", ""),
    case(
        "a.csv",
        "项目,权重\n甲,40\n乙,60\n",
        "c 0 1 Ignored",
        "[甲=?, 乙=?]",
        "NoPoints NoPoints",
        "",
    ),
    case(
        "a.csv",
        SHAPE,
        "c 0 3 Ignored",
        "[文字=5 l:5=5 l:3=3, 内容=5 l:5=5 l:3=3]",
        "",
        "",
    ),
    case(
        "a.csv",
        SHAPE,
        "c 0 1 Ignored; c 0 2 Ignored; c 0 3 Ignored",
        "[文字=?, 内容=?]",
        "NoPoints NoPoints",
        "",
    ),
    // A column that its head calls one of sections stays one when another has the criteria.
    case("a.csv", DEEP, "", "甲[乙=3 /:有, 丙=4 /:无]", "", ""),
    case("a.csv", DEEP, "c 0 2 Criterion", "甲[乙[有=3], 丙[无=4]]", "", ""),
    // Rows.
    case("a.csv", PLAIN, "", "[甲=3] 乙[丙=4]", "", ""),
    case("a.csv", PLAIN, "r 0 2 Criterion", "[甲=3, 乙=?, 丙=4]", "NoPoints", ""),
    case("a.csv", PLAIN, "r 0 2 More", "[甲=3 /:乙, 丙=4]", "", ""),
    case("a.csv", PLAIN, "r 0 2 Note", "[甲=3, 丙=4]", "", "乙"),
    case("a.csv", PLAIN, "r 0 2 Ignored", "[甲=3, 丙=4]", "", ""),
    case("a.csv", PLAIN, "r 0 2 Head", "[甲=3, 丙=4]", "", ""),
    case(
        "a.csv",
        PLAIN,
        "r 0 1 Section; r 0 2 Ignored",
        "甲[丙=4]",
        "SumDiffers SumDiffers",
        "",
    ),
    case("a.csv", PLAIN, "r 0 3 Ignored", "[甲=3]", "SumDiffers", "乙"),
    case(
        "a.csv",
        PLAIN,
        "r 0 4 Criterion; r 0 2 Ignored",
        "[甲=3, 丙=4, 合计=7]",
        "",
        "",
    ),
    case(
        "a.csv",
        "项目,分值\n甲,3\n乙,4\n全部,7\n",
        "r 0 3 Total",
        "[甲=3, 乙=4]",
        "",
        "",
    ),
    case(
        "a.csv",
        "项目,分值\n甲,3\n乙,4\n全部,8\n",
        "r 0 3 Total",
        "[甲=3, 乙=4]",
        "SumDiffers",
        "",
    ),
    case(
        "a.csv",
        "项目,分值\n甲,3\n乙,4\n全部,8\n",
        "r 0 3 Section",
        "[甲=3, 乙=4]",
        "SumDiffers",
        "全部",
    ),
    case(
        "a.csv",
        "说明,x\n甲,3\n乙,4\n",
        "r 0 1 Criterion; r 0 2 Criterion",
        "[甲=?, 乙=?]",
        "NoPoints NoPoints",
        "",
    ),
    // Section rows over columns of sections.
    case("a.csv", OVER, "", "总则[一级[甲=3, 乙=4], 另一[丙=5]]", "", ""),
    case("a.csv", OVER, "r 0 1 Ignored", "一级[甲=3, 乙=4] 另一[丙=5]", "", ""),
    case(
        "a.csv",
        OVER,
        "r 0 3 Section",
        "总则[一级[甲=3]] 乙[另一[丙=5]]",
        "SumDiffers",
        "",
    ),
    case(
        "a.csv",
        "一级指标,评估内容,分值\n甲组,,\n,a,3\n乙组,,\n,b,4\n丙组,c,5\n",
        "",
        "甲组[a=3] 乙组[b=4] 丙组[c=5]",
        "",
        "",
    ),
    case("a.html", INSIDE, "", "甲组[上半[a=3], 下半[b=4]] 乙组[c=5]", "", ""),
    case(
        "a.html",
        REMARK,
        "",
        "甲组[a=3] 乙组[b=4]",
        "",
        "以下各项由教导处填写。",
    ),
    case(
        "a.html",
        REMARK,
        "r 0 2 Section",
        "甲组[a=3] 以下各项由教导处填写。[乙组[b=4]]",
        "",
        "",
    ),
    // Shapes: levels in the head.
    case(
        "a.csv",
        ",5,3,1\n文字,很好,一般,差\n内容,丰富,够,少\n",
        "r 0 1 Section",
        "文字[内容=5 l:5=5 l:3=3 l:1=1]",
        "",
        "",
    ),
    case(
        "a.csv",
        ",5,3,1\n文字,很好,一般,差\n内容,丰富,够,少\n",
        "r 0 2 Ignored",
        "[文字=5 l:5=5 l:3=3 l:1=1]",
        "",
        "",
    ),
    // Halves side by side.
    case(
        "a.csv",
        "项目,分值,项目,分值\n甲,3,丙,5\n乙,4,丁,6\n",
        "r 0 2 Ignored",
        "[甲=3, 丙=5]",
        "",
        "",
    ),
    // Paragraphs.
    case("a.txt", LINES, "", "评分表[1 甲=3, 2 乙=4] 丙[3 丁=2]", "", ""),
    case(
        "a.txt",
        LINES,
        "r 3 0 Criterion",
        "评分表[1 甲=3, 2 乙=4, 丙=?, 3 丁=2]",
        "NoPoints",
        "",
    ),
    case(
        "a.txt",
        LINES,
        "r 0 0 Head; r 3 0 Ignored",
        "[1 甲=3, 2 乙=4, 3 丁=2]",
        "",
        "",
    ),
    case(
        "a.txt",
        LINES,
        "r 2 0 Note; r 3 0 Ignored",
        "[1 甲=3, 3 丁=2]",
        "",
        "2、乙（4分）",
    ),
    case(
        "a.txt",
        LINES,
        "r 3 0 Section",
        "评分表[1 甲=3, 2 乙=4] 丙[3 丁=2]",
        "",
        "",
    ),
    case(
        "a.txt",
        LINES,
        "r 1 0 Section; r 3 0 More",
        "评分表[甲[2 乙=4 /:丙, 3 丁=2]]",
        "SumDiffers",
        "",
    ),
    case(
        "a.txt",
        LINES,
        "r 4 0 Total; r 3 0 Ignored",
        "[1 甲=3, 2 乙=4]",
        "SumDiffers",
        "",
    ),
    case(
        "a.txt",
        "卫生\n纪律\n",
        "r 0 0 Criterion; r 1 0 Criterion",
        "[卫生=?, 纪律=?]",
        "NoPoints NoPoints",
        "",
    ),
    // Paragraphs among tables, and blocks that are left out.
    case("a.md", MIXED, "", "[甲=3, 乙=4]", "", ""),
    case("a.md", MIXED, "x 1", "refused", "", ""),
    case("a.md", MIXED, "x 2; r 0 0 Section", "管理[甲=3, 乙=4]", "", ""),
    case(
        "a.md",
        MIXED,
        "r 2 0 Criterion; r 0 0 Note",
        "[甲=3, 乙=4, 另有一项=?]",
        "NoPoints",
        "管理",
    ),
    case("a.md", MIXED, "r 2 0 More", "[甲=3, 乙=4 /:另有一项]", "", ""),
];

fn outcome(document: &Document, decided: &Assignments) -> (String, String, String) {
    let Some(draft) = office::understand_with(document, decided) else {
        return ("refused".to_owned(), String::new(), String::new());
    };
    let doubts = draft.doubts.iter().map(|doubt| {
        let name = format!("{:?}", doubt.kind);
        name.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
    });
    (
        drawn(&draft),
        doubts.collect::<Vec<_>>().join(" "),
        draft.notes.join(" "),
    )
}

#[test]
fn decisions_of_a_person_hold_over_guesses() {
    let mut wrong = Vec::new();
    for case in CASES {
        let document = office::read(case.text.as_bytes(), case.file, &decode).expect("a document");
        let found = outcome(&document, &assignments(case.decided));
        let expected = (case.expected.to_owned(), case.doubts.to_owned(), case.notes.to_owned());
        if found != expected {
            wrong.push(format!(
                "{:?} {}\n  found    {found:?}\n  expected {expected:?}",
                case.text, case.decided
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calls `check` with each case of the corpus that can be read.
fn each_document(check: &mut dyn FnMut(&str, &Document)) {
    for (file, _) in cases() {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&file).expect("a file");
        if let Ok(document) = office::read(&bytes, &name, &decode) {
            check(&name, &document);
        }
    }
}

#[test]
fn every_row_and_paragraph_became_something_once_and_in_order() {
    each_document(&mut |name, document| {
        let Some(draft) = office::understand(document) else {
            return;
        };
        let places: Vec<Place> = draft.became.iter().map(|(place, _)| *place).collect();
        let blocks = document.blocks.iter().enumerate();
        let expected: Vec<Place> = blocks
            .flat_map(|(block, content)| {
                let count = match content {
                    Block::Paragraph(_) => 1,
                    Block::Table(table) => table.rows.len(),
                };
                (0..count).map(move |row| Place::of_row(block, row))
            })
            .collect();
        assert_eq!(places, expected, "{name}");
        for (block, columns) in &draft.columns {
            let Block::Table(table) = &document.blocks[*block] else {
                panic!("{name}: block {block} is no table");
            };
            assert_eq!(columns.len(), table.width(), "{name}");
        }
        fn placed(section: &Section) -> bool {
            section.place.is_some() && section.sections.iter().all(placed)
        }
        assert!(draft.sections.iter().all(placed), "{name}");
    });
}

#[test]
fn deciding_what_was_guessed_changes_no_criterion() {
    each_document(&mut |name, document| {
        let Some(draft) = office::understand(document) else {
            return;
        };
        let mut decided = Assignments::default();
        for (block, columns) in &draft.columns {
            let roles = columns.iter().enumerate();
            let known = roles.filter_map(|(column, role)| Some(((*block, column), (*role)?)));
            decided.columns.extend(known);
        }
        let again = office::understand_with(document, &decided).expect("a rubric");
        assert_eq!(drawn(&again), drawn(&draft), "{name}");
    });
}

#[test]
fn columns_are_read_as_what_a_person_says() {
    let mut wrong = Vec::new();
    each_document(&mut |name, document| {
        let Some(draft) = office::understand(document) else {
            return;
        };
        for (block, columns) in &draft.columns {
            for column in (0..columns.len()).filter(|column| columns[*column].is_some()) {
                for role in [ColumnRole::Ignored, ColumnRole::Guidance, ColumnRole::Points] {
                    let mut decided = Assignments::default();
                    decided.columns.insert((*block, column), role);
                    let Some(again) = office::understand_with(document, &decided) else {
                        continue;
                    };
                    let own = again.columns.iter().find(|(own, _)| own == block);
                    // A copy, a rival and a summary of a table are left out.
                    let found = own.map_or(Some(role), |(_, columns)| columns[column]);
                    if found != Some(role) {
                        wrong.push(format!("{name} {block} {column}: {role:?} became {found:?}"));
                    }
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_and_paragraphs_become_what_a_person_says() {
    let mut wrong = Vec::new();
    each_document(&mut |name, document| {
        let Some(draft) = office::understand(document) else {
            return;
        };
        // A few of the rows of each document, with every role.
        let step = draft.became.len() / 3 + 1;
        for (place, _) in draft.became.iter().step_by(step) {
            for role in RowRole::ALL {
                let mut decided = Assignments::default();
                decided.rows.insert((place.block, place.row), *role);
                let Some(again) = office::understand_with(document, &decided) else {
                    continue;
                };
                let became = again
                    .became
                    .iter()
                    .find(|(own, _)| own == place)
                    .map(|(_, became)| *became);
                let is_paragraph = matches!(document.blocks[place.block], Block::Paragraph(_));
                let fits = match (role, became) {
                    // A section without criteria, and more text of nothing, is a note; a copy, a rival and a summary of a table are left
                    // out.
                    (RowRole::Section | RowRole::More, Some(Became::Note)) | (_, Some(Became::Ignored)) => true,
                    (RowRole::Head, Some(Became::Title)) => is_paragraph,
                    (RowRole::Criterion, Some(Became::Criterion)) => {
                        let mut all = again.criteria().into_iter().map(|criterion| criterion.place);
                        all.any(|own| (own.block, own.row) == (place.block, place.row)) || is_paragraph
                    }
                    (role, became) => became == Some(Became::from(*role)),
                };
                if !fits {
                    wrong.push(format!("{name} {place:?}: {role:?} became {became:?}"));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn documents_drafts_and_assignments_are_the_same_after_json() {
    each_document(&mut |name, document| {
        let json = serde_json::to_string(document).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Document>(&json).expect("a document"),
            *document,
            "{name}"
        );
        if let Some(draft) = office::understand(document) {
            let json = serde_json::to_string(&draft).expect("JSON");
            assert_eq!(serde_json::from_str::<Draft>(&json).expect("a draft"), draft, "{name}");
        }
    });
    let all = Assignments {
        left_out: [3].into(),
        columns: [((0, 1), ColumnRole::Section(2)), ((0, 2), ColumnRole::Points)].into(),
        rows: [((1, 0), RowRole::Head)].into(),
    };
    let json = serde_json::to_string(&all).expect("JSON");
    assert_eq!(
        json,
        r#"{"left_out":[3],"columns":[[0,1,{"Section":2}],[0,2,"Points"]],"rows":[[1,0,"Head"]]}"#
    );
    assert_eq!(serde_json::from_str::<Assignments>(&json).expect("assignments"), all);
    assert_eq!(
        serde_json::from_str::<Assignments>("{}").expect("assignments"),
        Assignments::default()
    );
}
