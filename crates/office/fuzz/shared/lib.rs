//! What all targets have in common: how an input is divided, and what must hold of a document.

use assessment::rubric::Rubric;
use office::assign::{Assignments, ColumnRole, RowRole};
use office::document::{Block, Document};
use office::draft::Draft;
use office::fill::{self, Entry, Origin, Values};
use office::{OwnScore, ReadError};
use rawzip::ZipArchiveWriter;
use std::collections::BTreeMap;
use std::io::Write as _;

/// Decodes other encodings than Unicode's, as the command line does.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}

/// Divides an input: its first line, if it is short, has choices, and the rest is what is read.
pub fn divide(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().take(40).position(|byte| *byte == b'\n') {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (&[], input),
    }
}

/// The parts of a text, which form feeds separate.
pub fn parts(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|byte| *byte == b'\x0c');
    parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}

/// A ZIP archive with these members, not compressed.
pub fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, content) in members {
        let (mut entry, config) = archive.new_file(path).start().expect("a valid path");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content.as_bytes()).expect("memory");
        let (_, descriptor) = writer.finish().expect("memory");
        entry.finish(descriptor).expect("memory");
    }
    archive.finish().expect("memory");
    bytes
}

/// Three choices make a decision: about a column, a row, or a block that is left out.
fn assignments(document: &Document, choices: &[u8]) -> Assignments {
    let mut all = Assignments::default();
    let count = document.blocks.len().max(1);
    for choice in choices.chunks_exact(3) {
        let [first, index, role] = [choice[0], choice[1], choice[2]].map(usize::from);
        let block = first / 4 % count;
        // One place beyond those of the block is no mistake of the caller either.
        let (columns, rows) = match document.blocks.get(block) {
            Some(Block::Table(table)) => (table.width() + 1, table.rows.len() + 1),
            _ => (1, 1),
        };
        match first % 4 {
            0 | 1 => {
                let role = ColumnRole::ALL[role % ColumnRole::ALL.len()];
                all.columns.insert((block, index % columns), role);
            }
            2 => {
                let role = RowRole::ALL[role % RowRole::ALL.len()];
                all.rows.insert((block, index % rows), role);
            }
            _ if role % 4 == 0 => {
                all.left_out.insert(block);
            }
            _ => {}
        }
    }
    all
}

/// A document is the same after a round trip through JSON, and what is understood from it, with decisions and without, never panics.
pub fn check(read: Result<Document, ReadError>, choices: &[u8]) {
    let Ok(document) = read else { return };
    let json = serde_json::to_string(&document).expect("JSON");
    let again: Document = serde_json::from_str(&json).expect("a document");
    assert!(again == document, "the document differs after a round trip");
    check_draft(&document, office::understand(&document));
    let decisions = assignments(&document, choices);
    if !decisions.is_empty() {
        let json = serde_json::to_string(&decisions).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Assignments>(&json).expect("assignments"),
            decisions
        );
        check_draft(&document, office::understand_with(&document, &decisions));
    }
}

fn check_draft(document: &Document, draft: Option<Draft>) {
    let Some(draft) = draft else { return };
    let json = serde_json::to_string(&draft).expect("JSON");
    assert!(serde_json::from_str::<Draft>(&json).expect("a draft") == draft);
    // Every row and every paragraph became something, once.
    let rows = document.blocks.iter().map(|block| match block {
        Block::Paragraph(_) => 1,
        Block::Table(table) => table.rows.len(),
    });
    assert_eq!(draft.became.len(), rows.sum::<usize>());
    let form = draft.form("r");
    // What is understood is a rubric, or the engine says what is wrong with it.
    let _ = Rubric::parse(&assessment::json::pretty(&form.rubric));
    let at: BTreeMap<_, _> = form.criteria.iter().map(|(id, place)| (*place, id)).collect();
    let scores = draft.criteria().into_iter().filter_map(|criterion| {
        Some(OwnScore {
            criterion: (*at.get(&criterion.place)?).clone(),
            points: criterion.own.or(criterion.points)?,
            note: criterion.note.clone(),
        })
    });
    let scores: Vec<OwnScore> = scores.collect();
    let (record, refused) = office::record(&form.rubric, &scores, "1");
    assert!(refused.len() <= scores.len());
    let _ = assessment::json::pretty(&record);
    // Read again, the form keeps its ids.
    let mut again = form.rubric.clone();
    office::keep(&mut again, &form.rubric);
    assert!(again == form.rubric, "the ids differ after the same was read again");
}

/// A Word or Excel file that a rubric was made from takes the values of the rubric's criteria: the file stays a file with the same rows.
pub fn check_fill(bytes: &[u8], name: &str, choices: &[u8]) {
    let Ok(document) = office::read(bytes, name, &decode) else {
        return;
    };
    let decisions = assignments(&document, choices);
    let Some(draft) = office::understand_with(&document, &decisions) else {
        return;
    };
    let form = draft.form("r");
    let Ok(rubric) = Rubric::parse(&assessment::json::pretty(&form.rubric)) else {
        return;
    };
    let entry = |number: usize| Entry {
        score: Some(format!("{}.5", number % 10)),
        lost: Some("0.5".to_owned()),
        reason: Some("<&>\u{1}".to_owned()),
        note: Some(format!("note {number}")),
        evidence: None,
    };
    let values = Values {
        criteria: form.criteria.keys().cloned().zip((0..).map(entry)).collect(),
        sections: form.sections.keys().map(|id| (id.clone(), "1".to_owned())).collect(),
        total: Some("7.5".to_owned()),
        grade: Some("B".to_owned()),
        date: Some("2026-11-05".to_owned()),
        subject: Some("School".to_owned()),
        profile: vec![("Pupils".to_owned(), "640".to_owned())],
    };
    let origin = Origin::of(name, &document, &draft, &form, &decisions);
    for origin in [origin.as_ref(), None] {
        let Ok(filling) = fill::fill(bytes, &rubric, origin, &values) else {
            continue;
        };
        let again = office::read(&filling.bytes, name, &decode).expect("a file that is read again");
        let rows = |document: &Document| -> Vec<usize> {
            let rows = document.blocks.iter().map(|block| match block {
                Block::Paragraph(_) => 0,
                Block::Table(table) => table.rows.len(),
            });
            rows.filter(|rows| *rows > 0).collect()
        };
        assert_eq!(rows(&again), rows(&document), "the tables differ");
        let items: usize = filling.written.len() + filling.left.len();
        assert!(items >= values.criteria.len(), "a criterion was lost");
    }
}
