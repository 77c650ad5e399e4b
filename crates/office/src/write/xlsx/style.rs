//! The styles of cells: a small fixed table of bands and forms.

use super::SPREADSHEET;
use crate::write::package::DECLARATION;

/// How a cell is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// What the row is.
    pub band: Band,
    /// How the content is shown.
    pub form: Form,
}

/// What the row of a cell is: its face, its lines and its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Band {
    /// No lines.
    #[default]
    Bare,
    /// The title: large and bold, without lines.
    Title,
    /// A row of a table, with lines around each cell.
    Row,
    /// The head of a table: bold, coloured.
    Head,
    /// The row of a section: bold, slightly coloured.
    Section,
    /// A sum over sections: bold, coloured.
    Total,
}

/// How the content of a cell is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As Excel shows it without a style, at the top.
    #[default]
    Plain,
    /// A text from the left, broken into lines.
    Text,
    /// A text in the middle, broken into lines; or a number with the decimals that it has.
    Centre,
    /// A text or a number at the right, broken into lines.
    End,
    /// A short text in the middle that Excel does not make a number or a day of when it is edited.
    Literal,
    /// A number of points that is not shown while it is 0.
    NotZero,
    /// A number with its sign.
    Signed,
    /// A number of percent with its sign: 5 is shown as `+5%`.
    SignedPercent,
    /// A share: 0.975 is shown as `97.5%`.
    Rate,
}

impl Band {
    const ALL: [Self; 6] = [
        Self::Bare,
        Self::Title,
        Self::Row,
        Self::Head,
        Self::Section,
        Self::Total,
    ];

    /// Returns the indexes of its font, its fill and its border.
    fn parts(self) -> (u8, u8, u8) {
        match self {
            Self::Bare => (0, 0, 0),
            Self::Title => (2, 0, 0),
            Self::Row => (0, 0, 1),
            Self::Head | Self::Total => (1, 2, 1),
            Self::Section => (1, 3, 1),
        }
    }
}

impl Form {
    const ALL: [Self; 9] = [
        Self::Plain,
        Self::Text,
        Self::Centre,
        Self::End,
        Self::Literal,
        Self::NotZero,
        Self::Signed,
        Self::SignedPercent,
        Self::Rate,
    ];

    /// Returns the id of its number format: below 164 one of Excel's.
    fn number_format(self) -> u8 {
        match self {
            Self::Plain | Self::Text | Self::Centre | Self::End => 0,
            Self::Literal => 49,
            Self::NotZero => 164,
            Self::Signed => 165,
            Self::SignedPercent => 166,
            Self::Rate => 167,
        }
    }

    fn alignment(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Text => "<alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\"/>",
            Self::End => "<alignment horizontal=\"right\" vertical=\"center\" wrapText=\"1\"/>",
            _ => "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>",
        }
    }
}

/// The number formats from 164 on.
const NUMBER_FORMATS: [&str; 4] = [
    "General;-General;",
    "+General;-General;0",
    "+General&quot;%&quot;;-General&quot;%&quot;;0&quot;%&quot;",
    "0.0%",
];

impl Style {
    /// Creates a style.
    pub const fn new(band: Band, form: Form) -> Self {
        Self { band, form }
    }

    /// Returns its index in the file.
    pub(super) fn index(self) -> usize {
        self.band as usize * Form::ALL.len() + self.form as usize
    }
}

/// Returns the table of styles, with faces for a language.
pub(super) fn xml(language: &str) -> String {
    let is_chinese = language.split('-').next() == Some("zh");
    // 134 is the character set of simplified Chinese, without which some programs take another face.
    let face = if is_chinese {
        "<name val=\"宋体\"/><charset val=\"134\"/>"
    } else {
        "<name val=\"Calibri\"/><family val=\"2\"/>"
    };
    let mut out = format!("{DECLARATION}<styleSheet xmlns=\"{SPREADSHEET}\"><numFmts count=\"4\">");
    for (id, code) in (164..).zip(NUMBER_FORMATS) {
        out.push_str(&format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
    }
    out.push_str("</numFmts><fonts count=\"3\">");
    for (bold, size) in [("", 11), ("<b/>", 11), ("<b/>", 16)] {
        out.push_str(&format!("<font>{bold}<sz val=\"{size}\"/>{face}</font>"));
    }
    out.push_str(
        "</fonts><fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill>",
    );
    for colour in ["FFDDE7E9", "FFF0F4F5"] {
        out.push_str(&format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        ));
    }
    out.push_str("</fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>");
    for side in ["left", "right", "top", "bottom"] {
        out.push_str(&format!("<{side} style=\"thin\"><color auto=\"1\"/></{side}>"));
    }
    out.push_str(&format!(
        "<diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{}\">",
        Band::ALL.len() * Form::ALL.len()
    ));
    for band in Band::ALL {
        let (font, fill, border) = band.parts();
        for form in Form::ALL {
            out.push_str(&format!(
                "<xf numFmtId=\"{}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
                 applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">{}</xf>",
                form.number_format(),
                form.alignment()
            ));
        }
    }
    out.push_str(
        "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_bands_and_forms_are_in_the_order_of_their_indexes() {
        let mut expected = 0..;
        for band in Band::ALL {
            for form in Form::ALL {
                assert_eq!(Some(Style::new(band, form).index()), expected.next());
            }
        }
    }
}
