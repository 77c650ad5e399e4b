//! The head of a table, and what its columns are for.

use super::amounts::{self, Of};
use super::heads::{self, Role};
use super::statements;
use crate::assign::{BlockAssignments, ColumnRole, RowRole};
use crate::document::Table;
use assessment::points::Decimal;

/// Rows among which a head is looked for.
const LOOKED_AT: usize = 40;

/// The head of a table, and what its columns are for.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The rows of the head: the first one, and the first one after it.
    pub head: std::ops::Range<usize>,
    /// The text over each column.
    pub texts: Vec<String>,
    /// What each column is for.
    pub roles: Vec<Option<Role>>,
    /// What each column is for by the words of its head alone.
    by_head: Vec<Option<Role>>,
    /// Whether the points are those of a column of weights.
    pub weights_as_points: bool,
    /// Another column that may have the points as well.
    pub second_points: Option<usize>,
}

impl Columns {
    /// Finds the head of a table, and what its columns are for; `None` if it has no head that is known, and nobody said which column has
    /// the criteria.
    pub fn find(table: &Table, assigned: &BlockAssignments) -> Option<Self> {
        let head = head_rows(table, assigned)?;
        let width = table.width();
        let deepest = |column: usize| {
            let texts = head.clone().rev().map(|row| table.text(row, column));
            texts
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let texts: Vec<Vec<String>> = (0..width).map(deepest).collect();
        let roles: Vec<Option<Role>> = texts
            .iter()
            .map(|texts| texts.iter().find_map(|text| heads::role(text)))
            .collect();
        let mut columns = Self {
            head,
            texts: texts
                .into_iter()
                .map(|texts| texts.into_iter().next().unwrap_or_default())
                .collect(),
            by_head: roles.clone(),
            roles,
            ..Self::default()
        };
        columns.take_level_points(table, assigned);
        columns.settle(table);
        columns.assign(table, assigned);
        Some(columns)
    }

    /// Puts what a person said about columns over what was guessed. Of a role that only one column has, the guessed column loses it.
    fn assign(&mut self, table: &Table, assigned: &BlockAssignments) {
        let guessed = self.column_roles();
        for (column, role) in &assigned.columns {
            // A guess that agrees may say more, such as that the column has the points of a level.
            let agrees = guessed.get(*column) == Some(&Some(*role)) && *role != ColumnRole::Ignored;
            if let Some(own) = self.roles.get_mut(*column).filter(|_| !agrees) {
                *own = Some(Role::from(*role));
            }
        }
        let single = [
            (ColumnRole::Criterion, Role::Guidance),
            (ColumnRole::Points, Role::Other),
            (ColumnRole::Number, Role::Other),
            (ColumnRole::Own, Role::Review),
        ];
        for (role, instead) in single {
            let Some(chosen) = assigned.columns_for(role).next() else {
                continue;
            };
            for column in self.all(Role::from(role)).collect::<Vec<_>>() {
                if column != chosen {
                    // A column that its head calls one of sections is one again.
                    let section = self.by_head[column].filter(|own| matches!(own, Role::Section(_)));
                    self.roles[column] = section.filter(|_| role == ColumnRole::Criterion).or(Some(instead));
                }
            }
        }
        if let Some(column) = assigned.columns_for(ColumnRole::Points).next() {
            let head = self.texts.get(column).and_then(|text| heads::role(text));
            self.weights_as_points = head == Some(Role::Weight);
            self.second_points = None;
        }
        self.second_points = self
            .second_points
            .filter(|column| !assigned.columns.contains_key(column));
        if self.one(Role::Criterion).is_none() && !assigned.columns.is_empty() {
            let words = |column: &usize| {
                let rows = self.head.end..table.rows.len();
                rows.filter(|row| is_words(table.text(*row, *column))).count()
            };
            let free = (0..self.roles.len()).filter(|column| !assigned.columns.contains_key(column));
            if let Some(column) = free.max_by_key(|column| (words(column), usize::MAX - column)) {
                self.roles[column] = Some(Role::Criterion);
            }
        }
    }

    /// Returns what each column is for, in the terms of a person.
    pub fn column_roles(&self) -> Vec<Option<ColumnRole>> {
        let sections = self.sections();
        let depth = |column: usize| {
            let at = sections.iter().position(|section| *section == column).unwrap_or(0);
            at.min(2) as u8 + 1
        };
        let of = |(column, role): (usize, &Option<Role>)| {
            Some(match (*role)? {
                Role::Number => ColumnRole::Number,
                Role::Section(_) => ColumnRole::Section(depth(column)),
                Role::Criterion => ColumnRole::Criterion,
                Role::Guidance => ColumnRole::Guidance,
                Role::Points => ColumnRole::Points,
                Role::Own => ColumnRole::Own,
                Role::Note => ColumnRole::Note,
                Role::Unit => ColumnRole::Unit,
                Role::Evidence => ColumnRole::Evidence,
                Role::Method => ColumnRole::Method,
                Role::Level | Role::LevelPoints => ColumnRole::Level,
                Role::Weight | Role::Review | Role::Other => ColumnRole::Ignored,
            })
        };
        self.roles.iter().enumerate().map(of).collect()
    }

    /// Takes the points of levels from the row below the head, where that row has nothing else.
    fn take_level_points(&mut self, table: &Table, assigned: &BlockAssignments) {
        let row = self.head.end;
        let levels: Vec<usize> = self.all(Role::Level).collect();
        if self.head.is_empty() || assigned.is_body(row) {
            return;
        }
        let numbers: Option<Vec<Decimal>> = levels
            .iter()
            .map(|column| amounts::number(table.text(row, *column)))
            .collect();
        let Some(numbers) = numbers.filter(|numbers| numbers.len() >= 2) else {
            return;
        };
        let others = table.rows.get(row).map_or(0, |row| {
            row.origins()
                .filter(|(column, cell)| !levels.contains(column) && !cell.text.starts_with(['（', '(']))
                .count()
        });
        let has_words = levels.iter().any(|column| is_words(table.text(row + 1, *column)));
        if others == 0 && has_words {
            for (column, number) in levels.into_iter().zip(numbers) {
                self.texts[column] = format!("{}（{number}）", self.texts[column]);
            }
            self.head.end += 1;
        }
    }

    /// Returns the columns with this role.
    pub fn all(&self, role: Role) -> impl Iterator<Item = usize> {
        let of = move |(column, own): (usize, &Option<Role>)| (*own == Some(role)).then_some(column);
        self.roles.iter().enumerate().filter_map(of)
    }

    /// Returns the first column with this role.
    pub fn one(&self, role: Role) -> Option<usize> {
        self.all(role).next()
    }

    /// Returns the columns of sections, outermost first.
    pub fn sections(&self) -> Vec<usize> {
        let mut found: Vec<(u8, usize)> = self
            .roles
            .iter()
            .enumerate()
            .filter_map(|(column, role)| match role {
                Some(Role::Section(level)) => Some((*level, column)),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, column)| column).collect()
    }

    /// Decides between columns that several roles fit, by what is in them.
    fn settle(&mut self, table: &Table) {
        let body = self.head.end..table.rows.len();
        let count = |column: usize, fits: &dyn Fn(&str) -> bool| {
            body.clone()
                .filter(|row| {
                    table.rows[*row]
                        .cells
                        .get(column)
                        .is_some_and(|cell| cell.is_origin() && fits(&cell.text))
                })
                .count()
        };
        let numbers = |column: usize| count(column, &|text| points_of(text).is_some());
        let texts = |column: usize| count(column, &|text| is_words(text));
        // A column headed with a word for scores has the points where its cells are blanks such as `/25`.
        if self.one(Role::Points).is_none() {
            let blank = |column: &usize| {
                let all = count(*column, &|text| amounts::out_of(text).is_some());
                all > 0 && all * 2 >= count(*column, &|text| !text.is_empty())
            };
            let blanks: Vec<usize> = self
                .all(Role::Own)
                .chain(self.all(Role::Review))
                .filter(blank)
                .collect();
            if let Some(column) = blanks.first() {
                self.roles[*column] = Some(Role::Points);
            }
        }
        if self.one(Role::Points).is_none_or(|column| numbers(column) == 0) {
            let weights = self
                .all(Role::Weight)
                .find(|column| numbers(*column) > 0 || percents(table, *column, &body) > 0);
            if let Some(column) = weights {
                for other in self.all(Role::Points).collect::<Vec<_>>() {
                    self.roles[other] = Some(Role::Other);
                }
                self.roles[column] = Some(Role::Points);
                self.weights_as_points = true;
            }
        }
        // Of several columns of points the one with the most cells has those of the criteria.
        let points: Vec<usize> = self.all(Role::Points).collect();
        if points.len() > 1 {
            let best = points
                .iter()
                .copied()
                .max_by_key(|column| (numbers(*column), usize::MAX - column));
            for column in points.into_iter().filter(|column| Some(*column) != best) {
                let rows: Vec<_> = body.clone().collect();
                let same = |row: &usize| {
                    best.map(|best| points_of(table.text(*row, best)) == points_of(table.text(*row, column)))
                };
                if numbers(column) == best.map_or(0, numbers) && !rows.iter().all(|row| same(row) == Some(true)) {
                    self.second_points = Some(column);
                }
                self.roles[column] = Some(Role::Other);
            }
        }
        let rows = self.one(Role::Points).map_or(0, numbers);
        if rows == 0 && self.one(Role::Criterion).is_none() {
            // Of columns that say how things are judged the one whose texts end with points says what is judged.
            let pointed = |column: &usize| {
                let all = count(*column, &|text| statements::own_points(text).is_some());
                all > 1 && all * 2 >= texts(*column)
            };
            let guidance: Vec<usize> = self.all(Role::Guidance).collect();
            if let Some(column) = guidance.into_iter().find(pointed) {
                self.roles[column] = Some(Role::Criterion);
            }
        }
        self.settle_texts(&texts, rows);
    }

    /// Decides which columns have the criteria, their sections and how they are judged.
    fn settle_texts(&mut self, texts: &dyn Fn(usize) -> usize, numbers: usize) {
        let unknown: Vec<usize> = (0..self.roles.len())
            .filter(|column| self.roles[*column].is_none() && texts(*column) > 0)
            .collect();
        let most = unknown
            .iter()
            .copied()
            .max_by_key(|column| (texts(*column), usize::MAX - column));
        let criteria: Vec<usize> = self.all(Role::Criterion).collect();
        match criteria.as_slice() {
            [] => {
                let sections = self.sections();
                let chosen = match (most, sections.as_slice()) {
                    // A column without a head at the start has what is judged.
                    (Some(column), sections) if sections.iter().all(|section| texts(*section) <= texts(column)) => {
                        Some(column)
                    }
                    (_, [.., deepest]) => {
                        // With more rows of points than the innermost sections have cells it is not they that are judged.
                        let more = self.all(Role::Guidance).find(|column| {
                            texts(*column) > texts(*deepest) && numbers > texts(*deepest) && numbers >= texts(*column)
                        });
                        more.or(Some(*deepest))
                    }
                    _ => self.all(Role::Guidance).max_by_key(|column| texts(*column)),
                };
                if let Some(column) = chosen {
                    self.roles[column] = Some(Role::Criterion);
                }
            }
            [only] => {
                // Names in a column without a head, and what they mean in the one with the word for criteria.
                let named = unknown
                    .iter()
                    .copied()
                    .find(|column| *column < *only && self.texts[*column].is_empty());
                let more = self
                    .all(Role::Guidance)
                    .find(|column| texts(*column) > texts(*only) && numbers >= texts(*column));
                if let Some(column) = more {
                    // What is called a requirement has a row of its own; the criterion names several of them.
                    self.roles[*only] = Some(Role::Section(9));
                    self.roles[column] = Some(Role::Criterion);
                } else if let Some(column) = named.filter(|column| texts(*column) >= texts(*only)) {
                    self.roles[column] = Some(Role::Criterion);
                    self.roles[*only] = Some(Role::Guidance);
                }
            }
            [first, rest @ ..] => {
                // With fewer cells than the next one a column has sections; with as many it names what the next one says.
                let next = rest[0];
                if texts(*first) < texts(next) {
                    self.roles[*first] = Some(Role::Section(9));
                    for column in &rest[1..] {
                        self.roles[*column] = Some(Role::Guidance);
                    }
                } else {
                    for column in rest {
                        self.roles[*column] = Some(Role::Guidance);
                    }
                }
            }
        }
    }
}

/// Reads a cell for points, also in Chinese numerals.
pub fn points_of(text: &str) -> Option<Decimal> {
    figures(text).or_else(|| amounts::chinese(text))
}

/// Reads a cell for points in figures.
fn figures(text: &str) -> Option<Decimal> {
    amounts::number(text)
        .or_else(|| amounts::up_to(text))
        .or_else(|| amounts::out_of(text).map(|(_, max)| max))
        .or_else(|| amounts::percent(text))
        .or_else(|| match amounts::stated(text).as_slice() {
            [only] if only.of == Of::Points => Some(only.amount),
            _ => None,
        })
}

fn percents(table: &Table, column: usize, body: &std::ops::Range<usize>) -> usize {
    body.clone()
        .filter(|row| amounts::percent(table.text(*row, column)).is_some())
        .count()
}

/// Returns whether a text has words and is not only a number.
pub fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && figures(text).is_none()
}

