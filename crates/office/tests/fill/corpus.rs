//! The documents of `tests/cases`: each is found again in its file, and filled in without a fault beside its cells.

use crate::kit::{cells, changed_members, member, split};
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use office::assign::Assignments;
use office::fill::{Entry, Item, Origin, Values, Where, fill};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn documents_are_filled_in_and_read_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut scored, mut count, mut without) = (0, 0, Vec::new());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".docx") && !name.ends_with(".xlsx") {
            continue;
        }
        let bytes = fs::read(&file).unwrap();
        let document = office::read(&bytes, &name, &|_, _| None).unwrap();
        let Some(draft) = office::understand(&document) else {
            continue;
        };
        let form = draft.form("r");
        let rubric = Rubric::parse(&assessment::json::pretty(&form.rubric)).unwrap();
        let origin = Origin::of(&name, &document, &draft, &form, &Assignments::default()).unwrap();
        let mut values = Values::default();
        let mut expected: BTreeMap<String, Decimal> = BTreeMap::new();
        for (at, (id, place)) in form.criteria.iter().enumerate() {
            let points = draft
                .criteria()
                .into_iter()
                .find(|criterion| criterion.place == *place)
                .unwrap()
                .points;
            let lost = Decimal::whole(at as i32 % 3);
            let own = points
                .filter(|points| *points > lost)
                .map_or(Decimal::ZERO, |points| points - lost);
            expected.insert(id.clone(), own);
            let entry = Entry {
                score: Some(own.to_string()),
                reason: Some("见整改方案".to_owned()),
                ..Entry::default()
            };
            values.criteria.insert(id.clone(), entry);
        }
        values.total = Some("88".to_owned());
        values.subject = Some("柳湾小学".to_owned());
        values.date = Some("2026-11-05".to_owned());
        let filling = fill(&bytes, &rubric, Some(&origin), &values).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        // Every value is written or listed, and not both.
        let said: Vec<&Item> = filling
            .written
            .iter()
            .map(|written| &written.item)
            .chain(filling.left.iter().map(|left| &left.item))
            .collect();
        for id in values.criteria.keys() {
            for item in [Item::Score(id.clone()), Item::Reason(id.clone())] {
                assert_eq!(said.iter().filter(|own| ***own == item).count(), 1, "{name} {item:?}");
            }
        }
        for item in [Item::Total, Item::Subject, Item::Date] {
            assert!(said.contains(&&item), "{name} {item:?}");
        }
        // Only cells and paragraphs that are named differ.
        for path in changed_members(&bytes, &filling.bytes) {
            let (before, after) = (member(&bytes, &path), member(&filling.bytes, &path));
            if path == "xl/workbook.xml" {
                assert!(filling.formulas.iter().any(|formula| formula.value.is_none()), "{name}");
            } else if path.starts_with("xl/") {
                let ((rest, before), (other, after)) = (cells(&before), cells(&after));
                assert_eq!(rest, other, "{name}");
                let written = filling.written.iter().filter_map(|written| match &written.place {
                    Where::Cell { cell, .. } => Some(cell),
                    _ => None,
                });
                let named: BTreeSet<&String> = written
                    .chain(filling.formulas.iter().map(|formula| &formula.cell))
                    .collect();
                for (cell, text) in &after {
                    assert!(before.get(cell) == Some(text) || named.contains(cell), "{name} {cell}");
                }
            } else {
                let differing = |part: &str| {
                    let ((_, one), (_, other)) = (split(&before, part), split(&after, part));
                    assert_eq!(one.len(), other.len(), "{name}");
                    one.iter().zip(&other).filter(|(one, other)| one != other).count()
                };
                let places: BTreeSet<&Where> = filling.written.iter().map(|written| &written.place).collect();
                assert!(differing("tc") <= places.len(), "{name}");
                let (rest, _) = split(&before, "p");
                assert_eq!(rest, split(&after, "p").0, "{name}");
            }
        }
        // Read again, the scores that were written are those of the criteria.
        let again = office::read(&filling.bytes, &name, &|_, _| None).unwrap();
        let again = office::understand(&again).unwrap_or_else(|| panic!("{name} is no rubric any more"));
        let texts: Vec<&str> = again.criteria().iter().map(|criterion| &*criterion.text).collect();
        assert_eq!(
            texts,
            draft
                .criteria()
                .iter()
                .map(|criterion| &*criterion.text)
                .collect::<Vec<_>>(),
            "{name}"
        );
        let mut own = 0;
        for (id, place) in &form.criteria {
            let is_written = filling
                .written
                .iter()
                .any(|written| written.item == Item::Score(id.clone()));
            let criteria = again.criteria();
            let criterion = criteria
                .into_iter()
                .find(|criterion| criterion.place == *place)
                .unwrap();
            // A blank over the points, such as `____/25`, is not read as a score.
            if is_written && criterion.own.is_some() {
                assert_eq!(criterion.own, Some(expected[id]), "{name} {id}");
            }
            own += usize::from(is_written);
        }
        count += 1;
        scored += own;
        if own == 0 {
            without.push(name);
        }
    }
    println!("{count} documents, {scored} scores; none in {without:?}");
    assert!(count > 80 && scored > 300);
}
