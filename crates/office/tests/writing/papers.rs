//! Papers that the tests write.

use office::paper::{Align, Bar, Cell, Chart, Content, Paper, Picture, Row, RowKind, Style, Table};

/// A PNG file of one grey pixel: signature, IHDR (1 × 1, 8 bits of grey), IDAT (one row: filter 0, grey 0x80), IEND.
#[rustfmt::skip]
pub const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

/// A cell of one column.
pub fn cell(text: &str, align: Align) -> Cell {
    Cell::new(text, align)
}

/// A picture whose file says that it has so many pixels.
pub fn picture(width: u32, height: u32, description: &str) -> Content {
    let mut bytes = PIXEL.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let check = rawzip::crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&check.to_be_bytes());
    Content::Picture(Picture {
        bytes,
        width,
        height,
        description: description.to_owned(),
    })
}

/// A chart of one or two series.
pub fn chart(title: &str, series: &[&str], bars: &[(&str, &[Option<&str>])]) -> Content {
    Content::Chart(Chart {
        title: title.to_owned(),
        series: series.iter().map(|name| (*name).to_owned()).collect(),
        unit: "%".to_owned(),
        most: "100".to_owned(),
        bars: bars
            .iter()
            .map(|(name, figures)| Bar {
                name: (*name).to_owned(),
                figures: figures.iter().map(|figure| figure.map(str::to_owned)).collect(),
            })
            .collect(),
    })
}

/// A table of scores with this many rows in each of some sections, and sums.
pub fn scores(head: [&str; 5], section: &str, text: &str, total: &str, rows: usize) -> Table {
    let mut table = Table {
        widths: vec![8, 50, 10, 10, 22],
        head: vec![Row::new(RowKind::Plain, head.map(|text| cell(text, Align::Centre)))],
        rows: Vec::new(),
    };
    for i in 0..rows {
        if i % 9 == 0 {
            let name = format!("{section} {}", i / 9 + 1);
            table
                .rows
                .push(Row::new(RowKind::Section, [cell(&name, Align::Start).over(5)]));
        }
        let note = if i % 4 == 1 { text } else { "" };
        table.rows.push(Row::new(
            RowKind::Plain,
            [
                cell(&(i + 1).to_string(), Align::Centre),
                cell(text, Align::Start),
                cell("4", Align::End),
                cell("3.5", Align::End),
                cell(note, Align::Start),
            ],
        ));
    }
    table.rows.push(Row::new(
        RowKind::Total,
        [
            cell(total, Align::Centre).over(2),
            cell("100", Align::End),
            cell("87.5", Align::End),
            cell("", Align::Start),
        ],
    ));
    table
}

/// A report in Chinese, with every kind of block.
pub fn chinese() -> Paper {
    let mut paper = Paper {
        language: "zh-CN".to_owned(),
        title: "宿城区第一实验小学\n中小学校体育工作自查报告".to_owned(),
        ..Paper::default()
    };
    paper.say("unit", Style::Centred, "（2026年11月26日）");
    paper.say("to", Style::Plain, "区教育局：");
    paper.say(
        "lead",
        Style::Body,
        "根据《关于开展2026年中小学校体育工作评估的通知》（宿教体〔2026〕18号）要求，我校对照“中小学校体育工作评估指标体系”逐项开展自查，现将有关情况报告如下。",
    );
    paper.head("h1", 1, "一、基本情况");
    paper.head("h1a", 2, "（一）学校概况");
    let body = "学校现有教学班36个，学生1 620人，专任教师98人，其中体育教师9人；校园占地面积28 600平方米，运动场地面积11 300平方米，生均7.0平方米——高于省定标准。学校坚持“健康第一”，开齐开足体育课，落实每天一小时校园体育活动。";
    for i in 0..4 {
        paper.say(format!("b{i}"), Style::Body, body);
    }
    paper.head("h1b", 2, "（二）师资与场地");
    paper.head("h1b1", 3, "1.体育教师");
    paper.say("b5", Style::Body, body);
    paper.say(
        "m",
        Style::Missing,
        "【请补写】体育教师参加培训的情况：表中没有填写，请在此处补写后再上报。",
    );
    paper.head("h2", 1, "二、自评结果");
    paper.say("cap1", Style::Caption, "表1　自评得分表");
    paper.push(
        "t1",
        Content::Table(scores(
            ["序号", "评估内容", "标准分", "自评分", "扣分原因"],
            "组织管理",
            "建立学校体育工作领导小组，制订年度计划，落实专项经费，定期召开会议并有记录",
            "合　计",
            25,
        )),
    );
    paper.say(
        "r1",
        Style::Remark,
        "注：标准分为各项满分；自评分由学校对照标准逐项评定，扣分原因见最后一列。",
    );
    paper.say("b6", Style::Body, "各部分得分率见下图，与上年相比均有提高。");
    paper.push(
        "c1",
        chart(
            "各部分得分率（今年与去年）",
            &["2026年", "2025年"],
            &[
                ("组织管理", &[Some("100"), Some("92.5")]),
                ("教育教学与课外活动", &[Some("97.5"), Some("95")]),
                (
                    "条件保障（场地、器材与经费投入情况及其管理使用）",
                    &[Some("73.3"), Some("60")],
                ),
                ("学生体质", &[Some("85"), None]),
                ("监督检查", &[Some("0"), Some("8.25")]),
            ],
        ),
    );
    paper.push(
        "c2",
        chart(
            "各部分得分率",
            &["得分率"],
            &[("组织管理", &[Some("100")]), ("教育教学", &[Some("55")])],
        ),
    );
    paper.say("cap2", Style::Caption, "图1　各部分得分率");
    paper.head("h3", 1, "三、佐证材料");
    for i in 0..3 {
        paper.push(format!("p{i}"), picture(4000, 3000, "学生在操场上做广播体操"));
        paper.say(
            format!("pc{i}"),
            Style::Caption,
            "时间：2026年9月12日　地点：学校操场　人物：三年级学生\n主题：大课间活动　背景：阳光体育　事由：每日大课间",
        );
    }
    paper.say("b7", Style::Body, "特此报告。");
    paper.say("sig1", Style::Signature, "宿城区第一实验小学（盖章）");
    paper.say("sig2", Style::Signature, "2026年11月26日");
    paper
}

