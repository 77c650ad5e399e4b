//! The list of evidence by criterion (佐证材料目录), and a sheet to hand in with the evidence of each (佐证材料提交表).

use super::answer::find;
use super::filled::Filled;
use super::ledger::made;
use super::order::labelled;
use super::say::{Line, criteria, lines, without_stop};
use super::{Align, Cell, Content, Paper, Picture, Row, RowKind, Style, Table};
use assessment::Id;
use assessment::answers::{Attachment, Evidence, EvidenceKind};
use assessment::findings::{Finding, of_criterion};
use assessment::score::CriterionSheet;

/// Finds the picture of an attached file; `None` if it is not a picture, or not there.
pub type Pictures<'p> = &'p dyn Fn(&Attachment) -> Option<Picture>;

/// The sheet to hand in with the evidence of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The criterion.
    pub criterion: Id,
    /// The sheet.
    pub paper: Paper,
}

fn given(sheet: &CriterionSheet) -> impl Iterator<Item = &Evidence> {
    sheet.entry.evidence.iter().filter(|one| one.is_given())
}

/// Composes the list of evidence.
pub fn directory(form: &Filled<'_>) -> Paper {
    let words = form.words;
    let mut paper = Paper::of(form, form.title(words.evidence_list));
    let table = list(form);
    if table.rows.is_empty() {
        paper.lack(form, "evidence", words.lack_evidence);
    } else {
        paper.show("evidence", "", table);
        add_lacking(form, &mut paper);
    }
    paper
}

/// Returns the table of all evidence, by section and criterion; without rows if there is none.
pub(super) fn list(form: &Filled<'_>) -> Table {
    let words = form.words;
    let heads = [
        words.number,
        words.material,
        words.kind,
        words.reference,
        words.date,
        words.file,
    ];
    let mut rows = Vec::new();
    let mut section: Option<Row> = None;
    for line in lines(&form.sheet.root) {
        let sheet = match line {
            Line::Section(inner) => {
                let title = Cell::new(form.section_title(&inner.spec), Align::Start).over(6);
                section = Some(Row::new(RowKind::Section, [title]));
                continue;
            }
            Line::Criterion(sheet) => sheet,
        };
        let mut all = given(sheet).enumerate().peekable();
        if all.peek().is_none() {
            continue;
        }
        rows.extend(section.take());
        let name = Cell::new(form.named(&sheet.spec), Align::Start).over(6);
        rows.push(Row::new(RowKind::Plain, [name]));
        for (i, one) in all {
            let number = format!("{}-{}", form.number(&sheet.spec), i + 1);
            let texts = [
                one.shown_name().to_owned(),
                kind(form, one).to_owned(),
                one.reference.trim().to_owned(),
                form.day(one.date.trim()),
                one.file
                    .as_ref()
                    .map(|file| file.kept.name.trim().to_owned())
                    .unwrap_or_default(),
            ];
            let first = Cell::new(number, Align::Centre);
            let texts = texts.into_iter().map(|text| Cell::new(text, Align::Start));
            rows.push(Row::new(RowKind::Plain, std::iter::once(first).chain(texts)));
        }
    }
    made(vec![2, 7, 3, 4, 4, 4], &heads, rows)
}

/// Adds what is missing: evidence that the rubric requires, and evidence that it asks for where there is none at all.
pub(super) fn add_lacking(form: &Filled<'_>, paper: &mut Paper) {
    let is_missing = |sheet: &&CriterionSheet| {
        let found = of_criterion(
            &sheet.spec,
            &sheet.entry,
            &sheet.tally,
            &form.rubric.rules,
            &form.sheet.facts,
        );
        let is_asked = !sheet.spec.evidence.is_empty() && sheet.tally.answered > 0 && !sheet.entry.is_set_aside();
        sheet.tally.items > 0
            && given(sheet).next().is_none()
            && (is_asked || found.contains(&Finding::EvidenceMissing))
    };
    let without: Vec<_> = criteria(&form.sheet.root).filter(is_missing).collect();
    if !without.is_empty() {
        let list = form.items(without.iter().map(|sheet| &*sheet.spec));
        let what = form.say(form.words.lack_evidence_of, &[("list", &list)]);
        paper.lack(form, "evidence:missing", &what);
    }
}

/// Returns the name of a piece of evidence's kind.
pub(super) fn kind<'w>(form: &Filled<'w>, one: &Evidence) -> &'w str {
    let words = form.words;
    match one.kind {
        EvidenceKind::Document => words.kind_document,
        EvidenceKind::Photo => words.kind_photo,
        EvidenceKind::Data => words.kind_data,
        EvidenceKind::Site => words.kind_site,
        EvidenceKind::Link => words.kind_link,
        _ => words.kind_other,
    }
}