/// Returns the rows of the head of a table. Where none is known by its words, a table whose column of criteria a person named has the
/// head that they named, or none.
fn head_rows(table: &Table, assigned: &BlockAssignments) -> Option<std::ops::Range<usize>> {
    let count = table.rows.len();
    let is_named = |row: usize| assigned.rows.get(&row) == Some(&RowRole::Head);
    let known = (0..count.min(LOOKED_AT)).find(|row| !assigned.is_body(*row) && is_head(table, *row));
    let continues = |row: usize| match known {
        Some(first) => !assigned.is_body(row) && continues_head(table, first, row),
        None => false,
    };
    if known.is_none() && !assigned.has_column(ColumnRole::Criterion) {
        return None;
    }
    let Some(mut first) = known.or_else(|| (0..count).find(|row| is_named(*row))) else {
        return Some(0..0);
    };
    let mut end = first + 1;
    while end < count && (is_named(end) || continues(end)) {
        end += 1;
    }
    while first > 0 && is_named(first - 1) {
        first -= 1;
    }
    Some(first..end)
}

/// Returns whether a row is the head of a table: at least two of its cells, and half of them, are words that heads have.
fn is_head(table: &Table, row: usize) -> bool {
    let origins: Vec<_> = table.rows[row].origins().collect();
    let roles: Vec<Role> = origins.iter().filter_map(|(_, cell)| heads::role(&cell.text)).collect();
    let about = roles.iter().any(|role| {
        matches!(
            role,
            Role::Criterion
                | Role::Section(_)
                | Role::Guidance
                | Role::Points
                | Role::Weight
                | Role::Level
                | Role::LevelPoints
                | Role::Own
        )
    });
    let differ = roles.iter().any(|role| *role != roles[0]);
    let has = |wanted: &dyn Fn(Role) -> bool| roles.iter().any(|role| wanted(*role));
    let is_sure = has(&|role| role == Role::Points) && has(&|role| matches!(role, Role::Criterion | Role::Section(_)));
    about && differ && roles.len() >= 2 && (is_sure || roles.len() * 2 >= origins.len())
}

/// Returns whether a row still belongs to the head: cells of the head reach into it, or stand over further heads.
fn continues_head(table: &Table, first: usize, row: usize) -> bool {
    let cells = &table.rows[row].cells;
    let reaches = cells
        .iter()
        .any(|cell| !cell.is_empty() && cell.above > 0 && cell.above as usize >= row - first);
    let is_words = |row: usize| {
        let own: Vec<_> = table.rows[row]
            .cells
            .iter()
            .filter(|cell| cell.above == 0 && cell.before == 0 && !cell.is_empty())
            .collect();
        !own.is_empty()
            && own.iter().all(|cell| {
                heads::role(&cell.text).is_some() || points_of(&cell.text).is_none() && cell.text.chars().count() <= 12
            })
    };
    if reaches {
        return is_words(row);
    }
    let spans = table.rows[first]
        .cells
        .iter()
        .any(|cell| cell.columns > 1 && !cell.is_empty() && (cell.columns as usize) < cells.len());
    let known = table.rows[row]
        .origins()
        .filter(|(_, cell)| heads::role(&cell.text).is_some())
        .count();
    let all = table.rows[row].origins().count();
    spans && all > 0 && known == all
}
