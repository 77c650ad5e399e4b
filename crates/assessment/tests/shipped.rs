//! The rubrics that ship: they load without a problem, and the school of the documents scores what its form says.

use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::{Part, Rubric};
use assessment::score::{Sheet, Standing};

fn shipped(name: &str) -> Rubric {
    let path = format!("{}/../../rubrics/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the rubric is there");
    Rubric::parse(&text)
        .unwrap_or_else(|problems| panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>()))
}

/// The school's own scores, item by item.
const SCHOOL: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

fn answered(rubric: &Rubric, sheet: &Sheet, id: &str, answer: Answer) -> Sheet {
    let place = rubric.criterion_path(id).expect("the criterion is there");
    sheet
        .with_entry(
            rubric,
            place,
            &Entry {
                answer: Some(answer),
                ..Entry::default()
            },
        )
        .expect("the place holds a criterion")
}

fn school(rubric: &Rubric, scores: &[&str]) -> Sheet {
    scores
        .iter()
        .enumerate()
        .fold(Sheet::blank(rubric), |sheet, (i, points)| {
            let points: Decimal = points.parse().expect("a decimal");
            answered(rubric, &sheet, &format!("pe-{:02}", i + 1), Answer::Points(points))
        })
}

fn grade(rubric: &Rubric, sheet: &Sheet) -> Option<String> {
    let bands = &rubric.grades.as_ref()?.bands;
    sheet
        .outcome(rubric)
        .grade
        .map(|i| bands[i].label.wording("zh-CN").to_string())
}

#[test]
fn the_school_scores_90_and_is_excellent() {
    let rubric = shipped("school-pe");
    let sheet = school(&rubric, &SCHOOL);
    let outcome = sheet.outcome(&rubric);
    assert_eq!(
        (outcome.total.score, outcome.total.max),
        (Decimal::whole(90), Decimal::whole(100))
    );
    assert_eq!(outcome.standing, Standing::Final);
    assert_eq!(grade(&rubric, &sheet).as_deref(), Some("优秀"));
    let subtotals: Vec<_> = sheet
        .root
        .sections
        .iter()
        .take(7)
        .map(|s| s.tally.score.to_string())
        .collect();
    assert_eq!(subtotals, ["8", "12", "32", "2", "11", "17", "8"]);
    assert_eq!(outcome.total.lost, 7);
}

#[test]
fn units_are_names_without_a_word_before_them() {
    for name in [
        "civilized-city",
        "school-pe",
        "site-inspection",
        "minors-moral-education",
    ] {
        shipped(name).walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                for unit in criterion.units.iter().flat_map(|unit| unit.all()) {
                    assert!(!unit.contains(['：', ':']), "{name} {}: {unit}", criterion.id);
                }
            }
        });
    }
}

#[test]
fn half_a_point_less_is_only_good() {
    let rubric = shipped("school-pe");
    let sheet = answered(
        &rubric,
        &school(&rubric, &SCHOOL),
        "pe-18",
        Answer::Points("14.5".parse().expect("a decimal")),
    );
    assert_eq!(sheet.outcome(&rubric).total.score.to_string(), "89.5");
    assert_eq!(grade(&rubric, &sheet).as_deref(), Some("良好"));
}

#[test]
fn a_veto_fails_and_keeps_the_number() {
    let rubric = shipped("school-pe");
    let sheet = answered(&rubric, &school(&rubric, &SCHOOL), "veto-fraud", Answer::Yes);
    assert_eq!(sheet.outcome(&rubric).total.score, Decimal::whole(90));
    assert_eq!(grade(&rubric, &sheet).as_deref(), Some("不合格"));
}

#[test]
fn eighteen_of_twenty_one_is_provisional_without_a_grade() {
    let rubric = shipped("school-pe");
    let sheet = school(&rubric, &SCHOOL[..18]);
    let outcome = sheet.outcome(&rubric);
    assert_eq!(outcome.standing, Standing::Provisional);
    assert_eq!(
        (outcome.total.score.to_string(), outcome.total.judged.to_string()),
        ("82".into(), "90".into())
    );
    assert_eq!(grade(&rubric, &sheet), None);
}

#[test]
fn the_points_are_the_documents() {
    let rubric = shipped("school-pe");
    let mut maxima = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part {
            maxima.extend(criterion.scale.maximum().map(|max| max.to_string()));
        }
    });
    assert_eq!(maxima.join(" "), "4 2 2 6 4 2 8 3 10 5 5 2 2 5 5 5 4 16 4 3 3");
}

#[test]
fn the_second_rubric_loads() {
    assert_eq!(shipped("class-culture").root.full, Decimal::whole(100));
}
