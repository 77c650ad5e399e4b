//! Where the focus goes after a change that moves, adds or removes what had it.

use super::edit::{Band, Edit, Field};
use super::ids::line_id;
use super::scale::{LevelRow, Scale};
use super::tree::Part;
use super::work::Maker;

use std::collections::BTreeSet;

/// What a change does to the place where a person works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Follow {
    /// The part that is open from now on; `None` if that stays.
    pub(super) open: Option<Option<Part>>,
    /// The element that takes the focus.
    pub(super) focus: Option<String>,
    /// What was removed.
    pub(super) removed: Option<Removed>,
}

/// Something that was removed, until something else changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    /// Its name.
    pub(super) name: String,
    /// The element that takes the focus when it is there again.
    pub(super) focus: String,
}

/// The rows of a list of fields.
struct Rows {
    names: Vec<String>,
    /// The element id of the field of a row, up to its number, and of the button that adds one.
    field: String,
    add: String,
}

fn bands(bands: &[Band]) -> Rows {
    Rows {
        names: bands.iter().map(|band| band.label.clone()).collect(),
        field: "maker-grade".to_owned(),
        add: "maker-grade-add".to_owned(),
    }
}

fn fields(fields: &[Field]) -> Rows {
    Rows {
        names: fields.iter().map(|field| field.label.clone()).collect(),
        field: "maker-field".to_owned(),
        add: "maker-field-add".to_owned(),
    }
}

fn scale(id: &str, scale: &Scale) -> Option<Rows> {
    let name = |level: &LevelRow| level.label.clone();
    let (names, field): (Vec<String>, _) = match scale {
        Scale::Levels(levels) => (levels.iter().map(name).collect(), "level"),
        Scale::Steps { rows, .. } => (rows.iter().map(|row| row.at_least.clone()).collect(), "from"),
        _ => return None,
    };
    Some(Rows {
        names,
        field: format!("maker-{field}-{id}"),
        add: format!("maker-{field}-add-{id}"),
    })
}

/// Returns the rows of the list that a change is about, before it or after it.
fn rows(edit: &Edit, maker: &Maker) -> Option<Rows> {
    match edit {
        Edit::Grades(_) => Some(bands(&Band::all(maker.rubric()).unwrap_or_default())),
        Edit::Profile(_) => Some(fields(&Field::all(maker.rubric()))),
        Edit::Scale(id, _) => {
            let line = maker.outline().line(&Part::Criterion(id.clone()))?;
            scale(id, line.scale.as_ref()?)
        }
        _ => None,
    }
}

/// What was there before a change.
pub(super) struct Before {
    parts: Vec<Part>,
    name: String,
    rows: Option<Rows>,
}

impl Before {
    pub(super) fn of(maker: &Maker, edit: &Edit) -> Self {
        let name = match edit {
            Edit::Remove(part) => maker.outline().line(part).map(|line| {
                let words = [&*line.label, &*line.text]
                    .into_iter()
                    .filter(|words| !words.is_empty());
                words.collect::<Vec<_>>().join(" ")
            }),
            _ => None,
        };
        Self {
            parts: maker.outline().lines.iter().map(|line| line.part.clone()).collect(),
            name: name.unwrap_or_default(),
            rows: rows(edit, maker),
        }
    }

    /// Returns what follows from the change, which was made.
    pub(super) fn follow(self, maker: &Maker, edit: &Edit) -> Follow {
        let new = || {
            let known: BTreeSet<&Part> = self.parts.iter().collect();
            let mut lines = maker.outline().lines.iter();
            lines
                .find(|line| !known.contains(&line.part))
                .map(|line| line.part.clone())
        };
        let opened = |field: &str| match new() {
            Some(part) => {
                let (Part::Section(id) | Part::Criterion(id)) = &part;
                Follow {
                    focus: Some(format!("maker-{field}-{id}")),
                    open: Some(Some(part)),
                    ..Follow::default()
                }
            }
            None => Follow::default(),
        };
        match edit {
            Edit::AddCriterion(..) => opened("text"),
            Edit::AddSection(..) => opened("title"),
            Edit::Split(..) | Edit::IntoCriterion(_) => opened("points"),
            Edit::IntoSection(_) => opened("title"),
            Edit::MoveUp(Part::Section(id) | Part::Criterion(id)) => Follow {
                focus: Some(format!("maker-up-{id}")),
                ..Follow::default()
            },
            Edit::MoveDown(Part::Section(id) | Part::Criterion(id)) => Follow {
                focus: Some(format!("maker-down-{id}")),
                ..Follow::default()
            },
            Edit::Remove(part) => {
                let at = self.parts.iter().position(|one| one == part).unwrap_or_default();
                let is_left = |one: &&Part| maker.outline().line(one).is_some();
                let next = self.parts.iter().skip(at).find(is_left);
                let near = next.or_else(|| self.parts.iter().take(at).rev().find(is_left));
                Follow {
                    open: Some(None),
                    focus: Some(near.map_or_else(|| "maker-section-add".to_owned(), line_id)),
                    removed: Some(Removed {
                        name: self.name,
                        focus: line_id(part),
                    }),
                }
            }
            Edit::Grades(_) | Edit::Profile(_) | Edit::Scale(..) => match (self.rows, rows(edit, maker)) {
                (Some(before), Some(after)) if before.field == after.field => changed(&before, &after),
                _ => Follow::default(),
            },
            _ => Follow::default(),
        }
    }
}

fn changed(before: &Rows, after: &Rows) -> Follow {
    let (was, is) = (before.names.len(), after.names.len());
    if is == was + 1 {
        return Follow {
            focus: Some(format!("{}-{was}", after.field)),
            ..Follow::default()
        };
    }
    if is + 1 != was {
        return Follow::default();
    }
    let pairs = before.names.iter().zip(&after.names);
    let at = pairs.take_while(|(one, other)| one == other).count();
    Follow {
        focus: Some(match is.checked_sub(1) {
            Some(last) => format!("{}-{}", after.field, at.min(last)),
            None => after.add.clone(),
        }),
        removed: Some(Removed {
            name: before.names.get(at).cloned().unwrap_or_default(),
            focus: format!("{}-{at}", after.field),
        }),
        ..Follow::default()
    }
}