/// A report in English, with contents.
pub fn english() -> Paper {
    let mut paper = Paper {
        language: "en".to_owned(),
        title: "Self-assessment report on physical education".to_owned(),
        ..Paper::default()
    };
    paper.say("unit", Style::Centred, "Hill Road Primary School, 26 November 2026");
    paper.push("toc", Content::Contents);
    paper.push("break", Content::PageBreak);
    paper.head("h1", 1, "1 The school");
    let body = "The school has 36 classes with 1,620 pupils and 98 teachers, nine of whom teach physical education. “Health first” is its rule: every class has a lesson a day, and an hour of games — more than the standard asks for.";
    paper.say("b1", Style::Body, body);
    paper.say("b2", Style::Body, body);
    paper.head("h1a", 2, "1.1 Teachers");
    paper.say("b3", Style::Body, body);
    paper.head("h1b", 3, "Training");
    paper.say("m", Style::Missing, "[To be written: training of the teachers.]");
    paper.head("h2", 1, "2 Results");
    paper.say("cap1", Style::Caption, "Table 1. Scores");
    paper.push(
        "t1",
        Content::Table(scores(
            ["No.", "Criterion", "Points", "Own", "Why points were lost"],
            "Section",
            "A committee plans the year, has money of its own, and meets with minutes that are kept",
            "Total",
            25,
        )),
    );
    paper.say("b6", Style::Body, "The rates of the sections are as follows.");
    paper.push(
        "c1",
        chart(
            "Rates of the sections",
            &["2026", "2025"],
            &[
                ("Organisation", &[Some("100"), Some("92.5")]),
                ("Teaching and games", &[Some("97.5"), Some("95")]),
                (
                    "Fields, equipment, money and how they are used and kept",
                    &[Some("73.3"), Some("60")],
                ),
                ("Fitness", &[Some("85"), None]),
            ],
        ),
    );
    paper.push("p", picture(800, 600, "Pupils doing exercises on the field"));
    paper.say("pc", Style::Caption, "Picture 1. Morning exercises");
    paper.say("sig1", Style::Signature, "Hill Road Primary School");
    paper.say("sig2", Style::Signature, "26 November 2026");
    paper
}

/// A paper of these blocks.
pub fn paper(language: &str, blocks: impl IntoIterator<Item = Content>) -> Paper {
    let mut paper = Paper {
        language: language.to_owned(),
        ..Paper::default()
    };
    for (i, content) in blocks.into_iter().enumerate() {
        paper.push(format!("b{i}"), content);
    }
    paper
}

/// A paragraph.
pub fn said(style: Style, text: &str) -> Content {
    Content::Paragraph {
        style,
        text: text.to_owned(),
    }
}
