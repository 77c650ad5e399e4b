//! Doubts about a draft and remarks on a document, in English and as JSON.

use crate::json;
use assessment::json::Node;
use office::document::{Block, Document, Remark};
use office::draft::{Doubt, DoubtKind, Place};

/// Describes a doubt on one line.
pub fn line(doubt: &Doubt, document: &Document) -> String {
    let place = doubt
        .place
        .map_or("the file".to_owned(), |place| described(place, document));
    let settle = if doubt.kind.is_blocking() {
        " (must be settled)"
    } else {
        ""
    };
    format!("{place}: {}{settle}", words(&doubt.kind))
}

/// Returns a doubt as JSON.
pub fn to_json(doubt: &Doubt, document: &Document) -> Node {
    let mut members = vec![
        ("code", json::text(json::code(&doubt.kind))),
        ("blocking", json::flag(doubt.kind.is_blocking())),
        ("message", json::text(words(&doubt.kind))),
    ];
    if let Some(place) = doubt.place {
        members.push(("place", json::text(described(place, document))));
    }
    if let DoubtKind::SumDiffers { stated, found } | DoubtKind::OwnSumDiffers { stated, found } = &doubt.kind {
        members.push(("stated", json::text(stated.to_string())));
        members.push(("found", json::text(found.to_string())));
    }
    Node::object(members)
}

/// Names a place as a person finds it: the sheet or table with the row as numbered there, or the paragraph.
pub fn described(place: Place, document: &Document) -> String {
    let before = &document.blocks[..place.block.min(document.blocks.len())];
    let Some(Block::Table(table)) = document.blocks.get(place.block) else {
        let paragraphs = before.iter().filter(|block| matches!(block, Block::Paragraph(_)));
        return format!("paragraph {}", paragraphs.count() + 1);
    };
    let name = match &table.name {
        Some(name) => format!("sheet {name}"),
        None => {
            let tables = before.iter().filter(|block| matches!(block, Block::Table(_)));
            format!("table {}", tables.count() + 1)
        }
    };
    let row = table.rows.get(place.row).map_or(place.row as u32 + 1, |row| row.number);
    match place.column {
        Some(column) => format!("{name}, row {row}, column {}", column + 1),
        None => format!("{name}, row {row}"),
    }
}

/// Describes what is doubtful.
fn words(kind: &DoubtKind) -> String {
    match kind {
        DoubtKind::SumDiffers { stated, found } => format!("the file says {stated}, the criteria make {found}"),
        DoubtKind::OwnSumDiffers { stated, found } => {
            format!("the file says that the scores make {stated}, they make {found}")
        }
        DoubtKind::NoPoints => "the row has no points".to_owned(),
        DoubtKind::PointsUnread(text) => format!("the points are not a number: {text}"),
        DoubtKind::OwnAbovePoints => "the score is above the points".to_owned(),
        DoubtKind::TwoPointColumns => "two columns may have the points".to_owned(),
        DoubtKind::WeightsBeside => "there are weights beside the points".to_owned(),
        DoubtKind::PointsFromLevels => {
            "the points are those of the highest level, and the levels differ from row to row".to_owned()
        }
        DoubtKind::MarkedPoints(text) => format!("the points have a mark: {text}"),
        DoubtKind::UnevenRow => "some rows have more or fewer fields than others".to_owned(),
        DoubtKind::Competing => "another table has the same total".to_owned(),
        DoubtKind::SharedPoints => "several rows share their points".to_owned(),
        DoubtKind::SharedText => "several rows with points share one text".to_owned(),
        DoubtKind::NoText => "the row has points and no text; it is left out".to_owned(),
        DoubtKind::Shares => "these are shares of something, not points".to_owned(),
        DoubtKind::BonusLimit => "the points on top of the total have a limit in words".to_owned(),
        DoubtKind::RuleUnread => "a rule in words was not understood".to_owned(),
        DoubtKind::Veto => "a veto: which grade does it mean?".to_owned(),
        DoubtKind::PointsInText => "a number in the text may be points".to_owned(),
        DoubtKind::GradesTaken => "the grades were taken from here".to_owned(),
        DoubtKind::GradesUnread => "grades in words that are not plain; the text is a note".to_owned(),
        _ => format!("{kind:?}"),
    }
}

/// Describes a remark on one line.
pub fn remark(remark: &Remark) -> String {
    match remark {
        Remark::HiddenSheet(sheet) => format!("the hidden sheet {sheet} is left out"),
        Remark::HiddenRows { sheet, count } => format!("sheet {sheet}: {count} hidden rows are left out"),
        Remark::HiddenColumns { sheet, count } => format!("sheet {sheet}: {count} hidden columns are read"),
        Remark::FormulaWithoutValue { sheet, cell } => {
            format!("sheet {sheet}, cell {cell}: the formula has no value; open the file in Excel, and save it again")
        }
        Remark::TextBox(text) => format!("a text box is read where it is anchored: {text}"),
        Remark::DeletedText => "text that was deleted while changes were tracked is left out".to_owned(),
        Remark::HiddenText => "hidden text is left out".to_owned(),
        Remark::TableInCell => "a table inside a cell is read after the table around it".to_owned(),
        Remark::Pictures(count) => format!("pictures are left out: {count}"),
        Remark::Fractions { sheet, column } => format!(
            "sheet {sheet}, column {column}: the numbers make 1, and may be percentages; formats of old Excel files are not read"
        ),
        Remark::UnevenRows { row, count } => {
            format!("rows with more or fewer fields than the first one: {count}, the first is row {row}")
        }
    }
}

/// Returns a remark as JSON.
pub fn remark_to_json(kind: &Remark) -> Node {
    Node::object([
        ("code", json::text(json::code(kind))),
        ("message", json::text(remark(kind))),
    ])
}
