//! How papers look: the page, the styles and the faces. Chinese papers are set as GB/T 9704 sets official papers.

/// The width of the page, A4, in twentieths of a point, of which a millimetre has 56.69.
pub const PAGE_WIDTH: u32 = 11_906;
/// Its height.
pub const PAGE_HEIGHT: u32 = 16_838;
/// The upper margin: 37 mm.
pub const TOP: u32 = 2098;
/// The margin at the binding edge: 28 mm.
pub const LEFT: u32 = 1587;
/// The width of the text: 156 mm.
pub const TEXT_WIDTH: u32 = 8844;
/// The height of the text: 225 mm.
pub const TEXT_HEIGHT: u32 = 12_756;
/// The other margins: 26 and 35 mm.
pub const RIGHT: u32 = PAGE_WIDTH - LEFT - TEXT_WIDTH;
/// The lower margin.
pub const BOTTOM: u32 = PAGE_HEIGHT - TOP - TEXT_HEIGHT;
/// From the lower edge of the page to that of the page number, which is then 7 mm below the text.
pub const FOOTER: u32 = 1417;

/// A style of paragraphs.
pub struct Style {
    /// Its key.
    pub id: &'static str,
    /// Its name. Word translates the names that it knows.
    pub name: &'static str,
    /// The properties of its paragraphs, in the order of the schema.
    pub paragraph: &'static str,
    /// The properties of its text, in the order of the schema.
    pub run: &'static str,
    /// Whether it is offered to people.
    pub offered: bool,
}

/// How papers in a language look.
pub struct Look {
    /// The face of Chinese text.
    pub eastern: &'static str,
    /// The size of text, in half points.
    pub size: u8,
    /// The grid of the page, to which no line is tied.
    pub grid: &'static str,
    /// The properties of runs: in Chinese, quotes and dashes are taken from the Chinese face.
    pub hint: &'static str,
    /// The distance of text from a table above it.
    pub after_table: &'static str,
    /// The styles. The first one is that of all others.
    pub styles: &'static [Style],
}

const fn style(id: &'static str, name: &'static str, paragraph: &'static str, run: &'static str) -> Style {
    Style {
        id,
        name,
        paragraph,
        run,
        offered: true,
    }
}

const fn inner(id: &'static str, name: &'static str, paragraph: &'static str, run: &'static str) -> Style {
    Style {
        id,
        name,
        paragraph,
        run,
        offered: false,
    }
}

/// What begins the page of a table, where Word has no other place for it.
const HAIR: Style = inner(
    "Hair",
    "Hair",
    "<w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>",
    "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>",
);

/// Sizes are those of the standard: 二号 is 22 points, 三号 16, 四号 14, 小四 12, 五号 10.5. A line is 28.95 points high, of which 22 are
/// 224.7 mm. A character takes 15.75 points, a quarter less than its size, so that 28 are on a line of 156 mm. A grid of characters would
/// say the same, but LibreOffice makes it wider.
pub const CHINESE: Look = Look {
    eastern: "仿宋_GB2312",
    size: 32,
    grid: "<w:docGrid w:linePitch=\"579\"/>",
    hint: "<w:rFonts w:hint=\"eastAsia\"/>",
    after_table: "",
    styles: &[
        style(
            "Normal",
            "Normal",
            "<w:widowControl/><w:spacing w:line=\"579\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/>",
            "<w:spacing w:val=\"-5\"/>",
        ),
        style(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:after=\"579\" w:line=\"680\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
            "<w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>",
        ),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:keepLines/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:rFonts w:eastAsia=\"黑体\"/>",
        ),
        style(
            "Heading2",
            "heading 2",
            "<w:keepNext/><w:keepLines/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"1\"/>",
            "<w:rFonts w:eastAsia=\"楷体_GB2312\"/>",
        ),
        style(
            "Heading3",
            "heading 3",
            "<w:keepNext/><w:keepLines/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"2\"/>",
            "",
        ),
        style(
            "BodyText",
            "Body Text",
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
            "",
        ),
        style("Subtitle", "Subtitle", "<w:jc w:val=\"center\"/>", ""),
        style(
            "Signature",
            "Signature",
            "<w:keepLines/><w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>",
            "",
        ),
        style(
            "Caption",
            "caption",
            "<w:keepNext/><w:keepLines/>\
             <w:spacing w:before=\"120\" w:after=\"60\" w:line=\"360\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
            "<w:rFonts w:eastAsia=\"宋体\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
        ),
        inner(
            "Remark",
            "Remark",
            "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"320\" w:lineRule=\"exact\"/>",
            "<w:rFonts w:eastAsia=\"宋体\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>",
        ),
        inner(
            "Missing",
            "Missing",
            // Lists of numbers have no place to break: set to both margins, a line before one would be torn apart.
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"left\"/>",
            "",
        ),
        inner(
            "Picture",
            "Picture",
            "<w:keepLines/>\
             <w:spacing w:before=\"120\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            "",
        ),
        inner(
            "Cell",
            "Cell",
            "<w:spacing w:line=\"288\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
            "<w:rFonts w:eastAsia=\"宋体\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>",
        ),
        inner("Gap", "Gap", "<w:spacing w:line=\"240\" w:lineRule=\"exact\"/>", ""),
        HAIR,
        inner(
            "TOC1",
            "toc 1",
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8844\"/></w:tabs><w:jc w:val=\"left\"/>",
            "",
        ),
        inner(
            "TOC2",
            "toc 2",
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8844\"/></w:tabs>\
             <w:ind w:leftChars=\"200\" w:left=\"640\"/><w:jc w:val=\"left\"/>",
            "",
        ),
        inner(
            "Footer",
            "footer",
            "<w:spacing w:line=\"320\" w:lineRule=\"exact\"/>",
            "<w:rFonts w:eastAsia=\"宋体\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>",
        ),
    ],
};