/// Composes the list of evidence, with the sheet of each criterion after it.
pub fn directory_with_sheets(form: &Filled<'_>, pictures: Pictures<'_>) -> Paper {
    let sheets = submissions(form, pictures).into_iter();
    let sheets = sheets.map(|sheet| (sheet.criterion.to_string(), sheet.paper));
    Paper::joined(std::iter::once((String::new(), directory(form))).chain(sheets))
}

/// Composes a sheet for every criterion that has evidence. What a record does not hold of a caption is left blank, to be filled in.
pub fn submissions(form: &Filled<'_>, pictures: Pictures<'_>) -> Vec<Submission> {
    let with = criteria(&form.sheet.root).filter(|sheet| given(sheet).next().is_some());
    let made = with.map(|sheet| Submission {
        criterion: sheet.spec.id.clone(),
        paper: of_sheet(form, sheet, pictures),
    });
    made.collect()
}

/// Composes the sheet of one criterion, also if it has no evidence yet; `None` if there is no such criterion.
pub fn submission(form: &Filled<'_>, criterion: &Id, pictures: Pictures<'_>) -> Option<Paper> {
    find(form, criterion).map(|sheet| of_sheet(form, sheet, pictures))
}

fn of_sheet(form: &Filled<'_>, sheet: &CriterionSheet, pictures: Pictures<'_>) -> Paper {
    let (words, spec) = (form.words, &sheet.spec);
    let mut paper = Paper::of(form, words.submission.to_owned());
    let path = form.rubric.criterion_path(&spec.id);
    let section = path
        .map(|path| form.section_title(form.rubric.section_at(path)))
        .unwrap_or_default();
    let texts = |all: &[assessment::text::Text]| form.list(all.iter().map(|text| form.wording(text)));
    let head = [
        (&*form.unit_label(), form.unit().unwrap_or_default().to_string()),
        (words.rubric, form.wording(&form.rubric.title).trim().to_owned()),
        (words.section, section),
        (words.criterion, form.named(spec)),
        (words.unit, texts(&spec.units)),
        (words.asked, texts(&spec.evidence)),
        (words.handed_in, String::new()),
    ];
    let rows = head.into_iter().map(|(label, text)| (label.to_owned(), text));
    paper.push("table:sheet", Content::Table(labelled(rows)));
    let mut count = 0_usize;
    for one in given(sheet) {
        count += 1;
        let key = format!("evidence:{count}");
        let values = [("number", &*count.to_string()), ("text", one.shown_name())];
        paper.head(format!("{key}:heading"), 3, form.say(words.numbered, &values));
        let picture = one.file.as_ref().and_then(|file| pictures(file));
        let is_photo = one.kind == EvidenceKind::Photo || picture.is_some();
        let table = if is_photo { caption(form, one) } else { facts(form, one) };
        if let Some(picture) = picture {
            let description = if picture.description.is_empty() {
                without_stop(one.shown_name()).to_owned()
            } else {
                picture.description.clone()
            };
            paper.push(
                format!("{key}:picture"),
                Content::Picture(Picture { description, ..picture }),
            );
        }
        paper.push(format!("{key}:table"), Content::Table(table));
    }
    if count == 0 {
        let what = form.say(words.lack_evidence_of, &[("list", &form.item(spec))]);
        paper.lack(form, "evidence", &what);
    }
    paper.say("signed", Style::Signature, words.submitted_by);
    paper.say("checked", Style::Signature, words.checked_by);
    paper
}

/// Returns the caption of a photo in its six parts. A record holds the day, the place and what it shows; the others are blank.
fn caption(form: &Filled<'_>, one: &Evidence) -> Table {
    let words = form.words;
    let file = one.file.as_ref().map(|file| file.kept.name.trim()).unwrap_or_default();
    labelled([
        (words.caption_time.to_owned(), form.day(one.date.trim())),
        (words.caption_place.to_owned(), one.reference.trim().to_owned()),
        (words.caption_people.to_owned(), String::new()),
        (words.caption_subject.to_owned(), one.shown_name().to_owned()),
        (words.caption_background.to_owned(), String::new()),
        (words.caption_occasion.to_owned(), String::new()),
        (words.file.to_owned(), file.to_owned()),
    ])
}

/// Returns what a record holds of other evidence.
fn facts(form: &Filled<'_>, one: &Evidence) -> Table {
    let words = form.words;
    let file = one.file.as_ref().map(|file| file.kept.name.trim()).unwrap_or_default();
    labelled([
        (words.material.to_owned(), one.shown_name().to_owned()),
        (words.kind.to_owned(), kind(form, one).to_owned()),
        (words.reference.to_owned(), one.reference.trim().to_owned()),
        (words.date.to_owned(), form.day(one.date.trim())),
        (words.file.to_owned(), file.to_owned()),
    ])
}
