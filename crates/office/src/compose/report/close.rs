//! Who took part, the documents that the assessment is based on, and the annexes.

use super::Composer;
use crate::compose::evidence;
use crate::compose::say::without_stop;
use crate::paper::Style;
use assessment::rubric::{ReportPartKind, Status};

impl Composer<'_, '_> {
    /// Adds the names by role and the documents.
    pub(super) fn basis(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let (mut nameless, mut has_intro) = (Vec::new(), false);
        for role in &form.rubric.roles {
            let label = form.wording(&role.label);
            let names = form.record.roles.get(&role.id).into_iter().flatten();
            let names: Vec<_> = names.map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
            if names.is_empty() {
                nameless.push(label);
            } else {
                if !std::mem::replace(&mut has_intro, true) {
                    self.paper.say("roles", Style::Body, words.people);
                }
                let line = form.labelled(&label, &form.list(names));
                self.paper
                    .say(format!("role:{}", role.id), Style::Body, form.sentence(&line));
            }
        }
        if form.rubric.roles.is_empty() {
            self.paper.lack(form, "roles:missing", words.lack_people);
        } else if !nameless.is_empty() {
            let what = form.say(words.lack_names, &[("list", &form.list(nameless))]);
            self.paper.lack(form, "roles:missing", &what);
        }
        let basis = &form.rubric.basis;
        if basis.is_empty() {
            self.paper.lack(form, "basis", words.lack_basis);
        } else {
            self.paper.say("basis", Style::Body, words.basis);
        }
        let mut masked = Vec::new();
        for (i, document) in basis.iter().enumerate() {
            let (number, title) = ((i + 1).to_string(), form.wording(&document.title));
            let values = [("number", &*number), ("title", bare(&title))];
            let line = match &document.number {
                Some(sign) => form.say(words.document_numbered, &[values[0], values[1], ("sign", sign)]),
                None => form.say(words.document, &values),
            };
            let texts = document.number.iter().chain([&title]);
            masked.extend(texts.filter(|text| is_masked(text)).cloned());
            self.paper.say(format!("basis:{number}"), Style::Body, line);
        }
        if !masked.is_empty() {
            let what = form.say(words.lack_numbers, &[("list", &form.list(masked))]);
            self.paper.lack(form, "basis:numbers", &what);
        }
        let note = match form.rubric.status {
            Status::Sample if form.rubric.scored() == 0 => words.rubric_sample_unscored,
            Status::Sample => words.rubric_sample,
            Status::Draft => words.rubric_draft,
            _ => return,
        };
        let title = form.wording(&form.rubric.title);
        let note = form.say(note, &[("title", title.trim())]);
        self.paper.say("basis:status", Style::Remark, note);
    }

    /// Adds the list of annexes, with the list of evidence.
    pub(super) fn annex(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let has_scores = self.parts.iter().any(|part| part.part == ReportPartKind::Result);
        let is_scored = form.rubric.scored() > 0;
        let names = [
            (is_scored && has_scores).then_some(words.annex_scores_inside),
            (is_scored && !has_scores).then_some(words.annex_scores),
            Some(words.annex_evidence),
        ];
        for (i, name) in names.into_iter().flatten().enumerate() {
            let line = form.say(words.numbered, &[("number", &(i + 1).to_string()), ("text", name)]);
            self.paper.say(format!("annex:{}", i + 1), Style::Body, line);
        }
        let table = evidence::list(form);
        if table.rows.is_empty() {
            self.paper.lack(form, "evidence", words.lack_evidence);
            return;
        }
        let caption = self.caption(words.evidence_list);
        self.paper.show("evidence", &caption, table);
        evidence::add_lacking(form, &mut self.paper);
    }
}

/// Returns a title without a stop at its end, and without marks of its own around the whole.
fn bare(title: &str) -> &str {
    let title = without_stop(title);
    let inner = title.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    inner.filter(|inner| !inner.contains('《')).unwrap_or(title)
}

/// Whether a number or title of a document has a part that was masked, such as 20xx.
fn is_masked(text: &str) -> bool {
    ["xx", "XX", "××", "**", "__", "＊＊"]
        .iter()
        .any(|mask| text.contains(mask))
}