/// Papers in English and other languages.
pub const ENGLISH: Look = Look {
    eastern: "宋体",
    size: 22,
    grid: "<w:docGrid w:linePitch=\"360\"/>",
    hint: "",
    after_table: "<w:spacing w:before=\"160\"/>",
    styles: &[
        style(
            "Normal",
            "Normal",
            "<w:widowControl/><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>",
            "",
        ),
        style(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/>",
        ),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"300\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>",
        ),
        style(
            "Heading2",
            "heading 2",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\"/><w:outlineLvl w:val=\"1\"/>",
            "<w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
        ),
        style(
            "Heading3",
            "heading 3",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"180\"/><w:outlineLvl w:val=\"2\"/>",
            "<w:b/><w:bCs/><w:i/><w:iCs/>",
        ),
        style("BodyText", "Body Text", "", ""),
        style("Subtitle", "Subtitle", "<w:jc w:val=\"center\"/>", ""),
        style(
            "Signature",
            "Signature",
            "<w:keepLines/><w:ind w:rightChars=\"400\" w:right=\"880\"/><w:jc w:val=\"right\"/>",
            "",
        ),
        style(
            "Caption",
            "caption",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>\
             <w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
        ),
        inner(
            "Remark",
            "Remark",
            "<w:spacing w:before=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
        ),
        inner("Missing", "Missing", "", ""),
        inner(
            "Picture",
            "Picture",
            "<w:keepLines/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            "",
        ),
        inner(
            "Cell",
            "Cell",
            "<w:spacing w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/>",
            "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
        ),
        inner(
            "Gap",
            "Gap",
            "<w:spacing w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
            "",
        ),
        HAIR,
        inner(
            "TOC1",
            "toc 1",
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8844\"/></w:tabs><w:spacing w:after=\"60\"/>",
            "",
        ),
        inner(
            "TOC2",
            "toc 2",
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8844\"/></w:tabs><w:spacing w:after=\"60\"/>\
             <w:ind w:left=\"440\"/>",
            "",
        ),
        inner(
            "Footer",
            "footer",
            "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
        ),
    ],
};

/// A face that a file names, for a computer that does not have it: what it is called elsewhere, and what to take instead.
pub struct Face {
    /// The name.
    pub name: &'static str,
    /// The face to take instead.
    pub instead: &'static str,
    /// The family: with or without serifs.
    pub family: &'static str,
}

/// The Chinese faces. None is part of a file.
pub const FACES: [Face; 5] = [
    face("仿宋_GB2312", "仿宋", "modern"),
    face("楷体_GB2312", "楷体", "modern"),
    face("方正小标宋简体", "宋体", "roman"),
    face("黑体", "SimHei", "modern"),
    face("宋体", "SimSun", "roman"),
];

const fn face(name: &'static str, instead: &'static str, family: &'static str) -> Face {
    Face { name, instead, family }
}
